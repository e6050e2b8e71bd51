"""Where the conversation stands, as a screen sees it: questions in their words, the open card, who is in."""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.build import team
from coach.words.days import soon
from dialogues.model import PHASES, Question, Step
from dialogues.state import Cell
from dialogues.wording import is_lone, worded

OPEN = frozenset({"open", "contested"})
LISTS = frozenset({"list"})


def question(scene: Scene, wanted: str) -> Question:
    """Return a question in the words for this way of working, depth and size of team."""
    state = scene.state
    return worded(scene.dialogue.questions[wanted], state.way, state.depth, lone(scene))


def lone(scene: Scene) -> bool:
    """Say whether the team is one person."""
    return is_lone(scene.state)


def cell(scene: Scene, wanted: str) -> Cell:
    """Return a question's life in this round; an unasked one when it has not come up."""
    return scene.state.cells.get(wanted) or Cell()


def is_open(scene: Scene, wanted: str) -> bool:
    """Say whether a question is open now."""
    return cell(scene, wanted).status in OPEN


def open_questions(scene: Scene) -> tuple[str, ...]:
    """Return what is open now, in the order of the dialogue."""
    return tuple(wanted for wanted in scene.dialogue.questions if is_open(scene, wanted))


def step(scene: Scene) -> Step | None:
    """Return the step that is on now, or the look back; None between steps."""
    steps = (*scene.dialogue.steps_of(scene.state.depth), scene.dialogue.check_in)
    return next((one for one in steps if one.id == scene.state.step), None)


def cards(scene: Scene) -> tuple[tuple[str, ...], ...]:
    """Return the cards of the step that have come up, each with the questions asked of it."""
    now = step(scene)
    if now is None:
        return ()
    asked = [tuple(one for one in card if cell(scene, one).status != "unasked") for card in now.cards]
    return tuple(card for card in asked if card)


def card_of(scene: Scene, wanted: str) -> tuple[str, ...]:
    """Return the card a question belongs to, with those of its questions that are asked."""
    return next((card for card in cards(scene) if wanted in card), (wanted,))


def current_card(scene: Scene) -> tuple[str, ...]:
    """Return the questions of the first card with something open; a question re-opened by itself comes first."""
    again = [one for one in open_questions(scene) if cell(scene, one).again]
    if again:
        return (again[0],)
    first = next((card for card in cards(scene) if any(is_open(scene, one) for one in card)), ())
    return tuple(one for one in first if is_open(scene, one)) or open_questions(scene)[:1]


def to_choose(scene: Scene) -> str:
    """Return the vote whose picks are shown and that waits for the lead to take some; "" when there is none."""
    votes = (wanted for wanted in scene.state.cells if wanted in scene.dialogue.questions)
    shown = [wanted for wanted in votes if cell(scene, wanted).status == "shown"]
    return next((wanted for wanted in shown if is_vote(scene, wanted)), "")


def is_vote(scene: Scene, wanted: str) -> bool:
    """Say whether a question is a choice among earlier lines, with picks counted."""
    found = question(scene, wanted)
    return found.mode == "vote" and found.kind in {"several", "choice"}


def phase(scene: Scene) -> str:
    """Return the phase the conversation is in."""
    now = step(scene)
    name = now.phase if now else scene.state.walk.split(".", 1)[0]
    return name if name in (*PHASES, "check_in") else "agree"


def progress(scene: Scene) -> tuple[int, int]:
    """Return which card of this phase is on, and of how many, counting from 1; (0, 0) when none is."""
    now = step(scene)
    if now is None or not current_card(scene):
        return 0, 0
    steps = [one for one in scene.dialogue.steps_of(scene.state.depth) if one.phase == now.phase] or [now]
    every = [card for one in steps for card in one.cards if _will_ask(scene, card)]
    here = current_card(scene)
    place = next((number for number, card in enumerate(every, 1) if set(card) & set(here)), 0)
    return (place, len(every)) if place else (0, 0)


def _will_ask(scene: Scene, card: Iterable[str]) -> bool:
    return any(cell(scene, one).status != "unasked" or not scene.dialogue.questions[one].ask_if for one in card)


def asked_of(scene: Scene, wanted: str) -> tuple[str, ...]:
    """Return those a question was asked of and who still belong to the team and are not away."""
    members = scene.state.team
    asked = cell(scene, wanted).asked_of or team(scene)
    return tuple(one for one in asked if one in members and members[one].status in {"here", "invited"})


def who_is_in(scene: Scene, questions: Iterable[str]) -> tuple[str, ...]:
    """Return those who are in for all that was asked of them among these questions."""
    wanted = [one for one in questions if scene.dialogue.questions[one].asked == "everyone"] or list(questions)
    asked = dict.fromkeys(person for one in wanted for person in asked_of(scene, one))
    return tuple(person for person in asked if all(_is_in(scene, one, person) for one in wanted))


def not_heard(scene: Scene, questions: Iterable[str]) -> tuple[str, ...]:
    """Return those who are asked among these questions and are not in yet."""
    wanted = [one for one in questions if scene.dialogue.questions[one].asked == "everyone"] or list(questions)
    asked = dict.fromkeys(person for one in wanted for person in asked_of(scene, one))
    inside = who_is_in(scene, wanted)
    return tuple(person for person in asked if person not in inside)


def _is_in(scene: Scene, wanted: str, person: str) -> bool:
    found = cell(scene, wanted)
    return person in found.done or person in found.stance or person not in asked_of(scene, wanted)


def open_for(scene: Scene, person: str) -> tuple[str, ...]:
    """Return the open questions that wait for one person."""
    return tuple(
        one for one in open_questions(scene) if person in asked_of(scene, one) and not _is_in(scene, one, person)
    )


def closes(scene: Scene) -> str:
    """Return when the step closes, in words; "" when it has no closing time."""
    state = scene.state
    return soon(state.closes_at, state.zone, scene.now) if state.closes_at and state.closes_at > scene.now else ""


def hidden(scene: Scene, wanted: str) -> bool:
    """Say whether words are shown without names: fixed when the question opened, the same everywhere."""
    found = scene.state.cells.get(wanted)
    seen_by = found.seen_by if found and found.status != "unasked" else scene.dialogue.questions[wanted].seen_by
    return seen_by != "names"
