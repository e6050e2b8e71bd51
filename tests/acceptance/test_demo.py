"""The demo as a newcomer meets it: the real app over the real protocols, a sample project, people who answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coach.demo import Demo
from coach.services.desk import open_desk
from coach.simulator.person_handle import PersonHandle
from coach.simulator.view_stack import View
from dialogues.inputs import Answer
from storage import check_ins, projects
from storage.facts import facts_of
from tests.limits import breaches


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A fresh demo on a free port, for each test: what was asked last in a DM decides what typed words answer."""
    made = Demo(tmp_path / "demo.db", port=0)
    made.start()
    yield made
    made.stop()
    assert breaches(made.workspace.calls) == []


def form(person: PersonHandle) -> View:
    """The form once the app has filled it: a waiting one comes first."""
    waited = threading.Event()
    for _ in range(200):
        if person.view is not None and any(block["type"] == "input" for block in person.view.blocks):
            return person.view
        waited.wait(0.02)
    raise AssertionError("no form came")


def settled(demo: Demo) -> None:
    """Wait until nothing is under way and nothing is due, also on a busy machine."""
    assert demo.settle(30)


def words(person: PersonHandle, place: str | None) -> str:
    return "\n".join(message.text for message in person.messages(place))


def test_the_sample_project_stands_half_finished(demo: Demo) -> None:
    asha = demo.workspace.person("Asha")
    shown = words(asha, "#clinic-letters")
    assert "Clinic letters" in shown
    assert "How will you try it once?" in shown


def test_a_newcomer_starts_and_the_others_answer(demo: Demo) -> None:
    asha = demo.workspace.person("Asha")
    team = [demo.workspace.world.person(name).id for name in ("Tom", "Mei", "Joy")]
    asha.command("/coach new", "#ward-7")
    form(asha)
    asha.submit({"box:name": "Take-home medicines", "box:people": team, "box:way": "apart"})
    settled(demo)
    said = demo.others.answer(asha.id, None)
    assert "answered" in said
    with demo.running.core.transactions.read() as session:
        project = next(p for p in projects.projects(session, "T1") if p.name == "Take-home medicines")
        found = facts_of(session, "T1", project.id, 1)
    assert {kept.by for kept in found.of("explore.needs")} == set(team)
    assert demo.others.answer(asha.id, None).startswith("Nothing is open")


def test_three_weeks_of_check_ins_pass_in_a_moment(demo: Demo) -> None:
    """The clock is moved on by weeks, and each thing happens on its own day and hour."""
    core, asha, joy = demo.running.core, demo.workspace.person("Asha"), demo.workspace.person("Joy")
    with core.transactions.write() as session:
        project = next(p for p in projects.projects(session, "T1") if p.name == "Clinic letters")
        desk = open_desk(core.room, session, "T1", project.id, asha.id)
        step = {"what": "Print ten slips", "who": joy.id}
        desk.take(Answer(asha.id, desk.at, "agree.actions", (step,)))
    asha.command("/coach checkin weekly wed 9:30", "#clinic-letters")
    settled(demo)
    demo.workspace.move_clock(by=timedelta(weeks=1))
    settled(demo)
    assert "Print ten slips" in words(joy, None)
    joy.dm("on track")
    settled(demo)
    demo.workspace.move_clock(by=timedelta(weeks=2))
    settled(demo)
    with core.transactions.read() as session:
        held = check_ins.check_ins_of(session, "T1", project.id)
    assert len(held) == 3
    assert all(one.opened_at - one.due_at < timedelta(minutes=1) for one in held)
    asked = [m for m in joy.messages(None) if "One minute" in m.text]
    assert {m.at.astimezone(ZoneInfo("Europe/London")).strftime("%A") for m in asked} == {"Wednesday"}


def test_coming_back_brings_the_cards_back(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    first = Demo(path, port=0)
    first.start()
    first.stop()
    again = Demo(path, port=0)
    again.start()
    try:
        settled(again)
        asha = again.workspace.person("Asha")
        assert "How will you try it once?" in words(asha, "#clinic-letters")
        assert words(asha, "#clinic-letters").count("is now an improvement project") == 0
    finally:
        again.stop()


def test_home_and_help_answer_at_once(demo: Demo) -> None:
    mei = demo.workspace.person("Mei")
    mei.open_home()
    waited = threading.Event()
    for _ in range(200):
        if mei.home is not None:
            break
        waited.wait(0.02)
    assert mei.home is not None
    answer = mei.command("/coach help", "#ward-7")
    assert answer is not None
    assert answer.seen_by == mei.id
