"""What is to be found out, as it is remembered: opened, taken on, changed, closed, opened anew; out and in again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from dialogues.effects import KeepGap, KeepPosition
from storage import gaps, notes
from storage.people import Person, keep_details
from storage.projects import project_of
from storage.record_files.bring_in import bring_in
from storage.record_files.export import record_of
from storage.retention import delete_project
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, begin, later


def note(session: Session, what: object, at: datetime = NOW, pass_n: int = 1) -> None:
    """Keep one note of P1."""
    notes.keep_note(session, WS, "P1", what, at=at, pass_n=pass_n)


def filled(session: Session) -> None:
    """A gap taken on by U2, one in their own words found out, one that came up twice."""
    begin(session)
    keep_details(session, Person(WS, "U2", "Iris", fetched_at=NOW))
    note(session, KeepGap("explore.baseline", "U1"))
    note(session, KeepGap("explore.people", "U1"), later(1))
    note(session, KeepGap("explore.baseline", "U1", False, "explore", "how many wait", "U2", "2026-05-22"), later(2))
    note(session, KeepGap("explore.people", "U2", closed=True), later(3))
    note(session, KeepGap("", "U1", False, "create", "what it costs", "U2", "2026-06-01"), later(4))
    note(session, KeepGap("", "U2", True, "create", found="nothing"), later(5))
    note(session, KeepGap("explore.people", "U1"), later(6), pass_n=2)
    note(session, notes.UseName("U2", True))
    note(session, notes.UseName("U1", True))
    note(session, notes.UseName("U1", False))


def test_a_gap_is_all_its_notes_from_opening_to_closing(transactions: Transactions) -> None:
    with transactions.write() as session:
        filled(session)
        found = gaps.gaps_in(session, WS, "P1")
        still = gaps.open_gaps(session, WS, "P1")
        mine = gaps.gaps_of(session, WS, "U2")
    short = [(gap.question, gap.pass_n, gap.what, gap.owner, gap.due, gap.closed, gap.found) for gap in found]
    assert short == [
        ("explore.baseline", 1, "how many wait", "U2", "2026-05-22", False, ""),
        ("explore.people", 1, "", "", "", True, ""),
        ("", 1, "what it costs", "U2", "2026-06-01", True, "nothing"),
        ("explore.people", 2, "", "", "", False, ""),
    ]
    assert [gap.question for gap in still] == ["explore.baseline", "explore.people"]
    assert [gap.what for gap in mine] == ["how many wait"]
    assert (found[0].by, found[0].at) == ("U1", NOW), "it keeps who did not know, and since when"


def test_it_goes_out_and_in_unchanged_with_names(transactions: Transactions) -> None:
    with transactions.write() as session:
        filled(session)
        record = record_of(session, WS, "P1")
        assert delete_project(session, WS, "P1", "U1", NOW)
        bring_in(session, WS, record, NOW + timedelta(days=1))
        again = record_of(session, WS, "P1")
        assert project_of(session, WS, "P1") is not None
        assert notes.under_their_name(session, WS, "P1") == {"U2"}
    assert (record.gaps[0].owner, record.gaps[0].due) == ("Iris", "2026-05-22")
    assert [(person.id, person.use_name) for person in record.team] == [("U1", False), ("U2", True)]
    assert again.gaps == record.gaps
    assert again.team == record.team


def test_hands_counted_again_take_the_place_of_those_before(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        for count, reason in ((2, "if nights are told"), (1, "")):
            note(session, KeepPosition("agree.consent", "", "not_yet", reason, count=count, hands=True))
        (standing,) = notes.standing_positions(session, WS, "P1")
    assert (standing.what.count, standing.what.reason) == (1, "")
