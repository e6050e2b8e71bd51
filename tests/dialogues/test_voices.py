"""Whose views are in: by the words of roles, from who answered, what was told and what was heard; never by a name."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from dialogues.facts import Facts, Kept
from dialogues.grades import counted, grade
from dialogues.library import load
from dialogues.spread import widest_first, width
from dialogues.ties import by_rule, helped, likely
from dialogues.voices import kinds_of, missing, voices

NOW = datetime(2026, 5, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 13, tzinfo=UTC)
DIALOGUE = load()


def kept(question: str, value: Any, n: int = 0, by: str = "U1", **more: Any) -> Kept:
    return Kept(f"{n}.0", question, by, value, **({"at": NOW} | more))


def facts(*every: Kept, **more: Any) -> Facts:
    found: dict[str, tuple[Kept, ...]] = {}
    for one in every:
        found[one.question] = (*found.get(one.question, ()), one)
    return Facts(answers=found, **more)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Ward sister", {"front_line"}),
        ("a daughter", {"families"}),
        ("an unpaid carer", {"families"}),
        ("Care worker", {"front_line"}),
        ("care home manager", {"neighbours"}),
        ("night nurse", {"nights", "front_line"}),
        ("the weekend receptionist", {"nights", "front_line"}),
        ("Patient", {"patients"}),
        ("a resident", {"patients"}),
        ("ambulance crew", {"front_line", "neighbours"}),
        ("Quality lead", set()),
        ("Data analyst", set()),
        ("finance", set()),
        ("Person-centred lead", set()),
    ],
)
def test_a_role_speaks_for_its_kind(words: str, kinds: set[str]) -> None:
    assert kinds_of(words) == kinds


def how(found: Facts, roles: dict[str, str] | None = None) -> dict[str, str]:
    return {one.kind: one.how for one in voices(DIALOGUE, found, roles or {})}


def test_nobody_is_in_before_anybody_has_spoken() -> None:
    assert set(how(Facts(), {"U1": "Ward sister"}).values()) == {""}


def test_who_answered_who_was_told_who_was_heard_of_and_who_was_only_named() -> None:
    found = facts(
        kept("explore.needs", {"need": "to know when", "who": "patients", "known": "heard"}, 1),
        kept("explore.needs", "a number to ring", 2, voice="a daughter"),
        kept("explore.people", {"groups": ["nights", "managers"]}, 3),
    )
    assert how(found, {"U1": "Ward sister"}) == {
        "patients": "heard",
        "families": "told",
        "front_line": "here",
        "nights": "named",
        "neighbours": "",
    }
    assert [one.kind for one in missing(voices(DIALOGUE, found, {}))][:2] == ["nights", "front_line"]


def test_what_is_not_shown_yet_tells_nothing() -> None:
    found = facts(
        kept("explore.needs", {"need": "x", "who": "patients", "known": "heard"}, 1, private=True),
        kept("explore.needs", "y", 2, voice="a daughter", private=True),
    )
    assert set(how(found, {"U1": "Ward sister"}).values()) == {""}


def test_the_team_next_door_is_known_by_the_hand_over() -> None:
    hands_over = kept("explore.handoffs", {"from": "Ward round", "to": "Dispensary", "dropped": "the list"}, 1)
    said = kept("explore.needs", "the list before noon", 2, by="U2")
    assert how(facts(hands_over, said), {"U2": "Dispensary lead"})["neighbours"] == "here"
    assert how(facts(said), {"U2": "Dispensary lead"})["neighbours"] == ""


# -- how we know
def test_the_last_word_on_how_we_know_holds() -> None:
    need = kept("explore.needs", {"need": "x", "known": "guess"}, 1)
    assert grade(facts(need), need) == "guess"
    assert grade(facts(need, known={"1.0": ("counted", LATER)}), need) == "counted"
    pick = kept("explore.evidence", ["1.0"], 2, at=LATER)
    assert grade(facts(need, pick, known={"1.0": ("seen", NOW)}), need) == "guess"
    unseen = kept("explore.evidence", ["1.0"], 2, at=LATER, private=True)
    assert grade(facts(need, unseen, known={"1.0": ("seen", NOW)}), need) == "seen"
    told = kept("explore.needs", "y", 3, voice="a carer")
    assert counted(facts(need, told), (need, told, kept("explore.needs", "z", 4))) == {"guess": 1, "heard": 1, "": 1}


# -- what hangs together
def test_what_the_order_of_the_work_settles() -> None:
    concept, plan = kept("create.concept", "a list", 5), kept("evaluate.test_plan", {"what": "one round"}, 6)
    found = facts(concept, plan, chosen={"create.choose": ("3.0", "today")})
    asked = DIALOGUE.questions
    assert by_rule(asked["evaluate.risks"], found) == ("5.0",)
    assert by_rule(asked["evaluate.risks"], facts(chosen={"create.choose": ("3.0", "today")})) == ("3.0",)
    assert by_rule(asked["evaluate.results"], found) == ("6.0",)
    assert by_rule(asked["agree.decision"], found) == ("5.0",)
    assert by_rule(asked["create.concept"], found) == ("3.0",)
    assert by_rule(asked["explore.needs"], found) == ()


def test_helped_are_needs_that_were_shown() -> None:
    need, idea = kept("explore.needs", "x", 1), kept("create.ideas", "y", 2)
    ties = (("2.0", "1.0"), ("2.0", "9.0"), ("9.0", "1.0"))
    assert helped(facts(need, idea, ties=ties)) == {"2.0": ("1.0",)}
    assert helped(facts(kept("explore.needs", "x", 1, private=True), idea, ties=ties)) == {}


def test_one_need_is_likely_only_when_it_is_clear() -> None:
    needs = [("1", "Patients need to know what time they go home"), ("2", "Nurses need to ring the pharmacy once")]
    assert likely("Tell every patient at breakfast what time they go home", needs) == "1"
    assert likely("One call to the pharmacy at ten", needs) == "2"
    assert likely("Paint the corridor", needs) == ""
    assert likely("Tell people", []) == ""


# -- how far apart
def test_half_at_each_end_is_widest() -> None:
    order = ("not", "partly", "met")
    assert width({"met": 2, "not": 2}, order) == 1
    assert width({"met": 2, "partly": 2}, order) < width({"met": 1, "partly": 2, "not": 1}, order) < 1
    assert width({"met": 4}, order) == width({}, order) == width({"met": 1}, order) == 0
    assert width({"met": 3, "cant_tell": 3}, order) == 0, "who can't tell stands nowhere"
    assert width({"a": 1, "b": 1, "c": 1}) > width({"a": 2, "b": 1})


def test_the_widest_comes_first_and_equals_stay() -> None:
    found = {"a": Counter(met=3), "b": Counter(met=2, partly=1), "c": Counter(met=1, **{"not": 2}), "d": Counter(met=1)}
    assert widest_first(found, ("not", "partly", "met")) == ("c", "b", "a", "d")
