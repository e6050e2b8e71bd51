"""What the installed app may do here: its scopes, commands, shortcuts and events, as its manifest says."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Command:
    """One slash command, its help line, and whether mentions in its words arrive as ids."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """One shortcut: `message` ones sit in a message's menu, `global` ones beside the words box."""

    callback_id: str
    name: str
    type: str


@dataclass(frozen=True)
class AppManifest:
    """The parts of Slack's app manifest that the workspace obeys; what is absent is not delivered or allowed."""

    name: str
    scopes: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = frozenset()
    home_tab: bool = True
    messages_tab: bool = True
    read_only_messages: bool = False

    @classmethod
    def read(cls, manifest: Json) -> AppManifest:
        """Read Slack's manifest format (display_information, features, oauth_config, settings)."""
        features = manifest.get("features", {})
        home = features.get("app_home", {})
        bot = features.get("bot_user", {})
        settings = manifest.get("settings", {})
        return cls(
            name=bot.get("display_name") or manifest.get("display_information", {}).get("name", "App"),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            commands=tuple(
                Command(
                    one["command"],
                    one.get("description", ""),
                    one.get("usage_hint", ""),
                    bool(one.get("should_escape")),
                )
                for one in features.get("slash_commands", [])
            ),
            shortcuts=tuple(
                Shortcut(one["callback_id"], one["name"], one["type"]) for one in features.get("shortcuts", [])
            ),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled")),
            read_only_messages=bool(home.get("messages_tab_read_only_enabled")),
        )

    def command(self, name: str) -> Command | None:
        """Return a slash command by its name with the slash."""
        return next((one for one in self.commands if one.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return a shortcut by its callback id."""
        return next((one for one in self.shortcuts if one.callback_id == callback_id), None)


@dataclass
class InstalledApp:
    """The app as this workspace knows it: its ids, its secrets (made anew for every workspace) and its manifest."""

    manifest: AppManifest
    bot_user: str
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(8)}")
    app_token: str = field(default_factory=lambda: f"xapp-{secrets.token_hex(8)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_id: str = "1.1"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    app_id: str = "A1"
    bot_id: str = "B1"
    verification_token: str = "local-verification"
    installed: bool = True

    @property
    def ids(self) -> Json:
        """The keys that messages and views of the app carry."""
        return {"app_id": self.app_id, "bot_id": self.bot_id}
