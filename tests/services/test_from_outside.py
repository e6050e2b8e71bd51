"""Words of people outside Slack: brought in by role, asked for on paper, and who is to hear what came of it."""

from __future__ import annotations

import re

import pytest

from coach.services import screens
from coach.services.screens.cards.asking_cards import asked_on_cards, words_on_card
from coach.services.typed_words.commanding import press_of, wants_form
from tests.services.people import World, words

NEEDS = "explore.needs"


@pytest.fixture
def asked(small_world: World) -> World:
    """Four people in their own time; three of them have said what people need, and it was shown."""
    small_world.start("apart", "U2", "U3", "U4")
    for person in ("U2", "U3", "U4"):
        small_world.press(person, "fine")
    return small_world


def shown(world: World) -> World:
    for person in ("U1", "U2", "U3"):
        world.answer(person, NEEDS, need=f"to know the time, says number {person[1]}")
    world.press("U1", "show_now", NEEDS)
    return world


def tell(world: World, person: str, who: str, said: str, day: str = "2026-05-12") -> None:
    """Somebody brings in what a person outside told them."""
    form = world.open(person, "add_for")
    world.fill(person, form, {"voice": who, "question": NEEDS, "text": said, "when": day})


def test_words_from_outside_come_by_role_with_the_day_they_were_said(asked: World) -> None:
    tell(asked, "U2", "a daughter", "to be told what changed", "2026-05-09")
    tell(asked, "U2", "a night porter", "to know who is going")
    assert [kept.voice for kept in asked.scene().facts.of(NEEDS)] == ["a daughter on 9 May", "a night porter"]
    assert "to be told what changed" not in screens.voices_map(asked.scene()).text, "not shown yet"
    reveal = screens.reveal(shown(asked).scene(), NEEDS)[0].text
    assert '"to be told what changed"  (told to us by a daughter on 9 May)' in reveal


def test_who_brings_in_anothers_words_has_still_their_own_to_say(asked: World) -> None:
    tell(asked, "U2", "a daughter", "to be told what changed")
    assert "U2" not in asked.scene().state.cells[NEEDS].done
    asked.answer("U2", NEEDS, need="to ring once")
    assert asked.scene().state.cells[NEEDS].done["U2"] == "answered"


def test_late_words_from_outside_are_shown_at_once_and_others_words_stay_back(asked: World) -> None:
    shown(asked)
    asked.answer("U4", NEEDS, need="the key at night")
    tell(asked, "U2", "a daughter", "to be told what changed")
    reveal = screens.reveal(asked.scene(), NEEDS)[0].text
    assert "to be told what changed" in reveal
    assert "the key at night" not in reveal


def test_the_map_says_how_each_kind_comes_in_and_never_who(asked: World) -> None:
    shown(asked)
    tell(asked, "U2", "a daughter", "to be told what changed")
    asked.answer("U3", "explore.people", groups=["cared_for", "nights"])
    asked.press("U1", "show_now", "explore.people")
    for person in ("U1", "U2"):
        asked.answer(person, "explore.people", groups=["cared_for"])
    asked.press("U1", "show_now", "explore.people")
    said = screens.voices_map(asked.scene()).text
    assert "Families and carers: told to one of you by a daughter" in said
    assert "People you care for: the person being cared for" in said
    assert "I know nobody's role here" in said
    for name in ("Asha", "Tom", "Mei", "Patel", "Joy"):
        assert name not in said
    asked.say("U2", "who is missing")
    asked.settle()
    assert "whose views are in here" in asked.dm("U2")


def test_who_gave_their_words_hears_back_and_is_ticked_off(asked: World) -> None:
    tell(asked, "U2", "a daughter", "to be told what changed")
    tell(asked, "U3", "a daughter", "a number to ring")
    assert "nobody is waiting" in screens.hear_back(asked.scene()).text, "not before their words were shown"
    shown(asked)
    waiting = screens.hear_back(asked.scene())
    assert waiting.text.count("A daughter") == 1, "one person, however often they were heard"
    assert "A daughter gave you their words. Tell them what came of it." in screens.round_done(asked.scene()).text
    answer = next(kept.id for kept in asked.scene().facts.of(NEEDS) if kept.voice)
    reply = asked.press("U2", "heard_back", arg=answer)
    assert "nobody is waiting to hear back. A daughter heard back already." in words(reply)
    assert "Tell them what came of it" not in screens.round_done(asked.scene()).text
    tell(asked, "U4", "a porter", "to know who is going")
    assert "A porter" in screens.hear_back(asked.scene()).text


def test_a_made_up_tick_ticks_nobody_off(asked: World) -> None:
    tell(shown(asked), "U2", "a daughter", "to be told what changed")
    asked.press("U2", "heard_back", arg="99.9")
    assert "A daughter" in screens.hear_back(asked.scene()).text


@pytest.mark.parametrize("size", ["plain", "large"])
def test_a_card_to_print_comes_as_a_page_of_its_own(asked: World, size: str) -> None:
    form = asked.open("U2", "print_card")
    reply = asked.fill("U2", form, {"size": size, "back": "the clerk <b>at the desk</b>"})
    assert "I've sent you the card" in words(reply)
    asked.settle()
    (name, content) = next(sent.message.attach for sent in asked.slack.sent if sent.message.attach)
    page = content.decode()
    assert name == f"card-needs-{size}.html"
    assert page.startswith("<!DOCTYPE html>")
    assert "What did you need that you did not get?" in page
    assert "the clerk &lt;b&gt;at the desk&lt;/b&gt;" in page
    assert page.count('class="line"') >= 4
    assert not re.search(r"https?://|<script|<img|<link", page), "it needs nothing but paper"
    assert ("22pt" in page) == (size == "large")


def test_every_question_on_a_card_is_one_a_patient_can_answer(asked: World) -> None:
    scene = asked.scene()
    for question, _ in asked_on_cards(scene):
        said = words_on_card(scene, question)
        assert said.endswith(("?", ".")), said
        assert len(said.split()) <= 20, said
        assert not re.search(r"\bpick\b|\bpress\b|\bchannel\b", said, re.IGNORECASE), said


@pytest.mark.parametrize(("typed", "do"), [("someone told me", "add_for"), ("print a card", "print_card")])
def test_typed_words_open_the_same_things(asked: World, typed: str, do: str) -> None:
    press = press_of(typed)
    assert press is not None
    assert press.do == do
    assert wants_form(typed), "after /coach the form opens at once"
