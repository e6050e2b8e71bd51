"""Forms that say how we know and what helps what: one box for each line, all of them may be left empty."""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import label, note
from coach.services.screens.cards.lines_typed import who_named
from coach.services.screens.leading.forms_team import made
from coach.services.screens.record import Line, line_of, lines
from coach.services.screens.replying.offers import HOW
from coach.services.screens.showing.hanging import helped_by, needs_in_order, what_for, who_may_it_be
from coach.views import Box, Form, Press, Text
from coach.words import cut, one_line
from dialogues.ties import IDEAS, NEEDS, STEPS, ends, likely

MOST = 20
NOTHING = "There is nothing to say it of yet. It comes once some lines have been shown."
LEFT = note("Leave any of it empty. You can come back to it.")


def know(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form that asks of each line how we know it (arg "mine": of one's own), and who needs it if unsaid."""
    wanted = press.question or NEEDS
    own = [line_of(scene, kept) for kept in scene.facts.of(wanted) if kept.by == person]
    every = own if press.arg == "mine" else list(lines(scene, wanted))
    boxes = [box for line in every[:MOST] for box in _of_line(scene, line)]
    return _form(Press(press.do, press.project, wanted, press.asked), "know_save", "How we know", boxes)


def _form(press: Press, save: str, title: str, boxes: list[Box]) -> Form:
    """A form of these boxes; a page that says so while there is nothing to say it of."""
    if not boxes:
        return Form(Press("next_best", press.project), title, parts=(Text(NOTHING),), submit="", close="Close")
    return made(press, save, title, tuple(boxes), LEFT)


def _of_line(scene: Scene, line: Line) -> list[Box]:
    boxes = [Box(f"known#{line.id}", _words(line), "choice", tuple(HOW.items()), line.known or None)]
    groups = who_may_it_be(scene)
    if line.question == "explore.needs" and groups and not who_named(line):
        options = tuple((group, label(group)) for group in groups)[:100]
        boxes.append(Box(f"who#{line.id}", "And who needs it?", "choice", options))
    return boxes


def helps(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form that asks of each idea which needs it helps; a likely one is named, never filled in."""
    needs = needs_in_order(scene)
    options = tuple((need.id, label(f"{n}  {need.words}")) for n, need in enumerate(needs, 1))[:100]
    boxes = []
    for line in lines(scene, IDEAS)[:MOST]:
        guess = likely(line.words, [(need.id, need.words) for need in needs])
        place = next((n for n, need in enumerate(needs, 1) if need.id == guess), 0)
        hint = f"Perhaps need {place}?" if place and not helped_by(scene, line.id) else ""
        chosen = list(helped_by(scene, line.id)) or None
        boxes.append(Box(f"helps#{line.id}", _words(line), "several", options, chosen, hint=hint))
    return _form(press, "helps_save", "What helps what", boxes if options else [])


def step_for(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form that asks of each next step what it is for: the decision, a risk, something to find out."""
    options = tuple((one, label(words)) for one, words in what_for(scene))
    boxes = []
    for line in lines(scene, STEPS)[:MOST]:
        now = next((end for end in ends(scene.facts, line.id) if end in dict(options)), None)
        boxes.append(Box(f"for#{line.id}", _words(line), "choice", options, now))
    return _form(press, "step_for_save", "What a step is for", boxes if options else [])


def _words(line: Line) -> str:
    return cut(one_line(line.words), 140)


FORMS = {"know": know, "helps": helps, "step_for": step_for}
