"""What a form carries unseen: its press, and the place where it was opened, so that the answer goes there."""

from __future__ import annotations

import json
from dataclasses import replace

from coach.inbound import Place
from coach.slack.action_value import OLD, decode, encode
from coach.views import Press


def write_metadata(press: Press, place: Place) -> str:
    """Return a form's private metadata (3,000 characters at most in Slack; this is under 300)."""
    kept: dict[str, object] = {"p": encode(press)}
    kept |= {"c": place.channel, "t": place.thread, "m": place.message, "s": place.slot}
    kept |= {"d": int(place.dm), "h": int(place.home)}
    return json.dumps({key: value for key, value in kept.items() if value}, separators=(",", ":"))


def read_metadata(text: object, view_id: str) -> tuple[Press, Place]:
    """Return the press and the place of a form; `Press("old")` and no place when they cannot be read."""
    try:
        kept = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    words = {key: value for key, value in kept.items() if isinstance(value, str)}
    place = Place(words.get("c", ""), thread=words.get("t", ""), message=words.get("m", ""), form=view_id)
    place = replace(place, dm=kept.get("d") == 1, home=kept.get("h") == 1, slot=words.get("s", ""))
    return (decode(words["p"]) if "p" in words else OLD), place
