"""What is offered after an answer, to be taken with one tap or left: how you know, and what it hangs together with."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, label, text
from coach.services.screens.cards.lines_typed import who_named
from coach.services.screens.record import Line, line_of, lines
from coach.services.screens.seeing import question
from coach.services.screens.showing.hanging import needs_in_order, what_for, who_may_it_be
from coach.views import Button, Part, Pick, Press
from coach.words import quoted
from dialogues.facts import Kept
from dialogues.grades import is_graded
from dialogues.ties import IDEAS, NEEDS, STEPS, ends, likely

HOW = {"heard": "Someone told us", "seen": "We saw it", "counted": "We counted it", "guess": "It's our guess"}
"""How we know, as a person says it."""


def offers(scene: Scene, person: str, wanted: str) -> list[Part | None]:
    """Return what may be said beside a person's own answers to a question; empty when there is nothing to offer."""
    mine = [line_of(scene, kept) for kept in scene.facts.of(wanted) if kept.by == person]
    return [*_how_you_know(scene, wanted, mine), *_what_it_is_for(scene, wanted, mine)]


def ungraded(scene: Scene, person: str, wanted: str) -> tuple[Kept, ...]:
    """Return a person's own standing answers to a question of which nobody has said how we know."""
    mine = (kept for kept in scene.facts.of(wanted) if kept.by == person)
    return tuple(kept for kept in mine if not line_of(scene, kept).known)


def to_say_more(scene: Scene, wanted: str) -> Button | None:
    """Return the button under what was shown that opens one form: how we know these, or which need each helps."""
    every = lines(scene, wanted)
    if wanted == NEEDS and any(not line.known for line in every):
        return button(scene, "How do we know?", "know", wanted, hint="Say of each whether you counted, saw, heard it")
    if wanted == IDEAS and needs_in_order(scene) and any(not ends(scene.facts, line.id) for line in every):
        return button(scene, "What helps what", "helps", wanted, hint="Say which need each idea helps with")
    return None


def _how_you_know(scene: Scene, wanted: str, mine: list[Line]) -> list[Part | None]:
    if not is_graded(question(scene, wanted)):
        return []
    left = [line for line in mine if not line.known]
    if not left:
        return []
    asked = "How do you know?" if len(mine) == 1 else f"How do you know {quoted(left[0].words, 60)}?"
    if len(left) > 1:
        asked = "How do you know these?"
    taps = [button(scene, words, "grade", wanted, how) for how, words in HOW.items()]
    each: Button | None = button(scene, "Not all the same", "know", wanted, "mine") if len(left) > 1 else None
    return [text(f"{asked} One tap, or leave it."), controls(*taps, each)]


def _what_it_is_for(scene: Scene, wanted: str, mine: list[Line]) -> list[Part | None]:
    """For the first line that is tied to nothing: whose need it is, which need it helps, what the step is for."""
    makers = {NEEDS: _who_needs_it, IDEAS: _whom_it_helps, STEPS: _what_the_step_does}
    return makers[wanted](scene, mine) if wanted in makers else []


def _what_the_step_does(scene: Scene, mine: list[Line]) -> list[Part | None]:
    options = tuple((one, label(words)) for one, words in what_for(scene))
    left = next((line for line in mine if not ends(scene.facts, line.id)), None)
    if left is None or not options:
        return []
    press = Press("tie", scene.project, STEPS, 0, left.id)
    asked = text(f"What is {quoted(left.words, 80)} for? Pick one, or leave it.")
    return [asked, controls(Pick("What is it for?", options, press))]


def _whom_it_helps(scene: Scene, mine: list[Line]) -> list[Part | None]:
    """The likely need as a button, the others to pick from."""
    needs = needs_in_order(scene)
    left = next((line for line in mine if not ends(scene.facts, line.id)), None)
    if left is None or not needs:
        return []
    options = tuple((need.id, label(f"{n}  {need.words}")) for n, need in enumerate(needs, 1))[:100]
    guess = likely(left.words, [(need.id, need.words) for need in needs])
    place = next((n for n, need in enumerate(needs, 1) if need.id == guess), 0)
    press = Press("tie", scene.project, IDEAS, 0, left.id)
    yes = button(scene, label(f"It helps with {place}: {needs[place - 1].words}"), "tie", IDEAS, f"{left.id}>{guess}")
    return [
        text(f"Which need does {quoted(left.words, 80)} help with? Pick one, or leave it."),
        controls(yes if place else None, Pick("Which need?", options, press)),
    ]


def _who_needs_it(scene: Scene, mine: list[Line]) -> list[Part | None]:
    """For a need that says nobody: the kinds of people named so far."""
    groups = who_may_it_be(scene)
    left = next((line for line in mine if not who_named(line) and line.known), None)  # how we know is asked first
    if left is None or not groups:
        return []
    press = Press("tie", scene.project, left.question, 0, left.id)
    options = tuple((group, label(group)) for group in groups)[:100]
    return [text(f"Who needs {quoted(left.words, 80)}? Pick, or leave it."), controls(Pick("Who?", options, press))]
