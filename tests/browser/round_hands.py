"""Two ways to use the page: with a mouse, and with nothing but keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.round_words import Ahead, Card, Given
from tests.browser.round_world import box, card, labelled

MOST_TABS = 120
BESIDE = (5, 5)  # a click beside a list closes it
LIST = "[role=listbox]:visible"
IS_AT = """([css, label]) => {
    const at = document.activeElement;
    return at.matches(css) && (!label || at.textContent.trim() === label);
}"""


class Hands:
    """What both do; how a thing is reached, pressed and filled in differs."""

    def __init__(self, page: Page, later: Callable[[], None]) -> None:
        self.page = page
        self.later = later  # some seconds pass on the workspace's clock, as they do while people talk

    def day(self, ahead: Ahead) -> date:
        """A day by the clock that the page shows."""
        now = str(self.page.locator("#clock time").get_attribute("datetime"))
        return datetime.fromisoformat(now).date() + timedelta(days=ahead.days)

    def press(self, within: Locator, label: str) -> None:
        """Press a button of a message."""
        raise NotImplementedError

    def fill(self, name: str, value: Given) -> None:
        """Fill in one box of the open form: words, a day, or the nth entry of a list."""
        raise NotImplementedError

    def send(self) -> None:
        """Send the open form."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Write words into the open place and send them."""
        raise NotImplementedError

    def start(self, name: str, way: str, others: tuple[str, ...] = ()) -> None:
        """Start a project with /coach new."""
        self.say("/coach new")
        expect(box(self.page, "way")).to_be_visible()
        self.fill("name", name)
        self.who(others)
        self.choose_way(way)
        self.sent()

    def who(self, others: tuple[str, ...]) -> None:
        """Name the people who are there."""
        raise NotImplementedError

    def choose_way(self, way: str) -> None:
        """Choose how it is done."""
        raise NotImplementedError

    def sent(self) -> None:
        """Send the open form and see it go; what the coach noticed in an answer is left as it is."""
        self.send()
        form = self.page.locator("#form")
        expect(form.locator('[data-block="input"]')).to_have_count(0)
        if labelled(form, "Keep mine").is_visible():
            self.close()
        expect(form).to_be_hidden()

    def close(self) -> None:
        """Leave the open form."""
        raise NotImplementedError

    def answer(self, one: Card) -> None:
        """Answer one card of the room, and say when it is enough."""
        self.press(card(self.page, one.shows), one.opens)
        for name, value in one.boxes.items():
            expect(box(self.page, name)).to_be_visible()
            self.fill(name, value)
        self.sent()
        self.later()
        if one.next:
            self.press(card(self.page, one.shows), "Next")
            self.later()


class Mouse(Hands):
    """Everything is clicked; words are put into the box that was clicked."""

    def press(self, within: Locator, label: str) -> None:
        labelled(within, label).click()

    def fill(self, name: str, value: Given) -> None:
        found = box(self.page, name)
        found.click()
        if isinstance(value, Ahead):
            found.fill(self.day(value).isoformat())
            return
        if isinstance(value, str):
            found.fill(value)
            return
        self.page.get_by_role("option").nth(value).click()
        if self.page.locator(LIST).is_visible():
            self.page.mouse.click(*BESIDE)

    def send(self) -> None:
        self.page.click("#form-submit")

    def close(self) -> None:
        self.page.click("#form-close")

    def say(self, words: str) -> None:
        self.page.click("#composer")
        self.page.fill("#composer", words)
        self.page.keyboard.press("Enter")  # as everybody does; the send button has its own test

    def who(self, others: tuple[str, ...]) -> None:
        box(self.page, "people").click()
        for name in others:
            self.page.get_by_role("option", name=name).click()
        self.page.mouse.click(*BESIDE)

    def choose_way(self, way: str) -> None:
        box(self.page, "way").locator(f'input[value="{way}"]').click()

    def move_to_the_day_back(self) -> None:
        """Move the clock to the moment that the summary names."""
        said = re.search(r"Back\s+\w+ (\d+ \w+), (\d\d:\d\d)", card(self.page, "what we agreed").inner_text())
        assert said, "the summary names no day to come back"
        today = self.day(Ahead(0))
        day = datetime.strptime(f"{said[1]} {today.year} +0000", "%d %B %Y %z").date()
        day = day.replace(year=today.year + 1) if day < today else day
        self.page.click("#move-clock")
        self.page.click('[data-move="date"]')
        self.page.locator('input[type="date"]').fill(day.isoformat())
        self.page.locator('input[type="time"]').fill(said[2])
        self.page.get_by_role("button", name="Move on", exact=True).click()


class Keys(Hands):
    """Nothing is clicked: Tab goes there, Enter presses, letters are typed."""

    def reach(self, css: str, label: str = "", *, back: bool = False) -> None:
        """Go to a control with Tab alone."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(IS_AT, [css, label]):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not reach {label or css}")

    def press(self, within: Locator, label: str) -> None:
        expect(labelled(within, label)).to_be_visible()
        self.reach("#messages article button", label, back=True)
        self.page.keyboard.press("Enter")

    def fill(self, name: str, value: Given) -> None:
        self.reach(f'#form [data-block-id="box:{name}"]')
        if isinstance(value, Ahead):
            self.type_day(name, self.day(value))
            return
        if isinstance(value, str):
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(value)
            return
        self.page.keyboard.press("Enter")
        expect(self.page.locator(LIST)).to_be_visible()
        for key in ["ArrowDown"] * value + ["Enter"]:
            self.page.keyboard.press(key)
        if self.page.locator(LIST).is_visible():
            self.page.keyboard.press("Escape")

    def type_day(self, name: str, day: date) -> None:
        """Type a day in the order in which this browser asks for it: day first, or month first."""
        for order in ("%d%m%Y", "%m%d%Y"):
            self.page.keyboard.type(day.strftime(order))
            if box(self.page, name).input_value() == day.isoformat():
                return
            for _ in range(3):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{day} cannot be typed into {name}")

    def send(self) -> None:
        self.page.keyboard.press("Control+Enter")

    def close(self) -> None:
        self.page.keyboard.press("Escape")

    def say(self, words: str) -> None:
        self.reach("#composer")
        for n, line in enumerate(words.split("\n")):
            if n:
                self.page.keyboard.press("Shift+Enter")
            self.page.keyboard.type(line)
        self.page.keyboard.press("Enter")

    def who(self, others: tuple[str, ...]) -> None:
        if not others:
            return
        self.reach('#form [data-block-id="box:people"]')
        self.page.keyboard.press("Enter")
        for name in others:
            self.find(name)
        self.page.keyboard.press("Escape")

    def find(self, name: str) -> None:
        """Take an entry of an open list by its first letter, or by what is typed into its search box."""
        entry = self.page.get_by_role("option", name=name)
        expect(entry).to_be_visible()
        self.page.keyboard.type(name[0])
        self.page.keyboard.press("Enter")

    def choose_way(self, way: str) -> None:
        self.reach('#form input[type="radio"]')
        self.page.keyboard.press("Space")
        for _ in range(3):
            if self.page.evaluate("document.activeElement.value") == way:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {way}")

    def go_to(self, number: int) -> None:
        """Open the nth place of the left bar by its shortcut."""
        self.page.keyboard.press(f"Alt+{number}")
