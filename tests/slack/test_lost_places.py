"""The real coach beside a served workspace whose messages, places and people go away in mid-conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coach.rehearsal.player import Player
from coach.rehearsal.script import Rehearsal
from coach.rehearsal.stage import Stage
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.simulator.world import Message
from dialogues import library
from storage import answers

CHANNEL = "#rehearsal"
RESTING = "and nobody will be asked anything"


class Ward:
    """Three people who work apart, their project begun; everybody presses and types by Slack's own protocols."""

    def __init__(self, folder: Path) -> None:
        team = [{"name": "Asha", "lead": True}, {"name": "Tom"}, {"name": "Mei"}]
        script = Rehearsal.model_validate({"title": "Lost", "project": "Medicines", "way": "apart", "team": team})
        self.stage = Stage(script, folder)
        self.player = Player(script, self.stage, library.load())
        self.ws, self.people = self.stage.ws, self.player.people
        self.stage.running.core.room.drawn.most = 0  # `reveal` shows answers beside any turn: nothing is remembered
        self.people["Asha"].person.command("/coach new", CHANNEL)
        self.stage.settle()
        self.player.answering.fill({"name": "Medicines", "people": ["Tom", "Mei"], "way": "apart"})
        self.stage.find_project()
        self.stage.settle()
        for name in ("Tom", "Mei"):
            self.people[name].press("fine")

    def need(self, name: str, words: str) -> None:
        """Say one need by the card's form."""
        assert self.people[name].press("answer", "explore.needs")
        self.player.answering.fill({"need": words}, self.people[name])
        self.stage.settle()

    def say(self, name: str, words: str) -> None:
        """Type in the DM."""
        self.people[name].person.dm(words)
        self.stage.settle()

    def reveal(self, question: str) -> None:
        """What was said to a question is shown, by itself: no card is on its way that would be posted anew first."""
        core, where = self.stage.running.core, (self.ws.world.team_id, self.stage.project)
        with core.transactions.write() as session:
            answers.show(session, *where, question)
            outbox.send(session, *where, Delivery("reveal", question=question, pass_n=1), self.stage.clock.now())
        core.coach.room.drawn._kept.clear()  # answers were changed without a turn, as nothing in the product does
        self.stage.settle()

    def let_in(self) -> None:
        """The lead brings the coach into the channel again."""
        self.ws.acts.invite(self.people["Asha"].person.person, self.ws.world.place(CHANNEL), self.ws.bot)

    def wait(self, **span: float) -> None:
        self.stage.wait(timedelta(**span), lambda: None)

    def told(self, name: str, words: str) -> int:
        """How many messages to this person alone say this."""
        return len([one for one in self.stage.told(name) if words in one])

    def posted(self, words: str) -> list[Message]:
        """What stands in the channel and its threads with these words."""
        channel = self.ws.world.place(CHANNEL).id
        return [one for one in self.ws.world.messages[channel].values() if words in one.text and not one.deleted]

    def in_channel(self) -> list[Message]:
        return self.people["Asha"].person.messages(CHANNEL)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    made = Ward(tmp_path)
    yield made
    made.stage.close()


def test_a_reveal_whose_card_was_deleted_is_posted_anew(ward: Ward) -> None:
    ward.need("Tom", "To know the time by mid-morning")
    ward.need("Mei", "To ring pharmacy once")
    card = next(one for one in ward.in_channel() if "What is going on" in one.text)
    ward.ws.delete_message(card)
    ward.reveal("explore.needs")
    (shown,) = ward.posted("To know the time by mid-morning")
    assert shown.thread_ts is None, "there is no thread any more: it stands in the open"


def test_out_of_the_channel_and_let_in_again(ward: Ward) -> None:
    ward.ws.remove_bot(CHANNEL)
    ward.need("Tom", "To know the time by mid-morning")
    ward.say("Asha", "pause")
    ward.wait(hours=5)
    assert ward.told("Asha", "/invite @coach") == 1
    assert ward.told("Asha", "is resting now") == 1, "what needs no channel goes on"
    assert not ward.posted(RESTING)
    ward.let_in()
    assert ward.people["Asha"].press("post_here")
    ward.stage.settle()
    assert len(ward.posted(RESTING)) == 1
    ward.ws.remove_bot(CHANNEL)
    ward.say("Asha", "resume")
    ward.wait(hours=2)
    assert ward.told("Asha", "/invite @coach") == 2, "another time is said again, once"
    ward.let_in()
    ward.wait(hours=1)
    assert ward.posted("Medicines goes on."), "it goes on by itself too"
    assert "To know the time by mid-morning" in ward.stage.facts().texts("explore.needs")


def test_the_channel_is_put_away_and_brought_back(ward: Ward) -> None:
    ward.ws.archive(CHANNEL)
    ward.say("Asha", "pause")
    ward.wait(hours=5)
    assert ward.told("Asha", "has been put away") == 1
    ward.ws.world.place(CHANNEL).archived = False
    ward.wait(hours=1)
    assert len(ward.posted(RESTING)) == 1
    assert len(ward.posted("it can rest")) == 1, "the card is still the same one"


def test_a_closed_account_is_not_written_to_and_the_lead_is_told_once(ward: Ward) -> None:
    ward.need("Mei", "To ring pharmacy once")
    ward.ws.deactivate("Mei")
    ward.wait(days=1, hours=2)
    before = len(ward.stage.told("Mei"))
    ward.wait(days=3)
    assert ward.stage.state().team[ward.ws.person("Mei").id].status == "left"
    assert len(ward.stage.told("Mei")) == before
    assert ward.told("Asha", "Mei can't be reached here any more") == 1
    assert "To ring pharmacy once" in ward.stage.facts().texts("explore.needs")
    ward.ws.deactivate("Asha")
    ward.say("Tom", "pause")
    ward.wait(days=3)
    assert ward.told("Tom", "You lead Medicines from now on") == 1
    assert ward.told("Tom", "Asha can't be reached here any more") == 1
