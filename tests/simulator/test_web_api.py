"""The Web API's errors, scopes, argument forms, limits and arranged failures, through slack_sdk alone."""

from __future__ import annotations

import http.client
from datetime import timedelta
from typing import Any
from urllib.error import URLError

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.simulator.conftest import SCOPES, Running

Json = dict[str, Any]
READ_ALL = [*SCOPES, "channels:read", "channels:join", "im:read", "users:read.email", "team:read", "reactions:write"]


def error_of(call: Any, **args: Any) -> str:
    """Return the error code of a call that fails."""
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return str(caught.value.response["error"])


@pytest.fixture
def run(start: Any) -> Running:
    """Serve a workspace whose app has every read scope."""
    running: Running = start(scopes=READ_ALL)
    return running


def test_places_that_refuse(run: Running) -> None:
    post = run.client.chat_postMessage
    assert error_of(post, channel="C2", text="x") == "not_in_channel"
    assert error_of(post, channel="C99", text="x") == "channel_not_found"
    assert error_of(post, channel="U3", text="x") == "channel_not_found"
    assert error_of(run.client.api_call, api_method="chat.postMessage", json={"channel": "C1"}) == "no_text"
    assert error_of(post, channel="C1", text="x", thread_ts="1.000000") == "thread_not_found"
    assert error_of(run.client.chat_postEphemeral, channel="C1", user="U9", text="x") == "user_not_in_channel"
    run.ws.archive("ward-7")
    assert error_of(post, channel="C1", text="x") == "is_archived"
    run.ws.remove_bot("elsewhere")
    assert error_of(run.client.conversations_join, channel="C1") == "is_archived"


def test_changing_messages(run: Running) -> None:
    update, remove = run.client.chat_update, run.client.chat_delete
    mine = run.client.chat_postMessage(channel="C1", text="Hello")["ts"]
    theirs = run.ws.person("Tom").post("#ward-7", "mine").ts
    assert error_of(update, channel="C1", ts="1.2", text="x") == "message_not_found"
    assert error_of(update, channel="C1", ts=theirs, text="x") == "cant_update_message"
    assert error_of(remove, channel="C1", ts=theirs) == "cant_delete_message"
    assert error_of(update, channel="C1", ts=mine, text="x" * 4001) == "msg_too_long"
    reply = run.client.chat_postMessage(channel="C1", text="Under it", thread_ts=mine)["ts"]
    remove(channel="C1", ts=mine)
    assert [m.deleted for m in run.ws.person("Tom").thread("#ward-7", mine)] == [True, False]
    assert error_of(update, channel="C1", ts=mine, text="x") == "message_not_found"
    link = run.client.chat_getPermalink(channel="C1", message_ts=reply)["permalink"]
    assert link.endswith(f"?thread_ts={mine}&cid=C1")


def test_people(run: Running) -> None:
    run.ws.deactivate("Asha")
    assert error_of(run.client.conversations_open, users="U2") == "user_disabled"
    assert error_of(run.client.conversations_open, users="U99") == "user_not_found"
    assert error_of(run.client.conversations_open, users=",".join(["U3"] * 9)) == "missing_scope"
    opened = run.client.conversations_open(users=["U3"])
    again = run.client.conversations_open(users="U3")
    assert opened["channel"]["id"] == again["channel"]["id"]
    assert (opened["already_open"], again["already_open"]) == (False, True)
    tom = run.client.users_info(user="U3")["user"]
    assert (tom["tz"], tom["tz_offset"], tom["real_name"], tom["profile"]["title"]) == (
        "Europe/London",
        3600,
        "Tom",
        "Nurse",
    )
    guest = run.client.users_info(user="U4")["user"]
    assert "tz" not in guest
    assert guest["is_stranger"]
    assert run.client.users_lookupByEmail(email="tom@riverside.example")["user"]["id"] == "U3"
    assert error_of(run.client.users_lookupByEmail, email="asha@riverside.example") == "users_not_found"


