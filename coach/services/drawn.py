"""What scenes draw from a record, remembered while the record is the same: reading it anew costs more than all else."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from coach.services.scene import Scene

MOST = 256  # projects: about 20 KiB each


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a record is the same: the turn, how many notes there are, and the words of the project itself.

    Answers change with a turn alone; notes are never changed or taken away, so that their number tells all.
    """

    turn: int
    version: int
    noted: int
    name: str
    problem: str


@dataclass(slots=True)
class Drawn:
    """The last scene of each project with its stamp, the longest unused forgotten first; for any thread."""

    most: int = MOST
    _kept: OrderedDict[tuple[str, str], tuple[Stamp, Scene]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, workspace: str, project: str, stamp: Stamp) -> Scene | None:
        """The scene that was drawn from the record at this stamp; None when it has to be drawn anew."""
        with self._lock:
            kept = self._kept.get((workspace, project))
            if kept is None or kept[0] != stamp:
                return None
            self._kept.move_to_end((workspace, project))
            return kept[1]

    def before(self, workspace: str, project: str, stamp: Stamp) -> Scene | None:
        """The scene drawn last, where only turns have come since: what was drawn from notes still holds."""
        with self._lock:
            kept = self._kept.get((workspace, project))
        return kept[1] if kept is not None and replace(kept[0], turn=stamp.turn) == stamp else None

    def keep(self, workspace: str, project: str, stamp: Stamp, scene: Scene) -> None:
        """Remember a scene that was drawn from what is committed, never from what a transaction has just written."""
        with self._lock:
            self._kept[workspace, project] = (stamp, scene)
            self._kept.move_to_end((workspace, project))
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
