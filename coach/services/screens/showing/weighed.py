"""The second round of a choice counted: where people differ, the widest first, then each idea; what helps most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from coach.services.scene import Scene
from coach.services.screens.build import bold, rows
from coach.services.screens.record import asked_anew
from coach.services.screens.seeing import cell, question
from coach.services.screens.showing.picks import item, tally
from coach.words import first_down, in_words, quoted, safe
from dialogues import weighing
from dialogues.choices import TODAY
from dialogues.facts import Kept
from dialogues.model import Field
from dialogues.weighing import Difference

DIFFERENCES = 3
DIFFER, VIEWS_DIFFER = "you differ", "views differ"


def is_second(scene: Scene, wanted: str) -> bool:
    """Say whether a question is the second round of a choice."""
    return question(scene, wanted).kind == "scores"


def second_of(scene: Scene, vote: str) -> str:
    """Return the second round of a choice; "" when it has none."""
    return next((name for name, one in scene.dialogue.questions.items() if one.second_of == vote), "")


def being_weighed(scene: Scene) -> str:
    """Return the second round that is open while its choice waits; "" when there is none."""
    found = (name for name, one in scene.dialogue.questions.items() if one.second_of)
    return next((name for name in found if cell(scene, name).status == "open" and waits(scene, name)), "")


def waits(scene: Scene, second: str) -> bool:
    """Say whether the choice of a second round is shown and still to be made."""
    return cell(scene, question(scene, second).second_of).status == "shown"


def shown_scores(scene: Scene, second: str) -> tuple[Kept, ...]:
    """Return the answers to a second round that everybody may see, this round's, else those before it."""
    if not second or asked_anew(scene, second):
        return ()
    found = scene.facts.answers.get(second) or scene.facts.earlier.get(second) or ()
    return tuple(kept for kept in found if not kept.private)


def scores(scene: Scene, second: str) -> weighing.Scores:
    """Return how many gave each level, by item and side."""
    return weighing.scores(question(scene, second), shown_scores(scene, second)) if second else {}


def best(scene: Scene, vote: str) -> str:
    """Return the id of the idea that helps most for the least effort and worry; "" while nothing was weighed."""
    second = second_of(scene, vote)
    if not second or cell(scene, second).status == "open" or cell(scene, second).asked < cell(scene, vote).asked:
        return ""
    found = scores(scene, second)
    fixed = [one for one in cell(scene, second).items if one in found and item(scene, second, one)]
    return next(iter(_ranked(scene, second, {one: found[one] for one in fixed})), "")


def _ranked(scene: Scene, second: str, found: weighing.Scores) -> tuple[str, ...]:
    """The ideas, the one that helps most first; of equals the one picked more often."""
    votes = tally(scene, question(scene, second).second_of)
    ideas = sorted((one for one in found if one != TODAY), key=lambda one: -votes.of(one))
    return weighing.ranked(question(scene, second), found, ideas)


def weighed(scene: Scene, second: str) -> str:
    """Return the second round in words: where people differ first, then each idea on its line; "" for none."""
    found = {one: sides for one, sides in scores(scene, second).items() if item(scene, second, one)}
    if not found:
        return ""
    apart = weighing.differences(question(scene, second), found)
    return rows([*_differences(scene, second, apart), *_each(scene, second, found)])


def _differences(scene: Scene, second: str, apart: tuple[Difference, ...]) -> list[str]:
    lines = [_difference(scene, second, one) for one in apart[:DIFFERENCES]]
    if not lines:
        return ["You see them alike."] if len(voters(scene, second)) > 1 else []
    more = f"And you differ a little on {in_words(len(apart) - DIFFERENCES)} more." if len(apart) > DIFFERENCES else ""
    return [f"{lines[0]} {bold('Talk about this one first.')}", *lines[1:], more]


def widest(scene: Scene, second: str) -> tuple[float, str]:
    """Return how far people are apart where they differ most (0 to 1), and it in words; 0 when they see it alike."""
    apart = weighing.differences(question(scene, second), scores(scene, second))
    first = next((one for one in apart if item(scene, second, one.item)), None)
    return (first.width, _difference(scene, second, first).rstrip(".")) if first else (0.0, "")


