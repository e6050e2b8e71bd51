"""The questions of one card for one person, by direct message: asked, answered, or settled."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, message, note, project, text
from coach.services.screens.cards.asking import (
    answer_button,
    ask_words,
    draft_buttons,
    more_menu,
    open_until,
    privacy,
    seen_by_all,
    unknown_button,
    where,
)
from coach.services.screens.cards.drafts import agreement_question, how_to_choose, under_question
from coach.services.screens.cards.explaining import example_if_shown, meaning_if_shown, why_if_shown
from coach.services.screens.cards.how_long import minutes_for
from coach.services.screens.cards.one_form import one_form
from coach.services.screens.cards.tooling import offer as tool_offer
from coach.services.screens.people.partner_screens import asking as whom_with
from coach.services.screens.people.partner_screens import side_note
from coach.services.screens.seeing import asked_at_once, asked_of, cards, is_open, is_vote, lone, step
from coach.services.screens.seeing import question as in_words
from coach.services.screens.showing.stands import AGREEMENT, own, said_before
from coach.views import Button, Controls, Menu, Message
from coach.words import plural, safe

CHANGED = "This has changed since you answered, so I ask you again."
CHANGED_FOR_ALL = "This has changed since I first asked, so I ask again."
NOBODY_YET = "Nobody sees yours until all are shown."
_STORY = "Press the button: the form leaves no message behind."
_TYPE = "Press the button, or just type it to me."


def question(scene: Scene, person: str, questions: tuple[str, ...], *, sitting: bool) -> Message:
    """Return the card of these questions for one person; the first of a sitting says how long it takes."""
    here = tuple(wanted for wanted in questions if wanted in scene.dialogue.questions)
    if not here or not any(is_open(scene, wanted) for wanted in here):
        return nothing_open(scene)
    here = asked_at_once(scene, here)
    first = here[0]
    return message(
        text(_greeting(scene, person, here) if sitting else f"{project(scene)} · {where(scene, here, person)}"),
        text(why_again(scene, first, person)),
        text(*(words for wanted in here for words in (_ask(scene, wanted), under_question(scene, wanted, person)))),
        text(
            _how(scene, first),
            why_if_shown(scene, first),
            example_if_shown(scene, first),
            meaning_if_shown(scene, here),
        ),
        note(*_small_print(scene, person, here)),
        _buttons(scene, here, person),
        *tool_offer(scene, here),
    )


def nothing_open(scene: Scene) -> Message:
    """Return the card when its questions are no longer open: calm, with the way on."""
    return message(
        text(f"{project(scene)}: that question has moved on. What you said is kept."),
        controls(button(scene, "Where are we?", "status"), button(scene, "What next?", "next_best")),
    )


def asked_below(scene: Scene, wanted: str) -> Message:
    """Return the line that stands where a card stood which is asked anew further down."""
    return message(text(f"{project(scene)}: {safe(in_words(scene, wanted).title)} is asked again below."))


def _greeting(scene: Scene, person: str, here: tuple[str, ...]) -> str:
    long = minutes_for(scene, person)
    minutes = f"About {plural(long, 'minute')}." if long else ""
    said = f"A short set of questions. {minutes} Each answer is saved as it comes."
    said = f"One question. {minutes}".rstrip() if _asked_here(scene, person) == 1 else said
    return f"{project(scene)} · {where(scene, here, person)}\n{said}"


def _asked_here(scene: Scene, person: str) -> int:
    """How many questions the whole set has for a person, those to come among them."""
    now, on = step(scene), {one for card in cards(scene) for one in card}
    later = set(now.questions if now else ()) & set(scene.dialogue.questions)
    return sum(person in asked_of(scene, one) for one in on | later)


def why_again(scene: Scene, wanted: str, person: str = "") -> str:
    """Return why it is asked again, to a person or the room: what they agree to has changed; "" when it has not."""
    before = said_before(scene, wanted)
    if person in before and own(scene, person, wanted) is None:
        return CHANGED
    return CHANGED_FOR_ALL if before else ""


def _ask(scene: Scene, wanted: str) -> str:
    return bold(agreement_question(scene)) if wanted == AGREEMENT else ask_words(scene, wanted)


def _how(scene: Scene, wanted: str) -> str:
    found = in_words(scene, wanted)
    if found.mode == "consent":
        return '"Not yet" asks one thing: what would change your mind. You can say it with or without your name.'
    if is_vote(scene, wanted) or found.kind == "several":
        told = lone(scene) or found.mode != "vote" or "sees yours" in found.ask
        nobody = "" if told else NOBODY_YET
        parts = (how_to_choose(scene, wanted), nobody, "Or type the numbers, like 1 3.")
        return " ".join(part for part in parts if part)
    if found.kind == "scores":
        return "A quick view is enough. Or type a line for each, like 1 high low low."
    if found.kind == "list":
        return _STORY if found.story else f"One line each. {_TYPE}"
    return ""


def _small_print(scene: Scene, person: str, here: tuple[str, ...]) -> tuple[str, ...]:
    details = next((found for wanted in here if (found := privacy(scene, wanted))), "")
    together = "Answers are shown together." if in_words(scene, here[0]).mode == "consent" and not lone(scene) else ""
    side = next((found for wanted in here if (found := side_note(scene, wanted, person))), "")
    form = one_form(scene, here, person)
    return (side, form, details, seen_by_all(scene, here, person), together, open_until(scene, person))


def _buttons(scene: Scene, here: tuple[str, ...], person: str) -> Controls:
    wanted = here[0]
    found = in_words(scene, wanted)
    items: list[Button | Menu]
    if found.mode == "consent" and not found.fields:
        items = stance_buttons(scene, wanted)
    elif found.mode == "confirm":
        items = list(draft_buttons(scene, wanted))
    else:
        items = [answer_button(scene, wanted), unknown_button(scene, wanted)]
    side = next((tap for one in here if (tap := whom_with(scene, one, person))), None)
    return controls(*items, side, more_menu(scene, here))


def stance_buttons(scene: Scene, wanted: str) -> list[Button | Menu]:
    """Return the three stands a person may take."""
    return [
        button(scene, "Yes", "stance", wanted, "yes", style="primary"),
        button(scene, "I can live with it", "stance", wanted, "can_live"),
        button(scene, "Not yet", "not_yet", wanted),
    ]
