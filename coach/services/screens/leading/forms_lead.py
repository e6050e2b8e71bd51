"""Forms of the lead and of the way on: a good stop, one line, words of others, going on with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import label, note, rows, text
from coach.services.screens.leading.forms_team import made, working
from coach.services.screens.seeing import open_questions, phase, question
from coach.services.screens.thin import thin_needs
from coach.services.screens.unasked import PHASE_NAMES
from coach.views import Box, Form, Press, Text
from coach.words import first_up, safe
from coach.words.days import day_of

NO_PROJECT = "You're not in a project yet. Type /coach new to start one."
HARM_NOTE = "If someone could be harmed now, use your usual urgent route first, not me."


def stop(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a good stop: one next step with a name, and a day to come back."""
    day = day_of(scene.now, scene.state.zone) + timedelta(days=7)
    boxes = (
        Box("step", "What is the one next step?", placeholder="Time ten waits", max_length=300, focus=True),
        Box("who", "Who does it?", "person", value=person),
        Box("back_at", "When shall I come back?", "date", value=working(day).isoformat(), required=True),
    )
    said = note("Nothing is lost. I'll post what you have so far, and be quiet until that day.")
    return made(press, "stop_save", "A good place to stop", boxes, said, submit="Stop here")


def line(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the lead's one box: in one line, what did we find?"""
    here = press.arg or phase(scene)
    asked = {
        "explore": "In one line, what did we find?",
        "create": "In one line, what could we do?",
        "evaluate": "In one line, what happened?",
        "agree": "In one line, what did we agree?",
    }.get(here, "In one line, what matters most?")
    sent = Press(press.do, press.project, press.question, press.asked, here)
    box = Box("text", asked, value=scene.lines.get(here) or None, max_length=200, focus=True)
    told = note("It stands at the top of the summary, in your words. Leave it empty and the line is left out.")
    return made(sent, "line_save", "In one line", (box,), told)


def not_helpful(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form for a question of the coach's that was no help: why, if they like."""
    box = Box("reason", "What did I get wrong?", max_length=300, focus=True, hint="Leave it empty if you like.")
    said = note("Your answer stays as it is. What you write here is kept with the project, so that I can be bettered.")
    return made(press, "not_helpful_save", "Not helpful", (box,), said, submit="Set it aside")


def add_for(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to add words that somebody outside told one of the team: whose, as a role, and when."""
    options = question_options(scene)
    first = press.question if press.question in dict(options) else next(iter(dict(options)), None)
    boxes = (
        Box("voice", "Whose words are they?", hint="A role: a carer, the night nurse.", max_length=60, focus=True),
        Box("question", "Which question is it for?", "choice", options, first, required=True),
        Box("text", "What did they say?", "long_text", required=True, hint="One line each. No names or details."),
        Box("when", "When did they say it?", "date", value=day_of(scene.now, scene.state.zone).isoformat()),
    )
    return made(
        press,
        "add_for_save",
        "Someone told me",
        boxes,
        note("It's shown with their role. I keep them on the list of those who are to hear back."),
    )


def question_options(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return (id, title) of the questions words may be added to: what is open first, then lists that were shown."""
    open_now = [one for one in open_questions(scene) if question(scene, one).mode in {"solo", "gather"}]
    shown = [
        one
        for one, cell in scene.state.cells.items()
        if one in scene.dialogue.questions
        and cell.status in {"shown", "settled"}
        and question(scene, one).kind in {"list", "text"}
    ]
    every = dict.fromkeys([*open_now, *shown]) or {"explore.needs": None}
    return tuple((one, label(question(scene, one).title)) for one in every if one in scene.dialogue.questions)[:100]


def add_message(scene: Scene | None, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of the shortcut on somebody's message: which project, which question, their words."""
    scenes = tuple(context.get("scenes") or ((scene,) if scene else ()))
    here = scene or (scenes[0] if scenes else None)
    if here is None:
        return Form(press, "Add a message", parts=(Text(NO_PROJECT),), submit="")
    options = question_options(here)
    boxes = [
        Box(
            "question",
            "Which question is it for?",
            "choice",
            options,
            options[0][0] if options else None,
            required=True,
        ),
        Box("text", "The words", "long_text", value=str(context.get("text", ""))[:2900] or None, required=True),
        Box("voice", "Whose words are they?", hint="A role, if they aren't yours. Empty: yours.", max_length=80),
    ]
    if len(scenes) > 1:
        projects = tuple((one.project, label(one.name)) for one in scenes)[:100]
        boxes.insert(0, Box("project", "Which project?", "choice", projects, here.project, required=True))
    said = note("Please take out names and details first. Their message stays where it is.")
    return made(Press(press.do, here.project, "", 0, press.arg), "add_message_save", "Add a message", boxes, said)


def go_on(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to go on although something is thin; quick needs no reason."""
    found = thin_needs(scene, phase(scene))
    thin = text(
        f"{PHASE_NAMES.get(phase(scene), 'This part')}, still thin:",
        rows([f"• {safe(first_up(one.thin))}" for one in found]),
    )
    wanted = scene.state.depth != "quick"
    box = Box(
        "reason", "Why go on now?", hint="One line. It stays beside the summary.", required=wanted, max_length=300
    )
    return made(press, "go_on_save", "Go on", (box,), thin if found else None, submit="Go on")


def go_ahead_anyway(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to go ahead over a "not yet": the reason is kept and shown."""
    box = Box("reason", "Why go ahead now?", "long_text", required=True, max_length=500, focus=True)
    said = note("Both stay in the record: what they said, and your reason with your name.", HARM_NOTE)
    return made(press, "go_ahead_anyway_save", "Go ahead and note it", (box,), said, submit="Go ahead")


def ask_someone(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to hand a question to somebody who knows."""
    asked = (
        f'I\'ll ask them: "{safe(question(scene, press.question).ask)}"'
        if press.question in scene.dialogue.questions
        else ""
    )
    box = Box("to", "Who knows?", "person", required=True, focus=True)
    return made(press, "ask_someone_save", "Ask someone", (box,), text(asked), submit="Ask them")
