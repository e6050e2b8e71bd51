"""What waits is sent once, in order, within Slack's limits, and never given up in silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coach.errors import SendProblem
from coach.inbound import Place
from coach.services import screens
from coach.services.sending import limits, outbox
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from coach.views import Message
from storage import audit, messages, people, rate_limits, work_claims
from storage.errors import DatabaseBusy, DatabaseGone, StorageError
from storage.messages import Posted
from tests.services.people import CHANNEL, WS, World, words

DM2 = Place("DU2", dm=True)


def put(world: World, delivery: Delivery, **more: object) -> None:
    with world.core.transactions.write() as session:
        outbox.send(session, WS, world.project, delivery, world.clock.now(), **more)  # type: ignore[arg-type]


def test_nothing_is_sent_before_the_commit_and_all_of_it_after(world: World) -> None:
    world.start("together", "U2")
    assert world.slack.sent == [], "the act itself sends nothing"
    world.settle()
    texts = world.slack.texts(CHANNEL)
    assert "now an improvement project" in texts[0], "the welcome comes before the card"
    assert "What made you look at this" in texts[1]


def test_a_crash_between_commit_and_sending_loses_and_doubles_nothing(world: World) -> None:
    world.start("apart", "U2")
    with world.core.transactions.write() as session:
        taken = work_claims.claim(session, world.clock.now(), "a process that dies", 50, timedelta(seconds=60))
    assert taken
    assert world.core.queue.pump() == 0
    world.wait(minutes=3)
    assert len([one for one in world.slack.texts(CHANNEL) if "now an improvement project" in one]) == 1
    assert len(world.slack.in_channel("DU2")) == 1


def test_an_answer_that_got_lost_is_repaired_by_a_change(world: World) -> None:
    world.start("together", "U2")
    world.slack.fail["post"] = [SendProblem("retry", "network", maybe_sent=True)]
    world.settle()
    assert len(world.slack.in_channel(CHANNEL)) == 2, "a header is sent again: twice is better than never"


@pytest.mark.parametrize("error", [DatabaseBusy, DatabaseGone])
def test_what_cannot_be_kept_at_once_is_not_posted_again(
    small_world: World, monkeypatch: pytest.MonkeyPatch, error: type[StorageError]
) -> None:
    """Posted, and then somebody holds the database for a while, or it has ended what stood still."""
    world, keep, troubled = small_world, messages.keep_message, iter([True] * 3)

    def kept(*given: Any) -> None:
        if next(troubled, False):
            raise error
        keep(*given)

    monkeypatch.setattr(messages, "keep_message", kept)
    world.start("together", "U2")
    world.settle()
    assert len([one for one in world.slack.texts(CHANNEL) if "now an improvement project" in one]) == 1


def test_what_was_kept_although_nobody_heard_so_is_not_taken_back(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database kept it, and its answer was lost: found again, it is this very message, not another's."""
    world, keep, lost = small_world, Sender._keep, iter([True])

    def kept(self: Sender, *given: Any) -> Posted | None:
        found = keep(self, *given)
        if next(lost, False):
            raise DatabaseGone
        return found

    monkeypatch.setattr(Sender, "_keep", kept)
    world.start("together", "U2")
    world.settle()
    assert len([one for one in world.slack.texts(CHANNEL) if "now an improvement project" in one]) == 1


