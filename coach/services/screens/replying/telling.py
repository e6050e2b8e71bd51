"""Private words: everything the engine tells one person, by its code, with the way on."""

from __future__ import annotations

from collections.abc import Callable

from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.build import button, controls, message, name, note, project, text
from coach.services.screens.cards.questions import question as question_card
from coach.services.screens.channel.greeting import nudge
from coach.services.screens.channel.quiet import no_yes_yet, thin_card, try_without_yes
from coach.services.screens.leading import finding_out
from coach.services.screens.leading.noticing import of_the_whole
from coach.services.screens.leading.panels import thin_step
from coach.services.screens.replying.answered_words import what_was_said
from coach.services.screens.replying.refusing import REFUSALS, refusal
from coach.services.screens.showing.deciding import choosing, contested, contested_buttons, result
from coach.services.screens.showing.weighed import best
from coach.services.screens.showing.weighing_cards import nothing_to_choose, weighed_first
from coach.services.screens.unasked import titles
from coach.views import Button, Message
from coach.words import first_up
from coach.words.days import day_of
from dialogues.checks.review import review
from dialogues.checks.whole import whole_of
from dialogues.view import waits_for_lead

Teller = Callable[[Scene, str, str, str], Message]


def tell(scene: Scene, person: str, code: str, question: str = "", about: str = "") -> Message:
    """Return the private words of a Tell: for the person who acted, or for the lead. Never raises for a code."""
    if code in REFUSALS:
        said, way_on = refusal(scene, code, question)
        return message(text(said), controls(way_on))
    teller = TELLERS.get(code)
    return (
        teller(scene, person, question, about)
        if teller
        else message(text(f"{project(scene)}: something has moved on."))
    )


def still_holds(scene: Scene, code: str, question: str = "", about: str = "") -> bool:
    """Say whether what was to be told still waits: it may have been held back for days, and be settled by now."""
    if code == "name_second":
        return scene.state.second is None
    if code == "no_lead_answer":
        return seeing.is_open(scene, question)
    if code == "no_yes_yet":
        return no_yes_yet(scene, about)
    return code not in _WAITS or _WAITS[code] in {why for why, _ in waits_for_lead(scene.state, scene.dialogue)}


_WAITS = {
    "choose_now": "choose",
    "weighed_first": "choose",
    "not_yet_said": "not_yet",
    "thin_phase": "thin_phase",
    "thin_step": "thin_step",
}


def _said(words: str, *buttons: tuple[str, str]) -> Teller:
    def made(scene: Scene, person: str, question: str, about: str) -> Message:
        title = _title(scene, question)
        lead = name(scene, scene.state.lead)
        ready = words.format(project=project(scene), lead=lead, title=title, head=first_up(title))
        made_buttons = [button(scene, label, do, question) for label, do in buttons]
        return message(text(ready), controls(*made_buttons))

    return made


def _title(scene: Scene, question: str) -> str:
    return titles(scene, (question,)) or "that question"


def _asked(scene: Scene, person: str, question: str, about: str) -> Message:
    asker = name(scene, about) if about else "Somebody"
    if question not in scene.dialogue.questions:
        return message(text(f"{asker} thinks you know more about {project(scene)}."))
    card = question_card(scene, person, (question,), sitting=False)
    head = message(text(f"{asker} thinks you know this one. If you don't, that's fine too: press Don't know yet."))
    return Message(f"{head.text}\n{card.text}"[:3990], (*head.parts, *card.parts))


def _choose(scene: Scene, person: str, question: str, about: str) -> Message:
    return message(
        text(f"{project(scene)}: {_what_is_in(scene, question)}", result(scene, question)),
        note("If you don't choose, I take the most picked on the next working day. The others stay on the list."),
        choosing(scene, question),
    )


def _what_is_in(scene: Scene, question: str) -> str:
    return "the best ideas are weighed." if best(scene, question) else "the picks are in."


def _weighed_first(scene: Scene, person: str, question: str, about: str) -> Message:
    return weighed_first(scene, question)


def _nothing_to_choose(scene: Scene, person: str, question: str, about: str) -> Message:
    return nothing_to_choose(scene, question)


def _not_yet(scene: Scene, person: str, question: str, about: str) -> Message:
    return message(
        text(f"{project(scene)}: somebody says not yet.", contested(scene, question)),
        note("A worry said now is worth ten said afterwards."),
        contested_buttons(scene, question),
    )


