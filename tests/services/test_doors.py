"""The doors: twice is once, late is told kindly, the unknown gets the next best action, nobody looks in."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from coach.errors import CoachError
from coach.inbound import Commanded, Gone, OpenedHome, Place, Pressed, Submitted
from coach.ports import Person
from coach.presses import PRESSES
from coach.services import replies
from coach.views import Press, Reply
from storage import conversations, workspaces
from storage.errors import DatabaseBusy
from tests.services.people import CHANNEL, WS, World, shortcut, words

DM = Place("DU1", dm=True)


def turn(world: World) -> int:
    return world.scene().state.turn


def test_a_double_click_happens_once(world: World) -> None:
    world.start("together", "U2")
    world.answer("U1", "explore.trigger", text="Complaints")
    form = world.open("U1", "answer", "explore.problem")
    boxes = {"explore.problem#what": "People wait"}
    assert words(world.fill("U1", form, boxes, key="form:1")) == ""
    before = turn(world)
    assert world.fill("U1", form, boxes, key="form:1") == replies.ALREADY
    assert turn(world) == before
    assert world.texts("explore.problem") == ("People wait",)


def test_two_clicks_on_one_button_are_told_apart_kindly(world: World) -> None:
    world.start("together", "U2")
    first = world.press("U1", "dont_know", "explore.trigger")
    again = world.press("U1", "dont_know", "explore.trigger")
    assert first.message is None
    assert words(again)
    assert world.scene().gaps == ("explore.trigger",)


def test_a_late_button_is_told_kindly(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.press("U1", "skip", "explore.trigger")
    late = world.press("U1", "skip", "explore.trigger", asked=1)
    assert words(late)
    assert "error" not in words(late).lower()


def test_a_look_waits_for_nobody_and_may_come_twice(small_world: World) -> None:
    """Somebody is at the project, so that what changes it would have to wait: what only shows it does not."""
    world = small_world
    world.start("together", "U2")
    with world.core.transactions.write():
        shown: list[Reply] = []
        look = Pressed(Press("why", world.project, "explore.trigger"))
        other = threading.Thread(target=lambda: shown.extend(world.do("U1", look, key="click:1") for _ in range(2)))
        other.start()
        other.join()
    assert shown[0] == shown[1]
    assert words(shown[0])


def test_nobody_from_elsewhere_looks_in(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    with pytest.raises(CoachError) as caught:
        world.do("U9", Pressed(Press("why", world.project, "explore.trigger")), Place("DU9", dm=True))
    assert caught.value is replies.NOT_IN


@pytest.mark.parametrize(("days", "asks"), [(3, False), (8, True)])
def test_nobody_waits_for_slack_to_say_who_they_are_when_known_this_week(
    small_world: World, monkeypatch: pytest.MonkeyPatch, days: int, asks: bool
) -> None:
    """Who acts is answered first; what is sent because of it asks about the whole team."""
    world, asked = small_world, []
    world.start("together", "U2")
    world.settle()
    world.clock.move_to(world.clock.now() + timedelta(days=days))  # type: ignore[arg-type]
    find = world.slack.person
    monkeypatch.setattr(world.slack, "person", lambda *who: asked.append(who[1]) or find(*who))
    world.answer("U1", "explore.trigger", text="Complaints")
    assert ("U1" in asked) is asks
    world.settle()
    assert set(asked) >= {"U1", "U2"}


def test_an_unknown_or_old_button_gets_the_next_best_action(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert words(world.do("U1", Pressed(Press("old"))))
    assert words(world.do("U1", Pressed(Press("old", world.project))))
    assert words(world.do("U1", Pressed(Press("dance", world.project))))
    assert words(world.do("U1", Pressed(Press("status", "zzzzzzzz"))))


@pytest.mark.parametrize("do", sorted(PRESSES))
def test_every_press_is_answered_and_none_fails(small_world: World, do: str) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    question = "explore.needs"
    if PRESSES[do] == "form":
        assert 0 < len(world.open("U2", do, question).title) <= 24
    else:
        world.press("U2", do, question)
    world.settle()


@pytest.mark.parametrize("do", sorted(press for press, kind in PRESSES.items() if kind != "form"))
def test_every_press_without_a_project_is_answered(small_world: World, do: str) -> None:
    reply = small_world.do("U4", Pressed(Press(do)), DM)
    assert reply.message is not None or reply.errors


COMMANDS = """
new join leave status next answer back skip summary actions deeper pause resume export help stop close who why bananas
"""


@pytest.mark.parametrize("text", [*COMMANDS.split(), "hand over", "what next", ""])
def test_every_command_is_answered_in_a_channel_and_in_a_dm(small_world: World, text: str) -> None:
    world = small_world
    for place in (Place(CHANNEL), DM):
        ask(world, text, place)
    world.start("together", "U2")
    for place in (Place(CHANNEL), DM):
        ask(world, text, place)


def ask(world: World, text: str, place: Place) -> None:
    inbound = world.inbound("U1", Commanded(text), place)
    if world.coach.wants_form(inbound):
        with suppress(CoachError):
            assert world.coach.form(inbound).title
    else:
        world.coach.handle(inbound)


def test_coach_alone_opens_what_fits_where_you_are(small_world: World) -> None:
    world = small_world
    assert open_coach(world, "U1").press.do == "start"
    world.start("together", "U2")
    assert open_coach(world, "U1").press.do == "answer_save"
    assert open_coach(world, "U1", Place("C9")).press.do == "start", "another channel, another project"
    assert open_coach(world, "U1", DM).press.do == "answer_save"


def open_coach(world: World, person: str, place: Place = Place(CHANNEL)):  # type: ignore[no-untyped-def]  # noqa: B008
    return world.coach.form(world.inbound(person, Commanded(""), place))


def test_with_several_projects_the_coach_asks_which(small_world: World) -> None:
    world = small_world
    first = world.start("together", "U2", name="Letters")
    world.start("together", "U2", name="Medicines", place=Place("C2"))
    asked = world.command("U1", "status", DM)
    assert asked.message is not None
    assert "Letters" in words(asked)
    assert "Medicines" in words(asked)
    chosen = world.do("U1", Pressed(Press("which", first, arg="status")), DM)
    assert "Letters" in words(chosen)
    assert "Medicines" not in words(chosen)


def test_nobody_looks_into_a_project_from_outside(small_world: World) -> None:
    world = small_world
    world.slack.know(Person("U9", "Somebody", workspace=WS))
    world.start("alone", name="Mine", place=DM)
    with pytest.raises(CoachError):
        world.do("U9", Pressed(Press("summary", world.project)), Place("DU9", dm=True))
    with pytest.raises(CoachError):
        world.open("U9", "export", place=Place("DU9", dm=True))
    for do in ("as_page", "send_to_save", "export_save"):
        with pytest.raises(CoachError):
            world.do("U9", Submitted(Press(do, world.project), {"people": ["U9"]}), Place("DU9", dm=True))
    assert words(world.do("U9", Pressed(Press("skip", world.project, "explore.trigger", 1)), Place("DU9", dm=True)))
    assert world.scene().state.cells["explore.trigger"].status == "open"


@pytest.mark.parametrize("closed", [False, True])
def test_the_whole_record_is_the_teams_and_the_summary_the_channels(small_world: World, closed: bool) -> None:
    world = small_world
    world.slack.know(Person("U9", "Somebody", workspace=WS))
    world.start("together", "U2", "U3")
    world.press("U3", "leave_save")
    if closed:
        world.fill("U1", world.open("U1", "close"), {})
    world.settle()
    for outsider in ("U9", "U3"):
        form = world.coach.form(world.inbound(outsider, Commanded("export"), Place(CHANNEL)))
        assert not form.boxes
        assert "Only people in the team take the whole record" in repr(form.parts)
        sent = world.do(outsider, Submitted(Press("export_save", world.project), {"format": "record"}))
        assert "Only people in the team" in words(sent)
        assert "so far" in words(world.do(outsider, Pressed(Press("summary", world.project))))
    world.settle()
    assert not [one for one in world.slack.sent if one.message.attach]
    form = world.coach.form(world.inbound("U2", Commanded("export"), Place(CHANNEL)))
    assert form.boxes
    world.fill("U2", form, {"format": "record"})
    world.settle()
    assert [one.channel for one in world.slack.sent if one.message.attach] == ["DU2"]


def test_a_member_is_told_that_only_the_lead_does_this(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=Place("DU2", dm=True))
    reply = world.press("U2", "pause")
    assert words(reply)
    assert world.scene().state.status == "active"


def test_home_shows_what_waits_and_how_to_start(small_world: World) -> None:
    world = small_world
    assert world.coach.home(WS, "U1").parts
    world.start("together", "U2")
    assert "Take-home medicines" in repr(world.coach.home(WS, "U1").parts)
    assert world.do("U1", OpenedHome(), Place(home=True)).message is None


def test_the_message_shortcut_adds_words_to_a_question(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    inbound = world.inbound("U1", shortcut("pts just want to know when"))
    assert world.coach.wants_form(inbound)
    form = world.coach.form(inbound)
    world.fill("U1", form, {"question": "explore.needs", "voice": "a patient"})
    assert world.texts("explore.needs") == ("pts just want to know when",)
    assert world.scene().facts.of("explore.needs")[0].voice == "a patient"


def test_the_app_taken_out_of_a_workspace_is_noted(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.do("", Gone(), Place())
    with world.core.transactions.read() as session:
        found = workspaces.workspace_of(session, WS)
    assert found is not None
    assert found.gone_at is not None


def test_a_locked_database_keeps_nothing_and_says_so(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    before = turn(world)
    lock = world.core.database.lock
    assert lock is not None
    with lock, pytest.raises(DatabaseBusy) as busy:
        world.press("U1", "skip", "explore.trigger")
    assert busy.value.words
    assert turn(world) == before
    world.press("U1", "skip", "explore.trigger")
    assert turn(world) == before + 1


def test_a_fault_in_the_middle_keeps_nothing(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    before = turn(world)
    inbound = world.inbound("U1", Pressed(Press("skip", world.project, "explore.trigger", 1)), key="once")

    def broken(*given: object, **more: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(conversations, "save_turn", broken)
        with pytest.raises(ZeroDivisionError):
            world.coach.handle(inbound)
    assert turn(world) == before
    assert world.core.queue.pump() == 0
    world.coach.handle(inbound)
    assert turn(world) == before + 1, "the same thing sent again is taken, for it was not before"


def test_a_summary_that_is_sent_on_says_from_whom_and_offers_what_its_reader_may_do(small_world: World) -> None:
    world = small_world
    world.slack.know(Person("U9", "Somebody", workspace=WS))
    world.start("together", "U2", "U3")
    sent = world.do("U1", Submitted(Press("send_to_save", world.project, arg="so_far:1"), {"people": ["U2", "U9"]}))
    assert "comes from you" in words(sent)
    world.settle()
    for person in ("U2", "U9"):
        assert world.dm(person).startswith("Asha sends you this:\nTake-home medicines: so far")
    assert "Copy as text" in world.dm("U2")
    assert "You can press" not in world.dm("U9"), "the buttons are the team's"