def test_what_another_process_has_posted_meanwhile_is_not_there_twice(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This one stood still between Slack's taking the post and keeping where it stands, and was taken over."""
    world, post = small_world, small_world.slack.post
    theirs: list[Posted] = []

    def stands_still(workspace: str, channel: str, message: Message, **more: Any) -> str:
        monkeypatch.undo()
        ours = post(workspace, channel, message, **more)
        ts = post(workspace, channel, message, **more)
        theirs.append(Posted(WS, world.project, message.slot, channel, ts, world.clock.now()))
        with world.core.transactions.write() as session:
            messages.keep_message(session, theirs[0])
        return ours

    monkeypatch.setattr(world.slack, "post", stands_still)
    world.start("together", "U2")
    world.settle()
    assert len([one for one in world.slack.texts(CHANNEL) if "now an improvement project" in one]) == 1
    with world.core.transactions.read() as session:
        kept = messages.message_in(session, WS, world.project, theirs[0].slot)
    assert kept is not None
    assert kept.ts == theirs[0].ts == world.slack.in_channel(CHANNEL)[0].ts


def test_the_card_changes_in_place_and_at_most_once_in_three_seconds(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    world.wait(minutes=2)
    before = world.slack.calls.count(f"update {CHANNEL}")
    for question in ("explore.trigger", "explore.problem", "explore.people", "explore.needs"):
        world.press("U1", "skip", question)
        world.core.queue.pump()
    assert world.slack.calls.count(f"update {CHANNEL}") == before + 1
    world.settle()
    assert world.slack.calls.count(f"update {CHANNEL}") == before + 2, "the latest wins"
    card = world.slack.in_channel(CHANNEL)[1]
    assert "Who hands this to you" in card.message.text


def test_the_same_content_makes_no_call(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    world.wait(minutes=1)
    before = len([call for call in world.slack.calls if call.startswith("update")])
    put(world, Delivery("card"))
    world.settle()
    assert len([call for call in world.slack.calls if call.startswith("update")]) == before


def test_a_deleted_card_is_posted_anew(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    world.wait(minutes=1)
    gone = world.slack.in_channel(CHANNEL)[1]
    world.slack.sent.remove(gone)
    world.press("U1", "skip", "explore.trigger")
    world.settle()
    assert "What goes wrong today" in world.slack.texts(CHANNEL)[-1]


def test_where_the_coach_is_not_in_the_channel_the_lead_is_told_once_and_it_waits(world: World) -> None:
    world.slack.not_in.add(CHANNEL)
    world.start("together", "U2")
    world.settle()
    world.wait(minutes=30)
    told = [one for one in world.slack.texts("DU1") if "/invite" in one]
    assert len(told) == 1
    assert "Post here" in told[0]
    world.slack.not_in.clear()
    assert words(world.press("U1", "post_here"))
    world.settle()
    assert "now an improvement project" in world.slack.texts(CHANNEL)[0]
    assert len(world.slack.in_channel(CHANNEL)) == 2


def test_an_archived_channel_tells_the_lead_and_dms_go_on(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.settle()
    world.slack.archived.add(CHANNEL)
    world.press("U2", "fine", place=DM2)
    world.settle()
    assert len([one for one in world.slack.calls if one == "post DU1"]) == 3, "questions, panel, and what is wrong"
    assert "Who uses this" in world.dm("U2")


def test_a_closed_account_leaves_the_team_and_its_answers_stay(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.answer("U2", "explore.needs", need="To know the time")
    world.settle()
    world.slack.close_account("U2")
    world.wait(days=1, hours=2)
    assert world.scene().state.team["U2"].status == "left"
    assert world.texts("explore.needs") == ("To know the time",)


def test_slack_asks_to_wait_and_is_obeyed(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.slack.fail["post"] = [SendProblem("retry", "ratelimited", after=30.0)]
    world.core.queue.pump()
    assert not world.slack.in_channel(CHANNEL)
    world.wait(seconds=29)
    assert not world.slack.in_channel(CHANNEL)
    world.wait(seconds=5)
    assert world.slack.in_channel(CHANNEL)


def test_slack_is_down_for_an_hour_and_nothing_is_lost(small_world: World) -> None:
    world = small_world
    world.slack.fail["post"] = [SendProblem("retry", "fatal_error") for _ in range(30)]
    world.start("together", "U2")
    world.settle()
    world.wait(hours=3)
    assert len(world.slack.in_channel(CHANNEL)) == 2
    assert world.core.queue.figures().given_up == 0


def test_a_direct_message_that_is_gone_is_opened_anew_and_nobody_leaves_for_it(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    world.slack.fail["update"] = [SendProblem("no_place", "channel_not_found") for _ in range(2)]
    world.slack.fail["post"] = [SendProblem("no_place", "channel_not_found") for _ in range(2)]
    world.press("U2", "dont_know", "explore.people", place=DM2)
    world.wait(minutes=10)
    assert world.scene().state.team["U2"].status == "here"
    assert "Think of the last person this happened to." in world.dm("U2")
    assert world.core.queue.figures().given_up == 0


def test_what_is_refused_is_given_up_and_stands_in_the_audit(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.slack.fail["post"] = [SendProblem("refused", "invalid_blocks")]
    world.settle()
    assert world.core.queue.figures().given_up == 1
    with world.core.transactions.read() as session:
        entries = audit.entries_of(session, WS, world.project)
    assert ("given_up", "welcome:invalid_blocks") in [(one.what, one.about) for one in entries]
    assert audit.unbroken(entries)


def test_a_nudge_in_doubt_is_not_sent_twice(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    world.slack.fail["post"] = [SendProblem("retry", "network", maybe_sent=True)]
    put(world, Delivery("nudge", person="U2", question="explore.needs", once="x"))
    world.settle()
    world.wait(hours=1)
    assert not [one for one in world.slack.texts("DU2") if "still open for you" in one]


@pytest.mark.parametrize(("leaving", "sent"), [(False, 1), (True, 0)])
def test_a_nudge_whose_process_died_is_sent_unless_it_was_just_leaving(
    small_world: World, leaving: bool, sent: int
) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    put(world, Delivery("nudge", person="U2", question="explore.needs", once="x"))
    with world.core.transactions.write() as session:
        now = world.clock.now()
        held = {one.kind: one for one in work_claims.claim(session, now, "the dead", 50, timedelta(seconds=60))}
        if leaving:
            assert work_claims.note_leaving(session, held["nudge"], True)
    world.wait(hours=1)
    assert len([one for one in world.slack.texts("DU2") if "still open for you" in one]) == sent


def test_a_nudge_that_slack_refused_for_now_is_sent_though_its_first_process_died(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    put(world, Delivery("nudge", person="U2", question="explore.needs", once="x"))
    with world.core.transactions.write() as session:
        work_claims.claim(session, world.clock.now(), "the dead", 50, timedelta(seconds=60))
    world.slack.fail["post"] = [SendProblem("retry", "ratelimited", after=30)]
    world.wait(hours=1)
    assert len([one for one in world.slack.texts("DU2") if "still open for you" in one]) == 1


def test_three_nudges_a_week_over_all_projects_and_no_more(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    with world.core.transactions.write() as session:
        for n in range(3):
            people.note_contact(session, WS, "U2", world.clock.now() + timedelta(seconds=n), "nudge")
    put(world, Delivery("nudge", person="U2", question="explore.needs", once="4"))
    world.settle()
    assert not [one for one in world.slack.texts("DU2") if "still open for you" in one]
    with world.core.transactions.write() as session:
        people.ensure_person(session, WS, "U3")
    world.press("U3", "fine", place=Place("DU3", dm=True))
    world.settle()
    put(world, Delivery("nudge", person="U3", question="explore.needs", once="5"))
    world.settle()
    assert len([one for one in world.slack.texts("DU3") if "still open for you" in one]) == 1


def test_stop_reminding_is_obeyed(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    assert words(world.press("U2", "stop_reminding", place=DM2))
    world.wait(days=1, hours=12)
    assert not [one for one in world.slack.texts("DU2") if "still open for you" in one]


def test_asking_to_be_reminded_brings_one_reminder(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    world.press("U2", "remind_me", "explore.needs", "later", place=DM2)
    world.press("U2", "remind_me", "explore.needs", "later", place=DM2)
    world.wait(hours=4)
    assert len([one for one in world.slack.texts("DU2") if "still open for you" in one]) == 1


def test_a_project_started_alone_finds_its_channel_later(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=Place("DU1", dm=True))
    world.settle()
    assert "/coach post here" in words(world.press("U1", "way", arg="together", place=Place("DU1", dm=True)))
    world.settle()
    world.command("U1", "post here", Place("C2"))
    world.settle()
    assert "Letters is now an improvement project" in world.slack.texts("C2")[0]
    assert "What made you look at this" in world.slack.texts("C2")[1]
    assert world.scene().channel == "C2"


def test_a_reminder_comes_only_while_the_question_waits(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.press("U2", "later", "explore.needs", place=DM2)
    world.answer("U2", "explore.needs", need="To know the time")
    world.wait(hours=4)
    assert not [one for one in world.slack.texts("DU2") if "still open for you" in one]


def test_an_old_card_moves_down_when_somebody_is_needed(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    world.wait(days=4)
    world.press("U1", "skip", "explore.trigger")
    world.settle()
    texts = world.slack.texts(CHANNEL)
    assert "The card has moved down to here" in texts[1]
    assert "What goes wrong today" in texts[-1]


def test_a_page_and_a_copy_come_as_files(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.answer("U1", "explore.trigger", text="Complaints")
    world.press("U1", "as_page")
    form = world.open("U1", "export")
    world.fill("U1", form, {"format": "record"})
    world.settle()
    files = [one.message.attach for one in world.slack.in_channel("DU1") if one.message.attach]
    assert [name.rpartition(".")[2] for name, _ in files] == ["html", "json"]
    assert b"Complaints" in files[1][1]


def test_a_summary_is_passed_on_to_somebody_outside(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.answer("U1", "explore.problem", what="People wait")
    form = world.open("U1", "send_to")
    world.fill("U1", form, {"people": ["U5"]})
    world.settle()
    assert "People wait" in world.dm("U5")


def test_a_change_that_must_wait_is_not_drawn_before_its_turn(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack lets few changes a minute through: while there is a line, the next one goes to its end as it is."""
    world = small_world
    first = world.start("together", "U2")
    second = world.start("together", "U2", name="Quieter nights", place=Place("C2"))
    world.settle()
    world.wait(minutes=2)
    drawn: list[str] = []
    card = screens.card
    monkeypatch.setattr(screens, "card", lambda scene: drawn.append(scene.project) or card(scene))
    with world.core.transactions.write() as session:
        while not rate_limits.take(session, WS, (limits.CHANGES,), world.clock.now()):
            pass
    for project in (first, second):
        world.project = project
        world.press("U1", "skip", "explore.trigger")
        world.core.queue.pump()
    assert drawn == [first], "nobody knew of the line before"
    world.wait(minutes=1)
    assert drawn == [first, first, second], "one after another, each as it is then"
    for channel in (CHANNEL, "C2"):
        assert "What goes wrong today" in world.slack.in_channel(channel)[1].message.text
