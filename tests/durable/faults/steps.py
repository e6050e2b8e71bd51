"""Where a coach can be killed between receiving an event and Slack's answer: each step is a place in the real code."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ON_POST = "Slack took it, its answer is on the way"  # the Slack of these tests kills whoever posts
RECEIVING = (
    "a request has come",
    "before the key is taken",
    "the key is taken",
    "the turn is decided",
    "before the commit",
    "after the commit, before the ack",
    "what follows the ack begins",
)
SENDING = (
    "before work is claimed",
    "work is claimed",
    "its DM is open",
    "a turn in Slack's limits is taken",
    "before the call",
    ON_POST,
    "after Slack's answer",
    "before a change",
    "after Slack's answer to a change",
    "where it stands is kept, before the commit",
    "done, not settled",
    "settled, before the commit",
    "settled",
)
STEPS = RECEIVING + SENDING
EVERY = "every one"  # does not die, and notes what it passes
Burn = Callable[[], None]


class Fuse:
    """Kills this process when it has burnt down, or stops it."""

    def __init__(self, left: int, how: signal.Signals) -> None:
        self._left = left
        self._how = how

    def burn(self) -> None:
        """One pass of the step."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), self._how)


def arm(step: str, nth: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Let this process die, or stand still, at a step's nth pass."""
    _place(step, Fuse(nth, how).burn)


def watch(passed: Path) -> None:
    """Let this process note in a file which steps it passes, a line for each pass."""

    def note(step: str) -> None:
        with passed.open("a") as file:
            file.write(f"{step}\n")

    for step in STEPS:
        _place(step, partial(note, step))


def _place(step: str, burn: Burn) -> None:
    if step in (RECEIVING[4], RECEIVING[5]):
        _wrap_commit(burn, after=step == RECEIVING[5])
    elif step == RECEIVING[6]:
        _wrap_tasks(burn)
    else:
        for owner, name, after in _places().get(step, ()):
            _wrap(owner, name, after, burn)


def _places() -> dict[str, tuple[tuple[Any, str, bool], ...]]:
    """The function of each step, and whether it is before or after it; two where the databases go different ways."""
    from coach.durable.hands import Hands
    from coach.services.sending.deliveries import Deliveries
    from coach.services.sending.limits import Limits
    from coach.slack.desk import Desk
    from coach.slack.messenger import SlackMessenger
    from dialogues import engine
    from storage import inbox, messages, work_claims, work_one

    return {
        RECEIVING[0]: ((Desk, "take", False),),
        RECEIVING[1]: ((inbox, "take", False),),
        RECEIVING[2]: ((inbox, "take", True),),
        RECEIVING[3]: ((engine, "take", True),),
        SENDING[0]: ((work_claims, "claim", False), (work_one, "claim_one", False)),
        SENDING[1]: ((Deliveries, "do", False),),
        SENDING[2]: ((SlackMessenger, "dm", True),),
        SENDING[3]: ((Limits, "take", True),),
        SENDING[4]: ((SlackMessenger, "post", False),),
        SENDING[6]: ((SlackMessenger, "post", True),),
        SENDING[7]: ((SlackMessenger, "update", False),),
        SENDING[8]: ((SlackMessenger, "update", True),),
        SENDING[9]: ((messages, "keep_message", True),),
        SENDING[10]: ((Deliveries, "do", True),),
        SENDING[11]: ((work_one, "done_one", True),),
        SENDING[12]: ((Hands, "do", True),),
    }


def _wrap(owner: Any, name: str, after: bool, burn: Burn) -> None:
    real = getattr(owner, name)

    def wrapped(*given: Any, **named: Any) -> Any:
        if not after:
            burn()
        found = real(*given, **named)
        if after:
            burn()
        return found

    setattr(owner, name, wrapped)


def _wrap_tasks(burn: Burn) -> None:
    """What is done beside and after the ack, on a pool of its own."""
    from coach.slack.pool import Pool

    run = Pool.run

    def running(self: Pool, task: Burn) -> None:
        def burning() -> None:
            burn()
            task()

        run(self, burning)

    Pool.run = running  # type: ignore[method-assign]


def _wrap_commit(burn: Burn, *, after: bool) -> None:
    """The commit of an inbound's own transaction, and of no other."""
    from sqlalchemy.orm import Session

    from storage import inbox

    take, commit = inbox.take, Session.commit

    def taking(of: Session, *given: Any) -> bool:
        of.info["came"] = True
        return take(of, *given)

    def committing(self: Session) -> None:
        ours = self.info.get("came")
        if ours and not after:
            burn()
        commit(self)
        if ours and after:
            burn()

    inbox.take, Session.commit = taking, committing  # type: ignore[method-assign]
