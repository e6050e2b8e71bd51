"""What we agreed, and how far we are: the summary of a round, written to be passed on, and the short one at a stop."""

from __future__ import annotations

import re

from coach.services.scene import Scene
from coach.services.screens.build import alone, date_said, moment, name
from coach.services.screens.leading.to_find import taken_on, thing
from coach.services.screens.people.naming import called
from coach.services.screens.people.partner_screens import kind
from coach.services.screens.record import Line, lines, one
from coach.services.screens.rows import Row, always, counted, date_or_words, is_past, labelled, row, together
from coach.services.screens.seeing import cell
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.showing.picks import judged, ranked_needs
from coach.services.screens.showing.side_by_side import one_yes_each
from coach.services.screens.showing.stands import AGREEMENT, kept_back, spread, worries
from coach.services.screens.showing.voices_map import not_heard_words
from coach.services.screens.summing_up.summary_create import the_try, we_take
from coach.services.screens.summing_up.summary_explore import how_we_know, problem_words, what_changes
from coach.services.screens.trying.risks import ranked_risks
from coach.services.screens.trying.tries import agreed_in, agreed_try, go_ahead, planned, still_to_run
from coach.services.screens.unasked import left_out, titles
from coach.words import ended, first_down, quoted, shown, softened
from dialogues.to_do import OVER, PROGRESS, Step, as_typed

BETWEEN_STEPS = ";   "
"""A step ends in a day: without a mark the next one's number would read as part of it."""
NOT_CLEARED = "*Not yet cleared to start*"
_ANSWERS = {"yes": "a yes, but nobody is named", "asked": "asked, no answer yet", "not_asked": "not asked yet"}

_MUST = re.compile(r"\s+(must|has to|have to|needs? to|should)\s+(say yes|agree|approve|sign off)\W*$", re.IGNORECASE)
_STOP = re.compile(r"^stop\s+(at once\s+)?if\s+", re.IGNORECASE)


def round_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the summary of a round."""
    return [
        Row("What we ask of you", ask_of_you(scene, pass_n), kept=True),
        always(scene, "Aim", aim_line(scene, pass_n), "agree.aim"),
        always(
            scene,
            "We will",
            together(we_will(scene, pass_n), labelled("Views differ", views_differ(scene, "round"))),
            "evaluate.test_plan",
        ),
        row("Why", why(scene, pass_n), "explore.problem"),
        always(scene, "Cleared by", cleared(scene, pass_n), "evaluate.go_ahead"),
        row("Stop if", stop_if(scene, pass_n), "evaluate.go_ahead"),
        always(scene, "Next steps", next_steps(scene, pass_n), "agree.actions"),
        row("Watching", watching(scene, pass_n), "evaluate.risks"),
        _happy(scene, pass_n),
        _each(scene, pass_n),
        _open_ends(scene),
        Row("Back", back(scene, pass_n), kept=True),
    ]


def ask_of_you(scene: Scene, pass_n: int) -> str:
    """Return what the reader is asked for: the team's own ask, else the yes that is missing, else nothing."""
    asked = one(scene, "agree.case", pass_n).get("ask")
    if asked:
        return shown(asked)
    ahead = go_ahead(scene, pass_n)
    if still_to_run(scene, pass_n).words and ahead.raw.get("answer") != "yes":
        approver = approver_of(ahead)
        return (
            f"a yes or a no before the try, from {shown(softened(approver), 80)}"
            if approver
            else ("tell us who can say yes to this try")
        )
    return "nothing; for information"


def aim_line(scene: Scene, pass_n: int) -> str:
    """Return the aim by its fields: what, from, to, for whom, by when, what is left alone; "" while it says no more."""
    line = one(scene, "agree.aim", pass_n)
    if not what_changes(line):
        return ""
    whom, out, by = line.get("who"), line.get("out"), date_or_words(scene, line.get("by"))
    pieces = [what_changes(line), f"for {shown(softened(whom), 80)}" if whom else "", f"by {by}" if by else ""]
    said = ", ".join(piece for piece in pieces if piece)
    return together(ended(said), f"Leaving alone: {shown(softened(out), 80)}" if out else "", between=" ")


def we_will(scene: Scene, pass_n: int) -> str:
    """Return the decision and the try."""
    choice = one(scene, "agree.decision", pass_n).get("choice")
    line = agreed_try(scene, pass_n)
    plan = "" if choice and is_past(scene, line.get("when")) else the_try(scene, line)
    tried = f"try it once: {plan}" if plan and not choice else plan
    reason = one(scene, "agree.decision", pass_n).get("reason")
    decided = ", because ".join(part for part in (shown(first_down(choice)), quoted(reason) if reason else "") if part)
    return together(ended(decided) if decided and plan else decided, tried) or we_take(scene)


def why(scene: Scene, pass_n: int) -> str:
    """Return the problem and the first need, in people's words."""
    words = problem_words(scene, pass_n)
    need = next(iter(ranked_needs(scene, pass_n)), None)
    said = (quoted(words) if words else "", f"they need: {quoted(need.words)}" if need else "")
    known = labelled("How we know", how_we_know(scene, pass_n))
    return together(";  ".join(part for part in said if part), known)


def approver_of(line: Line) -> str:
    """Return whose yes it takes, raw: of "Matron must say yes" only who it is."""
    return _MUST.sub("", line.get("approver"))


