"""A person's own times as they meet them: typed, by form, with one tap, in Home; and what follows for their teams."""

from __future__ import annotations

import pytest

from coach.inbound import Commanded, Pressed
from coach.views import Button, Controls, Form, Home, Menu, Part, Press, Text
from storage.record_files import bring_in, export
from tests.services.people import WS, World, words


def times_form(world: World, person: str = "U2") -> Form:
    return world.coach.form(world.inbound(person, Pressed(Press("times"))))


def said(parts: tuple[Part, ...]) -> str:
    return "\n".join(part.text for part in parts if isinstance(part, Text))


def presses(home: Home) -> set[str]:
    rows = [part.items for part in home.parts if isinstance(part, Controls)]
    buttons = {item.press.do for items in rows for item in items if isinstance(item, Button)}
    menus = {press.do for items in rows for item in items if isinstance(item, Menu) for _, press in item.entries}
    return buttons | menus


def test_typed_times_are_kept_and_said_back(small_world: World) -> None:
    reply = small_world.command("U2", "not before 9, days mon tue thu, limit 2")
    assert "I write to you Monday, Tuesday and Thursday, 09:00 to 18:00, London time." in words(reply)
    assert "At most two messages a week" in words(reply)
    assert "09:00 to 18:00" in words(small_world.say("U2", "my times"))


def test_typed_times_that_cannot_be_read_say_why_and_change_nothing(small_world: World) -> None:
    with pytest.raises(Exception, match="cannot_read"):
        small_world.command("U2", "days mon blursday")
    assert "Monday to Friday" in words(small_world.command("U2", "my times"))


@pytest.mark.parametrize(
    "text", ["Leave letters for the typist until Friday", "Quiet rooms for people to wait in", "Hours of waiting"]
)
def test_an_answer_that_begins_like_a_setting_stays_an_answer(small_world: World, text: str) -> None:
    small_world.start("alone")
    small_world.settle()
    small_world.press("U1", "start_now")
    small_world.settle()
    question = small_world.current()[0]
    small_world.say("U1", text)
    small_world.settle()
    assert text in str(small_world.scene().facts.of(question))


def test_the_form_shows_what_holds_and_keeps_what_is_changed(small_world: World) -> None:
    form = times_form(small_world)
    boxes = {"from": "09:30", "nights": "2026-05-20", "holidays": "Scotland", "limit": "0", "zone": "madrid"}
    reply = small_world.fill("U2", form, boxes)
    assert not reply.errors
    for line in ("09:30 to 18:00, Madrid time", "on nights until Wednesday 20 May", "Scotland", "No weekly limit"):
        assert line in words(reply)
    again = {box.id: box.value for box in times_form(small_world).boxes}
    assert [again[box] for box in ("from", "nights", "zone")] == ["09:30", "2026-05-20", "Europe/Madrid"]


def test_an_error_stays_at_its_box_and_keeps_nothing(small_world: World) -> None:
    form = times_form(small_world)
    reply = small_world.fill("U2", form, {"holidays": "Atlantis", "leave_from": "2026-08-03", "from": "09:30"})
    assert {box for box, _ in reply.errors} == {"holidays", "leave_to"}
    assert "08:00 to 18:00" in words(small_world.command("U2", "my times"))


def test_another_zone_with_one_tap_is_said_back_as_the_hour_it_is(small_world: World) -> None:
    small_world.start("together", "U2")
    small_world.command("U1", "checkin weekly tue 9:30")
    reply = small_world.do("U2", Pressed(Press("time_zone", arg="Europe/Madrid")))
    assert "It's 14:40 for you now (Madrid time, as you chose)." in words(reply)
    assert "that is 10:30 for you" in words(reply)
    back = small_world.do("U2", Pressed(Press("time_zone")))
    assert "I go by Slack's time zone for you again." in words(back)
    assert "It's 13:40 for you now (London time, as in Slack)." in words(back)


def test_a_zone_that_was_chosen_stays_when_slack_says_another(small_world: World) -> None:
    small_world.command("U2", "zone london")
    small_world.slack.move("U2", "America/New_York")
    small_world.wait(days=2)
    assert "London time, as you chose" in words(small_world.command("U2", "my times"))
    small_world.do("U2", Pressed(Press("time_zone")))
    assert "New York time, as in Slack" in words(small_world.command("U2", "my times"))


