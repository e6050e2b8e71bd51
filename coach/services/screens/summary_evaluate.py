"""What happened, or before the try what is planned: the lines of the Evaluate summary."""

from __future__ import annotations

import re
from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.picks import item, judged
from coach.services.screens.points_to import points_to
from coach.services.screens.record import Line, lines, one
from coach.services.screens.rows import NOT_ASKED, Row, always, labelled, missing, quotes, row, together
from coach.services.screens.summary_agree import cleared, stop_if
from coach.services.screens.summary_create import people, the_try
from coach.services.screens.summary_explore import not_heard
from coach.services.screens.to_find import to_find_out
from coach.services.screens.unasked import next_line
from coach.words import first_down, plural, quoted, shown, softened

_REPORTED = {"yes": "yes", "not_yet": "not yet", "no_need": "nothing to report"}
_NOTHING = re.compile(r"^\W*(?:no|none|nothing)(?:\s+(?:went wrong|happened|to report|at all))?\W*$", re.IGNORECASE)
_LEVEL = {"high": 3, "middle": 2, "low": 1}


def tried_out(scene: Scene, pass_n: int) -> bool:
    """Say whether anybody has told what happened, so that there is something to look back on."""
    return bool(lines(scene, "evaluate.results", pass_n) or lines(scene, "evaluate.safety", pass_n))


def plan_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines before the try: what, what is expected, what could go wrong, who said yes."""
    plan = one(scene, "evaluate.test_plan", pass_n)
    ahead = one(scene, "evaluate.go_ahead", pass_n)
    return [
        always(scene, "We'll try", the_try(scene, plan), "evaluate.test_plan"),
        row("We expect", quotes([plan.get("expect")], 1), "evaluate.test_plan"),
        row("We'll watch", shown(plan.get("watch"))),
        always(scene, "Could go wrong", risks(scene, pass_n), "evaluate.risks"),
        row("Who needs to know", shown(ahead.get("tell"))),
        always(scene, "Cleared by", cleared(scene, pass_n), "evaluate.go_ahead"),
        always(scene, "Stop if", stop_if(scene, pass_n), "evaluate.go_ahead"),
        row("Can be undone the same day", shown(first_down(ahead.get("undo")))),
        Row("To find out", together(to_find_out(scene, "evaluate"), next_line(scene, "evaluate")), kept=True),
    ]


def evaluate_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the Evaluate summary once something was tried."""
    plan = one(scene, "evaluate.test_plan", pass_n)
    results = lines(scene, "evaluate.results", pass_n)
    said = [line.get("said") for line in results if line.get("said")]
    less = [line.get("less_happy") for line in results if line.get("less_happy")]
    saw = labelled("We saw", we_saw(scene, pass_n) or missing(scene, "evaluate.results"))
    return [
        always(scene, "Safety first", safety(scene, pass_n), "evaluate.safety"),
        always(scene, "We tried", the_try(scene, plan), "evaluate.test_plan"),
        Row("We expected", together(quotes([plan.get("expect")], 1) or NOT_ASKED, saw), "evaluate.results", kept=True),
        row("People said", together(quotes(said, 1), labelled("Less happy", quotes(less, 1)))),
        always(scene, "Needs met", needs_met(scene, pass_n), "evaluate.needs_met"),
        row("Side effects", side_effects(scene, pass_n), "evaluate.side_effects"),
        row("Biggest risk", biggest_risk(scene, pass_n), "evaluate.risks"),
        always(scene, "Not reached", not_heard(scene, pass_n), "explore.team"),
        row("How sure", how_sure(scene, pass_n)),
        Row("Points to", together(points_to(scene, pass_n), next_line(scene, "evaluate")), kept=True),
    ]


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
    many = found[0].get("how_many")
    before = one(scene, "explore.baseline", pass_n).get("value")
    tail = f" ({people(many)})" if many else ""
    return quotes([line.words for line in found], 2) + tail + (f"; before: {shown(before, 60)}" if before else "")


def needs_met(scene: Scene, pass_n: int) -> str:
    """Return how many needs were met, partly, not, or cannot be told; and where people differ most."""
    every = judged(scene, "evaluate.needs_met", pass_n)
    if not every:
        return ""
    found = Counter(_kind(votes) for votes in every.values())
    words = {"met": "met", "partly": "partly", "not": "not", "cant_tell": "can't tell"}
    counts = ", ".join(f"{word} {found[key]}" for key, word in words.items() if found[key])
    widest = max(every.items(), key=lambda entry: len({_short(one) for one in entry[1]}))
    if len({_short(one) for one in widest[1]}) < 2:
        return counts
    need = item(scene, "evaluate.needs_met", widest[0])
    return f"{counts};  you differ most on {quoted(need, 60)}" if need else counts


def _short(option: str) -> str:
    return option if option in {"met", "partly", "cant_tell"} else "not"


def _kind(votes: Counter[str]) -> str:
    shorts: Counter[str] = Counter()
    for option, count in votes.items():
        shorts[_short(option)] += count
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


def ranked_risks(scene: Scene, pass_n: int) -> list[Line]:
    """Return risks, the worst and likeliest first, then those with a first sign, then first said."""

    def weight(line: Line) -> tuple[int, int, bool]:
        bad, likely = (_LEVEL.get(str(line.raw.get(field)), 0) for field in ("bad", "likely"))
        return (-bad, -likely, not line.get("sign"))

    return sorted(lines(scene, "evaluate.risks", pass_n), key=weight)


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
    return f"one try{', ' + people(many) if many else ''}: a first look, not proof"
