"""What an operator sees of the queue, and trying again what was given up."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage import work, work_claims, work_figures
from storage.transaction import Transactions
from storage.work import Todo
from storage.work_claims import Work
from storage.work_figures import Depth, Tally
from tests.storage.samples import NOW, WS, later


def put(session: Session, key: str, workspace: str = WS) -> None:
    work.put(session, Todo(workspace, "nudge", key, NOW), NOW)


def claim(session: Session, seconds: float = 0) -> tuple[Work, ...]:
    return work_claims.claim(session, later(seconds), "me", 10, later(60) - NOW)


def test_the_tally_counts_what_came_of_the_work(transactions: Transactions) -> None:
    with transactions.write() as session:
        for key in ("done", "given up", "tried twice", "taken over"):
            put(session, key)
        by_key = {one.key: one for one in claim(session)}
        work_claims.settle_done(session, by_key["done"], NOW)
        work_claims.give_up(session, by_key["given up"], NOW, "refused")
        work_claims.settle_retry(session, by_key["tried twice"], later(5), "network")
        assert {one.key for one in claim(session, 61)} == {"tried twice", "taken over"}
    with transactions.read() as session:
        assert work_figures.tally(session, NOW) == Tally(sent=1, given_up=1, retried=2, taken_over=1)
        assert work_figures.tally(session, later(1)) == Tally(sent=0, given_up=0, retried=2, taken_over=1)


def test_the_deepest_workspaces(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "a", "SMALL")
        for n in range(3):
            put(session, f"k{n}", "HUGE")
    with transactions.read() as session:
        assert work_figures.depths(session, later(7)) == (Depth("HUGE", 3, 7.0), Depth("SMALL", 1, 7.0))
        assert len(work_figures.depths(session, later(7), limit=1)) == 1


def given_up(transactions: Transactions, *keys: str) -> list[int]:
    with transactions.write() as session:
        for key in keys:
            put(session, key)
        for one in claim(session):
            work_claims.give_up(session, one, NOW, "refused")
    with transactions.read() as session:
        return [one.id for one in work_figures.given_up(session)]


def test_what_was_given_up_is_listed_and_tried_again(transactions: Transactions) -> None:
    ids = given_up(transactions, "a", "b")
    with transactions.write() as session:
        (newest, _) = listed = work_figures.given_up(session, workspace=WS)
        assert [one.id for one in listed] == ids
        assert (newest.error, newest.attempts, newest.given_up_at) == ("refused", 1, NOW)
        assert work_figures.given_up(session, workspace="OTHER") == ()
        assert work_figures.retry_given_up(session, ids[:1], later(9)) == 1
        assert work_figures.retry_given_up(session, ids[:1], later(9)) == 0
        (again,) = claim(session, 9)
        assert (again.id, again.attempts) == (ids[0], 1)


def test_what_is_tried_again_knows_what_it_was_about(transactions: Transactions) -> None:
    """A check-in that was given up for a fault of ours must still know which it is, once the fault is mended."""
    with transactions.write() as session:
        work.put(session, Todo(WS, "check_in_time", "a", NOW, payload={"n": 3, "do": "open"}), NOW)
        claim(session)
        (held,) = claim(session, 61)
        assert held.doubtful
        work_claims.give_up(session, held, NOW, "KeyError")
        work_figures.retry_given_up(session, [held.id], later(90))
        (again,) = claim(session, 90)
    assert again.payload == {"n": 3, "do": "open"}
    assert not again.doubtful, "whoever asks for it wants it sent"


def test_what_was_written_anew_stays_given_up(transactions: Transactions) -> None:
    first = given_up(transactions, "a")
    both = given_up(transactions, "a")
    assert len(both) == 2
    with transactions.write() as session:
        assert work_figures.retry_given_up(session, both, NOW) == 1, "of one key the newest only"
        assert [one.id for one in work_figures.given_up(session)] == first
        assert work_figures.retry_given_up(session, first, NOW) == 0, "the newer stands for it"
