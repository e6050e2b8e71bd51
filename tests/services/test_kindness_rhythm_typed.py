"""How often a check-in comes can be typed in short words; what cannot be read is named, with an example."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coach.errors import CoachError
from coach.services.kindness.rhythm import Rhythm, next_after
from coach.services.kindness.rhythm_typed import read_rhythm

NOW = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)  # a Thursday


def read(text: str) -> Rhythm | None:
    """What is read in London at NOW."""
    return read_rhythm(text, zone="Europe/London", now=NOW)


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("weekly tue 9:30", "every Tuesday at 09:30, London time", "12 May"),
        ("fortnightly monday 10am", "every second Monday at 10:00, London time", "11 May"),
        ("every 3 weeks friday 14:00", "every 3 weeks on Friday at 14:00, London time", "08 May"),
        ("monthly first monday 9", "the first Monday of each month at 09:00, London time", "01 Jun"),
        ("monthly 15th 10:00", "the 15th of each month at 10:00, London time", "15 May"),
        ("every second Tuesday at 09:30", "every second Tuesday at 09:30, London time", "12 May"),
        ("every other wed 2 pm", "every second Wednesday at 14:00, London time", "13 May"),
        ("Tuesdays 9.30", "every Tuesday at 09:30, London time", "12 May"),
        ("weekly thu 0930", "every Thursday at 09:30, London time", "14 May"),
        ("weekly thu 10:30", "every Thursday at 10:30, London time", "07 May"),
        ("monday every two weeks at noon", "every second Monday at 12:00, London time", "11 May"),
        ("last friday of the month 14:00", "the last Friday of each month at 14:00, London time", "29 May"),
        ("every last friday 9", "the last Friday of each month at 09:00, London time", "29 May"),
        ("monthly last day 9", "the last day of each month at 09:00, London time", "31 May"),
        ("monthly 31st", "the last day of each month at 10:00, London time", "31 May"),
        ("monthly on the 30th", "the 30th of each month (or its last day) at 10:00, London time", "30 May"),
        ("weekly tue 9:30 Europe/Madrid", "every Tuesday at 09:30, Madrid time", "12 May"),
        ("weekly tue 9:30, New York time", "every Tuesday at 09:30, New York time", "12 May"),
    ],
)
def test_short_words_are_read(text: str, words: str, first: str) -> None:
    rhythm = read(text)
    assert rhythm is not None
    assert rhythm.words == words
    assert next_after(rhythm, NOW).strftime("%d %b") == first


def test_what_a_rhythm_says_of_itself_can_be_typed() -> None:
    for text in ("weekly tue 9:30", "fortnightly mon 10am", "every 3 weeks fri 14:00", "monthly first mon 9"):
        rhythm = read(text)
        assert rhythm is not None
        assert read(rhythm.words) == rhythm


@pytest.mark.parametrize("text", ["off", "Off.", "never", "none"])
def test_off_is_no_rhythm(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("banana", "banana"),
        ("", "a little more"),
        ("weekly", "day of the week"),
        ("monthly", "day of the month"),
        ("weekly tue thu 9", "one day"),
        ("weekly tue 25:00", "25:00"),
        ("weekly tue 9:75", "9:75"),
        ("weekly tue 13pm", "13pm"),
        ("weekly tue half nine", "half nine"),
        ("every 60 weeks mon", "1 to 52 weeks"),
        ("every 0 weeks mon", "1 to 52 weeks"),
        ("monthly 32", "32"),
        ("monthly fifth monday 9", "fifth"),
        ("every third friday 9", "monthly third friday"),
        ("weekly tue 9:30 Mars/Base", "mars/base"),
        ("weekly tue 9:30 gotham time", "gotham time"),
        ("weekly tue <!channel>", "&lt;"),
    ],
)
def test_what_cannot_be_read_is_named_with_an_example(text: str, named: str) -> None:
    with pytest.raises(CoachError) as caught:
        read(text)
    assert named in caught.value.words
    assert "Try it like this: " in caught.value.words


def test_an_hour_that_may_be_either_half_of_the_day_is_asked() -> None:
    with pytest.raises(CoachError) as caught:
        read("weekly tue 2")
    assert caught.value.words == '"2" could be 02:00 or 14:00. Type 2am or 14:00.'
