"""Made-up lives of a project for the property tests: steered to groups of three, late words, leavers and joiners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from dialogues import inputs as i
from dialogues.model import Dialogue
from dialogues.weighing import key
from tests.dialogues.endings import press_on
from tests.dialogues.player import MONDAY, Player

PEOPLE = ("ann", "ben", "cat", "dee", "eve")
OUTSIDER = "zoe"


@dataclass
class World:
    """A player, what each input was, and how often each thing happened."""

    player: Player
    seen: dict[str, int] = field(default_factory=dict)

    def act(self, act: tuple[Any, ...]) -> None:
        """Do one made-up act."""
        kind, *rest = act
        self.seen[kind] = self.seen.get(kind, 0) + 1
        ACTS[kind](self.player, *rest)


def someone(player: Player, n: int) -> str:
    """A person by number: mostly somebody of the team, sometimes from outside."""
    line = [*player.state.team, OUTSIDER]
    return line[n % len(line)]


def some_question(player: Player, n: int, late: bool) -> str:
    """A question by number: mostly an open one; `late` any that was asked or not asked at all."""
    live = player.open()
    if live and not late:
        return live[n % len(live)]
    every = sorted(player.dialogue.questions)
    asked = sorted(player.state.cells) or every
    return asked[n % len(asked)] if n % 5 else every[n % len(every)]


def value_for(player: Player, name: str, n: int) -> Any:
    """A fitting answer, made unique so that it can be followed."""
    kind = player.dialogue.questions[name].kind
    word = f"word{n}_{player.state.turn}"
    if name == "check_in.next_phase":
        return ("explore", "create", "evaluate", "agree")[n % 4]
    if kind in ("several", "each"):
        source = player.dialogue.questions[name].items_from
        rows = [row for row, stands in player.kept.values() if stands]
        ids = [row.id for row in rows if row.question == source or n % 7 == 0][:6]
        picks = [ids[(n + m) % len(ids)] for m in range(1 + n % 3)] if ids else [word]
        return picks if kind == "several" else dict.fromkeys(picks, "met")
    if kind == "scores":
        sides = [box.id for box in player.dialogue.questions[name].fields]
        levels = ("low", "middle", "high")
        items = player.cell(name).items or [word]
        return {key(item, side): levels[(n + k) % 3] for k, item in enumerate(items) for side in sides}
    if kind == "fields" and n % 2:
        return {player.dialogue.questions[name].fields[0].id: word}
    return word


def _answer(player: Player, n: int, m: int, late: bool, base: bool) -> None:
    person, name = someone(player, n), some_question(player, m, late)
    own = player.cell(name).given.get(person, [])
    player.say(person, name, value_for(player, name, n + m), base=own[-1] if base and own else None)


def _pass(player: Player, n: int, m: int, late: bool, how: int) -> None:
    kind = (i.NothingToAdd, i.DontKnow, i.Skip)[how % 3]
    name = some_question(player, m, late)
    player.do(kind, someone(player, n), name, player.cell(name).asked or None)


def _position(player: Player, n: int, m: int) -> None:
    stance = ("yes", "can_live", "not_yet", "yes", "nonsense")[m % 5]
    player.do(i.Position, someone(player, n), "agree.consent", stance, "because" if m % 2 else "")


def _amend(player: Player, n: int, m: int, back: bool) -> None:
    given = [(p, q, a) for q, cell in player.state.cells.items() for p, ids in cell.given.items() for a in ids]
    if not given:
        return
    owner, name, answer = given[m % len(given)]
    person = owner if n % 4 else someone(player, n)
    if back:
        player.do(i.TakeBack, person, name, answer)
    else:
        player.do(i.Amend, person, name, answer, value_for(player, name, n))


def _lead(player: Player, n: int, m: int) -> None:
    lead = player.state.lead if m % 6 else someone(player, n)
    live = player.open()
    name = live[n % len(live)] if live and n % 3 else ""
    kind = LEADS[m % len(LEADS)]
    if kind is i.Confirm:
        name = name or "create.choose"
        chosen = [row.id for row, stands in player.kept.values() if stands and row.question == "create.ideas"]
        met = {"met": True} if m % 2 else None
        player.do(kind, lead, name, met, tuple(chosen[: n % 3]), player.cell(name).asked or None)
    elif kind in (i.ShowNow, i.Next):
        player.do(kind, lead, name, player.cell(name).asked if name else None)
    elif kind in (i.Back, i.LookAgain):
        player.do(kind, lead, some_question(player, n, True) if n % 3 else "")
    elif kind is i.WeighWith:
        others = (someone(player, n), someone(player, n + 1 + m % 2))
        player.do(kind, lead, "create.weigh", others, player.cell("create.weigh").asked or None)
    elif kind is i.GoOn:
        player.do(kind, lead, "because" if n % 4 else "")
    else:
        player.do(kind, lead)


LEADS: tuple[type[i.Input], ...] = (
    i.Next, i.ShowNow, i.Confirm, i.Next, i.Back, i.LookAgain, i.GoOn, i.CarryOnThin,
    i.Huddle, i.MoreTime, i.StartNow, i.StartNow, i.Pause, i.Resume, i.StopHere, i.Deeper, i.WeighWith,
    i.Lighter,
)  # fmt: skip


def _team(player: Player, n: int, m: int) -> None:
    person, other = someone(player, n), someone(player, m)
    acts: list[Callable[[], object]] = [
        lambda: player.do(i.Leave, person),
        lambda: player.do(i.Join, person),
        lambda: player.do(i.Join, OUTSIDER if m % 2 else person),
        lambda: player.do(i.Away, person, player.at + timedelta(days=m % 4) if m % 2 else None),
        lambda: player.do(i.Return, person),
        lambda: player.do(i.Invite, person, (PEOPLE[m % 5],)),
        lambda: player.do(i.HandOver, person, other, m % 3 == 0),
        lambda: player.do(i.TakeForward, person),
        lambda: player.do(i.Leave, player.state.lead),
        lambda: player.do(i.AskSomeone, player.state.lead, some_question(player, n, False), other),
    ]
    acts[(n + m) % len(acts)]()


def _find(player: Player, n: int, m: int) -> None:
    """What a phase ends with: a question nobody knew, or words of their own; or what came of those."""
    phase = ("explore", "create", "evaluate", "agree", "round")[n % 5]
    if m % 4 == 0:
        player.do(i.FoundOut, someone(player, n), phase, f"found{n}")
        return
    unknown = [name for name, cell in player.state.cells.items() if cell.gap]
    name = unknown[n % len(unknown)] if unknown and m % 4 == 1 else ""
    lead = player.state.lead if m % 5 else someone(player, n)
    player.do(i.FindOut, lead, phase, name, f"what{n}" if m % 2 else "", someone(player, m), "2026-05-29")


def _way(player: Player, n: int, m: int) -> None:
    if m % 3:
        return
    player.do(i.ChangeWay, player.state.lead, ("apart", "together", "alone")[m // 3 % 3])


def _wait(player: Player, hours: int) -> None:
    player.wait(hours=hours)


def _stale(player: Player, n: int, m: int) -> None:
    kind = ("closing", "half_way", "lead_wait", "back", "test_day", "test_near", "return", "nonsense")[m % 8]
    player.take(i.Reminded("", player.at, kind, max(0, player.state.step_asked - 1 - n % 3), "", someone(player, n)))


def _everyone(player: Player, n: int, m: int) -> None:
    """Everybody here answers one open question: what makes things settle."""
    live = player.open()
    if not live:
        return
    name = live[m % len(live)]
    for k, (person, member) in enumerate(list(player.state.team.items())):
        if member.status == "here" and player.status(name) == "open":
            if player.dialogue.questions[name].mode == "consent":
                player.do(i.Position, person, name, "not_yet" if (n + k) % 4 == 0 else "yes")
            else:
                player.say(person, name, value_for(player, name, n + k))


ACTS: dict[str, Callable[..., None]] = {
    "answer": _answer,
    "pass": _pass,
    "position": _position,
    "amend": _amend,
    "lead": _lead,
    "team": _team,
    "way": _way,
    "find": _find,
    "wait": _wait,
    "stale": _stale,
    "everyone": _everyone,
}

_n = st.integers(0, 59)
_mostly_not = st.sampled_from((False, False, False, True))
acts = st.one_of(
    st.tuples(st.just("answer"), _n, _n, _mostly_not, _mostly_not),
    st.tuples(st.just("everyone"), _n, _n),
    st.tuples(st.just("everyone"), _n, _n),
    st.tuples(st.just("lead"), _n, _n),
    st.tuples(st.just("lead"), _n, _n),
    st.tuples(st.just("pass"), _n, _n, _mostly_not, _n),
    st.tuples(st.just("position"), _n, _n),
    st.tuples(st.just("amend"), _n, _n, _mostly_not),
    st.tuples(st.just("team"), _n, _n),
    st.tuples(st.just("answer"), _n, _n, st.just(True), _mostly_not),
    st.tuples(st.just("lead"), _n, _n),
    st.tuples(st.just("lead"), _n, _n),
    st.tuples(st.just("everyone"), _n, _n),
    st.tuples(st.just("team"), _n, _n),
    st.tuples(st.just("way"), st.just(0), _n),
    st.tuples(st.just("find"), _n, _n),
    st.tuples(st.just("wait"), st.sampled_from((1, 24, 30, 72, 200))),
    st.tuples(st.just("stale"), _n, _n),
)
lives = st.lists(acts, min_size=12, max_size=50)
aheads = st.integers(0, 45)
sizes = st.sampled_from((1, 2, 3, 3, 3, 3, 4, 5))
ways = st.sampled_from(("apart", "apart", "apart", "together", "alone"))
depths = st.sampled_from(("quick", "standard"))


def begun(dialogue: Dialogue, size: int, way: str, depth: str, joined: int, ahead: int = 0) -> World:
    """A project that has begun and gone `ahead` some presses; apart, the first `joined` of those named are in."""
    player = Player(dialogue, *PEOPLE[:size], at=MONDAY, way=way, depth=depth)
    if way == "apart":
        for person in PEOPLE[1 : min(size, joined + 1)]:
            player.do(i.Join, person)
    for n in range(ahead):
        _ahead(player, n)
    return World(player)


def _ahead(player: Player, n: int) -> None:
    """Everybody answers, and the lead presses on."""
    if player.state.walk in ("review", "closed"):
        return
    live = player.open()
    if live and player.status(live[0]) == "open" and player.dialogue.questions[live[0]].mode in ("solo", "confirm"):
        player.say(player.state.lead, live[0], value_for(player, live[0], n))
    elif live and player.status(live[0]) == "open" and n % 4:
        _everyone(player, n + 1 if (n + 1) % 4 else n + 2, 0)
        if player.state.way != "apart" and player.status(live[0]) == "open":
            press_on(player)
    else:
        press_on(player)


_MIX = (
    *("answer",) * 3, "late", *("everyone",) * 4, *("lead",) * 5,
    "pass", "position", "amend", "team", "team", "way", "wait", "stale", "find",
)  # fmt: skip


def random_act(dice: Random) -> tuple[Any, ...]:
    """One made-up act by dice, in about the mix of `acts`."""
    kind = dice.choice(_MIX)
    n, m, sometimes, often = dice.randrange(60), dice.randrange(60), dice.random() < 0.25, dice.random() < 0.25
    made: dict[str, tuple[Any, ...]] = {
        "answer": ("answer", n, m, sometimes, often),
        "late": ("answer", n, m, True, often),
        "pass": ("pass", n, m, sometimes, m),
        "amend": ("amend", n, m, sometimes),
        "way": ("way", 0, m),
        "wait": ("wait", (1, 24, 30, 72, 200)[n % 5]),
    }
    return made.get(kind, (kind, n, m))
