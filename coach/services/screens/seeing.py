"""Where the conversation stands, as a screen sees it: questions in their words, the open card, who is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.services.scene import Scene
from coach.words.days import clock, soon
from dialogues import view
from dialogues.model import PHASES, Dialogue, Question, Step
from dialogues.overlays import steps_for
from dialogues.state import Cell, ConversationState
from dialogues.wording import is_lone


def question(scene: Scene, wanted: str) -> Question:
    """Return a question in the words for this way of working, depth and size of team."""
    return view.question(scene.state, scene.dialogue, wanted)


def lone(scene: Scene) -> bool:
    """Say whether the team is one person."""
    return is_lone(scene.state)


def cell(scene: Scene, wanted: str) -> Cell:
    """Return a question's life in this round; an unasked one when it has not come up."""
    return view.cell(scene.state, wanted)


def is_open(scene: Scene, wanted: str) -> bool:
    """Say whether a question takes answers now."""
    return view.is_open(scene.state, wanted)


def open_questions(scene: Scene) -> tuple[str, ...]:
    """Return what is open now, in card order."""
    return _known(scene, view.open_questions(scene.state, scene.dialogue))


def _known(scene: Scene, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in found if one in scene.dialogue.questions)


def step(scene: Scene) -> Step | None:
    """Return the step that is on now, or the look back; None when there is none."""
    return view.current_step(scene.state, scene.dialogue)


def every_step(scene: Scene) -> tuple[Step, ...]:
    """Return the steps of this depth at the project's scale, in order."""
    return steps_for(scene.dialogue, scene.state.depth, scene.state.scale)  # type: ignore[arg-type]  # another adds nothing


def cards(scene: Scene) -> tuple[tuple[str, ...], ...]:
    """Return the cards that are on, each with the questions asked of it; those re-opened by themselves come first."""
    found = (_known(scene, card) for card in view.cards(scene.state, scene.dialogue))
    return tuple(card for card in found if card)


def card_of(scene: Scene, wanted: str) -> tuple[str, ...]:
    """Return the card a question belongs to, with those of its questions that are asked."""
    return next((card for card in cards(scene) if wanted in card), (wanted,))


def current_card(scene: Scene) -> tuple[str, ...]:
    """Return the questions of the first card that still takes answers; empty when nothing is open."""
    live = (tuple(one for one in card if is_open(scene, one)) for card in cards(scene))
    return next((card for card in live if card), ())


def asked_at_once(scene: Scene, here: tuple[str, ...]) -> tuple[str, ...]:
    """Return what one card asks now: a draft, a vote or an agreement stands alone; plain questions go together."""
    plain = tuple(one for one in here if question(scene, one).mode in {"solo", "gather"})
    return plain if here and here[0] in plain else here[:1]


def to_choose(scene: Scene) -> str:
    """Return the vote whose picks are shown and that waits for the lead to take some; "" when there is none."""
    waiting = (name for why, name in view.waits_for_lead(scene.state, scene.dialogue) if why == "choose")
    return next((one for one in waiting if one in scene.dialogue.questions and is_vote(scene, one)), "")


def is_vote(scene: Scene, wanted: str) -> bool:
    """Say whether a question is a choice among earlier lines, with picks counted."""
    found = question(scene, wanted)
    return found.mode == "vote" and found.kind in {"several", "choice"}


def phase(scene: Scene) -> str:
    """Return the phase the conversation is in: explore, create, evaluate, agree or check_in."""
    return phase_of(scene.state, scene.dialogue)


def phase_of(state: ConversationState, dialogue: Dialogue) -> str:
    """Return the same of a state that has no scene yet."""
    name = view.phase_of(state, dialogue)
    return name if name in (*PHASES, "check_in") else "agree"


def progress(scene: Scene, card: tuple[str, ...] = ()) -> tuple[int, int]:
    """Return which card of its phase is on (or this one), and of how many, counting from 1; (0, 0) when none is."""
    here = _first_rounds(scene, card or current_card(scene))
    now = step_of(scene, card)
    if now is None or not here:
        return 0, 0
    steps = [one for one in every_step(scene) if one.phase == now.phase] or [now]
    every = [
        part
        for one in steps
        for card in one.cards
        for part in _in_turn(scene, card)
        if any(_comes(scene, name) for name in part)
    ]
    place = next((number for number, card in enumerate(every, 1) if set(card) & here), 0)
    return (place, len(every)) if place else (0, 0)


