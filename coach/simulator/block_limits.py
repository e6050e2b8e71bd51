"""Block Kit as a table: every object, its fields and their limits (slack-rules 1.3)."""

from __future__ import annotations

from typing import Any

from coach.simulator.block_schema import Anything, Flag, Many, Num, Obj, OneOf, Str, Text

ID = Str(255)
_DATE = Str(pattern=r"\d{4}-\d{2}-\d{2}")
_TIME = Str(pattern=r"([01]\d|2[0-3]):[0-5]\d")
_PLACEHOLDER = Text(150, plain=True)
_STYLE = Str(words=("primary", "danger"))
CONFIRM = Obj(
    {
        "title": Text(100, plain=True),
        "text": Text(300),
        "confirm": Text(30, plain=True),
        "deny": Text(30, plain=True),
        "style": _STYLE,
    },
    ("title", "text", "confirm", "deny"),
)
_OPTION = Obj({"text": Text(75, plain=True), "value": Str(150), "description": Text(75, plain=True)}, ("text", "value"))
_RICH_OPTION = Obj({"text": Text(75), "value": Str(150), "description": Text(75)}, ("text", "value"))
_LINK_OPTION = Obj({**_OPTION.fields, "url": Str(3000)}, ("text",))
_GROUP = Obj({"label": Text(75, plain=True), "options": Many(_OPTION, 100)}, ("label", "options"))


def _element(needs: tuple[str, ...] = (), **fields: Any) -> Obj:
    common = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": Flag()}
    return Obj({**common, **fields}, needs)


def _select(multi: bool, **fields: Any) -> Obj:
    more = {"max_selected_items": Num(1, 100)} if multi else {"response_url_enabled": Flag()}
    return _element(placeholder=_PLACEHOLDER, **fields, **more)


def _initial(kind: str, multi: bool) -> dict[str, Any]:
    return {f"initial_{kind}s": Many(Str(), 100)} if multi else {f"initial_{kind}": Str()}


def _typed(**fields: Any) -> Obj:
    return _element(placeholder=_PLACEHOLDER, dispatch_action_config=Anything(), **fields)


def _selects() -> dict[str, Obj]:
    found: dict[str, Obj] = {}
    for multi, prefix in ((False, ""), (True, "multi_")):
        first = {"initial_options": Many(_OPTION, 100)} if multi else {"initial_option": _OPTION}
        options = {"options": Many(_OPTION, 100), "option_groups": Many(_GROUP, 100), **first}
        talks = {"default_to_current_conversation": Flag(), "filter": Anything()}
        found |= {
            f"{prefix}static_select": _select(multi, **options),
            f"{prefix}external_select": _select(multi, min_query_length=Num(0, 100), **first),
            f"{prefix}users_select": _select(multi, **_initial("user", multi)),
            f"{prefix}conversations_select": _select(multi, **_initial("conversation", multi), **talks),
            f"{prefix}channels_select": _select(multi, **_initial("channel", multi)),
        }
    return found


_SELECTS = _selects()
_IMAGE = {"image_url": Str(3000), "slack_file": Anything(), "alt_text": Str(2000)}
_BUTTON = _element(
    ("text",),
    text=Text(75, plain=True),
    value=Str(2000),
    url=Str(3000),
    style=_STYLE,
    accessibility_label=Str(75),
    agent_prompt=Str(4000),
)
_CHECKS = {"options": Many(_RICH_OPTION, 10)}

ELEMENTS: dict[str, Obj] = {
    **_SELECTS,
    "button": _BUTTON,
    "overflow": _element(("options",), options=Many(_LINK_OPTION, 5)),
    "checkboxes": _element(("options",), **_CHECKS, initial_options=Many(_RICH_OPTION, 10)),
    "radio_buttons": _element(("options",), **_CHECKS, initial_option=_RICH_OPTION),
    "datepicker": _element(placeholder=_PLACEHOLDER, initial_date=_DATE),
    "timepicker": _element(placeholder=_PLACEHOLDER, initial_time=_TIME, timezone=Str(100)),
    "datetimepicker": _element(initial_date_time=Num(1_000_000_000, 9_999_999_999)),
    "plain_text_input": _typed(
        multiline=Flag(), initial_value=Str(3000, 0), min_length=Num(0, 3000), max_length=Num(1, 3000)
    ),
    "number_input": Obj(
        _typed(is_decimal_allowed=Flag(), initial_value=Str(), min_value=Str(), max_value=Str()).fields,
        ("is_decimal_allowed",),
    ),
    "email_text_input": _typed(initial_value=Str()),
    "url_text_input": _typed(initial_value=Str()),
    "rich_text_input": _typed(initial_value=Anything(), min_lines=Num(1, 100), max_lines=Num(1, 100)),
    "file_input": _element(filetypes=Anything(), max_files=Num(1, 10)),
    "image": Obj(dict(_IMAGE), ("alt_text",)),
    "feedback_buttons": Obj({"action_id": ID}, loose=True),
    "icon_button": Obj({"action_id": ID, "text": Text(75, plain=True)}, ("text",), loose=True),
}
_PICKS = (*_SELECTS, "checkboxes", "radio_buttons", "datepicker", "timepicker")
_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
_IN_INPUT = (*_PICKS, *_TYPED, "datetimepicker", "file_input")
_IN_ACTIONS = (*_PICKS, "button", "overflow", "datetimepicker", "rich_text_input")
_IN_SECTION = (*_PICKS, "button", "overflow", "image")

