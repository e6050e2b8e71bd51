"""Which events say something to the coach, and what: typed, edited and deleted words, Home opened, the app removed."""

from __future__ import annotations

from typing import Any

from coach.inbound import Gone, OpenedHome, Place, Said, What
from coach.slack.typed import dict_at, plain_words, text_at

Json = dict[str, Any]
Found = tuple[str, What, Place]  # who, what, where
# Subtypes of a new message that are still a person's own words; all others are joins, bots, reminders and the like.
_OWN_WORDS = (None, "file_share", "thread_broadcast", "me_message")


def event_what(event: Json, bot_user: str) -> Found | None:
    """Return who did what where; None for an event without anything for the coach."""
    kind = event.get("type")
    if kind == "message":
        return _message(event, bot_user)
    if kind == "app_mention":
        return _mention(event, bot_user)
    if kind == "app_home_opened":
        person = text_at(event, "user")
        return (person, OpenedHome(), Place(home=True)) if person and event.get("tab") == "home" else None
    if kind == "app_uninstalled":
        return "", Gone(), Place()
    if kind == "tokens_revoked":
        revoked = event.get("tokens")
        return ("", Gone(), Place()) if isinstance(revoked, dict) and revoked.get("bot") else None
    return None


def _message(event: Json, bot_user: str) -> Found | None:
    """Only the DM with the app: a channel is never read."""
    channel = text_at(event, "channel")
    if event.get("channel_type") != "im" and not channel.startswith("D"):
        return None
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _changed(event, channel, bot_user)
    if subtype == "message_deleted":
        return _taken_back(dict_at(event, "previous_message"), text_at(event, "deleted_ts"), channel, bot_user)
    if subtype not in _OWN_WORDS or not _is_persons(event, bot_user):
        return None
    words, ts = plain_words(event.get("text"), bot_user), text_at(event, "ts")
    if not words or not ts:
        return None
    return text_at(event, "user"), Said(words, ts), Place(channel, True, text_at(event, "thread_ts"), ts)


def _changed(event: Json, channel: str, bot_user: str) -> Found | None:
    """Words that changed; not our own updates, nor Slack unfolding a link, which leaves the words as they were."""
    message, before = dict_at(event, "message"), dict_at(event, "previous_message")
    if message.get("subtype") == "tombstone":
        return _taken_back(before, text_at(message, "ts"), channel, bot_user)
    if not _is_persons(message, bot_user) or message.get("text") == before.get("text"):
        return None
    words, ts = plain_words(message.get("text"), bot_user), text_at(message, "ts")
    place = Place(channel, True, text_at(message, "thread_ts"), ts)
    return (text_at(message, "user"), Said(words, ts, "edited"), place) if words and ts else None


def _taken_back(before: Json, ts: str, channel: str, bot_user: str) -> Found | None:
    if not _is_persons(before, bot_user) or not ts:
        return None
    place = Place(channel, True, text_at(before, "thread_ts"), ts)
    return text_at(before, "user"), Said("", ts, "deleted"), place


def _mention(event: Json, bot_user: str) -> Found | None:
    """Words to the app in a channel; in the DM the same words arrive as a message."""
    channel, ts = text_at(event, "channel"), text_at(event, "ts")
    if channel.startswith("D") or not ts or not _is_persons(event, bot_user):
        return None
    words = plain_words(event.get("text"), bot_user)
    said = Said(words, ts, "edited" if "edited" in event else "new")
    return text_at(event, "user"), said, Place(channel, False, text_at(event, "thread_ts"), ts)


def _is_persons(message: Json, bot_user: str) -> bool:
    person = text_at(message, "user")
    return bool(person) and person != bot_user and not message.get("bot_id") and person != "USLACKBOT"
