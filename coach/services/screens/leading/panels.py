"""The lead's one private panel: where we are, who is not heard yet, one sentence to say aloud, five buttons."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    label,
    message,
    name,
    note,
    press,
    project,
    rows,
    text,
)
from coach.services.screens.cards.asking import where
from coach.services.screens.cards.explaining import entries as explain_entries
from coach.services.screens.channel.hearing import still_to_come, unheard
from coach.services.screens.channel.quiet import not_cleared, the_day, thin_card, try_ahead
from coach.services.screens.leading.finding_out import offer
from coach.services.screens.leading.to_find import last_ending, taken_on, until_then
from coach.services.screens.leading.what_next import FIRST, SAID_ALREADY, buttons, first, in_a_line
from coach.services.screens.people.away import standing_still
from coach.services.screens.people.partner_screens import each_of
from coach.services.screens.rows import labelled
from coach.services.screens.seeing import (
    asked_together,
    cell,
    closes,
    current_card,
    hidden,
    not_heard,
    only_the_lead,
    phase,
    question,
    step,
    to_choose,
    who_is_in,
)
from coach.services.screens.showing.deciding import choosing, contested, contested_buttons, is_contested, result
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.showing.weighed import being_weighed
from coach.services.screens.showing.weighing_cards import weigh_panel
from coach.services.screens.summing_up.summary_agree import waits_for_yes
from coach.services.screens.unasked import PHASE_NAMES
from coach.views import Button, Controls, Menu, Message, Part
from coach.words import safe
from dialogues.machine import REVIEW
from dialogues.plan import GO_AHEAD

_SILENT = "I show nothing with only one person in, so that nobody stands alone."


def panel(scene: Scene) -> Message:
    """Return the lead's panel: edited in place, never a stream."""
    status = scene.state.status
    if status != "active":
        return _at_rest(scene)
    if scene.state.thin:
        return thin_step(scene)
    if scene.state.walk.endswith(".thin"):
        return thin_card(scene)
    here = _here(scene)
    if to_choose(scene) and not here:
        return _choose(scene, to_choose(scene))
    if being_weighed(scene):
        return weigh_panel(scene, being_weighed(scene), heard(scene, here), other_things(scene))
    if here and is_contested(scene, here[0]):
        return _contested(scene, here[0])
    return _running(scene, here)


def handed_on(scene: Scene) -> Message:
    """Return what stands where somebody had the lead's panel who leads no more."""
    return message(
        text(f"{project(scene)}: {name(scene, scene.state.lead)} leads now. This was the lead's page."),
        controls(button(scene, "Where are we?", "status")),
    )


def _running(scene: Scene, here: tuple[str, ...]) -> Message:
    return message(
        text(f"{project(scene)} · {where(scene)}", where_we_are(scene, here)),
        text(*heard(scene, here), *standing_still(scene)),
        None if here else text(until_then(scene), in_a_line(scene, first(scene, SAID_ALREADY), FIRST)),
        text(f"To say aloud: {aloud(scene, here)}"),
        _five(scene, here),
        controls(other_things(scene)),
        note("Only you see this. The others know that you see who is in, never who said what."),
    )


def where_we_are(scene: Scene, here: tuple[str, ...]) -> str:
    """Return what is open and until when, in a sentence."""
    if not here and try_ahead(scene):
        return rows([the_day(scene), not_cleared(scene)])
    if not here:
        return "Nothing is open just now."
    now = step(scene) if scene.state.walk != REVIEW else None
    title = (
        f"{safe(now.title)}."
        if now and scene.state.way == "apart"
        else ", ".join(safe(question(scene, one).title) for one in here) + "."
    )
    until = closes(scene)
    return f"{title} Open until {until}." if until and scene.state.way == "apart" else title


