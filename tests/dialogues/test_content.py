"""The shipped questions: all of them, whole, short, kind, and in the order the map gives."""

from __future__ import annotations

import re
from datetime import date
from statistics import mean

import pytest

from dialogues import library
from dialogues.authoring.reading_age import reading_age, syllables
from dialogues.authoring.word_rules import shown
from dialogues.checks.judge import judge
from dialogues.checks.privacy import scan
from dialogues.lint import lint, words_of
from dialogues.model import Depth, Question
from dialogues.vocabulary import STAFF_GROUPS

DIALOGUE = library.load()
QUESTIONS = sorted(DIALOGUE.questions.values(), key=lambda question: question.id)
QUICK = [
    "explore.trigger", "explore.problem", "explore.people", "explore.needs",
    "explore.handoffs", "explore.success", "create.ideas", "create.choose",
    "evaluate.test_plan", "evaluate.risks", "evaluate.go_ahead", "agree.aim",
    "agree.actions", "agree.review", "agree.consent",
]  # fmt: skip
STANDARD = {
    "E1": "trigger problem people needs success",
    "E2": "boundary places parts handoffs baseline",
    "E3": "team stakeholders evidence priorities measures aim",
    "C1": "tried_before involve ideas",
    "C2": "choose concept",
    "C3": "changes assumptions what_if shut_out smallest_test",
    "V1": "criteria test_plan risks go_ahead",
    "V2": "safety results needs_met side_effects verdict",
    "A1": "decision aim case risks actions roles targets consent review",
}
IN_DEPTH = {
    "explore": "trigger problem purpose boundary team people places influences stakeholders parts handoffs baseline "
    "stories needs priorities evidence causes success measures existing_risks themes gaps",
    "create": "tried_before ideas involve coverage choose concept changes variants assumptions what_if controls "
    "upsides smallest_test shut_out",
    "evaluate": "criteria benchmark test_plan go_ahead results needs_met safety experience risks side_effects "
    "left_out whole_system must_not_fail confidence verdict",
    "agree": "aim decision case resources risks help_hinder actions roles targets tell stop_rule "
    "consent sustain review",
}
CHECK_IN = ["check_in.progress", "check_in.aim", "check_in.learned", "check_in.help", "check_in.next_phase"]
SECOND_ROUNDS = ["create.weigh"]
JOINING = {"explore.influences", "explore.existing_risks"}
FORBIDDEN = re.compile(
    r"\b(consents?|gates?|pass(es|ed)?|gaps?|verdicts?|stakeholders?|remarks?|facilitators?|inputs?|states?|"
    r"please complete|pending|overdue|non-responders?|interfaces?|requirements?|baselines?|outcome measures?)\b|!",
    re.IGNORECASE,
)
each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def asked(depth: Depth) -> list[str]:
    return [name for step in DIALOGUE.steps_of(depth) for name in step.questions]


def test_quick_asks_its_fifteen_in_order() -> None:
    assert [name for name in asked("quick") if name != "create.tried_before"] == QUICK
    assert len(QUICK) == 15


def test_a_lone_person_is_asked_first_what_was_tried_before() -> None:
    create = next(step for step in DIALOGUE.steps_of("quick") if step.phase == "create")
    assert create.questions[0] == "create.tried_before"
    assert DIALOGUE.questions["create.tried_before"].ask_if == "lone_or_standard"


def test_quick_cards_are_the_agreed_ones() -> None:
    cards = [[[name.split(".")[1] for name in card] for card in step.cards] for step in DIALOGUE.steps_of("quick")]
    assert cards == [
        [["trigger", "problem"], ["people"], ["needs"], ["handoffs"], ["success"]],
        [["tried_before"], ["ideas"]],
        [["choose"]],
        [["test_plan"], ["risks", "go_ahead"]],
        [["aim", "actions", "review"]],
        [["consent"]],
    ]


def test_standard_asks_its_forty_three_in_nine_steps() -> None:
    steps = {
        step.id: " ".join(name.split(".")[1] for name in step.questions if name not in JOINING)
        for step in DIALOGUE.steps_of("standard")
    }
    assert steps == STANDARD
    assert len(set(asked("standard")) - JOINING) == 43


def test_what_joins_standard_waits_for_its_condition() -> None:
    assert DIALOGUE.questions["explore.influences"].ask_if == "organisation_or_wider"
    assert DIALOGUE.questions["explore.existing_risks"].ask_if == "touches_care"


def test_the_look_back_has_its_five_and_asks_of_the_try_first() -> None:
    tried = ["evaluate.safety", "evaluate.results", "evaluate.needs_met"]
    assert list(DIALOGUE.check_in.questions[:3]) == tried
    assert sorted(DIALOGUE.check_in.questions[3:]) == sorted(CHECK_IN)


