"""Changing what was said, and going back to it: nothing is lost, and nobody changes another's words."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.answers import normalise
from dialogues.effects import Drop, KeepJoin, KeepLine
from dialogues.model import PHASES
from dialogues.next_best import next_best
from dialogues.plan import TEST_PLAN
from dialogues.turns.keeping import edited, keep, ripple, says_else
from dialogues.turns.life import SOLO, happen
from dialogues.turns.paths import count_loop, loops_taken, set_out
from dialogues.turns.people import arrive, asked_of
from dialogues.turns.second_round import is_on
from dialogues.turns.steps import ask_again, has_ideas, in_play, still_open
from dialogues.turns.walk import phase_now, step_on
from dialogues.turns.work import Refused, Work

MOST_LOOPS = 3  # offers taken in one phase of a round, before it is time to decide


def amended(work: Work, what: i.Amend) -> None:
    """A person changes an answer of their own, at any time; what hangs on it is to be checked again."""
    name = what.question
    work.question(name)
    value = normalise(what.value)
    if value in (None, "", [], {}):
        raise Refused("not_an_answer", name)
    own = work.peek(name).given.get(what.person, ())
    standing = (*work.record().of(name), *work.facts.earlier.get(name, ()))
    known = [kept for kept in standing if kept.id == what.answer]
    if what.answer not in own and not any(kept.by == what.person for kept in known):
        raise Refused("not_yours", name)
    if any(kept.value == value for kept in known):
        raise Refused("already_have", name)
    if what.answer not in work.peek(name).given.get(what.person, ()):
        work.cell(name).given.setdefault(what.person, []).append(what.answer)
    late = what.answer in work.peek(name).late
    seen = work.peek(name).status != "open" and any(not kept.private for kept in known)
    said = i.Answer(what.person, what.at, name, (value,))
    keep(work, said, value, what.answer, open_to_all=seen, late=late)
    if says_else(name, known[-1].value if known else None, value):
        ripple(work, name)
    edited(work, name)
    work.moved = True


def taken_back(work: Work, what: i.TakeBack) -> None:
    """A person takes an answer of their own back, of any round; its question is open again if its step is."""
    name = what.question
    work.question(name)
    if what.answer not in work.peek(name).given.get(what.person, ()):
        before = work.facts.earlier.get(name, ())
        if not any(kept.id == what.answer and kept.by == what.person for kept in before):
            raise Refused("not_yours", name)
        work.emit(Drop(what.answer, what.person))
        return edited(work, name)
    cell = work.cell(name)
    own = cell.given[what.person]
    own.remove(what.answer)
    for ids in (cell.late, cell.held):
        if what.answer in ids:
            ids.remove(what.answer)
    if not own:
        del cell.given[what.person]
        if cell.status == "open":
            cell.done.pop(what.person, None)
    work.emit(Drop(what.answer, what.person))
    if cell.main == what.answer:
        _without_main(work, name)
    edited(work, name)


def _without_main(work: Work, name: str) -> None:
    cell = work.cell(name)
    left = [answer for ids in cell.given.values() for answer in ids]
    cell.main = left[-1] if left else None
    ripple(work, name)
    if cell.main is None and cell.status == "settled" and work.asking and not work.quiet:
        ask_again(work, name, beside=name not in work.plan.questions_of.get(work.state.step, ()))


def back(work: Work, what: i.Back) -> None:
    """Open a question again, or the card before the current one; everything said stands until it is said anew."""
    arrive(work, what.person)
    if what.question:
        work.question(what.question)
        return _open_again(work, what.person, what.question)
    if work.state.way == "apart":
        raise Refused("no_card_before")
    for name in _card_before(work):
        _open_again(work, what.person, name)


def _card_before(work: Work) -> list[str]:
    """The questions of the last card done before the current one, in this step or an earlier one of this depth."""
    state = work.state
    cards = [
        card
        for step in work.plan.steps.get(state.depth, ())
        for card in step.cards
        if step.id and _reached(work, step.id)
    ]
    if state.walk == "review.asking":
        cards += work.plan.dialogue.check_in.cards
    now = next((n for n, card in enumerate(cards) if set(card) & set(_live_own(work))), len(cards))
    for card in reversed(cards[:now]):
        done = [name for name in card if _done(work, name)]
        if done:
            return done
    raise Refused("no_card_before")


def _live_own(work: Work) -> list[str]:
    return [name for name in still_open(work) if not work.peek(name).again and not is_on(work, name)]


def _reached(work: Work, step: str) -> bool:
    depth = work.state.depth
    place = work.plan.place(depth, work.state.step)
    return place < 0 or work.plan.place(depth, step) <= place


def _done(work: Work, name: str) -> bool:
    cell = work.peek(name)
    left = cell.status == "skipped" and bool(work.plan.questions[name].second_of)
    return cell.status in ("settled", "shown", "skipped", "unknown") and cell.how != "not asked" and not left


def _open_again(work: Work, person: str, name: str) -> None:
    cell = work.peek(name)
    apart = work.state.way == "apart"
    if cell.status == "open":
        if apart and cell.done.get(person) not in (None, "answered"):
            del work.cell(name).done[person]  # they had passed, and think again
            return
        raise Refused("already_open", name)
    if apart and person != work.state.lead and person not in _own(work, name):
        raise Refused("for_the_lead", name)
    _reopen(work, name)


def _own(work: Work, name: str) -> tuple[str, ...]:
    question = work.question(name)
    return asked_of(work.state, question, work.peek(name)) if question.mode in SOLO else ()


def _reopen(work: Work, name: str) -> None:
    if work.plan.questions[name].second_of and not work.peek(name).asked:
        raise Refused("not_open", name)
    if not has_ideas(work, name):
        raise Refused("no_ideas", name)
    if not work.asking and not step_on(work, "look"):
        raise Refused("not_open", name)
    work.state.back_at = None
    work.state.test_at = None
    own = work.plan.questions_of.get(work.state.step, ())
    if not ask_again(work, name, beside=name not in own or work.peek(name).status != "unasked"):
        raise Refused("already_open", name)


def look_again(work: Work, what: i.LookAgain) -> None:
    """Take an offer to go back: one question opens beside the present step, and what follows from it after it.

    Nothing said later is lost. Three times in a row into one phase at most, unless something new has turned up.
    """
    name = what.question
    work.question(name)
    phase = work.plan.phase_of(name)
    if work.peek(name).status == "open":
        raise Refused("already_open", name)
    if phase == "check_in" and work.state.walk != "review.asking":
        raise Refused("not_open", name)
    if loops_taken(work, phase) >= MOST_LOOPS:
        raise Refused("loops_enough", name, phase)
    arrive(work, what.person)
    found = next_best(work.plan.dialogue, work.state, work.record(), work.at)
    then = next((one.then for one in found if one.question == name), ())
    _reopen(work, name)
    count_loop(work, phase)
    set_out(work, (name, *then))
    if work.state.trying_again == "planned":
        _put_off(work, name)


def _put_off(work: Work, name: str) -> None:
    """What comes after the try waits for the new one; what was said there stays."""
    depth = work.state.depth
    if work.plan.place(depth, work.state.step) <= work.plan.place(depth, work.plan.last_asking(depth, TEST_PLAN)):
        return
    for other in work.plan.questions_of.get(work.state.step, ()):
        if other != name and work.peek(other).status == "open":
            happen(work, other, "put_back", "")


def lines_joined(work: Work, what: i.JoinLines) -> None:
    """Two lines say the same: the first stands for both."""
    work.question(what.question)
    known = {answer for ids in work.peek(what.question).given.values() for answer in ids}
    known |= {kept.id for kept in work.record().of(what.question)}
    answers = tuple(dict.fromkeys(answer for answer in what.answers if answer in known))
    if len(answers) < 2:
        raise Refused("need_two_lines", what.question)
    if any(set(answers) <= set(joined) for joined in work.facts.joined):
        raise Refused("already_so", what.question)
    work.state.joins_offered += 1
    work.emit(KeepJoin(what.question, what.person, answers))
    edited(work, what.question)


def line_written(work: Work, what: i.Line) -> None:
    """The lead's one line for a phase stands on top of its summary."""
    phase = what.phase or phase_now(work)
    if phase not in (*PHASES, "round", "so_far"):
        raise Refused("unknown_phase", about=phase[:40])
    text = normalise(what.text)
    if not isinstance(text, str) or not text:
        raise Refused("nothing_said")
    work.emit(KeepLine(phase, what.person, text))
    work.summarise(phase, edit=True)
    work.summarise("round", edit=True)


def passes_now(work: Work) -> list[str]:
    """The questions that Next moves on from when it names none: the current card's (apart: all that is open)."""
    live = still_open(work)
    if work.state.way == "apart" or not live:
        return live
    live = [name for name in live if not is_on(work, name)]
    beside = [name for name in live if work.peek(name).again]
    if beside:
        return beside[:1]
    step = work.plan.step(work.state.depth, work.state.step)
    for card in step.cards if step else ():
        on_card = [name for name in card if name in live]
        if on_card:
            return on_card
    return in_play(work)[:0]
