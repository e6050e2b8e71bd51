"""The Directory port over users.info, asked at most once a day for each person."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from coach.errors import SendProblem
from coach.ports import Clock, Person
from coach.slack.client import make_client
from coach.slack.problems import sending

DAY = timedelta(days=1)
# A person may be looked up before an ack, which has 3 seconds; later the name is simply not known yet.
SECONDS = 2
_KEPT = 50_000
_log = logging.getLogger(__name__)


class SlackDirectory:
    """Who people are. While Slack cannot be reached, what was known last counts."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = make_client(client.token or "", client.base_url, SECONDS)
        self._clock = clock
        self._known: OrderedDict[str, tuple[datetime, Person]] = OrderedDict()
        self._lock = threading.Lock()

    def person(self, workspace: str, person: str) -> Person:
        """Return one person; somebody Slack does not know comes back with the id as name and not active."""
        now = self._clock.now()
        with self._lock:
            kept = self._known.get(person)
        if kept is not None and now - kept[0] < DAY:
            return kept[1]
        try:
            with sending(to_person=True):
                found = _person(self._client.users_info(user=person).get("user") or {}, person, workspace)
        except SendProblem as problem:
            if problem.kind != "no_person":
                _log.warning("slack_person_unknown %s", problem.code)
                return kept[1] if kept is not None else Person(person, person, workspace=workspace)
            found = Person(person, person, active=False, workspace=workspace)
        with self._lock:
            self._known[person] = (now, found)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found


def _person(user: dict[str, Any], person: str, workspace: str) -> Person:
    profile = user.get("profile") or {}
    named = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Person(
        id=person,
        name=next((str(name).strip() for name in named if name and str(name).strip()), person),
        title=str(profile.get("title") or "").strip(),
        zone=str(user.get("tz") or "Europe/London"),
        active=not user.get("deleted"),
        bot=bool(user.get("is_bot")) or person == "USLACKBOT",
        workspace=str(user.get("team_id") or workspace),
        admin=bool(user.get("is_admin") or user.get("is_owner")),
    )