def test_nothing_else_is_written() -> None:
    assert set(DIALOGUE.questions) == {*QUICK, *asked("standard"), *asked("in-depth"), *CHECK_IN, *SECOND_ROUNDS}


def test_what_is_picked_is_weighed_by_help_effort_and_worry_and_counted_nowhere() -> None:
    weigh = DIALOGUE.questions["create.weigh"]
    assert {name for name, one in DIALOGUE.questions.items() if one.second_of} == set(SECOND_ROUNDS)
    assert weigh.second_of == "create.choose"
    assert [box.id for box in weigh.fields] == ["helps", "effort", "worry"]
    assert {tuple(option.id for option in box.options) for box in weigh.fields} == {("low", "middle", "high")}
    assert not any("create.weigh" in asked(depth) for depth in DIALOGUE.steps)


def test_in_depth_asks_all_sixty_five() -> None:
    wanted = {f"{phase}.{word}" for phase, words in IN_DEPTH.items() for word in words.split()}
    assert set(asked("in-depth")) == wanted
    assert len(wanted) == 65
    twice = [name for name in wanted if asked("in-depth").count(name) > 1]
    assert twice == ["agree.aim"]


def test_in_depth_goes_phase_by_phase_in_steps_of_six_at_most() -> None:
    steps = DIALOGUE.steps_of("in-depth")
    assert all(1 <= len(step.questions) <= 6 for step in steps)
    for step in steps:
        elsewhere = [name for name in step.questions if not name.startswith(step.phase)]
        assert elsewhere in ([], ["agree.aim"])
    assert len({step.id for depth in DIALOGUE.steps for step in DIALOGUE.steps_of(depth)}) == sum(
        len(DIALOGUE.steps_of(depth)) for depth in DIALOGUE.steps
    )


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("explore.stories", "explore.needs"),
        ("explore.handoffs", "explore.causes"),
        ("explore.causes", "explore.priorities"),
        ("explore.evidence", "explore.priorities"),
        ("explore.priorities", "explore.themes"),
        ("create.involve", "create.ideas"),
        ("create.ideas", "create.coverage"),
        ("create.what_if", "create.controls"),
        ("create.controls", "create.smallest_test"),
        ("evaluate.must_not_fail", "evaluate.go_ahead"),
        ("evaluate.go_ahead", "evaluate.safety"),
        ("evaluate.safety", "evaluate.results"),
        ("evaluate.confidence", "agree.decision"),
        ("agree.decision", "agree.resources"),
        ("agree.decision", "agree.stop_rule"),
    ],
)
def test_in_depth_keeps_the_order_that_matters(first: str, then: str) -> None:
    assert asked("in-depth").index(first) < asked("in-depth").index(then)


def test_safety_opens_what_follows_the_try_and_the_decision_opens_agree() -> None:
    after_try = next(step for step in DIALOGUE.steps_of("in-depth") if "evaluate.results" in step.questions)
    assert after_try.questions[0] == "evaluate.safety"
    agree = next(step for step in DIALOGUE.steps_of("in-depth") if step.phase == "agree")
    assert agree.questions[0] == "agree.decision"


def test_in_depth_asks_what_others_ask_only_sometimes() -> None:
    always = {question.id for question in QUESTIONS if "in-depth" in question.always_at}
    assert always == {"create.tried_before", "explore.influences", "explore.existing_risks"}


def test_words_for_standard_are_those_of_in_depth_too() -> None:
    for question in QUESTIONS:
        by_depth = {
            depth: [variant for variant in question.variants if variant.depth == depth]
            for depth in ("standard", "in-depth")
        }
        if by_depth["standard"]:
            assert len(by_depth["in-depth"]) == 1, question.id


@each
def test_every_question_is_whole(question: Question) -> None:
    for key in ("title", "ask", "why", "health", "social_care", "good", "skip_effect", "key_word"):
        assert getattr(question, key), key
    assert question.record or question.id == "explore.purpose"  # the project's own words, no record of its own
    assert 2 <= len(question.stuck) <= 3
    assert 2 <= len(question.title.split()) <= 5
    assert len(question.title) <= 24
    assert question.health != question.social_care


@each
def test_every_question_is_short(question: Question) -> None:
    for ask in (question.ask, *(variant.ask for variant in question.variants)):
        assert len(ask.split()) <= 30
    assert len(question.why) <= 150


@each
def test_no_word_from_behind_the_scenes_is_shown(question: Question) -> None:
    for _, words in shown(question):
        assert not FORBIDDEN.search(words), words


@each
def test_an_eleven_year_old_can_read_it(question: Question) -> None:
    assert reading_age(words_of(question)) <= 11


