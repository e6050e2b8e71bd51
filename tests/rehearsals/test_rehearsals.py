"""The golden conversations: whole teams played through the real app, to the end, with every expectation met."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.rehearsal.performance import Performance, perform
from coach.rehearsal.script import RehearsalFault, in_order, read
from dialogues import library
from storage.record_files.record import Record
from tests.limits import MESSAGES, breaches

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return perform(read(request.param), tmp_path_factory.mktemp(request.param.stem))


def test_it_reaches_the_end_and_every_expectation_holds(played: Performance) -> None:
    assert played.failures == [], "\n".join(played.lines[-60:])


def test_every_call_keeps_slacks_limits(played: Performance) -> None:
    assert played.calls
    assert breaches(played.calls) == []


def test_every_message_says_it_all_in_its_text(played: Performance) -> None:
    texts = [call["args"].get("text", "") for call in played.calls if call["method"] in MESSAGES]
    assert texts
    assert all(0 < len(text) < 4000 for text in texts)


def test_the_record_goes_out_and_in_unchanged(played: Performance) -> None:
    assert Record.model_validate_json(played.record.model_dump_json(by_alias=True)) == played.record


def test_a_question_this_depth_does_not_ask_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "title: T\nproject: P\nteam: [{name: A, lead: true}]\nturns: [{by: A, question: create.concept, answer: x}]\n",
        encoding="utf-8",
    )
    with pytest.raises(RehearsalFault) as fault:
        in_order(read(path), library.load())
    assert "not asked at the depth" in fault.value.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: [", "is not YAML"),
        ("title: T", "cannot be played"),
        ("title: T\nproject: P\nteam: [{name: A}]\nturns: []", "lead: true"),
        ("title: T\nproject: P\nteam: [{name: A, lead: true}]\nturns: [{by: B, say: hello}]", "is not in the team"),
        ("title: T\nproject: P\nteam: [{name: A, lead: true}]\nturns: [{wait: soon}]", "is no span"),
    ],
)
def test_a_file_that_cannot_be_played_says_why(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RehearsalFault) as fault:
        read(path)
    assert words in fault.value.words
