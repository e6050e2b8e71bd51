"""Where a project is, for somebody who comes back to it: what was decided, what is tried, what waits for whom."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import alone, date_said, name
from coach.services.screens.channel.quiet import trying
from coach.services.screens.record import Line
from coach.services.screens.rows import labelled, quotes, together
from coach.services.screens.showing.picks import item, taken
from coach.services.screens.summing_up.rounds import decision, of_round
from coach.services.screens.summing_up.summary_agree import NOT_CLEARED, approver_of, is_cleared, open_steps
from coach.services.screens.summing_up.summary_create import the_try
from coach.services.screens.summing_up.summary_so_far import UNSAID, chosen_in, tried
from coach.services.screens.trying.tries import go_ahead, planned
from coach.words import ended, first_down, quoted, shown, softened
from dialogues.plan import NEXT_PHASE
from dialogues.to_do import Step, as_typed

_MOST = 3


def in_short(scene: Scene) -> list[str]:
    """Return a line each, of those that have anything: decided, tried or to be tried, who has something to do."""
    if scene.state.status == "closed" or scene.state.walk.endswith(".thin"):
        return []
    head = "Yours to do" if alone(scene) else "Waits for"
    return [
        labelled("Decided", ended(decided(scene))),
        _try(scene),
        labelled(head, ended(" · ".join(waits_for(scene)))),
    ]


def decided(scene: Scene) -> str:
    """Return the newest decision: after a try, on what to take, or on where to go next; "" while there is none."""
    for n in range(scene.state.pass_n, 0, -1):
        found = of_round(scene, "agree.decision", n)
        if found and decision(scene, n):
            reason = found[-1].get("reason")
            return decision(scene, n) + (f", because {quoted(reason, 100)}" if reason else "")
        ideas = quotes([item(scene, "create.choose", one) for one in taken(scene, "create.choose")], 2, longest=100)
        if ideas and chosen_in(scene) == n:
            return f"we take {ideas}"
        went = of_round(scene, NEXT_PHASE, n)  # it opens the round, and is kept as that round's
        if went:
            return shown(first_down(went[-1].words))
    return ""


def _try(scene: Scene) -> str:
    """The try that lies ahead, with whose yes it has; else the last that was run."""
    found = planned(scene)
    if found is None or found.stage == "run":
        return labelled("Tried", ended(tried(scene)))
    words = the_try(scene, found.line)
    if found.stage == "unsaid":
        return labelled("The try", f"{words}; {UNSAID}.")
    cleared = "" if is_cleared(scene) or trying(scene) else f"{NOT_CLEARED}."  # out trying it the card says so
    return labelled("The try", together(ended(words), cleared, between=" "))


def waits_for(scene: Scene) -> list[str]:
    """Return who has a step that is not done, or a yes to give to the try: "Sam (time ten waits, Fri 15 May)"."""
    steps = [_step(scene, as_typed(_as_step(line), scene.state, scene.names)) for line in open_steps(scene)]
    more = [f"+{len(steps) - _MOST} more"] if len(steps) > _MOST else []
    found = planned(scene)
    yes = approver_of(go_ahead(scene)) if found and found.stage == "ahead" and not is_cleared(scene) else ""
    asks = (
        f"a yes to the try from {shown(softened(yes), 80)}" if alone(scene) else f"{shown(yes, 80)} (a yes to the try)"
    )
    return [*steps[:_MOST], *more, *([asks] if yes else [])]


def _as_step(line: Line) -> Step:
    return Step(line.id, line.words, line.get("who"), line.get("due"))


def _step(scene: Scene, step: Step) -> str:
    about = ", ".join(part for part in (shown(step.what, 100), date_said(scene, step.due) if step.due else "") if part)
    if alone(scene) and step.owner in ("", scene.state.lead, name(scene, scene.state.lead)):
        return about
    return f"{name(scene, step.owner) if step.owner else 'somebody'} ({about})"
