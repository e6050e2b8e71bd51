"""The page of the local workspace in a real browser: what it shows, and what one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import page_blocks
from tests.browser.page_world import World, chromium_fixture, element, message, send, world_fixture  # noqa: F401

pytestmark = pytest.mark.browser
HOSTILE = [
    "<img src=x onerror=window.hurt=1>",
    "<script>window.hurt=1</script>",
    "<javascript:window.hurt=1|press me>",
    "<data:text/html,hurt|press me>",
    "&lt;b&gt;bold&lt;/b&gt;",
    "*<svg onload=window.hurt=1>*",
    '<https://example.org/"onmouseover="window.hurt=1|a link>',
    '<@U2" onclick="window.hurt=1>',
    "```<iframe srcdoc='x'></iframe>```",
    "<!date^99999999999999^{date}|when>",
]


def test_every_kind_of_block_is_drawn(world: World) -> None:
    ts = world.post(blocks=page_blocks.every_block())
    page = world.open()
    card = message(page, ts)
    for block in page_blocks.every_block():
        expect(card.locator(f'[data-block="{block["type"]}"][data-block-id="{block["block_id"]}"]')).to_have_count(1)
    for part in page_blocks.elements():
        expect(card.locator(f'[data-action-id="{part["action_id"]}"]')).to_be_visible()
    expect(card.locator(".unknown")).to_have_count(0)
    expect(card.get_by_text("A run chart")).to_be_visible()
    expect(card.get_by_role("button", name="Answer the question")).to_be_visible()
    expect(card.get_by_text("*plain*")).to_be_visible()


def test_presses_and_choices_reach_the_app(world: World) -> None:
    world.post(blocks=page_blocks.every_block())
    page = world.open()

    def chosen(action_id: str) -> dict[str, object]:
        action: dict[str, object] = world.app.hear("block_actions", action_id)["actions"][0]
        return action

    element(page, "primary").click()
    assert chosen("primary")["value"] == "primary"
    element(page, "one").click()
    page.get_by_role("option", name="B").click()
    assert chosen("one")["selected_option"] == page_blocks.options("B")[0]
    element(page, "several").click()
    for name in ("Two", "Four", "Six"):
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    assert chosen("several")["selected_options"] == page_blocks.options("Two", "Four")
    element(page, "person").click()
    page.get_by_role("option", name="Mei").click()
    assert chosen("person")["selected_user"] == world.id("Mei")
    element(page, "more").click()
    page.get_by_role("menuitem", name="Why").click()
    assert chosen("more")["selected_option"] == page_blocks.options("Why")[0]
    element(page, "day").fill("2026-05-20")
    element(page, "day").press("Enter")
    assert chosen("day")["selected_date"] == "2026-05-20"
    element(page, "moment").fill("2026-05-20T11:00")
    element(page, "moment").press("Enter")
    assert chosen("moment")["selected_date_time"] == 1779271200
    element(page, "radio").get_by_label("Not yet").check()
    assert chosen("radio")["selected_option"] == page_blocks.options("Not yet")[0]
    element(page, "line").fill("words")
    element(page, "line").press("Enter")
    assert chosen("line")["value"] == "words"


def test_a_confirm_is_asked_first(world: World) -> None:
    world.post(blocks=page_blocks.every_block())
    page = world.open()
    element(page, "stop").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Carry on").click()
    element(page, "stop").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    world.app.hear("block_actions", "stop")
    assert len(world.app.of("block_actions")) == 1


def test_mrkdwn_is_shown_as_people_know_it(world: World) -> None:
    asha = world.id("Asha")
    ts = world.post(
        f"*bold* _slanted_ ~gone~ `code` <https://example.org|a link> <@{asha}> <#{world.place()}>"
        " 2*3*4 snake_case_word\n> quoted\n• one\n• two\n4. four\nIt is &lt;5 &amp; rising\n"
        "<!date^1779267600^{date_short} at {time}|soon>"
    )
    words = message(world.open(), ts)
    for tag, text in (("strong", "bold"), ("em", "slanted"), ("s", "gone"), ("code", "code"), ("blockquote", "quoted")):
        expect(words.locator(tag)).to_have_text(text)
    expect(words.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.org/")
    expect(words.locator(".mention-me")).to_have_text("@Asha")
    expect(words.get_by_role("button", name="#ward-7")).to_be_visible()
    expect(words.locator("ul li")).to_have_count(2)
    expect(words.locator("ol li")).to_have_attribute("value", "4")
    expect(words).to_contain_text("2*3*4 snake_case_word")
    expect(words).to_contain_text("It is <5 & rising")
    expect(words.locator("time", has_text="20 May 2026 at 10:00")).to_be_visible()


def test_hostile_words_stay_words(world: World) -> None:
    for text in HOSTILE:
        world.post(text)
        world.post("In a block", blocks=[{"type": "section", "text": page_blocks.mrkdwn(text)}])
    world.ws.person("Tom").post("#ward-7", "<img src=x onerror=window.hurt=1> <script>window.hurt=1</script>")
    page = world.open()
    expect(page.locator("#messages article")).to_have_count(2 * len(HOSTILE) + 1)
    assert page.locator("#messages :is(script, iframe, svg:not(.icon), img:not([src='/page/mark.svg']))").count() == 0
    hrefs = page.locator("#messages a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(hrefs) <= {"https:"}
    handlers = "nodes => nodes.flatMap(node => node.getAttributeNames()).filter(name => name.startsWith('on'))"
    assert page.locator("#messages *").evaluate_all(handlers) == []
    assert page.evaluate("window.hurt") is None


def test_only_this_machine_is_spoken_to(world: World) -> None:
    asked: list[str] = []
    world.post(blocks=page_blocks.every_block())
    page = world.open()
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector("body.ready")
    assert asked
    assert all(url.startswith(world.server.url) for url in asked)


def test_typing_sending_editing_and_deleting(world: World) -> None:
    page = world.open()
    page.fill("#composer", "first")
    page.press("#composer", "Shift+Enter")
    page.keyboard.type("second <b> & @Coach")
    page.press("#composer", "Enter")
    said = page.locator("#messages article").last
    expect(said).to_contain_text("second <b> & @Coach")
    expect(said.locator(".mention")).to_have_text("@Coach")
    expect(page.locator("#composer")).to_have_value("")
    assert f"<@{world.id('Coach')}>" in world.app.hear("event_callback")["event"]["text"]
    said.hover()
    said.locator("[data-menu]").click()
    page.get_by_role("menuitem", name="Edit message").click()
    expect(page.get_by_label("Edit your message")).to_have_value("first\nsecond <b> & @Coach")
    page.get_by_label("Edit your message").fill("other words")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("other words")
    expect(said.locator(".edited")).to_be_visible()
    said.hover()
    said.locator("[data-menu]").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#messages article")).to_have_count(0)


def test_commands_and_people_are_offered(world: World) -> None:
    page = world.open()
    page.locator("#composer").press_sequentially("/co")
    expect(page.get_by_role("option", name="/coach")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.type("ne")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#composer")).to_have_value("/coach next")
    page.fill("#composer", "")
    page.locator("#composer").press_sequentially("thanks @dr")
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_have_value("thanks @Dr Patel ")
    send(page, "/nothing here")
    expect(page.get_by_role("alert")).to_contain_text("not a valid command")
    expect(page.locator("#composer")).to_have_value("/nothing here")
