"""The channel's living card: the one question in the room, the step's progress when apart, or why it is quiet."""

from __future__ import annotations

from itertools import takewhile

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    bold,
    button,
    controls,
    label,
    message,
    name,
    note,
    press,
    project,
    project_name,
    rows,
    text,
)
from coach.services.screens.cards.asking import (
    answer_button,
    ask_words,
    draft_buttons,
    in_room,
    more_menu,
    open_until,
    privacy,
    seen_by_all,
    unknown_button,
    where,
)
from coach.services.screens.cards.drafts import agreement_question, how_to_choose, under_question
from coach.services.screens.cards.explaining import example_if_shown, meaning_if_shown, why_if_shown
from coach.services.screens.cards.how_long import for_the_others
from coach.services.screens.cards.one_form import one_form
from coach.services.screens.cards.questions import stance_buttons, why_again
from coach.services.screens.cards.tooling import offer as tool_offer
from coach.services.screens.channel.hearing import how_many_are_in, whole_set
from coach.services.screens.channel.quiet import is_stopped, quiet_card
from coach.services.screens.people.partner_screens import each_of
from coach.services.screens.replying.answered_words import flip_chart
from coach.services.screens.seeing import (
    asked_at_once,
    cell,
    current_card,
    is_open,
    is_vote,
    only_the_lead,
    question,
    step,
    to_choose,
)
from coach.services.screens.showing.deciding import choice_card, contested_card, is_contested
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.showing.weighed import waits
from coach.services.screens.unasked import asked_here
from coach.views import Button, Controls, Menu, Message
from coach.words import link, plural, safe
from dialogues.machine import REVIEW
from dialogues.model import Step
from dialogues.turns.paths import STANDS


def card(scene: Scene) -> Message:
    """Return the living card of the channel (alone: of the DM)."""
    here = current_card(scene)
    if scene.state.status != "active" or is_stopped(scene):
        return quiet_card(scene)
    if to_choose(scene) and not here:
        return choice_card(scene, to_choose(scene))
    if not here:
        return quiet_card(scene)
    if is_contested(scene, here[0]):
        return contested_card(scene, here[0])
    if scene.state.way == "together" or alone(scene):
        return room_card(scene, here)
    return step_card(scene)


def old_card(scene: Scene, address: str) -> Message:
    """Return what a card shrinks to when it was posted again further down: one line with a link."""
    here = link(address, "The card has moved down to here") if address else "The card has moved further down"
    return message(text(f"{project(scene)}: {here}."))


def room_card(scene: Scene, here: tuple[str, ...]) -> Message:
    """Return the one screen of the room, read aloud; the same for someone alone."""
    here = asked_at_once(scene, here)
    first = here[0]
    return message(
        note(safe_where(scene)),
        text(why_again(scene, first)),
        text(*(words for wanted in here for words in (_ask(scene, wanted), under_question(scene, wanted)))),
        text(
            _how(scene, first),
            why_if_shown(scene, first),
            example_if_shown(scene, first),
            meaning_if_shown(scene, here),
        ),
        text(*(flip_chart(scene, wanted) for wanted in here)),
        note(*_lines_below(scene, here)),
        controls(*_first_row(scene, here)),
        _second_row(scene, here),
        *tool_offer(scene, here),
    )


def _how(scene: Scene, wanted: str) -> str:
    found = question(scene, wanted)
    if found.kind == "list":
        how = "One line each: press Add, or just type here." if alone(scene) else "One line each: press Add."
        return f"{how} Press Next when you have them all." if found.mode == "gather" else how
    if in_room(scene) and found.mode == "gather" and each_of(scene, wanted):
        return f"One form for each {each_of(scene, wanted)}. Press Next when they are all in."
    if in_room(scene) and found.mode == "gather" and found.kind != "text":
        return "One answer for all of you. Saving it takes you on."
    return how_to_choose(scene, wanted)


def safe_where(scene: Scene) -> str:
    """Return the project's name with where it is: "Take-home medicines · Explore · 1 of 5"."""
    return " · ".join(part for part in (project_name(scene), where(scene)) if part)


def _ask(scene: Scene, wanted: str) -> str:
    return bold(agreement_question(scene)) if wanted == AGREEMENT else ask_words(scene, wanted)


