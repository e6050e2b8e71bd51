"""The list of what others learnt the hard way (tests/README.md) names tests that are really there."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import ROOT, parsed

TESTS = ROOT / "tests"
GUIDE = (TESTS / "README.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/]+\.(?:py|yaml))(?:::(\w+))?`")


def test_every_named_test_is_there() -> None:
    missing = []
    for file, test in NAMED.findall(GUIDE):
        path = TESTS / file
        if not path.is_file():
            missing.append(file)
        elif test and test not in {n.name for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef)}:
            missing.append(f"{file}::{test}")
    assert missing == []


def test_every_complaint_has_its_answer() -> None:
    rows = re.findall(r"^\| (C\d+) \|[^|]+\|([^|]+)\|$", GUIDE, re.MULTILINE)
    assert [name for name, _ in rows if not NAMED.search(_)] == []
    assert list(dict.fromkeys(name for name, _ in rows)) == [f"C{n}" for n in range(1, 23)]
