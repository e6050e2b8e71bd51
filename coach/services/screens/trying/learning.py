"""How far a try can be trusted: its four marks, had or not yet, and the figures one by one; no more than they say."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, message, note, project, rows, text
from coach.services.screens.trying import expecting
from coach.views import Message
from coach.words import in_words, joined, plural, shown
from coach.words.days import day_of, short_day
from dialogues import to_do
from dialogues.marks import ENOUGH_FOR_A_MIDDLE, OVER_TIME, Marks, marks, median
from dialogues.to_do import Measure

LAST = 12
NOT_A_SCORE = "Not a score: each of these makes it easier to trust what you saw."


def of(scene: Scene) -> Marks:
    """Return what the record shows of the four marks."""
    return marks(scene.facts, scene.expected, day_of(scene.now, scene.state.zone))


def marks_words(scene: Scene) -> str:
    """Return the four marks in one line: had, and not yet."""
    found = of(scene)
    pairs = (
        (found.predicted, "an expectation beforehand"),
        (found.small, "a small start"),
        (found.over_time, "figures over time"),
        (found.linked, "a second try"),
    )
    had, not_yet = ([words for ok, words in pairs if ok is wanted] for wanted in (True, False))
    pieces = (f"had: {joined(had)}" if had else "", f"not yet: {joined(not_yet)}" if not_yet else "")
    return "; ".join(piece for piece in pieces if piece)


def marks_screen(scene: Scene) -> Message:
    """Return the four marks, each with what there is so far."""
    found = of(scene)
    lines = [
        _mark("You said beforehand what you expect", found.predicted, ""),
        _mark("You began small", found.small, _people(found)),
        _mark("Figures over time", found.over_time, _figures(found)),
        _mark("One try after another", found.linked, f"{plural(found.tries, 'try')} so far" if found.tries < 2 else ""),
    ]
    return message(
        text(f"{project(scene)}: four marks of a good try."),
        text(rows(lines)),
        note(NOT_A_SCORE),
        controls(expecting.offer(scene), button(scene, "See the figures", "figures")),
    )


def _mark(words: str, had: bool, why: str) -> str:
    return f"•  {words}: {bold('had' if had else 'not yet')}{f' ({why})' if why else ''}"


def _people(found: Marks) -> str:
    if found.people is None:
        return "nobody has said with how many people"
    return f"about {found.people:g} in the first try"


def _figures(found: Marks) -> str:
    if found.over_time:
        return f"{found.figures} of one kind"
    return f"{in_words(OVER_TIME)} or more of one kind, on days of their own; you have {in_words(found.figures)}"


def figures_screen(scene: Scene) -> Message:
    """Return every series of figures, one by one with their days; the middle one once there are enough."""
    today = day_of(scene.now, scene.state.zone)
    found = [one for one in to_do.measures(scene.facts, today=today, since=today) if one.figures]
    if not found:
        return message(
            text(f"{project(scene)}: there are no figures yet."),
            note("They come with the check-ins, for what you said you would count. A pencil and paper will do."),
            controls(button(scene, "What is mine?", "check_in_mine"), button(scene, "What next?", "next_best")),
        )
    return message(
        text(f"{project(scene)}: the figures so far."),
        *(text(bold(shown(one.words, 100)), _series(scene, one), _middle(one)) for one in found[:6]),
        note("I list them as they are. What they mean is yours to say."),
        controls(button(scene, "Four marks of a good try", "marks")),
    )


def _series(scene: Scene, one: Measure) -> str:
    today = day_of(scene.now, scene.state.zone)
    before = len(one.figures) - LAST
    said = " · ".join(f"{short_day(day, today)}: {value:g}" for day, value in one.figures[-LAST:])
    return (f"the last {LAST} of {len(one.figures)}: " if before > 0 else "") + said


def _middle(one: Measure) -> str:
    count = len(one.figures)
    if count >= ENOUGH_FOR_A_MIDDLE:
        middle = median(value for _, value in one.figures)
        return f"The middle one of all {count} is {middle:g}: as many above it as below."
    if count == 1:
        return "One figure: a start."
    if count == 2:
        return "Two figures are two figures: too few to say which way it goes."
    left = ENOUGH_FOR_A_MIDDLE - count
    return f"{in_words(count).capitalize()} figures. With {in_words(left)} more I can show the middle one."
