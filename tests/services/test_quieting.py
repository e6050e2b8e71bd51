"""Quiet for a while: for one person, a team, everyone; who may ask, what is said, what waits, and how it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.errors import CoachError
from coach.inbound import Pressed
from coach.views import Button, Controls, Press, Reply, Text
from tests.services.people import WS, World, words


def button(reply: Reply, label: str) -> Press:
    """What a button of a reply carries."""
    assert reply.message is not None
    rows = [part.items for part in reply.message.parts if isinstance(part, Controls)]
    return next(item.press for items in rows for item in items if isinstance(item, Button) and item.label == label)


def admin(world: World, person: str) -> None:
    world.slack.people[person] = replace(world.slack.people[person], admin=True)


def in_home(world: World, person: str) -> str:
    return "\n".join(part.text for part in world.coach.home(WS, person).parts if isinstance(part, Text))


def test_a_person_hears_nothing_until_the_end_and_then_what_waited(world: World) -> None:
    reply = world.command("U2", "quiet until friday")
    assert words(reply).startswith("Quiet for you until Friday. I start nothing before then")
    world.start("apart", "U2", "U3")
    world.wait(days=2)
    assert "would like your view on" not in world.dm("U2")
    assert "would like your view on" in world.dm("U3")
    assert "Quiet for you for the rest of today." in in_home(world, "U2")
    world.wait(days=1)
    assert "would like your view on" in world.dm("U2")


def test_what_a_person_types_is_answered_in_their_quiet_time(small_world: World) -> None:
    small_world.start("alone")
    small_world.settle()
    small_world.command("U1", "quiet 2 weeks")
    small_world.press("U1", "start_now")
    small_world.settle()
    assert "What made you look at this" in small_world.dm("U1")


def test_it_can_be_ended_before_its_time_and_what_waited_comes_at_once(world: World) -> None:
    reply = world.command("U2", "quiet 2 weeks")
    world.start("apart", "U2", "U3")
    world.settle()
    ended = world.do("U2", Pressed(button(reply, "End it now")))
    assert "The quiet time for you is over." in words(ended)
    world.settle()
    assert "would like your view on" in world.dm("U2")
    assert "no quiet time to end" in words(world.command("U2", "quiet off"))


def test_anybody_of_a_team_asks_for_the_team_and_the_channel_is_told_who(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.settle()
    reply = world.command("U2", "quiet team until 20 may")
    assert "I've said so in the channel." in words(reply)
    world.settle()
    assert "quiet until Wednesday 20 May. Tom asked for it." in world.channel()
    assert "Quiet until Wednesday 20 May" in words(world.press("U1", "status"))
    assert "Quiet for the team of Take-home medicines" in in_home(world, "U1")
    with pytest.raises(CoachError, match="not_in"):
        world.do("U5", Pressed(Press("quiet_set", world.project, arg="team 2 weeks")))
    ended = world.do("U1", Pressed(Press("quiet_off", world.project, arg="team")))
    assert "The quiet time for the team of Take-home medicines is over." in words(ended)
    world.settle()
    assert "Asha has ended the quiet time. I carry on." in world.channel()


def test_an_open_set_closes_later_by_the_time_that_the_quiet_takes(world: World) -> None:
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine")
    world.press("U1", "start_now")
    world.settle()
    before = world.scene().state.closes_at
    world.command("U1", "quiet team until 20 may")
    after = world.scene().state.closes_at
    assert before is not None
    assert after is not None
    assert (after - before).days >= 5


def test_everyone_is_for_those_who_look_after_the_workspace(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.settle()
    reply = world.command("U1", "quiet everyone until 20 may")
    assert "for those who look after this Slack" in words(reply)
    team = world.do("U1", Pressed(button(reply, "The team of Take-home medicines")))
    assert "Quiet for the team of Take-home medicines until Wednesday 20 May." in words(team)
    world.command("U1", "quiet team off")
    admin(world, "U4")
    reply = world.command("U4", "quiet everyone until 20 may")
    assert "Quiet for everyone here until Wednesday 20 May." in words(reply)
    world.settle()
    assert "Dr Patel asked for it." in in_home(world, "U2")
    with pytest.raises(CoachError, match="not_yours"):
        world.command("U1", "quiet everyone off")
    assert "is over" in words(world.command("U4", "quiet everyone off"))
    assert "Quiet" not in in_home(world, "U2").replace("Quiet for a while", "")


def test_who_is_named_in_the_settings_may_ask_for_everyone_too(small_world: World) -> None:
    object.__setattr__(small_world.core.room, "quiet_by", frozenset({"U3"}))
    assert "Quiet for everyone here" in words(small_world.command("U3", "quiet everyone 2 weeks"))


def test_the_form_offers_what_is_theirs_to_ask_for(small_world: World) -> None:
    small_world.start("together", "U2")
    form = small_world.coach.form(small_world.inbound("U2", Pressed(Press("quiet"))))
    whom = next(box for box in form.boxes if box.id == "whom")
    assert [label for _, label in whom.options] == ["Just me", "The team of Take-home medicines"]
    admin(small_world, "U2")
    form = small_world.coach.form(small_world.inbound("U2", Pressed(Press("quiet"))))
    assert ("everyone", "Everyone here") in next(box for box in form.boxes if box.id == "whom").options
    assert small_world.fill("U2", form, {"until": "2026-05-12"}).errors == (("until", "Pick a day after today."),)
    assert small_world.fill("U2", form, {"until": "2028-05-12"}).errors[0][0] == "until"
    reply = small_world.fill("U2", form, {"whom": f"team:{small_world.project}", "until": "2026-05-18"})
    assert "until Monday." in words(reply)


def test_somebody_in_two_teams_is_asked_which(small_world: World) -> None:
    small_world.start("together", "U2", name="First")
    small_world.start("together", "U2", name="Second")
    place = small_world.inbound("U2", Pressed(Press("help"))).place
    reply = small_world.command("U2", "quiet team 2 weeks", replace(place, channel="C9"))
    assert "Which team should have quiet?" in words(reply)
    picked = small_world.do("U2", Pressed(button(reply, "First")))
    assert "Quiet for the team of First until Tuesday 26 May." in words(picked)


def test_no_check_in_comes_in_a_quiet_time_and_none_counts_as_silent(world: World) -> None:
    world.start("together", "U2")
    world.press("U1", "start_now")
    world.command("U1", "checkin weekly tue 9:30")
    admin(world, "U1")
    world.command("U1", "quiet everyone until 15 june")
    world.wait(days=33)
    assert "it's been quiet" not in world.dm("U1")
