"""People who travel, zones whose rules change, a clock set back, a machine that was off: once, and at their hour."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest

from coach.inbound import Pressed
from coach.services.check_in import planning
from coach.services.coming_due import chores
from coach.views import Press
from coach.words import days
from dialogues import closing
from storage import people, work
from storage.work import Todo
from tests.services.people import WS, World, words
from tests.services.test_check_ins import give, held
from tests.services.test_time_moves import at, begun, nudged

MONDAY = (2026, 6, 1, 9, 0)  # 10:00 in London


# -- people who travel ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        ("America/New_York", ["2026-06-09T13:00", "2026-06-10T13:00", "2026-06-11T13:00"]),
        ("Pacific/Auckland", ["2026-06-08T21:00", "2026-06-09T21:00", "2026-06-10T21:00"]),
    ],
)
def test_reminders_follow_whoever_travels(world: World, zone: str, moments: list[str]) -> None:
    """The step is for Wednesday 10 June; on the Friday before, Slack says another zone for Joy."""
    begun(world, *MONDAY)
    give(world, "Time ten waits", "U5", "2026-06-10")
    at(world, 2026, 6, 5, 9, 0)
    world.slack.move("U5", zone)
    world.press("U1", "pause")  # whatever goes out has the team's details looked at
    world.settle()
    world.press("U1", "resume")
    world.settle()
    at(world, 2026, 6, 12, 12, 0)
    assert [moment for moment, _ in nudged(world)] == moments
    assert [said for _, said in nudged(world)] == ["is for tomorrow", "is for today", "was for Wednesday 10 June"]


@pytest.mark.parametrize(
    ("zone", "got"),
    [
        ("America/New_York", ["2026-06-09T13:00", "2026-06-10T13:00", "2026-06-11T13:00"]),
        ("Pacific/Auckland", ["2026-06-09T21:00", "2026-06-10T21:00"]),  # the day before was over as it was noticed
    ],
)
def test_it_is_noticed_as_the_first_reminder_is_about_to_go(world: World, zone: str, got: list[str]) -> None:
    begun(world, *MONDAY)
    give(world, "Time ten waits", "U5", "2026-06-10")
    at(world, 2026, 6, 4, 9, 0)
    world.slack.move("U5", zone)
    at(world, 2026, 6, 12, 18, 0)
    assert [moment for moment, _ in nudged(world)] == got
    assert nudged(world)[-2][1] == "is for today"


def test_ones_own_zone_wins_and_the_hour_is_said_back(world: World) -> None:
    begun(world, *MONDAY)
    world.command("U1", "checkin weekly tue 9:30")
    give(world, "Time ten waits", "U5", "2026-06-10")
    assert "that is 10:30 for you" in words(world.do("U5", Pressed(Press("time_zone", arg="Europe/Madrid"))))
    at(world, 2026, 6, 3, 9, 0)
    world.slack.move("U5", "America/New_York")
    at(world, 2026, 6, 12, 18, 0)
    assert [moment for moment, _ in nudged(world)][-1] == "2026-06-11T07:00", "nine in Madrid"


def test_a_check_in_says_the_hour_of_whoever_reads_it(small_world: World) -> None:
    world = small_world
    begun(world, *MONDAY)
    give(world, "Time ten waits", "U5", "2026-07-10")
    world.do("U5", Pressed(Press("time_zone", arg="Asia/Kolkata")))
    world.command("U1", "checkin weekly tue 9:30")
    at(world, 2026, 6, 2, 12, 0)
    assert "Wed 3 June, 21:30 at the latest" in world.dm("U5"), "17:00 in London"


def test_leave_and_quiet_follow_a_zone_that_was_chosen(world: World) -> None:
    begun(world, *MONDAY)
    world.command("U5", "zone auckland")
    world.command("U5", "leave 8 june to 12 june")
    at(world, 2026, 6, 7, 11, 59)
    assert world.scene().state.team["U5"].status == "here"
    at(world, 2026, 6, 7, 12, 0)  # midnight in Auckland
    assert world.scene().state.team["U5"].status == "away"
    at(world, 2026, 6, 14, 20, 0)  # Monday 15 June, 08:00 there
    assert world.scene().state.team["U5"].status == "here"


# -- zones whose rules change -----------------------------------------------------------------------------

ISLAND = "Test/Island"


class Rules:
    """A zone of our own that can be given another's rules, as an update of the time zone data does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.become("Europe/London")

    def become(self, zone: str) -> None:
        """From now on the island has this zone's rules; programs are started again after such an update."""
        target = self.folder / ISLAND
        target.parent.mkdir(exist_ok=True)
        with resources.as_file(resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))) as source:
            shutil.copy(source, target)
        zoneinfo.reset_tzpath([str(self.folder)])
        zoneinfo.ZoneInfo.clear_cache()
        days.zone_of.cache_clear()
        closing.zone_of.cache_clear()


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[Rules]:
    before = zoneinfo.TZPATH
    yield Rules(tmp_path)
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()
    days.zone_of.cache_clear()
    closing.zone_of.cache_clear()