def _in_turn(scene: Scene, card: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A card's questions as they come: where one card is on for all, each draft or vote by itself, counted as one."""
    if scene.state.way == "apart":
        yield card
        return
    while card:
        part = asked_at_once(scene, card)
        yield part
        card = tuple(one for one in card if one not in part)


def own_progress(scene: Scene, person: str, card: tuple[str, ...]) -> tuple[int, int]:
    """Return which of a person's own cards of the set this is, and of how many; (0, 0) for none, or the only one."""
    now, here = step_of(scene, card), _first_rounds(scene, card)
    mine = [one for one in (now.cards if now else ()) if any(_is_for(scene, person, name) for name in one)]
    place = next((number for number, one in enumerate(mine, 1) if set(one) & here), 0)
    return (place, len(mine)) if place and len(mine) > 1 else (0, 0)


def _is_for(scene: Scene, person: str, wanted: str) -> bool:
    return _comes(scene, wanted) and person in view.asked_of(scene.state, scene.dialogue, wanted)


def step_of(scene: Scene, card: tuple[str, ...]) -> Step | None:
    """Return the step of a card: the one that is on, or an earlier one whose question was opened again."""
    now, here = step(scene), _first_rounds(scene, card)
    if now is None or not here or here & set(now.questions):
        return now
    return next((one for one in every_step(scene) if here & set(one.questions)), now)


def _first_rounds(scene: Scene, card: tuple[str, ...]) -> set[str]:
    """A card's questions; the second round of a choice counts as the choice."""
    return {scene.dialogue.questions[one].second_of or one for one in card}


def _comes(scene: Scene, wanted: str) -> bool:
    """Whether a question has come up, or will: a condition nobody knows yet is left out of the count."""
    return view.comes(scene.state, scene.dialogue, wanted)


def asked_of(scene: Scene, wanted: str) -> tuple[str, ...]:
    """Return those a question is asked of who belong to the team and are not away."""
    found = view.asked_of(scene.state, scene.dialogue, wanted)
    return tuple(one for one in found if scene.state.team[one].status in {"here", "invited"})


def asked_together(scene: Scene) -> tuple[str, ...]:
    """Return the open questions that more than one person is asked, in card order."""
    return tuple(one for one in open_questions(scene) if question(scene, one).mode in {"gather", "vote", "consent"})


def who_is_in(scene: Scene, questions: Iterable[str]) -> tuple[str, ...]:
    """Return those who are in for all that was asked of them among these questions."""
    wanted = tuple(questions)
    missing = not_heard(scene, wanted)
    return tuple(dict.fromkeys(one for name in wanted for one in asked_of(scene, name) if one not in missing))


def not_heard(scene: Scene, questions: Iterable[str]) -> tuple[str, ...]:
    """Return those who are asked among these questions and are not in yet."""
    return view.not_heard(scene.state, scene.dialogue, questions)


def open_for(scene: Scene, person: str) -> tuple[str, ...]:
    """Return the open questions that wait for one person; in the room those of the card."""
    return _known(scene, view.open_for(scene.state, scene.dialogue, person))


def only_the_lead(scene: Scene, questions: Iterable[str]) -> bool:
    """Say whether these questions are asked of nobody but the lead."""
    asked = {one for wanted in questions for one in asked_of(scene, wanted)}
    return asked == {scene.state.lead} and not lone(scene)


def closes(scene: Scene, person: str = "") -> str:
    """Return when the step closes, in words; "" when it has no closing time.

    For a `person` whose clock shows another hour then, that hour too: "tomorrow at 10:00, which is 11:00 for you".
    """
    state = scene.state
    if not state.closes_at or state.closes_at <= scene.now:
        return ""
    said, own = soon(state.closes_at, state.zone, scene.now), scene.zones.get(person, state.zone)
    here = clock(state.closes_at, own)
    return said if here == clock(state.closes_at, state.zone) else f"{said}, which is {here} for you"


def hidden(scene: Scene, wanted: str) -> bool:
    """Say whether words are shown without names: fixed when the question opened, the same everywhere."""
    found = scene.state.cells.get(wanted)
    asked = scene.dialogue.questions.get(wanted)
    seen_by = found.seen_by if found and found.status != "unasked" else asked.seen_by if asked else "no_names"
    return seen_by != "names"
