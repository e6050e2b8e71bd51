"""Block Kit for the page's tests: one of every kind, and three forms."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def words(text: str) -> Json:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Json]:
    """Return options whose values are their names in small letters."""
    return [{"text": words(name), "value": name.lower()} for name in names]


def button(action_id: str, label: str, **more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": words(label), "value": action_id, **more}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """Return an input block whose element has the block's own name."""
    inner = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": words(label), "element": inner, **more}


CONFIRM = {
    "title": words("Stop for today?"),
    "text": mrkdwn("Everything is *kept*."),
    "confirm": words("Stop"),
    "deny": words("Carry on"),
}
GROUPS = [
    {"label": words("Ideas"), "options": options("One", "Two", "Three", "Four", "Five", "Six")},
    {"label": words("As it is"), "options": options("Leave it", "Wait")},
]


def elements() -> list[Json]:
    """Return one of every element that may stand in an actions block."""
    return [
        button("primary", "Answer", style="primary", accessibility_label="Answer the question"),
        button("stop", "Stop here", style="danger", confirm=CONFIRM),
        {"type": "overflow", "action_id": "more", "options": options("Example", "Why")},
        {"type": "static_select", "action_id": "one", "placeholder": words("Pick one"), "options": options("A", "B")},
        {
            "type": "multi_static_select",
            "action_id": "several",
            "placeholder": words("Pick up to two"),
            "max_selected_items": 2,
            "option_groups": GROUPS,
        },
        {"type": "users_select", "action_id": "person", "placeholder": words("Who")},
        {"type": "multi_users_select", "action_id": "people", "placeholder": words("Who else")},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-05-19"},
        {"type": "timepicker", "action_id": "hour", "initial_time": "10:00"},
        {"type": "datetimepicker", "action_id": "moment", "initial_date_time": 1779267600},
        {"type": "radio_buttons", "action_id": "radio", "options": options("Yes", "Not yet")},
        {"type": "checkboxes", "action_id": "boxes", "options": options("Patients", "Nurses")},
    ]


def every_block() -> list[Json]:
    """Return one of every block that a message may hold."""
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich", "style": {"bold": True}}]}
    cells = [[{"type": "raw_text", "text": "Need"}], [{"type": "raw_text", "text": "Know when"}]]
    return [
        {"type": "header", "block_id": "header", "text": words("A heading")},
        {"type": "section", "block_id": "text", "text": mrkdwn("*Words*"), "accessory": button("beside", "Beside")},
        {"type": "section", "block_id": "facts", "fields": [mrkdwn("*When*\nTuesday"), words("*plain*")]},
        {"type": "divider", "block_id": "divider"},
        {"type": "context", "block_id": "context", "elements": [mrkdwn("Seen by: _your team_")]},
        {"type": "image", "block_id": "image", "image_url": "https://pics.example/x.png", "alt_text": "A run chart"},
        {"type": "rich_text", "block_id": "rich", "elements": [rich]},
        {"type": "table", "block_id": "table", "rows": cells},
        {"type": "actions", "block_id": "actions", "elements": elements()},
        field("line", "A line", {"type": "plain_text_input"}, dispatch_action=True),
    ]


def start_form() -> Json:
    """Return a form with a field of most kinds."""
    line = {"type": "plain_text_input"}
    blocks = [
        field("name", "What shall we call it?", {**line, "max_length": 20}, hint=words("Two words")),
        field("story", "What happens?", {**line, "multiline": True, "min_length": 5}, optional=True),
        field("who", "Who is with you?", {"type": "multi_users_select"}, optional=True),
        field("how", "How?", {"type": "radio_buttons", "options": options("Together", "Apart", "Alone")}),
        field("size", "How many?", {"type": "number_input", "is_decimal_allowed": False}, optional=True),
        field("mail", "Where to write?", {"type": "email_text_input"}, optional=True),
        {"type": "actions", "block_id": "go", "elements": [button("push", "Explain"), button("renew", "More fields")]},
    ]
    return {
        "type": "modal",
        "callback_id": "start",
        "title": words("Start a project"),
        "submit": words("Start"),
        "close": words("Cancel"),
        "blocks": blocks,
    }


def renewed_form() -> Json:
    """Return the same form with one field more, as views.update sends it."""
    form = start_form()
    form["blocks"].insert(1, field("extra", "One more thing", {"type": "plain_text_input"}, optional=True))
    return form


def pushed_form() -> Json:
    """Return the form that lies on top."""
    why = {"type": "section", "block_id": "why", "text": mrkdwn("Because."), "accessory": button("push", "Further")}
    return {"type": "modal", "callback_id": "why", "title": words("Why we ask"), "blocks": [why]}


def home() -> Json:
    """Return a Home tab."""
    blocks = [
        {"type": "header", "block_id": "h", "text": words("Your projects")},
        {"type": "actions", "block_id": "a", "elements": [button("open", "Open it")]},
    ]
    return {"type": "home", "blocks": blocks}
