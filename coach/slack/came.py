"""One thing that came in, with the ways by which it can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.inbound import Inbound

Kind = Literal["event", "command", "click", "form", "shortcut"]


@dataclass(frozen=True, slots=True)
class OpenView:
    """The form or Home that was acted in: ids, how deep in the stack of forms (1 to 3), its boxes' block ids."""

    id: str
    hash: str = ""
    depth: int = 1
    home: bool = False
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """An inbound with its answering ways: a trigger (3 seconds, once), a response URL, the view acted in."""

    kind: Kind
    inbound: Inbound
    trigger: str = ""
    response_url: str = ""
    view: OpenView | None = None

    @property
    def in_form(self) -> bool:
        """Say whether it happened in an open form (not in a message, not in Home)."""
        return self.view is not None and not self.view.home
