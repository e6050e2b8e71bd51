"""One question's life in a turn: counting voices, letting events happen, and what follows when it settles."""

from __future__ import annotations

from dialogues.choices import most_picked, tally
from dialogues.effects import KeepChoice, KeepGap, Reveal
from dialogues.modes import Voices, live
from dialogues.people import asked_of as people_asked
from dialogues.people import waited_for
from dialogues.state import Cell
from dialogues.work import Work

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
    if cell.status == "contested":
        if before != "contested":
            work.tell_lead("not_yet_said", name)
    elif cell.status != "shown":
        cell.again = False
    elif before == "open":
        work.tell_lead("choose_now", name)
    return True


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
    if work.peek(name).gap:
        work.cell(name).gap = False
        work.emit(KeepGap(name, by, closed=True))


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
    else:
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
    cell.chosen = list(chosen)
    if not happen(work, name, "choose", how, by):
        return False
    work.emit(KeepChoice(name, by, chosen))
    return True


def take_most_picked(work: Work, name: str) -> None:
    """Nobody chose: the most picked are taken."""
    cell, question = work.peek(name), work.question(name)
    top = most_picked(tally(name, work.record(), cell.hands), question.at_most or 3)
    take_items(work, name, top, "most picked", work.state.lead)
    if work.state.way == "apart":
        work.announce("most_picked", name)
