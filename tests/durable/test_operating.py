"""What an operator sees and does: figures, findings, the list of what was given up, and trying it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach import metrics
from coach.cli import main
from coach.clocks import MovableClock
from coach.durable.embedded import Embedded
from coach.durable.figures import queue_report
from coach.durable.findings import findings
from coach.durable.schema import apply_schema, check_schema, ensure_schema
from coach.services.check_in import planning
from coach.services.coming_due import chores
from coach.services.sending import given_up
from coach.services.sending.delivery_kinds import KINDS
from coach.services.sending.doing import Again, GivenUp
from coach.services.typed_words import typed_replies
from storage import work
from storage.errors import DatabaseOld
from storage.transaction import Transactions
from storage.work import LIMITED, Todo
from tests.durable.contract import START, Outside

Told = pytest.CaptureFixture[str]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, running=False)


def write(transactions: Transactions, kind: str, key: str, workspace: str = "T1") -> None:
    with transactions.write() as session:
        work.put(session, Todo(workspace, kind, key, START, "p1"), START)


def give_up(transactions: Transactions, clock: MovableClock, **codes: str) -> Embedded:
    outside = Outside()
    outside.plan = {kind: [GivenUp(code)] for kind, code in codes.items()}
    queue = Embedded(transactions, clock, outside, owner="test")
    for kind in codes:
        write(transactions, kind, kind)
    queue.pump()
    return queue


def well(transactions: Transactions, clock: MovableClock) -> dict[str, tuple[bool, str, str]]:
    return {one.name: (one.well, one.found, one.fix) for one in findings(queue_report(transactions, clock.now()))}


def test_a_quiet_queue_is_well(transactions: Transactions, clock: MovableClock) -> None:
    if not transactions.database.sqlite:
        apply_schema(transactions)
    found = well(transactions, clock)
    assert all(one[0] for one in found.values())
    assert found["queue"][1] == "0 waiting, 0 under way, 0 due"
    assert ("workers" in found) is not transactions.database.sqlite


def test_late_work_names_the_deepest_workspace(transactions: Transactions, clock: MovableClock) -> None:
    for n in range(3):
        write(transactions, "card", f"k{n}", "BIG")
    write(transactions, "card", "k", "SMALL")
    clock.move_on(timedelta(minutes=6))
    is_well, words, fix = well(transactions, clock)["queue"]
    assert not is_well
    assert "4 due, the oldest for 360 s" in words
    assert "BIG 3, SMALL 1" in words
    assert "coach serve" in fix


def test_nobody_at_work_on_postgresql_is_said(postgres_url: str, clock: MovableClock) -> None:
    from storage.database import Database

    database = Database(postgres_url)
    transactions = Transactions(database)
    apply_schema(transactions)
    write(transactions, "card", "k")
    is_well, _, fix = well(transactions, clock)["workers"]
    assert not is_well
    assert "coach worker" in fix
    database.close()


def test_what_was_given_up_is_listed_in_words(transactions: Transactions, clock: MovableClock) -> None:
    give_up(transactions, clock, nudge="maybe_sent", summary="invalid_blocks", newly_made="not_in_channel")
    with transactions.read() as session:
        found = {one.kind: one for one in given_up.listed(session)}
    reminder = given_up.what(found["nudge"])
    assert "a reminder to somebody, project p1; due 2026-05-12 12:40 UTC" in reminder
    assert "after 1 try" in reminder
    assert "not sent twice" in given_up.why(found["nudge"])
    assert "[invalid_blocks]" in given_up.why(found["summary"])
    assert "report" in given_up.why(found["summary"])
    assert "/invite" in given_up.why(found["newly_made"])
    assert not well(transactions, clock)["given up"][0]


def test_a_reason_is_said_once_for_all_it_hit(transactions: Transactions, clock: MovableClock) -> None:
    give_up(transactions, clock, summary="network", tell="network", card="is_archived")
    with transactions.read() as session:
        reasons = given_up.by_reason(given_up.listed(session))
    assert sorted(len(things) for things in reasons.values()) == [1, 2]


def test_every_kind_of_thing_has_words_of_its_own() -> None:
    shown = {*KINDS, "reminder", chores.KIND, planning.KIND, typed_replies.KIND}
    assert shown == set(given_up.WHAT)


def test_a_reply_to_typed_words_is_not_tried_again(transactions: Transactions, clock: MovableClock) -> None:
    """Its words are forgotten with it, so there is nothing to say."""
    give_up(transactions, clock, **{typed_replies.KIND: "stale"})
    with transactions.write() as session:
        (one,) = given_up.listed(session)
        assert "cannot be tried again" in given_up.why(one)
        assert given_up.retry(session, None, clock.now()) == 0
        assert len(given_up.listed(session)) == 1


def failing(transactions: Transactions, clock: MovableClock, code: str, late: timedelta) -> None:
    outside = Outside()
    outside.plan = {"card": [Again(START + timedelta(hours=9), code)]}
    write(transactions, "card", "card")
    Embedded(transactions, clock, outside, owner="test").pump()
    clock.move_on(late)


@pytest.mark.parametrize(
    ("code", "late", "is_well", "words"),
    [
        ("network", timedelta(minutes=1), True, ""),
        ("network", timedelta(hours=3), False, "Slack could not be reached"),
        ("token_revoked", timedelta(hours=3), False, "coach doctor"),
        ("KeyError", timedelta(hours=3), False, "report"),
        ("not_in_channel", timedelta(hours=3), True, ""),
    ],
)
def test_what_fails_again_and_again_is_seen_between_two_tries(
    transactions: Transactions, clock: MovableClock, code: str, late: timedelta, is_well: bool, words: str
) -> None:
    """While Slack is away nothing is due: the next try is always a little later. The lead is told of a channel."""
    if not transactions.database.sqlite:
        apply_schema(transactions)
    failing(transactions, clock, code, late)
    found = well(transactions, clock)
    assert found["queue"][0], "nothing is due"
    assert found["failing"][0] is is_well
    assert f"late by {late.total_seconds():.0f} s ({code} 1)" in found["failing"][1]
    assert words in found["failing"][2]
    metrics_text = metrics.text(transactions, clock, None)
    assert "\ncoach_work_failing 1\n" in metrics_text
    assert f"\ncoach_work_failing_seconds {late.total_seconds():g}\n" in metrics_text


def test_whoever_waits_for_a_turn_has_not_failed(transactions: Transactions, clock: MovableClock) -> None:
    failing(transactions, clock, LIMITED, timedelta(minutes=1))
    assert queue_report(transactions, clock.now()).failing == 0


def test_an_operator_lists_and_tries_again(
    database_url: str, transactions: Transactions, clock: MovableClock, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    queue = give_up(transactions, clock, summary="network", tell="network")
    monkeypatch.setenv("COACH_DATABASE_URL", database_url)
    assert main(["work", "list"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "a summary, project p1" in "".join(said)
    first = said[1].strip().split(":")[0]
    assert main(["work", "retry"]) == 1
    assert "--all" in capsys.readouterr().err
    assert main(["work", "retry", first, "999"]) == 1
    told = capsys.readouterr()
    assert "1 will be tried again" in told.out
    assert "1 will not" in told.err
    assert main(["work", "retry", "--all"]) == 0
    assert main(["work", "list"]) == 0
    assert "Nothing was given up" in capsys.readouterr().out
    clock.move_on(timedelta(days=3650))
    assert queue.pump() == 2


def test_metrics_name_every_figure(transactions: Transactions, clock: MovableClock) -> None:
    give_up(transactions, clock, summary="network")
    text = metrics.text(transactions, clock, 2)
    for line in ("coach_up 1", "coach_work_given_up 1", "coach_work_sent 0", "coach_slack_connections 2"):
        assert f"\n{line}\n" in text
    for name in ("due", "oldest_seconds", "retried", "taken_over", "queued", "under_way"):
        assert f"coach_work_{name} " in text


def test_the_daily_chore_is_not_put_off_by_starting_again(transactions: Transactions) -> None:
    for hours in (0, 20):
        with transactions.write() as session:
            chores.plan(session, START + timedelta(hours=hours))
    with transactions.read() as session:
        assert work.open_keys(session, chores.NOBODY, "") == {chores.PRUNE: START + chores.EVERY}


def test_a_start_makes_the_queues_tables_but_never_anew(postgres_url: str) -> None:
    from storage.database import Database

    database = Database(postgres_url)
    transactions = Transactions(database)
    ensure_schema(transactions)
    check_schema(transactions)
    with transactions.write() as session:
        session.connection().exec_driver_sql("COMMENT ON SCHEMA procrastinate IS 'coach of another version'")
    with pytest.raises(DatabaseOld):
        ensure_schema(transactions)
    database.close()


def test_a_worker_needs_postgresql(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert main(["worker"]) == 1
    assert "postgresql://" in capsys.readouterr().err
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert main(["serve", "--no-worker"]) == 1
    assert "nothing would be sent" in capsys.readouterr().err
