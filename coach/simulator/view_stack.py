"""Forms and Home tabs: opening, stacking, updating and closing them as Slack allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coach.simulator.block_walk import state_values, with_ids
from coach.simulator.world import Change, SlackError, World

Json = dict[str, Any]
STACK_LIMIT = 3
_SENT = ("type", "title", "submit", "close", "private_metadata", "callback_id", "notify_on_close", "clear_on_close")


@dataclass
class View:
    """One form or Home tab on one person's screen, with what the person has typed so far."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])

    @property
    def title(self) -> str:
        """The title's words, empty for a Home tab."""
        return str((self.body.get("title") or {}).get("text", ""))


class ViewStacks:
    """Everybody's open forms (three deep at most) and Home tabs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_id: dict[str, View] = {}
        self.home: dict[str, View] = {}
        self._stacks: dict[str, list[View]] = {}

    def stack(self, user: str) -> list[View]:
        """Return a person's open forms, the top one last."""
        return self._stacks.setdefault(user, [])

    def top(self, user: str) -> View | None:
        """Return the form that a person sees."""
        stack = self.stack(user)
        return stack[-1] if stack else None

    def open(self, user: str, body: Json) -> View:
        """Open a form by itself; forms already open on that screen go."""
        with self.world.lock:
            self._forget(user)
            return self.push(user, body)

    def push(self, user: str, body: Json) -> View:
        """Put a form on top; `push_limit_reached` for a fourth."""
        with self.world.lock:
            stack = self.stack(user)
            if len(stack) >= STACK_LIMIT:
                raise SlackError("push_limit_reached")
            view = self._new(user, body, stack)
            stack.append(view)
        self.show(user)
        return view

    def publish(self, user: str, body: Json, known_hash: str | None) -> View:
        """Put up a person's Home tab; a stale hash is a `hash_conflict`."""
        with self.world.lock:
            old = self.home.get(user)
            if old is not None:
                return self._replace(old, body, known_hash)
            view = self._new(user, body, [])
            self.home[user] = view
        self.world.tell(Change("home", user=user, what=view))
        return view

    def update(self, view: View, body: Json, known_hash: str | None = None) -> View:
        """Put new content into a view; words typed are kept where block_id and action_id stayed the same."""
        with self.world.lock:
            self._replace(view, body, known_hash)
        return view

    def _replace(self, view: View, body: Json, known_hash: str | None) -> View:
        if known_hash and known_hash != view.hash:
            raise SlackError("hash_conflict")
        self._check_external_id(body, view)
        view.body = self._body(body)
        view.hash = self._new_hash()
        kept = state_values(view.blocks, {})
        view.typed = {
            block_id: {action_id: held for action_id, held in row.items() if action_id in kept.get(block_id, {})}
            for block_id, row in view.typed.items()
            if block_id in kept
        }
        if view.type == "home":
            self.world.tell(Change("home", user=view.user, what=view))
        else:
            self.show(view.user)
        return view

    def close(self, view: View) -> None:
        """Take one form off its stack, showing the one below."""
        with self.world.lock:
            stack = self.stack(view.user)
            if view in stack:
                stack.remove(view)
                self.by_id.pop(view.id, None)
        self.show(view.user)

    def clear(self, user: str) -> None:
        """Close all of a person's forms."""
        with self.world.lock:
            self._forget(user)
        self.show(user)

    def show(self, user: str) -> None:
        """Show a person's top form, or none."""
        self.world.tell(Change("view", user=user, what=self.top(user)))

    def _forget(self, user: str) -> None:
        for view in self.stack(user):
            self.by_id.pop(view.id, None)
        self._stacks[user] = []

    def _new(self, user: str, body: Json, stack: list[View]) -> View:
        self._check_external_id(body, None)
        view_id = self.world.new_id("V")
        below = stack[-1].id if stack else None
        root = stack[0].id if stack else view_id
        view = View(view_id, user, self._body(body), self._new_hash(), root, below)
        self.by_id[view_id] = view
        return view

    def _body(self, body: Json) -> Json:
        kept = {key: body.get(key) for key in _SENT}
        kept["private_metadata"] = body.get("private_metadata") or ""
        kept["callback_id"] = body.get("callback_id") or ""
        kept["external_id"] = body.get("external_id") or ""
        for flag in ("notify_on_close", "clear_on_close"):
            kept[flag] = bool(body.get(flag))
        return {**kept, "blocks": with_ids(body["blocks"], self.world.new_id("B"))}

    def _check_external_id(self, body: Json, own: View | None) -> None:
        wanted = body.get("external_id")
        if wanted and any(v.body["external_id"] == wanted for v in self.by_id.values() if v is not own):
            raise SlackError("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{self.world.new_ts().split('.')[0]}.{self.world.new_id('h')}"

    def payload(self, view: View, app: Json) -> Json:
        """Return a view as Slack sends it: all keys, typed words in `state.values`."""
        return {
            "id": view.id,
            "team_id": self.world.team_id,
            **view.body,
            "state": {"values": state_values(view.blocks, view.typed)},
            "hash": view.hash,
            "root_view_id": view.root_id,
            "previous_view_id": view.previous_id,
            "app_id": app["app_id"],
            "bot_id": app["bot_id"],
            "app_installed_team_id": self.world.team_id,
        }
