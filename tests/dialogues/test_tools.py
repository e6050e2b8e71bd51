"""Tools: eight that take five minutes in chat, offered when they help, and the others by a line and a link."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dialogues import library
from dialogues.answers import accepts
from dialogues.authoring.reading_age import reading_age
from dialogues.authoring.tool_loading import load_tools
from dialogues.checks.privacy import scan
from dialogues.facts import Facts, Kept
from dialogues.faults import ContentFaults
from dialogues.tools import HELPS, Tool, collected, offer
from dialogues.vocabulary import OFFERS
from dialogues.wording import worded

BOX = library.tools()
DIALOGUE = library.load()
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
each = pytest.mark.parametrize("tool", BOX.tools, ids=lambda tool: tool.id)


def record(**given: list[Any]) -> Facts:
    answers = {name.replace("__", "."): values for name, values in given.items()}
    return Facts(answers={
        name: tuple(Kept(f"{name}{n}", name, "U1", value, AT) for n, value in enumerate(values))
        for name, values in answers.items()
    })  # fmt: skip


def test_the_eight_are_there_and_the_forty_others() -> None:
    assert [tool.name for tool in BOX.tools] == [
        "What if", "Five whys", "Who has a say", "Help and effort", "Must and should", "Driver diagram",
        "Small-try sheet", "Walk the hand-overs",
    ]  # fmt: skip
    assert len(BOX.others) == 40
    names = [tool.name for tool in (*BOX.tools, *BOX.others)]
    assert len(set(names)) == 48
    assert not any("lomo" in name.lower() for name in names)


@each
def test_a_tool_takes_five_minutes_of_small_questions(tool: Tool) -> None:
    assert tool.minutes == 5
    assert 3 <= len(tool.steps) <= 6
    assert tool.fills
    for step in tool.steps:
        assert len(step.ask.split()) <= 30
        assert scan(step.ask, date(2026, 5, 12)) == ()
    assert reading_age(" ".join(step.ask for step in tool.steps) + tool.line) < 11


def test_the_others_are_one_line_and_a_link() -> None:
    for tool in BOX.others:
        assert tool.line.endswith((".", "?"))
        assert len(tool.line) <= 110
        assert tool.link.startswith("https://www.iitoolkit.com/process/")


@pytest.mark.parametrize(
    ("question", "facts", "tool"),
    [
        ("create.what_if", record(), "what_if"),
        ("create.what_if", record(create__what_if=["a", "b", "c"]), None),
        ("explore.causes", record(explore__causes=[{"cause": "a"}]), "five_whys"),
        ("explore.causes", record(explore__causes=[{"cause": "a"}, {"cause": "b"}]), None),
        (
            "create.tried_before",
            record(create__tried_before=[{"what": "a"}], explore__problem=[{"how_often": "daily"}]),
            "five_whys",
        ),
        ("create.tried_before", record(create__tried_before=[{"what": "a"}]), None),
        ("explore.stakeholders", record(), "who_has_a_say"),
        ("explore.stakeholders", record(explore__stakeholders=list("abcde")), None),
        ("create.choose", record(create__ideas=list("abcdef")), "help_and_effort"),
        ("create.choose", record(create__ideas=list("abcde")), None),
        ("explore.priorities", record(explore__needs=list("abcdefg")), "must_and_should"),
        ("explore.priorities", record(explore__needs=list("abcdef")), None),
        ("agree.aim", record(create__ideas=list("abcd"), agree__aim=[{"measure": "calls"}]), "driver_diagram"),
        ("agree.aim", record(create__ideas=list("abcd")), None),
        ("evaluate.test_plan", record(evaluate__test_plan=[{"what": "slips"}]), "small_try_sheet"),
        ("evaluate.test_plan", record(evaluate__test_plan=[{"when": "x", "expect": "y", "watch": "z"}]), None),
        ("evaluate.test_plan", record(create__smallest_test=[{"how_many": 40}]), "small_try_sheet"),
        ("evaluate.test_plan", record(create__smallest_test=[{"how_many": "a few", "when": "x", "where": "y"}]), None),
        ("evaluate.test_plan", record(create__smallest_test=[{"how_many": 4, "when": "x"}]), "small_try_sheet"),
        ("evaluate.test_plan", record(), None),
        ("explore.parts", record(explore__parts=["a"]), "walk_the_handovers"),
        ("explore.handoffs", record(explore__parts=list("abcde")), "walk_the_handovers"),
        ("explore.trigger", record(), None),
    ],
)
def test_a_tool_is_offered_when_it_helps(question: str, facts: Facts, tool: str | None) -> None:
    found = offer(BOX, question, facts)
    assert (found.id if found else None) == tool


def test_one_a_phase_at_most_and_none_twice() -> None:
    assert offer(BOX, "create.what_if", Facts(), phases=["create"]) is None
    assert offer(BOX, "create.what_if", Facts(), offered=["what_if"]) is None
    assert offer(BOX, "evaluate.risks", Facts(), phases=["create"]) is not None


def test_every_moment_is_known() -> None:
    assert set(HELPS) == set(OFFERS)


def test_lines_become_lines_with_what_they_set() -> None:
    given = {"decide": ["the council", "finance"], "quiet": "the porter"}
    found = collected(BOX.tool("who_has_a_say"), DIALOGUE.questions, given)
    assert found == {
        "explore.stakeholders": (
            {"name": "the council", "say": "high"},
            {"name": "finance", "say": "high"},
            {"name": "the porter", "say": "low"},
        )
    }


def test_branches_keep_what_lies_behind_them() -> None:
    given = {"first": "two systems", "first_why": "bought apart", "second": "no day is said", "third_why": "busy"}
    found = collected(BOX.tool("five_whys"), DIALOGUE.questions, given)
    assert found["explore.causes"] == (
        {"cause": "two systems", "behind": "bought apart"},
        {"cause": "no day is said", "behind": "busy"},
    )


def test_a_form_and_a_pick_come_out_whole() -> None:
    sheet = collected(
        BOX.tool("small_try_sheet"), DIALOGUE.questions, {"what": "slips", "expect": "ten", "how_many": 3.0}
    )
    assert sheet == {"evaluate.test_plan": ({"what": "slips", "how_many": 3.0, "expect": "ten"},)}
    picked = collected(BOX.tool("help_and_effort"), DIALOGUE.questions, {"help": ["i1", "i2"], "both": ["i1"]})
    assert picked == {"create.choose": (["i1"],)}


@each
@pytest.mark.parametrize("depth", ["quick", "standard", "in-depth"])
def test_what_comes_out_is_taken_as_an_answer(tool: Tool, depth: Any) -> None:
    values = {"list": ["one thing", "another thing"], "text": "some words", "date": "2026-06-09", "pick": ["n1"]}
    values |= {"number": 3.0}
    given = {step.id: values[step.kind] for step in tool.steps}
    questions = {name: worded(one, "apart", depth, False) for name, one in DIALOGUE.questions.items()}
    for name, answers in collected(tool, questions, given).items():
        if not questions[name].items_from:
            accepts(questions[name], (), answers)


def test_a_box_this_team_does_not_have_is_left_out() -> None:
    questions = {name: worded(one, "apart", "in-depth", False) for name, one in DIALOGUE.questions.items()}
    found = collected(BOX.tool("what_if"), questions, {"timing": ["too late"]})
    assert found == {"create.what_if": ({"event": "too late"},)}
    assert collected(BOX.tool("what_if"), {}, {"timing": ["too late"]}) == {}


GOOD = """
tools:
  one:
    name: A tool
    line: What it is for.
    link: https://www.iitoolkit.com/process/plan.html
    moments: [{question: create.choose, when: many_ideas}]
    steps:
      first: {ask: What comes first?, kind: list, into: create.ideas}
      then: {ask: Which of these?, kind: pick, items_from: create.ideas, into: create.choose}
