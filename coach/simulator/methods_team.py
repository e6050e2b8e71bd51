"""Who is who: auth.*, users.*, team.info, bots.info, reactions.add, installing, opening a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.methods_chat import channel
from coach.simulator.methods_conversations import paged
from coach.simulator.world import Person, SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
_ROTATED_SECONDS = 43_200


def auth_test(ws: Workspace, args: Json) -> Json:
    """auth.test: whose token this is."""
    return {
        "url": f"https://{ws.payloads.domain}.slack.com/",
        "team": ws.world.name,
        "user": ws.bot.handle,
        "team_id": ws.world.team_id,
        "user_id": ws.bot.id,
        "bot_id": ws.app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(ws: Workspace, args: Json) -> Json:
    """auth.revoke: the calling token stops working."""
    return {"revoked": True}


def described(ws: Workspace, person: Person) -> Json:
    """Return a person as users.info does: less of a Slack Connect guest, an email only with its scope."""
    moment = ws.world.clock.now()
    profile: Json = {"real_name": person.name, "display_name": person.name, "title": person.title}
    body: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.deactivated,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_admin": person.admin,
        "is_owner": person.admin,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_stranger": person.external,
        "updated": int(moment.timestamp()),
        "profile": profile,
    }
    if person.email and not person.external and "users:read.email" in ws.app.manifest.scopes:
        profile["email"] = person.email
    if person.external:
        return body
    from_utc = moment.astimezone(ws.world.zone_of(person)).utcoffset()
    offset = int(from_utc.total_seconds()) if from_utc else 0
    return {**body, "tz": person.zone, "tz_label": person.zone, "tz_offset": offset, "locale": "en-GB"}


def users_info(ws: Workspace, args: Json) -> Json:
    """users.info."""
    person = ws.world.people.get(str(args.get("user", "")))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": described(ws, person)}


def users_list(ws: Workspace, args: Json) -> Json:
    """users.list: everybody, closed accounts too."""
    return paged("members", [described(ws, one) for one in ws.world.people.values()], args, 200)


def lookup_by_email(ws: Workspace, args: Json) -> Json:
    """users.lookupByEmail: active people only."""
    for person in ws.world.people.values():
        if person.email and person.email == args.get("email") and not person.deactivated:
            return {"user": described(ws, person)}
    raise SlackError("users_not_found")


def team_info(ws: Workspace, args: Json) -> Json:
    """team.info."""
    return {"team": {"id": ws.world.team_id, "name": ws.world.name, "domain": ws.payloads.domain}}


def bots_info(ws: Workspace, args: Json) -> Json:
    """bots.info."""
    if args.get("bot") not in (None, ws.app.bot_id):
        raise SlackError("bot_not_found")
    names = {"id": ws.app.bot_id, "app_id": ws.app.app_id, "user_id": ws.bot.id, "name": ws.bot.name}
    return {"bot": {**names, "deleted": not ws.app.installed}}


def reactions_add(ws: Workspace, args: Json) -> Json:
    """reactions.add: once per name and message."""
    place = channel(ws, args)
    if ws.bot.id not in place.members:
        raise SlackError("not_in_channel")
    message = ws.world.messages[place.id].get(str(args.get("timestamp")))
    if message is None:
        raise SlackError("message_not_found")
    given = message.reactions.setdefault(str(args.get("name")), [])
    if ws.bot.id in given:
        raise SlackError("already_reacted")
    given.append(ws.bot.id)
    ws.world.changed(message)
    return {}


def connections_open(ws: Workspace, args: Json) -> Json:
    """apps.connections.open: a Socket Mode address that works once."""
    base = ws.response_urls.base.replace("http://", "ws://").replace("/hooks/", "/link")
    return {"url": f"{base}?ticket={ws.tickets.issue()}&app_id={ws.app.app_id}"}


def oauth_access(ws: Workspace, args: Json) -> Json:
    """oauth.v2.access: a code or a refresh token for a bot token, each once."""
    if args.get("client_id") != ws.app.client_id or args.get("client_secret") != ws.app.client_secret:
        raise SlackError("invalid_client_id" if args.get("client_id") != ws.app.client_id else "bad_client_secret")
    refreshing = args.get("grant_type") == "refresh_token"
    given = str(args.get("refresh_token" if refreshing else "code", ""))
    if not ws.grants.take(given):
        raise SlackError("invalid_refresh_token" if refreshing else "invalid_code")
    token = f"{ws.app.bot_token}-{ws.world.new_id('token')}"
    ws.api.tokens.add(token)
    body: Json = {
        "access_token": token,
        "token_type": "bot",
        "scope": ",".join(sorted(ws.app.manifest.scopes)),
        "bot_user_id": ws.bot.id,
        "app_id": ws.app.app_id,
        "team": {"id": ws.world.team_id, "name": ws.world.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": next(iter(ws.world.people))},
    }
    if ws.rotates_tokens or refreshing:
        body |= {"refresh_token": ws.grants.issue(), "expires_in": _ROTATED_SECONDS}
    return body


METHODS = {
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "users.info": users_info,
    "users.list": users_list,
    "users.lookupByEmail": lookup_by_email,
    "team.info": team_info,
    "bots.info": bots_info,
    "reactions.add": reactions_add,
    "apps.connections.open": connections_open,
    "oauth.v2.access": oauth_access,
}
