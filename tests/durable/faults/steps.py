"""Where a coach can be killed between receiving an event and Slack's answer: each step is a place in the real code."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

STEPS = (
    "before the key is taken",
    "the key is taken",
    "the turn is decided",
    "before the commit",
    "after the commit, before the ack",
    "work is claimed",
    "before the call",
    "Slack took it, its answer is on the way",  # the Slack of these tests kills whoever posts
    "after Slack's answer",
    "where it stands is kept",
    "done, not settled",
    "settled",
)
ON_POST = STEPS[7]


class Fuse:
    """Kills this process when it has burnt down."""

    def __init__(self, left: int) -> None:
        self._left = left

    def burn(self) -> None:
        """One pass of the step."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(step: str, nth: int) -> None:
    """Let this process die at a step's nth pass."""
    from sqlalchemy.orm import Session

    from coach.durable.hands import Hands
    from coach.services.deliveries import Deliveries
    from coach.slack.messenger import SlackMessenger
    from dialogues import engine
    from storage import inbox, messages

    burn = Fuse(nth).burn
    places: dict[str, tuple[Any, str, bool]] = {
        STEPS[0]: (inbox, "take", False),
        STEPS[1]: (inbox, "take", True),
        STEPS[2]: (engine, "take", True),
        STEPS[5]: (Deliveries, "do", False),
        STEPS[6]: (SlackMessenger, "post", False),
        STEPS[8]: (SlackMessenger, "post", True),
        STEPS[9]: (messages, "keep_message", True),
        STEPS[10]: (Deliveries, "do", True),
        STEPS[11]: (Hands, "do", True),
    }
    if step in places:
        _wrap(*places[step], burn)
    elif step in (STEPS[3], STEPS[4]):
        _wrap_commit(inbox, Session, burn, after=step == STEPS[4])


def _wrap(owner: Any, name: str, after: bool, burn: Callable[[], None]) -> None:
    real = getattr(owner, name)

    def wrapped(*given: Any, **named: Any) -> Any:
        if not after:
            burn()
        found = real(*given, **named)
        if after:
            burn()
        return found

    setattr(owner, name, wrapped)


def _wrap_commit(inbox: Any, session: Any, burn: Callable[[], None], *, after: bool) -> None:
    """The commit of an inbound's own transaction, and of no other."""
    take, commit = inbox.take, session.commit

    def taking(of: Any, *given: Any) -> Any:
        of.info["came"] = True
        return take(of, *given)

    def committing(self: Any) -> None:
        ours = self.info.get("came")
        if ours and not after:
            burn()
        commit(self)
        if ours and after:
            burn()

    inbox.take, session.commit = taking, committing