def test_leave_is_seen_by_the_team_and_ends_by_itself(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.settle()
    world.press("U2", "fine")
    world.press("U3", "fine")
    reply = world.command("U2", "leave 18 may to 22 may")
    assert "Leave: 18 May to 22 May." in words(reply)
    assert "Away" not in words(world.press("U1", "status"))
    assert "Leave: 18 May to 22 May." in said(world.coach.home(WS, "U2").parts), "to come: Home says so"
    world.wait(days=6)
    assert world.scene().state.team["U2"].status == "away"
    assert "Tom, back Tue 26 May" in words(world.press("U1", "status"))  # Monday 25 May is a bank holiday
    assert "You're on leave" in said(world.coach.home(WS, "U2").parts)
    world.wait(days=8)
    assert world.scene().state.team["U2"].status == "here"
    assert "Away" not in words(world.press("U1", "status"))


def test_leave_taken_back_brings_them_back_at_once(small_world: World) -> None:
    small_world.start("together", "U2")
    small_world.command("U2", "away until 1 june")
    assert small_world.scene().state.team["U2"].status == "away"
    reply = small_world.command("U2", "leave off")
    assert "Your teams see you as here again." in words(reply)
    assert small_world.scene().state.team["U2"].status == "here"


def test_away_by_form_is_leave_from_every_project_or_this_one_alone(small_world: World) -> None:
    first = small_world.start("together", "U2", name="First")
    second = small_world.start("together", "U2", name="Second", lead="U1")
    form = small_world.open("U2", "away")
    small_world.fill("U2", form, {"until": "2026-06-01", "where": "here"})
    assert small_world.scene().state.team["U2"].status == "away"
    small_world.project = first
    assert small_world.scene().state.team["U2"].status == "here"
    reply = small_world.fill("U2", small_world.open("U2", "away"), {"until": "2026-06-03"})
    assert "Your teams see you as away. You're back by yourself on Wednesday 3 June." in words(reply)
    assert small_world.scene().state.team["U2"].status == "away"
    small_world.press("U2", "back_here")
    assert small_world.scene().state.team["U2"].status == "here"
    small_world.project = second
    assert small_world.scene().state.team["U2"].status == "here"


def test_home_shows_the_times_and_the_way_to_change_them(small_world: World) -> None:
    small_world.start("together", "U2")
    home = small_world.coach.home(WS, "U2")
    assert "Monday to Friday, 08:00 to 18:00, London time" in said(home.parts)
    assert {"my_times", "quiet", "times", "stop_reminding", "away"} <= presses(home)
    small_world.press("U1", "stop_reminding")
    assert "remind_again" in presses(small_world.coach.home(WS, "U1"))


def test_a_typed_form_word_answers_with_its_button_and_a_command_opens_it(small_world: World) -> None:
    small_world.start("alone")
    reply = small_world.say("U1", "quiet")
    assert "Press the button" in words(reply)
    assert small_world.coach.wants_form(small_world.inbound("U1", Commanded("quiet")))
    assert small_world.coach.form(small_world.inbound("U1", Commanded("quiet"))).title == "Quiet for a while"


def test_times_that_change_are_minded_at_once(world: World) -> None:
    """What was held back until nine tomorrow goes now, when they say they work now."""
    world.start("apart", "U2", "U3")
    world.command("U2", "hours 20 to 22")
    world.settle()
    assert "would like your view on" not in world.dm("U2")
    world.command("U2", "hours any")
    world.settle()
    assert "would like your view on" in world.dm("U2")


def test_a_project_that_is_only_kept_to_be_read_stands_in_nobodys_way(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2")
    world.press("U2", "fine")
    with world.core.transactions.write() as session:
        record = export.record_of(session, WS, world.project)
        old = record.model_copy(update={"project": record.project.model_copy(update={"id": "oldproj1"})})
        bring_in.bring_in(session, WS, old, world.clock.now())
    assert "09:00 to 18:00" in words(world.command("U2", "times not before 9"))
    assert "see you as away." in words(world.command("U2", "away until friday"))
    assert world.scene().state.team["U2"].status == "away"


def test_somebody_alone_who_works_on_saturdays_is_met_on_the_saturday_they_chose(small_world: World) -> None:
    world = small_world
    world.start("alone")
    world.command("U1", "times days sat sun mon")
    form = world.open("U1", "stop")
    world.fill("U1", form, {"step": "Ask Mei", "back_at": "2026-05-16"})
    world.settle()
    world.wait(days=3, hours=21)  # Saturday, 10:40 in London
    assert "where we were" in world.dm("U1")
