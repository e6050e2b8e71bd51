"""What happened, or before the try what is planned: the lines of the Evaluate summary."""

from __future__ import annotations

import re
from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.leading.to_find import to_find_out
from coach.services.screens.record import Line, lines, one
from coach.services.screens.rows import NOT_ASKED, Row, always, labelled, missing, quotes, row, together
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.showing.picks import MET, item, judged, met_levels
from coach.services.screens.showing.side_by_side import differ_row, is_side_by_side
from coach.services.screens.summing_up.summary_agree import cleared, stop_if
from coach.services.screens.summing_up.summary_create import people, the_try
from coach.services.screens.summing_up.summary_explore import how_we_know, not_heard
from coach.services.screens.trying.expecting import seen, spread
from coach.services.screens.trying.learning import marks_words
from coach.services.screens.trying.learning import of as marks_of
from coach.services.screens.trying.points_to import points_to
from coach.services.screens.trying.risks import ranked_risks
from coach.services.screens.trying.tries import go_ahead, still_to_run
from coach.services.screens.unasked import last_line
from coach.words import first_down, in_words, plural, quoted, safe, shown, softened
from dialogues.spread import widest_first, width

_REPORTED = {"yes": "yes", "not_yet": "not yet", "no_need": "nothing to report"}
_NOTHING = re.compile(r"^\W*(?:no|none|nothing)(?:\s+(?:went wrong|happened|to report|at all))?\W*$", re.IGNORECASE)


def plan_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines before the try: what, what is expected, what could go wrong, who said yes."""
    plan = still_to_run(scene, pass_n)
    ahead = go_ahead(scene, pass_n)
    return [
        always(scene, "We'll try", the_try(scene, plan), "evaluate.test_plan"),
        row("We expect", quotes([plan.get("expect")], 1), "evaluate.test_plan"),
        row("We'll watch", shown(plan.get("watch"))),
        always(scene, "Could go wrong", risks(scene, pass_n), "evaluate.risks"),
        row("Who needs to know", shown(ahead.get("tell"))),
        always(scene, "Cleared by", cleared(scene, pass_n), "evaluate.go_ahead"),
        always(scene, "Stop if", stop_if(scene, pass_n), "evaluate.go_ahead"),
        row("Can be undone the same day", shown(first_down(ahead.get("undo")))),
        row("How we know", together(how_we_know(scene, pass_n), labelled("Not heard", not_heard(scene)))),
        Row("To find out", last_line(scene, "evaluate", to_find_out(scene, "evaluate")), kept=True),
    ]


def evaluate_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the Evaluate summary once something was tried."""
    plan = one(scene, "evaluate.test_plan", pass_n)
    results = lines(scene, "evaluate.results", pass_n)
    said = [line.get("said") for line in results if line.get("said")]
    less = [line.get("less_happy") for line in results if line.get("less_happy")]
    tried = the_try(scene, plan) or missing(scene, "evaluate.test_plan")
    marks = labelled("Marks of a good try", marks_words(scene))
    saw = labelled("We saw", we_saw(scene, pass_n) or missing(scene, "evaluate.results"))
    expected = together(quotes([plan.get("expect")], 1) or NOT_ASKED, beforehand(scene, pass_n), between="; ")
    return [
        always(scene, "Safety first", safety(scene, pass_n), "evaluate.safety"),
        Row("We tried", together(tried, marks), "evaluate.test_plan", kept=True),
        Row("We expected", together(expected, saw), "evaluate.results", kept=True),
        row("People said", together(quotes(said, 1), labelled("Less happy", quotes(less, 1)))),
        always(scene, "Needs met", needs_met(scene, pass_n), "evaluate.needs_met"),
        row("Side effects", side_effects(scene, pass_n), "evaluate.side_effects"),
        differ_row(scene, "evaluate", pass_n),
        row("Biggest risk", biggest_risk(scene, pass_n), "evaluate.risks"),
        always(scene, "Not reached", not_reached(scene, pass_n), "evaluate.left_out"),
        row("How sure", together(how_sure(scene, pass_n), labelled("How we know", how_we_know(scene, pass_n)))),
        Row("Points to", _points(scene, pass_n), kept=True),
    ]


def _points(scene: Scene, pass_n: int) -> str:
    """What it points to; of an earlier round without what came next, which has been since."""
    found = points_to(scene, pass_n)
    return last_line(scene, "evaluate", found) if pass_n == scene.state.pass_n else found


def safety(scene: Scene, pass_n: int) -> str:
    """Return whether anything went wrong, what caught it, and whether it was reported; the worst first."""
    found = sorted(lines(scene, "evaluate.safety", pass_n), key=lambda line: -_grave(line))
    if not found:
        return ""
    worst = found[0]
    if _grave(worst) == 0 and not worst.raw.get("happened"):
        return quoted(worst.words)
    if _grave(worst) == 0:
        return f"nothing went wrong, say {plural(len(found), 'person')}" if len(found) > 1 else "nothing went wrong"
    caught = f", caught by {quoted(worst.get('caught'), 80)}" if worst.get("caught") else ""
    start = "nearly: " if worst.raw.get("happened") == "nearly" else ""
    tail = f"; reported the usual way: {_REPORTED.get(str(worst.raw.get('reported')), 'not said')}"
    more = sum(1 for line in found[1:] if _grave(line))
    return f"{start}{quoted(worst.get('what') or worst.words)}{caught}{tail}" + (f"   +{more} more" if more else "")


