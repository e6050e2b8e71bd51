"""How long a turn takes: an ordinary answer of one of nine people in standard depth, and other common turns.

Run by hand: python -m tests.benchmarks.bench_engine
"""

from __future__ import annotations

from collections.abc import Callable
from timeit import repeat

from dialogues import inputs as i
from dialogues.engine import begin, take
from dialogues.library import load
from dialogues.state import from_json, to_json
from tests.dialogues.player import MONDAY, Player

TEAM = ("ruth", "okafor", "sam", "lena", "col", "bea", "dev", "iris", "mia")
TIMES = 2000


def microseconds(work: Callable[[], object]) -> float:
    """The best of five averages."""
    return min(repeat(work, number=TIMES, repeat=5)) / TIMES * 1e6


def main() -> None:
    """Print microseconds a turn."""
    dialogue = load()
    player = Player(dialogue, *TEAM, way="apart", depth="standard")
    for person in TEAM[1:]:
        player.do(i.Join, person)
    player.say("ruth", "explore.problem", {"what": "People wait"})
    for person in TEAM[:6]:
        player.say(person, "explore.needs", f"need of {person}")
    state, facts, at = player.state, player.facts, player.at
    asked = player.cell("explore.needs").asked
    turns: dict[str, i.Input] = {
        "an answer in a gather of nine": i.Answer("lena", at, question="explore.needs", values=("one more",)),
        "somebody new is in": i.Answer("dev", at, question="explore.needs", values=("a first one",)),
        "nothing to add": i.NothingToAdd("dev", at, "explore.needs", asked),
        "a lead's own question": i.Answer("ruth", at, question="explore.trigger", values=("a long wait",)),
        "shown now": i.ShowNow("ruth", at, "explore.needs", asked),
        "refused": i.Next("sam", at, "explore.needs", asked),
    }
    for name, what in turns.items():
        print(f"{name:34} {microseconds(lambda what=what: take(dialogue, state, facts, what)):7.1f} us")  # type: ignore[misc]
    start = i.Start("ruth", MONDAY, team=TEAM, way="apart", depth="standard")
    print(f"{'a project begins':34} {microseconds(lambda: begin(dialogue, start)):7.1f} us")
    data = to_json(state)
    print(f"{'state to JSON, ' + str(len(data)) + ' bytes':34} {microseconds(lambda: to_json(state)):7.1f} us")
    print(f"{'state from JSON':34} {microseconds(lambda: from_json(data)):7.1f} us")


if __name__ == "__main__":
    main()
