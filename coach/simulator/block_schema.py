"""The few kinds of rule that Block Kit's limits are written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Str:
    """Text without markup: its length in characters, a pattern, or one of some words."""

    most: int = 3000
    least: int = 1
    pattern: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A text object of 1 to `most` characters; `plain` allows plain_text only."""

    most: int = 3000
    plain: bool = False


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Num:
    """A whole number."""

    least: int
    most: int


@dataclass(frozen=True)
class Anything:
    """Not looked into."""


@dataclass(frozen=True)
class Many:
    """A list of so many things."""

    of: Any
    most: int
    least: int = 1


@dataclass(frozen=True)
class OneOf:
    """An object of one of these types, described in `KINDS`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Obj:
    """An object: its fields, those it must have, and whether unknown ones pass (`loose`)."""

    fields: dict[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    loose: bool = False