def _grave(line: Line) -> int:
    happened = str(line.raw.get("happened", ""))
    if not happened and _NOTHING.match(line.words):
        return 0
    return {"yes": 2, "nearly": 1, "nothing": 0}.get(happened, 1 if line.get("what") or not line.raw else 0)


def we_saw(scene: Scene, pass_n: int) -> str:
    """Return what was seen or counted, for how many, and how it was before."""
    found = lines(scene, "evaluate.results", pass_n)
    if not found:
        return ""
    was = before(scene, pass_n)
    return seen(scene, found, pass_n) + (f"; before: {was}" if was else "")


def before(scene: Scene, pass_n: int) -> str:
    """Return how it was before the try, over which days, and that it is a guess where it is one."""
    line = one(scene, "explore.baseline", pass_n)
    if not line.get("value") or is_side_by_side(scene, "explore.baseline", pass_n):  # then there is no one figure
        return ""
    guess = "a guess" if line.raw.get("sure") == "guess" else ""
    aside = ", ".join(part for part in (shown(softened(line.get("period")), 60), guess) if part)
    return shown(line.get("value"), 60) + (f" ({aside})" if aside else "")


def beforehand(scene: Scene, pass_n: int) -> str:
    """Return what people expected each for themself, without names, once that is opened."""
    return spread(scene) if pass_n == scene.state.pass_n else ""


def not_reached(scene: Scene, pass_n: int) -> str:
    """Return whom the try did not reach, as the team said, then whose view is missing."""
    said = quotes([line.words for line in lines(scene, "evaluate.left_out", pass_n)], 2)
    return together(said, labelled("Not heard", not_heard(scene))) if said else not_heard(scene)


def needs_met(scene: Scene, pass_n: int) -> str:
    """Return how many needs were met, partly, not, or cannot be told; and where people differ most."""
    every = judged(scene, "evaluate.needs_met", pass_n)
    if not every:
        return ""
    found = Counter(_kind(votes) for votes in every.values())
    words = {"met": "met", "partly": "partly", "not": "not", "cant_tell": "can't tell"}
    counts = ", ".join(f"{word} {found[key]}" for key, word in words.items() if found[key])
    shorts = {one: met_levels(votes) for one, votes in every.items()}
    first = widest_first(shorts, MET)[0]
    need = item(scene, "evaluate.needs_met", first)
    overall = views_differ(scene, "evaluate")
    differ = (
        f"you differ most on {quoted(need, 60)} ({_spread(shorts[first])})"
        if width(shorts[first], MET) and need
        else ""
    )
    return "  ".join(part for part in (f"{counts};" if differ or overall else counts, differ or overall) if part)


def _spread(shorts: Counter[str]) -> str:
    """How many said what, the ends first."""
    words = {"met": "met", "not": "not", "partly": "partly"}
    return ", ".join(f"{shorts[one]} {word}" for one, word in words.items() if shorts[one])


def _kind(votes: Counter[str]) -> str:
    shorts = met_levels(votes)
    order = ("not", "partly", "cant_tell", "met")
    return max(order, key=lambda key: (shorts[key], -order.index(key)))


def side_effects(scene: Scene, pass_n: int) -> str:
    """Return what else got better or worse, and for whom."""
    found = lines(scene, "evaluate.side_effects", pass_n)
    better = quotes([line.get("better") for line in found], 1)
    worse_line = next((line for line in found if line.get("worse")), None)
    worse = quoted(worse_line.get("worse")) if worse_line else ""
    whom = f" - for {shown(softened(worse_line.get('who')), 60)}" if worse_line and worse_line.get("who") else ""
    pieces = (f"better: {better}" if better else "", f"worse: {worse}{whom}" if worse else "")
    return together(*pieces)


def biggest_risk(scene: Scene, pass_n: int) -> str:
    """Return the gravest risk with how likely and bad it is, its first sign, and who looks out for it."""
    found = ranked_risks(scene, pass_n)
    if not found:
        return ""
    line = found[0]
    levels = [str(line.raw.get(field, "")) for field in ("likely", "bad")]
    tail = f" ({levels[0]} likely, {levels[1]} harm)" if all(levels) else ""
    return quoted(line.words) + tail + sign_and_owner(line)


def sign_and_owner(line: Line) -> str:
    """Return a risk's first sign and who looks out for it."""
    sign = f"; first sign {quoted(line.get('sign'), 100)}" if line.get("sign") else ""
    owner = f" ({shown(line.get('owner'), 60)})" if line.get("owner") else ""
    return sign + owner


def risks(scene: Scene, pass_n: int) -> str:
    """Return the gravest risk and how many more there are."""
    found = ranked_risks(scene, pass_n)
    if not found:
        return ""
    more = f"   +{len(found) - 1} more" if len(found) > 1 else ""
    return quoted(found[0].words) + sign_and_owner(found[0]) + more


def how_sure(scene: Scene, pass_n: int) -> str:
    """Return how much one small try can show, in words that do not promise."""
    found = lines(scene, "evaluate.results", pass_n)
    if not found:
        return ""
    many = next((line.get("how_many") for line in found if line.get("how_many")), "")
    tries = marks_of(scene).tries
    if tries > 1:
        last = f", the last with {people(many)}" if many else ""
        return f"{in_words(tries)} tries{last}: more than a first look, and still not proof"
    said = Counter(line.get("sure") for line in lines(scene, "evaluate.confidence", pass_n) if line.get("sure"))
    sure = ", ".join(f"{safe(first_down(words))} {count}" for words, count in said.most_common())
    return together(f"one try{', ' + people(many) if many else ''}: a first look, not proof", sure, between="; ")
