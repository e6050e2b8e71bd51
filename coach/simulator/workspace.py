"""The local workspace: a small Slack in memory that an app meets through Slack's own protocols alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from coach.clocks import MovableClock
from coach.ports import Clock
from coach.simulator.acts import Acts
from coach.simulator.block_rules import check_blocks, check_view
from coach.simulator.clicks import Clicks
from coach.simulator.delivery import ACK_SECONDS, Delivery
from coach.simulator.manifest import AppManifest, InstalledApp
from coach.simulator.passes import TRIGGER_SECONDS, OneTime, ResponseUrls, Triggers
from coach.simulator.payloads import Payloads
from coach.simulator.person_handle import PersonHandle
from coach.simulator.rate_limits import RateLimits
from coach.simulator.view_stack import ViewStacks
from coach.simulator.web_api import Fault, WebApi
from coach.simulator.wording import day_words, time_words
from coach.simulator.world import Change, Message, Person, Place, World

Json = dict[str, Any]


class Workspace:
    """One workspace with one installed app.

    `manifest` is Slack's app manifest: only what it names is delivered or allowed. Everything timed goes by
    `clock`, but the 3 s of an ack and of a trigger id are real seconds (`ack_seconds`, `trigger_seconds`).
    """

    def __init__(
        self,
        clock: Clock,
        manifest: Json,
        *,
        name: str = "Riverside Health",
        ack_seconds: float = ACK_SECONDS,
        trigger_seconds: float = TRIGGER_SECONDS,
    ) -> None:
        self.clock = clock
        self.world = World(clock, name)
        read = AppManifest.read(manifest)
        self.bot = self.add_person(read.name, is_bot=True)
        self.app = InstalledApp(read, self.bot.id)
        self.calls: list[Json] = []
        self.on_others: Callable[[str, str | None], str] | None = None
        self.on_clock_moved: Callable[[], None] | None = None
        self.on_passing: Callable[[datetime], None] | None = None
        self.triggers = Triggers(self.world, trigger_seconds)
        self.response_urls = ResponseUrls(self.world)
        self.tickets = OneTime()
        self.grants = OneTime()
        self.rotates_tokens = False
        self.views = ViewStacks(self.world)
        self.payloads = Payloads(self.world, self.app, self.views)
        self.delivery = Delivery(clock, ack_seconds)
        self.limits = RateLimits(clock)
        self.acts = Acts(self)
        self.clicks = Clicks(self)
        self.api = WebApi(self)

    # -- people and places: what a workspace's administrator does ---------------------------------

    def add_person(self, name: str, title: str = "", **more: Any) -> Person:
        """Add somebody; `external=True` makes them a Slack Connect guest."""
        team_id = "T2" if more.get("external") else self.world.team_id
        person = Person(self.world.new_id("U"), name, title, team_id=team_id, **more)
        self.world.people[person.id] = person
        return person

    def add_channel(self, name: str, members: list[str], *, topic: str = "", **more: Any) -> Place:
        """Add a channel with people named; name the bot to have it there from the start."""
        ids = {self.world.person(one).id for one in members}
        return self.world.add_place("channel", name.removeprefix("#"), ids, topic=topic, **more)

    def deactivate(self, who: str) -> None:
        """Close somebody's account: they can do nothing, and no DM can be opened with them."""
        self.world.person(who).deactivated = True

    def archive(self, which: str) -> None:
        """Archive a channel: posting there gives `is_archived`."""
        self.world.place(which).archived = True
        self.world.tell(Change("places"))

    def rename(self, which: str, name: str) -> None:
        """Rename a channel; its id stays."""
        self.world.place(which).name = name.removeprefix("#")
        self.world.tell(Change("places"))

    def remove_bot(self, which: str) -> None:
        """Take the bot out of a channel: `channel_left` if subscribed, then `not_in_channel`."""
        place = self.world.place(which)
        self.acts.leave(self.bot, place)
        event = {"type": "channel_left", "channel": place.id, "actor_id": "", "event_ts": self.world.new_ts()}
        self.acts.emit("channel_left", event, place)

    def uninstall(self) -> None:
        """Remove the app: its token stops working, then `tokens_revoked` and `app_uninstalled`."""
        ts = self.world.new_ts()
        tokens = {"oauth": [], "bot": [self.bot.id]}
        self.api.tokens.revoke_all()
        self.acts.emit("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": ts}, None)
        self.acts.emit("app_uninstalled", {"type": "app_uninstalled", "event_ts": ts}, None)
        self.app.installed = False

    def delete_message(self, message: Message) -> None:
        """An administrator deletes any message."""
        self.world.remove_message(message)

    def fail_next(self, method: str, kind: Fault, times: int = 1) -> None:
        """Let the next calls of a method fail.

        `429` (with Retry-After 1), `500`, `timeout` (not done, connection cut) or `lost_answer` (done, cut).
        """
        self.api.faults.add(method, kind, times)

    # -- people's side ----------------------------------------------------------------------------

    def person(self, who: str) -> PersonHandle:
        """Return somebody to act as, by name or id."""
        return PersonHandle(self, self.world.person(who))

    def interact(self, person: Person, kind: str, payload: Json, takes_answer: bool = False) -> Json:
        """Deliver a person's act, showing that it is under way; keep the ack's own answer in `calls`."""
        self.world.tell(Change("busy", user=person.id, what=True))
        try:
            answer = self.delivery.interact(kind, payload, takes_answer)
        finally:
            self.world.tell(Change("busy", user=person.id, what=False))
        if not takes_answer:
            return {}
        if answer:
            self.record("ack", answer)
        return answer

    def answer_command(self, person: Person, place: Place, answer: Json) -> Message | None:
        """Show what a command's ack said, to its user alone unless it says `in_channel`."""
        if not answer.get("text") and not answer.get("blocks"):
            return None
        private = answer.get("response_type") != "in_channel"
        return self.app_message(place, answer, seen_by=person.id if private else None)

    def app_message(self, place: Place, body: Json, **more: Any) -> Message:
        """Put a message of the app into a place, its blocks checked and given ids."""
        blocks = check_blocks(body.get("blocks"), self.world.new_id("B"))
        return self.world.add_message(place, self.bot.id, body.get("text") or "", blocks=blocks, **more)

    def check_view(self, view: Any, kind: str) -> None:
        """Refuse a view that breaks Block Kit's rules (`kind`: modal or home) with a SlackError."""
        check_view(view, kind)

    def record(self, method: str, args: Json) -> None:
        """Keep a call for `coach rehearse --calls`."""
        with self.world.lock:
            self.calls.append({"method": method, "args": args})

    # -- time -------------------------------------------------------------------------------------

    def idle(self) -> bool:
        """Say that nothing is unacked and no retry is due."""
        return self.delivery.idle()

    def settle(self, seconds: float = 15.0) -> bool:
        """Wait in real seconds until idle; False when that took longer."""
        return self.delivery.settle(seconds)

    def next_due(self) -> datetime | None:
        """Return the moment of the next retry, None when there is none."""
        return self.delivery.next_due()

    def move_clock(self, *, by: timedelta | None = None, to: datetime | None = None) -> datetime:
        """Move the workspace's clock on, wake what waits for it, and tell every page.

        What `on_passing` is set to is asked first to let happen what falls due on the way, each at its own moment.
        ValueError in words when the clock is the machine's own.
        """
        if not isinstance(self.clock, MovableClock):
            raise ValueError("This workspace runs on the machine's own clock, which cannot be moved.")
        by = by or timedelta(0)
        if self.on_passing is not None and (to is not None or by > timedelta(0)):
            to, by = to or self.clock.now() + by, timedelta(0)
            self.on_passing(to)
        now = self.clock.move_to(to) if to is not None else self.clock.move_on(by)
        self.delivery.tick()
        if self.on_clock_moved is not None:
            self.on_clock_moved()
        self.world.tell(Change("clock", what=self.clock_words()))
        return now

    def clock_words(self) -> Json:
        """Return the clock as the page shows it."""
        now, zone = self.clock.now(), self.world.zone
        words = f"{day_words(now, zone)}, {time_words(now, zone)}"
        return {"now": f"{now:%Y-%m-%dT%H:%M:%SZ}", "zone": zone, "words": words}

    def stop(self) -> None:
        """End deliveries; the workspace stays readable."""
        self.delivery.stop()