_LOOSE: dict[str, Obj] = {
    "data_table": Obj({"caption": Str(), "rows": Many(Many(Anything(), 20), 201, 2)}, ("caption", "rows")),
    "data_visualization": Obj({"title": Str(50)}),
    "video": Obj({"title": Text(199, plain=True), "author_name": Str(49), "alt_text": Str(2000)}, ("title",)),
    "file": Obj({"external_id": ID}),
    "alert": Obj({"text": Text(200)}, ("text",)),
    "card": Obj(
        {
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "subtext": Text(200),
            "actions": Many(OneOf(("button",)), 3),
        }
    ),
    "carousel": Obj({"elements": Many(OneOf(("card",)), 10)}),
    "container": Obj({"title": Text(150), "child_blocks": Many(Anything(), 10)}),
    "layout": Obj(
        {"label": Str(150), "rows": Many(Anything(), 5), "grid_lines": Str(words=("none", "rows", "outer"))},
        ("label", "rows"),
    ),
    "task_card": Obj({"status": Str(words=("pending", "in_progress", "complete", "error"))}),
    "plan": Obj({"tasks": Many(Anything(), 50)}),
}
_CELL = OneOf(("raw_text", "raw_number", "rich_text"))
_RICH = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
_RICH_OBJECTS: dict[str, Obj] = {
    "rich_text_section": Obj({"elements": Many(Anything(), 1000, 0)}, ("elements",)),
    "rich_text_quote": Obj({"elements": Many(Anything(), 1000, 0), "border": Num(0, 1)}, ("elements",)),
    "rich_text_preformatted": Obj(
        {"elements": Many(OneOf(("text", "link")), 1000, 0), "border": Num(0, 1), "language": Str()},
        ("elements",),
    ),
    "rich_text_list": Obj(
        {
            "elements": Many(OneOf(("rich_text_section",)), 1000),
            "style": Str(words=("bullet", "ordered")),
            "indent": Num(0, 8),
            "offset": Num(0, 10_000),
            "border": Num(0, 1),
        },
        ("elements", "style"),
    ),
    "text": Obj({"text": Str(100_000)}, ("text",), loose=True),
    "link": Obj({"url": Str()}, ("url",), loose=True),
    "raw_text": Obj({"text": Str(10_000, 0)}, ("text",)),
    "raw_number": Obj({"value": Anything()}, loose=True),
}
BLOCKS: dict[str, Obj] = {
    "section": Obj(
        {
            "text": Text(3000),
            "fields": Many(Text(2000), 10),
            "accessory": OneOf(_IN_SECTION),
            "expand": Flag(),
        }
    ),
    "header": Obj({"text": Text(150, plain=True), "level": Num(1, 4)}, ("text",)),
    "divider": Obj(),
    "context": Obj({"elements": Many(OneOf(("plain_text", "mrkdwn", "image")), 10)}, ("elements",)),
    "actions": Obj({"elements": Many(OneOf(_IN_ACTIONS), 25)}, ("elements",)),
    "context_actions": Obj({"elements": Many(OneOf(("feedback_buttons", "icon_button")), 5)}, ("elements",)),
    "input": Obj(
        {
            "label": Text(2000, plain=True),
            "element": OneOf(_IN_INPUT),
            "hint": Text(2000, plain=True),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
        ("label", "element"),
    ),
    "image": Obj({**_IMAGE, "title": Text(2000, plain=True)}, ("alt_text",)),
    "rich_text": Obj({"elements": Many(OneOf(_RICH), 1000)}, ("elements",)),
    "markdown": Obj({"text": Str(12_000)}, ("text",)),
    "table": Obj({"rows": Many(Many(_CELL, 20), 100), "column_settings": Many(Anything(), 20)}, ("rows",)),
    **{name: Obj(known.fields, known.needs, loose=True) for name, known in _LOOSE.items()},
}
KINDS: dict[str, Obj] = {**_RICH_OBJECTS, **ELEMENTS, **{n: b for n, b in BLOCKS.items() if n != "image"}}
MESSAGE_ONLY = frozenset({"markdown", "file", "context_actions", "task_card", "plan"})
NOT_IN_MODAL = MESSAGE_ONLY | {"table", "data_table", "carousel", "container"}
MODAL = Obj(
    {
        "type": Str(words=("modal",)),
        "title": Text(24, plain=True),
        "submit": Text(24, plain=True),
        "close": Text(24, plain=True),
        "private_metadata": Str(3000, 0),
        "callback_id": Str(255, 0),
        "external_id": Str(255, 0),
        "notify_on_close": Flag(),
        "clear_on_close": Flag(),
        "submit_disabled": Flag(),
        "blocks": Anything(),
    },
    ("type", "title", "blocks"),
)
HOME = Obj(
    {
        "type": Str(words=("home",)),
        "private_metadata": Str(3000, 0),
        "callback_id": Str(255, 0),
        "external_id": Str(255, 0),
        "blocks": Anything(),
    },
    ("type", "blocks"),
)
