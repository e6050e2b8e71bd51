"""How much is explained: reasons, examples, words with their meaning, one form for old hands; changed at any time."""

from __future__ import annotations

import pytest

from coach.inbound import Place
from coach.services import screens
from coach.services.screens import forms
from coach.services.screens.cards import explaining
from coach.views import Controls, Menu, Message, Press
from dialogues import inputs as i
from dialogues import library
from storage.record_files.export import record_of
from tests.dialogues.player import Player
from tests.services.people import World, words
from tests.services.stage import apart, scene_of

NEEDS = "explore.needs"


def at(level: str) -> Player:
    player = apart("U1", "U2", "U3")
    player.do(i.Deeper, "U1", "service", level, "standard")
    return player


def card(level: str, question: str = NEEDS) -> Message:
    return screens.question(scene_of(at(level)), "U2", (question,), sitting=False)


def menu(message: Message) -> list[str]:
    rows = [part for part in message.parts if isinstance(part, Controls)]
    return [words for row in rows for item in row.items if isinstance(item, Menu) for words, _ in item.entries]


def test_those_who_are_new_see_a_reason_an_example_and_what_a_word_means() -> None:
    shown = card("new").text
    assert "Why I ask:" in shown
    assert "For example:" in shown
    assert "Need: what somebody must be able to know" in shown
    assert "Explain less" in menu(card("new"))


def test_others_see_the_reason_and_old_hands_the_question_alone() -> None:
    assert "Why I ask:" in card("some").text
    assert "For example:" not in card("some").text
    alone = card("experienced").text
    assert "Why I ask:" not in alone
    assert "Think of the last person" in alone
    for level in ("some", "experienced"):
        assert {"Explain more", "Why do you ask?", "Show me an example", "What do these words mean?"} <= set(
            menu(card(level))
        )


def test_old_hands_have_the_open_questions_of_a_set_on_one_form() -> None:
    scene = scene_of(at("experienced"))
    form = forms.form(scene, Press("answer", scene.project, "explore.people"), "U2")
    asked = {box.id.split("#")[0] for box in form.boxes}
    assert {"explore.people", NEEDS, "explore.success"} <= asked
    assert len(form.boxes) <= 10
    assert "On the same form: what people need and what good looks like." in card("experienced", "explore.people").text
    plain = scene_of(at("some"))
    one = forms.form(plain, Press("answer", plain.project, "explore.people"), "U2")
    assert {box.id.split("#")[0] for box in one.boxes} == {"explore.people"}


def test_every_word_a_question_uses_has_its_meaning() -> None:
    dialogue, known = library.load(), library.glossary()
    used = {term for question in dialogue.questions.values() for term in question.terms}
    assert used
    assert used <= set(known)


@pytest.mark.parametrize("typed", ["words", "What does this mean?"])
def test_words_are_explained_when_asked(small_world: World, typed: str) -> None:
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine")
    small_world.answer("U2", "explore.people", others="nurses")
    said = words(small_world.say("U2", typed))
    assert "Need  What somebody must be able to know" in said.replace("*", "")


def test_more_or_less_is_explained_from_here_on_typed_or_pressed(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    assert "each card has a reason, an example" in words(world.say("U2", "explain more"))
    assert world.scene().state.experience == "new"
    assert "each card has a reason, an example" in words(world.say("U2", "explain more")), "it is so already"
    world.press("U1", "explain_less")
    world.command("U1", "explain less")
    assert world.scene().state.experience == "experienced"
    with world.core.transactions.read() as session:
        assert record_of(session, "T1", world.project).project.experience == "experienced"


def test_old_hands_may_paste_a_list_at_once(small_world: World) -> None:
    world = small_world
    world.start("alone", place=Place("DU1", dm=True))
    pasted = "\n".join(f"Nurses need thing number {n} before noon" for n in range(1, 9))
    reach(world, NEEDS)
    assert "8" in words(world.say("U1", pasted))
    assert len(world.scene().facts.of(NEEDS)) == 0, "looked at first"
    world.say("U1", "explain less")
    world.say("U1", pasted)
    assert len(world.scene().facts.of(NEEDS)) == 8


def reach(world: World, wanted: str) -> None:
    for _ in range(20):
        if wanted in world.current():
            return
        world.press("U1", "skip", world.current()[0])


def test_nothing_that_is_explained_is_missing_words() -> None:
    for level in ("new", "some", "experienced"):
        shown = explaining.now(scene_of(at(level)))
        assert explaining.SAID[level] in shown.text
