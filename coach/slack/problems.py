"""Slack's errors as kinds of SendProblem: what to do about each."""

from __future__ import annotations

import re
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from coach.errors import SendProblem

_CODES = {
    "no_place": "not_in_channel channel_not_found is_archived restricted_action restricted_action_read_only_channel "
    "restricted_action_thread_only_channel restricted_action_non_threadable_channel team_access_not_granted "
    "channel_is_limited_access method_not_supported_for_channel_type posting_to_channel_denied is_inactive",
    "no_message": "message_not_found cant_update_message cant_delete_message edit_window_closed thread_not_found "
    "update_failed",
    "no_person": "user_disabled user_not_found users_not_found user_not_visible user_not_in_channel cannot_dm_bot",
    # The app is not installed or not allowed just now: once that is put right, everything waiting goes out.
    "not_allowed": "account_inactive token_revoked token_expired invalid_auth not_authed missing_scope access_denied "
    "org_login_required ekm_access_denied messages_tab_disabled",
    "slacks_own": "internal_error fatal_error service_unavailable request_timeout team_added_to_org unreadable_answer",
    "limits": "ratelimited rate_limited message_limit_exceeded",
}
_KINDS = {code: kind for kind, codes in _CODES.items() for code in codes.split()}
NOT_ALLOWED_SECONDS = 300.0


@contextmanager
def sending(*, to_person: bool = False) -> Iterator[None]:
    """Turn whatever goes wrong with a call to Slack into a SendProblem; `to_person`: the call names a person."""
    try:
        yield
    except SlackApiError as error:
        raise from_slack(error, to_person=to_person) from None
    except (OSError, HTTPException) as error:
        raise from_network(error) from None


def from_slack(error: SlackApiError, *, to_person: bool = False) -> SendProblem:
    """Return the problem that an answer of Slack's stands for."""
    answer = error.response
    status = getattr(answer, "status_code", 200)
    given = answer.get("error") if hasattr(answer, "get") else None
    code = given if isinstance(given, str) and re.fullmatch(r"\w{1,80}", given) else "unreadable_answer"
    kind = _KINDS.get(code, "refused")
    if status == 429 or kind == "limits":
        return SendProblem("retry", "ratelimited", after=_retry_after(getattr(answer, "headers", {})))
    if status >= 500:
        return SendProblem("retry", f"http_{status}", maybe_sent=True)
    if kind == "slacks_own":
        return SendProblem("retry", code, maybe_sent=True)
    if kind == "not_allowed":
        gone = to_person and code == "account_inactive"
        return SendProblem("no_person", code) if gone else SendProblem("retry", code, after=NOT_ALLOWED_SECONDS)
    return SendProblem(kind, code)


def from_network(error: OSError | HTTPException) -> SendProblem:
    """Return the problem of a broken connection.

    A URLError means that the request did not get through to Slack; anything else broke while waiting for the answer.
    """
    return SendProblem("retry", "network", maybe_sent=not isinstance(error, urllib.error.URLError))


def _retry_after(headers: object) -> float:
    given = {str(key).lower(): value for key, value in dict(headers).items()} if isinstance(headers, dict) else {}
    value = given.get("retry-after", "")
    value = value[0] if isinstance(value, list) and value else value
    return float(value) if re.fullmatch(r"\d+(\.\d+)?", str(value)) else 1.0
