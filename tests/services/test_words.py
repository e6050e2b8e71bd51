"""Words: people's words can't break out, counts agree, days read as people say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.words import cut, joined, link, plain, plural, quoted, safe, softened, unescaped
from coach.words.days import ago, in_words, local, long_day, short_moment, soon

NOON = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "<!channel>",
        "<!here|here>",
        "<@U123>",
        "@here",
        "@channel",
        "*bold*",
        "_slanted_",
        "~struck~",
        "`code`",
        "```x```",
        "<https://evil.example|click>",
        "https://evil.example/x",
        "www.evil.example",
        "> quoted",
        "&lt;!channel&gt;",
        "mailto:a@b.org",
        "#general",
        "a\u202eb\u200b*c*",
    ],
)
def test_typed_words_never_format_link_or_ping(typed: str) -> None:
    shown = safe(typed)
    assert not re.search(r"[<>*_~`]", shown)
    assert not re.search(r"[@#]\w|\w\.\w\w|\w://", shown)
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert not re.match(r"&gt;", shown)


@given(st.text())
def test_safe_words_come_back_as_typed(typed: str) -> None:
    visible = "".join(c for c in typed if c.isprintable() and c not in "∗ˍ∼ˋ\u2060\u200b")
    assert unescaped(safe(visible)) == visible


@given(st.text(), st.integers(min_value=5, max_value=200))
def test_quoted_words_stay_on_one_line_and_short(typed: str, longest: int) -> None:
    said = quoted(typed, longest)
    assert "\n" not in said
    assert said.startswith('"')
    assert said.endswith('"')
    assert '"' not in said[1:-1]
    assert len(unescaped(said)) <= longest + 3


def test_cut_at_a_word() -> None:
    assert cut("people wait most of the day", 15) == "people wait…"
    assert cut("short", 15) == "short"
    assert len(cut("x" * 300)) == 141


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "answer", "0 answers"),
        (1, "answer", "1 answer"),
        (2, "person", "2 people"),
        (1, "person", "1 person"),
        (3, "reply", "3 replies"),
        (2, "day", "2 days"),
    ],
)
def test_counts_agree_with_their_nouns(number: int, noun: str, said: str) -> None:
    assert plural(number, noun) == said


def test_lists_in_words() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert joined(["a", "b", "c", "d"], at_most=2) == "a, b and 2 more"


def test_a_name_keeps_its_capital_inside_a_sentence() -> None:
    assert softened("Mei and the round") == "Mei and the round"
    assert softened("People waiting") == "people waiting"


def test_only_addresses_become_links() -> None:
    assert link("https://x.slack.com/a?b=1&c=2", "Problem") == "<https://x.slack.com/a?b=1&amp;c=2|Problem>"
    assert link("javascript:alert(1)", "Problem") == "Problem"
    assert link("https://x|y>", "Problem") == "Problem"
    assert plain("*<https://x.y/z|Problem>*   _it_") == "Problem   it"


def test_days_in_a_zone() -> None:
    assert short_moment(NOON, "Europe/London") == "Tue 12 May, 13:40"
    assert local(NOON, "Nowhere/Else").hour == 13
    assert long_day(date(2027, 1, 4), date(2026, 5, 12)) == "Monday 4 January 2027"
    assert soon(NOON + timedelta(hours=2), "Europe/London", NOON) == "today at 15:40"
    assert soon(NOON + timedelta(days=1), "Europe/London", NOON) == "tomorrow at 13:40"
    assert soon(NOON + timedelta(days=3), "Europe/London", NOON) == "Friday at 13:40"
    assert ago(NOON - timedelta(days=1), "Europe/London", NOON) == "yesterday"
    assert ago(NOON - timedelta(days=400), "Europe/London", NOON) == "13 months ago"
    assert in_words("2026-05-19") == "Tue 19 May"
    assert in_words("by then") == "by then"
