"""What was given up, as an operator reads it: what it was, for which project, and why; nothing of anybody's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from storage import work_figures
from storage.work_claims import REPLY
from storage.work_figures import GivenUpWork

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 10_000
WHAT = {
    "announce": "a word to the channel",
    "asking_card": "a question on paper",
    "back_nudge": "the lead's reminder of the date to come back",
    "card": "the card in the channel",
    "cards": "somebody's questions",
    "check_in": "somebody's check-in",
    "check_in_note": "the note of a check-in",
    "check_in_offer": "a word to the lead about check-ins",
    "check_in_quiet": "a word to the lead about silent check-ins",
    "check_in_set": "a word to the channel about check-ins",
    "check_in_time": "a check-in's opening or closing",
    "chore": "the daily tidying",
    "digest": "somebody's messages of the week in one",
    "welcome_back": "a welcome to somebody who is back from leave",
    "drawing": "a driver diagram",
    "echo": "what somebody said, where their question stood",
    "expect": "a question about what somebody expects",
    "expect_open": "what people expected",
    "export": "a project's file",
    "first_dm": "somebody's first message",
    "greeted": "a change to somebody's first message",
    "kept_cards": "somebody's questions",
    "lead_told": "a word to the lead",
    "nudge": "a reminder to somebody",
    "over": "a change to what somebody was asked",
    "page": "a summary's page",
    "panel": "the lead's panel",
    "pass_on": "a summary passed on",
    "reminder": "something to come back to",
    REPLY: "a reply to typed words",
    "reveal": "a team's answers, shown together",
    "spare": "taking away a message that came twice",
    "step_nudge": "a reminder of somebody's step",
    "summary": "a summary",
    "tell": "a word to somebody",
    "tool_kept": "what came of a tool",
    "tool_step": "a step of a tool",
    "welcome": "the welcome",
    "where_we_were": "where the team was",
}
_AWAY = "Slack could not be reached, or would not take it"
_MEND_AWAY = "Look at Slack's own status page, this machine's network and its proxy."
_NOT_LET = "Slack did not let the coach in"
_MEND_NOT_LET = "Run coach doctor: it says what is wrong with the token or its scopes."
_PLACE = "The coach may not post in the channel. Invite it again (/invite @coach), then try again."
_PERSON = "The person's account is closed, or cannot be written to. Trying again helps only if that has changed."
_FAULT = "A fault of the coach. Please report the code in brackets, upgrade when it is mended, then try again."
_CODES = {
    "away": "http_500 http_502 http_503 http_504 network ratelimited internal_error fatal_error service_unavailable "
    "request_timeout unreadable_answer",
    "not_let": "token_revoked token_expired invalid_auth not_authed missing_scope access_denied org_login_required "
    "ekm_access_denied team_added_to_org messages_tab_disabled",
    "place": "not_in_channel channel_not_found is_archived is_inactive restricted_action posting_to_channel_denied "
    "restricted_action_read_only_channel restricted_action_thread_only_channel team_access_not_granted "
    "channel_is_limited_access restricted_action_non_threadable_channel method_not_supported_for_channel_type",
    "person": "user_disabled user_not_found users_not_found user_not_visible cannot_dm_bot account_inactive",
}
_AWAYS, _NOT_LETS, _PLACES, _PERSONS = (frozenset(codes.split()) for codes in _CODES.values())
_WHY = {
    **dict.fromkeys(_AWAYS, f"{_AWAY}, for three days. {_MEND_AWAY} Then try again."),
    **dict.fromkeys(_NOT_LETS, f"{_NOT_LET}, for three days. {_MEND_NOT_LET} Then try again."),
    **dict.fromkeys(_PLACES, _PLACE),
    **dict.fromkeys(_PERSONS, _PERSON),
    "maybe_sent": "Slack's answer was lost, so it may have arrived. A reminder is not sent twice by itself.",
    "no_project": "The project has been deleted. There is nothing to try again.",
    "stale": "It could not be said within twelve hours, so it was left unsaid.",
    "unknown_kind": "Another version of the coach wrote it. Try again with that version.",
}
_WORDS = "What it said is not kept, so it cannot be tried again."


def listed(session: Session, limit: int = MOST) -> tuple[GivenUpWork, ...]:
    """What nobody tries any more, of the last 30 days, the newest first."""
    return work_figures.given_up(session, limit=limit)


def retry(session: Session, ids: Collection[int] | None, now: datetime) -> int:
    """Let these, or all of them, be tried again from now on; how many will be.

    What was written anew since is left as it is: the newer one stands for it. So is a reply to typed words.
    """
    chosen = [one.id for one in listed(session)] if ids is None else list(ids)
    return work_figures.retry_given_up(session, chosen, now)


def by_reason(found: Iterable[GivenUpWork]) -> dict[str, list[str]]:
    """A line for each thing, under why it was given up and what helps."""
    reasons: dict[str, list[str]] = {}
    for one in found:
        reasons.setdefault(why(one), []).append(what(one))
    return reasons


def what(one: GivenUpWork) -> str:
    """One line on a thing: its number, what it is, for which project, and when it was due and given up."""
    project = f", project {one.conversation}" if one.conversation else ""
    tries = f"{one.attempts} {'try' if one.attempts == 1 else 'tries'}"
    kind = WHAT.get(one.kind, f"a message ({one.kind})")
    return f"{one.id}: {kind}{project}; due {_moment(one.due_at)}, given up {_moment(one.given_up_at)} after {tries}"


def why(one: GivenUpWork) -> str:
    """Why a thing was given up, and what helps."""
    reason = _WHY.get(one.error, _FAULT)
    if one.kind == REPLY:
        reason = f"{reason.removesuffix(' Then try again.').replace(', then try again', '')} {_WORDS}"
    return f"{reason} [{one.error or 'no code'}]"


def while_tried(error: str) -> str:
    """What helps with something that has failed for a while and is still tried."""
    if error in _AWAYS:
        return f"{_AWAY}. {_MEND_AWAY}"
    if error == "unknown_kind":
        return "A newer version of the coach wrote it, and waits for one to be started."
    if error in _NOT_LETS or error == "account_inactive":
        return f"{_NOT_LET}. {_MEND_NOT_LET}"
    return _FAULT.replace(", then try again", "")


def leads_can_mend(error: str) -> bool:
    """Whether it is the lead of the project who can put it right, and has been told."""
    return error in _PLACES


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