def _difference(scene: Scene, second: str, one: Difference) -> str:
    box = _side(scene, second, one.side)
    labels = {option.id: first_down(option.label) for option in box.options}
    said = [f"{count} {'says' if count == 1 else 'say'} {safe(labels[level])}" for level, count in one.levels]
    return f"{quoted(item(scene, second, one.item), 80)}, {safe(first_down(box.label))}: {', '.join(said)}."


def _side(scene: Scene, second: str, side: str) -> Field:
    return next(box for box in question(scene, second).fields if box.id == side)


def _each(scene: Scene, second: str, found: weighing.Scores) -> list[str]:
    """Each idea on its line, the one that helps most first; today's way last, to compare with."""
    lines = [
        f"•  {quoted(item(scene, second, one), 80)}: {_levels(scene, second, found[one])}"
        for one in _ranked(scene, second, found)
    ]
    if TODAY in found:
        words = first_down(item(scene, second, TODAY)).rstrip(".")
        lines.append(f"•  To compare, {safe(words)}: {_levels(scene, second, found[TODAY])}")
    return lines


def _levels(scene: Scene, second: str, sides: Mapping[str, Counter[str]]) -> str:
    return ", ".join(
        _level(scene, second, box, sides[box.id]) for box in question(scene, second).fields if box.id in sides
    )


def _level(scene: Scene, second: str, box: Field, counted: Counter[str]) -> str:
    """A side in two words; where some say least and some most there is no middle to tell."""
    ends = (box.options[0].id, box.options[-1].id)
    if all(counted[end] for end in ends):
        return f"{safe(first_down(box.label))}: {DIFFER}"
    middle = weighing.middle_of(question(scene, second), box.id, counted)
    label = next((option.label for option in box.options if option.id == middle), "")
    return f"{safe(first_down(box.label))} {safe(first_down(label))}"


def why_taken(scene: Scene, vote: str, idea: str) -> str:
    """Return how one idea was weighed, for a summary: "helps people high, effort low"; "" when it was not."""
    second = second_of(scene, vote)
    sides = scores(scene, second).get(idea) if second else None
    return _levels(scene, second, sides).replace(DIFFER, VIEWS_DIFFER) if sides else ""


def voters(scene: Scene, second: str) -> frozenset[str]:
    """Return those whose scores are shown; only ever counted."""
    return frozenset(kept.by for kept in shown_scores(scene, second))


def counts(scene: Scene, second: str) -> str:
    """Return "three ideas, weighed by five of you"; in the room only the ideas."""
    many = len([one for one in scores(scene, second) if one != TODAY])
    ideas = f"{in_words(many)} {'idea' if many == 1 else 'ideas'}"
    people = len(voters(scene, second))
    return ideas if scene.state.way != "apart" or people < 2 else f"{ideas}, weighed by {in_words(people)} of you"


def left_out_of_a_tie(scene: Scene, second: str) -> str:
    """Return a line that says so when as many picks did not get an idea in; "" when no tie was cut."""
    vote = question(scene, second).second_of
    items = cell(scene, second).items
    if not items or not weighing.cuts_a_tie(tally(scene, vote).counts, items, TODAY):
        return ""
    return "More ideas than fit were picked as often. These were picked first; the others stay on the list."


def said_levels(scene: Scene, second: str, value: Mapping[str, object]) -> str:
    """Return one person's own scores, an idea on each line."""
    lines = []
    for one, sides in weighing.by_item(value).items():
        known = [(box, sides[box.id]) for box in question(scene, second).fields if box.id in sides]
        words = ", ".join(f"{first_down(box.label)} {first_down(_label(box, level))}" for box, level in known)
        lines.append(f"{quoted(item(scene, second, one), 80)}: {safe(words)}")
    return "\n" + rows(lines)


def _label(box: Field, level: str) -> str:
    return next((option.label for option in box.options if option.id == level), level)


def heading(scene: Scene, second: str) -> str:
    """Return the reveal's first words."""
    return bold(f"{safe(question(scene, second).title)}: {counts(scene, second)}.")
