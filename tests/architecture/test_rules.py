"""The house rules, each with its check (models.md, section 6)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys

from tests.architecture.tree import ROOMS, ROOT, functions, name, parsed, sources


def test_the_one_way_rule_and_the_import_contracts_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_there_is_one_commit() -> None:
    where = [name(path) for path in sources() if re.search(r"\.commit\(", path.read_text())]
    assert where == ["storage/transaction.py"]


def test_the_questions_room_has_no_clock_no_chance_and_no_network() -> None:
    banned = {"time", "random", "secrets", "uuid", "socket", "threading", "subprocess", "sqlite3", "urllib", "http"}
    found = [
        f"{name(path)}: {module}"
        for path in sources("dialogues")
        for module in imported(path)
        if module.split(".")[0] in banned
    ]
    assert not found
    clocks = [name(path) for path in sources("dialogues") if re.search(r"\.(now|today|utcnow)\(", path.read_text())]
    assert not clocks


def test_only_its_room_imports_a_library() -> None:
    homes = {
        "slack_bolt": "coach/slack",
        "slack_sdk": "coach/slack",
        "procrastinate": "coach/durable",
        "transitions": "dialogues",
        "alembic": "storage",
    }
    strays = [
        f"{name(path)}: {module}"
        for path in sources()
        for module in imported(path)
        if (home := homes.get(module.split(".")[0])) and not name(path).startswith(home)
    ]
    assert not strays


def test_everything_is_served_from_a_socket_that_answers_at_once() -> None:
    makes = [name(path) for path in sources() if re.search(r"create_server\(|sockets=\[socket", path.read_text())]
    assert makes == ["coach/cli/_doctor_here.py", "coach/listening.py"], "the doctor only tries whether a port is free"


def test_sqlalchemy_is_a_type_at_most_outside_storage() -> None:
    allowed = {"coach/ports.py", "coach/durable", "coach/services"}
    strays = [
        f"{name(path)}: {module}"
        for path in sources("coach", "dialogues")
        for module in imported(path)
        if module.startswith("sqlalchemy") and not any(name(path).startswith(place) for place in allowed)
    ]
    assert not strays
    in_services = [
        name(path)
        for path in sources("coach")
        if re.search(r"^(from|import) sqlalchemy", path.read_text(), re.MULTILINE)
    ]
    assert not in_services, "import Session under TYPE_CHECKING"


def test_everything_public_has_a_docstring() -> None:
    bare = []
    for path in sources():
        module = parsed(path)
        if module.body and not ast.get_docstring(module):
            bare.append(name(path))
        for node in module.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                bare += [] if ast.get_docstring(node) else [f"{name(path)}:{node.name}"]
    assert not bare


def test_every_function_says_its_types() -> None:
    untyped = [f"{name(p)}:{f.name}" for p in sources() for f in functions(p) if f.returns is None]
    assert not untyped


def test_no_errors_are_swallowed_whole() -> None:
    broad = []
    for path in sources():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                broad.append(f"{name(path)}:{node.lineno}")
    assert not broad


def test_tests_do_not_sleep() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "benchmarks" not in path.parts]
    assert not [name(path) for path in tests if re.search(r"\btime\.sleep\(|wait_for_timeout\(", path.read_text())]


def test_nothing_names_a_registry_or_this_machine() -> None:
    words = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|/work/main|/work/venv|/root/|/tmp/brief")
    paths = [ROOT / p for p in ("README.md", "CHANGELOG.md", "constraints.txt", "pyproject.toml", ".ci/run")]
    for room in (*ROOMS, "tests"):
        paths += [
            p for p in (ROOT / room).rglob("*") if p.suffix in {".py", ".md", ".yaml", ".js", ".css", ".html", ".json"}
        ]
    found = [name(p) for p in paths if p.name != "test_rules.py" and words.search(p.read_text(encoding="utf-8"))]
    assert not found


MADE = {"build", "dist"}  # what building a wheel leaves behind


def test_the_top_level_is_as_the_card_says() -> None:
    known = {"coach", "dialogues", "storage", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    git = shutil.which("git")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout if git else ""
    # Without git's own list (an unpacked copy, or a clone that belongs to somebody else) the folder itself is the list.
    tops = {line.split("/")[0] for line in listed.splitlines()} or {path.name for path in ROOT.iterdir()} - MADE
    assert {top for top in tops if not top.startswith(".")} == known | {"constraints.txt"}


def imported(path: object) -> set[str]:
    """Every module a file imports."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):  # type: ignore[arg-type]
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found