def test_most_of_it_is_easier_still() -> None:
    assert mean(reading_age(words_of(question)) for question in QUESTIONS) < 9


def test_there_is_no_advice_left_open() -> None:
    assert [str(advice) for advice in lint(DIALOGUE)] == []


def test_names_are_hidden_where_people_must_speak_freely() -> None:
    hidden = {question.id for question in QUESTIONS if question.seen_by == "no_names"}
    assert {"explore.needs", "create.ideas", "evaluate.risks", "evaluate.safety", "agree.consent"} <= hidden
    assert not hidden & {"agree.actions", "agree.aim", "agree.roles", "agree.review", "check_in.progress"}


def test_risk_and_safety_carry_the_way_out_of_danger() -> None:
    safe = {question.id for question in QUESTIONS if question.safety}
    assert safe >= {
        "explore.existing_risks",
        "create.what_if",
        "evaluate.risks",
        "evaluate.go_ahead",
        "evaluate.safety",
        "create.controls",
        "evaluate.must_not_fail",
        "agree.stop_rule",
    }
    assert safe >= {question.id for question in QUESTIONS if question.perspective == "risk"} - {"create.upsides"}


def test_the_boxes_others_rely_on_are_there() -> None:
    boxes = {question.id: [box.id for box in question.fields] for question in QUESTIONS}
    assert boxes["explore.trigger"] == ["text", "raised_by", "deadline"]
    assert boxes["explore.problem"] == ["what", "who", "how_often"]
    assert boxes["explore.people"] == ["groups", "others", "hardest"]
    assert boxes["explore.needs"] == ["need", "who", "so_that", "known"]
    assert boxes["explore.handoffs"] == ["from", "to", "dropped"]
    assert boxes["explore.success"] == ["patients", "staff"]
    assert boxes["evaluate.test_plan"] == ["what", "with_whom", "how_many", "when", "expect", "watch"]
    assert boxes["evaluate.risks"] == ["event", "sign", "owner"]
    assert boxes["evaluate.go_ahead"] == ["tell", "approver", "answer", "stop_sign", "caller", "undo"]
    assert boxes["agree.aim"] == ["measure", "from", "to", "by", "who", "out"]
    assert boxes["agree.actions"] == ["what", "who", "due"]


def test_what_was_not_met_leads_back_to_where_it_belongs() -> None:
    ways = {loop.when: loop.to for loop in DIALOGUE.questions["evaluate.needs_met"].loops}
    assert ways == {
        "misread": "explore.needs",
        "not_it": "create.ideas",
        "not_tried": "evaluate.test_plan",
        "cant_tell": "evaluate.test_plan",
    }


def test_every_first_value_comes_from_somewhere_that_is_there() -> None:
    for question in QUESTIONS:
        sources = [box.prefill for box in question.fields]
        sources += [box.prefill for variant in question.variants for box in variant.fields]
        for source in filter(None, [*sources, question.prefill]):
            target, _, box = source.partition("#")
            if target == "project.problem":
                continue
            there = DIALOGUE.questions[target]
            assert not box or box in {field.id for field in there.fields}, source


def test_the_groups_of_staff_are_among_the_chips() -> None:
    chips = {option.id for option in DIALOGUE.questions["explore.people"].fields[0].options}
    assert chips > STAFF_GROUPS


def test_every_phase_says_what_it_should_have_at_every_depth() -> None:
    phases = [(one.depth, one.phase) for one in DIALOGUE.gates]
    wanted = [(d, p) for d in ("quick", "standard", "in-depth") for p in ("explore", "create", "evaluate", "agree")]
    assert sorted(phases) == sorted(wanted)


def test_the_glossary_explains_itself_in_words_people_may_see() -> None:
    words = library.glossary()
    assert len(words) > 20
    for term, meaning in words.items():
        assert not FORBIDDEN.search(f"{term} {meaning}"), term
        assert len(meaning) <= 150


@pytest.mark.parametrize(
    ("word", "count"),
    [("need", 1), ("people", 2), ("the", 1), ("hospital", 3), ("table", 2), ("wanted", 2)],
)
def test_syllables_are_counted_roughly(word: str, count: int) -> None:
    assert syllables(word) == count


def test_reading_age_of_nothing_and_of_hard_words() -> None:
    assert reading_age("…") == 0
    assert reading_age("Organisational prioritisation necessitates interdisciplinary collaboration.") > 20


@each
def test_our_own_examples_draw_no_observation(question: Question) -> None:
    if question.id == "explore.measures":  # three boxes: as one text it can't show which is which
        return
    for example in (question.health, question.social_care):
        assert judge(question.id, example, date(2026, 5, 12)) == ()
        assert scan(example, date(2026, 5, 12)) == ()
