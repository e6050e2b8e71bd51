"""The order of answers inside a conversation."""

from __future__ import annotations


def in_order(answer_id: str) -> tuple[int, ...]:
    """Sort key of an answer id: "turn.index" by number, so that 10.0 comes after 9.1."""
    return tuple(int(part) for part in answer_id.split("."))
