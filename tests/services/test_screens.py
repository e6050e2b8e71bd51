"""Every screen keeps the rules: known presses, limits, words, calm; over real scenes of every kind."""

from __future__ import annotations

import re

import pytest

from coach.presses import PRESSES
from coach.services import screens
from coach.views import Controls, Form, Message, Press
from coach.words import plain, unescaped
from dialogues.authoring.reading_age import reading_age
from dialogues.vocabulary import NEVER_SHOWN
from tests.services.stage import plain_words, presses, shown_words
from tests.services.stage_scenes import FORMS, SCENES, View, every_view, whole_project


@pytest.fixture(scope="module", params=sorted(SCENES))
def views(request: pytest.FixtureRequest) -> dict[str, View]:
    """Every view of one scene."""
    return dict(every_view(SCENES[request.param]))


def test_every_press_is_one_the_coach_knows(views: dict[str, View]) -> None:
    for name, view in views.items():
        for press in presses(view):
            assert press.do in PRESSES, name
            assert "|" not in press.arg, name


def test_every_message_says_it_all_and_is_short_enough(views: dict[str, View]) -> None:
    for name, view in views.items():
        if isinstance(view, Message):
            assert 0 < len(view.text) < 4000, name
            assert len(view.parts) < 45, name
            for part in view.parts:
                if isinstance(part, Controls):
                    assert 0 < len(part.items) <= 10, name
            for words in list(shown_words(view))[1:]:
                assert plain(words).split("\n")[0] in view.text, name


def test_forms_keep_to_their_limits(views: dict[str, View]) -> None:
    for name, view in views.items():
        if isinstance(view, Form):
            assert 0 < len(view.title) <= 24, name
            assert len(view.submit) <= 24, name
            assert len(view.close) <= 24, name
            assert len(view.boxes) <= 10, name
            assert len({box.id for box in view.boxes}) == len(view.boxes), name
            assert bool(view.boxes) == bool(view.submit), name
            for box in view.boxes:
                assert 0 < len(box.label) <= 150, name
                assert len(box.hint) <= 150, name
                assert len(box.options) <= (10 if box.kind in ("radio", "checks") else 100), name
                assert box.kind not in ("choice", "radio", "checks", "several") or box.options, f"{name} {box.id}"
                assert all(0 < len(words) <= 75 for _, words in box.options), name


def test_no_word_of_the_trade_on_any_screen(views: dict[str, View]) -> None:
    forbidden = re.compile(rf"\b({'|'.join(map(re.escape, NEVER_SHOWN))})(s|es|ed|ing)?\b", re.IGNORECASE)
    for name, view in views.items():
        for words in (*shown_words(view), *plain_words(view)):
            found = forbidden.search(words)
            assert not found, f"{name}: {found and found[0]} in {words}"
            assert "!" not in words, f"{name}: {words}"


def test_labels_fit_on_their_buttons(views: dict[str, View]) -> None:
    for name, view in views.items():
        for words in plain_words(view):
            assert len(words) <= 150, name
        for part in view.parts:
            if isinstance(part, Controls):
                for item in part.items:
                    assert 0 < len(item.label) <= 75, name


def test_words_are_easy_to_read() -> None:
    said = [
        unescaped(plain(words))
        for name, view in whole_project(SCENES["ward"])
        if not name.startswith(("summary", "which question"))
        for words in list(shown_words(view))[1:]
    ]
    assert reading_age(" ".join(f"{words}." for words in said)) < 11.5


def test_every_form_press_opens_a_form_with_boxes() -> None:
    scene = SCENES["ward"]
    for do in FORMS:
        question = {
            "take_these": "create.choose",
            "pick": "create.choose",
            "hands": "agree.consent",
            "not_yet": "agree.consent",
        }
        found = screens.form(scene, Press(do, scene.project, question.get(do, "explore.needs"), 1), "U1")
        assert found.boxes, do
        assert found.press.do in PRESSES
        assert PRESSES[found.press.do] == "act"
