"""Reading payloads: keys, places, guests, values; and nothing strange does harm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.clocks import MovableClock
from coach.inbound import Place, Pressed, Said, Submitted
from coach.slack.inbound import Identity, Reader
from coach.slack.typed import plain_words, value_of
from coach.views import Press

Json = dict[str, Any]
CLOCK = MovableClock(datetime(2026, 5, 12, tzinfo=UTC), running=False)
READER = Reader(Identity("T1", "UBOT", "BBOT"), CLOCK)
ORGANISATION = Reader(Identity("T1", "UBOT", "BBOT", whole_organisation=True), CLOCK)
CLICK: Json = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U2", "team_id": "T1"},
    "container": {"type": "message", "channel_id": "C1", "message_ts": "17.1", "thread_ts": "16.0"},
    "trigger_id": "trigger",
    "response_url": "https://hooks",
    "actions": [
        {"type": "button", "action_id": "next.3", "block_id": "row:1.0", "action_ts": "18.0", "value": "1|next"}
    ],
}


def event(inner: Json, **more: Any) -> Json:
    return {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": inner, **more}


def dm(**more: Any) -> Json:
    inner = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U2", "text": "words", "ts": "5.0"}
    return event({**inner, **more})


def test_a_click_is_known_by_who_when_what_and_where() -> None:
    came = READER.read(CLICK)
    assert came is not None
    assert came.inbound.key == "click:U2:18.0:next.3:C1:17.1"
    assert came.inbound.place == Place("C1", thread="16.0", message="17.1")
    assert came.inbound.at == CLOCK.now()
    assert (came.trigger, came.response_url, came.inbound.guest) == ("trigger", "https://hooks", False)


def test_a_click_of_another_workspaces_person_is_a_guests_and_stays_in_ours() -> None:
    came = READER.read({**CLICK, "team": {"id": "T9"}, "user": {"id": "U2", "team_id": "T9"}})
    assert came is not None
    assert (came.inbound.workspace, came.inbound.guest) == ("T1", True)


def test_an_organisation_wide_app_finds_the_workspace_where_the_team_is_null() -> None:
    body = {
        "type": "view_submission",
        "team": None,
        "enterprise": {"id": "E1"},
        "user": {"id": "U2", "team_id": "T7"},
        "view": {
            "id": "V1",
            "hash": "h1",
            "private_metadata": "{",
            "app_installed_team_id": "T5",
            "state": {"values": None},
        },
    }
    came = ORGANISATION.read(body)
    assert came is not None
    assert (came.inbound.workspace, came.inbound.guest) == ("T5", False)
    assert came.inbound.key.startswith("form:V1:h1:")
    assert came.inbound.what == Submitted(Press("old"), {})


def test_a_form_sent_again_is_known_and_one_put_right_is_not_taken_for_it() -> None:
    def key(value: str) -> str:
        values = {"box:name": {"box": {"type": "plain_text_input", "value": value}}}
        view = {"id": "V1", "hash": "h", "private_metadata": '{"p":"1|start"}', "state": {"values": values}}
        came = READER.read({"type": "view_submission", "user": {"id": "U2"}, "view": view})
        assert came is not None
        assert value not in came.inbound.key
        return came.inbound.key

    assert key("Home by noon") == key("Home by noon")
    assert key("Home by noon") != key("Home at noon")


def test_a_click_in_home_and_in_a_form() -> None:
    view = {"id": "V1", "hash": "h", "type": "home", "blocks": [], "private_metadata": ""}
    inside = {**CLICK, "container": {"type": "view", "view_id": "V1"}, "view": view}
    del inside["response_url"]
    came = READER.read(inside)
    assert came is not None
    assert came.inbound.place == Place(home=True, form="V1")
    assert not came.in_form
    deep = {"type": "modal", "root_view_id": "V0", "previous_view_id": "V9", "private_metadata": '{"c":"C4","m":"9.9"}'}
    came = READER.read({**inside, "view": {**view, **deep}})
    assert came is not None
    assert came.inbound.place == Place("C4", message="9.9", form="V1")
    assert came.view is not None
    assert came.view.depth == 3
    assert came.in_form


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ({"subtype": "bot_message", "bot_id": "B2"}, None),
        ({"bot_id": "BBOT", "user": "UBOT"}, None),
        ({"subtype": "channel_join"}, None),
        ({"text": ""}, None),
        ({"subtype": "file_share", "text": "see this", "files": [{}]}, Said("see this", "5.0")),
        ({"subtype": "file_share", "text": "", "files": [{}]}, None),
        ({"channel": "C1", "channel_type": "channel"}, None),
        ({"text": "<@UBOT> later"}, Said("later", "5.0")),
        ({"text": "A &amp; B &lt;3"}, Said("A & B <3", "5.0")),
    ],
)
def test_words_in_the_dm(inner: Json, what: Said | None) -> None:
    came = READER.read(dm(**inner))
    assert (came.inbound.what if came else None) == what


def changed(message: Json, previous: Json, **more: Any) -> Json:
    return dm(text="", subtype="message_changed", user=None, message=message, previous_message=previous, **more)


def test_changes_that_are_not_a_persons_own_say_nothing() -> None:
    mine = {"user": "U2", "ts": "4.0", "text": "after"}
    before = {**mine, "text": "before"}
    came = READER.read(changed(mine, before))
    assert came is not None
    assert (came.inbound.person, came.inbound.what) == ("U2", Said("after", "4.0", "edited"))
    assert READER.read(changed({**mine, "bot_id": "BBOT", "user": "UBOT"}, before)) is None
    assert READER.read(changed({**mine, "attachments": [{}]}, mine)) is None
    came = READER.read(changed({"subtype": "tombstone", "ts": "4.0", "user": "USLACKBOT"}, before))
    assert came is not None
    assert came.inbound.what == Said("", "4.0", "deleted")
    gone = dm(text="", subtype="message_deleted", user=None, deleted_ts="4.0", previous_message=before)
    came = READER.read(gone)
    assert came is not None
    assert (came.inbound.person, came.inbound.what) == ("U2", Said("", "4.0", "deleted"))


def test_a_mention_in_a_shared_channel_by_a_guest() -> None:
    inner = {
        "type": "app_mention",
        "channel": "C1",
        "user": "U8",
        "text": "hi <@UBOT>, help",
        "ts": "1.0",
        "team": "T8",
    }
    came = READER.read(event(inner, is_ext_shared_channel=True, team_id="T8"))
    assert came is not None
    assert (came.inbound.workspace, came.inbound.guest, came.inbound.what) == ("T1", True, Said("hi help", "1.0"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("see <https://nhs.uk/a?b=1&amp;c=2>", "see https://nhs.uk/a?b=1&c=2"),
        ("see <https://nhs.uk|nhs.uk>", "see nhs.uk"),
        ("<mailto:a@b.uk|a@b.uk> <tel:123|123>", "a@b.uk 123"),
        ("<!here> <!subteam^S1|@ward7> <#C1|ward-7> <#C2>", "@here @ward7 #ward-7 #C2"),
        ("<@U2|asha> and <@U3>", "<@U2> and <@U3>"),
        ("x &lt; y &amp;lt; z", "x < y &lt; z"),
        ("wœrd 日本 é", "wœrd 日本 é"),
        (None, ""),
    ],
)
def test_typed_words_are_read_as_they_were_meant(text: str | None, plain: str) -> None:
    assert plain_words(text) == plain


RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": "Ask "}, {"type": "user", "user_id": "U2"}],
        },
        {
            "type": "rich_text_list",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": "https://x"}]}],
        },
    ],
}


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ({"type": "plain_text_input", "value": "a\r\nb"}, "a\nb"),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "plain_text_input", "value": ""}, None),
        ({"type": "number_input", "value": "3.5"}, "3.5"),
        ({"type": "rich_text_input", "rich_text_value": RICH}, "Ask <@U2>\nhttps://x"),
        ({"type": "static_select", "selected_option": {"value": "a"}}, "a"),
        ({"type": "radio_buttons", "selected_option": None}, None),
        ({"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]}, ["a", "b"]),
        ({"type": "checkboxes", "selected_options": []}, None),
        ({"type": "users_select", "selected_user": "U2"}, "U2"),
        ({"type": "multi_users_select", "selected_users": ["U2", "U3"]}, ["U2", "U3"]),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "datepicker", "selected_date": "2026-05-19"}, "2026-05-19"),
        ({"type": "timepicker", "selected_time": "09:30"}, "09:30"),
        ({"type": "datetimepicker", "selected_date_time": 1790000000}, "1790000000"),
        ({"type": "file_input", "files": [{"id": "F1"}]}, ["F1"]),
        ("nothing", None),
    ],
)
def test_every_kind_of_box_is_read(state: object, value: object) -> None:
    assert value_of(state) == value


def test_a_date_picked_in_a_message_is_what_was_picked() -> None:
    action = {
        "type": "datepicker",
        "action_id": "remind_me.1",
        "block_id": "pick:1.0:1|remind_me",
        "selected_date": "2026-05-19",
    }
    came = READER.read({**CLICK, "actions": [action]})
    assert came is not None
    assert came.inbound.what == Pressed(Press("remind_me"), "2026-05-19")


@pytest.mark.parametrize("body", [{"type": "app_rate_limited"}, {"type": "view_closed"}, {"type": "x"}, {}, [], None])
def test_kinds_nobody_waits_for_say_nothing(body: object) -> None:
    assert READER.read(body) is None


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
KEYS = [
    "team",
    "user",
    "container",
    "view",
    "actions",
    "event",
    "channel",
    "message",
    "authorizations",
    "state",
    "text",
    "tokens",
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["event_callback", "block_actions", "view_submission", "message_action", "shortcut", "x"]),
    st.dictionaries(
        st.sampled_from(KEYS),
        trees | st.dictionaries(st.sampled_from([*KEYS, "id", "type", "blocks", "values"]), trees),
    ),
    st.booleans(),
)
def test_no_payload_breaks_the_reader(kind: str, body: Json, command: bool) -> None:
    READER.read({"type": kind, "event_id": "Ev1", **({"command": "/coach"} if command else {}), **body})
    ORGANISATION.read({**CLICK, **body})
