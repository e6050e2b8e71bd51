"""The demo put together: the local workspace, the real app over Socket Mode against it, and a sample project."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from coach.bootstrap import Running, build
from coach.clocks import MovableClock
from coach.errors import CoachError
from coach.sample_project import bring_back, play
from coach.services.kindness.person import first_times, kind_moment
from coach.services.kindness.wall import at_wall
from coach.settings import data_folder, read_settings
from coach.simulator.cast import sample_workspace
from coach.simulator.others import Others
from coach.simulator.server import Server, serve
from coach.simulator.workspace import Workspace
from coach.simulator.world import Change
from coach.slack.manifest import manifest
from storage import conversations, projects
from storage.database import Database
from storage.migrate import current
from storage.transaction import Transactions

ZONE = "Europe/London"  # where the sample people are
MORNING, AFTERNOON = time(10), time(15)
SETTLE_SECONDS = 3.0
PATIENT_SECONDS = 15.0  # between two stops of a moved clock, on a busy machine
MOST_STOPS = 400  # while the clock is moved on; what is left then happens at the end
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def demo_file() -> Path:
    """Where the demo keeps what you try: a file of its own, never the database of the settings."""
    return data_folder() / "demo.db"


def in_working_hours(moment: datetime) -> datetime:
    """This moment, or the next morning on which a team is at work and has hours before it.

    The coach starts nothing with anybody in the evening, at weekends and on bank holidays; somebody who tries it then
    should see it at work all the same.
    """
    times = first_times(ZONE)
    moment = kind_moment(times, moment)
    if moment.astimezone(ZoneInfo(ZONE)).time() < AFTERNOON:
        return moment
    tomorrow = moment.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=1)
    return kind_moment(times, at_wall(tomorrow, MORNING, ZONE))


def _day_before(now: datetime) -> datetime:
    """Ten o'clock on the working day before: when the sample team began."""
    day = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1)
    while kind_moment(first_times(ZONE), at_wall(day, MORNING, ZONE)) != at_wall(day, MORNING, ZONE):
        day -= timedelta(days=1)
    return at_wall(day, MORNING, ZONE)


class Demo:
    """A running demo; `url` is its page. OSError becomes words when the port is taken."""

    def __init__(self, path: Path, *, port: int | None = None) -> None:
        known = _latest(path)
        now = in_working_hours(max(MovableClock().now(), known or _FIRST))
        self.clock = MovableClock(known if known and known > _day_before(now) else _day_before(now))
        self.workspace: Workspace = sample_workspace(self.clock, manifest())
        self.server = _serve(self.workspace, port)
        self.url = self.server.url
        self.running = self._build(path)
        self.others = Others(self.workspace, self.settle)
        self._now = now

    def _build(self, path: Path) -> Running:
        app = self.workspace.app
        settings = read_settings(
            database_url=f"sqlite:///{path}",
            slack_api_url=self.server.api_url,
            run_by="the demo, on your own machine",
            SLACK_BOT_TOKEN=app.bot_token,
            SLACK_APP_TOKEN=app.app_token,
        )
        try:
            return build(settings, self.clock, edge=False, tidy=False)
        except BaseException:
            self.server.stop()
            raise

    def start(self) -> None:
        """Play the sample if it is not there yet, then open the doors; returns once the page can be used."""
        core = self.running.core
        with core.transactions.read() as session:
            known = projects.projects(session, self.workspace.world.team_id)
        if known:
            bring_back(core, self.workspace.world.team_id)
        else:
            play(core, self.workspace, self.clock)
        self.clock.move_to(self._now)
        self.running.start()
        self.workspace.on_others = self.others.answer
        self.workspace.on_clock_moved = core.queue.wake
        self.workspace.on_passing = self.pass_time

    def settle(self, seconds: float = SETTLE_SECONDS) -> bool:
        """Wait until the app has nothing under way and nothing is due, `seconds` at most; whether it is so."""
        waited = threading.Event()
        for _ in range(int(seconds / 0.02)):
            if self.workspace.idle() and self.running.idle():
                return True
            waited.wait(0.02)
        return False

    def pass_time(self, to: datetime) -> None:
        """Let time pass up to a moment: stop at whatever falls due on the way, so that it happens on its own day."""
        queue = self.running.core.queue
        for _ in range(MOST_STOPS):
            due = queue.next_due() if self.settle(PATIENT_SECONDS) else None
            if due is None or due >= to:
                return
            self.clock.move_to(due)
            self.workspace.world.tell(Change("clock", what=self.workspace.clock_words()))
            queue.wake()

    def stop(self) -> None:
        """Stop the app, then the workspace."""
        self.running.stop()
        self.server.stop()


def _serve(workspace: Workspace, port: int | None) -> Server:
    """Serve on the port that was asked for; without one on the usual port, or a free one when that is taken."""
    try:
        return serve(workspace, port=8765 if port is None else port)
    except OSError as error:
        if port is not None:
            why = "is taken" if error.errno == errno.EADDRINUSE else "cannot be used here"
            raise CoachError(
                "port_taken", f"Port {port} {why}. Leave --port out, and I take one that is free."
            ) from None
    return serve(workspace, port=0)


def _latest(path: Path) -> datetime | None:
    """The latest moment in the demo's file: its clock may have been moved on, and never goes back."""
    if not path.exists():
        return None
    database = Database(f"sqlite:///{path}")
    try:
        if not current(database):
            return None
        with Transactions(database).read() as session:
            talks = [
                conversations.conversation_of(session, project.workspace, project.id)
                for project in projects.projects(session, "T1")
            ]
        return max((talk.touched_at for talk in talks if talk is not None), default=None)
    finally:
        database.close()
