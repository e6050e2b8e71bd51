"""A person says something: an answer, nothing to add, don't know, skip, a stance."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.answers import cleaned
from dialogues.choices import TODAY
from dialogues.effects import KeepPosition
from dialogues.inputs import Value
from dialogues.model import Question
from dialogues.modes import is_chosen_from
from dialogues.overlays import asked_each
from dialogues.recall import picked
from dialogues.turns import checking_in
from dialogues.turns.keeping import edited, keep, keep_late, ripple, says_else
from dialogues.turns.life import SOLO, closed_gap, happen, in_list, recount, show_first, take_items
from dialogues.turns.people import arrive, asked_of
from dialogues.turns.second_round import is_due
from dialogues.turns.stances import fresh, hands_of, stances
from dialogues.turns.steps import NOT_ASKED, ask_again
from dialogues.turns.work import Refused, Work

_ADDS = ("list", "text")  # kinds where one more answer stands beside the earlier ones


def answered(work: Work, what: i.Answer) -> None:
    """A person answers: kept whatever happens, and settled when that is all it takes."""
    question = work.question(what.question)
    arrive(work, what.person)
    values = cleaned(what.values)
    if question.mode == "consent" and not question.fields:
        return stances(work, what, values)
    hands = hands_of(work, what)
    if not values and not hands:
        raise Refused("nothing_said", what.question)
    if checking_in.by_itself(work, what.question):
        return checking_in.said(work, what, values)
    values = _new_only(work, what, question, values, bool(hands))
    _think_again(work, what, question)
    status = work.peek(what.question).status
    after_all = status == "skipped" and _passed(work, what.question)
    if work.state.status == "closed" or status == "unasked" or (status == "skipped" and not after_all):
        return _stray(work, what, values)
    if status == "open":
        return _open(work, what, question, values, hands)
    if not values:
        raise Refused("moved_on", what.question)
    if question.mode in SOLO or status == "unknown" or after_all:
        return _settled(work, what, question, values)
    keep_late(work, what, values)


def _new_only(
    work: Work, what: i.Answer, question: Question, values: tuple[Value, ...], hands: bool
) -> tuple[Value, ...]:
    """Leave out what this person has said in these very words: a second press, or lines left as they were."""
    cell = work.peek(what.question)
    own = cell.given.get(what.person)
    if not own or not values:
        return values
    said = [kept.value for kept in work.record().of(what.question) if kept.id in own]
    fresh = tuple(value for value in values if value not in said)
    if fresh or hands:
        return fresh if question.kind in _ADDS or not fresh else values
    if cell.status == "open" and what.person not in cell.done:
        return ()  # asked again and left as it was: kept, and settled
    raise Refused("already_have", what.question)


def _think_again(work: Work, what: i.Answer, question: Question) -> None:
    """Somebody answers after all what was left out in the step that is still on."""
    cell = work.peek(what.question)
    left_out = cell.status == "skipped" and cell.how != NOT_ASKED and cell.step == work.state.step
    if left_out and question.mode in SOLO and work.asking and not work.quiet:
        ask_again(work, what.question, beside=False)


def _passed(work: Work, name: str) -> bool:
    """Whether it was asked and nobody had words: somebody who has some after all is heard at once."""
    return work.question(name).mode in ("gather", *SOLO) and work.peek(name).how != NOT_ASKED


def _stray(work: Work, what: i.Answer, values: tuple[Value, ...]) -> None:
    """A question that is not asked now: the words are kept for when it is."""
    if not values:
        raise Refused("not_open", what.question)
    for value in values:
        keep(work, what, value, stray=True)
    work.tell(what.person, "kept_for_later", what.question)


def _open(work: Work, what: i.Answer, question: Question, values: tuple[Value, ...], hands: dict[str, int]) -> None:
    name = what.question
    _keep_all(work, what, question, values)
    cell = work.cell(name)
    if not (what.voice and work.state.way == "apart" and question.mode not in SOLO):
        cell.done[what.person] = "answered"  # who brings in another's words has still their own to say
    if hands:
        cell.hands = hands
        for option, count in hands.items():
            work.emit(KeepPosition(name, "", option, count=count, hands=True))
    closed_gap(work, name, what.person)
    if work.quiet:
        return
    if work.state.way != "apart" and question.mode == "vote" and values:
        _picked_at_once(work, what, question, values)
    elif question.mode in SOLO:
        recount(work, name, what.person)
    elif _says_it_all(work, question):
        happen(work, name, "move_on", "answered", what.person)
    else:
        recount(work, name, what.person)


def _says_it_all(work: Work, question: Question) -> bool:
    """Whether one form is the whole answer: alone, and in the room where nobody would add another line."""
    each = asked_each(work.plan.dialogue, question.id, work.plan.scale)  # in the room each partner fills in one
    if question.kind in _ADDS or (each and work.state.way == "together"):
        return False
    return work.state.way == "alone" or (work.state.way == "together" and question.mode == "gather")


def _keep_all(work: Work, what: i.Answer, question: Question, values: tuple[Value, ...]) -> None:
    cell = work.peek(what.question)
    own = cell.given.get(what.person, [])
    adds = question.kind in _ADDS
    old = what.base if what.base in own else None
    if old is None and question.mode in SOLO and question.kind != "list":
        old = cell.main
    elif old is None and own and (question.mode == "vote" or (cell.again and not adds)):
        old = own[-1]
    before, again = cell.main, cell.again
    stood = next((kept.value for kept in work.record().of(what.question) if kept.id == old), None)
    for value in values:
        answer = keep(work, what, value, old)
        _moved_owner(work, what, old)
        old = None
        if question.mode in SOLO:
            work.cell(what.question).main = answer
    if (before is not None or again) and any(says_else(what.question, stood, value) for value in values):
        ripple(work, what.question)


def _moved_owner(work: Work, what: i.Answer, old: str | None) -> None:
    """An answer that somebody else's replaces stands under that person no more."""
    if old is None:
        return
    for person, ids in work.cell(what.question).given.items():
        if person != what.person and old in ids:
            ids.remove(old)


