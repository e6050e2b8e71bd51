"""What must always hold: each property looks at a whole life, turn by turn, and says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.engine import take
from dialogues.rights import may
from dialogues.state import ConversationState, Member, Turn
from dialogues.view import open_for, waits_for_lead
from tests.dialogues.player import Player

LIVE = ("open", "shown", "contested")
Steps = Iterator[tuple[ConversationState, i.Input, Turn]]


def steps(player: Player) -> Steps:
    """State before, input, turn."""
    for (_, before), (what, turn) in pairwise(player.history):
        assert what is not None
        yield before.state, what, turn


def bare(state: ConversationState) -> ConversationState:
    """A state without its turn number."""
    return replace(state, turn=0)


def turns_count(player: Player) -> None:
    """The turn number moves on by one on every input, refused ones too; ids of answers carry it."""
    for before, _, turn in steps(player):
        assert turn.state.turn == before.turn + 1
        for effect in turn.effects:
            if isinstance(effect, e.Keep):
                assert effect.answer.startswith(f"{turn.state.turn}.")


def refused_changes_nothing(player: Player) -> None:
    """A refused input changes nothing but the turn, and tells its person why."""
    for before, what, turn in steps(player):
        if not turn.accepted:
            assert bare(turn.state) == bare(before)
            assert all(isinstance(effect, e.Tell) and effect.person == what.person for effect in turn.effects)
            assert bool(turn.effects) == bool(what.person)


def rights_hold(player: Player) -> None:
    """What somebody may not do is refused: members, the lead, outsiders."""
    for before, what, turn in steps(player):
        if not may(before, what.person, type(what)):
            assert not turn.accepted
        deep = (i.Deeper, i.Lighter)
        lead_only = (*deep, i.Pause, i.MoreTime, i.HandOver, i.Close, i.ChangeWay, i.CarryOnThin, i.Huddle)
        if isinstance(what, (*lead_only, i.WeighWith)) and what.person != before.lead:
            assert not turn.accepted
        if what.person and what.person not in before.team and not isinstance(what, i.Join):
            assert not turn.accepted


def no_answer_lost(player: Player) -> None:
    """Every value of an accepted answer is kept, or stands already; nothing standing ever vanishes by itself."""
    for _, what, turn in steps(player):
        if not isinstance(what, i.Answer) or not turn.accepted:
            continue
        kept = [effect.value for effect in turn.effects if isinstance(effect, e.Keep)]
        stands = [row.value for row, _ in player.kept.values() if row.question == what.question]
        positions = [effect.stance for effect in turn.effects if isinstance(effect, e.KeepPosition)]
        for value in what.values:
            assert value in kept or value in stands or value in positions
    for before, what, turn in steps(player):
        if turn.state.pass_n == before.pass_n:
            gone = _ids(before) - _ids(turn.state)
            replaced = {effect.supersedes for effect in turn.effects if isinstance(effect, e.Keep)}
            dropped = {effect.answer for effect in turn.effects if isinstance(effect, e.Drop)}
            assert gone <= replaced | dropped, (what, gone)


def _ids(state: ConversationState) -> set[str]:
    return {answer for cell in state.cells.values() for ids in cell.given.values() for answer in ids}


def private_stays_private(player: Player) -> None:
    """Words that came in privately are in no effect but the one that keeps them, and in no state at all."""
    for _, what, turn in steps(player):
        words = [value for value in _words(what) if value.startswith("word")]
        others = [effect for effect in turn.effects if not isinstance(effect, e.Keep)]
        for word in words:
            assert word not in repr(others)
            assert word not in repr(turn.state)


def _words(what: i.Input) -> list[str]:
    values: list[Any] = list(what.values) if isinstance(what, i.Answer) else []
    return [str(one) for value in values for one in (value.values() if isinstance(value, dict) else [value])]


def hidden_names_need_three(player: Player) -> None:
    """Apart, words without names are shown once three people are in, or when all of them are the lead's own."""
    for before, _, turn in steps(player):
        if turn.state.way != "apart" or before.way != "apart":
            continue
        for effect in turn.effects:
            cell = turn.state.cells.get(getattr(effect, "question", ""))
            if isinstance(effect, e.Reveal) and cell is not None and cell.seen_by == "no_names":
                voices = {person for person, ids in cell.given.items() if ids} | set(cell.stance)
                assert len(cell.done) >= 3 or voices <= {turn.state.lead, before.lead}


def a_promise_stands(player: Player) -> None:
    """Who sees an answer is fixed when the question opens and never changes in that round."""
    for before, _, turn in steps(player):
        if before.pass_n == turn.state.pass_n:
            for name, cell in before.cells.items():
                if cell.asked and name in turn.state.cells:
                    assert turn.state.cells[name].seen_by == cell.seen_by


