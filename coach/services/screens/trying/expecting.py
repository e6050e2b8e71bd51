"""What each person expects of a try: asked before it in private, shut until the result is in, then set beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, button, controls, message, note, project, text
from coach.services.screens.leading.forms_team import made
from coach.services.screens.record import Line, lines, one
from coach.services.screens.rows import date_or_words, quotes
from coach.services.screens.summing_up.summary_create import people, the_try
from coach.views import Box, Button, Form, Message, Press
from coach.words import ended, in_words, joined, quoted, shown
from coach.words.days import day_of
from dialogues import predicting
from dialogues.plan import TEST_PLAN as PLAN
from dialogues.predicting import ENOUGH, RESULTS, Expected, Figure

LONGEST = 200
ASK = "What do you expect to see?"
HOW = "One line is enough. A number helps, like 8 of 12."
NO_TRY = "There's no try planned just now, so there's nothing to expect yet."
NOT_THIS_TIME = "That's fine. Nobody is told."
TAKEN_BACK = "I've taken it out. You can still say it before the result is in."
_LISTED = 8


def may_say(scene: Scene) -> bool:
    """Say whether what somebody expects still counts as said before the result."""
    return predicting.may_say(scene.state, scene.facts, day_of(scene.now, scene.state.zone))


def mine(scene: Scene, person: str) -> Expected | None:
    """Return what a person expects of the try that is on, as it stands."""
    asked = predicting.try_on(scene.state)
    return predicting.standing(scene.expected, scene.state.pass_n, asked).get(person) if asked else None


def offer(scene: Scene) -> Button | None:
    """Return the button to say what you expect; nothing once the result is asked for, nor for somebody alone."""
    return button(scene, "Say what I expect", "expect") if may_say(scene) and not alone(scene) else None


def ask(scene: Scene, person: str) -> Message:
    """Return the question before the try, for one person: optional, one line, with what is being tried."""
    plan = one(scene, PLAN)
    said = mine(scene, person)
    watch = f" To watch: {ended(shown(plan.get('watch'), 120))}" if plan.get("watch") else ""
    if said is not None:
        return kept(scene, said)
    return message(
        text(f"{project(scene)}: one thing before the try, if you like."),
        text(f"{bold(ASK)} {HOW}", f"_The try: {ended(the_try(scene, plan))}{watch}_"),
        note(_shut(scene), "Press the button, or just type here."),
        controls(
            button(scene, "Say what I expect", "expect", style="primary"),
            button(scene, "Not this time", "expect_not"),
        ),
    )


def in_digest(scene: Scene) -> str:
    """Return the line of a digest about it."""
    day = date_or_words(scene, one(scene, PLAN).get("when"))
    return f"{project(scene)}: before the try{f' on {day}' if day else ''}, what do you expect to see?"


def _shut(scene: Scene) -> str:
    return (
        "Seen by: only you, until the result is in. Then by your team, without your name, if at least "
        f"{in_words(ENOUGH)} of you said something."
    )


def form(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of one box; a page that says so when there is nothing to expect."""
    said = mine(scene, person)
    if not predicting.try_on(scene.state):
        return Form(
            Press("status", press.project), "Before the try", parts=tuple(message(text(NO_TRY)).parts), submit=""
        )
    box = Box("words", ASK, hint=HOW, value=said.words if said else None, max_length=LONGEST, focus=True)
    late = "" if may_say(scene) else "The result is being asked for, so this will be marked as said after it."
    return made(press, "expect_save", "Before the try", (box,), note(late or _shut(scene)))


def kept(scene: Scene, said: Expected) -> Message:
    """Return the echo of what somebody expects."""
    if said.late:
        return message(text(f"I've kept {quoted(said.words)}, and that it was said after the result."))
    change = button(scene, "Change it", "expect") if may_say(scene) else None
    return message(
        text(f"{project(scene)}: you expect {quoted(said.words)}."),
        note("It stays shut until the result is in. Until I ask for the result, you can change it."),
        controls(change),
    )


