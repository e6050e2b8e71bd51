"""Time as the whole coach lives it: clocks go forward and back, leap days, zones of every sort, a clock set back.

Each test moves the one clock through the real product and looks at what people got, and at which moment.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from coach.ports import Person
from coach.services.coming_due import kindly
from tests.services.people import TEAM, WS, World
from tests.services.test_check_ins import asked, give, held

LONDON = "Europe/London"
TRAVELS = ("Asia/Tokyo", "Africa/Lagos", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns")
"""No change of clocks; none either; the southern hemisphere; half an hour off; half an hour of summer time; both."""


def at(world: World, *moment: int) -> None:
    """Let time pass until a moment in UTC."""
    world.wait(seconds=(datetime(*moment, tzinfo=UTC) - world.clock.now()).total_seconds())  # type: ignore[arg-type, misc]


def begun(world: World, *moment: int, zone: str = LONDON, way: str = "together") -> None:
    """A team of three in one zone, begun at a moment in UTC."""
    world.clock.move_to(datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type, misc]
    world.slack.know(*(Person(id, name, zone=zone, workspace=WS) for id, name in TEAM.items()))
    world.start(way, "U2", "U5")


def nudged(world: World, person: str = "U5") -> list[tuple[str, str]]:
    """The reminders of steps as they came to a person: when (UTC), and what each said of the day."""
    mine = [(when, text) for place, when, text in world.slack.came if place == f"D{person}" and '" ' in text]
    of_steps = [(when, text.split('" ')[1]) for when, text in mine]
    days = [(when, said.partition(".")[0]) for when, said in of_steps if said.startswith(("is for", "was for"))]
    return [(when.isoformat()[:16], day) for when, day in days if when is not None]


# -- clocks forward and back ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "local", "opened"),
    [
        # 01:30 comes twice on 25 October 2026: once, the first time
        ((2026, 10, 12, 9, 0), "1:30", ["2026-10-18T00:30", "2026-10-25T00:30", "2026-11-01T01:30"]),
        # 01:30 does not exist on 28 March 2027: it comes as 02:30 summer time
        ((2027, 3, 15, 9, 0), "1:30", ["2027-03-21T01:30", "2027-03-28T01:30", "2027-04-04T00:30"]),
    ],
)
def test_a_check_in_within_the_change_comes_once(
    world: World, start: tuple[int, ...], local: str, opened: list[str]
) -> None:
    begun(world, *start)
    step = give(world, "Time ten waits", "U5", "2027-12-01")
    world.command("U1", f"checkin weekly sun {local}")
    for _ in range(3):
        world.wait(weeks=1)
        world.press("U5", "step_is", "check_in.progress", f"on_track:{step}")
    spread = held(world)[0].opened_at - datetime.fromisoformat(f"{opened[0]}+00:00")
    assert timedelta(0) <= spread <= timedelta(minutes=5)
    assert [(one.opened_at - spread).isoformat()[:16] for one in held(world)] == opened


def test_what_comes_within_the_change_reaches_people_in_their_hours(world: World) -> None:
    """The check-in of Sunday 01:30 is read on Monday at 08:00, by the new clock."""
    begun(world, 2026, 10, 12, 9, 0)
    give(world, "Time ten waits", "U5", "2027-12-01")
    world.command("U1", "checkin weekly sun 1:30")
    at(world, 2026, 10, 26, 7, 59)
    assert asked(world, 2)["U5"].sent_at is None
    at(world, 2026, 10, 26, 8, 0)
    assert asked(world, 2)["U5"].sent_at == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    world.command("U1", "checkin off")
    at(world, 2027, 3, 22, 9, 0)
    world.command("U1", "checkin weekly sun 1:30")
    at(world, 2027, 3, 30, 6, 59)  # Sunday 28 March was the change, and Monday 29 is Easter Monday
    assert asked(world, 3)["U5"].sent_at is None
    at(world, 2027, 3, 30, 7, 0)
    assert asked(world, 3)["U5"].sent_at == datetime(2027, 3, 30, 7, 0, tzinfo=UTC)


def test_a_reminder_keeps_nine_o_clock_over_the_change(world: World) -> None:
    begun(world, 2026, 10, 12, 9, 0)
    give(world, "Time ten waits", "U5", "2026-10-26")  # a Monday: the clocks go back the day before
    at(world, 2026, 10, 29, 12, 0)
    assert nudged(world) == [
        ("2026-10-23T08:00", "is for Monday 26 October"),
        ("2026-10-26T09:00", "is for today"),
        ("2026-10-27T09:00", "was for Monday 26 October"),
    ]
    begun(world, 2027, 3, 22, 9, 0)
    give(world, "Count the slips", "U5", "2027-03-30")
    at(world, 2027, 4, 2, 12, 0)
    assert nudged(world)[3:] == [
        ("2027-03-25T09:00", "is for Tuesday 30 March"),  # Good Friday and Easter Monday are bank holidays
        ("2027-03-30T08:00", "is for today"),
        ("2027-03-31T08:00", "was for Tuesday 30 March"),
    ]


def test_leave_over_the_change_begins_and_ends_by_the_wall(world: World) -> None:
    begun(world, 2026, 10, 12, 9, 0)
    world.command("U5", "leave 19 oct to 30 oct")
    at(world, 2026, 10, 18, 22, 59)
    assert world.scene().state.team["U5"].status == "here"
    at(world, 2026, 10, 18, 23, 0)  # midnight in London
    assert world.scene().state.team["U5"].status == "away"
    at(world, 2026, 11, 2, 7, 59)
    assert world.scene().state.team["U5"].status == "away"
    at(world, 2026, 11, 2, 8, 0)
    assert world.scene().state.team["U5"].status == "here"


@pytest.mark.parametrize(
    ("start", "typed", "ends"),
    [
        ((2026, 10, 23, 9, 0), "quiet until 26 oct", (2026, 10, 26, 0, 0)),
        ((2027, 3, 26, 9, 0), "quiet until 29 mar", (2027, 3, 28, 23, 0)),
        ((2026, 10, 24, 23, 30), "quiet for 3 hours", (2026, 10, 25, 2, 30)),
        ((2027, 3, 27, 23, 30), "quiet for 3 hours", (2027, 3, 28, 2, 30)),
    ],
)
def test_a_quiet_time_over_the_change_ends_by_the_wall_or_after_so_many_hours(
    small_world: World, start: tuple[int, ...], typed: str, ends: tuple[int, ...]
) -> None:
    begun(small_world, *start)
    small_world.command("U5", typed)
    end = datetime(*ends, tzinfo=UTC)  # type: ignore[arg-type, misc]
    small_world.clock.move_to(end - timedelta(seconds=1))
    assert _quiet(small_world)
    small_world.clock.move_to(end)
    assert not _quiet(small_world)


def _quiet(world: World) -> bool:
    with world.core.transactions.read() as session:
        return kindly.times_of(session, WS, "U5", world.clock.now()).paused_until is not None


@pytest.mark.parametrize(
    ("now", "wish", "comes"),
    [
        (
            (2026, 10, 24, 8, 0),
            "tomorrow",
            "2026-10-25T09:00",
        ),  # Saturday, works every day: 09:00 on the day of the change
        ((2026, 10, 25, 9, 0), "later today", "2026-10-25T12:00"),
        ((2026, 10, 23, 8, 0), "next working day", "2026-10-26T09:00"),
        ((2027, 3, 27, 9, 0), "tomorrow", "2027-03-28T08:00"),
        ((2027, 3, 28, 8, 0), "later today", "2027-03-28T11:00"),
        ((2027, 3, 26, 9, 0), "next working day", "2027-03-30T08:00"),  # over Good Friday, the change and Easter Monday
    ],
)
def test_remind_me_over_the_change(small_world: World, now: tuple[int, ...], wish: str, comes: str) -> None:
    world = small_world
    moment = datetime(*now, tzinfo=UTC)  # type: ignore[arg-type, misc]
    begin = moment - timedelta(days=4)
    begun(world, begin.year, begin.month, begin.day, 9, 0)
    step = give(world, "Time ten waits", "U5", "2027-12-01")
    if wish != "next working day":
        world.command("U5", "days every day, holidays none")
    world.wait(seconds=(moment - world.clock.now()).total_seconds())
    when = {"tomorrow": "tomorrow", "later today": "later", "next working day": "working_day"}[wish]
    world.press("U5", "remind_me", arg=f"{when}/{step}")
    world.wait(days=6)
    assert [moment for moment, _ in nudged(world)] == [comes]


# -- zones of every sort ----------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", TRAVELS)
def test_a_year_of_check_ins_keeps_the_hour_on_the_wall(small_world: World, zone: str) -> None:
    world = small_world
    begun(world, 2026, 8, 3, 1, 0, zone=zone)
    give(world, "Time ten waits", "U5", "2028-12-01")
    world.command("U1", "checkin every 4 weeks tue 9:30")
    world.command("U1", "holidays none")
    step = give(world, "Count", "U5", "2028-12-02")
    for _ in range(13):
        world.wait(weeks=4)
        world.press("U5", "step_is", "check_in.progress", f"on_track:{step}")
    walls = [one.opened_at.astimezone(ZoneInfo(zone)) for one in held(world)]
    assert len(walls) == 13
    assert {(wall.weekday(), wall.hour, wall.minute // 5) for wall in walls} <= {(1, 9, 6), (1, 9, 7)}
    sent = {asked(world, one.n)["U5"].sent_at for one in held(world)}
    assert None not in sent


@pytest.mark.parametrize("zone", TRAVELS)
def test_a_reminder_comes_at_nine_where_its_person_is(small_world: World, zone: str) -> None:
    world = small_world
    begun(world, 2026, 9, 28, 1, 0, zone=zone)
    give(world, "Time ten waits", "U5", "2026-10-07")  # a Wednesday, just after clocks went forward in Australia
    world.wait(days=14)
    walls = [datetime.fromisoformat(f"{when}+00:00").astimezone(ZoneInfo(zone)) for when, _ in nudged(world)]
    assert [(wall.day, wall.hour, wall.minute) for wall in walls] == [(6, 9, 0), (7, 9, 0), (8, 9, 0)]
    assert [said for _, said in nudged(world)] == ["is for tomorrow", "is for today", "was for Wednesday 7 October"]


# -- leap days --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("29th", ["12-29", "01-31", "02-29", "03-29"]),  # 29 January 2028 is a Saturday: Monday 31
        ("30th", ["12-30", "01-31", "02-29", "03-30"]),
        ("31st", ["12-31", "01-31", "02-29", "03-31"]),
        ("last day", ["12-31", "01-31", "02-29", "03-31"]),
    ],
)
def test_monthly_over_a_leap_day(small_world: World, day: str, days: list[str]) -> None:
    world = small_world
    begun(world, 2027, 12, 6, 9, 0)
    step = give(world, "Time ten waits", "U5", "2029-12-01")
    world.command("U1", f"checkin monthly {day} 10:00")
    for _ in range(17):
        world.wait(weeks=1)
        world.press("U5", "step_is", "check_in.progress", f"on_track:{step}")
    assert [one.opened_at.strftime("%m-%d") for one in held(world)] == days


def test_a_year_of_weeks_over_a_leap_day_has_each_week_once(small_world: World) -> None:
    world = small_world
    begun(world, 2027, 8, 30, 9, 0)
    world.command("U1", "holidays none")
    step = give(world, "Time ten waits", "U5", "2029-12-01")
    world.command("U1", "checkin weekly tue 9:30")
    for _ in range(53):
        world.wait(weeks=1)
        world.press("U5", "step_is", "check_in.progress", f"on_track:{step}")
    opened = [one.opened_at.astimezone(ZoneInfo(LONDON)) for one in held(world)]
    assert len(opened) == 53
    assert {later.date() - before.date() for before, later in pairwise(opened)} == {timedelta(7)}
    assert date(2028, 2, 29) in {one.date() for one in opened}  # a Tuesday


def test_a_day_to_come_back_on_the_leap_day_and_a_step_for_it(small_world: World) -> None:
    world = small_world
    begun(world, 2028, 2, 1, 9, 0)
    give(world, "Time ten waits", "U5", "2028-02-29")
    form = world.open("U1", "stop")
    named = {box.id: box for box in form.boxes}
    day = next(name for name, box in named.items() if box.kind == "date" and "back" in name)
    step = {name: "Ring the typists" for name, box in named.items() if box.kind not in {"date", "person"}}
    reply = world.fill("U1", form, {**step, day: "2028-02-29"})
    assert not reply.errors
    assert world.scene().state.back_at == datetime(2028, 2, 29, 10, 0, tzinfo=UTC)
    at(world, 2028, 2, 29, 9, 59)
    before = len(world.slack.sent)
    at(world, 2028, 2, 29, 10, 0)
    assert len(world.slack.sent) > before