def one_place_to_rest(player: Player) -> None:
    """An open step, a thin phase, a rest, a try or the review: exactly one, and nothing is open but in a step."""
    for _, _, turn in steps(player):
        state = turn.state
        live = [name for name, cell in state.cells.items() if cell.status in LIVE]
        if not state.walk.endswith(".asking"):
            assert not live, (state.walk, live)
        elif state.status == "active" and not state.stopped:
            assert live, state.walk


def the_round_is_closed(player: Player) -> None:
    """Nothing is open after the round, and it is kept as it is once."""
    for _, _, turn in steps(player):
        if turn.state.walk in ("review", "closed"):
            assert not [cell for cell in turn.state.cells.values() if cell.status in LIVE]
    rounds = [effect.pass_n for effect in player.every(e.RoundClosed)]
    again = i.Deeper | i.Lighter
    deeper = any(isinstance(what, again) and turn.accepted for _, what, turn in steps(player))
    assert deeper or len(rounds) == len(set(rounds))


def no_settling_without_a_voice(player: Player) -> None:
    """A question for several people is settled only if somebody spoke."""
    for before, _, turn in steps(player):
        for name, cell in turn.state.cells.items():
            was = before.cells.get(name)
            mode = player.dialogue.questions[name].mode
            if cell.status in ("settled", "shown") and was is not None and was.status == "open":
                spoken = "answered" in cell.done.values() or cell.given or cell.stance or cell.hands or cell.chosen
                assert spoken or mode in ("solo", "confirm"), name


def dissent_is_never_settled_silently(player: Player) -> None:
    """A "not yet" holds an agreement until it changes, its condition is met, or somebody goes on by name."""
    for before, what, turn in steps(player):
        for name, cell in turn.state.cells.items():
            was = before.cells.get(name)
            if player.dialogue.questions[name].mode != "consent" or was is None or cell.status != "settled":
                continue
            against = "not_yet" in cell.stance.values() or cell.hands.get("not_yet", 0)
            if against and was.status in ("open", "contested"):
                overridden = any(isinstance(effect, e.KeepOverride) and effect.by for effect in turn.effects)
                met = isinstance(what, i.Confirm) and was.status == "contested"
                assert overridden or met, what


def everyone_in_settles(player: Player) -> None:
    """Apart: when all who are here (and were when it was asked) are in, and enough are, nothing stays open.

    Who was named and has not said yes is waited for until a closing time has passed.
    """
    for _, _, turn in steps(player):
        state = turn.state
        if state.way != "apart" or state.status != "active" or state.stopped or state.thin:
            continue
        for name, cell in state.cells.items():
            question = player.dialogue.questions[name]
            if cell.status != "open" or question.asked != "everyone" or cell.asked_of:
                continue
            waited = [p for p, m in state.team.items() if m.since <= cell.asked and _expected(m, state.ran_out)]
            enough = len(cell.done) >= (3 if cell.seen_by == "no_names" else 2)
            assert not (enough and waited and all(person in cell.done for person in waited)), name


def _expected(member: Member, ran_out: int) -> bool:
    return member.status == "here" or (member.status == "invited" and member.since > ran_out)


def no_silent_overwrite(player: Player) -> None:
    """On a settled question nobody's answer takes the place of another's, unless they edited what they saw."""
    for before, what, turn in steps(player):
        if not isinstance(what, i.Answer | i.Amend):
            continue
        was = before.cells.get(what.question)
        if was is None or was.status not in ("settled", "shown"):
            continue
        own = {*was.given.get(what.person, ()), getattr(what, "base", None)}
        for effect in turn.effects:
            if isinstance(effect, e.Keep) and effect.supersedes:
                assert effect.supersedes in own


def a_lead_is_there(player: Player) -> None:
    """Somebody in the team leads, as long as anybody is in it."""
    for _, _, turn in steps(player):
        state = turn.state
        if any(member.status != "left" for member in state.team.values()):
            assert state.team[state.lead].status != "left"


def a_team_of_one_never_waits(player: Player) -> None:
    """Whoever is the whole team always has something to answer or to press; nobody else and no clock is waited for."""
    for _, _, turn in steps(player):
        state = turn.state
        whole = [person for person, member in state.team.items() if member.status != "left"]
        asking = state.walk.endswith(".asking") and state.status == "active" and not state.stopped
        if asking and whole == [state.lead] and state.team[state.lead].status == "here":
            mine = open_for(state, player.dialogue, state.lead)
            assert mine or waits_for_lead(state, player.dialogue), state.cells


def a_choice_has_ideas(player: Player) -> None:
    """A choice of ideas opens only when at least one idea has been shown."""
    for before, _, turn in steps(player):
        for name, question in player.dialogue.questions.items():
            was, now = before.cells.get(name), turn.state.cells.get(name)
            if not question.today_option or now is None or now.status != "open" or now.asked != turn.state.turn:
                continue
            rows = [row for row, _ in player.kept.values() if row.question == question.items_from and not row.private]
            assert any(int(row.id.split(".")[0]) <= turn.state.turn for row in rows), (name, was)


