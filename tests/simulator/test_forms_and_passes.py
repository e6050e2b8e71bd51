"""Trigger ids, response URLs, hashes and the stack of three."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from coach.simulator.world import Refused
from tests.simulator.conftest import Running
from tests.simulator.test_conversation import button, form

Json = dict[str, Any]


@pytest.fixture
def run(start: Any) -> Running:
    """Serve a workspace without an app: the test calls the Web API itself."""
    running: Running = start()
    return running


def error_of(call: Any, **args: Any) -> str:
    """Return the error code of a call that fails."""
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return str(caught.value.response["error"])


def test_a_trigger_works_once(run: Running) -> None:
    trigger = run.ws.triggers.issue("U3")
    run.client.views_open(trigger_id=trigger, view=form("A"))
    assert error_of(run.client.views_open, trigger_id=trigger, view=form("A")) == "exchanged_trigger_id"
    assert error_of(run.client.views_open, trigger_id="x", view=form("A")) == "invalid_trigger_id"
    assert error_of(run.client.views_push, trigger_id=run.ws.triggers.issue("U3"), view=form("A")) == (
        "invalid_trigger_id"
    )


def test_a_trigger_ends_after_its_seconds(start: Any) -> None:
    run = start(trigger_seconds=0.02)
    trigger = run.ws.triggers.issue("U3")
    issued = time.monotonic()
    while time.monotonic() - issued < 0.03:
        run.client.auth_test()
    assert error_of(run.client.views_open, trigger_id=trigger, view=form("A")) == "expired_trigger_id"


def test_three_forms_deep_and_no_deeper(run: Running) -> None:
    view_id = run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view=form("A"))["view"]["id"]
    for title in ("Two", "Three"):
        trigger = run.ws.triggers.issue("U3", view_id)
        pushed = run.client.views_push(trigger_id=trigger, view=form("A", title=title))["view"]
    assert pushed["root_view_id"] == view_id
    trigger = run.ws.triggers.issue("U3", view_id)
    assert error_of(run.client.views_push, trigger_id=trigger, view=form("A")) == "push_limit_reached"
    tom = run.ws.person("Tom")
    tom.close()
    assert tom.view.title == "Two"
    tom.close(clear=True)
    assert tom.view is None
    assert error_of(run.client.views_update, view_id=view_id, view=form("A")) == "not_found"


def test_closing_a_form_that_went_meanwhile_closes_no_other(run: Running) -> None:
    tom = run.ws.person("Tom")
    run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view=form("A"))
    old = tom.view
    run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view=form("A", title="Another"))
    run.ws.clicks.close(tom.person, old, clear=True)
    assert tom.view.title == "Another"


def test_a_stale_hash_is_a_conflict(run: Running) -> None:
    first = run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view=form("A"))["view"]
    run.client.views_update(view_id=first["id"], view=form("B"), hash=first["hash"])
    assert error_of(run.client.views_update, view_id=first["id"], view=form("C"), hash=first["hash"]) == (
        "hash_conflict"
    )
    home: Json = {"type": "home", "blocks": []}
    put_up = run.client.views_publish(user_id="U3", view=home)["view"]
    run.client.views_publish(user_id="U3", view=home, hash=put_up["hash"])
    assert error_of(run.client.views_publish, user_id="U3", view=home, hash=put_up["hash"]) == "hash_conflict"


def test_typed_words_stay_where_the_ids_stay(run: Running) -> None:
    opened = run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view=form("A", "B"))["view"]
    tom = run.ws.person("Tom")
    tom.view.typed = tom.fill({"A": "kept", "B": "lost"})
    answer = run.client.views_update(view_id=opened["id"], view=form("A", "C"))["view"]
    values = answer["state"]["values"]
    assert (values["a"]["line"]["value"], values["c"]["line"]["value"]) == ("kept", None)
    assert answer["private_metadata"] == ""


def test_a_response_url_works_five_times_in_thirty_minutes(run: Running) -> None:
    url = run.ws.response_urls.issue("U3", "C2")
    for number in range(5):
        assert httpx.post(url, json={"text": str(number)}).text == "ok"
    sixth = httpx.post(url, json={"text": "6"})
    assert (sixth.status_code, sixth.json()["error"]) == (404, "used_url")
    late = run.ws.response_urls.issue("U3", "C1")
    run.ws.move_clock(by=timedelta(minutes=31))
    assert httpx.post(late, json={"text": "late"}).json()["error"] == "expired_url"
    assert httpx.post(f"{run.server.url}hooks/x", json={"text": "?"}).json()["error"] == "no_service"


def test_a_response_in_the_channel_reaches_everybody_even_where_the_bot_is_not(run: Running) -> None:
    url = run.ws.response_urls.issue("U2", "C2")
    httpx.post(url, json={"text": "Hello all", "response_type": "in_channel"})
    assert [m.text for m in run.ws.person("Asha").messages("#elsewhere")] == ["Hello all"]


def test_a_deleted_message_cannot_be_pressed(run: Running) -> None:
    run.client.chat_postMessage(channel="C1", text="x", blocks=[button("Go", "go")])
    tom = run.ws.person("Tom")
    shown = tom.newest_with("Go", "#ward-7")
    run.ws.delete_message(shown)
    with pytest.raises(Refused, match="deleted"):
        tom.click(shown, "Go")


def test_values_are_chosen_by_their_words(run: Running) -> None:
    options = [{"text": {"type": "plain_text", "text": one}, "value": one[0].lower()} for one in ("Heard", "Seen")]
    element = {"type": "multi_static_select", "action_id": "how", "options": options}
    known = {"type": "input", "block_id": "k", "label": {"type": "plain_text", "text": "How"}, "element": element}
    run.client.views_open(trigger_id=run.ws.triggers.issue("U3"), view={**form("A"), "blocks": [known]})
    held = run.ws.person("Tom").fill({"How": ["Seen", "h"]})["k"]["how"]
    assert [one["value"] for one in held["selected_options"]] == ["s", "h"]
