"""Slack's limits on what an app sends (slack-rules 1.2 to 1.4), for every recorded call of whatever test made it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from coach.simulator.block_rules import errors_in_blocks, errors_in_view

Json = dict[str, Any]
MESSAGES = {"chat.postMessage", "chat.update", "chat.postEphemeral"}
TEXT, VIEW_BYTES, SUM = 4000, 250_000, 13_000
_TS = re.compile(r"\d+\.\d{6}")
_PLACE = re.compile(r"[CDG][A-Z0-9]+")
_KEYS = {"text", "blocks", "view", "response_action", "errors", "response_type", "replace_original", "delete_original"}


def breaches(calls: Iterable[Json]) -> list[str]:
    """Every broken limit of these calls (`{method, args}`), named by its method."""
    return [f"{call['method']}: {what}" for call in calls for what in _of(call["method"], call["args"])]


def _of(method: str, args: Json) -> Iterator[str]:
    if args.get("view") is not None:
        yield from _view(args["view"])
    if args.get("blocks"):
        yield from (str(fault) for fault in errors_in_blocks(args["blocks"]))
        if _length(args["blocks"]) > SUM:
            yield f"{_length(args['blocks'])} characters over all blocks"
    if method in MESSAGES:
        yield from _message(method, args)
    if method in ("ack", "response_url"):
        yield from _answer(args)


def _view(view: Any) -> Iterator[str]:
    yield from (str(fault) for fault in errors_in_view(view))
    if len(json.dumps(view)) > VIEW_BYTES:
        yield "a view over 250 kB"


def _message(method: str, args: Json) -> Iterator[str]:
    if not 0 < len(args.get("text") or "") < TEXT:
        yield f"{len(args.get('text') or '')} characters of text"
    if not _PLACE.fullmatch(str(args.get("channel"))):
        yield f"no channel's id: {args.get('channel')}"
    for key in {"ts", "thread_ts"} & {key for key, value in args.items() if value}:
        if not _TS.fullmatch(str(args[key])):
            yield f"no {key}: {args[key]}"
    if method == "chat.update" and not args.get("ts"):
        yield "nothing to update"


def _answer(body: Json) -> Iterator[str]:
    """The ack of a command or a form, and what goes to a response URL."""
    if unknown := set(body) - _KEYS - {"thread_ts"}:
        yield f"unknown keys {sorted(unknown)}"
    if body.get("response_action") == "errors" and not all(
        isinstance(words, str) and 0 < len(words) < TEXT for words in body["errors"].values()
    ):
        yield "an error without words"
    if ("blocks" in body or "response_type" in body) and not 0 < len(body.get("text") or "") < TEXT:
        yield "an answer without words"


def _length(blocks: Any) -> int:
    """The characters of every text in the blocks: Slack refused some at over 13,000 in all (msg_blocks_too_long)."""
    if isinstance(blocks, list):
        return sum(_length(one) for one in blocks)
    if not isinstance(blocks, dict):
        return 0
    own = blocks.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(_length(one) for one in blocks.values())
