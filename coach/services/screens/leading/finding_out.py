"""How a phase ends on a screen: one short form for the one thing most worth finding out, and the buttons around it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coach.services.scene import Scene, ToFind
from coach.services.screens.build import alone, button, controls, label, message, name, note, project, text
from coach.services.screens.leading.forms_team import made
from coach.services.screens.leading.to_find import (
    ROUND,
    ending,
    everything,
    last_ending,
    mine,
    nobodys,
    taken_on,
    what_words,
)
from coach.services.screens.seeing import is_vote, question
from coach.services.screens.unasked import PHASE_NAMES, titles
from coach.views import Box, Button, Form, Message, Press, Text
from coach.words import ended, first_up
from coach.words.days import day_of, short_day

PICK_ONE = "Pick one, or write it in your own words."


def offer(scene: Scene) -> Button | None:
    """Return the button that names who finds out what, as a phase ends with something left open; else nothing."""
    phase = ending(scene)
    if not phase or not (scene.gaps or taken_on(scene)):
        return None
    words = "Change who finds out" if taken_on(scene) else "Plan to find out" if alone(scene) else "Who finds out?"
    return button(scene, words, "find_out", arg=phase)


def find_out(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of the one thing most worth finding out: which, who, and by when; it can be changed later."""
    if scene.state.way == "apart" and person != scene.state.lead:
        return _for_the_others(scene)
    phase = press.arg or last_ending(scene)
    now = next((one for one in taken_on(scene) if one.phase == phase), None)
    sent = Press(press.do, press.project, press.question, press.asked, phase)
    asked = _options(scene, phase)
    options = tuple((one, label(first_up(titles(scene, (one,))))) for one in asked)
    chosen = now.question if now else ""
    boxes = (
        Box("question", "What is most worth finding out?", "choice", options, chosen or None),
        Box(
            "what",
            "In your own words" if options else "What is most worth finding out?",
            value=(now.what or None) if now else None,
            placeholder="How many go home after 18:00",
            hint="Leave it empty if the line above says it." if options else "",
            max_length=200,
        ),
        Box("who", "Who finds out?", "person", value=(now.owner if now else "") or (person if alone(scene) else None)),
        Box("due", "By when?", "date", value=(now.due if now else "") or before_we_meet(scene).isoformat()),
    )
    kept = tuple(box for box in boxes if box.options or box.kind != "choice")
    return made(sent, "find_out_save", "To find out", kept, _above(scene, phase))


def _for_the_others(scene: Scene) -> Form:
    """What is to be found out, for somebody who does not lead: a page to read."""
    said = f"To find out: {ended(everything(scene))}" if everything(scene) else "There is nothing to find out just now."
    who = f"{name(scene, scene.state.lead)} names who finds out what. If you could, tell them."
    return Form(
        Press("status", scene.project), "To find out", parts=(Text(f"{said}\n{who}"),), submit="", close="Close"
    )


def _options(scene: Scene, phase: str) -> tuple[str, ...]:
    """What nobody could answer, this phase's first."""
    known = [gap for gap in scene.gaps if gap in scene.dialogue.questions]
    return tuple(sorted(known, key=lambda gap: gap.split(".", 1)[0] != phase))[:100]


def _above(scene: Scene, phase: str) -> Any:
    head = "This round" if phase == ROUND else PHASE_NAMES.get(phase, "This part")
    several = len(nobodys(scene)) > 1
    rest = "One is enough: the others stay on the list, and nobody has to take them on." if several else ""
    return note(f"{head} leaves something open.", rest, "You can change this at any time.")


def before_we_meet(scene: Scene) -> date:
    """Return the last working day before the coach comes back; in a week when no day is set; never before today."""
    today = day_of(scene.now, scene.state.zone)
    back = scene.state.back_at
    day = day_of(back, scene.state.zone) - timedelta(days=1) if back else today + timedelta(days=7)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return max(day, today)


def found(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of what came of the team's own words."""
    phase = press.arg or next((one.phase for one in mine(scene, person) if not one.question), "")
    one = next((one for one in taken_on(scene) if one.phase == phase and not one.question), None)
    asked = what_words(scene, one) if one else ""
    box = Box("text", "What did you find out?", "long_text", required=True, max_length=500, focus=True)
    said = note("It stands in the summary. A rough answer is fine. No names or details that could identify anyone.")
    sent = Press(press.do, press.project, press.question, press.asked, phase)
    return made(sent, "found_save", "Found out", (box,), text(f"You were finding out: {asked}." if asked else ""), said)


def found_button(scene: Scene, one: ToFind, words: str = "I found out") -> Button | None:
    """Return the button that takes what was found out: the question's own form, or one box for words of their own."""
    hint = label(f"{words}: {one.what or titles(scene, (one.question,))}", 74)
    if not one.question:
        return button(scene, words, "found", arg=one.phase, hint=hint)
    if one.question not in scene.dialogue.questions or question(scene, one.question).mode == "consent":
        return None
    return button(scene, words, "pick" if is_vote(scene, one.question) else "answer", one.question, hint=hint)


def by_day(scene: Scene, one: ToFind) -> str:
    """Return ", by Fri 22 May"; "" without a day."""
    try:
        day = date.fromisoformat(one.due)
    except ValueError:
        return ""
    return f", by {short_day(day, day_of(scene.now, scene.state.zone))}"


def yours(scene: Scene, question_id: str, phase: str) -> Message:
    """Return the word to somebody who is asked to find something out."""
    one = _meant(scene, question_id, phase)
    lead = name(scene, scene.state.lead)
    if one is None:
        return message(text(f"{project(scene)}: {lead} asked you to find something out. It has been found out since."))
    return message(
        text(f"{project(scene)}: {lead} asks if you could find out {what_words(scene, one)}{by_day(scene, one)}."),
        note(f"A rough answer is fine. If it isn't yours to find out, tell {lead}."),
        controls(found_button(scene, one)),
    )


def was_found(scene: Scene, question_id: str, phase: str) -> Message:
    """Return the word to the lead that something was found out."""
    one = next((one for one in scene.to_find if one.found and not one.question and one.phase == phase), None)
    words = what_words(scene, one) if one else titles(scene, (question_id,)) or "what you wanted to know"
    return message(
        text(f"{project(scene)}: somebody found out {words}."),
        controls(button(scene, "So far", "summary", arg="so_far")),
    )


def _meant(scene: Scene, question_id: str, phase: str) -> ToFind | None:
    fitting = (one for one in taken_on(scene) if one.question == question_id and one.phase == phase)
    return next(fitting, None)
