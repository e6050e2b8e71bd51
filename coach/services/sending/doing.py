"""What doing one piece of work came to: done, again later, or given up; the worker settles it so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.work_claims import Work


@dataclass(frozen=True, slots=True)
class Done:
    """It is done."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at a moment. `counts=False`: somebody only asked to wait, it is no failed attempt."""

    at: datetime
    code: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It cannot be done; `code` says why, for the log and the doctor.

    `then` writes what follows from it; its conversation is held by then.
    """

    code: str
    then: Callable[[Session], None] | None = None


Settled = Done | Again | GivenUp


class Doer(Protocol):
    """Does one claimed piece of work. `mine()` is asked right before anything goes out: False means hands off."""

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        """Do it and say what came of it; raises only for a fault of the program or the database."""
        ...
