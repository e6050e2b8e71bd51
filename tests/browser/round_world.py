"""The real demo in this process - local workspace, Bolt app over Socket Mode, SQLite - and a browser looking at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from coach.demo import Demo
from tests.browser.page_world import CHROMIUM, FLAGS
from tests.limits import breaches

FEW = timedelta(seconds=4)
SECONDS = 15  # a busy machine answers late; nothing waits longer than it must


@dataclass
class Round:
    """A running demo and the pages that look at it; `faults` are what a page's console complained about."""

    demo: Demo
    browser: Browser
    faults: list[str] = field(default_factory=list)

    def id(self, name: str) -> str:
        """Return a person's id."""
        return self.demo.workspace.world.person(name).id

    def open(self, who: str, *, guided: bool = False, room: str = "ward-7") -> Page:
        """Open the page as somebody in a channel and wait until it is drawn; room "" is the DM with the coach."""
        page = self.browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        if not guided:
            page.add_init_script("localStorage.setItem('coach.first-minute', '{\"at\":0,\"gone\":true}')")
        place = self.demo.workspace.world.place(room).id if room else ""
        page.goto(f"{self.demo.url}?as={self.id(who)}" + (f"#/{place}" if place else ""))
        page.wait_for_selector("body.ready")
        return page

    def later(self) -> None:
        """Let a few seconds pass: the coach changes a message at most once in three."""
        self.demo.settle(SECONDS)
        self.demo.workspace.move_clock(by=FEW)


@pytest.fixture(scope="module", name="chromium")
def chromium_fixture() -> Iterator[Browser]:
    """Start Debian's Chromium; without one these tests are left out."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"The browser tests need Chromium at {CHROMIUM}: apt install chromium")
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="round_")
def round_fixture(chromium: Browser, tmp_path: Path) -> Iterator[Round]:
    """Start the demo with a file of its own on a free port; afterwards nothing was complained of, no limit broken."""
    demo = Demo(tmp_path / "demo.db", port=0)
    demo.start()
    made = Round(demo, chromium)
    try:
        yield made
    finally:
        for context in list(chromium.contexts):
            context.close()
        demo.stop()
    assert made.faults == []
    assert breaches(demo.workspace.calls) == []


def card(page: Page, words: str) -> Locator:
    """Wait for the newest message that says these words and return it."""
    found = page.locator("#messages article", has_text=words).last
    expect(found).to_be_visible()
    return found


def labelled(within: Page | Locator, label: str) -> Locator:
    """Return the button with exactly this label; what a screen reader adds to it does not count."""
    return within.locator(f'button:text-is("{label}")').last


def box(page: Page, name: str) -> Locator:
    """Return the control of one box of the open form."""
    return page.locator(f'#form [data-block-id="box:{name}"][data-action-id]')
