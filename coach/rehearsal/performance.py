"""One whole performance: set the stage, play, keep what came of it, clear up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.rehearsal.player import Player
from coach.rehearsal.script import Rehearsal, in_order
from coach.rehearsal.stage import Stage
from dialogues import library
from storage.record_files.record import Record


@dataclass(frozen=True, slots=True)
class Performance:
    """What came of it: the conversation as lines, what was not as expected, the record, every Web API call."""

    lines: list[str]
    failures: list[str]
    record: Record
    calls: list[dict[str, Any]]


def perform(rehearsal: Rehearsal, folder: Path) -> Performance:
    """Play a rehearsal on a database in this folder. RehearsalFault when it cannot be played at all."""
    dialogue = library.load()
    in_order(rehearsal, dialogue)  # a question this depth does not ask is found before anything is set up
    stage = Stage(rehearsal, folder)
    try:
        player = Player(rehearsal, stage, dialogue)
        failures = player.play()
        return Performance(player.transcript.lines, failures, stage.record(), list(stage.ws.calls))
    finally:
        stage.close()
