"""Stops, pauses, going deeper, closing, changing the way: nothing is lost and the coach is quiet when asked to be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from tests.dialogues.endings import lead_to_the_end
from tests.dialogues.player import Player
from tests.dialogues.test_apart import team
from tests.dialogues.test_choosing_and_agreeing import at
from tests.dialogues.test_walk import reviewed, standard, trying, until
from tests.dialogues.tiny import tiny_dialogue


def test_a_good_stop_keeps_a_next_step_and_a_day_and_comes_back() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", way="together")
    day = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
    player.do(i.StopHere, "ann", "Ask the matron", "ben", day)
    assert player.effects(e.KeepStep) == [e.KeepStep("ann", "Ask the matron", "ben")]
    assert player.effects(e.Summarise) == [e.Summarise("so_far", 1)]
    assert (player.state.stopped, player.state.back_at) == (True, day)
    player.wait(days=20)
    assert not player.state.stopped
    assert player.last.effects[0] == e.WhereWeWere()
    assert player.open()


def test_where_we_were_is_said_once_and_not_again_to_the_first_who_answers() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", way="together")
    player.do(i.StopHere, "ann", "Ask the matron", "ben", datetime(2026, 5, 20, 9, 0, tzinfo=UTC))
    player.wait(days=10)
    player.say("ann", player.open()[0], "Nobody told the night staff")
    assert player.every(e.WhereWeWere) == [e.WhereWeWere()]


def test_a_stop_without_a_day_is_a_week_and_a_working_day() -> None:
    player = team()
    player.do(i.StopHere, "ann")
    assert player.state.back_at == datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
    assert [due.kind for due in player.due.values()] == ["back"]


def test_in_the_room_answering_after_a_stop_is_carrying_on_apart_it_is_kept() -> None:
    player = Player(tiny_dialogue(), "ann", way="together")
    player.do(i.StopHere, "ann")
    player.say("ann", "explore.trigger", "One more thing")
    assert (player.state.stopped, player.status("explore.trigger")) == (False, "settled")
    quiet = team()
    quiet.do(i.StopHere, "ann")
    quiet.say("ann", "explore.trigger", "One more thing")
    assert (quiet.state.stopped, quiet.status("explore.trigger")) == (True, "open")
    quiet.do(i.StartNow, "ann")
    assert quiet.status("explore.trigger") == "settled"


def test_a_pause_listens_but_settles_nothing_and_never_expires() -> None:
    player = team()
    player.do(i.Pause, "ann")
    assert e.Announce("paused") in player.effects(e.Announce)
    for person in ("ann", "ben", "cat"):
        player.say(person, "explore.people", {"others": person})
    assert player.status("explore.people") == "open"
    assert len(player.facts.of("explore.people")) == 3
    player.wait(days=400)
    assert player.status("explore.people") == "open"
    player.do(i.Resume, "ann")
    assert player.status("explore.people") == "settled"
    assert player.last.effects[0] == e.WhereWeWere()
    assert player.state.closes_at is not None
    assert player.state.closes_at > player.at + timedelta(days=1)
    assert not player.do(i.Resume, "ann").accepted


def test_after_a_pause_one_thing_is_said_that_it_goes_on_or_after_a_night_where_we_were() -> None:
    for hours, where in ((2, 0), (20, 1)):
        player = team()
        player.do(i.Pause, "ann")
        player.wait(hours=hours)
        player.do(i.Resume, "ann")
        said = [one for one in player.last.effects if isinstance(one, e.Announce | e.WhereWeWere)]
        assert len(said) == 1, f"after {hours} hours"
        assert isinstance(said[0], e.WhereWeWere) == bool(where)


def test_a_pause_while_resting_or_trying_waits_for_the_rest_of_it() -> None:
    player = until(standard(), "explore.resting")
    player.do(i.Pause, "ann")
    player.do(i.Resume, "ann")
    assert player.state.walk == "explore.resting"
    assert "back" in player.due
    out = trying()
    out.do(i.Pause, "ann")
    assert "test" not in out.due
    out.do(i.Resume, "ann")
    assert (out.state.walk, "test" in out.due) == ("evaluate.trying", True)


def test_pressing_on_is_carrying_on() -> None:
    player = team()
    player.do(i.Pause, "ann")
    player.do(i.Next, "ann", "explore.trigger")
    assert player.state.status == "active"


def test_where_we_were_after_more_than_five_days() -> None:
    player = Player(tiny_dialogue(), "ann", way="alone")
    player.wait(days=4)
    player.say("ann", "explore.trigger", "x")
    assert player.effects(e.WhereWeWere) == []
    player.wait(days=6)
    player.say("ann", "explore.problem", {"what": "y"})
    assert player.last.effects[0] != e.WhereWeWere(), "what was said is kept first"
    assert player.effects(e.WhereWeWere) == [e.WhereWeWere()]


def test_going_deeper_keeps_every_answer_and_asks_only_what_is_new() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way="together")
    for name in ("explore.trigger", "explore.problem"):
        player.say("ann", name, "said")
    player.do(i.Next, "ann", "explore.people")
    player.say("ann", "explore.needs", "one")
    player.do(i.Next, "ann", "explore.needs")
    assert player.state.step == "Q2"
    player.do(i.Deeper, "ann")
    assert (player.state.depth, player.state.step) == ("standard", "E1")
    assert player.open() == ["explore.needs"], "one need is too thin for the deeper set"
    player.do(i.Next, "ann", "explore.needs")
    assert player.state.step == "E2"
    assert player.status("explore.trigger") == "settled"
    assert player.open() == ["explore.evidence", "agree.aim"]
    assert not player.do(i.Deeper, "ann").accepted


def test_going_deeper_after_the_round_and_ending_it_again() -> None:
    player = reviewed()
    player.do(i.Deeper, "ann")
    assert (player.state.pass_n, player.state.walk) == (1, "explore.asking")
    lead_to_the_end(player)
    assert player.every(e.Summarise)[-1] == e.Summarise("round", 1)


def test_how_far_it_reaches_is_said_when_going_deeper_and_asks_more_at_once() -> None:
    player = Player(load(), "ann", "ben", way="together")
    player.do(i.Deeper, "ann", "organisation", "experienced")
    assert (player.state.scale, player.state.experience, player.state.depth) == (
        "organisation",
        "experienced",
        "standard",
    )
    assert "explore.purpose" in player.open()
    other = Player(load(), "ann", "ben", way="together")
    other.do(i.Deeper, "ann", "the moon", "wizard")
    assert (other.state.scale, other.state.experience) == ("service", "some")


def test_what_is_half_said_when_going_deeper_stays_said() -> None:
    player = team()
    player.say("ben", "explore.people", {"others": "nurses"})
    player.do(i.Deeper, "ann")
    assert player.status("explore.people") == "unasked"
    assert player.cell("explore.people").given == {"ben": ["4.0"]}


def test_closing_for_good_leaves_everything_readable_and_nothing_open() -> None:
    player = at("agree.consent")
    for person in ("ann", "ben", "cat"):
        player.do(i.Position, person, "agree.consent", "not_yet" if person == "cat" else "yes")
    player.do(i.Close, "ann", "The ward moves")
    assert (player.state.walk, player.state.status, player.open()) == ("closed", "closed", [])
    assert player.effects(e.KeepOverride)[0].thin == ("agree.consent",), "dissent is not closed over in silence"
    assert player.effects(e.Summarise) == [e.Summarise("so_far", 1)]
    player.do(i.Next, "ann")
    assert player.told() == [("ann", "closed")]
    player.say("ben", "explore.needs", "One thing I learned")
    assert player.effects(e.Keep)[0].stray


def test_changing_the_way_gives_the_step_a_clock_or_takes_it() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way="together")
    player.say("ann", "explore.needs", "one")
    player.do(i.ChangeWay, "ann", "apart")
    assert player.state.closes_at is not None
    assert player.effects(e.Ask) == [e.Ask(("ann", "ben", "cat"), "Q1")]
    player.say("ben", "explore.needs", "two")
    player.do(i.ChangeWay, "ann", "together")
    assert player.state.closes_at is None
    player.do(i.Next, "ann", "explore.needs")
    assert player.effects(e.Reveal) == [], "two people: hidden words stay hidden"
    assert not player.do(i.ChangeWay, "ann", "together").accepted
    assert not player.do(i.ChangeWay, "ann", "by post").accepted
