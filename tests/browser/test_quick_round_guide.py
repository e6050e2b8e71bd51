"""The guided first minute against the real app: it names what is really there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.round_hands import Mouse
from tests.browser.round_words import TOGETHER
from tests.browser.round_world import Round, box, card, chromium_fixture, labelled, round_fixture  # noqa: F401

pytestmark = pytest.mark.browser


def names(guide: Locator, step: str, *labels: str) -> None:
    """The guide stands at a step and names these labels as keys to press."""
    expect(guide).to_have_attribute("data-step", step)
    for label in labels:
        expect(guide.locator("kbd", has_text=label).first).to_be_visible()


def test_the_first_minute_names_what_is_really_there(round_: Round) -> None:
    page = round_.open("Asha", guided=True)
    guide, hands = page.locator("#guide"), Mouse(page, round_.later)
    names(guide, "start", "/coach new")
    guide.get_by_role("button", name="Type it for me").click()
    page.keyboard.press("Enter")
    expect(box(page, "name")).to_be_visible()
    names(guide, "fill", "Together now", "Start")
    expect(page.locator("#form-guide")).to_contain_text("Together now")
    expect(page.locator("#form-submit")).to_have_text("Start")
    hands.fill("name", "Take-home medicines")
    expect(page.locator("#form label", has_text="Together now")).to_be_visible()
    hands.choose_way("together")
    hands.sent()
    names(guide, "card", "Answer")
    hands.press(card(page, TOGETHER[0].shows), "Answer")
    names(guide, "answer", "Save")
    expect(box(page, "explore.trigger#text")).to_be_visible()
    expect(page.locator("#form-submit")).to_have_text("Save")
    hands.fill("explore.trigger#text", "A patient waited in a coat for four hours")
    hands.fill("explore.problem#what", "People wait most of the day for their medicines")
    hands.sent()
    names(guide, "reveal", "Next", "Let the others answer")
    expect(page.locator("#others")).to_contain_text("Let the others answer")
    second = card(page, TOGETHER[1].shows)
    labelled(second, "Next").click()
    names(guide, "return", "Move the clock on")
    guide.get_by_role("button", name="Move the clock on").click()
    page.get_by_role("menuitem", name="1 hour").click()
    expect(guide).to_have_attribute("data-step", "end")