def heard(scene: Scene, here: tuple[str, ...]) -> list[str]:
    """Return how many are in, and who is not heard yet; nothing in the room, where you can see for yourself."""
    if not here or alone(scene) or scene.state.way == "together":
        return []
    if only_the_lead(scene, here):
        return [labelled("Yours to answer", ", ".join(safe(question(scene, one).title) for one in here))]
    counts = [f"{safe(question(scene, one).title)}: {_in(scene, one)}" for one in here[:6]]
    return [" · ".join(counts), *(unheard(scene, here) or ["Everybody is in."])]


def _in(scene: Scene, wanted: str) -> str:
    inside = who_is_in(scene, (wanted,))
    total = len(inside) + len(not_heard(scene, (wanted,)))
    return f"{len(inside)} of {total} in"


def aloud(scene: Scene, here: tuple[str, ...]) -> str:
    """Return one sentence the lead can say to the team."""
    if not here:
        return '"Nothing is asked of you today. Thank you for what you gave."'
    found = question(scene, here[0])
    if scene.state.way == "together":
        if found.kind == "list":
            return '"Take a quiet minute and write yours down. Then we read them out, one each."'
        if found.mode == "vote":
            return '"Pick for yourself first, then we show hands. Nobody explains yet."'
        if found.mode == "consent":
            return '"Thumbs, all at once. Not yet is a good answer too."'
        return '"One answer for all of us. Say it as you see it."'
    if only_the_lead(scene, here):
        return '"I have the next part myself. Nothing is asked of you for now."'
    if not not_heard(scene, here):
        return '"Everybody is in. Thank you. Let\'s look at it together."'
    only_mine = not_heard(scene, here) == (scene.state.lead,)
    if not only_mine and any(cell(scene, one).done for one in here) and (found.safety or hidden(scene, here[0])):
        return '"It takes two minutes, and nobody sees whose words are whose."'
    return f'"{still_to_come(scene)}"'


def acts_on(scene: Scene) -> str:
    """Return the question that the panel's buttons, and the lead's words for them, are about; "" when none is open."""
    return _acts_on(scene, _here(scene))


def _here(scene: Scene) -> tuple[str, ...]:
    """The questions the panel is about: apart what several are asked, else the card that is open.

    An agreement that somebody said not yet to waits for what the lead looks at again meanwhile.
    """
    shared, own = (asked_together(scene) if scene.state.way == "apart" else ()), current_card(scene)
    waits = bool(shared) and bool(own) and is_contested(scene, shared[0]) and own[0] not in shared
    return own if waits else shared or own


def _acts_on(scene: Scene, here: tuple[str, ...]) -> str:
    spoken = [one for one in here if cell(scene, one).given or cell(scene, one).stance]
    return next(iter(spoken or here), "")


def _yes_missing(scene: Scene) -> bool:
    return waits_for_yes(scene) or (try_ahead(scene) and bool(not_cleared(scene)))


def _five(scene: Scene, here: tuple[str, ...]) -> Controls:
    wanted = _acts_on(scene, here)
    if not here:
        start = button(scene, "Start now", "start_now", style="primary")
        yes = button(scene, "Who said yes?", "answer", GO_AHEAD) if _yes_missing(scene) else None
        return controls(
            start, yes, *buttons(scene, first(scene, SAID_ALREADY)), offer(scene), button(scene, "Stop here", "stop")
        )
    if scene.state.way == "together":
        shows = question(scene, wanted).mode not in {"solo", "confirm"}  # one answer for the room is seen as it is
        return controls(
            button(scene, "Show now", "show_now", wanted, style="primary") if shows else None,
            button(scene, "Add for someone", "add_for", wanted),
            button(scene, "Move on", "move_on", wanted),
        )
    if only_the_lead(scene, here) and question(scene, wanted).mode in {"solo", "gather"}:
        return controls(
            button(scene, "Answer", "answer", wanted, style="primary"),
            button(scene, "More time", "more_time", hint="One more working day"),
            button(scene, "Add for someone", "add_for", wanted),
            button(scene, "Move on", "move_on", wanted),
        )
    return controls(
        button(scene, "Show now", "show_now", wanted, style="primary"),
        button(scene, "More time", "more_time", hint="One more working day"),
        button(scene, "Nudge once", "nudge_once", wanted),
        button(scene, "Add for someone", "add_for", wanted),
        button(scene, "Move on", "move_on", wanted),
    )


