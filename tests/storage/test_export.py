"""The record: everything that may leave, names hidden where that was promised, in and out again unchanged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from dialogues import effects as e
from dialogues.predicting import Expected
from dialogues.risk_scores import bands
from storage import actions, answers, audit, expected, notes, people, projects, retention
from storage.conversations import conversation_of
from storage.errors import Conflict, KeptOut, Missing
from storage.people import Person
from storage.record_files.bring_in import bring_in
from storage.record_files.export import record_of, snapshot_of
from storage.record_files.record import Record
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, answer, begin, later

HIDDEN = {"seen_by": "no_names"}
NAMES = {"U1": "Asha", "U2": "Tom", "U3": "Mei", "U4": "Asha Patel"}
MIDNIGHT = "2026-05-20T00:00:00Z"


def fill(session: Session) -> None:
    begin(session, second="U2")
    for person, name in NAMES.items():
        projects.put_member(session, WS, "P1", person, "here", "role of " + name)
        people.keep_details(session, Person(WS, person, name, fetched_at=NOW))
    where = (session, WS, "P1")
    answer(session, "1.0", {"what": "Waits", "who": "all"}, question="explore.problem", record="problem")
    answer(session, "2.0", "ward – rest so that they heal", by="U3", at=later(60), late=True, **HIDDEN)
    answer(session, "3.0", "a quiet place", by="U2", at=later(90), voice="a carer", **HIDDEN)
    answer(session, "4.0", "zzz", by="U1", at=later(99), **HIDDEN)
    answer(session, "5.0", "a calm night", by="U1", at=later(100), supersedes="4.0", **HIDDEN)
    answer(session, "6.0", "mistyped", by="U2", at=later(200), **HIDDEN)
    answers.take_back(*where, "6.0", later(300))
    answer(session, "7.0", 5.5, question="explore.baseline", record="baseline")
    answer(session, "8.0", ["2.0", "5.0"], question="explore.priorities", by="U2", at=later(400))
    answer(
        session, "9.0", {"what": "Print", "who": "U2", "due": "2026-06-05"}, question="agree.actions", record="action"
    )
    answer(session, "10.0", {"9.0": "done"}, question="check_in.progress", record="action", by="U2")
    answer(session, "11.0", {"choice": "go_on", "reason": "it works"}, question="agree.decision", record="decision")
    answer(session, "12.0", "not shown yet", question="create.ideas", private=True, record="idea")
    answer(session, "13.0", "heard", question="explore.evidence", seen_by="lead", record="")
    answer(session, "14.0", "round two", question="explore.problem", pass_n=2, record="problem")
    note(session)


def note(session: Session) -> None:
    where = (session, WS, "P1")
    kept = {"at": later(500), "pass_n": 1}
    for what in (
        e.KeepGap("explore.baseline", "U1"),
        e.KeepGap("explore.needs", "U3"),
        e.KeepPosition("agree.consent", "U1", "yes", named=True),
        e.KeepPosition("agree.consent", "U2", "yes"),
        e.KeepPosition("agree.consent", "U3", "yes"),
        e.KeepPosition("agree.consent", "U4", "not_yet", "see the slip first"),
        e.KeepPosition("agree.consent", "", "can_live", count=2),
        e.KeepChoice("create.choose", "U1", ("3.0", "today")),
        e.KeepOverride("explore", "U1", "no time", ("fewer than three needs",)),
        e.KeepLine("explore", "U1", "It is the two hours before."),
        e.KeepJoin("explore.needs", "U1", ("3.0", "5.0")),
        e.KeepStep("U1", "Ask Mei", "U3"),
        notes.Gate("explore", False, ("fewer than three needs",)),
        notes.Summary("explore", "first"),
        notes.Summary("explore", "edited"),
    ):
        notes.keep_note(*where, what, **kept)
    said = ("need.vague", "gentle", "rest", "For whom?", "explore.needs")
    set_aside = notes.keep_note(*where, notes.Remark(*said, by="U3", answer="2.0"), **kept)
    notes.keep_note(*where, notes.Remark(*said, by="U2", answer="6.0"), **kept)
    notes.keep_note(*where, notes.Dismissed(set_aside, "U3"), **kept)
    notes.keep_note(*where, notes.Round(1, snapshot_of(*where)), **kept)
    audit.note(*where, who="U1", what="Start", at=NOW)
    audit.note(*where, who="U3", what="Answer", about="explore.needs", at=later(60))


@pytest.fixture
def record(transactions: Transactions) -> dict[str, Any]:
    """The record of a full project, as a JSON document."""
    with transactions.write() as session:
        fill(session)
    with transactions.read() as session:
        return record_of(session, WS, "P1").document()


def tied(session: Session) -> None:
    """Grades and ties, some of them about words without names."""
    fill(session)
    where, kept = (session, WS, "P1"), {"at": later(600), "pass_n": 1}
    for what in (
        notes.Grade("2.0", "heard", "U3"),
        notes.Grade("7.0", "counted", "U1"),
        notes.Grade("12.0", "guess", "U1"),
        notes.Tie("9.0", "11.0", "U1"),
        notes.Tie("9.0", "gap:explore.baseline", "U2"),
        notes.Tie("2.0", "who:nurses", "U3"),
        notes.Tie("11.0", "7.0"),
        notes.Tie("12.0", "2.0", "U1"),
        notes.Tie("9.0", "7.0", "U1"),
        notes.Tie("9.0", "7.0", "U1", off=True),
    ):
        notes.keep_note(*where, what, **kept)


def test_how_we_know_and_what_hangs_together_leave_without_the_names_that_are_hidden(
    transactions: Transactions,
) -> None:
    with transactions.write() as session:
        tied(session)
        found = record_of(session, WS, "P1").document()
    names = {one["text"]: one["id"] for one in found["answers"] if "text" in one}
    need = names["ward – rest so that they heal"]
    assert [(one["answer"], one["known"], one.get("by")) for one in found["grades"]] == [
        (need, "heard", None),
        ("7.0", "counted", "Asha"),
    ]
    assert [(one["start"], one["to"], one.get("by"), one["rule"]) for one in found["ties"]] == [
        (need, "who:nurses", None, False),
        ("9.0", "11.0", "Asha", False),
        ("9.0", "gap:explore.baseline", "Tom", False),
        ("11.0", "7.0", None, True),
    ]
    assert [one["at"] for one in (*found["grades"], *found["ties"]) if "by" not in one and not one.get("rule")] == [
        MIDNIGHT,
        MIDNIGHT,
    ]


def test_ties_and_grades_go_in_and_out_again_unchanged(transactions: Transactions) -> None:
    with transactions.write() as session:
        tied(session)
        out = record_of(session, WS, "P1")
        bring_in(session, "T2", Record.model_validate(out.document()), NOW)
        assert record_of(session, "T2", "P1").document() == out.document()


def of(parts: list[dict[str, Any]], question: str) -> list[dict[str, Any]]:
    return [part for part in parts if part["question"] == question]


def test_what_is_in_it(record: dict[str, Any]) -> None:
    assert record["project"]["lead"] == "Asha"
    assert record["project"]["dialogue"] == "ebc"
    assert [person["name"] for person in record["team"]] == list(NAMES.values())
    assert [one["n"] for one in record["passes"]] == [1, 2]
    (first, second) = of(record["answers"], "explore.problem")
    assert first["fields"] == {"what": "Waits", "who": "all"}
    assert (first["by"], first["at"], first["version"], first["pass"]) == ("Asha", "2026-05-20T09:30:00Z", 1, 1)
    assert (second["text"], second["pass"]) == ("round two", 2)
    assert of(record["answers"], "explore.baseline")[0]["number"] == 5.5
    assert record["records"]["problems"][0] == {"drawn_from": "1.0", "text": "Waits", "who": "all"}
    assert set(record["records"]) >= {"needs", "problems", "actions", "decisions", "baselines", "marks"}
    assert record["actions"] == [
        {
            "what": "Print",
            "owner": "Tom",
            "due": "2026-06-05",
            "how": "done",
            "by": "Asha",
            "drawn_from": "9.0",
        }
    ]
    assert [one.get("choice") for one in record["decisions"]] == ["", "go_on"]
    assert record["summaries"] == [{"what": "explore", "text": "edited", "at": "2026-05-20T09:38:20Z", "pass": 1}]
    assert record["gates"][0]["thin"] == record["overrides"][0]["thin"] == ["fewer than three needs"]
    assert record["lines"][0]["text"] == "It is the two hours before."
    assert record["next_steps"][0]["who"] == "Mei"


def test_hidden_names_are_nowhere(record: dict[str, Any]) -> None:
    needs = of(record["answers"], "explore.needs")
    words = [need.get("text") for need in needs]
    assert words == [None, "a calm night", "a quiet place", "ward – rest so that they heal", "zzz"]
    for need in needs:
        assert "by" not in need
        assert need["at"] == MIDNIGHT
        assert need["late"] is False
        assert need["id"].startswith("0.")  # 2.0 would say who was asked when
    assert needs[0]["taken_back"] == MIDNIGHT
    calm, quiet = needs[1], needs[2]
    assert calm["supersedes"] == needs[4]["id"]
    assert quiet["voice"] == "a carer"
    assert record["joins"][0]["answers"] == [quiet["id"], calm["id"]]
    assert of(record["decisions"], "create.choose")[0]["chosen"] == [quiet["id"], "today"]
    drawn = {need["drawn_from"]: need["need"] for need in record["records"]["needs"]}
    assert drawn == {calm["id"]: "a calm night", quiet["id"]: "a quiet place", needs[3]["id"]: "rest"}
    marks = [mark["about"] for mark in record["records"]["marks"] if mark["kind"] == "need"]
    assert marks == [needs[3]["id"], calm["id"]]
    (remark,) = record["remarks"]
    assert ("by" in remark, remark["at"], remark["answer"], remark["dismissed"]) == (
        False,
        MIDNIGHT,
        needs[3]["id"],
        True,
    )
    (gap,) = of(record["gaps"], "explore.needs")
    assert ("by" in gap, gap["at"]) == (False, MIDNIGHT)
    said = [entry for entry in record["audit"] if entry["about"] == "explore.needs"]
    assert said == [{"at": MIDNIGHT, "what": "Answer", "about": "explore.needs"}]


def test_picks_name_answers_by_the_ids_they_have_in_the_record(transactions: Transactions) -> None:
    """The ids before would name nothing, and would tell who was asked when; typed words stay as they are."""
    hidden = {"seen_by": "no_names", "record": "idea"}
    with transactions.write() as session:
        begin(session)
        answer(session, "7.0", "a list at the bedside", question="create.ideas", **hidden)
        answer(session, "8.0", "7.0", question="explore.baseline", record="")
        answer(session, "9.0", ("7.0",), question="create.choose", **hidden)
        answer(session, "10.0", {"7.0": "met"}, question="evaluate.needs_met", record="")
        told = {one.question: one for one in record_of(session, WS, "P1").answers}
    idea = told["create.ideas"].id
    assert idea != "7.0"
    assert told["create.choose"].items == (idea,)
    assert told["evaluate.needs_met"].fields == {idea: "met"}
    assert told["explore.baseline"].text == "7.0"


def test_positions_are_counted_unless_a_name_is_wanted(record: dict[str, Any]) -> None:
    found = [(p["stance"], p["count"], p.get("by")) for p in record["positions"]]
    assert found == [("can_live", 2, None), ("not_yet", 1, None), ("yes", 2, None), ("yes", 1, "Asha")]
    assert {p["at"] for p in record["positions"] if "by" not in p} == {MIDNIGHT}


def test_what_is_not_shown_yet_does_not_leave(record: dict[str, Any], transactions: Transactions) -> None:
    everything = json.dumps(record)
    for words in ("not shown yet", "heard", "mistyped"):
        assert words not in everything
    with transactions.read() as session:
        theirs = record_of(session, WS, "P1", lead_only=True).document()
    assert [one["text"] for one in of(theirs["answers"], "explore.evidence")] == ["heard"]
    assert not of(theirs["answers"], "create.ideas")


def test_a_snapshot_holds_what_stood_and_no_snapshots(record: dict[str, Any]) -> None:
    snapshot = record["passes"][0]["snapshot"]
    words = [one.get("text") for one in of(snapshot["answers"], "explore.needs")]
    assert words == ["a calm night", "a quiet place", "ward – rest so that they heal"]
    assert snapshot["passes"] == snapshot["audit"] == []


def test_in_and_out_again_unchanged(record: dict[str, Any], transactions: Transactions) -> None:
    read = Record.model_validate(json.loads(json.dumps(record)))
    with transactions.write() as session:
        bring_in(session, "T9", read, later(9999))
    with transactions.read() as session:
        assert record_of(session, "T9", "P1").document() == record
        assert audit.unbroken(audit.entries_of(session, "T9", "P1"))
        found = conversation_of(session, "T9", "P1")
    assert found is not None
    assert found.state == b""
    with pytest.raises(Conflict), transactions.write() as session:
        bring_in(session, WS, read, NOW)


@pytest.mark.parametrize("road", ["name", "answer", "person", "summary"])
def test_a_file_with_a_patients_number_is_not_brought_in(
    record: dict[str, Any], transactions: Transactions, road: str
) -> None:
    dirty = json.loads(json.dumps(record))
    number = "NHS number 999 711 7832"
    if road == "name":
        dirty["project"]["name"] = number
    elif road == "person":
        dirty["team"][0]["name"] = number
    elif road == "summary":
        dirty["summaries"] = [{"what": "explore", "text": f"Falls\n{number}", "at": dirty["answers"][0]["at"]}]
    else:
        dirty["answers"][0] |= {"text": number}
    with pytest.raises(KeptOut) as error, transactions.write() as session:
        bring_in(session, "T9", Record.model_validate(dirty), later(9999))
    assert "7832" not in f"{error.value} {error.value.words} {error.value.code}"
    with transactions.read() as session:
        assert projects.project_of(session, "T9", "P1") is None


def test_an_import_does_not_rename_people_who_are_there(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        read = record_of(session, WS, "P1")
        retention.delete_project(session, WS, "P1", "U1", NOW)
        projects.add_project(session, projects.Project(WS, "P2", "Other", NOW, "U1", "U1"))
        people.keep_details(session, Person(WS, "U1", "Dr Asha", fetched_at=NOW))
        bring_in(session, WS, read, NOW)
        found = people.person_of(session, WS, "U1")
    assert found is not None
    assert found.name == "Dr Asha"


def test_two_of_one_name_are_called_by_their_ids(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        for person in ("U1", "U2"):
            people.keep_details(session, Person(WS, person, "Sam", fetched_at=NOW))
        answer(session, "1.0", "a")
        document = record_of(session, WS, "P1").document()
    assert document["answers"][0]["by"] == document["project"]["lead"] == "U1"


def test_a_record_that_goes_round_in_a_circle_is_refused(record: dict[str, Any], transactions: Transactions) -> None:
    first, second = record["answers"][-1], record["answers"][-2]
    first["supersedes"], second["supersedes"] = second["id"], first["id"]
    with pytest.raises(Conflict), transactions.write() as session:
        bring_in(session, "T9", Record.model_validate(record), NOW)


def test_there_is_a_schema() -> None:
    schema = Record.model_json_schema()
    assert set(schema["properties"]) >= {"project", "team", "passes", "answers", "records", "gaps", "remarks"}
    assert schema["$defs"]["AnswerPart"]["description"]


def test_no_such_project(transactions: Transactions) -> None:
    with transactions.read() as session, pytest.raises(Missing):
        record_of(session, WS, "nothing")


def test_actions_of_a_person_follow_amendments(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        answer(
            session,
            "20.0",
            {"what": "Print 50", "who": "U2", "due": "2026-06-09"},
            question="agree.actions",
            record="action",
            supersedes="9.0",
        )
        (mine,) = actions.actions_of(session, WS, "U2")
        assert (mine.what, mine.due, mine.how, mine.by) == ("Print 50", "2026-06-09", "done", "U1")
        assert actions.actions_of(session, WS, "U3") == ()
        answer(session, "21.0", {"what": "Ask", "who": "Mei"}, question="agree.actions", record="action")
        assert [one.what for one in actions.actions_of(session, WS, "U3")] == ["Ask"]
        projects.put_member(session, WS, "P1", "U3", "left")
        assert actions.actions_of(session, WS, "U3") == ()


def expect(session: Session, *said: tuple[str, str], late: bool = False) -> None:
    for person, words in said:
        expected.keep_expected(session, WS, "P1", Expected(person, words, 3, later(5), 1, late))


def test_what_was_expected_leaves_once_its_result_is_seen_without_names(
    transactions: Transactions,
) -> None:
    with transactions.write() as session:
        begin(session)
        expect(session, ("U1", "8 of 12"), ("U2", "most"), ("U3", "4 of 12"), ("U2", "3 of 12"))
        assert record_of(session, WS, "P1").predictions == ()
        answer(session, "9.0", {"seen": "6 of 12"}, question="evaluate.results", record="evidence", private=True)
        assert record_of(session, WS, "P1").predictions == ()
        answers.show(session, WS, "P1", "evaluate.results")
        expect(session, ("U4", "6 of 12"), late=True)
        found = record_of(session, WS, "P1").document()["predictions"]
        assert [(one["text"], one["late"]) for one in found] == [
            ("3 of 12", False), ("4 of 12", False), ("6 of 12", True), ("8 of 12", False),
        ]  # fmt: skip
        assert all(one["at"].endswith("T00:00:00Z") and "by" not in one for one in found)


def test_what_two_expected_never_leaves(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        expect(session, ("U1", "8 of 12"), ("U2", "most"))
        answer(session, "9.0", {"seen": "6 of 12"}, question="evaluate.results", record="evidence")
        assert record_of(session, WS, "P1").predictions == ()


def test_predictions_and_the_register_go_in_and_out_unchanged(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        expect(session, ("U1", "8 of 12"), ("U2", "most"), ("U3", "4 of 12"))
        answer(session, "9.0", {"seen": "6 of 12"}, question="evaluate.results", record="evidence")
        risky(session)
        drawn(session)
        out = record_of(session, WS, "P1")
        assert len(out.drawings) == 1
    with transactions.write() as session:
        bring_in(session, "T9", Record.model_validate(json.loads(json.dumps(out.document()))), later(9))
        assert record_of(session, "T9", "P1").document() == out.document()
        assert len(out.predictions) == 3


def drawn(session: Session) -> None:
    belief = {"question": "create.assumptions", "record": "assumption"}
    answer(session, "6.0", {"belief": "They know the day"}, **belief, **HIDDEN)
    answer(session, "6.1", {"belief": "It is read"}, **belief, private=True)
    answer(session, "6.2", "A slip", question="create.ideas", record="idea", **HIDDEN)
    links = (("6.0", ("6.2", "6.9")), ("6.1", ()))
    notes.keep_note(session, WS, "P1", notes.Drawing("U1", links), at=NOW, pass_n=1)


def test_a_diagram_leaves_without_a_name_and_without_what_is_not_shown(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        drawn(session)
        record = record_of(session, WS, "P1")
        (found,) = record.drawings
        said = {one.id: one.question for one in record.answers}
        assert [(said[push.belief], [said[one] for one in push.ideas]) for push in found.pushes] == [
            ("create.assumptions", ["create.ideas"])
        ]
        assert "U1" not in str(found)


def risky(session: Session) -> None:
    risk = {"record": "risk", "question": "evaluate.risks"}
    answer(session, "4.0", {"event": "Slip lost", "likely": "low", "bad": "low"}, **risk)
    late = {"event": "Result late", "sign": "Red list", "owner": "U2", "likely": "high", "bad": "high"}
    answer(session, "4.1", late, **risk)
    answer(session, "4.2", {"event": "Nobody rings"}, question="create.what_if", record="risk")
    answer(session, "4.3", {"event": "Fewer calls", "side": "better"}, question="create.what_if", record="risk")
    answer(session, "4.4", {"what": "Wrong day", "happened": "nearly"}, question="evaluate.safety", record="risk")
    answer(session, "4.5", {"event": "Not shown", "likely": "high", "bad": "high"}, private=True, **risk)
    answer(session, "5.0", {"4.1": "act", "4.0": "accept"}, question="agree.risks", record="risk")


def test_the_risk_register_has_its_columns_the_worst_first(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        risky(session)
        found = record_of(session, WS, "P1").risk_register
        assert [(one.risk, one.likelihood, one.consequence, one.score, one.band) for one in found] == [
            ("Result late", 4, 4, 16, "extreme"), ("Slip lost", 2, 1, 2, "low"), ("Nobody rings", None, None, None, ""),
        ]  # fmt: skip
        assert (found[0].first_sign, found[0].owner, found[0].response) == ("Red list", "U2", "act")
        ours = record_of(session, WS, "P1", bands=bands("green 1-15, red 16-25")).risk_register
        assert [one.band for one in ours] == ["red", "green", ""]


@pytest.mark.parametrize(
    ("choice", "act"), [("go_on", "adopt"), ("change", "adapt"), ("stop", "abandon"), ("look_again", "")]
)
def test_a_decision_says_what_it_comes_to(transactions: Transactions, choice: str, act: str) -> None:
    with transactions.write() as session:
        begin(session)
        answer(session, "9.0", {"choice": choice}, question="agree.decision", record="decision")
        assert record_of(session, WS, "P1").decisions[0].act == act
