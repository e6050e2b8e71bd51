"""The demo as a newcomer meets it: the real app over the real protocols, a sample project, people who answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.demo import Demo
from coach.simulator.person_handle import PersonHandle
from coach.simulator.view_stack import View
from storage import projects
from storage.facts import facts_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A fresh demo on a free port."""
    made = Demo(tmp_path_factory.mktemp("demo") / "demo.db", port=0)
    made.start()
    yield made
    made.stop()


def form(person: PersonHandle) -> View:
    """The form once the app has filled it: a waiting one comes first."""
    waited = threading.Event()
    for _ in range(200):
        if person.view is not None and any(block["type"] == "input" for block in person.view.blocks):
            return person.view
        waited.wait(0.02)
    raise AssertionError("no form came")


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
    demo.settle()
    said = demo.others.answer(asha.id, None)
    assert "answered" in said
    with demo.running.core.transactions.read() as session:
        project = next(p for p in projects.projects(session, "T1") if p.name == "Take-home medicines")
        found = facts_of(session, "T1", project.id, 1)
    assert {kept.by for kept in found.of("explore.needs")} == set(team)
    assert demo.others.answer(asha.id, None).startswith("Nothing is open")


def test_coming_back_brings_the_cards_back(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    first = Demo(path, port=0)
    first.start()
    first.stop()
    again = Demo(path, port=0)
    again.start()
    try:
        again.settle()
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
