"""Back from leave: one kind word at the first moment they may be written to, with what waits; else none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coach.inbound import Place
from coach.views import Button, Controls
from storage import people
from tests.services.people import WS, World
from tests.services.test_check_ins import give

BACK = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)  # Tuesday 08:00 in London; Monday 25 May is a bank holiday


def got(world: World, person: str) -> list[str]:
    return world.slack.texts(f"D{person}")


def on_leave(world: World, *, way: str = "apart") -> None:
    """Tom and Mei are in, and Tom is on leave until Friday 22 May; it is the morning of the day before."""
    world.clock.move_to(datetime(2026, 5, 21, 9, 0, tzinfo=UTC))
    world.start(way, "U2", "U3")
    world.settle()
    for person in ("U2", "U3"):
        if way == "apart":
            world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.settle()
    world.command("U2", "leave 18 may to 22 may")


def to(world: World, moment: datetime) -> None:
    world.wait(seconds=(moment - world.clock.now()).total_seconds())


def test_one_word_with_what_waits_comes_as_the_first_working_day_begins(world: World) -> None:
    on_leave(world)
    first = world.current()
    while world.current() == first:
        world.press("U1", "move_on", world.current()[0])  # another set opens while Tom is away
        world.settle()
    give(world, "Ask the night team", "U2", "2026-05-21")
    before = len(got(world, "U2"))
    to(world, BACK - timedelta(minutes=1))
    assert len(got(world, "U2")) == before, "not a minute early"
    to(world, BACK)
    (word,) = got(world, "U2")[before:]
    assert word.startswith("Welcome back, Tom. ")
    assert 'your step "Ask the night team" was for Thursday 21 May' in word
    assert "Take your time. Your team knew you were away, and nothing is lost." in word
    sent = world.slack.in_channel("DU2")[-1]
    presses = [
        one.press.do
        for part in sent.message.parts
        if isinstance(part, Controls)
        for one in part.items
        if isinstance(one, Button)
    ]
    assert "action_done" in presses
    world.wait(hours=30)
    assert [text for text in got(world, "U2")[before + 1 :] if "Ask the night team" in text] == []


def test_nothing_is_said_when_nothing_waits(small_world: World) -> None:
    on_leave(small_world, way="together")
    before = got(small_world, "U2")
    small_world.wait(days=21)
    assert small_world.scene().state.team["U2"].status == "here"
    assert got(small_world, "U2") == before


def test_two_projects_are_one_word_and_it_counts_in_the_week(world: World) -> None:
    on_leave(world)
    first = world.project
    give(world, "Ask the night team", "U2", "2026-05-21")
    world.start("together", "U2", name="Letters")
    world.command("U2", "leave 18 may to 22 may")
    give(world, "Ring the typists", "U2", "2026-05-20")
    before = len(got(world, "U2"))
    to(world, BACK)
    world.settle()
    (word,) = got(world, "U2")[before:]
    assert "Ask the night team" in word
    assert "Ring the typists" in word
    for project in (first, world.project):
        world.project = project
        assert world.scene().state.team["U2"].status == "here"
    with world.core.transactions.read() as session:
        assert people.contacts_since(session, WS, "U2", BACK) == 1


def test_a_check_in_that_is_on_is_named_and_not_sent_besides(world: World) -> None:
    on_leave(world, way="together")
    give(world, "Ask the night team", "U2", "2026-06-30")
    world.command("U1", "checkin weekly mon 9:30")  # the one of Monday 25 May comes on Tuesday
    give(world, "Ask the matron", "U1", "2026-06-30")
    before = len(got(world, "U2"))
    to(world, datetime(2026, 5, 26, 10, 0, tzinfo=UTC))
    after = got(world, "U2")[before:]
    assert len([text for text in after if "Ask the night team" in text]) == 1


def test_a_full_week_folds_it_into_the_digest(small_world: World) -> None:
    world = small_world
    on_leave(world)
    give(world, "Ask the night team", "U2", "2026-05-21")
    to(world, datetime(2026, 5, 26, 6, 0, tzinfo=UTC))
    with world.core.transactions.write() as session:
        for minute in range(3):
            people.note_contact(session, WS, "U2", datetime(2026, 5, 25, 9, minute, tzinfo=UTC), "cards")
    before = len(got(world, "U2"))
    world.wait(days=3)
    assert got(world, "U2")[before:] == []
    world.wait(days=6)
    (digest,) = got(world, "U2")[before:]
    assert "wait for you" in digest or "waits for you" in digest
    assert "Ask the night team" in digest
    assert "something waits" not in digest


def test_whoever_is_back_before_the_time_hears_no_welcome_later(small_world: World) -> None:
    world = small_world
    on_leave(world)
    to(world, datetime(2026, 5, 22, 9, 0, tzinfo=UTC))
    world.press("U2", "back_here")
    assert world.scene().state.team["U2"].status == "here"
    world.wait(days=14)
    assert not [text for text in got(world, "U2") if "Welcome back" in text]


def test_what_was_held_back_meanwhile_is_in_it_and_comes_once(world: World) -> None:
    """The lead is away while a set closes with nobody in: what only she is told waits for her, in the one word."""
    world.clock.move_to(datetime(2026, 5, 19, 9, 0, tzinfo=UTC))
    world.start("apart", "U2", "U3")
    world.settle()
    world.press("U2", "fine", place=Place("DU2", dm=True))
    world.press("U3", "fine", place=Place("DU3", dm=True))
    world.command("U1", "leave 20 may to 22 may")
    world.settle()
    to(world, datetime(2026, 5, 20, 6, 0, tzinfo=UTC))
    before = len(got(world, "U1"))
    to(world, datetime(2026, 5, 25, 12, 0, tzinfo=UTC))
    assert got(world, "U1")[before:] == []
    to(world, BACK)
    world.settle()
    (word,) = got(world, "U1")[before:]
    assert word.startswith("Welcome back, Asha. ")
    assert "the set has closed" not in word, "what is settled by now is not brought up again"
    assert "What could help with these needs?" in word
