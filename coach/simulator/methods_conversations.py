"""Channels and DMs: conversations.* and users.conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.methods_chat import channel, true
from coach.simulator.world import Place, SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
_KIND_SCOPES = {"channel": "channels", "im": "im", "mpim": "mpim"}
_TYPE_NAMES = {"public_channel": ("channel", False), "private_channel": ("channel", True)}


def _family(place: Place) -> str:
    return "groups" if place.private and place.kind == "channel" else _KIND_SCOPES[place.kind]


def described(ws: Workspace, place: Place) -> Json:
    """Return a place as Slack describes it; a DM names the other person."""
    external = any(ws.world.people[one].external for one in place.members)
    body: Json = {
        "id": place.id,
        "is_channel": place.kind == "channel" and not place.private,
        "is_group": place.kind == "channel" and place.private,
        "is_im": place.kind == "im",
        "is_mpim": place.kind == "mpim",
        "is_private": place.private or place.kind != "channel",
        "is_archived": place.archived,
        "is_ext_shared": external,
        "is_shared": external,
        "is_org_shared": False,
        "context_team_id": ws.world.team_id,
    }
    if place.kind == "im":
        return {**body, "user": next(one for one in place.members if one != ws.bot.id)}
    body |= {"name": place.name, "is_member": ws.bot.id in place.members, "num_members": len(place.members)}
    return {**body, "topic": {"value": place.topic}, "purpose": {"value": ""}}


def open_dm(ws: Workspace, args: Json) -> Json:
    """conversations.open: a DM with 1 to 8 people, the caller not counted; opening again gives the same."""
    if args.get("channel"):
        return {"channel": described(ws, channel(ws, args))}
    users = args.get("users") or ""
    wanted = users if isinstance(users, list) else [one for one in str(users).split(",") if one]
    if not wanted:
        raise SlackError("users_list_not_supplied")
    ws.api.need("im:write" if len(wanted) == 1 else "mpim:write")
    if len(wanted) > 8:
        raise SlackError("too_many_users")
    for one in wanted:
        if one not in ws.world.people or one == ws.bot.id:
            raise SlackError("user_not_found")
        if ws.world.people[one].deactivated:
            raise SlackError("user_disabled")
    known = set(ws.world.places)
    place = ws.world.direct({*wanted, ws.bot.id})
    body = described(ws, place) if true(args.get("return_im")) else {"id": place.id}
    return {"channel": body, "already_open": place.id in known, "no_op": place.id in known}


def info(ws: Workspace, args: Json) -> Json:
    """conversations.info: needs the read scope of the place's kind."""
    place = channel(ws, args)
    ws.api.need(f"{_family(place)}:read")
    body = described(ws, place)
    if not true(args.get("include_num_members")):
        body.pop("num_members", None)
    return {"channel": body}


def members(ws: Workspace, args: Json) -> Json:
    """conversations.members: ids, in pages."""
    place = channel(ws, args)
    ws.api.need(f"{_family(place)}:read")
    if place.kind == "channel" and place.private and ws.bot.id not in place.members:
        raise SlackError("channel_not_found")
    return paged("members", sorted(place.members), args, 100)


def paged(key: str, every: list[Any], args: Json, size: int) -> Json:
    """Return one page of a list and where the next begins (empty at the end)."""
    try:
        start = int(args.get("cursor") or 0)
        size = min(int(args.get("limit") or size), 1000)
    except ValueError:
        raise SlackError("invalid_cursor") from None
    following = str(start + size) if start + size < len(every) else ""
    return {key: every[start : start + size], "response_metadata": {"next_cursor": following}}


def _of_types(ws: Workspace, args: Json) -> list[Place]:
    """Return the places of the kinds asked for, each kind needing its own read scope."""
    names = str(args.get("types") or "public_channel").split(",")
    kinds = [_TYPE_NAMES.get(name.strip(), (name.strip(), False)) for name in names]
    if any(kind not in _KIND_SCOPES for kind, _ in kinds):
        raise SlackError("invalid_types")
    for kind, private in kinds:
        ws.api.need("groups:read" if private else f"{_KIND_SCOPES[kind]}:read")
    hide = true(args.get("exclude_archived"))
    places = [p for p in list(ws.world.places.values()) if (p.kind, p.private) in kinds and not (hide and p.archived)]
    return [p for p in places if ws.bot.id in p.members or (p.kind == "channel" and not p.private)]


def listed(ws: Workspace, args: Json) -> Json:
    """conversations.list: public channels, and what else the bot is in."""
    return paged("channels", [described(ws, place) for place in _of_types(ws, args)], args, 100)


def of_user(ws: Workspace, args: Json) -> Json:
    """users.conversations: those of one member, the bot's own by default."""
    user = args.get("user") or ws.bot.id
    mine = [described(ws, place) for place in _of_types(ws, args) if user in place.members]
    return paged("channels", mine, args, 100)


def join(ws: Workspace, args: Json) -> Json:
    """conversations.join: the bot enters a public channel."""
    place = channel(ws, args)
    if place.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if place.archived:
        raise SlackError("is_archived")
    already = ws.bot.id in place.members
    ws.acts.join(ws.bot, place)
    return {"channel": described(ws, place), **({"warning": "already_in_channel"} if already else {})}


METHODS = {
    "conversations.open": open_dm,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": listed,
    "conversations.join": join,
    "users.conversations": of_user,
}
