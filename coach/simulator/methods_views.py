"""Forms and Home tabs: views.*, and blocks.validate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.block_rules import errors_in_blocks, errors_in_view
from coach.simulator.passes import Trigger
from coach.simulator.view_stack import View
from coach.simulator.world import SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]


def _checked(ws: Workspace, args: Json, kind: str) -> tuple[Trigger, Json]:
    ws.check_view(args.get("view"), kind)
    trigger = ws.triggers.take(args.get("trigger_id"))
    return trigger, args["view"]


def _answer(ws: Workspace, view: View) -> Json:
    return {"view": ws.views.payload(view, ws.app.ids)}


def open_view(ws: Workspace, args: Json) -> Json:
    """views.open: a form for whoever caused the trigger, within its 3 seconds."""
    trigger, view = _checked(ws, args, "modal")
    return _answer(ws, ws.views.open(trigger.user, view))


def push(ws: Workspace, args: Json) -> Json:
    """views.push: a form on top of the one that was acted in, three deep at most."""
    trigger, view = _checked(ws, args, "modal")
    if trigger.view_id is None or trigger.view_id not in ws.views.by_id:
        raise SlackError("invalid_trigger_id")
    return _answer(ws, ws.views.push(trigger.user, view))


def update(ws: Workspace, args: Json) -> Json:
    """views.update: by view_id or external_id; a stale hash is a `hash_conflict`."""
    known = ws.views.by_id.get(str(args.get("view_id", "")))
    external = args.get("external_id")
    if known is None and external:
        known = next((v for v in list(ws.views.by_id.values()) if v.body["external_id"] == external), None)
    if known is None:
        raise SlackError("not_found")
    ws.check_view(args.get("view"), known.type)
    return _answer(ws, ws.views.update(known, args["view"], args.get("hash")))


def publish(ws: Workspace, args: Json) -> Json:
    """views.publish: somebody's Home tab, at any time."""
    user = ws.world.people.get(str(args.get("user_id", "")))
    if user is None or user.is_bot:
        raise SlackError("user_not_found")
    if not ws.app.manifest.home_tab:
        raise SlackError("not_enabled")
    ws.check_view(args.get("view"), "home")
    return _answer(ws, ws.views.publish(user.id, args["view"], args.get("hash")))


def validate(ws: Workspace, args: Json) -> Json:
    """blocks.validate: exactly one of blocks, view, message; pointers start at what was given."""
    given = [name for name in ("blocks", "view", "message") if args.get(name) is not None]
    if len(given) != 1:
        raise SlackError("invalid_arguments")
    what = args[given[0]]
    if given[0] == "view":
        found = errors_in_view(what)
    elif given[0] == "blocks":
        found = errors_in_blocks(what, at="")
    else:
        found = errors_in_blocks(what.get("blocks", []) if isinstance(what, dict) else what)
    if found:
        raise SlackError(f"invalid_{given[0]}", errors=found)
    return {}


METHODS = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
    "blocks.validate": validate,
}
