"""Typed words always get their reply: kept with what they caused, sent once, before what follows, unsent when stale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coach.errors import SendProblem
from coach.inbound import Place, Said
from coach.services.sending import kept_views
from coach.views import Button, Controls, Divider, Heading, Menu, Message, Note, Pick, Press, Text
from storage import conversations, work_claims
from storage.work import WorkRow
from tests.services.people import CHANNEL, WS, World, words

DM1, DM2 = Place("DU1", dm=True), Place("DU2", dm=True)
TOO_SOON = SendProblem("retry", "ratelimited", after=2.0)


@pytest.fixture
def apart(world: World) -> World:
    """Two people at their own pace; Tom has said yes and has his first card."""
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    return world


def count(world: World, said: str, place: str = "DU2") -> int:
    """How often words were said in a DM."""
    return world.slack.texts(place).count(said)


def test_it_is_kept_with_what_it_caused_and_sent_after_the_commit(apart: World) -> None:
    reply = apart.say("U2", "why")
    assert reply.posted
    assert count(apart, words(reply)) == 0, "the act itself sends nothing"
    apart.settle()
    assert count(apart, words(reply)) == 1
    assert apart.core.queue.figures().given_up == 0


def test_nothing_is_kept_of_words_that_broke_off(apart: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(conversations, "save_turn", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            apart.say("U2", "Patients, families and night staff")
    before = len(apart.slack.sent)
    apart.settle()
    assert len(apart.slack.sent) == before
    assert apart.texts("explore.people") == ()


def test_alone_it_comes_before_the_card_that_moves_below(world: World) -> None:
    world.start("alone", name="Letters", place=DM1)
    world.settle()
    reply = world.say("U1", "later")
    world.settle()
    texts = world.slack.texts("DU1")
    assert words(reply)
    assert texts.index(words(reply)) == len(texts) - 2, texts


def test_slack_says_wait_a_hundred_times_and_it_still_comes_once(apart: World) -> None:
    apart.slack.fail["post"] = [TOO_SOON] * 100
    reply = apart.say("U2", "why")
    apart.settle(timedelta(minutes=10))
    assert count(apart, words(reply)) == 1


def test_many_words_at_once_get_every_reply_a_second_apart(apart: World) -> None:
    said = [words(apart.say("U2", text)) for text in ("why", "example", "status", "help", "actions")]
    began = apart.clock.now()
    apart.settle()
    assert [one for one in apart.slack.texts("DU2") if one in said] == said
    assert apart.clock.now() - began >= timedelta(seconds=4)


def test_a_process_that_dies_before_it_says_it_loses_nothing(apart: World) -> None:
    reply = apart.say("U2", "why")
    with apart.core.transactions.write() as session:
        assert work_claims.claim(session, apart.clock.now(), "a process that dies", 9, timedelta(seconds=60))
    assert apart.core.queue.pump() == 0
    apart.wait(minutes=2)
    assert count(apart, words(reply)) == 1


def test_the_same_event_again_is_heard_once_and_answered_once(apart: World) -> None:
    first = apart.do("U2", Said("why", "91.1"), DM2, key="event:Ev1")
    again = apart.do("U2", Said("why", "91.1"), DM2, key="event:Ev1")
    assert again.message is None
    apart.settle()
    assert count(apart, words(first)) == 1


@pytest.mark.parametrize(("text", "times"), [("later", 0), ("why", 1)])
def test_when_slacks_answer_is_lost_only_what_asks_is_said_again(apart: World, text: str, times: int) -> None:
    apart.slack.fail["post"] = [SendProblem("retry", "network", maybe_sent=True)]
    reply = apart.say("U2", text)
    assert reply.message is not None
    assert bool(times) == any(isinstance(part, Controls) for part in reply.message.parts)
    apart.settle()
    assert count(apart, words(reply)) == times
    assert apart.core.queue.idle()


def test_what_is_stale_is_left_unsaid(apart: World) -> None:
    apart.slack.fail["post"] = [SendProblem("retry", "not_allowed", after=300.0)] * 200
    reply = apart.say("U2", "why")
    apart.wait(hours=13)
    apart.slack.fail.clear()
    apart.wait(hours=1)
    assert count(apart, words(reply)) == 0
    assert "stale" in {row.last_error for row in rows(apart)}


def test_a_mention_is_answered_where_it_was_said_or_by_dm(apart: World) -> None:
    there = Place(CHANNEL, thread="5.1", message="5.2")
    reply = apart.do("U2", Said("status", "5.2"), there)
    apart.settle()
    assert (CHANNEL, "U2", reply.message) in apart.slack.whispers
    apart.slack.not_in.add(CHANNEL)
    reply = apart.do("U2", Said("status", "5.3"), there)
    apart.settle()
    assert count(apart, words(reply)) == 1


def test_an_error_in_words_is_a_reply_too(apart: World) -> None:
    with apart.core.transactions.write() as session:
        conversations.move_version(session, WS, apart.project, 99)
    reply = apart.say("U2", "why")
    assert "questions I don't have here" in words(reply)
    apart.core.queue.pump()
    apart.core.queue.pump()
    assert count(apart, words(reply)) == 1


def test_the_words_are_forgotten_when_they_were_said(apart: World) -> None:
    apart.say("U2", "help")
    assert [row.payload["person"] for row in rows(apart)] == ["U2"]
    apart.settle()
    assert [row.payload for row in rows(apart)] == [{}]


def test_a_message_comes_back_from_json_as_it_was() -> None:
    press = Press("answer", "p1", "explore.needs", 4, "a")
    row = Controls(
        (
            Button("Answer", press, "primary", "Answer the question"),
            Menu("More", (("Why", press), ("Skip", Press("skip"))), "more of it"),
            Pick("Which", (("1", "one"), ("2", "two")), press),
        )
    )
    message = Message("all of it", (Heading("h"), Text("t"), Note("n"), Divider(), row))
    assert kept_views.from_json(kept_views.to_json(message)) == message
    with pytest.raises(ValueError, match="file"):
        kept_views.to_json(Message("a page", attach=("page.html", b"x")))


def rows(world: World) -> list[WorkRow]:
    """Every reply's row."""
    with world.core.transactions.read() as session:
        return list(session.scalars(select(WorkRow).where(WorkRow.kind == "reply").order_by(WorkRow.id)))


def test_a_remark_on_typed_words_comes_after_where_they_are_kept(world: World) -> None:
    world.start("together", "U2", name="Letters")
    world.settle()
    world.say("U1", "skip")
    reply = words(world.say("U1", "We need a discharge pharmacist"))
    assert reply.startswith("I have that in *Letters*, under *")
    assert 'You wrote "' in reply
