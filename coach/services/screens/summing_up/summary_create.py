"""What we could do: the lines of the Create summary."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.record import Line, kept_of, lines, lines_up_to, one, voices
from coach.services.screens.rows import Row, always, date_or_words, labelled, missing, quotes, row, together
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.showing.hanging import helps_words, not_covered
from coach.services.screens.showing.picks import item, source_of, taken, tally
from coach.services.screens.showing.side_by_side import differ_row
from coach.services.screens.showing.weighed import why_taken
from coach.services.screens.summing_up.summary_explore import how_we_know, not_heard
from coach.services.screens.unasked import last_line
from coach.words import ended, first_down, joined, plural, quoted, shown, softened

_BAD = {"high": 0, "low": 2}


def create_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the Create summary of one round."""
    better = labelled("Could go better", quotes([line.words for line in _what_if(scene, pass_n, "better")], 1))
    return [
        always(scene, "Ideas", ideas(scene, pass_n), "create.ideas"),
        always(
            scene,
            "We take",
            together(we_take(scene), labelled("Views differ", views_differ(scene, "create"))),
            "create.choose",
        ),
        row("Kept back", kept_back(scene), "create.choose"),
        row("On a normal Tuesday", quotes([one(scene, "create.concept", pass_n).words], 1), "create.concept"),
        row("What changes", changes(scene, pass_n), "create.changes"),
        _leans_on_what(scene, pass_n),
        always(scene, "Could go wrong", together(could_go_wrong(scene, pass_n), better), "create.what_if"),
        row("Could shut out", shut_out(scene, pass_n), "create.shut_out"),
        always(scene, "Smallest try", smallest(scene, pass_n), _try_question(scene)),
        differ_row(scene, "create", pass_n),
        Row(
            "Not covered",
            last_line(scene, "create", covered(scene), labelled("Not heard", f"{not_heard(scene)}.")),
            kept=True,
        ),
    ]


def _leans_on_what(scene: Scene, pass_n: int) -> Row | None:
    """What the idea leans on, and how much of what we claim is a guess; that alone where nothing was doubted."""
    leans, known = leans_on(scene, pass_n), how_we_know(scene, pass_n)
    if not leans:
        return row("How we know", known)
    return row("Leans on", together(leans, labelled("How we know", known)), "create.assumptions")


def covered(scene: Scene) -> str:
    """Return which needs have no idea yet, and an idea we take that helps no need."""
    kept = kept_of(scene, "create.coverage")
    if not kept or not_covered(scene):
        return not_covered(scene) or f"which needs have no idea: {missing(scene, 'create.coverage')}."
    picked = kept[-1].value if isinstance(kept[-1].value, list) else [str(kept[-1].value)]
    return ended(quotes([item(scene, "create.coverage", str(one)) for one in picked], 2))


def ideas(scene: Scene, pass_n: int) -> str:
    """Return how many ideas there are, from how many people, and what was tried elsewhere."""
    found = lines(scene, "create.ideas", pass_n)
    if not found:
        return ""
    people = voices(scene, "create.ideas", pass_n)
    total = f"{len(found)} from {plural(people, 'person')}" if people > 1 else plural(len(found), "idea")
    if scene.state.way == "together":
        total = f"{len(found)} from the room"
    return "; ".join(part for part in (total, tried(scene, pass_n)) if part)


def tried(scene: Scene, pass_n: int) -> str:
    """Return one thing that was tried before, with where and what came of it."""
    found = lines(scene, "create.tried_before", pass_n)
    if not found:
        return ""
    line = next((line for line in found if line.get("result")), found[0])
    story = ": ".join(part for part in (line.get("where"), line.get("result") or line.words) if part)
    return f"tried before: {quoted(story)}" + (f" +{len(found) - 1} more" if len(found) > 1 else "")


def we_take(scene: Scene) -> str:
    """Return what was taken further, the most picked first, in its words, with its votes and how it was weighed."""
    votes = tally(scene, "create.choose")
    chosen = [one for one in taken(scene, "create.choose") if item(scene, "create.choose", one)]
    return ", ".join(_with_votes(scene, one) for one in sorted(chosen, key=lambda one: -votes.of(one)))


