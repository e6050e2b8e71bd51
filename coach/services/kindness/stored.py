"""A person's times as plain JSON values for the memory, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from coach.services.kindness.person import PersonTimes

_TIMES = TypeAdapter(PersonTimes)


def times_to_plain(times: PersonTimes) -> dict[str, Any]:
    """Return a person's times as JSON values: days sorted, dates and hours in ISO 8601."""
    plain: dict[str, Any] = _TIMES.dump_python(times, mode="json")
    return {**plain, "working_days": sorted(times.working_days)}


def times_from_plain(plain: Mapping[str, Any]) -> PersonTimes:
    """Return a person's times from JSON values; what is missing is the default, names not known are left aside.

    pydantic's ValidationError when a value is not what it should be.
    """
    return _TIMES.validate_python(dict(plain))
