"""What to ask next and because of what: one proposal, the others in a line each, taken by a tap or passed over."""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, button, controls, label, message, name, note, project, rows, text
from coach.services.screens.leading.forms_team import made
from coach.services.screens.seeing import current_card, question
from coach.services.screens.unasked import PHASE_NAMES, asked_here
from coach.views import Box, Button, Form, Message, Press
from coach.words import ended, first_down, joined, safe
from dialogues import inputs as i
from dialogues.machine import TRYING
from dialogues.next_best import THIN, Suggestion
from dialogues.next_best import proposed as proposed_by_rule
from dialogues.view import may

ALSO = 3
FIRST = "Before you go on, I'd"
"""How a proposal begins where something else comes next already."""
KEPT = {"stop": "Stopped is not failed. Everything stays here to read.", "deeper": "Every answer is kept."}
DECISION = "agree.decision"
DECIDED = "decided_to_stop"
NO_YES = "try_without_yes"
LEFT_OPEN = frozenset({"not_known_yet"})
WEAK = LEFT_OPEN | {THIN}
"""Rules that don't speak up where nobody asked: what is left open has its own button as a phase ends."""
SAID_ALREADY = LEFT_OPEN | {NO_YES}
"""What is not proposed where the yes that a try waits for has a line and a button of its own."""
STANDS = "Everything said since stands, and afterwards you are back where you were."


def proposed(scene: Scene) -> tuple[Suggestion, ...]:
    """Return what the coach would ask next, the strongest first; nothing while it rests or is out trying."""
    if scene.state.status != "active" or scene.state.stopped or scene.state.walk == TRYING:
        return ()
    return proposed_by_rule(scene.dialogue, scene.state, scene.facts, scene.now)


def first(scene: Scene, but: frozenset[str] = frozenset()) -> Suggestion | None:
    """Return the strongest proposal, leaving out those of the rules in `but`; None when nothing stands out."""
    return next((one for one in proposed(scene) if one.signal not in but), None)


def subject(scene: Scene, one: Suggestion) -> str:
    """Return what a proposal is about, in bold: a question's title, or what it offers."""
    if one.offer == "stop":
        return bold("stop here, and stop well")
    if one.question in scene.dialogue.questions:
        return bold(safe(question(scene, one.question).title))
    return bold("go deeper")


def in_a_line(scene: Scene, one: Suggestion | None, start: str = "Next I'd") -> str:
    """Return a proposal in a sentence, with whom it is asked of and because of what; "" for none."""
    if one is None:
        return ""
    start = "You could" if one.offer else f"{start} look at"
    return f"{start} {subject(scene, one)}{'' if one.offer else with_whom(scene, one)}, because {_ended(one.because)}"


def _ended(because: str) -> str:
    return ended(safe(because))


def with_whom(scene: Scene, one: Suggestion) -> str:
    """Return of whom it would be asked; in the room and alone that goes without saying."""
    if alone(scene) or scene.state.way == "together":
        return ""
    lead = name(scene, scene.state.lead)
    runner = name(scene, scene.state.runner) if scene.state.runner else lead
    return {"everyone": " with everyone", "lead": f" with {lead}", "runner": f" with {runner}, who runs the try"}[
        one.whom
    ]


def what_next(scene: Scene, person: str, before: str = "") -> Message | None:
    """Return the proposal for one person, with the others under it; None when nothing stands out."""
    found = proposed(scene)
    if not found:
        return None
    head, rest = found[0], found[1 : 1 + ALSO]
    then = [safe(first_down(question(scene, one).title)) for one in head.then if one in scene.dialogue.questions]
    others = () if head.offer == "stop" else rest
    also = rows([f"•  {subject(scene, one)}, because {_ended(one.because)}" for one in others])
    own = may(scene.state, person, i.LookAgain)
    lead = name(scene, scene.state.lead)
    return message(
        text(f"{project(scene)}: {before}" if before else project(scene), in_a_line(scene, head)),
        text(f"After that: {joined(then)}." if then and not head.offer else ""),
        text("Also worth a look:", also) if also else None,
        note(KEPT.get(head.offer, STANDS) if own else f"{lead}, who leads, takes it up or chooses another."),
        controls(*buttons(scene, head)) if own else controls(button(scene, "Where are we?", "status")),
    )


def buttons(scene: Scene, one: Suggestion | None) -> tuple[Button, ...]:
    """Return the buttons under a proposal: take it up, or choose another."""
    if one is None:
        return ()
    return tuple(found for found in (*take(scene, one), another(scene)) if found)


def another(scene: Scene) -> Button | None:
    """Return the button that opens the list."""
    return button(scene, "Choose another", "choose_next", hint="Choose what to look at next")


def take(scene: Scene, one: Suggestion) -> tuple[Button, ...]:
    """Return what takes a proposal up: one tap asks it; stopping and going deeper open their form."""
    ask = None if one.signal == DECIDED else _ask(scene, one)
    if one.offer == "stop":
        return tuple(found for found in (button(scene, "Stop well", "stop_well"), ask) if found)
    if one.offer == "deeper":
        return (button(scene, "Go deeper", "deeper"),)
    return (ask,) if ask else ()


def _ask(scene: Scene, one: Suggestion) -> Button | None:
    if one.question not in scene.dialogue.questions:
        return None
    title = question(scene, one.question).title
    if one.signal == NO_YES:  # a form of its own: to open the question again would ask the team again too
        return button(scene, "Who said yes?", "answer", one.question)
    words = "Decide now" if one.question == DECISION else "Ask this now"
    return button(scene, words, "take_up", one.question, hint=label(f"{words}: {title}", 74))


def choose_next(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the list to choose from: what is proposed, each with its reason, and every other question."""
    found = [one for one in proposed(scene) if one.question in scene.dialogue.questions][:10]
    listed = tuple((one.question, label(question(scene, one.question).title)) for one in found)
    named = {one.question for one in found} | set(current_card(scene))
    others = tuple((one, _titled(scene, one)) for one in asked_here(scene) if one not in named)
    why = rows([f"•  {subject(scene, one)}, because {_ended(one.because)}" for one in found if not one.offer])
    boxes = (
        Box("question", "What I'd look at", "radio", listed, listed[0][0] if listed else None),
        Box("other", "Or any other question", "choice", tuple(dict(others).items())[:100]),
    )
    kept = tuple(box for box in boxes if box.options)
    return made(press, "choose_next_save", "Look at next", kept, text(why), note(STANDS), submit="Ask it now")


def _titled(scene: Scene, wanted: str) -> str:
    return label(f"{question(scene, wanted).title} ({PHASE_NAMES.get(wanted.split('.', 1)[0], '')})")


def asked_now(scene: Scene, wanted: str) -> Message:
    """Return the word to whoever took a proposal up: of whom it is asked, and that they come back to where they are."""
    found = question(scene, wanted)
    title = bold(safe(found.title))
    whom = {"everyone": "everybody", "lead": name(scene, scene.state.lead), "runner": "whoever ran the try"}[
        found.asked
    ]
    in_sight = alone(scene) or scene.state.way == "together"
    said = f"{title} is on the card now." if in_sight else f"I've asked {whom}: {title}."
    return message(text(f"{project(scene)}: {said}"), note(STANDS))
