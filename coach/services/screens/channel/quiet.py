"""What the card shows when nothing is asked: paused, closed, out trying it, something thin, or waiting for a day."""

from __future__ import annotations

from datetime import date

from coach.services.scene import Scene
from coach.services.screens.build import alone, button, controls, long_moment, message, name, note, project, rows, text
from coach.services.screens.leading.finding_out import offer
from coach.services.screens.leading.to_find import until_then
from coach.services.screens.leading.what_next import FIRST, LEFT_OPEN, WEAK, another, buttons, first, in_a_line, take
from coach.services.screens.seeing import phase, question
from coach.services.screens.summing_up.summary_agree import NOT_CLEARED, is_cleared, missing_yes
from coach.services.screens.thin import thin_needs
from coach.services.screens.trying import expecting
from coach.services.screens.unasked import PHASE_NAMES, next_phase
from coach.views import Message
from coach.words import first_up, safe, shown
from coach.words.days import day_of, long_day
from dialogues.machine import TRYING
from dialogues.plan import GO_AHEAD, TEST_PLAN


def quiet_card(scene: Scene, *, asked: bool = False) -> Message:
    """Return the card when nothing is open. `asked`: somebody asks where things are, so the advice stands there too."""
    status = scene.state.status
    if status == "closed":
        return closed_card(scene)
    if status == "paused" or is_stopped(scene):
        return paused_card(scene)
    if scene.state.walk.endswith(".thin"):
        return thin_card(scene)
    if trying(scene):
        return trying_card(scene)
    return waiting_card(scene, asked=asked)


def is_stopped(scene: Scene) -> bool:
    """Say whether the team has stopped at a good place and nobody has carried on yet."""
    return scene.state.stopped


def closed_card(scene: Scene) -> Message:
    """Return the card of a project that is closed."""
    return message(
        text(f"{project(scene)} is closed. Everything stays here to read."),
        controls(
            button(scene, "Read the summary", "summary", arg="ending" if scene.ending else "round"),
            button(scene, "Take it with you", "export"),
        ),
    )


def paused_card(scene: Scene) -> Message:
    """Return the card of a project at rest."""
    step = scene.next_step
    return message(
        text(
            f"{project(scene)} is resting. Nothing is lost, and it can rest as long as you like.",
            f"Next step when you're back: {_step(scene, step)}" if step and step[0] else "",
        ),
        note(_back(scene)),
        controls(
            button(scene, "Carry on", "resume", style="primary"),
            button(scene, "Where were we?", "status"),
        ),
    )


def _step(scene: Scene, step: tuple[str, str]) -> str:
    return shown(step[0]) + (f" ({name(scene, step[1])})" if step[1] else "")


def _back(scene: Scene) -> str:
    when = long_moment(scene, scene.state.back_at)
    return f"I'll be back on {when}." if when else ""


def trying(scene: Scene) -> bool:
    """Say whether the team is out trying it."""
    return scene.state.walk == TRYING


def try_ahead(scene: Scene) -> bool:
    """Say whether a try has its day and is waited for, be the team out trying it or its quick round done."""
    test = scene.state.test_at
    return trying(scene) or (test is not None and scene.now < test)


def trying_card(scene: Scene) -> Message:
    """Return the card between planning a try and the day of it: no questions."""
    return message(
        text(f"{project(scene)}: you're out trying it. {the_day(scene)}", not_cleared(scene)),
        note("No questions until then. First I'll ask whether anything went wrong, or nearly."),
        controls(
            button(scene, "It's done, start now", "start_now", style="primary"),
            expecting.offer(scene),  # apart it came to each of them too
            button(scene, "What we planned", "summary", arg="evaluate"),
            button(scene, "Someone could be harmed now", "harm"),
        ),
    )


def the_day(scene: Scene) -> str:
    """Return on which day the try is, in a sentence."""
    test = scene.state.test_at
    return f"The try is on {long_day(day_of(test, scene.state.zone)) if test else 'the day you named'}."


def not_cleared(scene: Scene) -> str:
    """Return that the try is not cleared yet; "" once somebody's yes is on record."""
    return "" if is_cleared(scene) else NOT_CLEARED + ". Somebody still has to say yes."