def what_stands(scene: Scene, person: str) -> Message:
    """Return what a person expects, or the question; what the try itself is when it is too late to say."""
    said = mine(scene, person)
    if said is not None:
        return kept(scene, said) if said.late or may_say(scene) else locked(said)
    return ask(scene, person) if may_say(scene) else message(text(NO_TRY))


def locked(said: Expected) -> Message:
    """Return what somebody hears who wants to change it once the result is asked for."""
    words = f"What you expected beforehand stays as it was: {quoted(said.words)}."
    return message(text(words, "I can't change it now, because the result is being asked for."))


def opened(scene: Scene, person: str) -> Message | None:
    """Return what a person expected beside what was seen; None before the result may be seen."""
    said = predicting.opened(scene.state, scene.expected).get(person)
    found = lines(scene, RESULTS)
    if said is None or not found:
        return None
    after = " (you said so after the result)" if said.late else ""
    return message(
        text(
            f"{project(scene)}: the result of the try is in.",
            f"You expected {quoted(said.words)}{after}. What was seen: {seen(scene, found)}.",
            _numbers(said, found),
        ),
        text(_sentence(spread(scene))),
        note("Nobody is marking you. What made the difference is worth two minutes."),
        controls(button(scene, "Tell what I learned", "learned")),
    )


def _numbers(said: Expected, found: Sequence[Line]) -> str:
    expected, came = predicting.figure_in(said.words), result(found)
    if expected is None or came is None or not predicting.side_by_side(expected, came):
        return ""
    return f"In numbers: you said {expected.words}, it was {came.words}."


def result(found: Sequence[Line]) -> Figure | None:
    """Return the one number in the results; None when nobody gave one, or people gave different ones."""
    every = {figure for line in found if (figure := predicting.figure_in(line.words)) is not None}
    return next(iter(every)) if len(every) == 1 else None


def seen(scene: Scene, found: Sequence[Line], pass_n: int = 0) -> str:
    """Return what was seen or counted, of how many and on which day: a figure without these says too much."""
    many = next((line.get("how_many") for line in found if line.get("how_many")), "")
    day = date_or_words(scene, one(scene, PLAN, pass_n).get("when"))
    size = people(many) if many else _unsaid(found)
    tail = ", ".join(part for part in (size, day) if part)
    return quotes([line.words for line in found], 2) + (f" ({tail})" if tail else "")


def _unsaid(found: Sequence[Line]) -> str:
    """A figure of which nobody has said of how many it is."""
    figure = result(found)
    return "of how many isn't said" if figure is not None and figure.of is None and not figure.unit else ""


def spread(scene: Scene) -> str:
    """Return what people expected beforehand, far apart or not, without names; nothing from fewer than three."""
    said = [one for one in predicting.opened(scene.state, scene.expected).values() if not one.late]
    if len(said) < ENOUGH:
        return ""
    count, numbers = in_words(len(said)), predicting.figures(said)
    if not numbers:
        words = sorted(one.words for one in said)  # by their words: the order they came in would tell who
        return f"{count} of you said {quotes(words, 4, longest=80)}"
    some = f", {in_words(len(numbers))} with a number" if len(numbers) < len(said) else ""
    return f"{count} of you said{some}: {_listed(numbers)}"


def _listed(numbers: Sequence[Figure]) -> str:
    if len(numbers) <= _LISTED:
        return joined([*(f"{one.value:g}" for one in numbers[:-1]), numbers[-1].words])
    middle = numbers[len(numbers) // 2]
    return f"from {numbers[0].value:g} to {numbers[-1].words}, the middle one {middle.value:g}"


def _sentence(words: str) -> str:
    return f"Beforehand, {ended(words)}" if words else ""


def under_reveal(scene: Scene, wanted: str) -> str:
    """Return what people expected, for the message that shows the result."""
    if wanted != RESULTS:
        return ""
    plan = one(scene, PLAN).get("expect")
    words = f"The plan said {quoted(plan)}." if plan else ""
    before = _sentence(spread(scene))
    return f"{bold('Expected')}   {' '.join(part for part in (words, before) if part)}" if words or before else ""
