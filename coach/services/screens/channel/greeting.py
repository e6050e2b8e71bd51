"""Greetings: the welcome in the channel, the one for somebody alone, the first message to a named person, a nudge."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, message, name, names, note, press, project, text
from coach.services.screens.cards.asking import seen_by
from coach.services.screens.cards.drafts import agreement_question, what_is_meant
from coach.services.screens.cards.how_long import in_all
from coach.services.screens.cards.questions import stance_buttons
from coach.services.screens.seeing import closes, is_vote, open_for, question
from coach.services.screens.showing.stands import AGREEMENT
from coach.views import Button, Menu, Message
from coach.words import ended, in_words, one_line, safe

USUAL_ROUTE = (
    "Please leave out anything that could identify a patient. For an incident or an immediate worry, "
    "use your usual route, not me."
)
WHAT_I_DO = "I can ask, remind and summarise. You decide."


def welcome(scene: Scene) -> Message:
    """Return the greeting in the channel, once."""
    lead = scene.state.lead
    others = [one for one, member in scene.state.team.items() if one != lead and member.status != "left"]
    started = f"started by {name(scene, lead)}" + (f" with {names(scene, others, at_most=8)}" if others else "")
    long = "Short sets of questions, about five minutes each, over some weeks."
    quick = "About 15 minutes to a first plan."
    return message(
        text(f"{project(scene)} is now an improvement project, {started}."),
        text(
            "I'll ask short questions, show everybody's answers together, and write down what you decide. "
            f"{quick if scene.state.depth == 'quick' else long} You can stop at any point and nothing is lost."
        ),
        text(
            f"{WHAT_I_DO} I can't read this channel: I only see what you give me through my buttons, "
            "in a message to me, or when you mention me."
        ),
        note(USUAL_ROUTE),
        controls(
            button(scene, "I'd like to join", "join"),
            button(scene, "Not for me", "not_for_me"),
            button(scene, "What is this?", "what_is_this"),
        ),
    )


def welcome_alone(scene: Scene) -> Message:
    """Return the greeting for somebody who works alone: private, nobody is told."""
    return message(
        text(f"{project(scene)} is yours. Only you can see this, until you share it."),
        text(
            "I'll ask short questions and write down what you decide. About 12 minutes to a first plan, "
            "and a page you can show. Stop at any point; nothing is lost."
        ),
        text(f"{WHAT_I_DO} {run_by(scene)}"),
        note(USUAL_ROUTE),
        controls(
            button(scene, "Bring people in", "invite"),
            button(scene, "What is this?", "what_is_this"),
        ),
    )


def run_by(scene: Scene) -> str:
    """Return who runs the coach here, if the settings say so."""
    said = one_line(scene.run_by).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ended(f"I'm run here by {said}") if said else ""


def first_dm(scene: Scene, person: str) -> Message:
    """Return the first message to a named person, short enough to be read: the rest is said once they are in."""
    return message(
        text(
            f"Hello {name(scene, person)}. {name(scene, scene.state.lead)} would like your view on {project(scene)}: "
            f"{in_all(scene)}."
        ),
        text(
            "Your team sees the answers, with names only where I say so. Undo takes any answer back. "
            f"Press {bold('Fine')} to start."
        ),
        note(
            "I can't read channels, judge people or report incidents. No patients' names or details, please.",
            run_by(scene),
        ),
        controls(
            button(scene, "Fine", "fine", style="primary"),
            button(scene, "Not me", "not_me"),
            button(scene, "Ask me another time", "ask_later"),
        ),
    )


def nudge(scene: Scene, person: str, wanted: str) -> Message:
    """Return one reminder: what is open, until when, and that the team goes on either way."""
    if wanted not in scene.dialogue.questions:
        return message(text(f"{project(scene)}: nothing is open for you any more."))
    found = question(scene, wanted)
    until = closes(scene, person)
    closing = f"It closes {until} and the team goes on either way." if until else "The team goes on either way."
    left = len(open_for(scene, person))
    said = "{}, one question is still open for you in {}: {}"
    if left > 1:
        said = f"{{}}, {in_words(left)} questions are still open for you in {{}}. The first: {{}}"
    asked = agreement_question(scene) if wanted == AGREEMENT else safe(found.ask)
    return message(
        text(said.format(name(scene, person), project(scene), asked), what_is_meant(scene, wanted)),
        note(closing, seen_by(scene, wanted, person)),
        controls(
            *openers(scene, wanted),
            remind_menu(scene, wanted),
            button(scene, "Skip this one", "skip", wanted),
            button(scene, "Stop reminding me", "stop_reminding"),
        ),
    )


def openers(scene: Scene, wanted: str) -> list[Button | Menu]:
    """The first button of a nudge; an agreement shows its three, so that no answer is nearer than another."""
    found = question(scene, wanted)
    if found.mode == "consent" and not found.fields:
        return stance_buttons(scene, wanted)
    do = "pick" if is_vote(scene, wanted) else "edit" if found.mode == "confirm" else "answer"
    return [button(scene, "Answer", do, wanted, style="primary")]


def remind_menu(scene: Scene, wanted: str) -> Menu:
    """Return the menu of moments to be reminded at."""
    times = (("Later today", "later"), ("Tomorrow", "tomorrow"), ("Next working day", "working_day"))
    entries = [(words, press(scene, "remind_me", wanted, arg)) for words, arg in times]
    return Menu("Remind me", (*entries, ("On a date", press(scene, "remind_date", wanted))), hint="Remind me later")
