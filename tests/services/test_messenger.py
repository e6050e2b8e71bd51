"""The fake messenger behaves as the real one does: both hold the same contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from coach.clocks import MovableClock
from coach.ports import Person
from coach.simulator.cast import sample_workspace
from coach.simulator.server import serve
from coach.slack.client import make_client
from coach.slack.manifest import manifest
from coach.slack.messenger import SlackMessenger
from tests.services.fakes import FakeSlack
from tests.services.messenger_contract import MessengerContract, Place


class TestFake(MessengerContract):
    @pytest.fixture
    def place(self) -> Place:
        fake = FakeSlack()
        fake.know(Person("U1", "Asha"), Person("U2", "Tom", active=False))
        return Place(
            fake,
            "T1",
            "C1",
            "U1",
            "U2",
            words=fake.texts,
            leave=lambda: fake.not_in.add("C1"),
            archive=lambda: fake.archived.add("C1"),
            delete=lambda ts: fake.sent.remove(next(one for one in fake.sent if one.ts == ts)),
        )


class TestSlack(MessengerContract):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        workspace = sample_workspace(MovableClock(datetime(2026, 5, 12, 12, 40, tzinfo=UTC), running=False), manifest())
        server = serve(workspace)
        world = workspace.world
        channel = world.place("ward-7")
        workspace.deactivate("Tom")
        yield Place(
            SlackMessenger(make_client(workspace.app.bot_token, server.api_url)),
            world.team_id,
            channel.id,
            world.person("Asha").id,
            world.person("Tom").id,
            words=lambda where: [one.text for one in world.messages[where].values()],
            leave=lambda: workspace.remove_bot("ward-7"),
            archive=lambda: workspace.archive("ward-7"),
            delete=lambda ts: workspace.delete_message(world.messages[channel.id][ts]),
        )
        server.stop()
