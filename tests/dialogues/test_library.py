"""Versions of words: the same words have the same bytes, other words need another version."""

from __future__ import annotations

from time import perf_counter

import pytest

from dialogues import library
from dialogues.diagram import diagram
from dialogues.model import Dialogue


def changed(dialogue: Dialogue, version: int) -> Dialogue:
    return dialogue.model_copy(update={"title": "Other words", "version": version})


def test_the_words_come_back_unchanged_from_their_bytes() -> None:
    dialogue = library.load()
    again = library.from_canonical(library.canonical(dialogue))
    assert again == dialogue
    assert library.canonical(again) == library.canonical(dialogue)
    assert library.fingerprint(again) == library.fingerprint(dialogue)


def test_one_other_word_is_another_fingerprint() -> None:
    dialogue = library.load()
    assert library.fingerprint(changed(dialogue, 1)) != library.fingerprint(dialogue)


def test_it_is_read_once_and_known_by_its_name_and_version() -> None:
    assert library.load() is library.load()
    assert library.get("improvement", library.load().version) is library.load()


def test_other_words_under_the_same_version_are_refused() -> None:
    with pytest.raises(library.DifferentWords):
        library.register(changed(library.load(), 1))


def test_an_older_version_stays_beside_a_newer_one() -> None:
    newer = changed(library.load(), 90)
    library.register(newer)
    library.register(library.from_canonical(library.canonical(newer)))
    assert library.get("improvement", 90) is newer
    assert library.get("improvement", 1) is library.load()


@pytest.mark.parametrize(("name", "language"), [("improvement", "xx"), ("nothing", "en-GB")])
def test_what_is_not_there_is_said_so(name: str, language: str) -> None:
    with pytest.raises(library.UnknownDialogue):
        library.load(name, language)
    with pytest.raises(library.UnknownDialogue):
        library.get("nothing", 1)


def test_reading_it_afresh_takes_a_moment() -> None:
    library.load.cache_clear()
    begun = perf_counter()
    library.load()
    assert perf_counter() - begun < 1.0  # 0.03 s on a quiet machine


@pytest.mark.parametrize("depth", ["quick", "standard", "in-depth"])
def test_the_diagram_draws_every_step_and_the_ways_back(depth: str) -> None:
    dialogue = library.load()
    drawn = diagram(dialogue, depth)  # type: ignore[arg-type]
    assert drawn.startswith("flowchart TD\n")
    for step in dialogue.steps_of(depth):  # type: ignore[arg-type]
        assert f'{step.id}["{step.id} {step.title}' in drawn
    assert "Back to the plan" in drawn
    assert drawn.count("-->") == len(dialogue.steps_of(depth))  # type: ignore[arg-type]
