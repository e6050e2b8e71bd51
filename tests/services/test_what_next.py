"""What next, through the doors: every rule of the routing table proposed with its reason, and asked by one tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coach.inbound import Place
from coach.services import screens
from coach.views import Controls, Reply
from dialogues import library
from dialogues.effects import Keep, KeepChoice
from dialogues.facts import Kept
from dialogues.state import Cell, ConversationState, Member, to_json
from storage import answers, conversations, notes
from tests.services.people import CHANNEL, START, WS, World, words

NEED = "to know by mid-morning what time they are going"
RISK = {"event": "a wrong list is sent", "bad": "high"}
Told = tuple[str, Any]


def at_rest(world: World, *told: Told, way: str = "apart", **changes: Any) -> None:
    """A project whose round is over, with this in its record a day apart; ids are 0.0, 0.1, … in that order."""
    world.start(way, "U2", "U3")
    world.settle()
    state = world.scene().state
    team = {person: Member("here", 1, START) for person in ("U1", "U2", "U3")}
    plain: dict[str, Any] = {"walk": "review", "step": "A1", "depth": "standard", "cells": {}, "closes_at": None}
    made = replace(state, **(plain | {"team": team, "turn": state.turn + 1} | changes))
    with world.core.transactions.write() as session:
        conversations.save_turn(
            session, WS, world.project, seen=state.turn, turn=made.turn, status="active", state=to_json(made), at=START
        )
        for n, (question, value) in enumerate(told):
            keep = Keep(f"0.{n}", question, "U2", value)
            at = START + timedelta(days=n)
            answers.keep_answer(session, WS, world.project, keep, at=at, pass_n=1, version=1)
    world.clock.move_to(START + timedelta(days=len(told)))


def took(world: World, question: str, *items: str) -> None:
    """The team has taken these of a vote."""
    with world.core.transactions.write() as session:
        notes.keep_note(session, WS, world.project, KeepChoice(question, "U1", items), at=START, pass_n=1)


def offered(reply: Reply) -> set[tuple[str, str]]:
    """What can be pressed, with its question."""
    parts = reply.message.parts if reply.message else ()
    items = [item for part in parts if isinstance(part, Controls) for item in part.items]
    return {(item.press.do, item.press.question) for item in items if hasattr(item, "press")}


NEEDS: Told = ("explore.needs", {"need": NEED, "who": "patients", "known": "heard"})
GUESS: Told = ("explore.needs", {"need": NEED, "who": "patients", "known": "guess"})
MUST = {"explore.priorities": ("0.0",)}
RULES: Mapping[str, tuple[list[Told], Mapping[str, tuple[str, ...]], str, str]] = {
    "a need that must be met is a guess": ([GUESS], MUST, "explore.evidence", NEED),
    "somebody new is named": (
        [NEEDS, ("explore.people", {"others": "the night porters"})], {}, "explore.needs", "the night porters",
    ),
    "a need was misread": ([NEEDS, ("evaluate.needs_met", {"0.0": "misread"})], {}, "explore.needs", "misread"),
    "a must has no idea": (
        [NEEDS, ("create.ideas", "a list"), ("create.coverage", ["0.0"])], MUST, "create.ideas", "no idea touches it",
    ),
    "the idea fails": ([NEEDS, ("evaluate.needs_met", {"0.0": "not_it"})], {}, "create.ideas", "doesn't meet this"),
    "nobody finds it better": (
        [("evaluate.verdict", {"overall": "same"}), ("evaluate.verdict", {"overall": "worse"})], {}, "create.ideas",
        "no better than today",
    ),
    "the aim has not moved": (
        [("agree.aim", {"measure": "hours waited", "to": "3 h"}), ("check_in.aim", {"value": "5 h", "how": "same"})],
        {}, "create.ideas", "hours waited",
    ),
    "the aim is reached": (
        [("agree.aim", {"measure": "hours waited", "to": "3 h"}), ("check_in.aim", {"value": "2 h", "how": "there"})],
        {}, "agree.sustain", "where you wanted to be",
    ),
    "not tried": ([NEEDS, ("evaluate.needs_met", {"0.0": "not_tried"})], {}, "evaluate.test_plan", "never really"),
    "can't tell": ([NEEDS, ("evaluate.needs_met", {"0.0": "cant_tell"})], {}, "create.smallest_test", "can't tell"),
    "a belief in doubt is untested": (
        [("create.assumptions", {"belief": "the round starts at nine", "sure": "not_sure"})], {},
        "create.smallest_test", "the round starts at nine",
    ),
    "evidence without a decision": (
        [("evaluate.results", {"seen": "four of six"}), ("evaluate.needs_met", {"x": "met"})], {}, "agree.decision",
        "nobody has decided",
    ),
    "a severe risk has nothing against it": ([("create.what_if", RISK)], {}, "create.controls", "a wrong list is sent"),
    "a severe risk has no owner": (
        [("evaluate.risks", RISK), ("create.controls", {"control": "two people check", "strength": "check"})], {},
        "agree.risks", "nobody looks out",
    ),
    "it reaches beyond the boundary": (
        [
            ("explore.boundary", {"out": "the laboratory"}),
            ("evaluate.side_effects", {"worse": "calls", "who": "laboratory"}),
        ], {}, "explore.boundary", "outside your part",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_lead_hears_what_to_ask_and_why_and_asks_it_with_one_tap(small_world: World, rule: str) -> None:
    told, chosen, question, because = RULES[rule]
    world = small_world
    at_rest(world, *told)
    for vote, items in chosen.items():
        took(world, vote, *items)
    reply = world.press("U1", "next_best")
    assert because in words(reply)
    assert ("take_up", question) in offered(reply)
    world.press("U1", "take_up", question)
    assert world.scene().state.cells[question].status == "open"


@pytest.mark.parametrize("rule", RULES)
def test_somebody_who_does_not_lead_reads_the_same_reason_and_asks_nothing(small_world: World, rule: str) -> None:
    told, chosen, question, because = RULES[rule]
    world = small_world
    at_rest(world, *told)
    for vote, items in chosen.items():
        took(world, vote, *items)
    reply = world.press("U2", "next_best")
    assert because in words(reply)
    assert ("take_up", question) not in offered(reply)
    assert "Asha" in words(reply)
    assert "Only Asha" in words(world.press("U2", "take_up", question))
    assert question not in world.scene().state.cells


@pytest.mark.parametrize("last", [("evaluate.results", {"seen": "four of six"}), ("create.choose", ["x"])])
def test_nothing_new_for_four_weeks_proposes_a_try(small_world: World, last: Told) -> None:
    world = small_world
    at_rest(world, last, ("agree.decision", {"choice": "go_on"}))
    world.clock.move_to(START + timedelta(days=27))
    assert "four weeks" not in words(world.press("U1", "next_best"))
    world.clock.move_to(START + timedelta(days=29))
    reply = world.press("U1", "next_best")
    assert "four weeks" in words(reply)
    assert ("take_up", "create.smallest_test") in offered(reply)


def test_three_loops_without_news_offer_a_kind_way_to_stop(small_world: World) -> None:
    world = small_world
    looped = {"loops": {"explore": 3}, "looped_at": {"explore": START + timedelta(hours=1)}}
    at_rest(world, NEEDS, **looped)
    reply = world.press("U1", "next_best")
    assert "three times and nothing new" in words(reply)
    assert {("stop_well", ""), ("take_up", "agree.decision")} <= offered(reply)
    world.say("U2", "Nobody asked the porters")  # kept for nothing: no question is open
    refused = world.press("U1", "take_up", "explore.problem")
    assert "nothing new has turned up" in words(refused)


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": "cross-organisation"},
        {"cells": {f"explore.q{n}": Cell(status="unknown") for n in range(6)}},
    ],
)
def test_a_quick_round_too_small_for_it_offers_to_go_deeper(small_world: World, changes: dict[str, Any]) -> None:
    at_rest(small_world, depth="quick", step="Q6", **changes)
    reply = small_world.press("U1", "next_best")
    assert "bigger than a quick round" in words(reply)
    assert ("deeper", "") in offered(reply)


def test_a_quick_round_with_a_severe_risk_offers_to_go_deeper_too(small_world: World) -> None:
    at_rest(small_world, ("evaluate.risks", RISK), depth="quick", step="Q6")
    assert "bigger than a quick round" in words(small_world.press("U1", "next_best"))


MISREAD: list[Told] = [NEEDS, ("evaluate.needs_met", {"0.0": "misread"})]


def test_it_stands_in_the_panel_at_home_and_when_somebody_types(small_world: World) -> None:
    world = small_world
    at_rest(world, *MISREAD)
    assert "we misread this need" in words(world.press("U1", "panel"))
    home = world.coach.home(WS, "U1")
    assert any("we misread this need" in getattr(part, "text", "") for part in home.parts)
    for typed in ("next", "what next", "what next?"):
        assert "we misread this need" in words(world.command("U1", typed))
    assert "asked" in words(world.command("U1", "take it up"))
    assert world.scene().state.cells["explore.needs"].status == "open"


@pytest.mark.parametrize("way", ["alone", "together"])
def test_advice_is_said_as_a_round_ends_and_to_whoever_asks_and_not_on_every_card(small_world: World, way: str) -> None:
    at_rest(small_world, *MISREAD, way=way)
    scene = small_world.scene()
    assert "we misread this need" in screens.round_done(scene).text
    assert "we misread this need" in screens.status(scene, "U1").text
    assert "I'd look at" not in screens.card(scene).text


def test_what_is_to_be_found_out_is_not_advised_besides(small_world: World) -> None:
    at_rest(small_world, cells={"explore.needs": Cell(status="unknown")}, way="together")
    scene = replace(small_world.scene(), gaps=("explore.needs",))
    for told in (screens.status(scene, "U1").text, screens.panel(scene).text):
        assert "Worth finding out until then: what people need." in told
        assert "nobody knew this" not in told
    assert "nobody knew this" in screens.next_best(scene, "U1", "").text, "to whoever asks what is next"


def test_words_that_were_no_answer_bring_the_step_or_one_line_and_the_list_only_who_asks(small_world: World) -> None:
    world = small_world
    at_rest(world, *MISREAD, ("create.what_if", RISK), way="alone")
    chat = words(world.say("U1", "the consultant was busy today"))
    assert "I've kept nothing of that." in chat
    assert "I'd look at" in chat
    assert "Also worth a look" not in chat
    assert "Also worth a look" in words(world.say("U1", "what next"))
    step = Kept("s.0", "agree.actions", "U1", {"what": "Ask the matron", "who": "U1"}, START)
    scene = world.scene()
    scene = replace(scene, facts=replace(scene.facts, answers={**scene.facts.answers, "agree.actions": (step,)}))
    told = screens.next_best(scene, "U1", "busy day").text
    assert "Your next step: Ask the matron" in told
    assert "I'd look at" not in told


def test_the_lead_chooses_another_from_the_list(small_world: World) -> None:
    world = small_world
    at_rest(world, *MISREAD, ("create.what_if", RISK))
    form = world.open("U1", "choose_next")
    by_id = {box.id: box for box in form.boxes}
    assert [one for one, _ in by_id["question"].options][:2] == ["create.controls", "explore.needs"]
    assert "explore.places" in dict(by_id["other"].options)
    empty = world.fill("U1", form, {"question": None, "other": None})
    assert empty.errors
    world.fill("U1", form, {"other": "explore.places"})
    assert world.scene().state.cells["explore.places"].status == "open"
    assert "create.controls" not in world.scene().state.cells


def played(state: ConversationState, question: str) -> str:
    """Where a question stands."""
    cell = state.cells.get(question)
    return cell.status if cell else "unasked"


def test_the_questions_after_it_follow_and_the_team_is_back_where_it_was(small_world: World) -> None:
    world = small_world
    agreed = library.load().steps_of("standard")[-1].questions
    done = {one: Cell(status="skipped", how="moved on", step="A1") for one in agreed}
    at_rest(world, *MISREAD, way="together", cells=done, overrides=["agree"])
    world.press("U1", "take_up", "explore.needs")
    assert world.scene().state.walk == "agree.asking"
    steps: list[tuple[str, Callable[[], object]]] = [
        ("explore.needs", lambda: world.answer("U1", "explore.needs", need="To be asked before the round")),
        ("explore.evidence", lambda: None),
        ("explore.priorities", lambda: None),
    ]
    for question, act in steps:
        assert world.current() == (question,), (question, world.current())
        act()
        world.press("U1", "next", question)
    assert world.scene().state.walk == "review"
    assert world.scene().state.path == []
    assert played(world.scene().state, "explore.needs") == "settled"


def test_ending_well_says_what_was_learned_and_closes(small_world: World) -> None:
    world = small_world
    at_rest(world, NEEDS, ("agree.decision", {"choice": "stop"}), way="together")
    reply = world.press("U1", "next_best")
    assert "that's what you decided" in words(reply)
    assert ("take_up", "agree.decision") not in offered(reply), "it is decided"
    assert "Also worth a look" not in words(reply)
    assert ("stop_well", "") in offered(reply)
    page = world.open("U2", "stop_well")
    assert not page.boxes, "only the lead ends it"
    form = world.open("U1", "stop_well")
    said = {"learned": "The ward was never late", "tell": "The other wards", "leave": "A list that works"}
    world.fill("U1", form, said)
    world.settle()
    scene = world.scene()
    assert scene.state.status == "closed"
    assert scene.ending is not None
    for line in said.values():
        assert line in world.channel()
    again = world.open("U1", "stop_well")
    assert next(box for box in again.boxes if box.id == "learned").value == "The ward was never late"
    world.fill("U1", again, {"learned": "The ward was never late, the lab was"})
    world.settle()
    assert "the lab was" in world.channel()


def test_going_deeper_is_offered_to_a_team_and_not_to_somebody_alone(small_world: World) -> None:
    for way, place, offered in (("together", Place(CHANNEL), True), ("alone", Place("DU1", dm=True), False)):
        small_world.start(way, *(("U2", "U3") if offered else ()), name=way, place=place)
        while small_world.current():
            small_world.press("U1", "next")
        done = screens.round_done(small_world.scene())
        assert ("Go deeper" in done.text) is offered, way
