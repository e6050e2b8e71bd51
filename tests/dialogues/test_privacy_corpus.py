"""The privacy guard on many thousands of clean lines: our own words, and ward talk made up by rule.

The figures stand in dialogues/README.md; what is stopped here stops somebody at work who wrote nothing wrong.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dialogues.checks import privacy
from dialogues.checks.privacy import scan

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
OURS = (
    "dialogues/content/en-GB/*.yaml",
    "tests/rehearsals/*.yaml",
    "*/README.md",
    "*/*/README.md",
    "*.md",
    "coach/**/*.py",
)
NOT_WORDS = re.compile(r"@example|abcdefgh", re.I)  # an address of nobody, and letters in a row
MADE = 20_000
PARTS = json.loads((Path(__file__).parent / "data/ward_talk.json").read_text(encoding="utf-8"))
MONTHS = ("January", "March", "May", "July", "August", "October", "December")


def our_lines() -> Iterator[str]:
    for pattern in OURS:
        for path in sorted(ROOT.glob(pattern)):
            if ".venv" not in path.parts:
                yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def talk(count: int) -> Iterator[str]:
    """Ward talk full of figures, times, dates of the work, rooms, doses of numbers; the same every time."""
    rng = random.Random(4)
    for _ in range(count):
        day, month = rng.randint(1, 28), rng.randint(1, 12)
        dates = (
            f"{day} {rng.choice(MONTHS)}",
            f"{day}/{month}/2026",
            f"2026-{month:02}-{day:02}",
            f"{day} May 2026",
            "Monday",
        )
        parts = {
            "n": rng.randint(2, 9),
            "m": rng.randint(10, 99),
            "b": rng.randint(10, 26),
            "q": rng.randint(1, 4),
            "big": rng.randint(100, 999),
            "ext": rng.randint(2000, 9999),
            "d": rng.choice(dates),
            "t": f"{rng.randint(8, 17):02}:{rng.choice(('00', '15', '30'))}",
            "t2": f"{rng.randint(18, 22)}.45",
        }
        line = " ".join(rng.choice(PARTS[part]) for part in ("who", "did", "what", "when", "why"))
        yield line.format(**parts)


def stopped(lines: Iterator[str]) -> tuple[int, list[str]]:
    count, found = 0, []
    for line in lines:
        count += 1
        if scan(line, TODAY) and not NOT_WORDS.search(line):
            found.append(line)
    return count, found


def test_our_own_words_are_left_alone() -> None:
    count, found = stopped(our_lines())
    assert count > 10_000
    assert found == []


def test_ward_talk_is_left_alone() -> None:
    count, found = stopped(talk(MADE))
    assert count == MADE
    assert len(set(talk(200))) > 190
    assert found == []


def test_a_number_in_ward_talk_is_seen_wherever_it_stands() -> None:
    rng = random.Random(5)
    for line in talk(300):
        words = line.split(" ")
        words.insert(rng.randint(0, len(words)), rng.choice(("NHS number 999 711 7832", "9997117832", "dob 4/7/1938")))
        assert any(sighting.level == "block" for sighting in scan(" ".join(words), TODAY)), words


@pytest.mark.parametrize("line", ["", *talk(200)])
def test_the_cheap_look_before_each_rule_hides_nothing(line: str) -> None:
    for text in (line, f"{line} NHS 999 711 7832, Mrs Jones, bed 3, 92 years old, jg103759a, CB2 1PZ, a@b.nhs.uk"):
        for kind, _, possible, look in privacy._LOOKS:
            if list(look(text, TODAY)):
                assert possible(text.lower()), kind
