"""Checking blocks and views against Block Kit's limits, with errors in the shape of `blocks.validate`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from coach.simulator import block_limits as kit
from coach.simulator import block_schema as rules
from coach.simulator.block_walk import elements, with_ids
from coach.simulator.world import SlackError

Json = dict[str, Any]
_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
# What a message, form or Home tab may hold over all its blocks of one type, in characters.
_SUMS = {"markdown": 12_000, "table": 10_000, "data_table": 20_000}
_VIEW_BYTES = 250_000


def errors_in_blocks(blocks: Any, surface: str = "message", at: str = "/blocks") -> list[Json]:
    """Return every broken rule as `{pointer, code, message, constraint: {type, expected, got}}`."""
    if not isinstance(blocks, list):
        return [_error(at, "type", "array", type(blocks).__name__)]
    found = list(_each_block(blocks, surface, at))
    if found:
        return found
    return [*_together(blocks, surface, at), *_uniqueness(blocks, at)]


def errors_in_view(view: Any, kind: str | None = None) -> list[Json]:
    """Return every broken rule of a view; `kind` (modal or home) says what the method takes."""
    if not isinstance(view, dict):
        return [_error("", "type", "object", type(view).__name__)]
    surface = kind or ("home" if view.get("type") == "home" else "modal")
    found = list(_check(kit.HOME if surface == "home" else kit.MODAL, view, ""))
    found += errors_in_blocks(view.get("blocks"), surface) if "blocks" in view else []
    fields = [b for b in view.get("blocks") or [] if isinstance(b, dict) and b.get("type") == "input"]
    if surface == "modal" and fields and not view.get("submit"):
        found.append(_error("/submit", "required", "submit with an input block", None))
    return found


def check_blocks(blocks: Any, serial: str) -> list[Json] | None:
    """Return the blocks with ids filled in; SlackError `invalid_blocks` with `errors` when a rule is broken."""
    if not blocks:
        return None
    found = errors_in_blocks(blocks)
    if found:
        raise SlackError("invalid_blocks", errors=found, response_metadata={"messages": _lines(found, "")})
    return with_ids(blocks, serial)


def check_view(view: Any, kind: str) -> None:
    """Let a good view pass; SlackError `invalid_arguments` with `errors`, or `view_too_large` over 250 kB."""
    if isinstance(view, dict) and len(json.dumps(view)) > _VIEW_BYTES:
        raise SlackError("view_too_large")
    found = errors_in_view(view, kind)
    if found:
        lines = _lines(found, "/view")
        raise SlackError("invalid_arguments", errors=found, response_metadata={"messages": lines})


def _lines(found: list[Json], before: str) -> list[str]:
    return [f"[ERROR] {one['message']} [json-pointer:{before}{one['pointer']}]" for one in found]


def _error(at: str, kind: str, expected: Any, got: Any) -> Json:
    words = f"{kind} should be {expected}, but is {got}"
    constraint = {"type": kind, "expected": expected, "got": got}
    return {"pointer": at, "code": "failed_constraint", "message": words, "constraint": constraint}


def _each_block(blocks: list[Any], surface: str, at: str) -> Iterator[Json]:
    if len(blocks) > _MOST_BLOCKS[surface]:
        yield _error(at, "max_items", _MOST_BLOCKS[surface], len(blocks))
    for number, block in enumerate(blocks):
        here = f"{at}/{number}"
        kind = block.get("type") if isinstance(block, dict) else None
        if kind not in kit.BLOCKS:
            yield _error(f"{here}/type", "enum", sorted(kit.BLOCKS), kind)
            continue
        barred = {"message": frozenset(), "home": kit.MESSAGE_ONLY, "modal": kit.NOT_IN_MODAL}[surface]
        if kind in barred:
            yield _error(f"{here}/type", "surface", f"not in a {surface}", kind)
        yield from _check(_with_common(kit.BLOCKS[kind], {"block_id": kit.ID}), block, here)
        yield from _block_as_a_whole(block, surface, here)


def _with_common(rule: rules.Obj, common: Json) -> rules.Obj:
    return rules.Obj({"type": rules.Anything(), **common, **rule.fields}, rule.needs, rule.loose)


def _block_as_a_whole(block: Json, surface: str, at: str) -> Iterator[Json]:
    if block["type"] == "section" and not block.get("text") and not block.get("fields"):
        yield _error(at, "required", "text or fields", None)
    if block["type"] == "image":
        yield from _image(block, at)
    inner = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
    for element in inner:
        if not isinstance(element, dict):
            continue
        if element.get("type") == "image":
            yield from _image(element, at)
        if element.get("type") == "file_input" and surface != "modal":
            yield _error(f"{at}/element/type", "surface", "a modal", surface)
        if element.get("type") in kit.ELEMENTS:
            yield from _choices(element, at)


def _image(image: Json, at: str) -> Iterator[Json]:
    if ("image_url" in image) == ("slack_file" in image):
        yield _error(at, "one_of", "exactly one of image_url and slack_file", "both or neither")


def _choices(element: Json, at: str) -> Iterator[Json]:
    if element["type"].endswith("static_select") and ("options" in element) == ("option_groups" in element):
        yield _error(at, "one_of", "exactly one of options and option_groups", "both or neither")
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    every = [one for group in groups for one in group.get("options", [])]
    first = [*element.get("initial_options", []), *([element["initial_option"]] if "initial_option" in element else [])]
    if "external" not in element["type"] and any(one not in every for one in first):
        yield _error(at, "initial_option", "one of the options, exactly", "something else")


def _together(blocks: list[Json], surface: str, at: str) -> Iterator[Json]:
    for kind, most in _SUMS.items():
        size = sum(_size(block) for block in blocks if block["type"] == kind)
        if size > most:
            yield _error(at, "max_length", f"{most} characters in all {kind} blocks", size)
    if surface == "message" and sum(block["type"] == "data_visualization" for block in blocks) > 2:
        yield _error(at, "max_items", "2 data_visualization blocks", "more")


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else _size(v) for k, v in value.items())
    return sum(_size(one) for one in value) if isinstance(value, list) else 0


def _uniqueness(blocks: list[Json], at: str) -> Iterator[Json]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen and block["type"] != "markdown":
            yield _error(f"{at}/{number}/block_id", "unique", "a block_id of its own", block_id)
        seen.add(block_id or "")
        actions = [e["action_id"] for _, e in elements([block]) if e.get("action_id")]
        if len(actions) != len(set(actions)):
            yield _error(f"{at}/{number}/elements", "unique", "an action_id of its own in its block", actions)


def _check(rule: Any, value: Any, at: str) -> Iterator[Json]:
    checks: dict[type, Callable[[Any, Any, str], Iterator[Json]]]
    checks = {rules.Obj: _object, rules.OneOf: _one_of, rules.Many: _many, rules.Text: _text, rules.Str: _string}
    if type(rule) in checks:
        yield from checks[type(rule)](rule, value, at)
    elif isinstance(rule, rules.Flag) and not isinstance(value, bool):
        yield _error(at, "type", "boolean", value)
    elif isinstance(rule, rules.Num) and not (type(value) is int and rule.least <= value <= rule.most):
        yield _error(at, "range", f"{rule.least} to {rule.most}", value)


def _object(rule: rules.Obj, value: Any, at: str) -> Iterator[Json]:
    if not isinstance(value, dict):
        yield _error(at, "type", "object", type(value).__name__)
        return
    for name in rule.needs:
        if name not in value:
            yield _error(f"{at}/{name}", "required", name, None)
    for name, inner in value.items():
        if name in rule.fields:
            yield from _check(rule.fields[name], inner, f"{at}/{name}")
        elif not rule.loose:
            yield _error(f"{at}/{name}", "additional_property", sorted(rule.fields), name)


def _one_of(rule: rules.OneOf, value: Any, at: str) -> Iterator[Json]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in rule.kinds:
        yield _error(f"{at}/type", "enum", sorted(rule.kinds), kind)
    elif kind in ("plain_text", "mrkdwn"):
        yield from _text(rules.Text(), value, at)
    else:
        yield from _check(_with_common(kit.KINDS[kind], {"block_id": kit.ID}), value, at)


def _many(rule: rules.Many, value: Any, at: str) -> Iterator[Json]:
    if not isinstance(value, list):
        yield _error(at, "type", "array", type(value).__name__)
        return
    if not rule.least <= len(value) <= rule.most:
        kind = "min_items" if len(value) < rule.least else "max_items"
        yield _error(at, kind, rule.least if kind == "min_items" else rule.most, len(value))
    for number, one in enumerate(value):
        yield from _check(rule.of, one, f"{at}/{number}")


def _text(rule: rules.Text, value: Any, at: str) -> Iterator[Json]:
    kinds = ("plain_text",) if rule.plain else ("plain_text", "mrkdwn")
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in kinds:
        yield _error(f"{at}/type", "enum", list(kinds), kind)
        return
    flag = "emoji" if kind == "plain_text" else "verbatim"
    yield from _object(
        rules.Obj({"type": rules.Anything(), "text": rules.Str(rule.most), flag: rules.Flag()}, ("text",)), value, at
    )


def _string(rule: rules.Str, value: Any, at: str) -> Iterator[Json]:
    if not isinstance(value, str):
        yield _error(at, "type", "string", type(value).__name__)
    elif rule.words and value not in rule.words:
        yield _error(at, "enum", list(rule.words), value)
    elif rule.pattern and not re.fullmatch(rule.pattern, value):
        yield _error(at, "pattern", rule.pattern, value)
    elif len(value) < rule.least:
        yield _error(at, "min_length", rule.least, len(value))
    elif len(value) > rule.most:
        yield _error(at, "max_length", rule.most, len(value))
