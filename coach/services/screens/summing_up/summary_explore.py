"""What we found: the lines of the Explore summary."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.leading.to_find import to_find_out
from coach.services.screens.record import Line, kept_of, line_of, lines, one
from coach.services.screens.rows import Row, always, counted, date_or_words, labelled, quotes, row, together
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.showing.picks import ranked_needs
from coach.services.screens.showing.side_by_side import differ_row, is_side_by_side, sides
from coach.services.screens.showing.voices_map import not_heard_words
from coach.services.screens.unasked import last_line
from coach.words import first_down, quoted, shown, softened

HEARING = ("explore.people", "explore.needs", "explore.team", "explore.stories")
"""Before any of these is answered nobody can say who is missing."""
_KNOWN = {"heard": "heard", "seen": "seen", "counted": "counted", "guess": "guessed"}
CLAIMS = ("explore.problem", "explore.needs", "explore.baseline", "explore.causes")
"""Questions whose answers say how things are, so that it is told how many are only guesses."""


def explore_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the Explore summary of one round."""
    return [
        always(scene, "Problem", problem(scene, pass_n), "explore.problem"),
        always(scene, "Who", who(scene, pass_n), "explore.people"),
        always(scene, "They need", needs(scene, pass_n), "explore.needs"),
        row("Hand-overs", handovers(scene, pass_n), "explore.handoffs"),
        row("Today", today(scene, pass_n), "explore.baseline"),
        differ_row(scene, "explore", pass_n),
        always(scene, "Good looks like", good(scene, pass_n), "explore.success"),
        row("Aim so far", aim(scene, pass_n), "agree.aim"),
        row(
            "How we know",
            together(how_we_know(scene, pass_n), labelled("Views differ", views_differ(scene, "explore"))),
            "explore.evidence",
        ),
        always(scene, "Not heard", not_heard(scene), "explore.team"),
        Row("To find out", last_line(scene, "explore", to_find_out(scene, "explore")), kept=True),
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


def need_words(line: Line) -> str:
    """Return one need in its words, with who it is and how we know."""
    known = "a guess" if line.known == "guess" else _KNOWN.get(line.known, "")
    aside = "; ".join(part for part in (shown(softened(line.get("who")), 60), known) if part)
    return quoted(line.words) + (f" ({aside})" if aside else "")


def needs(scene: Scene, pass_n: int) -> str:
    """Return the first three needs in order of votes, people and time, then how many more."""
    return counted([need_words(line) for line in ranked_needs(scene, pass_n)])


def handovers(scene: Scene, pass_n: int) -> str:
    """Return between whom it is dropped, and what."""
    if is_side_by_side(scene, "explore.handoffs", pass_n):
        return _each_side(scene, pass_n)
    line = one(scene, "explore.handoffs", pass_n)
    sides = " to ".join(shown(side, 60) for side in (line.get("from"), line.get("to")) if side)
    lost = line.get("dropped")
    return ": ".join(part for part in (sides, quoted(lost) if lost else "") if part)


def today(scene: Scene, pass_n: int) -> str:
    """Return today's figure with its time and source; "no figure yet" when it is known to be missing."""
    if is_side_by_side(scene, "explore.baseline", pass_n):
        return _each_figure(scene, pass_n)
    line = one(scene, "explore.baseline", pass_n)
    if not line.words and not line.get("value"):
        return "no figure yet" if "explore.baseline" in scene.gaps else ""
    figure = any(letter.isdigit() for letter in line.get("measure"))
    value = shown(line.get("value"), 60) or ("" if figure else "no figure yet")
    sure = "a guess for now" if line.raw.get("sure") == "guess" else ""
    rest = [shown(line.get(field), 60) for field in ("period", "source")]
    return ", ".join(part for part in (f"{shown(line.get('measure'), 80)} {value}".strip(), *rest, sure) if part)


def _each_side(scene: Scene, pass_n: int) -> str:
    """Where each partner says it goes wrong, in the order they were named; three at most."""
    found = [
        f"{quoted(said[0].words, 100)} ({shown(partner, 40)})" if partner else quoted(said[0].words, 100)
        for partner, said in sides(scene, "explore.handoffs", pass_n).items()
    ]
    return ";  ".join(found[:3]) + (f"   +{len(found) - 3} more" if len(found) > 3 else "")


def _each_figure(scene: Scene, pass_n: int) -> str:
    """Today's figure of each partner, in the order they were named; three at most."""
    found = []
    for partner, said in sides(scene, "explore.baseline", pass_n).items():
        guess = ", a guess" if said[0].raw.get("sure") == "guess" else ""
        if figure := said[0].get("value") or said[0].words:
            found.append(f"{shown(figure, 60)} ({shown(partner, 40) or 'partner not said'}{guess})")
    more = f"   +{len(found) - 3} more" if len(found) > 3 else ""
    return ";  ".join(found[:3]) + more


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
    """Return how much of what we claim was heard, seen or counted, and how much is a guess or not said."""
    claims = [line for question in CLAIMS for line in lines(scene, question, pass_n) if line.words]
    found = Counter(line.known for line in claims)
    told = ", ".join(f"{found[how]} {word}" for how, word in _KNOWN.items() if found[how])
    if not claims:
        return ""
    if not told:
        return "not said yet"
    unsaid = f", {found['']} not said" if found[""] else ""
    return f"{told}{unsaid} (guesses: {found['guess'] or 'none'} of {len(claims)})"


def not_heard(scene: Scene) -> str:
    """Return whose view is missing: those the team named, then the kinds of people nobody has heard."""
    if not any(kept_of(scene, one) for one in HEARING):
        return ""
    return not_heard_words(scene) or "nobody that we know of"
