"""Typed words are told apart before anything is kept."""

from __future__ import annotations

import pytest

from coach.presses import PRESSES
from coach.services.typed_words.spoken import COMMANDS, command_of, is_chat, is_long_paste, no_words
from coach.services.typed_words.stance_words import Stood, stood


def test_every_command_word_stands_for_a_press() -> None:
    assert not [press for press in COMMANDS.values() if press not in PRESSES]


@pytest.mark.parametrize(
    ("said", "press"),
    [
        ("Help", "help"),
        ("why?", "why"),
        ("Where are we?", "status"),
        ("don’t know", "dont_know"),
        ("That's all.", "thats_all"),
    ],
)
def test_commands_are_known_however_they_are_typed(said: str, press: str) -> None:
    assert command_of(said) == press


def test_a_sentence_that_holds_a_command_is_none() -> None:
    assert command_of("skip the paper form and ring instead") == ""


@pytest.mark.parametrize("said", ["ok", "Thanks!", "👍", ":thumbsup:", "...", "great, thanks", "ok ok ok ok"])
def test_chat_is_never_an_answer(said: str) -> None:
    assert is_chat(said, list_open=True)


def test_short_words_are_chat_only_where_no_list_is_open() -> None:
    assert is_chat("the pharmacy", list_open=False)
    assert not is_chat("the pharmacy", list_open=True)


@pytest.mark.parametrize("said", ["المرضى ينتظرون طويلا جدا", "患者は 長く 待ちます"])
def test_every_script_has_words(said: str) -> None:
    assert not no_words(said)
    assert not is_chat(said, list_open=True)


def test_a_long_paste_is_seen() -> None:
    assert is_long_paste("\n".join(f"line {n}" for n in range(8)))
    assert not is_long_paste("one line only, though it is fairly long")


def test_a_stance_may_be_typed_with_its_reason() -> None:
    assert stood("Yes") == Stood("yes")
    assert stood("not yet: I'd want night staff told first") == Stood("not_yet", "I'd want night staff told first")
    assert stood("I can live with it") == Stood("can_live")
    assert stood("The home manager") is None