def a_second_round_gives_way(player: Player) -> None:
    """What is weighed belongs to a choice that waits: two ideas or more, by a team, deeper than quick."""
    for before, _, turn in steps(player):
        for name, question in player.dialogue.questions.items():
            cell = turn.state.cells.get(name)
            if not question.second_of or cell is None or cell.status != "open":
                continue
            vote = turn.state.cells[question.second_of]
            assert vote.status == "shown" or cell.again, (vote.status, vote.how)
            if cell.asked == turn.state.turn and vote.status == "shown" and name not in _open_in(before):
                assert 2 <= len(cell.items) <= 4
                assert len(set(cell.items) - {"today"}) >= 2
                assert before.depth != "quick" or turn.state.depth != "quick"
                assert sum(member.status != "left" for member in turn.state.team.values()) > 1


def _open_in(state: ConversationState) -> list[str]:
    return [name for name, cell in state.cells.items() if cell.status == "open"]


def one_refresh(player: Player) -> None:
    """Every accepted turn ends with exactly one refresh; keeping comes first."""
    order = (e.Keep, e.Drop, e.KeepPosition, e.KeepGap, e.KeepChoice, e.KeepOverride, e.KeepTeam, e.KeepStep)
    for _, _, turn in steps(player):
        if turn.accepted:
            assert isinstance(turn.effects[-1], e.Refresh)
            assert sum(isinstance(effect, e.Refresh) for effect in turn.effects) == 1
            keeping = [isinstance(effect, (*order, e.KeepLine, e.KeepJoin)) for effect in turn.effects]
            assert keeping == sorted(keeping, reverse=True)


def stale_reminders_do_nothing(player: Player) -> None:
    """A reminder of another step, or one that comes before its time, has no effects."""
    state, at = player.state, player.at
    for kind in ("closing", "half_way", "lead_wait", "back", "test_day", "test_near"):
        for asked in (state.step_asked - 1, state.step_asked + 1):
            turn = take(player.dialogue, state, player.facts, i.Reminded("", at + timedelta(days=90), kind, asked))
            assert (turn.effects, turn.accepted, bare(turn.state)) == ((), False, bare(state))
    for due in player.due.values():
        early = i.Reminded("", due.at - timedelta(seconds=1), due.kind, due.asked, due.question, due.about)
        if due.kind != "half_way":
            assert take(player.dialogue, state, player.facts, early).effects == ()


def a_double_click_changes_nothing(player: Player) -> None:
    """The same press twice: the second changes nothing but the turn (and when its person was last seen)."""
    live = [name for name, cell in player.state.cells.items() if cell.status in LIVE]
    for name in live:
        asked = player.state.cells[name].asked
        for kind in (i.NothingToAdd, i.DontKnow, i.Skip, i.ShowNow, i.Next):
            what = kind(player.state.lead, player.at, name, asked)
            once = take(player.dialogue, player.state, player.facts, what)
            twice = take(player.dialogue, once.state, player.facts, what)
            assert bare(twice.state) == bare(once.state), (name, kind)
            assert all(isinstance(effect, e.Tell | e.Refresh) for effect in twice.effects), (name, kind)


def deterministic(player: Player) -> None:
    """The same inputs make the same turns, and never change the state they were given."""
    for before, what, _ in list(steps(player))[-3:]:
        kept = repr(before)
        first, again = (take(player.dialogue, before, player.facts, what) for _ in range(2))
        assert first == again
        assert repr(before) == kept


def json_is_whole(player: Player) -> None:
    """The state is plain JSON with no words of answers, and small."""
    from dialogues.state import from_json, to_json

    data = to_json(player.state)
    json.loads(data)
    assert from_json(data) == player.state
    assert {field.name for field in fields(player.state)} >= set(json.loads(data))


def the_lead_alone_reaches_the_end(player: Player) -> None:
    """From anywhere the lead alone reaches the end of the round, without anybody else and without a clock."""
    from tests.dialogues.endings import lead_to_the_end

    lead_to_the_end(player)


PROPERTIES: tuple[Callable[[Player], None], ...] = (
    turns_count,
    refused_changes_nothing,
    rights_hold,
    no_answer_lost,
    private_stays_private,
    hidden_names_need_three,
    a_promise_stands,
    one_place_to_rest,
    the_round_is_closed,
    no_settling_without_a_voice,
    dissent_is_never_settled_silently,
    everyone_in_settles,
    no_silent_overwrite,
    a_lead_is_there,
    a_team_of_one_never_waits,
    a_choice_has_ideas,
    a_second_round_gives_way,
    one_refresh,
    stale_reminders_do_nothing,
    a_double_click_changes_nothing,
    deterministic,
    json_is_whole,
    the_lead_alone_reaches_the_end,
)
