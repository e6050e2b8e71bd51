"""What is wrong with a content file, in words an author can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where (file, line from 1), which question ("" when none), what it says, how to repair it."""

    file: str
    line: int
    question: str
    says: str
    repair: str

    def __str__(self) -> str:
        about = f" {self.question}:" if self.question else ""
        return f"{self.file}:{self.line}:{about} {self.says} {self.repair}".rstrip()


class ContentFaults(Exception):
    """Content that cannot be used; `faults` holds every fault found, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """A suggestion in words: the known name most like `word`, or `otherwise` when none is close."""
    found = get_close_matches(word[:80], sorted(known), n=1, cutoff=0.6)
    return f'Did you mean "{found[0]}"?' if found else otherwise


def listed(words: Sequence[str]) -> str:
    """Names as an author reads them: "a, b or c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
