"""Building the scene of a project from what is remembered, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coach.services.coming_due import kindly
from coach.services.drawn import Drawn, Stamp
from coach.services.scene import Scene, Stand, ToFind
from coach.services.versions import dialogue_of
from dialogues.effects import KeepChoice, KeepEnding, KeepGap, KeepLine, KeepOverride, KeepPosition, KeepStep
from dialogues.state import ConversationState, from_json
from storage import expected, facts, gaps, notes, people, projects
from storage.answers import AnswerRow
from storage.check_ins import RhythmRow
from storage.conversations import Conversation, ConversationRow
from storage.gaps import Gap
from storage.notes import NoteRow
from storage.partners import NOBODY, partnership_of
from storage.pauses import PauseRow
from storage.projects import ProjectRow
from storage.queries import writes
from storage.standing import standing_of
from storage.teams import team_of
from storage.transaction import on_commit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

IDEAS_TAKEN = "create.choose"


_OF_THE_TEAM = (KeepGap, KeepPosition, KeepLine, KeepOverride, KeepStep, KeepChoice, KeepEnding)
_NOTED = (*_OF_THE_TEAM, notes.UseName, notes.Expects, notes.Offered)


def scene_named(
    session: Session, workspace: str, project: str, *, now: datetime, run_by: str, drawn: Drawn
) -> Scene | None:
    """Return the scene of the project with this id; None if there is none here, or if it is only kept to be read."""
    standing = standing_of(session, workspace, project, now)
    return scene_of(session, standing.project, now=now, run_by=run_by, drawn=drawn) if standing else None


def scene_of(
    session: Session,
    project: projects.Project,
    *,
    now: datetime,
    run_by: str,
    drawn: Drawn | None = None,
    talk: Conversation | None = None,
    state: ConversationState | None = None,
    before: Scene | None = None,
) -> Scene | None:
    """Return a project's scene, or None for a record brought in to be read only (it has no state).

    `talk` and `state` where they are in hand already. With `drawn` the record is read only when it has changed;
    `before` is the scene as this transaction found it, from which most of the one after its turn can be taken.
    """
    where = (session, project.workspace, project.id)
    if before is not None and state is not None and (made := _turned(session, before, state)) is not None:
        return made
    beside = standing_of(*where, now)
    talk = talk or (beside.talk if beside else None)
    if beside is None or talk is None or (state is None and not talk.state):
        return None
    stamp = Stamp(talk.turn, talk.version, beside.noted, project.name, project.problem)
    drawn = drawn if unwritten(session) else None
    base = drawn.find(project.workspace, project.id, stamp) if drawn is not None else None
    if base is None:
        here = state or from_json(talk.state)
        last = drawn.before(project.workspace, project.id, stamp) if drawn is not None else None
        base = after(session, last, here) or _drawn_now(session, project, talk, here, now, run_by)
        if drawn is not None:
            drawn.keep(project.workspace, project.id, stamp, base)
    else:
        facts.hold(*where, base.state.pass_n, base.facts)
    held: dict[str, Any] = {"rhythm": beside.rhythm, "quiet_until": beside.quiet_until}
    return replace(base, channel=project.channel or "", now=now, run_by=run_by, **_team(session, base), **held)


def _turned(session: Session, before: Scene, state: ConversationState) -> Scene | None:
    """The scene after a turn with its team and what stands beside it, where that need not be read anew."""
    if unwritten(session) or writes(session, RhythmRow, PauseRow):
        return None
    made = after(session, before, state)
    return replace(made, **_team(session, made)) if made is not None else None


def after(session: Session, before: Scene | None, state: ConversationState) -> Scene | None:
    """The scene after a turn of this transaction, from the one before it; None where it has to be drawn anew.

    That is when notes were written, for much is drawn from them, or another round, scale or summary has begun.
    """
    if before is None or writes(session, NoteRow, ProjectRow):
        return None
    old = before.state
    if (old.pass_n, old.scale, old.summaries) != (state.pass_n, state.scale, state.summaries):
        return None
    known = facts.facts_of(session, before.workspace, before.project, state.pass_n)
    return replace(before, state=state, facts=known)


def remember(session: Session, drawn: Drawn, stamp: Stamp, before: Scene | None, state: ConversationState) -> None:
    """Remember the scene after a turn, once it is committed; nothing where it would have to be read for that."""
    if before is None or facts.held(session, before.workspace, before.project, state.pass_n) is None:
        return
    scene = after(session, before, state)
    if scene is not None:
        on_commit(session, lambda: drawn.keep(scene.workspace, scene.project, stamp, scene))


def _team(session: Session, base: Scene) -> dict[str, Any]:
    """Who is in it now: names, roles and time zones."""
    team = team_of(session, base.workspace, base.project)
    missing = set(base.state.team) - set(team.people)
    named = team.people | (people.people_named(session, base.workspace, missing) if missing else {})
    return {
        "names": {person: one.name or person for person, one in named.items()},
        "roles": {m.person: m.role or _title(named, m.person) for m in team.members},
        "zones": {person: kindly.zone_of(one) for person, one in named.items()},
    }


def unwritten(session: Session) -> bool:
    """Whether this transaction has written nothing yet that a scene is drawn from: what it reads is committed."""
    return not writes(session, ConversationRow, AnswerRow, NoteRow)


def _drawn_now(
    session: Session, project: projects.Project, talk: Conversation, here: ConversationState, now: datetime, run_by: str
) -> Scene:
    """What a scene draws from the record, without the people and what stands beside it."""
    where, round_n = (session, project.workspace, project.id), here.pass_n
    found = _noted(*where)
    return Scene(
        **_of_project(project),
        dialogue=dialogue_of(session, talk.dialogue, talk.version),
        state=here,
        facts=facts.facts_of(*where, round_n),
        now=now,
        run_by=run_by,
        names={},
        roles={},
        links={},
        positions=_stands(session, project, round_n),
        gaps=tuple(gap.question for gap in found if gap.question and not gap.closed),
        lines={n.what.phase: n.what.text for n in notes.notes_of(*where, KeepLine) if n.pass_n == round_n},
        overrides=_overrides(session, project, round_n),
        next_step=_next_step(session, project),
        to_find=to_find(found, round_n),
        **_beside(session, project, here),
    )


def _noted(session: Session, workspace: str, project: str) -> tuple[Gap, ...]:
    """What is to be found out; with it all the other notes that a scene needs are read, in one go."""
    notes.look(session, workspace, project, _NOTED)
    return gaps.gaps_in(session, workspace, project)


def _beside(session: Session, project: projects.Project, state: ConversationState) -> dict[str, Any]:
    """What is kept beside it: whose name may stand there, what people expect, tools offered, how rounds ended."""
    where = (session, project.workspace, project.id)
    kept: dict[str, Any] = {"use_name": notes.under_their_name(*where), "expected": expected.expected_of(*where)}
    kept |= {"offered": offered_in(*where, state.pass_n)}
    kept["partners"] = partnership_of(*where) if is_shared(state.scale) else NOBODY
    ended = {"ending": _ending(session, project, state)}
    return kept | ended | {"taken_in": _taken_in(session, project) if state.pass_n > 1 else {}}


def offered_in(
    session: Session, workspace: str, project: str, round_n: int, before: Scene | None = None
) -> tuple[tuple[str, str], ...]:
    """The tools that were offered in a round, each with the question it was offered at; as `before` where it holds."""
    if before is not None and before.state.pass_n == round_n and not writes(session, NoteRow):
        return before.offered
    kept = notes.notes_of(session, workspace, project, notes.Offered)
    return tuple((n.what.tool, n.what.question) for n in kept if n.pass_n == round_n)


def is_shared(scale: str) -> bool:
    """Whether more than one organisation shares the work, so that it matters who is with whom."""
    return scale in {"cross-organisation", "cross-sector"}


def _of_project(project: projects.Project) -> dict[str, Any]:
    same = {"project": project.id, "workspace": project.workspace, "name": project.name}
    return same | {"channel": project.channel or "", "created_at": project.created_at}


def _next_step(session: Session, project: projects.Project) -> tuple[str, str] | None:
    steps = notes.notes_of(session, project.workspace, project.id, KeepStep)
    return (steps[-1].what.what, steps[-1].what.who) if steps else None


def _taken_in(session: Session, project: projects.Project) -> dict[int, tuple[str, ...]]:
    """The ideas taken in each round; what was taken last in it stands."""
    kept = notes.notes_of(session, project.workspace, project.id, KeepChoice)
    return {n.pass_n: n.what.chosen for n in kept if n.what.question == IDEAS_TAKEN}


def _ending(session: Session, project: projects.Project, state: ConversationState) -> KeepEnding | None:
    if "ending" not in state.summaries:
        return None
    kept = notes.notes_of(session, project.workspace, project.id, KeepEnding)
    return kept[-1].what if kept else None


def to_find(found: tuple[Gap, ...], round_n: int) -> tuple[ToFind, ...]:
    """What somebody took on and is open; of words of their own also what came of them in this round."""
    kept = [gap for gap in found if gap.phase and (gap.owner or gap.what)]
    return tuple(
        ToFind(gap.question, gap.phase, gap.what, gap.owner, gap.due, gap.found)
        for gap in kept
        if not gap.closed or (gap.found and gap.pass_n == round_n)
    )


def _overrides(session: Session, project: projects.Project, round_n: int) -> tuple[tuple[str, str, str], ...]:
    kept = notes.notes_of(session, project.workspace, project.id, KeepOverride)
    return tuple((n.what.phase, n.what.by, n.what.reason) for n in kept if n.pass_n == round_n)


def _title(named: Mapping[str, people.Person], person: str) -> str:
    found = named.get(person)
    return found.title if found else ""


def _stands(session: Session, project: projects.Project, round_n: int) -> tuple[Stand, ...]:
    kept = notes.standing_positions(session, project.workspace, project.id)
    return tuple(
        Stand(n.what.question, n.what.by, n.what.stance, n.what.reason, n.what.named, n.what.count, n.at)
        for n in kept
        if n.pass_n == round_n
    )
