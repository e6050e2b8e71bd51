"""The one note for everybody after a check-in: what moved, what is stuck, what was learned, what to do next and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    date_said,
    message,
    moment,
    name,
    names,
    note,
    project,
    rows,
    text,
)
from coach.services.screens.channel.quiet import try_ahead
from coach.services.screens.leading.what_next import subject, take
from coach.services.screens.record import one
from coach.services.screens.seeing import current_card
from coach.services.screens.summing_up.summary_create import the_try
from coach.services.screens.unasked import titles
from coach.views import Button, Message
from coach.words import ended, joined, plural, quoted, safe, shown
from coach.words.days import day_of, short_day
from dialogues.digests import Digest
from dialogues.next_best import Suggestion
from dialogues.to_do import HELP, PROGRESS, Measure, Step

MOST, MOST_LEARNED = 4, 3


def check_in_note(
    scene: Scene, found: Digest, suggestion: Suggestion | None, talked: datetime | None = None
) -> Message:
    """Return the note: one message, edited as late answers come. Names only where the question shows names.

    `talked` is when the check-in before it came, or the team last looked back; else what it counts from.
    """
    named = scene.dialogue.questions[PROGRESS].seen_by == "names" and not alone(scene)
    since = short_day(day_of(talked or found.since, scene.state.zone), day_of(scene.now, scene.state.zone))
    return message(
        text(f"{project(scene)}, since {since}: {_counts(found)}."),
        text(rows(_lines(scene, found, named))),
        note(_who(scene, found, named)),
        text(_next(scene, suggestion)),
        controls(
            button(scene, "See steps", "actions"),
            *_take_up(scene, suggestion),
            button(scene, "What next?", "next_best") if suggestion is None else None,
        ),
    )


def _counts(found: Digest) -> str:
    pairs = (
        (found.done, "done"),
        (found.on_track, "on track"),
        (found.stuck, "stuck"),
        (found.moved, "moved to a new day"),
        (found.dropped, "dropped"),
    )
    said = [f"{len(steps)} {words}" for steps, words in pairs if steps]
    if not said:
        return "no step has moved"
    first = plural(len(next(steps for steps, _ in pairs if steps)), "step")
    return joined([f"{first} {said[0].partition(' ')[2]}", *said[1:]])


def _lines(scene: Scene, found: Digest, named: bool) -> list[str]:
    return [
        _row("Done", [_step(scene, step, named) for step in found.done]),
        _row("Stuck", [_stuck(scene, step, named) for step in found.stuck]),
        _row("New days", [f"{_step(scene, step, named)} to {date_said(scene, step.due)}" for step in found.moved]),
        _row("Dropped", [_step(scene, step, named) for step in found.dropped]),
        _row("Figures", [_figure(scene, measure) for measure in found.figures]),
        _row("Learned", [quoted(words) for words in found.learned[-MOST_LEARNED:]]),
        _row("What would help", [_help(scene, who, what, named) for who, what in found.help]),
    ]


def _row(head: str, said: Sequence[str]) -> str:
    if not said:
        return ""
    more = f" · +{len(said) - MOST} more" if len(said) > MOST else ""
    return f"*{head}*   {' · '.join(said[:MOST])}{more}"


def _step(scene: Scene, step: Step, named: bool) -> str:
    who = f" ({name(scene, step.owner)})" if named and step.owner else ""
    return f"{shown(step.what, 100)}{who}"


def _stuck(scene: Scene, step: Step, named: bool) -> str:
    why = f": {quoted(step.why, 120)}" if step.why else ""
    return f"{_step(scene, step, named)}{why}"


def _figure(scene: Scene, measure: Measure) -> str:
    """The newest figures; two points are two points, and no more is made of them."""
    today = day_of(scene.now, scene.state.zone)
    points = measure.figures[-3:]
    said = ", then ".join(f"{value:g} ({_day(day, today)})" for day, value in points)
    few = {1: "; one point, a start", 2: "; two points, too few to say which way"}.get(len(measure.figures), "")
    return f"{shown(measure.words, 100)}: {said}{few}"


def _day(day: date, today: date) -> str:
    return short_day(day, today)


def _help(scene: Scene, person: str, what: str, named: bool) -> str:
    labels = {option.id: option.label for option in scene.dialogue.questions[HELP].options}
    words = safe(labels.get(what, what).lower())
    return f"{words} ({name(scene, person)})" if named else words


def _who(scene: Scene, found: Digest, named: bool) -> str:
    said = []
    if found.away:
        said.append(f"Away: {names(scene, found.away)}." if named else f"Away: {plural(len(found.away), 'person')}.")
    if found.not_heard and not alone(scene):
        said.append(_still_open(found))
    return " ".join(said)


def _still_open(found: Digest) -> str:
    """How many are heard, never who isn't: nobody's silence is named where others read it."""
    total = len(found.asked)
    heard = total - len(found.not_heard)
    return f"{heard} of {plural(total, 'person')} heard so far. Late answers are added here."


def _next(scene: Scene, suggestion: Suggestion | None) -> str:
    """One thing to do next, and because of what."""
    if scene.state.status != "active":
        return ""
    if try_ahead(scene):
        plan = the_try(scene, one(scene, "evaluate.test_plan"))
        return f"*Next:* the try, {plan or moment(scene, scene.state.test_at)}, because that's what you planned."
    here = current_card(scene)
    if here:
        return f"*Next:* {titles(scene, here)}, because it's open now."
    if suggestion is None:
        when = moment(scene, scene.state.back_at)
        return f"*Next:* we look back together on {when}, because that's the day you chose." if when else ""
    return f"*Next:* {subject(scene, suggestion)}, because {ended(safe(suggestion.because))}"


def _take_up(scene: Scene, suggestion: Suggestion | None) -> tuple[Button, ...]:
    if suggestion is None or current_card(scene) or try_ahead(scene) or scene.state.status != "active":
        return ()
    return take(scene, suggestion)
