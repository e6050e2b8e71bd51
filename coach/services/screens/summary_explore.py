"""What we found: the lines of the Explore summary."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.picks import guesses, ranked_needs
from coach.services.screens.record import Line, kept_of, line_of, lines, one
from coach.services.screens.rows import Row, always, counted, date_or_words, quotes, row, together
from coach.services.screens.to_find import to_find_out
from coach.services.screens.unasked import next_line
from coach.words import first_down, joined, quoted, shown, softened

_KNOWN = {"heard": "heard", "seen": "seen", "counted": "counted", "guess": "guess"}


def explore_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the Explore summary of one round."""
    return [
        always(scene, "Problem", problem(scene, pass_n), "explore.problem"),
        always(scene, "Who", who(scene, pass_n), "explore.people"),
        always(scene, "They need", needs(scene, pass_n), "explore.needs"),
        row("Hand-overs", handovers(scene, pass_n), "explore.handoffs"),
        row("Today", today(scene, pass_n), "explore.baseline"),
        always(scene, "Good looks like", good(scene, pass_n), "explore.success"),
        row("Aim so far", aim(scene, pass_n), "agree.aim"),
        row("How we know", how_we_know(scene, pass_n), "explore.evidence"),
        always(scene, "Not heard", not_heard(scene, pass_n), "explore.team"),
        Row("To find out", together(to_find_out(scene, "explore"), next_line(scene, "explore")), kept=True),
    ]


def problem_words(scene: Scene, pass_n: int = 0) -> str:
    """Return what goes wrong, raw: the answer, else what was typed at the start."""
    return one(scene, "explore.problem", pass_n).words or scene.facts.project.get("problem", "")


def problem(scene: Scene, pass_n: int) -> str:
    """Return the problem in its words, and how often."""
    words = problem_words(scene, pass_n)
    often = one(scene, "explore.problem", pass_n).get("how_often")
    often = "how often: not sure" if often == "Not sure" else often
    return together(quoted(words), shown(often)) if words else ""


def groups(scene: Scene, pass_n: int = 0) -> Counter[str]:
    """Count how often each kind of people was named, raw."""
    found: Counter[str] = Counter()
    for kept in kept_of(scene, "explore.people", pass_n):
        line = line_of(scene, kept)
        picked = line.fields.get("groups")
        named = [*(picked if isinstance(picked, list) else []), *line.get("others").split(",")]
        found.update(list(dict.fromkeys(first_down(one.strip()) for one in named if one.strip())))
    return found


def who(scene: Scene, pass_n: int) -> str:
    """Return the kinds of people by mentions, five at most, and who finds it hardest."""
    named = [shown(group, 60) for group, _ in groups(scene, pass_n).most_common()]
    more = f" +{len(named) - 5} more" if len(named) > 5 else ""
    hardest = Counter(line_of(scene, kept).get("hardest") for kept in kept_of(scene, "explore.people", pass_n))
    hardest.pop("", None)
    tail = f"finds it hardest: {shown(softened(hardest.most_common(1)[0][0]), 80)}" if hardest else ""
    return "; ".join(part for part in (", ".join(named[:5]) + more, tail) if part)


def need_words(line: Line, guessed: frozenset[str] = frozenset()) -> str:
    """Return one need in its words, with who it is and how we know."""
    known = "guess" if line.id in guessed else _KNOWN.get(str(line.raw.get("known", "")), "")
    aside = "; ".join(part for part in (shown(softened(line.get("who")), 60), known) if part)
    return quoted(line.words) + (f" ({aside})" if aside else "")


def needs(scene: Scene, pass_n: int) -> str:
    """Return the first three needs in order of votes, people and time, then how many more."""
    guessed = guesses(scene)
    return counted([need_words(line, guessed) for line in ranked_needs(scene, pass_n)])


def handovers(scene: Scene, pass_n: int) -> str:
    """Return between whom it is dropped, and what."""
    line = one(scene, "explore.handoffs", pass_n)
    sides = " to ".join(shown(side, 60) for side in (line.get("from"), line.get("to")) if side)
    lost = line.get("dropped")
    return ": ".join(part for part in (sides, quoted(lost) if lost else "") if part)


def today(scene: Scene, pass_n: int) -> str:
    """Return today's figure with its time and source; "no figure yet" when it is known to be missing."""
    line = one(scene, "explore.baseline", pass_n)
    if not line.words and not line.get("value"):
        return "no figure yet" if "explore.baseline" in scene.gaps else ""
    figure = any(letter.isdigit() for letter in line.get("measure"))
    value = shown(line.get("value"), 60) or ("" if figure else "no figure yet")
    sure = "a guess for now" if line.raw.get("sure") == "guess" else ""
    rest = [shown(line.get(field), 60) for field in ("period", "source")]
    return ", ".join(part for part in (f"{shown(line.get('measure'), 80)} {value}".strip(), *rest, sure) if part)


def good(scene: Scene, pass_n: int) -> str:
    """Return what a patient would notice, in people's words."""
    said = [line.get("patients", "staff") for line in lines(scene, "explore.success", pass_n)]
    return quotes(said)


def aim(scene: Scene, pass_n: int) -> str:
    """Return the aim as fields that were given, never a glued sentence of what is missing."""
    line = one(scene, "agree.aim", pass_n)
    by = date_or_words(scene, line.get("by"))
    return together(what_changes(line), f"by {by}" if by else "", between=" ")


def what_changes(line: Line) -> str:
    """Return what gets better, from what and to what; "Home before tea: to 3 hours" while today's figure is missing."""
    measure, start, end = (line.get(field) for field in ("measure", "from", "to"))
    said = shown(start, 80) if start[:1].isdigit() or " " not in start else quoted(start, 80)
    change = together(f"from {said}" if start else "", f"to {shown(end, 80)}" if end else "", between=" ")
    return together(shown(measure, 120), change, between=" " if start else ": ")


def how_we_know(scene: Scene, pass_n: int) -> str:
    """Return how many needs were heard, seen, counted or guessed."""
    guessed = guesses(scene)
    found: Counter[str] = Counter()
    for line in lines(scene, "explore.needs", pass_n):
        known = "guess" if line.id in guessed else _KNOWN.get(str(line.raw.get("known", "")), "")
        if known:
            found[known] += 1
    names = {"heard": "heard", "seen": "seen", "counted": "counted", "guess": "guessed"}
    return ", ".join(f"{found[key]} {word}" for key, word in names.items() if found[key])


def not_heard(scene: Scene, pass_n: int) -> str:
    """Return whose view is missing, as the team named them."""
    missing = [shown(first_down(line.words), 60) for line in lines(scene, "explore.team", pass_n)]
    return joined(missing, at_most=5)
