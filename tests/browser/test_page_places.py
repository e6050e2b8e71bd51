"""The page of the local workspace in a real browser: threads, people, places, keys, the clock, small screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, WebSocketRoute, expect

from tests.browser import page_blocks
from tests.browser.page_world import World, chromium_fixture, element, message, send, world_fixture  # noqa: F401

pytestmark = pytest.mark.browser


def test_threads_and_words_also_sent_to_the_channel(world: World) -> None:
    ts = world.post("The question")
    page = world.open()
    message(page, ts).hover()
    message(page, ts).get_by_role("button", name="Reply in thread").click()
    expect(page.locator("#thread-composer")).to_be_focused()
    send(page, "/coach next", "#thread-composer")
    expect(page.get_by_role("alert")).to_contain_text("do not work in threads")
    send(page, "only here", "#thread-composer")
    expect(page.locator("#thread-messages article")).to_have_count(2)
    expect(page.locator("#messages article")).to_have_count(1)
    expect(message(page, ts).locator(".replies")).to_contain_text("1 reply")
    page.get_by_label("Also send to #ward-7").check()
    send(page, "and there", "#thread-composer")
    expect(page.locator("#messages article").last).to_contain_text("Answered in a thread")
    expect(page.locator("#thread-messages article").last).to_contain_text("Also sent to #ward-7")
    page.keyboard.press("Escape")
    expect(page.locator("#thread")).to_be_hidden()
    message(page, ts).locator(".replies").click()
    expect(page.locator("#thread-messages article")).to_have_count(3)


def test_a_private_message_is_seen_by_one_and_people_are_changed(world: World) -> None:
    page = world.open()
    world.app.call("chat.postEphemeral", channel=world.place(), user=world.id("Tom"), text="For Tom")
    world.post("For all")
    expect(page.locator("#messages article")).to_have_count(1)
    page.locator(f'#act-as [data-person="{world.id("Tom")}"]').click()
    expect(page.locator(".side-me")).to_contain_text("Tom")
    expect(page.locator("#messages article")).to_have_count(2)
    expect(page.locator("#messages article.ephemeral")).to_contain_text("Only visible to you")
    send(page, "it is me")
    expect(page.locator("#messages article").last.locator(".who")).to_have_text("Tom")
    page.keyboard.press("Alt+Shift+Digit3")
    expect(page.locator("#act-as-menu")).to_contain_text("Mei")
    expect(page).to_have_url(re.compile(f"as={world.id('Mei')}"))


def test_the_message_menu_by_keyboard(world: World) -> None:
    ts = world.post("pts just want to know when")
    page = world.open()
    page.press("#composer", "Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(message(page, ts)).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Add to improvement project")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_have_count(0)
    assert world.app.hear("message_action")["message"]["ts"] == ts


def test_regions_and_places_by_keyboard(world: World) -> None:
    world.post("For the article to stand on")
    page = world.open()
    page.keyboard.press("Alt+Digit2")
    expect(page.locator("#place-name")).to_have_text("clinic-letters")
    page.keyboard.press("Alt+Digit1")
    expect(page.locator("#messages article")).to_have_count(1)
    for region in ("#bar", "#side", "#main"):
        page.keyboard.press("F6")
        expect(page.locator(region).locator(":focus")).to_have_count(1)


def test_unread_dots_and_words_for_a_screen_reader(world: World) -> None:
    page = world.open(path=f"#/{world.place('clinic-letters')}")
    world.post("Something new")
    dot = page.locator(f'#side [data-place="{world.place()}"] .dot')
    expect(dot).to_be_visible()
    expect(page.locator("#announce")).to_contain_text("Coach in #ward-7")
    page.locator(f'#side [data-place="{world.place()}"]').click()
    expect(dot).to_have_count(0)
    world.post("And *more*")
    expect(page.locator("#announce")).to_contain_text("Coach: And more")


def test_the_clock_the_others_and_the_home(world: World) -> None:
    page = world.open()
    expect(page.locator("#clock")).to_contain_text("Tuesday 12 May, 13:40")
    page.click("#move-clock")
    page.get_by_role("menuitem", name="Until tomorrow").click()
    expect(page.locator("#clock")).to_contain_text("Wednesday 13 May, 10:00")
    page.click("#others")
    expect(page.get_by_role("status").filter(has_text="2 others answered")).to_be_visible()
    page.locator('#side [data-tab="home"]').click()
    expect(page.locator("#home")).to_contain_text("Your projects")
    element(page, "open").click()
    assert world.app.hear("block_actions", "open")["view"]["type"] == "home"


def test_a_narrow_screen_shows_one_thing_at_a_time(world: World) -> None:
    ts = world.post(blocks=page_blocks.every_block())
    page = world.open(viewport={"width": 420, "height": 800})
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="Show the places").click()
    page.locator(f'#side [data-place="{world.place()}"]').click()
    expect(page.locator("#side")).to_be_hidden()
    element(page, "primary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= 420")
    assert message(page, ts).evaluate("node => node.scrollWidth <= node.clientWidth")


def test_what_is_said_while_the_page_opens_is_not_missed(world: World) -> None:
    def pass_on(line: WebSocketRoute) -> None:
        world.post("While the line is being opened")
        line.connect_to_server()

    page = world.open()
    page.route_web_socket("**/page/live*", pass_on)
    page.reload()
    expect(page.locator("#messages article").last).to_contain_text("While the line is being opened")


def test_what_is_said_while_a_place_is_read_is_not_missed(world: World) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        world.post("While it was being read")
        expect(page.locator("#announce")).to_contain_text("While it was being read")  # the live line was quicker
        route.fulfill(response=answer)

    world.post("Before")
    page = world.open()
    page.route("**/page/messages*", late, times=1)
    page.locator(f'#side [data-place="{world.place()}"]').click()
    expect(page.locator("#messages article")).to_have_count(2)


def test_the_line_mends_itself(world: World) -> None:
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page = world.open()
    page.route_web_socket("**/page/live*", pass_on)
    page.reload()
    page.wait_for_selector("body.ready")
    world.post("Before")
    expect(page.locator("#messages article")).to_have_count(1)
    lines[0].close()
    world.post("Meanwhile")
    expect(page.locator("#offline")).to_contain_text("Reconnecting")
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#messages article").last).to_contain_text("Meanwhile")
    world.post("Afterwards")
    expect(page.locator("#messages article").last).to_contain_text("Afterwards")
