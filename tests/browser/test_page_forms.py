"""Forms of the page in a real browser: by mouse, by keyboard alone, errors, stacks, and the guided first minute."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import page_blocks
from tests.browser.page_world import World, chromium_fixture, element, world_fixture  # noqa: F401

pytestmark = pytest.mark.browser


def open_form(page: Page) -> None:
    page.fill("#composer", "/coach new")
    page.press("#composer", "Enter")
    expect(page.locator("#form-title")).to_have_text("Start a project")


def values(world: World) -> dict[str, Any]:
    sent: dict[str, Any] = world.app.hear("view_submission")["view"]["state"]["values"]
    return sent


def test_a_form_by_mouse(world: World) -> None:
    page = world.open()
    open_form(page)
    expect(element(page, "name")).to_be_focused()
    page.get_by_label("What shall we call it?").fill("Medicines")
    page.get_by_label("What happens?").fill("People wait")
    element(page, "who").click()
    page.get_by_role("option", name="Tom").click()
    page.get_by_role("option", name="Mei").click()
    page.keyboard.press("Escape")
    expect(page.locator("#form")).to_be_visible()
    page.get_by_label("Together").check()
    page.click("#form-submit")
    expect(page.locator("#form")).to_be_hidden()
    sent = values(world)
    assert sent["name"]["name"] == {"type": "plain_text_input", "value": "Medicines"}
    assert sent["who"]["who"]["selected_users"] == [world.id("Tom"), world.id("Mei")]
    assert sent["how"]["how"]["selected_option"]["value"] == "together"
    assert sent["size"]["size"] == {"type": "number_input", "value": None}


def test_a_form_by_keyboard_alone(world: World) -> None:
    page = world.open()
    page.locator("#composer").focus()
    page.keyboard.type("/coach")
    page.keyboard.press("Enter")
    expect(element(page, "name")).to_be_focused()
    page.keyboard.type("Medicines")
    page.keyboard.press("Tab")
    page.keyboard.type("People wait")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(element(page, "who")).to_be_focused()
    expect(element(page, "who")).to_contain_text("Tom")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(element(page, "how").get_by_label("Apart")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator("#composer")).to_be_focused()
    assert values(world)["how"]["how"]["selected_option"]["value"] == "apart"


def test_what_is_missing_is_said_at_the_field(world: World) -> None:
    page = world.open()
    open_form(page)
    page.get_by_label("What happens?").fill("Hm")
    page.get_by_label("How many?").fill("a few")
    page.get_by_label("Where to write?").fill("somewhere")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".form-error")).to_have_text("5 answers need another look.")
    expect(page.locator(".form-error")).to_have_attribute("role", "alert")
    expect(element(page, "name")).to_be_focused()
    expect(element(page, "name")).to_have_attribute("aria-invalid", "true")
    described = element(page, "name").get_attribute("aria-describedby") or ""
    said = " ".join(page.locator(f"#{name}").inner_text() for name in described.split())
    assert "Two words" in said
    assert "needed" in said
    assert world.app.of("view_submission") == []


def test_errors_of_the_app_stand_at_the_field_and_words_stay(world: World) -> None:
    page = world.open()
    world.app.answers.append({"response_action": "errors", "errors": {"name": "That name is taken; add a word."}})
    open_form(page)
    element(page, "name").fill("Medicines")
    page.get_by_label("Alone").check()
    page.click("#form-submit")
    expect(page.get_by_text("That name is taken; add a word.")).to_be_visible()
    expect(element(page, "name")).to_be_focused()
    expect(element(page, "name")).to_have_value("Medicines")
    page.click("#form-submit")
    expect(page.locator("#form")).to_be_hidden()


def test_typed_words_are_kept_when_the_form_is_renewed(world: World) -> None:
    page = world.open()
    open_form(page)
    element(page, "name").fill("Medicines")
    element(page, "renew").click()
    expect(page.get_by_label("One more thing")).to_be_visible()
    expect(element(page, "name")).to_have_value("Medicines")


def test_three_forms_lie_on_each_other(world: World) -> None:
    page = world.open()
    open_form(page)
    element(page, "name").fill("Medicines")
    element(page, "push").click()
    expect(page.locator("#form-title")).to_have_text("Why we ask")
    first = page.locator("#form form").get_attribute("data-view")
    element(page, "push").click()
    world.app.hear("block_actions", "push")
    expect(page.locator("#form form")).not_to_have_attribute("data-view", first or "")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#form form")).to_have_attribute("data-view", first or "")
    expect(page.locator("#form-title")).to_have_text("Why we ask")
    page.keyboard.press("Escape")
    expect(page.locator("#form-title")).to_have_text("Start a project")
    expect(element(page, "name")).to_have_value("Medicines")
    page.keyboard.press("Escape")
    expect(page.locator("#form")).to_be_hidden()
    world.until(lambda: world.ws.views.top(world.id("Asha")) is None)


def test_focus_stays_inside_and_the_cross_closes_everything(world: World) -> None:
    page = world.open()
    open_form(page)
    element(page, "push").click()
    expect(page.locator("#form-title")).to_have_text("Why we ask")
    for _ in range(8):
        page.keyboard.press("Tab")
        outside = "() => document.activeElement !== document.body && !document.activeElement.closest('#form')"
        assert not page.evaluate(outside)
    page.click("#form-close")
    expect(page.locator("#form")).to_be_hidden()
    world.until(lambda: world.ws.views.top(world.id("Asha")) is None)


def test_an_open_form_is_there_again_after_a_reload(world: World) -> None:
    page = world.open()
    open_form(page)
    page.reload()
    expect(page.locator("#form-title")).to_have_text("Start a project")


def test_the_first_minute_follows_what_happens(world: World) -> None:
    page = world.open()
    page.click("#help")
    page.get_by_role("button", name="Show the first minute again").click()
    guide = page.locator("#guide")
    expect(guide).to_have_attribute("data-step", "start")
    guide.get_by_role("button", name="Type it for me").click()
    expect(page.locator("#composer")).to_have_value("/coach new")
    expect(page.locator("#composer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(guide).to_have_attribute("data-step", "fill")
    expect(page.locator("#form-guide")).to_be_visible()
    element(page, "name").fill("Medicines")
    page.get_by_label("Together").check()
    page.click("#form-submit")
    expect(guide).to_have_attribute("data-step", "card")
    card = [{"type": "actions", "block_id": "a", "elements": [page_blocks.button("answer", "Answer")]}]
    world.post("A card", blocks=card)
    element(page, "answer").click()
    expect(guide).to_have_attribute("data-step", "answer")
    page.reload()
    expect(guide).to_have_attribute("data-step", "answer")
    page.click("#others")
    expect(guide).to_have_attribute("data-step", "return")
    page.click("#move-clock")
    page.get_by_role("menuitem", name="1 day").click()
    expect(guide).to_have_attribute("data-step", "end")
    guide.get_by_role("button", name="Got it").click()
    expect(guide).to_be_hidden()
