"""A wider scale asks more of a standard round, in other words; experience changes only what is explained."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from dialogues import library, overlays
from dialogues.authoring.reading_age import reading_age
from dialogues.model import Depth, Scale

DIALOGUE = library.load()
SCALES: tuple[Scale, ...] = get_args(Scale)
JOINS: dict[Scale, set[str]] = {
    "service": set(),
    "organisation": {"explore.purpose", "evaluate.whole_system", "agree.resources", "agree.tell"},
    "cross-organisation": {"explore.causes", "explore.gaps", "agree.help_hinder", "agree.sustain"},
    "cross-sector": {"explore.themes"},
}


def asked(scale: Scale, depth: Depth = "standard") -> list[str]:
    return [name for step in overlays.steps_for(DIALOGUE, depth, scale) for name in step.questions]


@pytest.mark.parametrize("scale", SCALES)
def test_each_scale_adds_its_questions_to_those_before(scale: Scale) -> None:
    base = [name for step in DIALOGUE.steps_of("standard") for name in step.questions]
    joined = set().union(*(JOINS[one] for one in SCALES[: SCALES.index(scale) + 1]))
    assert set(asked(scale)) == {*base, *joined}
    assert [name for name in asked(scale) if name not in joined] == base


def test_the_map_s_other_two_are_in_standard_already() -> None:
    assert "explore.handoffs" in asked("service")
    assert DIALOGUE.questions["explore.influences"].ask_if == "organisation_or_wider"


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("depth", ["quick", "in-depth"])
def test_other_depths_are_as_they_are(scale: Scale, depth: Depth) -> None:
    assert overlays.steps_for(DIALOGUE, depth, scale) == DIALOGUE.steps_of(depth)


def test_what_joins_comes_where_it_belongs() -> None:
    wide = asked("cross-sector")
    for first, then in [
        ("explore.handoffs", "explore.causes"),
        ("explore.causes", "explore.priorities"),
        ("explore.priorities", "explore.themes"),
        ("agree.decision", "agree.resources"),
        ("agree.sustain", "agree.consent"),
    ]:
        assert wide.index(first) < wide.index(then)
    steps = [step.id for step in overlays.steps_for(DIALOGUE, "standard", "cross-sector")]
    assert len(steps) == len(set(steps))
    assert all(
        len(card) <= 3 for step in overlays.steps_for(DIALOGUE, "standard", "cross-sector") for card in step.cards
    )


@pytest.mark.parametrize(("scale", "least"), [*zip(SCALES, [(2, 5), (3, 8), (4, 12), (5, 15)], strict=True)])
def test_a_wider_scale_wants_more_people_heard(scale: Scale, least: tuple[int, int]) -> None:
    found = overlays.least_for(DIALOGUE, scale)
    assert (found.groups, found.others) == least
    for depth in ("standard", "in-depth"):
        needs = overlays.needs_for(DIALOGUE, depth, scale, "explore")
        assert [need.at_least for need in needs if need.check == "groups"] == [least[0]]
        assert len(needs) == len(overlays.needs_for(DIALOGUE, depth, "service", "explore"))


def test_quick_keeps_its_numbers_at_every_scale() -> None:
    assert overlays.needs_for(DIALOGUE, "quick", "cross-sector", "explore") == overlays.needs_for(
        DIALOGUE, "quick", "service", "explore"
    )


def test_the_widest_words_that_fit_are_used() -> None:
    question = DIALOGUE.questions["explore.boundary"]
    said = [overlays.said_at(DIALOGUE, question, scale).ask for scale in SCALES]
    assert said[0] == question.ask
    assert len(set(said)) == 4
    purpose = DIALOGUE.questions["explore.stakeholders"]
    assert overlays.said_at(DIALOGUE, purpose, "organisation") == purpose
    assert "partner" in overlays.said_at(DIALOGUE, purpose, "cross-organisation").ask
    assert overlays.said_at(DIALOGUE, question, "cross-sector", lone=True) == question
    assert overlays.said_at(DIALOGUE, question, "cross-sector").fields == question.fields


def test_some_questions_are_asked_of_each_partner() -> None:
    assert overlays.asked_each(DIALOGUE, "explore.baseline", "service") == ""
    assert overlays.asked_each(DIALOGUE, "explore.baseline", "organisation") == ""
    assert overlays.asked_each(DIALOGUE, "explore.baseline", "cross-organisation") == "organisation"
    for name in ("explore.influences", "evaluate.side_effects", "agree.consent"):
        assert overlays.asked_each(DIALOGUE, name, "cross-sector") == "sector"
    assert overlays.asked_each(DIALOGUE, "explore.trigger", "cross-sector") == ""


def test_each_scale_says_its_depth_its_yes_and_its_days() -> None:
    found = {one.id: one for one in DIALOGUE.scales}
    assert {scale: one.depth for scale, one in found.items()} == {
        "service": "standard",
        "organisation": "standard",
        "cross-organisation": "in-depth",
        "cross-sector": "in-depth",
    }
    assert overlays.at_scale(DIALOGUE, "cross-sector") is found["cross-sector"]
    assert all(one.signs and one.days >= 7 for one in DIALOGUE.scales)


def test_experience_changes_only_what_is_explained() -> None:
    new, some, much = (overlays.explains(DIALOGUE, one) for one in ("new", "some", "experienced"))
    assert (new.why, new.example, new.tools, new.words) == ("shown", "shown", "asked", True)
    assert (some.why, some.example, some.tools, some.bulk) == ("shown", "folded", "one_a_phase", False)
    assert (much.why, much.tools, much.bulk, much.paste) == ("folded", "by_name", True, True)


def test_a_dialogue_without_overlays_is_as_it_is() -> None:
    plain = DIALOGUE.model_copy(update={"scales": (), "experiences": ()})
    assert overlays.steps_for(plain, "standard", "cross-sector") == plain.steps_of("standard")
    assert overlays.said_at(plain, plain.questions["explore.boundary"], "cross-sector").ask
    assert overlays.explains(plain, "new").why == "folded"
    assert overlays.at_scale(plain, "service") is None


def test_its_words_can_be_read_aloud() -> None:
    for scale in DIALOGUE.scales:
        for name, words in scale.words.items():
            assert len(words.ask.split()) <= 30, name
            assert reading_age(words.ask) <= 12.5, f"{scale.id} {name}: {reading_age(words.ask)}"
            assert not re.search(r"\b(stakeholder|interface|NHS|ICB)\b|!", words.ask)
