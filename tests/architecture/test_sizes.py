"""Small tails: files of 300 lines at most, functions under 40, listeners of 15 at most (models.md, rule 10).

Folders that somebody can look over: 50 modules at most, and each says what it holds.
"""

from __future__ import annotations

import ast
from collections import Counter

from tests.architecture.tree import ROOT, functions, name, sources

FILE, FUNCTION, LISTENER, FOLDER = 300, 40, 15, 50


def test_no_file_is_over_300_lines() -> None:
    long = {name(path): count for path in sources() if (count := len(path.read_text().splitlines())) > FILE}
    assert not long


def test_no_function_is_over_40_lines() -> None:
    long = [
        f"{name(path)}:{function.name} {lines}"
        for path in sources()
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION
    ]
    assert not long


def test_no_listener_is_over_15_lines() -> None:
    listeners = sorted((ROOT / "coach/slack/listeners").rglob("*.py"))
    assert listeners
    long = [
        f"{name(path)}:{function.name} {lines}"
        for path in listeners
        for function in functions(path)
        if function.name not in {"register"} and (lines := (function.end_lineno or 0) - function.lineno + 1) > LISTENER
    ]
    assert not long


def test_the_pages_scripts_and_styles_are_small_too() -> None:
    page = ROOT / "coach/simulator/page"
    long = {
        name(path): count
        for path in sorted(page.rglob("*"))
        if path.suffix in {".js", ".css", ".html"} and (count := len(path.read_text().splitlines())) > FILE
    }
    assert not long


def test_no_folder_holds_more_than_somebody_can_look_over() -> None:
    counts = Counter(name(path.parent) for path in sources())
    assert not {folder: count for folder, count in counts.items() if count > FOLDER}


def test_every_folder_says_what_it_holds() -> None:
    silent = [
        name(path)
        for path in sources()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent
