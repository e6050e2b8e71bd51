"""The parts of a record that tell how often a project looks in, and what each check-in was."""

from __future__ import annotations

from datetime import datetime

from storage.record_files.part import Part


class RhythmPart(Part):
    """How often the project looks in: an RFC 5545 rule on the wall of a zone; `status` on, off or paused."""

    rule: str
    zone: str
    status: str
    quiet: bool = False
    set_by: str
    set_at: datetime


class AskedPart(Part):
    """One person of a check-in: away, or when they were asked and first answered."""

    person: str
    away: bool = False
    sent_at: datetime | None = None
    answered_at: datetime | None = None


class CheckInPart(Part):
    """One check-in. What people said in it stands among the answers (check_in.*), given from `since` on."""

    n: int
    why: str
    due_at: datetime
    since: datetime
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    digest: str = ""
    asked: tuple[AskedPart, ...] = ()
