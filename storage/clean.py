"""Words cleaned at the door, so that both databases can hold them and every reader can show them."""

from __future__ import annotations

import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Take out what no database can hold: NUL goes, half a character becomes U+FFFD, two halves become one."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean(value: Any) -> Any:
    """Clean every text inside a JSON value, keys too; order and types stay."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value


def to_json(value: Any) -> str:
    """Dump a cleaned value as compact JSON, keys in the order given; ValueError for NaN and infinity."""
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def canonical(value: Any) -> str:
    """Dump a value as JSON that is the same for the same meaning: keys sorted."""
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