def day_by(world: World) -> None:
    """The daily look at when things come."""
    with world.core.transactions.write() as session:
        work.put(session, Todo(WS, chores.KIND, chores.ANEW, world.clock.now()), world.clock.now())
        world.core.queue.ring(session)
    world.settle()


def test_a_zone_that_gives_up_its_summer_time_moves_what_waits(world: World, rules: Rules) -> None:
    """Planned by London's rules, 09:30 is 08:30 UTC in June; the island then goes by Lagos, an hour ahead all year."""
    begun(world, 2026, 11, 2, 9, 0, zone=ISLAND)
    give(world, "Time ten waits", "U5", "2026-11-18")
    world.command("U1", "checkin every 2 weeks tue 9:30")
    with world.core.transactions.read() as session:
        due = work.open_keys(session, WS, world.project)[planning.DUE]
    rules.become("Africa/Lagos")
    day_by(world)
    with world.core.transactions.read() as session:
        moved = work.open_keys(session, WS, world.project)[planning.DUE]
    assert moved == due - timedelta(hours=1)
    at(world, 2026, 11, 20, 9, 0)
    assert held(world)[0].opened_at == moved
    assert [moment for moment, _ in nudged(world)][-1] == "2026-11-19T08:00"


def test_the_daily_look_leaves_what_waits_for_a_quiet_time_to_end(small_world: World) -> None:
    world = small_world
    begun(world, *MONDAY)
    give(world, "Time ten waits", "U5", "2026-07-10")
    world.command("U1", "checkin weekly tue 9:30")
    world.command("U1", "quiet team until 5 june")
    at(world, 2026, 6, 2, 12, 0)
    day_by(world)
    at(world, 2026, 6, 5, 12, 0)
    assert [one.opened_at.date().isoformat() for one in held(world)] == ["2026-06-05"]


def test_every_project_of_a_workspace_is_looked_at(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world
    monkeypatch.setattr(chores, "AT_ONCE", 2)
    looked: list[str] = []
    monkeypatch.setattr(planning, "on_the_wall", lambda session, workspace, project, now: looked.append(project))
    for n in range(5):
        world.start("together", "U2", name=f"Project {n}")
    day_by(world)
    assert len(looked) == len(set(looked)) == 5


# -- a clock that is set back, a machine that was off -----------------------------------------------------


def set_back(world: World, **span: float) -> None:
    """The machine's clock is put right: it goes back, which a movable clock does not by itself."""
    world.clock._at -= timedelta(**span)


def test_a_clock_that_is_set_back_sends_nothing_again(world: World) -> None:
    begun(world, *MONDAY)
    step = give(world, "Time ten waits", "U5", "2026-06-09")
    world.command("U1", "checkin weekly mon 9:00")
    at(world, 2026, 6, 8, 12, 0)  # the check-in of Monday, and the reminder of the day before
    before = [sent.message.text for sent in world.slack.sent]
    for hours in (5, 30):
        set_back(world, hours=hours)
        world.press("U5", "step_is", "check_in.progress", f"on_track:{step}")  # everything is planned anew
        world.wait(hours=hours)
    again = [sent.message.text for sent in world.slack.sent][len(before) :]
    assert len(held(world)) == 1
    assert not [text for text in again if "is for tomorrow" in text or "One minute" in text], again


def test_a_machine_that_was_off_sends_each_thing_once(world: World) -> None:
    begun(world, *MONDAY)
    give(world, "Time ten waits", "U5", "2026-06-03")
    world.command("U5", "leave 12 june to 12 june")
    world.command("U1", "checkin weekly tue 9:30")
    world.clock.move_to(datetime(2026, 6, 18, 9, 0, tzinfo=UTC))  # nothing was done for more than two weeks
    world.settle(timedelta(hours=3))
    assert len(held(world)) == 1
    told = world.slack.texts("DU5")
    assert len([text for text in told if "Time ten waits" in text]) == 1, told
    assert world.scene().state.team["U5"].status == "here"
    world.wait(days=3)
    assert len([text for text in world.slack.texts("DU5") if "Time ten waits" in text]) == 1


def test_a_reminder_asked_for_comes_once_though_late(world: World) -> None:
    begun(world, *MONDAY)
    step = give(world, "Time ten waits", "U5", "2026-07-10")
    world.press("U5", "remind_me", arg=f"tomorrow/{step}")
    world.clock.move_to(datetime(2026, 6, 4, 9, 0, tzinfo=UTC))
    world.settle()
    world.settle()
    assert len(nudged(world)) == 1


def test_the_week_counts_on_the_persons_own_wall(small_world: World) -> None:
    """Monday begins at noon on Sunday, London time, for somebody in Auckland: last week's messages count no more."""
    world = small_world
    begun(world, *MONDAY)
    world.command("U5", "zone auckland")
    give(world, "Time ten waits", "U5", "2026-06-08")
    at(world, 2026, 6, 5, 10, 0)
    with world.core.transactions.write() as session:
        for minute in range(3):
            people.note_contact(session, WS, "U5", datetime(2026, 6, 5, 9, minute, tzinfo=UTC), "cards")
    at(world, 2026, 6, 8, 12, 0)
    assert ("2026-06-07T21:00", "is for today") in nudged(world)
