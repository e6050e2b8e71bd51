"""Publishing Home: when it is opened, and after that person's own act."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict

from coach.errors import SendProblem
from coach.ports import Messenger
from coach.slack.came import Came
from coach.slack.doors import Coach
from coach.slack.pool import Pool

_KEPT = 10_000
_log = logging.getLogger(__name__)
Who = tuple[str, str]


class Homes:
    """Remembers who has opened their Home since the start, and publishes for them alone; several acts make one call."""

    def __init__(self, coach: Coach, messenger: Messenger, pool: Pool) -> None:
        self._coach = coach
        self._messenger = messenger
        self._pool = pool
        self._opened: OrderedDict[Who, None] = OrderedDict()
        self._waiting: set[Who] = set()
        self._lock = threading.Lock()

    def opened(self, came: Came) -> None:
        """Publish for a person who has opened Home."""
        who = (came.inbound.workspace, came.inbound.person)
        with self._lock:
            self._opened[who] = None
            self._opened.move_to_end(who)
            while len(self._opened) > _KEPT:
                self._opened.popitem(last=False)
        self._publish_soon(who)

    def acted(self, came: Came) -> None:
        """Publish anew for a person who acted, if they have opened Home or acted in it."""
        who = (came.inbound.workspace, came.inbound.person)
        if came.inbound.place.home:
            self.opened(came)
        elif who in self._opened:
            self._publish_soon(who)

    def _publish_soon(self, who: Who) -> None:
        with self._lock:
            if who in self._waiting:
                return
            self._waiting.add(who)
        self._pool.run(lambda: self._publish(who))

    def _publish(self, who: Who) -> None:
        with self._lock:
            self._waiting.discard(who)
        try:
            self._messenger.home(*who, self._coach.home(*who))
        except SendProblem as problem:
            _log.warning("slack_home_not_published %s", problem.code)
