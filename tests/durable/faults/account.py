"""The reckoning: events taken, answers stored, messages that arrived; none lost, none doubled beyond what may be.

A message may be posted twice where nobody could know that it was there: Slack had taken it, and then its sender was
killed, or Slack's answer was lost, or the database could not keep where it stands. Each double must have one of these
reasons, and of a process that was killed only as many as it had in hand. A reminder is never sent twice.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session

from coach.clocks import SystemClock
from coach.slack.said import TROUBLE
from storage import work_figures
from storage.transaction import Transactions
from storage.work import WorkRow
from tests.durable.faults.slack import TALK, Arrival, FaultySlack

NUDGE = "still open for you"  # what a reminder says
SOON = timedelta(seconds=5)  # what waits for longer than that waits for its own time
_TAKEN_OVER = "SELECT count(*) FROM work WHERE doubtful AND id > :before"
_UNSURE = """
SELECT count(*) FROM work WHERE kind = 'nudge' AND id > :before
    AND (doubtful OR state IN ('given_up', 'queued', 'leased'))
"""  # it may have been sent, so it is not sent again; or it waits still
_NUMBER = re.compile(r"one is free \((\d+)\)")


@dataclass
class Account:
    """What came of it all.

    `orphans`: messages that stand in Slack and are not known here, so were posted twice; `unexplained`: those of them
    whose sender was not killed and had Slack's answer; `unsure`: reminders in doubt, which are not sent again.
    """

    sent: int
    acked: int
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    open_work: int = 0
    given_up: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    orphans: list[Arrival] = field(default_factory=list)
    unexplained: list[Arrival] = field(default_factory=list)
    nudged_twice: list[str] = field(default_factory=list)
    nudges: int = 0
    unsure: int = 0
    asked: int = 0
    posts: int = 0
    changes: int = 0
    taken_over: int = 0

    def wrong(self, unkept: int = 0) -> list[str]:
        """What must not be, in words. `unkept`: how many posts the database could not keep the place of."""
        found = [f"{len(self.lost)} acked answers lost: {self.lost[:5]}"] if self.lost else []
        found += [f"{len(self.doubled)} answers stored twice: {self.doubled[:5]}"] if self.doubled else []
        found += [f"{self.open_work} things were not done"] if self.open_work else []
        bad = self.given_up.total() - self.given_up["maybe_sent"]
        found += [f"given up: {dict(self.given_up)}"] if bad else []
        found += [f"{len(self.missing)} messages never arrived: {self.missing[:5]}"] if self.missing else []
        found += [f"reminders sent twice: {self.nudged_twice[:5]}"] if self.nudged_twice else []
        gone = self.asked - self.nudges - self.unsure
        found += [f"{gone} reminders never came, although nothing speaks against them"] if gone > 0 else []
        if len(self.unexplained) > unkept:
            which = [f"{one.by} to {one.channel}: {one.text[:40]}" for one in self.unexplained]
            found += [f"{len(which)} posted twice for no reason, {unkept} allowed: {which[:5]}"]
        return found

    def line(self) -> str:
        """The figures in one line."""
        return (
            f"events {self.sent} sent, {self.acked} acked; answers lost {len(self.lost)}, doubled {len(self.doubled)}; "
            f"messages {self.posts} posted, {self.changes} changed, missing {len(self.missing)}, "
            f"posted twice {len(self.orphans)}; "
            f"reminders {self.nudges} of {self.asked}, twice {len(self.nudged_twice)}; "
            f"taken over {self.taken_over}, given up {dict(self.given_up)}, not done {self.open_work}"
        )


def open_work(session: Session, now: datetime) -> int:
    """How much somebody is at, or is to be done now or very soon; the daily tidying aside."""
    soon = or_(WorkRow.state == "leased", and_(WorkRow.state == "queued", WorkRow.wake_at < now + SOON))
    query = select(func.count()).select_from(WorkRow).where(soon, WorkRow.kind != "chore")
    return int(session.execute(query).scalar_one())


def account(
    transactions: Transactions,
    slack: FaultySlack,
    sent: Collection[int],
    acked: Collection[int],
    *,
    before: int = 0,
    nudged: Mapping[str, int] | None = None,
    talking: Collection[str] = (),
    killed: Collection[str] = (),
    hands: int = 1,
) -> Account:
    """Compare what people did with what is stored and what arrived.

    `before`: the last work row that was there already. `nudged`: how many reminders may come to a DM at most.
    `talking`: DMs in which replies to typed words come, which have no place of their own in the record.
    `killed`: processes that were, each with so many `hands`.
    """
    made = Account(len(sent), len(acked))
    with transactions.read() as session:
        link = session.connection()
        values = link.execute(text("SELECT value FROM answers WHERE taken_back_at IS NULL")).scalars()
        stored = Counter(int(n) for value in values for n in _NUMBER.findall(json.dumps(value)))
        waiting = link.execute(text("SELECT settings FROM people")).scalars()  # typed words that wait for a "where to?"
        held = {int(n) for value in waiting for n in _NUMBER.findall(json.dumps(value))}
        made.lost = sorted(n for n in acked if stored[n] == 0 and n not in held)
        made.doubled = sorted(n for n, times in stored.items() if times > 1)
        made.open_work = open_work(session, SystemClock().now())
        made.given_up = Counter(one.error for one in work_figures.given_up(session, limit=1000) if one.id > before)
        made.unsure = int(link.execute(text(_UNSURE), {"before": before}).scalar_one())
        made.taken_over = int(link.execute(text(_TAKEN_OVER), {"before": before}).scalar_one())
        known = {(row.channel, row.ts): row.slot for row in link.execute(text("SELECT * FROM messages"))}
    _messages(made, slack, known, nudged or {}, talking)
    made.unexplained = unexplained(made.orphans, killed, hands)
    return made


def unexplained(orphans: Iterable[Arrival], killed: Collection[str], hands: int) -> list[Arrival]:
    """Those that had Slack's answer and whose sender was not killed, or had not so many in hand."""
    answered = [one for one in orphans if one.answered]
    of_each: Counter[str] = Counter()
    found = []
    for one in answered:
        of_each[one.by] += 1
        if one.by not in killed or of_each[one.by] > hands:
            found.append(one)
    return found


def _messages(
    made: Account,
    slack: FaultySlack,
    known: Mapping[tuple[str, str], str],
    nudged: Mapping[str, int],
    talking: Collection[str],
) -> None:
    """A message of ours has a slot that says where it stands; one that nobody knows of was posted in vain.

    That a form could not be opened is said to whoever pressed, and has no slot.
    """
    posted = [one for one in slack.arrived if one.method == TALK[0] and (one.channel, one.ts) not in slack.removed]
    made.posts, made.changes = len(posted), len(slack.arrived) - len(posted)
    there = {(one.channel, one.ts) for one in posted}
    made.missing = sorted(
        slot for place, slot in known.items() if place[1].startswith("1790000000.") and place not in there
    )
    nudges = Counter(one.channel for one in posted if NUDGE in one.text)
    made.nudges, made.asked = nudges.total(), sum(nudged.values())
    made.nudged_twice = sorted(channel for channel, times in nudges.items() if times > nudged.get(channel, 0))
    vain = [one for one in posted if (one.channel, one.ts) not in known and not one.text.startswith(TROUBLE)]
    vain = [one for one in vain if NUDGE not in one.text]
    made.orphans = [one for one in vain if one.channel not in talking]
