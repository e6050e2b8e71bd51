"""What can be picked, what was picked most, and what a form starts with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogues.alike import ALIKE, alike_pairs
from dialogues.choices import BOX, TODAY, items_of, most_picked, options_for, prefilled, tally
from dialogues.facts import Facts, Kept
from dialogues.state import ConversationState
from tests.dialogues.player import MONDAY
from tests.dialogues.tiny import box, question, tiny_dialogue

DIALOGUE = tiny_dialogue()
STATE = ConversationState("tiny", 1, "ann")


def kept(name: str, answer: str, value: Any, **more: Any) -> Kept:
    """One standing answer."""
    return Kept(answer, name, "ann", value, MONDAY, **more)


def facts(*answers: Kept, **more: Any) -> Facts:
    """A record of these answers."""
    found: dict[str, tuple[Kept, ...]] = {}
    for one in answers:
        found[one.question] = (*found.get(one.question, ()), one)
    return Facts(answers=found, **more)


IDEAS = (
    kept("create.ideas", "5.0", "List at the bedside"),
    kept("create.ideas", "5.1", {"what": "A runner"}),
    kept("create.ideas", "5.2", "A very long idea " * 10),
)


def ids(found: tuple[Any, ...]) -> list[str]:
    """The ids of options."""
    return [option.id for option in found]


def test_the_lines_of_a_question_are_the_options_and_todays_way_is_always_one() -> None:
    found = options_for(DIALOGUE.questions["create.choose"], facts(*IDEAS), DIALOGUE)
    assert ids(found) == ["5.0", "5.1", "5.2", TODAY]
    assert found[1].label == "A runner"
    assert len(found[2].label) <= 75
    assert found[2].label.endswith("…")


def test_lines_joined_are_one_and_private_ones_are_not_there() -> None:
    one, two, three = IDEAS
    found = facts(one, two, replace(three, private=True), joined=(("5.0", "5.1"),))
    assert ids(options_for(DIALOGUE.questions["create.choose"], found, DIALOGUE)) == ["5.0", TODAY]


def test_the_items_of_a_vote_are_what_was_taken_and_without_any_what_it_was_taken_from() -> None:
    asked = DIALOGUE.questions["evaluate.needs_met"]
    needs = [kept("explore.needs", f"3.{n}", f"need {n}") for n in range(3)]
    taken = facts(*needs, chosen={"explore.priorities": ("3.2", "3.0")})
    assert ids(items_of(asked, taken, DIALOGUE)) == ["3.2", "3.0"]
    assert ids(items_of(asked, facts(*needs), DIALOGUE)) == ["3.0", "3.1", "3.2"]
    assert ids(options_for(asked, taken, DIALOGUE)) == ["met", "misread"], "its own options judge each item"
    assert ids(items_of(asked, taken)) == ["3.2", "3.0"], "without the dialogue too"


def test_earlier_rounds_lines_are_there_when_this_round_has_none() -> None:
    earlier = Facts(earlier={"create.ideas": IDEAS})
    assert len(options_for(DIALOGUE.questions["create.choose"], earlier, DIALOGUE)) == 4


def test_votes_are_counted_and_hands_stand_for_them() -> None:
    votes = [kept("create.choose", "6.0", ["5.0", "5.1"]), replace(kept("create.choose", "7.0", ["5.1"]), by="bob")]
    assert tally("create.choose", facts(*votes)) == (("5.1", 2), ("5.0", 1))
    assert tally("create.choose", facts(*votes), {"5.0": 4, "5.1": 1}) == (("5.0", 4), ("5.1", 1))


def test_who_picks_anew_counts_once_and_a_late_pick_waits() -> None:
    votes = [kept("create.choose", "6.0", ["5.0"]), kept("create.choose", "7.0", ["5.1"], late=True)]
    assert tally("create.choose", facts(*votes)) == (("5.1", 1),)
    held = replace(votes[1], private=True)
    assert tally("create.choose", facts(votes[0], held)) == (("5.0", 1),)


def test_the_two_most_picked_with_ties_up_to_three() -> None:
    assert most_picked((("a", 5), ("b", 3), ("c", 1))) == ("a", "b")
    assert most_picked((("a", 5), ("b", 3), ("c", 3), ("d", 3))) == ("a", "b", "c")
    assert most_picked((("a", 1), ("b", 0))) == ("a",)
    assert most_picked((("a", 5), ("b", 3)), at_most=1) == ("a",)
    assert most_picked(()) == ()


def test_a_form_starts_with_what_was_said_before() -> None:
    record = facts(kept("explore.problem", "3.0", {"what": "Letters are late", "who": "patients"}))
    assert prefilled(DIALOGUE.questions["agree.aim"], record, STATE, DIALOGUE) == {"measure": "Letters are late"}


def test_ones_own_earlier_answer_wins_over_a_draft() -> None:
    record = facts(
        kept("explore.problem", "3.0", {"what": "Letters are late"}),
        kept("agree.aim", "9.0", {"measure": "Days to the letter", "to": "2"}),
    )
    found = prefilled(DIALOGUE.questions["agree.aim"], record, STATE, DIALOGUE)
    assert found == {"measure": "Days to the letter", "to": "2"}


def test_what_was_taken_of_a_vote_is_a_draft_in_words() -> None:
    record = facts(*IDEAS, chosen={"create.choose": ("5.0", TODAY)})
    found = prefilled(DIALOGUE.questions["evaluate.test_plan"], record, STATE, DIALOGUE)
    assert found == {"what": "List at the bedside; As it is today"}


def test_a_date_is_moved_on_by_its_days() -> None:
    record = facts(kept("evaluate.test_plan", "8.0", {"what": "x", "when": "2026-05-30"}))
    assert prefilled(DIALOGUE.questions["agree.review"], record, STATE, DIALOGUE) == {BOX: "2026-05-31"}
    assert prefilled(DIALOGUE.questions["agree.review"], facts(), STATE, DIALOGUE) == {}


def test_the_start_form_is_a_draft_and_private_words_never_are() -> None:
    asked = question(
        "a.b", kind="fields", fields=(box("what", main=True, prefill="project.problem"), box("x", prefill="c.d"))
    )
    record = facts(kept("c.d", "2.0", "secret", private=True), project={"problem": "Letters"})
    assert prefilled(asked, record, STATE) == {"what": "Letters"}


def test_lines_that_look_alike() -> None:
    lines = [
        ("1", "to ring pharmacy once, not five times"),
        ("2", "nurses ring pharmacy five times"),
        ("3", "a chair by the window"),
        ("4", ""),
    ]
    found = alike_pairs(lines)
    assert [(one, two) for one, two, _ in found] == [("1", "2")]
    assert ALIKE <= found[0][2] <= 1
    assert alike_pairs([("1", "same words"), ("2", "same words")])[0][2] == 1.0