def other_things(scene: Scene) -> Menu:
    """Return the menu with what a lead seldom needs."""
    ways = {"together": "Work together now", "apart": "Work in our own time", "alone": "Just me from here"}
    entries = [(words, press(scene, "way", arg=way)) for way, words in ways.items() if way != scene.state.way]
    entries += [
        (label(f"{PHASE_NAMES.get(phase(scene), 'So far')} in one line"), press(scene, "line", arg=phase(scene))),
        ("Tools that take five minutes", press(scene, "tools")),
        ("What would you look at?", press(scene, "look_over")),
        ("Bring people in", press(scene, "invite")),
        ("Whose views are in?", press(scene, "voices")),
        ("A card to print", press(scene, "print_card")),
        ("Hand over the lead", press(scene, "hand_over")),
        ("Someone could be harmed now", press(scene, "harm")),
        ("Pause", press(scene, "pause")),
        ("Stop here", press(scene, "stop")),
        ("Take it with you", press(scene, "export")),
        ("Close for good", press(scene, "close")),
    ]
    if each_of(scene, AGREEMENT):
        entries.insert(3, ("Who is with whom", press(scene, "partners")))
    if scene.gaps or taken_on(scene):
        entries.insert(3, ("Who finds out what", press(scene, "find_out", arg=last_ending(scene))))
    entries += [(words, press(scene, do)) for words, do in explain_entries(scene)]
    if scene.state.depth != "in-depth":
        entries.insert(3, ("Go deeper, over weeks", press(scene, "deeper")))
    if scene.state.depth != "quick":
        entries.insert(3, ("Fewer questions from here", press(scene, "lighter")))
    return Menu("More", tuple(entries), hint="More for the lead")


def thin_step(scene: Scene) -> Message:
    """Return the lead's three choices when a set closed with too few: carry on, the huddle, or pause."""
    return message(
        text(f"{project(scene)}: the set has closed, and only a few of you were heard. {_SILENT}", "What suits you?"),
        controls(
            button(scene, "Carry on with this", "carry_on_thin", style="primary"),
            button(scene, "Take it to the next huddle", "huddle", hint="A one-question card to read out"),
            button(scene, "Pause it", "pause"),
        ),
        note("It's quiet most often because people are busy, not because they don't care."),
    )


def _choose(scene: Scene, wanted: str) -> Message:
    return message(
        text(f"{project(scene)} · {safe(question(scene, wanted).title)}", result(scene, wanted)),
        text('To say aloud: "Here is what we picked. Two minutes on where we differ, then I choose."'),
        choosing(scene, wanted),
        note("If you don't choose, I take the most picked on the next working day. The others stay on the list."),
    )


def _contested(scene: Scene, wanted: str) -> Message:
    return message(
        text(project(scene), contested(scene, wanted)),
        text('To say aloud: "Somebody has a worry. Thank you for saying it now. What would make it right?"'),
        contested_buttons(scene, wanted),
    )


def _at_rest(scene: Scene) -> Message:
    closed = scene.state.status == "closed"
    said = "is closed. Everything stays here to read." if closed else "is resting. I won't ask anybody anything."
    again: Button | None = None if closed else button(scene, "Carry on", "resume", style="primary")
    second = scene.state.second
    stands_in: Part | None = text(f"{name(scene, second)} stands in for you.") if second and not closed else None
    return message(
        text(f"{project(scene)} {said}"),
        stands_in,
        controls(again, button(scene, "Summary", "summary", arg="so_far"), button(scene, "Take it with you", "export")),
    )
