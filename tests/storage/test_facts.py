"""What the engine reads: standing answers alone, by round, in one statement, whatever else is stored."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from dialogues.effects import Keep, KeepChoice, KeepGap, KeepJoin, KeepPosition
from storage import answers, gaps, notes
from storage.database import Database
from storage.errors import Conflict
from storage.facts import facts_of, with_answer
from storage.transaction import Transactions
from tests.storage.asked import asked
from tests.storage.samples import NOW, WS, answer, begin, later


def fill(session: Session) -> None:
    begin(session)
    answer(session, "2.0", "old words")
    answer(session, "3.0", {"b": "x", "a": "y"}, question="explore.success", private=True, record="")
    answer(session, "9.0", ["one", "two"], voice="a carer", late=True, beside=True)
    answer(session, "10.0", "new words", supersedes="2.0")
    answer(session, "11.0", "taken back")
    answers.take_back(session, WS, "P1", "11.0", NOW)
    notes.keep_note(session, WS, "P1", KeepJoin("explore.needs", "U1", ("9.0", "10.0")), at=NOW)
    notes.keep_note(session, WS, "P1", KeepChoice("create.choose", "U1", ("9.0",)), at=NOW)
    notes.keep_note(session, WS, "P1", KeepChoice("create.choose", "U1", ("10.0", "9.0")), at=later(1))
    notes.keep_note(session, WS, "P1", KeepGap("explore.baseline", "U1"), at=NOW)


def test_what_stands(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
    with transactions.read() as session:
        found = facts_of(session, WS, "P1", 1)
    assert [kept.id for kept in found.of("explore.needs")] == ["9.0", "10.0"]
    first, second = found.of("explore.needs")
    assert (first.value, first.voice, first.late, first.beside, first.private) == (
        ["one", "two"],
        "a carer",
        True,
        True,
        False,
    )
    assert (second.value, second.by, second.at, second.pass_n, second.late) == ("new words", "U1", NOW, 1, False)
    (success,) = found.of("explore.success")
    assert success.private is True
    assert list(success.value) == ["b", "a"]
    assert found.joined == (("9.0", "10.0"),)
    assert found.chosen == {"create.choose": ("10.0", "9.0")}
    assert found.project == {"name": "Home the same day", "problem": "People wait all day"}
    assert found.earlier == {}


def test_earlier_rounds_stand_apart(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        answer(session, "2.0", "then")
        answer(session, "20.0", "now", pass_n=2)
        found = facts_of(session, WS, "P1", 2)
        assert facts_of(session, WS, "P1", 3).answers == {}
    assert [kept.value for kept in found.of("explore.needs")] == ["now"]
    assert [kept.value for kept in found.earlier["explore.needs"]] == ["then"]


def test_grades_and_ties_follow_the_words_they_were_said_of(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        where = (session, WS, "P1")
        for known, second in (("guess", 1), ("seen", 2)):
            notes.keep_note(*where, notes.Grade("2.0", known, "U1"), at=later(second))
        for tie in (
            notes.Tie("9.0", "2.0", "U1"),
            notes.Tie("9.0", "gap:explore.baseline"),
            notes.Tie("9.0", "who:nurses", "U1"),
            notes.Tie("9.0", "who:nurses", "U2", off=True),
        ):
            notes.keep_note(*where, tie, at=later(3))
        found = facts_of(session, WS, "P1", 1)
    assert found.known == {"10.0": ("seen", later(2))}, "2.0 was replaced by 10.0"
    assert found.ties == (("9.0", "10.0"), ("9.0", "gap:explore.baseline"))


def test_one_statement(database: Database) -> None:
    transactions = Transactions(database)
    with transactions.write() as session:
        fill(session)
    with transactions.read() as session:
        session.execute(text("SELECT 1"))
        with asked(session.connection()) as found:
            facts_of(session, WS, "P1", 1)
    assert len(found) == 1


def test_it_is_found_by_index(sqlite_transactions: Transactions) -> None:
    from storage import facts

    with sqlite_transactions.write() as session:
        fill(session)
        bind = session.get_bind()
        filled = facts._statement().params({"in": WS, "of": "P1"})
        compiled = filled.compile(bind, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}".replace(":", "\\:")))]
    assert not [step for step in plan if step.startswith("SCAN")], plan


def test_positions_and_gaps_that_stand(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        where = (session, WS, "P1")
        for by, stance in (("U1", "yes"), ("U2", "not_yet"), ("U2", "can_live")):
            notes.keep_note(*where, KeepPosition("agree.consent", by, stance), at=NOW)
        notes.keep_note(*where, KeepPosition("agree.consent", "", "yes", count=3), at=NOW)
        notes.keep_note(*where, KeepPosition("agree.consent", "", "yes", count=4), at=NOW)
        standing = [(n.what.by, n.what.stance, n.what.count) for n in notes.standing_positions(*where)]
        assert standing == [("U1", "yes", 1), ("U2", "can_live", 1), ("", "yes", 4)]
        notes.keep_note(*where, KeepGap("explore.baseline", "U1"), at=NOW)
        notes.keep_note(*where, KeepGap("explore.people", "U1"), at=NOW)
        notes.keep_note(*where, KeepGap("explore.baseline", "U2", closed=True), at=NOW)
        assert [gap.question for gap in gaps.open_gaps(*where)] == ["explore.people"]
        with pytest.raises(KeyError):
            notes.keep_note(*where, object(), at=NOW)


def test_a_turn_that_moved_on_is_a_conflict(transactions: Transactions) -> None:
    from storage import conversations

    with transactions.write() as session:
        begin(session)
        where = (session, WS, "P1")
        conversations.save_turn(*where, seen=0, turn=1, status="paused", state=b'{"a":"\xc3\xa9"}', at=later(3))
        with pytest.raises(Conflict):
            conversations.save_turn(*where, seen=0, turn=1, status="active", state=b"", at=NOW)
        found = conversations.conversation_of(*where)
        assert found is not None
        assert (found.turn, found.status, found.state) == (1, "paused", b'{"a":"\xc3\xa9"}')
        assert conversations.quiet_since(session, WS, later(9)) == ()
        conversations.move_version(*where, 2)
        assert conversations.versions_in_use(session) == {("ebc", 2): 1}


@pytest.mark.parametrize(
    "value", ["words", "NUL \x00 and half \ud800", {"who": "U1", "n": 3}, ["one", "two"], 4, "", {"list": ["a", None]}]
)
@pytest.mark.parametrize("flags", [{}, {"private": True}, {"late": True, "voice": "a carer"}, {"beside": True}])
def test_one_answer_more_is_what_would_be_read(transactions: Transactions, value: Any, flags: dict[str, Any]) -> None:
    keep = Keep("10.5", "explore.needs", "U2", value, **flags)
    with transactions.write() as session:
        fill(session)
        answer(session, "12.0", "later")
        before = facts_of(session, WS, "P1", 1)
        answers.keep_answer(session, WS, "P1", keep, at=later(5), pass_n=1, version=1)
        assert with_answer(before, keep, later(5), 1) == facts_of(session, WS, "P1", 1)
        assert [one.id for one in facts_of(session, WS, "P1", 1).of("explore.needs")][-2:] == ["10.5", "12.0"]


def test_an_answer_that_replaces_another_is_read_anew(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        known = facts_of(session, WS, "P1", 1)
        assert with_answer(known, Keep("13.0", "explore.needs", "U1", "new", supersedes="9.0"), NOW, 1) is None