def _lines_below(scene: Scene, here: tuple[str, ...]) -> tuple[str, ...]:
    details = next((found for wanted in here if (found := privacy(scene, wanted))), "")
    return (one_form(scene, here, scene.state.lead), details, seen_by_all(scene, here))


def _first_row(scene: Scene, here: tuple[str, ...]) -> list[Button | Menu]:
    wanted, more = here[0], more_menu(scene, here)
    found = question(scene, wanted)
    if found.mode == "consent" and not found.fields:
        count = button(scene, "Count hands", "hands", wanted, style="primary")
        return [count, button(scene, "Not yet", "not_yet", wanted), more]
    if found.mode == "confirm":
        return [*draft_buttons(scene, wanted), more]
    if found.kind == "scores":
        now = button(scene, "Take these now", "take_these", found.second_of) if waits(scene, wanted) else None
        return [one for one in (answer_button(scene, wanted), now, more) if one]
    if is_vote(scene, wanted) and in_room(scene):
        return [answer_button(scene, wanted), button(scene, "Count hands", "hands", wanted), more]
    begun = in_room(scene) and found.kind == "list" and cell(scene, wanted).given
    return [answer_button(scene, wanted), *(() if begun else (unknown_button(scene, wanted),)), more]


def _second_row(scene: Scene, here: tuple[str, ...]) -> Controls:
    return controls(
        button(scene, "Next", "next", here[0]),
        button(scene, "Back", "back") if _has_before(scene, here) else None,
        button(scene, "Stop here", "stop"),
    )


def _has_before(scene: Scene, here: tuple[str, ...]) -> bool:
    """Whether a question before those of the card was asked in this round, so that there is a card to go back to."""
    before = takewhile(lambda one: one not in here, asked_here(scene))
    return any(cell(scene, one).asked for one in before) or scene.state.walk == REVIEW


def step_card(scene: Scene) -> Message:
    """Return the header of a step when people answer in their own time: what is asked, who is in, until when."""
    now, every = step(scene), whole_set(scene)
    questions = rows([f"•  {safe(question(scene, wanted).title)}{_mark(scene, wanted)}" for wanted in every])
    open_now = tuple(wanted for wanted in every if is_open(scene, wanted))
    count, sent = how_many_are_in(scene, every), _sent(scene, now)
    agreeing = AGREEMENT in open_now and not question(scene, AGREEMENT).fields
    if only_the_lead(scene, open_now):
        count, sent = "", f"This part is with {name(scene, scene.state.lead)}. Nothing is asked of the others."
    return message(
        text(f"{project(scene)} · {where(scene)}", bold(safe(now.title)) if now else ""),
        text(questions),
        note(count, open_until(scene), sent, _each(scene) if agreeing else ""),
        controls(
            button(scene, "Answer here", "answer", style="primary", hint="Answer the open questions here"),
            one_of_these(scene, open_now),
            button(scene, "I'd like to join", "join"),
            button(scene, "Stop here", "stop"),
        ),
        controls(*stance_buttons(scene, AGREEMENT)) if agreeing else None,
    )


def _each(scene: Scene) -> str:
    """Beside whose name an agreement stands that is given here."""
    each = each_of(scene, AGREEMENT)
    return f"One yes for each {each}: yours stands beside the name of yours." if each and scene.partners.names else ""


def one_of_these(scene: Scene, open_now: tuple[str, ...]) -> Menu | None:
    """Return the menu of open questions, so that anybody who knows can answer one that was asked of somebody else."""
    entries = []
    for wanted in open_now:
        found = question(scene, wanted)
        do = "pick" if is_vote(scene, wanted) else "answer"
        if found.mode != "consent" or found.fields:
            entries.append((label(found.title), press(scene, do, wanted)))
    return Menu("One of these", tuple(entries), hint="Answer one of the open questions") if entries else None


def _sent(scene: Scene, now: Step | None) -> str:
    minutes = f"about {plural(for_the_others(scene), 'minute')}" if now else "a few minutes"
    return f"I've written to each of you. It takes {minutes}."


def _mark(scene: Scene, wanted: str) -> str:
    said = {"settled": "done", "shown": "shown", "unknown": "not known yet", "skipped": "left out"}
    here = cell(scene, wanted)
    found = "as it was" if here.how == STANDS else said.get(here.status, "")
    return f": {found}" if found else ""
