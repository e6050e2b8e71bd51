"""What hangs together: which need each idea helps, needs without an idea, ideas without a need, what a step is for."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, message, note, project, text
from coach.services.screens.record import Line, kept_of, lines
from coach.services.screens.showing.picks import ranked_needs, taken
from coach.services.screens.summing_up.summary_explore import groups
from coach.views import Message
from coach.words import joined, quoted
from dialogues.ties import DECISION, GAP, IDEAS, NEEDS, STEPS, WHO, ends, helped


def needs_in_order(scene: Scene) -> tuple[Line, ...]:
    """Return the needs that were shown under the numbers they have in summaries."""
    return ranked_needs(scene)


def number_of(scene: Scene) -> dict[str, int]:
    """Return each need's number, by its id."""
    return {line.id: n for n, line in enumerate(needs_in_order(scene), 1)}


def helped_by(scene: Scene, idea: str) -> tuple[str, ...]:
    """Return the ids of the needs that an idea helps, of those that were shown."""
    known = number_of(scene)
    return tuple(one for one in ends(scene.facts, idea) if one in known)


def helps(scene: Scene, idea: str) -> tuple[int, ...]:
    """Return the numbers of the needs that an idea helps."""
    known = number_of(scene)
    return tuple(sorted(known[one] for one in helped_by(scene, idea)))


def helps_words(scene: Scene, idea: str) -> str:
    """Return "helps needs 1 and 2"; "" when nobody has said."""
    found = helps(scene, idea)
    return f"helps need{'s' if len(found) > 1 else ''} {joined(map(str, found))}" if found else ""


def without_idea(scene: Scene) -> tuple[int, ...]:
    """Return the numbers of needs that no idea helps; none while nobody has tied any."""
    ties = helped(scene.facts)
    reached = {need for needs in ties.values() for need in needs}
    missing = set(_picked_as_uncovered(scene))
    known = number_of(scene)
    return tuple(n for need, n in known.items() if (ties and need not in reached) or need in missing)


def _picked_as_uncovered(scene: Scene) -> list[str]:
    return [one for kept in kept_of(scene, "create.coverage") for one in _items(kept.value)]


def _items(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def without_need(scene: Scene) -> tuple[Line, ...]:
    """Return the ideas that are tied to no need; none while nobody has tied any."""
    ties = helped(scene.facts)
    return tuple(line for line in lines(scene, IDEAS) if ties and line.id not in ties)


def not_covered(scene: Scene) -> str:
    """Return needs without an idea and ideas without a need, in one line; "" when nobody has said what helps what."""
    if not helped(scene.facts) and not _picked_as_uncovered(scene):
        return ""
    bare, loose = without_idea(scene), without_need(scene)
    took = set(taken(scene, "create.choose"))
    pieces = [
        f"need{'s' if len(bare) > 1 else ''} {joined(map(str, bare), at_most=5)} "
        f"{'have' if len(bare) > 1 else 'has'} no idea yet"
        if bare
        else "every need has an idea",
        f"{quoted(first.words, 60)} helps no need so far"
        if (first := next((line for line in loose if line.id in took), None))
        else "",
    ]
    return "; ".join(piece for piece in pieces if piece) + "."


def who_may_it_be(scene: Scene) -> tuple[str, ...]:
    """Return the kinds of people named so far, most often named first, raw."""
    return tuple(group for group, _ in groups(scene).most_common())


def hanging_together(scene: Scene) -> Message:
    """Return what hangs together: each need with the ideas that help it, what is loose, and the form to say more."""
    needs, ideas = needs_in_order(scene), {line.id: line for line in lines(scene, IDEAS)}
    ties = helped(scene.facts)
    helping = {need.id: [ideas[one] for one, to in ties.items() if need.id in to] for need in needs}
    said = [_need(n, need, helping[need.id]) for n, need in enumerate(needs, 1)]
    loose = [f"•  {quoted(line.words, 100)}" for line in ideas.values() if line.id not in ties]
    steps = [words for line in lines(scene, STEPS) if (words := _step(scene, line))]
    if not said and not loose:
        return message(text(f"{project(scene)}: no needs and no ideas have been shown yet, so nothing hangs together."))
    return message(
        text(f"{project(scene)}: what hangs together."),
        text(bold("Needs, and the ideas that help them"), *said) if said else None,
        text(bold("Ideas that help no need so far"), *loose[:12]) if loose else None,
        text(bold("Next steps, and what they are for"), *steps) if steps else None,
        note("You needn't say any of it. It shows in the summaries where it helps."),
        controls(
            button(scene, "What helps what", "helps", style="primary") if needs and ideas else None,
            button(scene, "How we know", "know", NEEDS) if needs else None,
            button(scene, "What a step is for", "step_for") if lines(scene, STEPS) and what_for(scene) else None,
        ),
    )


def _need(n: int, need: Line, ideas: Sequence[Line]) -> str:
    said = ", ".join(quoted(line.words, 60) for line in ideas[:3]) or "no idea yet"
    more = f" +{len(ideas) - 3} more" if len(ideas) > 3 else ""
    return f"{n}  {quoted(need.words, 80)}: {said}{more}"


def _step(scene: Scene, line: Line) -> str:
    words = [said for end in ends(scene.facts, line.id) if (said := what_it_is(scene, end))]
    return f"•  {quoted(line.words, 80)}: for {joined(words)}" if words else ""


def what_for(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return what a step may be for, as (id, words): the decision, risks, things to find out."""
    decided = [(line.id, f"What we decided: {line.words}") for line in lines(scene, DECISION)[-1:]]
    risks = [(line.id, f"Could go wrong: {line.words}") for one in _RISKS for line in lines(scene, one)]
    open_things = [
        (f"{GAP}{one}", f"To find out: {scene.dialogue.questions[one].title}")
        for one in scene.gaps
        if one in scene.dialogue.questions
    ]
    return (*decided, *risks, *open_things)[:100]


_RISKS = ("evaluate.risks", "create.what_if")


def what_it_is(scene: Scene, end: str) -> str:
    """Return one end of a tie in words, safe; "" for one that is not shown."""
    if end.startswith(WHO):
        return quoted(end.removeprefix(WHO), 60)
    return next((quoted(words, 80) for one, words in what_for(scene) if one == end), "")