def cleared(scene: Scene, pass_n: int) -> str:
    """Return who said yes; of a try to come in bold that it is not cleared yet unless a yes is on record."""
    found = planned(scene, pass_n)
    line = go_ahead(scene, pass_n)
    approver = shown(approver_of(line), 80)
    answer = str(line.raw.get("answer", ""))
    if _said_yes(line):
        return f"{approver}, who said yes"
    if found and found.stage != "ahead" and not agreed_in(scene, pass_n):
        return ""
    if found and found.stage == "run":
        return "no yes was noted before it was tried"
    waiting = _ANSWERS.get(answer) or ("who still has to say yes" if approver else "")
    who = ", ".join(part for part in (approver, waiting) if part)
    return together(ended(who), NOT_CLEARED)


def missing_yes(scene: Scene) -> str:
    """Return whose yes to the try is not on record yet."""
    approver = shown(approver_of(go_ahead(scene)), 80)
    return ended(f"I have no yes yet from {approver}") if approver else "I don't know yet who says yes to it."


def waits_for_yes(scene: Scene) -> bool:
    """Say whether a try lies ahead that nobody with a name has said yes to."""
    return bool(still_to_run(scene).words) and not is_cleared(scene)


def is_cleared(scene: Scene) -> bool:
    """Say whether a yes with a name is on record."""
    return _said_yes(go_ahead(scene))


def _said_yes(line: Line) -> bool:
    return line.raw.get("answer") == "yes" and bool(shown(approver_of(line), 80))


def stop_if(scene: Scene, pass_n: int) -> str:
    """Return what stops the try at once and who may call it."""
    line = go_ahead(scene, pass_n)
    sign, caller = line.get("stop_sign"), line.get("caller")
    if not sign:
        return ""
    return f"{quoted(_STOP.sub('', sign))} - {shown(softened(caller), 60) or 'anyone'} may call it"


def steps(scene: Scene, pass_n: int = 0) -> tuple[Line, ...]:
    """Return the next steps that were agreed."""
    return lines(scene, "agree.actions", pass_n)


def open_steps(scene: Scene) -> tuple[Line, ...]:
    """Return the next steps of which nobody has said that they are done or dropped."""
    said = judged(scene, PROGRESS)
    return tuple(line for line in steps(scene) if not (OVER & set(said.get(line.id, {}))))


def step_words(scene: Scene, line: Line) -> str:
    """Return one step: what, who, by when; also of a line that was typed whole."""
    step = as_typed(Step(line.id, line.words, line.get("who"), line.get("due")), scene.state, scene.names)
    who = name(scene, step.owner) if step.owner else ""
    due = date_said(scene, step.due) if step.due else ""
    tail = ", ".join(part for part in (who, due) if part)
    return shown(step.what, 100) + (f" - {tail}" if tail else "")


def next_steps(scene: Scene, pass_n: int) -> str:
    """Return the first three steps with names and days, those that are done said so, then how many more."""
    said = judged(scene, PROGRESS)
    done = {id_ for id_, how in said.items() if "done" in how}
    return counted(
        [step_words(scene, line) + " (done)" * (line.id in done) for line in steps(scene, pass_n)],
        between=BETWEEN_STEPS,
    )


def watching(scene: Scene, pass_n: int) -> str:
    """Return the gravest risk (where none was weighed the first that has a sign) with its sign and owner."""
    line = next(iter(ranked_risks(scene, pass_n)), None)
    if line is None:
        return ""
    sign = f": first sign {quoted(line.get('sign'), 100)}" if line.get("sign") else ""
    owner = f" ({shown(line.get('owner'), 60)})" if line.get("owner") else ""
    return quoted(line.words) + sign + owner


def _happy(scene: Scene, pass_n: int) -> Row:
    if alone(scene):
        line = one(scene, AGREEMENT, pass_n)
        when = date_or_words(scene, line.get("asked_when"))
        words = shown(line.words) + (f", to be asked {when}" if when and line.words else "")
        return always(scene, "Who else must be happy", words, AGREEMENT)
    if kept_back(scene):
        return Row("Happy to go", "kept back until three of you have said", AGREEMENT, kept=True)
    said = spread(scene)
    first = next(iter(worries(scene, who=lambda person: called(scene, person))), "")
    met = "What was asked for is done." if cell(scene, AGREEMENT).how == "condition met" else ""
    return always(scene, "Happy to go", together(ended(said), first, met) if said else "", AGREEMENT)


def _each(scene: Scene, pass_n: int) -> Row | None:
    """One yes for each organisation or sector: where each stands."""
    said = one_yes_each(scene, AGREEMENT, pass_n)
    return Row(f"Each {kind(scene)}", ended(said), AGREEMENT, kept=True) if said else None


def _open_ends(scene: Scene) -> Row | None:
    """What was not asked, and who finds out what by when: one line, so that neither pushes the other out."""
    found = "; ".join(thing(scene, one) for one in taken_on(scene))
    left = not_asked(scene)
    return row("Not asked yet", together(left, labelled("To find out", found))) if left else row("To find out", found)


def not_asked(scene: Scene) -> str:
    """Return what was left out: whose views, then questions, most worth asking first."""
    whose = not_heard_words(scene, at_most=3)
    left = [one for one in left_out(scene) if one != "explore.team" or not whose]
    return "; ".join(part for part in (whose, titles(scene, left, at_most=3)) if part)


def back(scene: Scene, pass_n: int) -> str:
    """Return the day the coach comes back."""
    when = moment(scene, scene.state.back_at)
    if when:
        return f"{when}."
    day = date_or_words(scene, one(scene, "agree.review", pass_n).words) if pass_n else ""
    return f"{day}." if day else "no day set yet."