def _picked_at_once(work: Work, what: i.Answer, question: Question, values: tuple[Value, ...]) -> None:
    """In the room and alone, picking is choosing."""
    if is_chosen_from(question):
        chosen = tuple(dict.fromkeys(one for value in values for one in picked(value)))
        several = sum(one != TODAY for one in chosen) > 1
        if several and is_due(work, what.question):
            show_first(work, what.question, what.person)
        else:
            take_items(work, what.question, in_list(work, question, chosen), "picked", what.person)
    else:
        happen(work, what.question, "move_on", "answered", what.person)


def _settled(work: Work, what: i.Answer, question: Question, values: tuple[Value, ...]) -> None:
    """The question has its answer: its author replaces it, a second voice stands beside it; the unknown is found."""
    name, person = what.question, what.person
    cell = work.peek(name)
    if cell.status in ("unknown", "skipped"):
        ids = [keep(work, what, value) for value in values]
        work.cell(name).done[person] = "answered"
        work.cell(name).main = ids[-1] if question.mode in SOLO else None
        closed_gap(work, name, person)
        happen(work, name, "found", "found out", person)
        return edited(work, name)
    own = cell.main is None or cell.main in cell.given.get(person, ()) or what.base == cell.main
    if own:
        _keep_all(work, what, question, values)
        if question.kind == "list":
            ripple(work, name)
        return edited(work, name)
    for value in values:
        keep(work, what, value, beside=True)
    work.cell(name).check_again = True
    work.tell(person, "kept_beside", name)
    if person != work.state.lead:
        work.tell_lead("second_voice", name, person)


def nothing_to_add(work: Work, what: i.NothingToAdd) -> None:
    """A person is in without (more) words; in the room and alone that ends the question."""
    _pass(work, what, "nothing")


def not_known(work: Work, what: i.DontKnow) -> None:
    """Nobody here knows yet: kept as something to find out; what is only weighed is left out."""
    second = work.question(what.question).second_of
    _pass(work, what, "skipped" if second else "unknown")


def skipped(work: Work, what: i.Skip) -> None:
    """A person leaves a question out."""
    _pass(work, what, "skipped")


def _pass(work: Work, what: i.NothingToAdd | i.DontKnow | i.Skip, how: str) -> None:
    name, person = what.question, what.person
    fresh(work, name, what.asked)
    arrive(work, person)
    cell, question = work.peek(name), work.question(name)
    if cell.status != "open":
        raise Refused("not_open", name)
    apart = work.state.way == "apart"
    if apart and person not in (*asked_of(work.state, question, cell), work.state.lead):
        raise Refused("for_the_lead", name)
    if apart and person in cell.done and (cell.done[person] in ("answered", how)):
        raise Refused("already_in", name)
    if cell.done.get(person) != "answered":
        work.cell(name).done[person] = how  # type: ignore[assignment]
    if work.quiet:
        return
    if apart or question.mode in SOLO:
        recount(work, name, person)
    elif not _room_goes_on(work, person, question, how):
        happen(work, name, "move_on", how, person)


def _room_goes_on(work: Work, person: str, question: Question, how: str) -> bool:
    """Whether a room that has begun a list goes on with it: one of them, not the lead, has nothing more for it."""
    begun = question.kind == "list" and bool(work.peek(question.id).given)
    return begun and how != "skipped" and person != work.state.lead
