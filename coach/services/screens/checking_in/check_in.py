"""The message of a check-in for one person: their steps, a figure that is due, what they learned, what would help."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    date_said,
    label,
    message,
    name,
    note,
    press,
    project,
    text,
)
from coach.services.screens.checking_in.check_in_rhythm import rhythm_in
from coach.services.screens.record import one
from coach.services.screens.summing_up.summary_create import the_try
from coach.views import Button, Controls, Menu, Message, Part
from coach.words import first_up, plural, quoted, safe, shown
from coach.words.days import day_of, in_words, short_day
from dialogues.to_do import HELP, PROGRESS, Find, Measure, Sheet, Step

MOST_STEPS, MOST_MEASURES, MOST_FINDS = 8, 4, 3
SAID = {
    "done": "done",
    "on_track": "on track",
    "stuck": "stuck",
    "new_date": "a new day",
    "drop": "dropped",
}


def sheet(
    scene: Scene, mine: Sheet, *, since: datetime, asked: bool = True, talked: datetime | None = None, note_at: str = ""
) -> Message:
    """Return one person's check-in. `asked`: the coach sent it; else they asked for it themselves, early or late.

    What was said from `since` on is said already; `talked` is when they last spoke of it, or the last check-in came.
    """
    if mine.empty:
        return _nothing(scene)
    minutes = "One minute" if len(mine.steps) + len(mine.measures) < 2 else "Two minutes"
    head = (
        f"{project(scene)}, {_since(scene, talked or since)}. {minutes}."
        if asked
        else f"{project(scene)}: what is yours."
    )
    parts: list[Part | None] = [text(head)]
    numbered = len(mine.steps) > 1
    for place, step in enumerate(mine.steps[:MOST_STEPS], 1):
        parts += _step(scene, step, since, f"{place}  " if numbered else "")
    if len(mine.steps) > MOST_STEPS:
        parts.append(note(f"And {plural(len(mine.steps) - MOST_STEPS, 'more step')}. Type my actions to see them."))
    for measure in mine.measures[:MOST_MEASURES]:
        parts += _measure(scene, measure)
    for find in mine.finds[:MOST_FINDS]:
        parts += _find(scene, find)
    if mine.trying:
        parts.append(text(f"The try is yours: {the_try(scene, one(scene, 'evaluate.test_plan')) or 'as planned'}."))
    return message(*parts, *_closing(scene, note_at))


def _since(scene: Scene, since: datetime) -> str:
    if day_of(since, scene.state.zone) == day_of(scene.now, scene.state.zone):
        return "today"
    return f"since {short_day(day_of(since, scene.state.zone), day_of(scene.now, scene.state.zone))}"


def _nothing(scene: Scene) -> Message:
    return message(
        text(f"{project(scene)}: nothing here has your name on it, so I have nothing to ask you."),
        note("You can still tell me what you learned."),
        controls(button(scene, "Tell what I learned", "learned"), button(scene, "What next?", "next_best")),
    )


def _step(scene: Scene, step: Step, since: datetime, place: str) -> list[Part | None]:
    words, moved = f"{place}*{shown(step.what, 200)}*", step.how == "new_date"
    if step.how and step.said_at is not None and step.said_at >= since:
        day = "" if moved else _due(scene, step)  # the new day is said once
        return [text(f"{words}{day}: {_how(scene, step)}."), controls(_change(scene, step))]
    return [text(f"{words}{_due(scene, step)}{_before(scene, step)}"), Controls(_buttons(scene, step))]


def _before(scene: Scene, step: Step) -> str:
    """How it stood when somebody last spoke of it, as a person who was there would recall it; "" when nobody has."""
    zone = scene.state.zone
    when = f" on {short_day(day_of(step.said_at, zone), day_of(scene.now, zone))}" if step.said_at else ""
    if step.how == "stuck":
        why = f": {quoted(step.why, 120)}. Has that changed?" if step.why else ". What would get it moving?"
        return f". It was stuck{when}{why}"
    said = {"on_track": "It was on track", "new_date": "It was moved to this day"}.get(step.how, "")
    return f". {said}{when}." if said else ""


def _due(scene: Scene, step: Step) -> str:
    return f" ({date_said(scene, step.due)})" if step.due else ""


def _how(scene: Scene, step: Step) -> str:
    said = SAID.get(step.how, step.how)
    if step.how == "stuck" and step.why:
        return f"{said}, {quoted(step.why, 120)}"
    return f"{said}, {date_said(scene, step.due)}" if step.how == "new_date" and step.due else said


def _buttons(scene: Scene, step: Step) -> tuple[Button, ...]:
    return tuple(
        button(scene, words, do, PROGRESS, arg, hint=label(f"{words}: {step.what}"))
        for words, do, arg in _choices(scene, step)
    )


def _choices(scene: Scene, step: Step) -> tuple[tuple[str, str, str], ...]:
    """Each way a step may stand, in the words of the questions: label, press, argument."""
    doing = {"stuck": ("step_stuck", step.id), "new_date": ("step_date", step.id)}
    options = scene.dialogue.questions[PROGRESS].options
    return tuple((one.label, *doing.get(one.id, ("step_is", f"{one.id}:{step.id}"))) for one in options)


def _change(scene: Scene, step: Step) -> Menu:
    entries = tuple((words, press(scene, do, PROGRESS, arg)) for words, do, arg in _choices(scene, step))
    return Menu("Change", entries, hint=label(f"Change what you said of: {step.what}"))


def _measure(scene: Scene, measure: Measure) -> list[Part | None]:
    last = measure.figures[-1] if measure.figures else None
    before = f" Last: {last[1]:g} ({short_day(last[0], day_of(scene.now, scene.state.zone))})." if last else ""
    give = button(scene, "Give the figure", "figure", arg=measure.id, hint=label(f"Figure: {measure.words}"))
    return [text(f"What is the figure now? *{shown(measure.words, 200)}*.{before}"), controls(give)]


def _find(scene: Scene, find: Find) -> list[Part | None]:
    due = f" ({date_said(scene, find.due)})" if find.due else ""
    if find.question:
        found = button(scene, "I found out", "answer", find.question, hint=label(f"I found out: {find.words}"))
    else:
        found = button(scene, "I found out", "found", arg=find.phase, hint=label(f"I found out: {find.words}"))
    return [text(f"To find out: *{shown(find.words, 200)}*{due}"), controls(found)]


def _closing(scene: Scene, note_at: str) -> list[Part | None]:
    helps = scene.dialogue.questions[HELP].options
    who = "Only you see this." if alone(scene) else "Seen by: your team, with your name."
    posted = f"I'll post one short note for everybody, {note_at} at the latest." if note_at and not alone(scene) else ""
    return [
        text("Anything you learned that you didn't expect? Just type it."),
        controls(button(scene, "Or write it here", "learned", hint="What you learned")),
        text("What would help most?"),
        Controls(tuple(button(scene, option.label, "help_with", HELP, option.id) for option in helps)),
        note(f"{posted} {who}".strip()),
    ]


def kept(scene: Scene, what: str, how: str, details: Mapping[str, str], answer: str, person: str = "") -> Message:
    """Return the echo of what was said of a step, to be undone with one press."""
    today = day_of(scene.now, scene.state.zone)
    more = {"stuck": details.get("why", ""), "new_date": details.get("due", "")}.get(how, "")
    said = SAID.get(how, how)
    if how == "new_date" and more:
        said = f"{said}, {safe(in_words(more, today))}"
    elif more:
        said = f"{said}, {quoted(more, 120)}"
    after = f" {_who_hears(scene, person)}" if how == "stuck" else ""
    return _undone(scene, f"*{shown(what, 200)}*: {said}.{after}".rstrip(), PROGRESS, answer)


def _who_hears(scene: Scene, person: str) -> str:
    """Who hears that a step is stuck: the note of a check-in says it, and no other message does."""
    if rhythm_in(scene) is not None and not alone(scene):
        return "My note for everybody will say so."
    return (
        ""
        if person == scene.state.lead
        else f"I tell nobody else, so have a word with {name(scene, scene.state.lead)}."
    )


def smaller(scene: Scene, what: str, who: str, due: str) -> Message:
    """Return the echo of the one small step that was made of it."""
    whose = ", ".join(part for part in (name(scene, who), date_said(scene, due) if due else "") if part)
    return message(text(f"Kept: *{shown(what, 200)}* ({whose}). One small step is plenty. I'll look in again."))


def kept_figure(scene: Scene, measure: str, value: float, day: date, answer: str) -> Message:
    """Return the echo of a figure."""
    when = short_day(day, day_of(scene.now, scene.state.zone))
    return _undone(scene, f"*{shown(measure, 200)}*: {value:g} for {when}.", "check_in.learned", answer)


def kept_words(scene: Scene, words: str, answer: str) -> Message:
    """Return the echo of what somebody learned."""
    return _undone(scene, f"I've kept {quoted(words, 140)} as something you learned.", "check_in.learned", answer)


def kept_help(scene: Scene, option: str) -> Message:
    """Return the echo of what would help."""
    labels = {one.id: one.label for one in scene.dialogue.questions[HELP].options}
    if option == "nothing":
        return message(text("Good. I've noted that you need nothing just now."))
    words = labels.get(option, "").lower()
    return message(text(f"{first_up(safe(words))} would help: I've noted it for the note to everybody."))


def _undone(scene: Scene, words: str, question: str, answer: str) -> Message:
    undo = button(scene, "Undo", "undo", question, answer) if answer else None
    return message(text(words), controls(undo) if undo else None)
