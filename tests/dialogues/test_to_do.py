"""Who has something to do, and what a check-in came to: small teams, odd owners, figures that are only points."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues import inputs as i
from dialogues.digests import digest_of, heard
from dialogues.library import load
from dialogues.to_do import Find, Step, as_typed, figure, measures, person_named, sheets
from tests.dialogues.player import Player

NAMES = {"ann": "Ann Lee", "bob": "Bob", "cat": "Cat"}
TODAY = date(2026, 5, 19)
SINCE = date(2026, 5, 12)


def player(way: str = "apart") -> Player:
    return Player(load(), "ann", "bob", "cat", way=way)


def of(played: Player, *steps: Step, finds: tuple[Find, ...] = ()) -> dict[str, tuple[str, ...]]:
    found = sheets(played.state, played.facts, steps, finds, NAMES, today=TODAY, since=SINCE)
    return {person: tuple(step.id for step in sheet.steps) for person, sheet in found.items()}


def test_owners_are_found_by_id_mention_or_name_and_what_nobody_has_is_the_leads() -> None:
    steps = [Step(str(n), "x", owner) for n, owner in enumerate(("bob", "<@cat>", "ann lee", "", "the matron"))]
    assert of(player(), *steps) == {"ann": ("2", "3", "4"), "bob": ("0",), "cat": ("1",)}


def test_what_is_over_is_nobodys_and_who_has_nothing_is_not_asked() -> None:
    assert of(player(), Step("1", "x", "bob", how="done"), Step("2", "x", "cat", how="drop")) == {}
    assert of(player(), Step("1", "x", "bob", how="stuck")) == {"bob": ("1",)}


def test_a_leavers_step_goes_to_the_lead() -> None:
    played = player()
    played.do(i.Leave, "bob")
    assert of(played, Step("1", "x", "bob")) == {"ann": ("1",)}


def test_something_to_find_out_is_something_to_do() -> None:
    assert of(player(), finds=(Find("how many go home late", "cat"),)) == {"cat": ()}
    assert of(player(), finds=(Find("how many go home late", ""),)) == {}


@given(st.lists(st.tuples(st.sampled_from(["ann", "bob", "cat", "", "zoe"]), st.sampled_from(["", "done", "stuck"]))))
def test_every_open_step_is_on_one_sheet_and_no_other(given_steps: list[tuple[str, str]]) -> None:
    steps = [Step(str(n), f"step {n}", owner, how=how) for n, (owner, how) in enumerate(given_steps)]
    placed = [one for ids in of(player(), *steps).values() for one in ids]
    assert sorted(placed) == sorted(step.id for step in steps if step.how != "done")


@pytest.mark.parametrize(
    ("line", "what", "owner", "due"),
    [
        ("Ask the matron - Bob", "Ask the matron", "bob", ""),
        ("Ask the matron; Bob; 2026-05-21", "Ask the matron", "bob", "2026-05-21"),
        ("Ring Ann, then the ward", "Ring Ann, then the ward", "", ""),
        ("Ask the matron", "Ask the matron", "", ""),
    ],
)
def test_a_step_typed_as_one_line(line: str, what: str, owner: str, due: str) -> None:
    assert as_typed(Step("1", line), player().state, NAMES) == Step("1", what, owner, due)
    assert person_named("Bo", player().state, NAMES) == ""


def test_check_in_words_are_kept_in_the_open_and_nothing_waits_for_them() -> None:
    played = player()
    turn = played.say("bob", "check_in.progress", {"1.0": "on_track"})
    assert turn.accepted
    assert not played.facts.of("check_in.progress")[0].private
    before = played.state.cells["check_in.progress"].status
    again = played.say("bob", "check_in.progress", {"1.0": "on_track"})
    assert again.accepted, "the same words in a later check-in count again"
    assert before == played.state.cells["check_in.progress"].status == "unasked"
    assert played.state.walk == "explore.asking"


def test_an_early_word_does_not_tell_everybody_where_we_were() -> None:
    played = player()
    played.say("ann", "explore.problem", {"what": "Letters are late"})
    played.at += timedelta(days=12)
    turn = played.say("bob", "check_in.learned", "People keep the slip")
    assert not any(type(effect).__name__ == "WhereWeWere" for effect in turn.effects)


def test_figures_are_due_when_their_time_has_come() -> None:
    played = player("together")
    played.say("ann", "explore.measures", {"better": "Calls a day", "worse": "Time a test", "who_counts": "bob"})
    assert [one.due for one in measures(played.facts, today=TODAY, since=SINCE)] == [True, True]
    played.say("bob", "check_in.learned", figure("Calls a day", 31.0, TODAY))
    found = measures(played.facts, today=TODAY, since=SINCE)
    assert [(one.words, one.owner, one.due) for one in found] == [
        ("Calls a day", "bob", False), ("Time a test", "bob", True),
    ]  # fmt: skip
    played.say("bob", "check_in.learned", figure("Calls a day", 29.0, TODAY))
    assert measures(played.facts, today=TODAY, since=SINCE)[0].figures == ((TODAY, 29.0),)


def test_a_digest_sorts_what_was_said_and_who_was_not_heard() -> None:
    played = player("together")
    since = played.at
    played.say("bob", "check_in.learned", "People keep the slip")
    played.say("bob", "check_in.help", "time")
    played.say("bob", "check_in.help", "people")
    now = datetime(2026, 5, 12, tzinfo=UTC)
    late = Step("1", "x", "bob", how="stuck", why="away", said_at=now)
    steps = (late, replace(late, id="2", how="done"), replace(late, id="3", said_at=since - timedelta(days=1)))
    found = digest_of(
        played.facts, steps, since=since, until=None, today=TODAY, away=["cat"], asked=["bob", "ann"]
    )  # fmt: skip
    assert ([one.id for one in found.stuck], [one.id for one in found.done]) == (["1"], ["2"])
    assert found.learned == ("People keep the slip",)
    assert found.help == (("bob", "people"),)
    assert (found.away, found.not_heard, found.silent) == (("cat",), ("ann",), False)
    assert set(heard(played.facts, since)) == {"bob"}
