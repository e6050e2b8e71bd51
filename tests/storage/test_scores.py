"""How ideas were weighed: inside each idea in the record, naming its answer, in and out again unchanged."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from storage import answers
from storage.record_files.bring_in import bring_in
from storage.record_files.export import record_of
from storage.record_files.record import Record
from storage.transaction import Transactions
from tests.storage.samples import WS, answer, begin, later

IDEA: dict[str, Any] = {"question": "create.ideas", "record": "idea", "seen_by": "no_names"}
WEIGHED: dict[str, Any] = {"question": "create.weigh", "record": "idea_score", "seen_by": "no_names"}


def fill(session: Session) -> None:
    """Two ideas, weighed by three people; one of them changed her mind, one view is not shown yet."""
    begin(session)
    answer(session, "2.0", "List at the bedside", **IDEA)
    answer(session, "3.0", "Runner at 11 and 2", by="U2", **IDEA)
    answer(session, "4.0", {"2.0#helps": "high", "2.0#effort": "low", "3.0#helps": "low"}, by="U1", **WEIGHED)
    answer(session, "5.0", {"2.0#helps": "low"}, by="U2", at=later(10), **WEIGHED)
    answer(session, "6.0", {"2.0#helps": "middle", "today#helps": "low"}, by="U2", supersedes="5.0", **WEIGHED)
    answer(session, "7.0", {"2.0#helps": "high"}, by="U3", private=True, **WEIGHED)


def written(transactions: Transactions) -> dict[str, Any]:
    with transactions.write() as session:
        fill(session)
    with transactions.read() as session:
        return record_of(session, WS, "P1").document()


def test_every_idea_carries_its_scores_and_each_names_its_answer(transactions: Transactions) -> None:
    record = written(transactions)
    ideas = {idea["text"]: idea for idea in record["records"]["ideas"]}
    by_id = {one["id"]: one for one in record["answers"]}
    scores = ideas["List at the bedside"]["scores"]
    assert sorted(score["helps"] for score in scores) == ["high", "middle"]
    assert all(by_id[score["drawn_from"]]["question"] == "create.weigh" for score in scores)
    assert not any("by" in by_id[score["drawn_from"]] for score in scores)
    assert [score["helps"] for score in ideas["Runner at 11 and 2"]["scores"]] == ["low"]
    assert record["records"]["idea_scores"] == [
        {"about": "today", "helps": "low", "drawn_from": record["records"]["idea_scores"][0]["drawn_from"]}
    ]


def test_scores_go_in_and_out_again_unchanged(transactions: Transactions) -> None:
    record = written(transactions)
    with transactions.write() as session:
        bring_in(session, "T9", Record.model_validate(json.loads(json.dumps(record))), later(99))
    with transactions.read() as session:
        assert record_of(session, "T9", "P1").document() == record


def test_a_score_that_is_taken_back_is_gone(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        answers.take_back(session, WS, "P1", "4.0", later(50))
    with transactions.read() as session:
        ideas = record_of(session, WS, "P1").document()["records"]["ideas"]
    assert [score["helps"] for idea in ideas for score in idea.get("scores", [])] == ["middle"]
