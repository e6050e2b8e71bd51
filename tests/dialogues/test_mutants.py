"""Check the checks: each fault put into the engine makes the property that names it fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from dialogues import engine, modes, rights
from dialogues.inputs import Skip
from dialogues.machine import build
from dialogues.modes import GUARDS, TABLES
from dialogues.turns import answering, keeping, leading, life, people, reminding, steps, timing, walk
from tests.dialogues import properties
from tests.dialogues.player import Player
from tests.dialogues.tiny import tiny_dialogue
from tests.dialogues.worlds import World, begun, random_act

MOST_LIVES = 400


@dataclass(frozen=True)
class Mutant:
    """A fault, and the property that must notice it."""

    name: str
    notices: Callable[[Player], None]
    put_in: Callable[[pytest.MonkeyPatch], Any]


def _skip_drops_answers(patch: pytest.MonkeyPatch) -> None:
    real = answering._pass

    def drops(work: Any, what: Any, how: str) -> None:
        real(work, what, how)
        if isinstance(what, Skip):
            work.cell(what.question).given = {}

    patch.setattr(answering, "_pass", drops)


def _reveals_too_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(life, "may_show", lambda work, cell: True)


def _tells_private_words(patch: pytest.MonkeyPatch) -> None:
    real = keeping.keep

    def leaks(work: Any, what: Any, value: Any, *rest: Any, **more: Any) -> str:
        work.tell_lead("second_voice", what.question, str(value))
        return real(work, what, value, *rest, **more)

    patch.setattr(answering, "keep", leaks)


def _no_new_lead(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "_somebody_leads", lambda work: None)


def _dissent_ignored(patch: pytest.MonkeyPatch) -> None:
    _guard(patch, "consent", dissent=lambda voices: False, agreed=lambda voices: voices.spoken > 0)


def _waits_for_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(life, "_more_may_come", lambda work, name, cell: True)


def _vacuous_all(patch: pytest.MonkeyPatch) -> None:
    _guard(patch, "gather", heard=lambda voices: True)


def _guard(patch: pytest.MonkeyPatch, mode: str, **guards: Callable[..., bool]) -> None:
    patch.setitem(modes.LIFE, mode, build(TABLES[mode], {**GUARDS, **guards}, "status"))


def _no_recount(patch: pytest.MonkeyPatch) -> None:
    for room in (engine, timing):
        patch.setattr(room, "recount_all", lambda work: None)


def _silent_overwrite(patch: pytest.MonkeyPatch) -> None:
    def overwrites(work: Any, what: Any, question: Any, values: Any) -> None:
        answering._keep_all(work, what, question, values)

    patch.setattr(answering, "_settled", overwrites)


def _pass_leaves_open(patch: pytest.MonkeyPatch) -> None:
    real = walk.end_round

    def leaves(work: Any) -> None:
        real(work)
        for name in list(work.state.cells)[:1]:
            work.cell(name).status = "open"

    _call(patch, end_round=leaves)


def _opens_while_resting(patch: pytest.MonkeyPatch) -> None:
    real = walk.rest_two_days

    def opens(work: Any) -> None:
        real(work)
        following = walk._next(work)
        if following is not None:
            work.cell(following.questions[0]).status = "open"

    _call(patch, rest_two_days=opens)


def _call(patch: pytest.MonkeyPatch, **calls: Callable[..., Any]) -> None:
    patch.setattr(walk, "CALLS", {**walk.CALLS, **calls})


def _stale_rings(patch: pytest.MonkeyPatch) -> None:
    def rings(work: Any, what: Any) -> bool:
        work.tell_lead("gone_quiet")
        return True

    patch.setattr(reminding, "reminded", rings)


def _refused_keeps(patch: pytest.MonkeyPatch) -> None:
    real = engine._next

    def keeps(state: Any) -> Any:
        made = real(state)
        made.silent_steps += 1
        return made

    patch.setattr(engine, "_next", keeps)


def _anybody_leads(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "may", lambda state, person, what: rights.in_team(state, person) or person == "")


def _turn_stands_still(patch: pytest.MonkeyPatch) -> None:
    real = engine._next

    def stands(state: Any) -> Any:
        made = real(state)
        made.turn -= 1
        return made

    patch.setattr(engine, "_next", stands)


def _promise_broken(patch: pytest.MonkeyPatch) -> None:
    real = life.happen

    def breaks(work: Any, name: str, event: str, how: str, by: str = "") -> bool:
        moved = real(work, name, event, how, by)
        work.cell(name).seen_by = "names"
        return moved

    patch.setattr(life, "happen", breaks)


def _double_click_moves_on(patch: pytest.MonkeyPatch) -> None:
    from dialogues.turns import leading

    patch.setattr(leading, "fresh", lambda work, name, asked: None)
    patch.setattr(leading, "move_on", lambda work, name, by: bool(work.announce("went_on", name)) or True)


def _two_refreshes(patch: pytest.MonkeyPatch) -> None:
    from dialogues.effects import Refresh

    patch.setattr(engine, "run", lambda work: work.emit(Refresh()))


def _changes_what_it_was_given(patch: pytest.MonkeyPatch) -> None:
    from dialogues.turns.work import Work

    def shares(self: Any, question: str) -> Any:
        from dialogues.state import Cell

        return self.state.cells.setdefault(question, Cell())

    patch.setattr(Work, "cell", shares)


def _gate_without_a_way_on(patch: pytest.MonkeyPatch) -> None:
    from dialogues.turns import leading
    from dialogues.turns.work import Refused

    def stuck(work: Any, person: str, reason: str) -> None:
        raise Refused("say_why")

    patch.setattr(leading, "_over_thin", stuck)


def _outlives_the_choice(patch: pytest.MonkeyPatch) -> None:
    real = life.take_items

    def takes(work: Any, name: str, chosen: tuple[str, ...], how: str, by: str) -> bool:
        seconds, work.plan = work.plan, _WithoutSeconds(work.plan)
        taken = real(work, name, chosen, how, by)
        work.plan = seconds
        return taken

    for room in (life, answering, leading):
        patch.setattr(room, "take_items", takes)


class _WithoutSeconds:
    """A plan that knows of no second round."""

    def __init__(self, plan: Any) -> None:
        self._plan, self.seconds = plan, dict[str, str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plan, name)


def _weighs_anything(patch: pytest.MonkeyPatch) -> None:
    def due(work: Any, vote: str) -> bool:
        return bool(work.peek(work.plan.seconds[vote]).asked < work.peek(vote).asked)

    patch.setattr(steps, "is_due", due)


def _picked_anew_still_weighed(patch: pytest.MonkeyPatch) -> None:
    real = steps._set_out

    def sets_out(work: Any, name: str, first: bool) -> None:
        seconds, work.plan = work.plan, _WithoutSeconds(work.plan)
        real(work, name, first)
        work.plan = seconds

    patch.setattr(steps, "_set_out", sets_out)


def _only_today(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(steps, "has_ideas", lambda work, name: True)


MUTANTS = (
    Mutant("skip drops answers", properties.no_answer_lost, _skip_drops_answers),
    Mutant("private words in another effect", properties.private_stays_private, _tells_private_words),
    Mutant("words without names shown too early", properties.hidden_names_need_three, _reveals_too_early),
    Mutant("no new lead when the lead leaves", properties.a_lead_is_there, _no_new_lead),
    Mutant("no new lead: stuck", properties.the_lead_alone_reaches_the_end, _no_new_lead),
    Mutant("a team of one waits for others", properties.a_team_of_one_never_waits, _waits_for_others),
    Mutant("weighing outlives the choice", properties.a_second_round_gives_way, _outlives_the_choice),
    Mutant("weighing one idea, or in quick", properties.a_second_round_gives_way, _weighs_anything),
    Mutant("weighing goes on when picked anew", properties.a_second_round_gives_way, _picked_anew_still_weighed),
    Mutant("nothing to choose but today's way", properties.a_choice_has_ideas, _only_today),
    Mutant("a thin phase without a way on", properties.the_lead_alone_reaches_the_end, _gate_without_a_way_on),
    Mutant("dissent ignored", properties.dissent_is_never_settled_silently, _dissent_ignored),
    Mutant("vacuous all()", properties.no_settling_without_a_voice, _vacuous_all),
    Mutant("no recount", properties.everyone_in_settles, _no_recount),
    Mutant("silent overwrite", properties.no_silent_overwrite, _silent_overwrite),
    Mutant("the round leaves something open", properties.the_round_is_closed, _pass_leaves_open),
    Mutant("something opens while resting", properties.one_place_to_rest, _opens_while_resting),
    Mutant("a stale reminder rings", properties.stale_reminders_do_nothing, _stale_rings),
    Mutant("a refusal changes the state", properties.refused_changes_nothing, _refused_keeps),
    Mutant("anybody may lead", properties.rights_hold, _anybody_leads),
    Mutant("the turn stands still", properties.turns_count, _turn_stands_still),
    Mutant("a promise is broken", properties.a_promise_stands, _promise_broken),
    Mutant("a double click moves on", properties.a_double_click_changes_nothing, _double_click_moves_on),
    Mutant("two refreshes", properties.one_refresh, _two_refreshes),
    Mutant("it changes what it was given", properties.deterministic, _changes_what_it_was_given),
)


def lived(seed: int) -> World:
    """One made-up life of three people or so, by a number."""
    dice = Random(seed)
    size, way = dice.choice((1, 2, 3, 3, 3, 4)), dice.choice(("apart", "apart", "apart", "together"))
    ahead = dice.choice((0, 0, 0, 6, 12, 20, 30))
    world = begun(tiny_dialogue(), size, way, dice.choice(("quick", "standard")), dice.randrange(5), ahead)
    for _ in range(dice.randrange(3, 25)):
        world.act(random_act(dice))
    return world


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_fault_is_noticed(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant.put_in(monkeypatch)
    for seed in range(MOST_LIVES):
        player = lived(seed).player
        try:
            mutant.notices(player)
        except (AssertionError, RecursionError):
            return
    pytest.fail(f"Nobody noticed: {mutant.name}.")


def test_without_a_fault_these_lives_are_fine() -> None:
    for seed in range(40):
        player = lived(seed).player
        for holds in properties.PROPERTIES:
            holds(player)
