"""The page for whoever zooms in, uses the keyboard alone or listens to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.browser.page_world import World, chromium_fixture, message, send, world_fixture  # noqa: F401

pytestmark = pytest.mark.browser
NARROW: ViewportSize = {"width": 320, "height": 568}
PAST_THE_EDGE = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen, .skip, svg, .side'))
  .filter((one) => one.getBoundingClientRect().width)
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => `${one.tagName}.${one.className}`)"""
LOW_PAGES: list[ViewportSize] = [{"width": 640, "height": 400}, {"width": 320, "height": 256}]


def reach(page: Page, words: str) -> None:
    """Press Tab until the control of that name has the focus, forty times at most."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
        ):
            return
    raise AssertionError(f"Tab never reaches {words}")


@pytest.mark.parametrize("size", LOW_PAGES, ids=["200%", "400%"])
def test_a_zoomed_page_keeps_room_to_read_and_to_type(world: World, size: ViewportSize) -> None:
    page = world.open(viewport=size)
    page.evaluate("localStorage.removeItem('coach.first-minute')")
    page.reload()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate(PAST_THE_EDGE) == []
    box = page.locator("#composer").bounding_box()
    room = page.locator("#messages").bounding_box()
    assert box
    assert room
    assert box["y"] + box["height"] <= size["height"]
    assert room["height"] > 100


def test_a_form_on_a_low_page_scrolls_as_a_whole(world: World) -> None:
    page = world.open(viewport=LOW_PAGES[1])
    send(page, "/coach new")
    page.wait_for_selector('#form [data-block="input"]')
    body = page.locator(".form-body").bounding_box()
    assert body
    assert body["height"] > 200
    page.locator("#form-submit").focus()
    expect(page.locator("#form-submit")).to_be_in_viewport()


def test_the_places_of_a_narrow_page_hold_the_focus_and_give_it_back(world: World) -> None:
    page = world.open(viewport=NARROW, reduced_motion="reduce")
    button = page.get_by_role("button", name="Show the places")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#side [aria-current]")).to_be_focused()
    expect(page.locator("#main")).to_have_js_property("inert", True)
    reach(page, "Close the places")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Show the places", expanded=False)).to_be_focused()


def test_a_thread_that_covers_a_narrow_page_is_all_one_can_reach(world: World) -> None:
    ts = world.post("Look here")
    page = world.open(viewport=NARROW)
    message(page, ts).get_by_role("button", name="Reply in thread").click()
    expect(page.locator("#thread-composer")).to_be_focused()
    expect(page.locator("#main")).to_have_js_property("inert", True)
    page.keyboard.press("Escape")
    expect(page.locator("#main")).to_have_js_property("inert", False)
    expect(message(page, ts).get_by_role("button", name="Reply in thread")).to_be_focused()


def test_a_message_is_described_by_its_words_and_spoken_once(world: World) -> None:
    page = world.open()
    ts = world.post("A new card")
    expect(page.locator("#announce")).to_contain_text("Coach: A new card")
    assert page.locator("#announce").inner_text().count("A new card") == 1
    expect(message(page, ts)).to_have_accessible_description("A new card")


def test_the_home_stays_open_when_somebody_else_acts(world: World) -> None:
    page = world.open()
    page.locator('#side [data-tab="home"]').click()
    page.wait_for_selector(".home-page")
    page.keyboard.press("Alt+Shift+2")
    expect(page.locator('#side [data-tab="home"][aria-current]')).to_be_visible()
    page.wait_for_selector(".home-page")


def test_a_home_written_while_it_is_read_is_not_wiped_out(world: World) -> None:
    page = world.open()

    def late(route: Route) -> None:
        route.fetch()
        page.wait_for_selector(".home-page")
        route.fulfill(json={"view": None})

    page.route("**/page/home?*", late)
    with page.expect_response("**/page/home?*"):
        page.locator('#side [data-tab="home"]').click()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".home-page")).to_be_visible()
