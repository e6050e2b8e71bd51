"""What was given up, as an operator reads it: what it was, for which project, and why; nothing of anybody's words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from storage import work_figures
from storage.work_figures import GivenUpWork

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 10_000
_WHAT = {
    "announce": "a word to the channel",
    "card": "the card in the channel",
    "cards": "somebody's questions",
    "kept_cards": "somebody's questions",
    "chore": "the daily tidying",
    "export": "a project's file",
    "first_dm": "somebody's first message",
    "nudge": "a reminder to somebody",
    "page": "a summary's page",
    "panel": "the lead's panel",
    "pass_on": "a summary passed on",
    "reminder": "something to come back to",
    "reveal": "a team's answers, shown together",
    "summary": "a summary",
    "tell": "a word to somebody",
    "welcome": "the welcome",
    "where_we_were": "where the team was",
}
_LONG = "Slack could not be reached, or would not take it, for three days. Try again once that is put right."
_PLACE = "The coach may not post in the channel. Invite it again (/invite @coach), then try again."
_PERSON = "The person's account is closed, or cannot be written to. Trying again helps only if that has changed."
_WHY = {
    "http_500": _LONG,
    "http_502": _LONG,
    "http_503": _LONG,
    "http_504": _LONG,
    "network": _LONG,
    "ratelimited": _LONG,
    "internal_error": _LONG,
    "maybe_sent": "Slack's answer was lost, so it may have arrived. A reminder is not sent twice by itself.",
    "no_project": "The project has been deleted. There is nothing to try again.",
    "unknown_kind": "Another version of the coach wrote it. Try again with that version.",
    "not_in_channel": _PLACE,
    "channel_not_found": _PLACE,
    "is_archived": _PLACE,
    "user_disabled": _PERSON,
    "user_not_found": _PERSON,
    "account_inactive": _PERSON,
    "cannot_dm_bot": _PERSON,
}
_FAULT = "A fault of the coach. Please report the code in brackets, upgrade when it is mended, then try again."


def listed(session: Session, limit: int = MOST) -> tuple[GivenUpWork, ...]:
    """What nobody tries any more, of the last 30 days, the newest first."""
    return work_figures.given_up(session, limit=limit)


def retry(session: Session, ids: Collection[int] | None, now: datetime) -> int:
    """Let these, or all of them, be tried again from now on; how many will be.

    What was written anew since is left as it is: the newer one stands for it.
    """
    chosen = [one.id for one in listed(session)] if ids is None else list(ids)
    return work_figures.retry_given_up(session, chosen, now)


def lines(one: GivenUpWork) -> tuple[str, str]:
    """Two lines on one thing: what and when, then why and what helps."""
    project = f", project {one.conversation}" if one.conversation else ""
    tries = f"{one.attempts} {'try' if one.attempts == 1 else 'tries'}"
    what = _WHAT.get(one.kind, f"a message ({one.kind})")
    when = f"due {_moment(one.due_at)}, given up {_moment(one.given_up_at)} after {tries}"
    return f"{one.id}: {what}{project}; {when}", f"{_WHY.get(one.error, _FAULT)} [{one.error or 'no code'}]"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