others:
  two: {name: Another, line: What that is for., link: https://www.iitoolkit.com/process/plan.html}
"""


def test_a_good_file_has_no_faults() -> None:
    assert [tool.id for tool in load_tools({"t.yaml": GOOD}, DIALOGUE).tools] == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("create.choose, when", "create.chose, when", 'Did you mean "create.choose"?'),
        ("many_ideas", "many_idea", 'Did you mean "many_ideas"?'),
        ("What comes first?", "What comes first! ", "exclamation mark"),
        ("What comes first?", "word " * 31, "31 words"),
        ("into: create.ideas", "into: create.idea", 'Did you mean "create.ideas"?'),
        ("into: create.ideas", "into: create.ideas#what", "has no box"),
        ("into: create.ideas", "into: explore.success", "is a form"),
        ("kind: pick, ", "", "Only a pick has lines"),
        ("items_from: create.ideas", "of: then, items_from: create.ideas", "comes before this pick"),
        ("items_from: create.ideas", "items_from: create.idea", 'Did you mean "create.ideas"?'),
        ("line: What it is for.", "line: The gate.", '"gate" is a word'),
        ("line: What it is for.", "line: " + "x" * 120, "Keep it to 110"),
        ("line: What that is for.", "line: " + "x" * 120, "Keep it to 110"),
        ("name: A tool", "name:", "There are no words here"),
        ("name: A tool", "nam: A tool", 'Did you mean "name"?'),
        ("https://www.iitoolkit.com/process/plan.html\n", "https://example.org\n", "not a page of the toolkit"),
        ("moments: [{question: create.choose, when: many_ideas}]", "moments: []", "never offered"),
        ("      then: {", "      # then: {", "Five minutes hold two"),
        ("tools:\n  one:", "tools:\n  - one:", "should have ids"),
        ("tools:", "tools: {", "YAML"),
    ],
)
def test_a_mistake_in_tools_is_explained(old: str, new: str, told: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(ContentFaults) as found:
        load_tools({"t.yaml": GOOD.replace(old, new, 1)}, DIALOGUE)
    assert told in str(found.value)
    assert all(fault.line >= 1 and fault.repair for fault in found.value.faults)
