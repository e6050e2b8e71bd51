"""Where people stand on what is to be agreed: yes, can live with it, not yet; in the room by a show of hands."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.effects import KeepPosition
from dialogues.inputs import Value
from dialogues.state import Cell
from dialogues.turns.keeping import edited
from dialogues.turns.life import FEW_HIDDEN, happen, recount
from dialogues.turns.people import arrive
from dialogues.turns.work import Refused, Work

STANCES = ("yes", "can_live", "not_yet")


def fresh(work: Work, name: str, asked: int | None) -> None:
    """A button belongs to a question as it was asked then. Refused when it has been asked anew or has moved on."""
    work.question(name)
    cell = work.peek(name)
    if cell.status not in ("open", "shown", "contested") or (asked is not None and asked != cell.asked):
        raise Refused("moved_on", name)


def hands_of(work: Work, what: i.Answer) -> dict[str, int]:
    """Hands are counted where people are together."""
    if work.state.way == "apart":
        return {}
    return {str(option): int(count) for option, count in what.hands if isinstance(count, int) and 0 <= count < 10_000}


def positioned(work: Work, what: i.Position) -> None:
    """A person says where they stand; not yet holds the question until it is met, changed, or gone over openly."""
    question = work.question(what.question)
    if question.mode != "consent":
        raise Refused("unknown_question", what.question)
    if what.stance not in STANCES:
        raise Refused("unknown_stance", what.question)
    if what.stance != "not_yet":
        _of_now(work, what.question, what.asked)
    arrive(work, what.person)
    _stand(work, what)


def _of_now(work: Work, name: str, asked: int | None) -> None:
    """A yes belongs to what was asked then. Refused when that has changed since; a "not yet" is always heard."""
    cell = work.peek(name)
    if asked and asked < cell.asked and cell.status in ("open", "contested"):
        raise Refused("asked_anew", name)


def stances(work: Work, what: i.Answer, values: tuple[Value, ...]) -> None:
    """A stance given as an answer, or hands counted in the room."""
    hands = {option: count for option, count in hands_of(work, what).items() if option in STANCES}
    said = [value for value in values if isinstance(value, str) and value in STANCES]
    if not hands and not said:
        raise Refused("unknown_stance", what.question)
    if hands or said[-1:] != ["not_yet"]:
        _of_now(work, what.question, what.asked)
    for stance in said[-1:]:
        _stand(work, i.Position(what.person, what.at, what.question, stance, asked=what.asked), settle=not hands)
    if not hands:
        return
    fresh(work, what.question, None)
    cell = work.cell(what.question)
    cell.hands = hands
    cell.done[what.person] = "answered"
    speaks = next((stance for stance in reversed(STANCES) if hands.get(stance)), "")  # the least sure who raised a hand
    for option, count in hands.items():
        reason = what.reason if option == speaks else ""
        work.emit(KeepPosition(what.question, "", option, reason, count=count, hands=True))
    if not work.quiet:
        event = "recount" if cell.status == "contested" else "move_on"
        happen(work, what.question, event, "hands", what.person)


def _stand(work: Work, what: i.Position, settle: bool = True) -> None:
    name, person = what.question, what.person
    cell = work.peek(name)
    if work.state.status == "closed":
        raise Refused("closed", name)
    if cell.stance.get(person) == what.stance and person in cell.done and not what.reason:
        raise Refused("already_have", name)
    cell = work.cell(name)
    late = _hold_back(work, cell, what)
    cell.stance[person] = what.stance
    work.emit(KeepPosition(name, person, what.stance, what.reason, what.named, late=late))
    if cell.status in ("unasked", "skipped", "unknown"):
        return work.tell(person, "kept_for_later", name)
    cell.done[person] = "answered"
    cell.private = cell.private or (cell.status == "open" and work.state.way == "apart")
    if cell.status == "settled":
        if what.stance == "not_yet" and not (work.asking and not work.quiet and _object(work, name)):
            work.tell_lead("late_not_yet", name, person)
        return edited(work, name)
    if work.quiet or not settle:
        return
    if work.state.way == "alone" and cell.status == "open":
        happen(work, name, "move_on", "answered", person)
    else:
        recount(work, name, person)


def _hold_back(work: Work, cell: Cell, what: i.Position) -> bool:
    """Somebody new says yes after the count was shown: without names it is counted once three such are in.

    A "not yet" is never held back: whoever says it wants it heard. Returns whether it came late in this way.
    """
    shown = cell.status in ("settled", "contested") and not cell.private and cell.seen_by == "no_names"
    if work.state.way != "apart" or not shown:
        return False
    if what.stance == "not_yet" or what.named:
        cell.held = [person for person in cell.held if person != what.person]
        return False
    if what.person in cell.held:
        return True
    if what.person in cell.stance:
        return False
    cell.held.append(what.person)
    if len(cell.held) >= FEW_HIDDEN:
        cell.held = []
    else:
        work.tell(what.person, "kept_until_three", what.question)
    return True


def _object(work: Work, name: str) -> bool:
    if not happen(work, name, "object", ""):
        return False
    work.cell(name).again = True
    return True