def no_yes_yet(scene: Scene, day: str) -> bool:
    """Say whether the try of a day (ISO) still lies ahead, and nobody's yes to it is on record."""
    state = scene.state
    ahead = state.test_at is not None and scene.now < state.test_at and _day_of_try(scene).isoformat() == day
    return ahead and state.status == "active" and not is_stopped(scene) and not is_cleared(scene)


def try_without_yes(scene: Scene) -> Message:
    """Return the lead's word before a try that nobody has said yes to yet: when it is, whose yes is missing."""
    return message(
        text(f"{project(scene)}: the try is {_when(scene)}. {missing_yes(scene)}"),
        note("If they've said yes, tell me. If not, the try can wait for them: nothing is lost."),
        controls(
            button(scene, "Who said yes?", "answer", GO_AHEAD, style="primary"),
            button(scene, "Move the day", "answer", TEST_PLAN, hint="Change the day in the plan of the try"),
        ),
    )


def yes_heard(scene: Scene) -> Message:
    """Return what meets a typed "matron said yes": the form that keeps whose yes it is."""
    return message(
        text(f"{project(scene)}: good. Is that the yes to the try? Then note whose it is, so that it can start."),
        note("I've kept nothing yet. If it was something else, press Answer on its card."),
        controls(button(scene, "Who said yes?", "answer", GO_AHEAD, style="primary")),
    )


def _day_of_try(scene: Scene) -> date:
    return day_of(scene.state.test_at or scene.now, scene.state.zone)


def _when(scene: Scene) -> str:
    day, today = _day_of_try(scene), day_of(scene.now, scene.state.zone)
    near = {0: "today, ", 1: "tomorrow, "}.get((day - today).days, "on ")
    return near + long_day(day, today)


def thin_card(scene: Scene) -> Message:
    """Return the card at the end of a phase when something is thin: named kindly, with ways on."""
    here = phase(scene)
    found, after, strong = thin_needs(scene, here), next_phase(here), first(scene, WEAK)
    looks = [
        button(scene, f"Look at: {question(scene, need.question).title}", "look_again", need.question)
        for need in found[:2]
        if need.question in scene.dialogue.questions and not (strong and strong.question == need.question)
    ]
    return message(
        text(
            f"{project(scene)}: {PHASE_NAMES.get(here, 'this part')} is nearly done.",
            "Before you go on, this is still thin:",
            rows([f"• {safe(first_up(need.thin))}" for need in found[:5]]),
        ),
        text(in_a_line(scene, strong, "Most of all I'd")),
        note("Thin is fine when you know why. I'll write the reason down beside it."),
        controls(
            *(take(scene, strong) if strong else ()),
            *looks[: 1 if strong else 2],
            another(scene),
            button(scene, f"Go on to {PHASE_NAMES[after]}" if after else "Go on", "go_on"),
        ),
    )


def _ahead(scene: Scene) -> tuple[str, ...]:
    return (the_day(scene), not_cleared(scene)) if try_ahead(scene) else ()


def waiting_card(scene: Scene, *, asked: bool = False) -> Message:
    """Return the card when the next thing has its day.

    What to look at before is said in the word that ends a phase, and to the lead; the card says it to whoever asked.
    What is to be found out stands there for a team; alone that word is read beside it.
    """
    when = long_moment(scene, scene.state.back_at)
    best = first(scene, LEFT_OPEN) if asked and scene.state.way != "apart" else None  # apart the lead's panel has it
    finds = asked or not alone(scene)
    return message(
        text(f"{project(scene)}: nothing is open just now.", *_ahead(scene), until_then(scene) if finds else ""),
        text(in_a_line(scene, best, FIRST)),
        note(f"I'll be back on {when}, or press Start now." if when else "Press Start now when you're ready to go on."),
        controls(
            button(scene, "Start now", "start_now", style="primary"),
            *buttons(scene, best),
            offer(scene) if finds and scene.state.way != "apart" else None,
            button(scene, "Summary", "summary"),
            button(scene, "Stop here", "stop"),
        ),
    )
