"""Slack's limits, kept in the database so that they hold across processes and hosts.

Who has to wait is given a moment of their own: those who wait for one place come back one after another, and whoever
comes anew goes behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, Update, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, put, run
from storage.ready import connection_of

_LINE = "line:"  # before a limit's name: the moment given to whoever came last
FURTHEST = timedelta(minutes=10)
"""No slot is ever kept for longer: a moment further ahead was noted before a clock was set back."""


class RateSlotRow(Base):
    """Table of when each place may be used next."""

    __tablename__ = "rate_slots"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


_SLOT = cast("Table", RateSlotRow.__table__)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a place (a channel, a method) may be used: once in `every`, `at_once` times before that is felt.

    With `slots` it has so many places of its own, any of which will do. `line`: those who wait stand in a line; a
    limit that only one piece of work ever waits for needs none.
    """

    name: str
    every: timedelta
    at_once: int = 1
    slots: int = 1
    line: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The rows of its slots."""
        return (self.name,) if self.slots == 1 else tuple(f"{self.name}:{n}" for n in range(self.slots))

    @property
    def ahead(self) -> timedelta:
        """How far a slot's next moment may lie ahead while it can still be used."""
        return self.every * (self.at_once - 1)


def take(
    session: Session, workspace: str, limits: Sequence[Limit], now: datetime, *, waited: bool = False
) -> timedelta:
    """Take a slot of every limit: no wait means they are yours; a wait means that nothing was taken.

    Come back after it with `waited`: then you go before those who come anew.
    """
    slots = _slots(session, workspace, limits, now)
    waits = {limit: _wait(limit, slots, now, waited) for limit in limits}
    for limit, wait in waits.items():
        if wait and limit.line:
            _stand(session, workspace, limit, now + wait)
    longest = max(waits.values(), default=timedelta(0))
    if not longest:
        free = {_first_free(limit, slots): limit.every for limit in limits}
        _move(session, workspace, {key: max(slots[key], now) + every for key, every in free.items()})
    return longest


def line_up(session: Session, workspace: str, limit: Limit, now: datetime) -> timedelta:
    """Go to the end of the line before a limit, where there is one, and come back after it with `waited`.

    No wait means that a slot is free; it is not taken.
    """
    wait = _wait(limit, _slots(session, workspace, (limit,), now), now, waited=False)
    if wait:
        _stand(session, workspace, limit, now + wait)
    return wait


def hold_off(session: Session, workspace: str, limit: Limit, until: datetime) -> None:
    """Leave a place alone until a moment, as Slack's Retry-After asks; never shortens a wait."""
    next_at = until + limit.ahead
    for key in limit.keys:
        if not add_new(session, RateSlotRow, {"workspace": workspace, "key": key, "next_at": next_at}):
            _move(session, workspace, {key: next_at})


def prune(session: Session, before: datetime) -> int:
    """Forget places that have been free since before a moment; how many."""
    return run(session, delete(RateSlotRow).where(RateSlotRow.next_at < before))


def _wait(limit: Limit, slots: Mapping[str, datetime], now: datetime, waited: bool) -> timedelta:
    free = slots[_first_free(limit, slots)] - limit.ahead
    last = slots.get(_LINE + limit.name, now)
    if waited and free - now <= limit.every:
        return max(free - now, timedelta(0))  # it is their turn, give or take a little
    if free <= now and (last <= now or not limit.line):
        return timedelta(0)
    behind = last + limit.every / limit.slots if limit.line and last > now else free
    return max(free, behind) - now


def _stand(session: Session, workspace: str, limit: Limit, moment: datetime) -> None:
    """Write down the moment of whoever came last."""
    put(session, RateSlotRow, {"workspace": workspace, "key": _LINE + limit.name}, {"next_at": moment})


def _first_free(limit: Limit, slots: Mapping[str, datetime]) -> str:
    return min(limit.keys, key=lambda key: slots[key])


def _slots(session: Session, workspace: str, limits: Sequence[Limit], now: datetime) -> dict[str, datetime]:
    """Lock every slot, always in the same order, and return when each may be used next; new ones are free now.

    With them comes the end of each line, which is only written by who holds the slots it leads to.
    """
    keys = [key for limit in limits for key in limit.keys]
    found = _read(session, workspace, keys, locked=True)
    if missing := sorted(set(keys) - set(found)):
        for key in missing:
            add_new(session, RateSlotRow, {"workspace": workspace, "key": key, "next_at": now})
        found |= _read(session, workspace, missing, locked=True)
    if any(moment - now > FURTHEST for moment in found.values()):
        _set_back(session, workspace, [*keys, *(_LINE + limit.name for limit in limits)], now)
        found = {key: min(moment, now) for key, moment in found.items()}
    return found | _read(session, workspace, [_LINE + limit.name for limit in limits if limit.line])


def _set_back(session: Session, workspace: str, keys: Sequence[str], now: datetime) -> None:
    """Let slots be free, and lines end, now."""
    mine = (RateSlotRow.workspace == workspace, RateSlotRow.key.in_(keys), RateSlotRow.next_at > now)
    run(session, update(RateSlotRow).where(*mine).values(next_at=now))


def _read(session: Session, workspace: str, keys: Sequence[str], *, locked: bool = False) -> dict[str, datetime]:
    rows = connection_of(session).execute(_these(locked), {"workspace": workspace, "keys": list(keys)})
    return {row.key: row.next_at for row in rows}


@cache
def _these(locked: bool) -> Select[Any]:
    mine = (_SLOT.c.workspace == bindparam("workspace"), _SLOT.c.key.in_(bindparam("keys", expanding=True)))
    query = select(_SLOT.c.key, _SLOT.c.next_at).where(*mine).order_by(_SLOT.c.key)
    return query.with_for_update() if locked else query


def _move(session: Session, workspace: str, to: Mapping[str, datetime]) -> None:
    """Set slots' next moments, never to an earlier one."""
    given = [{"of": workspace, "slot": key, "moment": moment} for key, moment in to.items()]
    connection_of(session).execute(_moved(), given)


@cache
def _moved() -> Update:
    later = bindparam("moment", type_=_SLOT.c.next_at.type)
    mine = (_SLOT.c.workspace == bindparam("of"), _SLOT.c.key == bindparam("slot"), _SLOT.c.next_at < later)
    return update(_SLOT).where(*mine).values(next_at=later)