def test_lists_come_in_pages(run: Running) -> None:
    first = run.client.conversations_list(limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    second = run.client.conversations_list(limit=1, cursor=cursor)
    assert [c["name"] for c in [*first["channels"], *second["channels"]]] == ["ward-7", "elsewhere"]
    assert second["response_metadata"]["next_cursor"] == ""
    assert run.client.conversations_members(channel="C1")["members"] == ["U1", "U2", "U3", "U4"]
    assert [c["id"] for c in run.client.users_conversations()["channels"]] == ["C1"]
    run.client.conversations_join(channel="C2")
    assert run.client.conversations_info(channel="C2")["channel"]["is_member"]
    assert [one["deleted"] for one in run.client.users_list()["members"]] == [False] * 4


def test_tokens_and_scopes(start: Any) -> None:
    run = start()
    with pytest.raises(SlackApiError) as caught:
        run.client.conversations_info(channel="C1")
    assert caught.value.response["needed"] == "channels:read"
    assert caught.value.response["provided"] == ",".join(sorted(SCOPES))
    assert error_of(WebClient(token="xoxb-no", base_url=run.server.api_url).auth_test) == "invalid_auth"
    assert error_of(WebClient(base_url=run.server.api_url).auth_test) == "not_authed"
    assert error_of(run.client.apps_connections_open, app_token=run.ws.app.bot_token) == "not_allowed_token_type"
    run.ws.uninstall()
    assert error_of(run.client.auth_test) == "token_revoked"


def test_a_method_that_is_not_here(run: Running) -> None:
    with pytest.raises(SlackApiError) as caught:
        run.client.conversations_history(channel="C1")
    assert caught.value.response.data == {
        "ok": False,
        "error": "unknown_method",
        "req_method": "conversations.history",
    }


def test_arguments_as_form_json_and_query_all_count(run: Running) -> None:
    url, token = f"{run.server.api_url}chat.postMessage", run.ws.app.bot_token
    blocks = '[{"type": "divider"}]'
    for given in (
        {"data": {"channel": "C1", "text": "x", "blocks": blocks, "token": token}},
        {"json": {"channel": "C1", "text": "x", "blocks": blocks}, "headers": {"Authorization": f"Bearer {token}"}},
        {"params": {"channel": "C1", "text": "x", "blocks": blocks, "token": token}},
    ):
        assert httpx.post(url, **given).json()["message"]["blocks"][0]["type"] == "divider"
    args = {"channel": "C1", "text": "x", "blocks": [{"type": "divider"}]}
    assert run.ws.calls == [{"method": "chat.postMessage", "args": args}] * 3


def test_one_message_a_second_and_channel(run: Running) -> None:
    for _ in range(4):
        run.client.chat_postMessage(channel="C1", text="burst")
    with pytest.raises(SlackApiError) as caught:
        run.client.chat_postMessage(channel="C1", text="too soon")
    answer = caught.value.response
    assert (answer.status_code, answer["error"], answer.headers["retry-after"]) == (429, "ratelimited", "4")
    run.client.chat_postMessage(channel=run.client.conversations_open(users="U3")["channel"]["id"], text="DM")
    run.ws.move_clock(by=timedelta(seconds=4))
    run.client.chat_postMessage(channel="C1", text="in time")


def test_fifty_updates_a_minute(run: Running) -> None:
    ts = run.client.chat_postMessage(channel="C1", text="0")["ts"]
    for number in range(50):
        run.client.chat_update(channel="C1", ts=ts, text=str(number))
    assert error_of(run.client.chat_update, channel="C1", ts=ts, text="51") == "ratelimited"
    run.ws.move_clock(by=timedelta(minutes=1))
    run.client.chat_update(channel="C1", ts=ts, text="51")


def test_arranged_failures(run: Running) -> None:
    post = run.client.chat_postMessage
    run.ws.fail_next("chat.postMessage", "429")
    assert error_of(post, channel="C1", text="a") == "ratelimited"
    run.ws.fail_next("chat.postMessage", "500")
    assert error_of(post, channel="C1", text="b") == "internal_error"
    for kind in ("timeout", "lost_answer"):
        run.ws.fail_next("chat.postMessage", kind)
        with pytest.raises((URLError, OSError, http.client.HTTPException)):
            post_once(run, kind)
    assert [m.text for m in run.ws.person("Tom").messages("#ward-7")] == ["lost_answer"]


def post_once(run: Running, text: str) -> None:
    """Post without the client's own second try on a lost connection."""
    client = WebClient(token=run.ws.app.bot_token, base_url=run.server.api_url, retry_handlers=[])
    client.chat_postMessage(channel="C1", text=text)


def test_a_file_in_three_steps(run: Running) -> None:
    run.client.files_upload_v2(
        channel="C1", content="what we found", filename="so-far.txt", title="So far", initial_comment="Here it is"
    )
    (message,) = run.ws.person("Tom").messages("#ward-7")
    assert (message.text, message.files[0]["title"]) == ("Here it is", "So far")
    assert httpx.get(message.files[0]["url_private"]).text == "what we found"
    assert "what we found" not in str(run.ws.calls)


def test_installing_and_refreshing_tokens(run: Running) -> None:
    run.ws.rotates_tokens = True
    back = "http://127.0.0.1:1/back"
    ids = {"client_id": run.ws.app.client_id, "client_secret": run.ws.app.client_secret}
    asked = httpx.get(
        f"{run.server.url}oauth/v2/authorize",
        params={"client_id": ids["client_id"], "redirect_uri": back, "state": "s"},
    )
    code = dict(httpx.URL(asked.headers["location"]).params)["code"]
    client = WebClient(base_url=run.server.api_url)
    got = client.oauth_v2_access(code=code, **ids)
    assert error_of(client.oauth_v2_access, code=code, **ids) == "invalid_code"
    fresh = client.oauth_v2_access(grant_type="refresh_token", refresh_token=got["refresh_token"], **ids)
    assert WebClient(token=fresh["access_token"], base_url=run.server.api_url).auth_test()["user_id"] == "U1"


def test_who_the_app_is(run: Running) -> None:
    assert run.client.bots_info(bot="B1")["bot"]["user_id"] == run.client.auth_test()["user_id"]
    assert run.client.team_info()["team"]["name"] == "Riverside Health"
    ts = run.client.chat_postMessage(channel="C1", text="x")["ts"]
    run.client.reactions_add(channel="C1", timestamp=ts, name="wave")
    assert error_of(run.client.reactions_add, channel="C1", timestamp=ts, name="wave") == "already_reacted"
    run.client.auth_revoke()
    assert error_of(run.client.auth_test) == "token_revoked"