def _no_yes_yet(scene: Scene, person: str, question: str, about: str) -> Message:
    if not no_yes_yet(scene, about):  # read from a digest, days later
        return message(text(f"{project(scene)}: the yes before that try is seen to already."))
    return try_without_yes(scene)


def _thin(scene: Scene, person: str, question: str, about: str) -> Message:
    return thin_card(scene)


def _thin_step(scene: Scene, person: str, question: str, about: str) -> Message:
    return thin_step(scene)


def _second_voice(scene: Scene, person: str, question: str, about: str) -> Message:
    return message(
        text(
            f"{project(scene)}: a second answer has come in about {_title(scene, question)}. I kept both.",
            what_was_said(scene, question),
        ),
        note("Which one stands? Look at it again, or leave it as it is."),
        controls(button(scene, "Look again", "look_again", question)),
    )


def _answers_for_you(scene: Scene, person: str, question: str, about: str) -> Message:
    return message(
        text(
            f"{project(scene)}: answers about {_title(scene, question)} are in. Only you see them.",
            what_was_said(scene, question),
        ),
    )


def _nudge(scene: Scene, person: str, question: str, about: str) -> Message:
    return nudge(scene, person, question)


def _yours(scene: Scene, person: str, question: str, about: str) -> Message:
    return finding_out.yours(scene, question, about)


def _found(scene: Scene, person: str, question: str, about: str) -> Message:
    return finding_out.was_found(scene, question, about)


def _noticed(scene: Scene, person: str, question: str, about: str) -> Message:
    """What the whole of a list shows, as it is now; `about` is the check and its note."""
    check, _, note_id = about.partition("/")
    whole = whole_of(scene.state, scene.facts, day_of(scene.now, scene.state.zone))
    found = [one for where, one in review(whole) if where == question and one.check == check]
    if not found:
        return message(text(f"{project(scene)}: what I noticed about {_title(scene, question)} is seen to already."))
    return of_the_whole(scene, question, found[0], int(note_id) if note_id.isdigit() else 0)


def _silence(scene: Scene, person: str, question: str, about: str) -> Message:
    return message(
        text(
            f"{project(scene)} has been quiet for a while. That's usually a busy time, not a lack of interest.",
            "What suits you?",
        ),
        controls(
            _start(scene),
            button(scene, "Pause it", "pause"),
            button(scene, "Someone else leads", "hand_over"),
            button(scene, "Stop here", "stop"),
        ),
        note("I won't ask again until you tell me."),
    )


def _start(scene: Scene) -> Button:
    return button(scene, "Show me what waits", "panel", style="primary")


TELLERS: dict[str, Teller] = {
    "answers_for_you": _answers_for_you,
    "found_out": _found,
    "gone_quiet": _silence,
    "kept_beside": _said("That had an answer already. Yours stands beside it, and {lead} will look at both."),
    "kept_for_later": _said("That isn't being asked just now. I've kept your words for when it is."),
    "kept_unshown": _said(
        "{head}: too few of you spoke to show it without names. It's kept, and shown once a third person adds.",
        ("More time", "more_time"),
        ("Nudge once", "nudge_once"),
    ),
    "kept_until_three": _said(
        "Kept. Late words without names are shown once three people have added some, so that nobody is guessed."
    ),
    "late_not_yet": _not_yet,
    "name_second": _said(
        "{project}: who stands in for you when you're away? A second name keeps it going.",
        ("Name someone", "hand_over"),
    ),
    "no_lead_answer": _said(
        "{project}: the set has closed, and *{head}* is still yours to answer. "
        "If nothing comes by the next working day, I note it as not known yet.",
        ("Answer", "answer"),
        ("Don't know yet", "dont_know"),
    ),
    "no_yes_yet": _no_yes_yet,
    "not_yet_said": _not_yet,
    "nothing_to_choose": _nothing_to_choose,
    "noticed": _noticed,
    "nudge": _nudge,
    "second_voice": _second_voice,
    "thin_phase": _thin,
    "thin_step": _thin_step,
    "choose_now": _choose,
    "weighed_first": _weighed_first,
    "you_lead": _said(
        "You lead {project} from now on. I show you who is in and who isn't heard yet, "
        "in one message that I keep fresh.",
        ("Show me where we are", "panel"),
    ),
    "you_are_asked": _asked,
    "you_are_second": _said("You stand in for {lead} in {project} when they're away. There's nothing to do for now."),
    "yours_to_find_out": _yours,
}
