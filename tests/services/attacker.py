"""Somebody of the team who looks at everything there is to see, twice, to work out who said what in between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.replying.helping import look_at, read_all
from coach.views import Message
from tests.dialogues.player import Player
from tests.services.stage import TUESDAY, scene_of

SUMMARIES = ("explore", "create", "evaluate", "agree", "round", "so_far")


def seen(player: Player, by: str, **changes: Any) -> dict[str, str]:
    """Every view that one person can call up, by its name, as at one moment, so that only what was said differs."""
    scene = scene_of(player, now=TUESDAY, **changes)
    return {name: view.text if isinstance(view, Message) else view for name, view in _views(scene, by)}


def _views(scene: Scene, by: str) -> Iterator[tuple[str, Message | str]]:
    public = {kept.question for every in scene.facts.answers.values() for kept in every if not kept.private}
    for question, cell in scene.state.cells.items():
        if cell.status in {"shown", "settled", "contested"} and (question in public or cell.stance):
            for n, message in enumerate(screens.reveal(scene, question)):
                yield f"reveal {question} {n}", message
            yield f"look {question}", look_at(scene, question)
            yield f"read {question}", read_all(scene, question)
    for what in SUMMARIES:
        yield f"summary {what}", screens.summary(scene, what, 0)
        yield f"text {what}", screens.summary_text(scene, what, 0)
        yield f"page {what}", screens.summary_page(scene, what, 0).decode()
    yield "card", screens.card(scene)
    yield "status", screens.status(scene, by)
    yield "next", screens.next_best(scene, by, "")
    yield "round done", screens.round_done(scene)
    yield "where we were", screens.where_we_were(scene)


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names of the views that differ."""
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]
