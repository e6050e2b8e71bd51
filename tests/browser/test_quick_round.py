"""A whole quick round in a real browser with the real app: by mouse, by keyboard alone, by typing alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.round_hands import Keys, Mouse
from tests.browser.round_words import ALONE, TOGETHER
from tests.browser.round_world import Round, card, chromium_fixture, labelled, round_fixture  # noqa: F401

pytestmark = pytest.mark.browser
MOST_CARDS = 13


def read_summary(page: Page, *said: str) -> None:
    """The summary stands in the open place with the labels and the words of the team, ready to be forwarded."""
    summary = card(page, "what we agreed")
    for words in ("Aim", "We will", "Next steps", "Back", *said):
        expect(summary).to_contain_text(words)
    for label in ("Copy as text", "As a page"):
        expect(labelled(summary, label)).to_be_visible()


def test_together_by_mouse_and_the_look_back_on_its_day(round_: Round) -> None:
    page, answered = round_.open("Asha"), 0
    hands = Mouse(page, round_.later)
    hands.start("Take-home medicines", "together", others=("Tom", "Mei"))
    for one in TOGETHER:
        hands.answer(one)
        answered += 1
    assert answered <= MOST_CARDS
    read_summary(page, "Happy to go", "List at the bedside", "Not yet cleared to start", "3 hours", "2 yes, 1 can live")
    expect(page.locator("#messages article", has_text="Round 1 is done")).to_have_count(1)
    hands.move_to_the_day_back()
    expect(card(page, "A look back · 1 of")).to_be_visible()


def test_together_by_keyboard_alone(round_: Round) -> None:
    page, answered = round_.open("Asha"), 0
    hands = Keys(page, round_.later)
    hands.start("Take-home medicines", "together", others=("Tom", "Mei"))
    for one in TOGETHER:
        hands.answer(one)
        answered += 1
    assert answered <= MOST_CARDS
    read_summary(page, "Happy to go", "List at the bedside", "3 hours", "2 yes, 1 can live with it")


def test_alone_by_typing(round_: Round) -> None:
    page = round_.open("Joy", room="")
    hands = Keys(page, round_.later)
    hands.go_to(3)
    hands.start("Discharge letters", "alone")
    card(page, "Explore · 1 of 5")
    for said, then in ALONE:
        hands.say(said)
        card(page, then)
        hands.later()
    answers = [said for said, _ in ALONE if said != "next"]
    assert len(answers) <= MOST_CARDS + 3  # a card with two questions is typed one after the other
    read_summary(page, "Who else must be happy", "A dose slip")
    expect(page.locator("#side [data-place]", has_text="ward-7").locator(".badge")).to_have_count(0)


def test_the_others_answer_when_each_has_their_own_time(round_: Round) -> None:
    page = round_.open("Asha")
    Mouse(page, round_.later).start("Quieter nights", "apart", others=("Tom", "Mei", "Dr Patel", "Joy"))
    header = card(page, "I've written to each of you")
    expect(header).to_contain_text("0 of 5 people in")
    page.click("#others")
    expect(page.locator(".toast", has_text="answered")).to_be_visible()
    expect(header).to_contain_text("4 of 5 people in")
    page.click('#side [data-place]:has-text("Coach"):not([data-tab])')
    labelled(card(page, "Not heard yet you"), "Show now").click()
    page.click('#side [data-place]:has-text("ward-7")')
    reveal = card(page, "Who it touches: 4 answers from 4 of you")
    expect(reveal).to_contain_text("Something to talk about")
    expect(labelled(reveal, "Add mine")).to_be_visible()