def _with_votes(scene: Scene, idea: str) -> str:
    found = tally(scene, "create.choose")
    words = quoted(item(scene, "create.choose", idea))
    counted = found.voters > 1 and found.of(idea)
    votes = f"chosen by {found.of(idea)} of {found.voters}" if counted and not found.hands else ""
    told = (helps_words(scene, idea), votes, why_taken(scene, "create.choose", idea))
    said = "; ".join(part for part in told if part)
    if counted and found.hands:
        words = f"{words} ({plural(found.of(idea), 'hand')})"
    return f"{words} - {said}" if said else words


def kept_back(scene: Scene) -> str:
    """Return the next ideas by votes, which stay on the list."""
    chosen = taken(scene, "create.choose")
    if not chosen:
        return ""
    found = tally(scene, "create.choose")
    rest = [line for line in lines_up_to(scene, source_of(scene, "create.choose")) if line.id not in chosen]
    rest.sort(key=lambda line: -found.of(line.id))
    return quotes([line.words for line in rest], 2)


def changes(scene: Scene, pass_n: int) -> str:
    """Return whose work grows and shrinks, and what can stop."""
    found = lines(scene, "create.changes", pass_n)
    pieces = []
    for label, field in (("more work", "grows"), ("less work", "shrinks"), ("stops", "stops")):
        words = [line.get(field) for line in found if line.get(field)]
        if words:
            pieces.append(f"{label}: {quotes(words, 1)}")
    return ";  ".join(pieces)


def leans_on(scene: Scene, pass_n: int) -> str:
    """Return what must be true, the most doubted first."""
    order = {"not_sure": 0, "fairly": 1, "": 2, "sure": 3}
    found = sorted(
        lines(scene, "create.assumptions", pass_n), key=lambda line: order.get(str(line.raw.get("sure", "")), 2)
    )
    return quotes([line.words for line in found], 1)


def _what_if(scene: Scene, pass_n: int, side: str) -> list[Line]:
    found = lines(scene, "create.what_if", pass_n)
    return [line for line in found if (str(line.raw.get("side", "")) or "worse") == side]


def could_go_wrong(scene: Scene, pass_n: int) -> str:
    """Return the worst thing that could go wrong (else the first that was said), with for whom."""
    found = _what_if(scene, pass_n, "worse") or list(lines(scene, "evaluate.risks", pass_n))
    if not found:
        return ""
    found.sort(key=lambda line: _BAD.get(str(line.raw.get("bad", "")), 1))
    whom = found[0].get("who")
    more = f"   +{len(found) - 1} more" if len(found) > 1 else ""
    return quoted(found[0].words) + (f" - for {shown(softened(whom), 60)}" if whom else "") + more


def shut_out(scene: Scene, pass_n: int) -> str:
    """Return who might find it harder, and what is in their way."""
    line = next(iter(lines(scene, "create.shut_out", pass_n)), None)
    if line is None:
        return ""
    picked = line.fields.get("groups")
    groups = joined(shown(first_down(one), 60) for one in picked) if isinstance(picked, list) else ""
    barrier = line.get("barrier")
    return ": ".join(part for part in (groups, quoted(barrier) if barrier else "") if part)


def _try_question(scene: Scene) -> str:
    return "create.smallest_test" if scene.state.depth != "quick" else "evaluate.test_plan"


def smallest(scene: Scene, pass_n: int) -> str:
    """Return what will be tried, where, with how many people and on which day."""
    return the_try(scene, one(scene, "create.smallest_test", pass_n)) or the_try(
        scene, one(scene, "evaluate.test_plan", pass_n)
    )


def the_try(scene: Scene, line: Line) -> str:
    """Return one try in a row of short pieces."""
    many = line.get("how_many")
    pieces = [
        shown(line.get("what")),
        shown(softened(line.get("with_whom", "where")), 80),
        f"about {people(many)}" if many else "",
        date_or_words(scene, line.get("when")),
    ]
    return ", ".join(piece for piece in pieces if piece)


def people(many: str) -> str:
    """Return a number of people with its noun; other words as typed."""
    return plural(int(many), "person") if many.isdecimal() and len(many) < 7 else shown(many, 40)
