"""What the README says is what runs."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_readmes_own_test_command() -> None:
    command = next(line for line in README.splitlines() if line.endswith(".venv/bin/pytest"))
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_the_readme_fits_its_promises() -> None:
    assert "coach demo" in README
    steps = re.findall(r"^\d+\. ", README.split("## In your own Slack", 1)[1].split("\n## ", 1)[0], re.MULTILINE)
    assert 1 <= len(steps) <= 8
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).exists() for picture in pictures)


def test_every_setting_stands_in_the_coachs_guide() -> None:
    from coach.settings import Settings

    guide = (ROOT / "coach/README.md").read_text(encoding="utf-8")
    names = {str(field.validation_alias or f"COACH_{name.upper()}") for name, field in Settings.model_fields.items()}
    assert names
    assert not [name for name in names if name not in guide]


def test_every_pinned_version_is_a_name_and_a_version_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if line and not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)]
