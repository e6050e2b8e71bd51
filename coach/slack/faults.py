"""Telling the log about a fault without anything that a person wrote: its kind and where it happened."""

from __future__ import annotations

import traceback
from pathlib import Path


def described(error: BaseException) -> str:
    """Return a fault's type, its code if it has one, and its last five places; never its message."""
    code = getattr(error, "code", "")
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in frames]
    name = type(error).__name__ + (f"[{code}]" if isinstance(code, str) and code else "")
    return f"{name} at {' > '.join(places[-5:]) or 'an unknown place'}"
