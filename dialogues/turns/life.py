"""One question's life in a turn: counting voices, letting events happen, and what follows when it settles."""

from __future__ import annotations

from dialogues.choices import TODAY, items_of, most_picked, tally
from dialogues.effects import KeepChoice, KeepGap, Reveal
from dialogues.model import Question
from dialogues.modes import GONE, Voices, live
from dialogues.state import Cell
from dialogues.turns.people import asked_of as people_asked
from dialogues.turns.people import waited_for
from dialogues.turns.second_round import is_due
from dialogues.turns.work import Work

FEW = 2  # people in before a reveal, apart
FEW_HIDDEN = 3  # where names are hidden
SOLO = ("solo", "confirm")
_PASSED = ("nothing", "unknown", "skipped", "moved on")


def count(work: Work, name: str) -> Voices:
    """The voices on a question as it stands: who spoke, who is still waited for, whether it may be shown."""
    question, cell = work.question(name), work.peek(name)
    voices = Voices(inside=len(cell.done))
    for done in cell.done.values():
        voices.spoken += done == "answered"
        voices.unknown += done == "unknown"
    if question.mode in SOLO:
        voices.spoken += voices.spoken == 0 and cell.main is not None
        return voices
    voices.spoken += sum(cell.done.get(person) != "answered" for person, ids in cell.given.items() if ids)
    if question.mode == "consent":
        voices.dissent = "not_yet" in cell.stance.values() or cell.hands.get("not_yet", 0) > 0
    voices.waiting = _waiting(work, name, cell)
    voices.enough = work.state.way != "apart" or voices.inside >= needed(cell) or not _more_may_come(work, name, cell)
    return voices


def _waiting(work: Work, name: str, cell: Cell) -> int:
    """How many are still waited for. In the room the typist says when; there everybody's own stance counts too."""
    question = work.question(name)
    if work.state.way != "apart" and not (question.mode == "consent" and work.state.way == "together"):
        return 1
    return sum(person not in cell.done for person in waited_for(work.state, question, cell))


def needed(cell: Cell) -> int:
    """How many must be in before a question may be shown, apart: three where names are hidden, else two."""
    if cell.seen_by == "lead":
        return 1
    return FEW_HIDDEN if cell.seen_by == "no_names" else FEW


def _more_may_come(work: Work, name: str, cell: Cell) -> bool:
    """Whether anybody who was asked, and is not away, could still come in."""
    team = work.state.team
    asked = people_asked(work.state, work.question(name), cell)
    return any(
        person not in cell.done and person in team and team[person].status in ("here", "invited") for person in asked
    )


def happen(work: Work, name: str, event: str, how: str, by: str = "") -> bool:
    """Let an event happen to a question; when it leaves the open, `how` says in a word how. Whether it moved."""
    cell = work.cell(name)
    before = cell.status
    if not live(work.question(name), event, cell, count(work, name)):
        return False
    work.moved = True
    if cell.status in ("open", "unasked"):
        return True
    cell.how = "said" if cell.status == "settled" and how in _PASSED else how
    if cell.status == "unknown" and not cell.gap:
        cell.gap = True
        work.emit(KeepGap(name, by or work.state.lead))
    if before != cell.status:
        _shown(work, name, cell)
        _lead_chooses(work, name, cell)
    if cell.status not in ("shown", "contested"):
        cell.again = False
    return True


def _lead_chooses(work: Work, name: str, cell: Cell) -> None:
    """The lead hears what waits for them: a "not yet", picks to choose from, or picks that are weighed first."""
    vote = work.plan.questions[name].second_of
    if cell.status == "contested":
        work.tell_lead("not_yet_said", name)
    elif cell.status == "shown":
        weighed_first = work.state.way == "apart" and is_due(work, name)
        work.tell_lead("weighed_first" if weighed_first else "choose_now", name)
    elif vote and cell.status in GONE and work.peek(vote).status == "shown" and work.state.way == "apart":
        work.tell_lead("choose_now", vote)


def recount(work: Work, name: str, by: str = "") -> bool:
    """Settle a question if everybody waited for is in; nothing happens while the project is quiet."""
    if work.quiet or work.peek(name).status not in ("open", "contested"):
        return False
    return happen(work, name, "recount", "everyone in", by)


def recount_all(work: Work) -> None:
    """Count every open question again: after somebody leaves, joins, is away or back."""
    for name, cell in list(work.state.cells.items()):
        if cell.status in ("open", "contested"):
            recount(work, name)


def closed_gap(work: Work, name: str, by: str) -> None:
    """Somebody found out what nobody knew."""
    if not work.peek(name).gap:
        return
    state = work.state
    work.cell(name).gap = False
    work.emit(KeepGap(name, by, closed=True))
    if name in state.finding.values():
        state.finding = {phase: asked for phase, asked in state.finding.items() if asked != name}
        if by != state.lead:
            work.tell_lead("found_out", name)


def _shown(work: Work, name: str, cell: Cell) -> None:
    """Show what came in privately, if enough are in; else it stays kept and the lead is told."""
    if not cell.private or cell.status not in ("settled", "shown", "contested"):
        return
    if cell.seen_by == "lead":
        if work.question(name).mode not in SOLO:
            work.tell_lead("answers_for_you", name)
        return
    if may_show(work, cell):
        reveal(work, name)
    elif not work.plan.questions[name].second_of:
        work.tell_lead("kept_unshown", name)


def may_show(work: Work, cell: Cell) -> bool:
    """Whether words without names may be shown: three people are in, or every word is the lead's own."""
    if cell.seen_by != "no_names" or len(cell.done) >= FEW_HIDDEN:
        return True
    voices = {person for person, ids in cell.given.items() if ids} | set(cell.stance)
    return voices <= {work.state.lead}


def reveal(work: Work, name: str) -> None:
    """Everybody sees what came in."""
    cell = work.cell(name)
    cell.private, cell.held = False, []
    work.emit(Reveal(name))


def take_items(work: Work, name: str, chosen: tuple[str, ...], how: str, by: str) -> bool:
    """Take items of a vote; the question settles."""
    cell = work.cell(name)
    before, cell.chosen = cell.chosen, list(chosen)
    if not happen(work, name, "choose", how, by):
        return False
    if before and before != cell.chosen:
        work.rechosen.append(name)
    work.emit(KeepChoice(name, by, chosen))
    second = work.plan.seconds.get(name, "")
    if second and work.peek(second).status == "open":
        happen(work, second, "move_on", "chosen", by)
    return True


def take_most_picked(work: Work, name: str) -> None:
    """Nobody chose: the most picked are taken."""
    cell, question = work.peek(name), work.question(name)
    top = most_picked(tally(name, work.record(), cell.hands), question.at_most or 3, by_hand=bool(cell.hands))
    take_items(work, name, top, "most picked", work.state.lead)
    if work.state.way == "apart":
        work.announce("most_picked", name)


def show_first(work: Work, name: str, by: str) -> bool:
    """In the room, picks that are weighed first are shown, not taken; a press on the card before is late from now."""
    work.cell(name).asked = work.turn
    return happen(work, name, "show", "shown", by)


def in_list(work: Work, question: Question, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Only what is in the list, where the list is known, and no more than may be taken."""
    known = {option.id for option in (*items_of(question, work.record(), work.plan.dialogue), *question.options)}
    found = tuple(one for one in chosen if one in known or one == TODAY) if known else chosen
    return found[: question.at_most] if question.at_most else found
