"""A project's record as a file: JSON (the documented record), Markdown, or the page. Hidden names stay hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.services import replies, screens
from coach.services.acts import may_open
from coach.services.record import leaving
from coach.services.scenes import scene_of
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from storage import projects, workspaces

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coach.services.acts.pressing import Given
    from coach.services.desk import Desk
    from coach.services.scene import Scene
    from dialogues.risk_scores import Bands
    from storage.projects import Project
    from storage.record_files.record import Record


def exported(
    session: Session, project: Project, form: str, *, now: datetime, run_by: str, bands: Bands
) -> tuple[str, bytes]:
    """A file's name and content as json, md or html; CoachError for a page of a record that is only kept to be read."""
    from storage.record_files import export

    name = f"{project.id}.{form}"
    today = now.date()

    def spared() -> frozenset[str]:
        return leaving.spared_in(session, project.workspace, project.id, today)

    record = export.record_of(session, project.workspace, project.id, bands=bands)
    if form == "json":
        document = leaving.fit_value(record.document(), today, spared)
        return name, json.dumps(document, ensure_ascii=False, indent=2).encode()
    scene = scene_of(session, project, now=now, run_by=run_by)
    if form == "md":
        return name, leaving.fit_file(name, _to_read(record, scene).encode(), today, spared)
    if scene is None:
        raise CoachError("read_only", "This project was brought in to be read. Take it as json or md.")
    return name, leaving.fit_file(name, screens.summary_page(scene, "so_far", scene.state.pass_n), today, spared)


def _to_read(record: Record, scene: Scene | None) -> str:
    from coach.services.record.record_words import markdown

    if scene is None:
        return markdown(record, None)
    beside = {n: screens.round_lines(scene, n) for n in range(2, scene.state.pass_n + 1)}
    return markdown(record, scene.dialogue, scene.roles, beside)


def asked_for(desk: Desk, given: Given) -> Reply:
    """Somebody in the project takes it with them: the file comes by direct message."""
    form = {"page": "html", "text": "md", "record": "json"}.get(given.word("format"), "html")
    if refusal := may_open.refused(desk.scene, "export", given.person):
        return Reply(message=screens.tell(desk.scene, given.person, refusal))
    once = f"{desk.state.turn}.{int(desk.at.timestamp())}"
    desk.send(Delivery("export", person=given.person, what=form, once=once))
    return replies.said(replies.FILE)


def project_called(session: Session, workspace: str, name: str) -> Project:
    """A project by its id, or by its name; CoachError naming what there is when none or several fit."""
    found = projects.project_of(session, workspace, name)
    if found is not None:
        return found
    every = projects.projects(session, workspace)
    fitting = [one for one in every if one.name.casefold() == name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(f"{one.id} ({one.name})" for one in (fitting or every)[:20]) or "none yet"
    raise CoachError("no_such_project", f"There is no one project {name}. There are: {listed}.")


def workspace_meant(session: Session, named: str) -> str:
    """The workspace that was named, or the only one there is; CoachError that lists them when it is not clear."""
    known = workspaces.here(session)
    if named and workspaces.workspace_of(session, named):
        return named
    if len(known) == 1 and not named:
        return known[0]
    there = f"There are: {', '.join(known)}." if known else "None is known yet: start the coach once."
    said = f"I know no workspace {named}. {there}" if named else f"Say which workspace: --workspace ID. {there}"
    raise CoachError("which_workspace", said)
