"""Slack's limits, kept in the database so that they hold across processes and hosts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, run


class RateSlotRow(Base):
    """Table of when each place may be used next."""

    __tablename__ = "rate_slots"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


def take_slot(session: Session, workspace: str, key: str, now: datetime, every: timedelta) -> timedelta:
    """Take the next slot of a place (a channel, a method): no wait means it is yours.

    A wait means that nothing was taken: come back after it.
    """
    if add_new(session, RateSlotRow, {"workspace": workspace, "key": key, "next_at": now + every}):
        return timedelta(0)
    where = (RateSlotRow.workspace == workspace, RateSlotRow.key == key)
    next_at = session.scalars(select(RateSlotRow.next_at).where(*where).with_for_update()).one()
    if next_at > now:
        return next_at - now
    run(session, update(RateSlotRow).where(*where).values(next_at=now + every))
    return timedelta(0)


def hold_off(session: Session, workspace: str, key: str, until: datetime) -> None:
    """Leave a place alone until a moment, as Slack's Retry-After asks; never shortens a wait."""
    if add_new(session, RateSlotRow, {"workspace": workspace, "key": key, "next_at": until}):
        return
    where = (RateSlotRow.workspace == workspace, RateSlotRow.key == key, RateSlotRow.next_at < until)
    run(session, update(RateSlotRow).where(*where).values(next_at=until))


def prune(session: Session, before: datetime) -> int:
    """Forget places that have been free since before a moment; how many."""
    return run(session, delete(RateSlotRow).where(RateSlotRow.next_at < before))
