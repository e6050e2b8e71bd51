"""What a check-in reads: steps and things to find out as the record has them, each person's sheet, the note's data."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from coach.services.kindness.rhythm import next_after, rhythm_of
from coach.services.scene import Scene
from coach.words.days import day_of
from dialogues import digests, to_do
from dialogues.to_do import Find, Sheet, Step
from storage import actions, check_ins, gaps
from storage.check_ins import CheckIn

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def steps_in(session: Session, scene: Scene) -> tuple[Step, ...]:
    """Every next step of a project that the team may see, of all rounds; the same words and owner count once."""
    found: dict[tuple[str, str], Step] = {}
    for one in actions.actions_in(session, scene.workspace, scene.project):
        if not one.private and one.what:
            step = Step(one.answer, one.what, one.owner, one.due, one.how, one.why, one.said_at)
            step = to_do.as_typed(step, scene.state, scene.names)
            found[(step.what.casefold(), step.owner)] = step
    return tuple(found.values())


def finds_in(session: Session, scene: Scene) -> tuple[Find, ...]:
    """What somebody said they would find out and has not yet."""
    questions = scene.dialogue.questions
    return tuple(
        Find(_words(gap, questions), gap.owner, gap.question, gap.phase, gap.due)
        for gap in gaps.open_gaps(session, scene.workspace, scene.project)
        if gap.owner and (gap.what or gap.question in questions)
    )


def _words(gap: gaps.Gap, questions: object) -> str:
    found = questions.get(gap.question) if isinstance(questions, dict) else None
    return gap.what or (found.title if found else "")


def sheets_of(session: Session, scene: Scene, since: datetime) -> dict[str, Sheet]:
    """The sheet of everybody with something to do, as it stands now; figures from `since` on count."""
    zone = scene.state.zone
    return to_do.sheets(
        scene.state,
        scene.facts,
        steps_in(session, scene),
        finds_in(session, scene),
        scene.names,
        today=day_of(scene.now, zone),
        since=day_of(since, zone),
    )


def sheet_of(session: Session, scene: Scene, person: str, since: datetime) -> Sheet:
    """One person's sheet: what they still have to do, and those of their steps that ended in this check-in."""
    mine = sheets_of(session, scene, since).get(person, Sheet(person))
    every = steps_in(session, scene)
    theirs = [step for step in every if _is_theirs(scene, step, person)]
    steps = tuple(step for step in theirs if step.how not in to_do.OVER or (step.said_at and step.said_at >= since))
    return replace(mine, steps=steps)


def _is_theirs(scene: Scene, step: Step, person: str) -> bool:
    return (to_do.person_named(step.owner, scene.state, scene.names) or scene.state.lead) == person


def digest_now(session: Session, scene: Scene, check_in: CheckIn) -> digests.Digest:
    """What a check-in came to so far."""
    asked = check_ins.asked_in(session, scene.workspace, scene.project, check_in.n)
    return digests.digest_of(
        scene.facts,
        steps_in(session, scene),
        since=check_in.since,
        until=None,
        today=day_of(scene.now, scene.state.zone),
        away=[one.person for one in asked if one.away and one.answered_at is None],
        asked=[one.person for one in asked if one.reached],
    )


def last_talk(session: Session, scene: Scene, check_in: CheckIn, person: str = "") -> datetime:
    """When a check-in's steps were last spoken of before it came: by this person, in the one before, or together."""
    every = check_ins.check_ins_of(session, scene.workspace, scene.project)
    before = [one.opened_at for one in every if one.n < check_in.n] or [check_in.since]
    words = (
        one for question in digests.ASKED for one in to_do.said_in(scene.facts, question, until=check_in.opened_at)
    )
    mine = [one.at for one in words if person and one.by == person]
    together = [at for at in (_looked_back(scene),) if at < check_in.opened_at]
    return max([before[-1], *together, *mine])


def counts_from(session: Session, scene: Scene, due: datetime | None = None) -> datetime:
    """The moment from which words belong to the check-in that is on, or, in the second half of the wait, to the next.

    Before the first one everything said since the rhythm was set counts. `due`: when the next one comes, if known.
    """
    return max(_counts_from(session, scene, due), _looked_back(scene))


def _looked_back(scene: Scene) -> datetime:
    """When the team last looked back together: what was said then belongs to no check-in."""
    said = to_do.said_in(scene.facts, "check_in.next_phase")
    return said[-1].at if said else scene.created_at


def _counts_from(session: Session, scene: Scene, due: datetime | None) -> datetime:
    last = check_ins.latest(session, scene.workspace, scene.project)
    kept = scene.rhythm
    begun = last.opened_at if last else kept.set_at if kept else scene.created_at
    if kept is None or kept.status != "on":
        return last.since if last else begun
    due = due or next_after(rhythm_of(kept.rule, kept.zone), max(begun, scene.now))
    middle = begun + (due - begun) / 2
    if last is None:
        return begun
    return middle if scene.now >= middle else last.since


def still_to_say(sheet: Sheet, since: datetime) -> bool:
    """Whether a person has something on their sheet that they have not spoken of in this check-in."""
    return any(step.said_at is None or step.said_at < since for step in sheet.steps) or bool(sheet.measures)
