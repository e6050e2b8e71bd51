"""The app manifest, made from what the code really listens to and calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coach.slack.inbound import ADD_MESSAGE
from coach.slack.listeners.commands import COMMAND
from coach.slack.listeners.events import EVENTS

Json = dict[str, Any]
# Every Web API method that this room calls, by the client's name for it, and the bot scope it needs ("" for none).
METHODS = {
    "apps_connections_open": "",  # by the app-level token
    "auth_test": "",
    "bots_info": "users:read",
    "chat_delete": "chat:write",
    "chat_getPermalink": "",
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_open": "im:write",
    "files_completeUploadExternal": "files:write",
    "files_getUploadURLExternal": "files:write",
    "users_info": "users:read",
    "views_open": "",
    "views_publish": "",
    "views_push": "",
    "views_update": "",
}
# Slash commands, and shortcuts with them, need one scope.
_COMMANDS = "commands"
NAME = "Coach"
_DESCRIPTION = "Walks a health or care team through an improvement project: explore, create, evaluate, agree."
_USAGE = "new, status, next, actions, checkin, help"


def scopes() -> list[str]:
    """Return the bot scopes, in order: what the methods, the events and the command need, and no other."""
    return sorted({*METHODS.values(), *EVENTS.values(), _COMMANDS} - {""})


def manifest(*, request_url: str = "", name: str = NAME) -> Json:
    """Return the manifest to paste at api.slack.com/apps; for Socket Mode unless a request URL (https) is given.

    The app-level token for Socket Mode (connections:write) is made by hand: no manifest can hold it.
    """
    return {
        "display_information": {"name": name[:35], "description": _DESCRIPTION, "background_color": "#1f4e5f"},
        "features": _features(request_url, name),
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": _settings(request_url),
    }


def parts(of: Json) -> dict[str, list[str]]:
    """What a manifest lets an app do, each kind of part with its names in order.

    Names, descriptions, colours and addresses are anybody's own to choose and are left out. Whatever is not where
    Slack puts it counts as absent.
    """
    features, settings = _within(of, "features"), _within(of, "settings")
    home = _within(features, "app_home")
    commands = [one for one in _listed(features, "slash_commands") if isinstance(one, dict)]
    shortcuts = [one for one in _listed(features, "shortcuts") if isinstance(one, dict)]
    interactive = _within(settings, "interactivity").get("is_enabled")
    switches = {
        "the Home tab": home.get("home_tab_enabled"),
        "the Messages tab": home.get("messages_tab_enabled"),
        "people may write in the Messages tab": home.get("messages_tab_read_only_enabled") is not True,
        "interactivity": interactive,
        "names in commands arrive as ids": bool(commands) and all(one.get("should_escape") for one in commands),
    }
    return {
        "scope": _names(_listed(_within(of, "oauth_config", "scopes"), "bot")),
        "event": _names(_listed(_within(settings, "event_subscriptions"), "bot_events")),
        "command": _names(one.get("command") for one in commands),
        "shortcut": _names(f"{one.get('callback_id')} ({one.get('type')})" for one in shortcuts),
        "switched on": _names(name for name, on in switches.items() if on is True),
    }


def _within(json: object, *keys: str) -> Json:
    """The object found by following keys; empty where there is none."""
    for key in keys:
        json = json.get(key) if isinstance(json, dict) else None
    return json if isinstance(json, dict) else {}


def _listed(json: Json, key: str) -> list[Any]:
    found = json.get(key)
    return found if isinstance(found, list) else []


def _names(found: Iterable[object]) -> list[str]:
    return sorted({one for one in found if isinstance(one, str)})


def _features(request_url: str, name: str) -> Json:
    command: Json = {
        "command": COMMAND,
        "description": "Start or carry on an improvement project",
        "usage_hint": _USAGE,
        "should_escape": True,
    }
    shortcut = {
        "name": "Add to improvement project",
        "type": "message",
        "callback_id": ADD_MESSAGE,
        "description": "Give this message to your improvement project",
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": name[:80], "always_online": True},
        "shortcuts": [shortcut],
        "slash_commands": [{**command, "url": request_url} if request_url else command],
    }


def _settings(request_url: str) -> Json:
    address = {"request_url": request_url} if request_url else {}
    return {
        "event_subscriptions": {**address, "bot_events": sorted(EVENTS)},
        "interactivity": {"is_enabled": True, **address},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not request_url,
        "token_rotation_enabled": False,
    }
