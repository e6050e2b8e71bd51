"""Answers come back exactly as typed, whatever was typed, and nobody rewrites one."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, exc, text

from storage import answers, guards, records
from storage.answers import AnswerRow
from storage.clean import clean, clean_text
from storage.database import Database
from storage.drawing import drawn, kind_of, plural, singular
from storage.queries import run
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, answer, begin, later

TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # with NUL and lone surrogates
VALUES: st.SearchStrategy[Any] = st.one_of(
    TEXT,
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(TEXT, max_size=4),
    st.dictionaries(TEXT, st.one_of(TEXT, st.lists(TEXT, max_size=3), st.booleans(), st.none()), max_size=4),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(VALUES, min_size=1, max_size=5))
def test_whatever_is_typed_comes_back(transactions: Transactions, values: list[Any]) -> None:
    with transactions.write() as session:
        if answers.answers_of(session, WS, "P1") == ():
            begin_once(session)
        for n, value in enumerate(values):
            answer(session, f"1.{n}", value, record="")
    with transactions.read() as session:
        kept = answers.answers_of(session, WS, "P1")
    assert [one.value for one in kept] == [clean(value) for value in values]
    for one, value in zip(kept, values, strict=True):
        if isinstance(value, dict):
            assert list(one.value) == list(clean(value))  # a form's boxes in their order
    with transactions.write() as session:
        run(session, delete(AnswerRow))


def begin_once(session: Any) -> None:
    from storage.projects import project_of

    if project_of(session, WS, "P1") is None:
        begin(session)


@given(TEXT)
def test_cleaned_words_can_be_kept_and_stay_clean(words: str) -> None:
    cleaned = clean_text(words)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned
    if words.isascii() and words.isprintable():
        assert cleaned == words


def test_two_halves_of_a_character_become_one() -> None:
    assert clean_text("a\ud83d\ude00b\ud83dc\x00d") == "a\U0001f600b\ufffdcd"


def test_huge_words_and_names_with_nul(transactions: Transactions) -> None:
    huge = "so much to say – " * 60_000
    with transactions.write() as session:
        begin(session, problem="a\x00b")
        answer(session, "1.0", huge)
        answer(session, "1.1", "x", by="U\x001", voice="a carer\ud800")
        first, second = answers.answers_of(session, WS, "P1")
    assert first.value == huge
    assert (second.person, second.voice) == ("U1", "a carer\ufffd")


def test_not_a_number_is_refused(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
    for value in (math.nan, math.inf):
        with pytest.raises(ValueError, match="JSON"), transactions.write() as session:
            answer(session, "1.0", value)


def test_a_change_is_a_new_row_that_names_the_old(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        answer(session, "9.0", "first words")
        answer(session, "10.0", "better words", supersedes="9.0")
        answer(session, "11.0", "others", by="U2")
        assert [one.id for one in answers.answers_of(session, WS, "P1")] == ["9.0", "10.0", "11.0"]
        assert [one.data["need"] for one in records.records_of(session, WS, "P1")] == ["better words", "others"]
        assert answers.take_back(session, WS, "P1", "11.0", later(5))
        assert not answers.take_back(session, WS, "P1", "11.0", later(9))
        found = answers.answer_of(session, WS, "P1", "11.0")
        assert found is not None
        assert found.taken_back_at == later(5)
        assert [one.data["need"] for one in records.records_of(session, WS, "P1", "Need")] == ["better words"]


def test_replacing_what_is_not_there_is_refused(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
    with pytest.raises(exc.IntegrityError), transactions.write() as session:
        answer(session, "1.0", "x", supersedes="0.7")


def test_private_until_shown(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        answer(session, "1.0", "a", private=True)
        answer(session, "1.1", "b", private=True, question="explore.success")
        assert answers.show(session, WS, "P1", "explore.needs") == 1
        assert [one.private for one in answers.answers_of(session, WS, "P1")] == [False, True]
        assert len(answers.answers_of(session, WS, "P1", "explore.success")) == 1


CHANGES = {
    "answers": ["value = 'x'", "person = 'U2'", "at = created", "supersedes = '1.0'", "seen_by = 'names'"],
    "notes": ["data = 'x'"],
    "audit": ["who = 'x'", "mark = ''"],
    "dialogue_versions": ["words = '{}'", "fingerprint = ''"],
}


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_the_database_refuses_to_rewrite(database: Database, table: str) -> None:
    from dialogues.effects import KeepGap
    from storage import audit, dialogue_versions, notes

    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "a", seen_by="no_names")
        notes.keep_note(session, WS, "P1", KeepGap("explore.baseline", "U1"), at=NOW)
        audit.note(session, WS, "P1", who="U1", what="Start", at=NOW)
        dialogue_versions.publish(session, "ebc", 1, {"a": 1}, NOW)
    for change in CHANGES[table]:
        statement = f"UPDATE {table} SET {change}".replace("at = created", "at = '2020-01-01 00:00:00.000000'")
        with pytest.raises(exc.DBAPIError, match="append-only"), database.engine.begin() as connection:
            connection.execute(text(statement))
    assert set(guards.fixed_columns(table)) >= {change.split(" ")[0] for change in CHANGES[table]}


NEEDS = {
    "patient – know the new dose the same day – so they don't run out": {
        "who": "patient",
        "need": "know the new dose the same day",
        "reason": "so they don't run out",
    },
    "GP — see the change within 48 h": {"who": "GP", "need": "see the change within 48 h"},
    "nurse - not ring round twice - so that she has time": {
        "who": "nurse",
        "need": "not ring round twice",
        "reason": "she has time",
    },
    "Older people need to get home safely": {"need": "Older people need to get home safely"},
    "know the time, so that their daughter can come": {"need": "know the time", "reason": "their daughter can come"},
    "well-being of part-time staff": {"need": "well-being of part-time staff"},
    "patient – sleep – at night – so that they heal": {
        "who": "patient",
        "need": "sleep – at night",
        "reason": "they heal",
    },
    "so that": {"need": "so that"},
    " – ": {"need": "–"},
}


@pytest.mark.parametrize("line", NEEDS)
def test_a_line_is_split_into_who_need_and_reason(line: str) -> None:
    assert drawn("need", line) == [("need", NEEDS[line])]


def test_records_are_drawn_by_kind() -> None:
    assert drawn("idea", ["Dose slip", "Text – the same day", ""]) == [
        ("idea", {"text": "Dose slip"}),
        ("idea", {"text": "Text – the same day"}),
    ]
    form = {"need": "rest", "who": "patients", "so_that": "heal", "known": ""}
    assert drawn("need", form) == [("need", {"need": "rest", "who": "patients", "reason": "heal"})]
    assert drawn("need", {"need": "patient – rest", "who": "night patients"}) == [
        ("need", {"who": "night patients", "need": "rest"})
    ]
    assert drawn("action", {"what": "Print", "who": "U1", "due": "2026-06-05"}) == [
        ("action", {"what": "Print", "owner": "U1", "due": "2026-06-05"})
    ]
    assert drawn("measure", {"better": "time to ring back", "worse": "calls at night", "who_counts": "U2"}) == [
        ("measure", {"name": "time to ring back", "kind": "outcome", "owner": "U2"}),
        ("measure", {"name": "calls at night", "kind": "balancing", "owner": "U2"}),
    ]
    people = {"groups": ["patients", "staff"], "others": "ambulance crew, carers", "hardest": "Carers"}
    assert [data["label"] for _, data in drawn("user_group", people)] == [
        "patients",
        "staff",
        "ambulance crew",
        "carers",
    ]
    assert drawn("user_group", people)[-1][1] == {"label": "carers", "hardest": True}
    assert drawn("user_group", {"others": "", "hardest": "night staff"}) == [
        ("user_group", {"label": "night staff", "hardest": True})
    ]
    assert drawn("problem", "") == drawn("problem", {"what": ""}) == []


def test_picks_and_judgements_point_back() -> None:
    assert drawn("idea", ["3.0", "today"]) == [
        ("mark", {"about": "3.0", "as": "picked", "kind": "idea"}),
        ("mark", {"about": "today", "as": "picked", "kind": "idea"}),
    ]
    assert drawn("need_verdict", {"3.0": "met", "3.1": ""}) == [("need_verdict", {"need": "3.0", "verdict": "met"})]
    assert drawn("action", {"4.0": "done"}) == [("mark", {"about": "4.0", "as": "done", "kind": "action"})]


def test_kinds_have_plurals_and_back() -> None:
    from dialogues.vocabulary import RECORDS

    for kind in RECORDS:
        assert singular(plural(kind)) == kind
    assert [plural(kind) for kind in ("need", "story", "success_criterion", "evidence", "setting", "mark")] == [
        "needs",
        "stories",
        "success_criteria",
        "evidence",
        "settings",
        "marks",
    ]
    assert kind_of("SuccessCriterion") == "success_criterion"
