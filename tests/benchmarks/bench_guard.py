"""How long the privacy guard takes over a message: short and long, clean and not.

Run by hand: python -m tests.benchmarks.bench_guard
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from timeit import repeat

from dialogues.checks.privacy import scan

TODAY = date(2026, 11, 23)
TIMES = 200
DATA = Path(__file__).parents[1] / "dialogues/data/identifiers.json"
WARD = (
    "On Tuesday the 08:30 round saw 11 of 14 people, 3 in bay 2; the list went down at 10:15 and 2 waited till 16:40. "
    "Joy rang twice, Dr Patel signed 6 of 9 charts, and from 12 May we count every wait over 4 hours. "
)


def microseconds(messages: list[str]) -> float:
    """The best of five averages over these messages."""

    def every() -> None:
        for text in messages:
            scan(text, TODAY)

    return min(repeat(every, number=TIMES, repeat=5)) / TIMES / len(messages) * 1e6


def main() -> None:
    """Print microseconds a message."""
    samples = json.loads(DATA.read_text(encoding="utf-8"))
    sets = {
        "the example messages with details": [sample["text"] for sample in samples["positive_messages"]],
        "the example messages without": samples["negative_messages"],
        "a short message of words": ["Patients need to know by mid-morning what time they are going home"],
        "a message of 200 characters with figures": [WARD[:200]],
        "a message of 1,000 characters with figures": [(WARD * 6)[:1000]],
    }
    for name, messages in sets.items():
        print(f"{name:46} {microseconds(messages):7.1f} us")


if __name__ == "__main__":
    main()
