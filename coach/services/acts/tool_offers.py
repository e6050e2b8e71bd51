"""Offering a tool at the moment of need, at most one a phase, and what a tool sends: its steps, its drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.services.scene import Scene
from coach.services.screens.cards import tooling as screen
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from dialogues import library, view
from dialogues.tools import offer
from storage import notes, people

if TYPE_CHECKING:
    from coach.services.desk import Desk


def turn_made(desk: Desk) -> None:
    """Note the tool that helps at a question that is open now, unless one was offered in its phase in this round."""
    if desk.state.status != "active":
        return
    moments = {moment.question for tool in library.tools().tools for moment in tool.moments}
    here = [one for one in view.open_questions(desk.state, desk.dialogue) if one in moments]
    if not here:
        return
    known = desk.offered
    tools, phases = {tool for tool, _ in known}, {question.partition(".")[0] for _, question in known}
    for wanted in here:
        found = offer(library.tools(), wanted, desk.facts, tools, phases)
        if found is not None:
            notes.keep_note(*desk.where, notes.Offered(found.id, wanted), at=desk.at, pass_n=desk.state.pass_n)
            tools.add(found.id)
            phases.add(wanted.partition(".")[0])
            desk.looks_anew()


def step(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The small ask a person has come to; nothing when they have gone on or stopped meanwhile."""
    with sender.room.transactions.read() as session:
        known = people.person_of(session, scene.workspace, delivery.person)
    run = known.settings.get("tool") if known else None
    if not run or run["project"] != scene.project or delivery.about != f"{run['n']}.{run['asks']}":
        return
    tool = screen.tool_named(run["tool"])
    if tool is not None:
        slot = f"tool:{delivery.about}:{delivery.person}"
        sender.show(slot, sender.dm(delivery.person), screen.ask(scene, tool, run["at"], run["given"]))


def kept(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """A word to somebody who went away in the middle of a tool: what they said is kept."""
    tool = screen.tool_named(delivery.about)
    if tool is not None:
        slot = f"tool_kept:{delivery.once}:{delivery.person}"
        sender.show(slot, sender.dm(delivery.person), screen.left(scene, tool, delivery.pass_n))


def drawing(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """A driver diagram, to whoever drew it."""
    with sender.room.transactions.read() as session:
        kept = notes.notes_of(session, scene.workspace, scene.project, notes.Drawing)
    mine = [note.what for note in kept if note.what.person == delivery.person]
    if mine:
        slot = f"drawing:{delivery.once}:{delivery.person}"
        sender.show(slot, sender.dm(delivery.person), screen.drawing(scene, mine[-1].links))


KINDS: dict[str, Callable[[Sender, Scene, Delivery], None]] = {
    "tool_step": step,
    "tool_kept": kept,
    "drawing": drawing,
}
