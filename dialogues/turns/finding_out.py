"""How a phase ends: the one thing most worth finding out, who will, by when; and what came of it."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.answers import normalise
from dialogues.closing import day_of
from dialogues.effects import KeepGap
from dialogues.model import PHASES
from dialogues.rights import in_team
from dialogues.turns.walk import phase_now
from dialogues.turns.work import Refused, Work

OWN = ""  # stands in `state.finding` for words of the team's own, which belong to no question
ENDINGS = (*PHASES, "round")


def find_out(work: Work, what: i.FindOut) -> None:
    """Somebody will find one thing out by a day; it takes the place of what the phase ended with before."""
    name, words = what.question, str(normalise(what.what) or "")
    phase = what.phase or (work.plan.phase_of(name) if name else phase_now(work))
    if phase not in ENDINGS:
        raise Refused("unknown_phase", about=phase[:40])
    if name:
        work.question(name)
        if not work.peek(name).gap:
            raise Refused("found_already", name)
    elif not words:
        raise Refused("nothing_said")
    who, day = str(normalise(what.who) or ""), day_of(what.due)
    _make_room(work, what.person, phase, name)
    work.state.finding = {**work.state.finding, phase: name or OWN}
    work.emit(KeepGap(name, what.person, False, phase, words, who, day.isoformat() if day else ""))
    if work.state.way == "apart" and who != what.person and in_team(work.state, who):
        work.tell(who, "yours_to_find_out", name, phase)
    _shown_again(work, phase)


def _make_room(work: Work, person: str, phase: str, name: str) -> None:
    """What stood there is nobody's any more (words of their own are let go); a question is found out once only."""
    finding = work.state.finding
    before = finding.get(phase)
    if before is not None and before != (name or OWN):
        work.emit(KeepGap(before, person, closed=before == OWN, phase=phase))
    if name:
        work.state.finding = {other: asked for other, asked in finding.items() if asked != name}


def found_out(work: Work, what: i.FoundOut) -> None:
    """What came of words of their own; a question is found out by answering it."""
    words = normalise(what.text)
    if work.state.finding.get(what.phase) != OWN:
        raise Refused("found_already")
    if not words:
        raise Refused("nothing_said")
    work.state.finding = {phase: asked for phase, asked in work.state.finding.items() if phase != what.phase}
    work.emit(KeepGap("", what.person, closed=True, phase=what.phase, found=str(words)))
    if what.person != work.state.lead:
        work.tell_lead("found_out", about=what.phase)
    _shown_again(work, what.phase)


def _shown_again(work: Work, phase: str) -> None:
    """The summaries that were posted say it now."""
    for what in dict.fromkeys((phase, "round", "so_far")):
        work.summarise(what, edit=True)
