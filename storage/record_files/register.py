"""The risk register of a record: every risk that was named, in the columns a register has, numbers and band with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dialogues.risk_scores import CONSEQUENCE, LIKELIHOOD, Bands, bands, score
from storage.answers import StoredAnswer
from storage.drawing import MARK
from storage.record_files.hiding import View
from storage.record_files.record_learning import RiskPart
from storage.records import Drawn

NAMED_IN = ("explore.existing_risks", "create.what_if", "evaluate.risks")
"""The questions whose lines are risks; what happened in a try is told elsewhere."""
STANDARD = bands()


def register_of(drawn: Iterable[Drawn], view: View, scale: Bands = STANDARD) -> tuple[RiskPart, ...]:
    """Return every risk, the highest score first, then those without one; what is not shown yet is not there."""
    every = tuple(drawn)
    answers = {answer.id: answer for answer in view.answers}
    responses = {view.ids.get(one.data["about"], one.data["about"]): str(one.data["as"]) for one in _responses(every)}
    found = [
        _risk(one.data, answers[view.ids[one.answer]], view, scale, responses)
        for one in every
        if one.kind == "risk" and one.answer in view.ids and _is_named(one, answers[view.ids[one.answer]])
    ]
    return tuple(sorted(found, key=lambda part: (-(part.score or 0), part.pass_n, part.drawn_from)))


def _responses(drawn: Iterable[Drawn]) -> Iterable[Drawn]:
    return (one for one in drawn if one.kind == MARK and one.data.get("kind") == "risk")


def _is_named(one: Drawn, answer: StoredAnswer) -> bool:
    better = one.data.get("side") == "better"  # what might go better is no risk
    return answer.question in NAMED_IN and bool(one.data.get("event")) and not better


def _risk(
    data: Mapping[str, Any], answer: StoredAnswer, view: View, scale: Bands, responses: Mapping[str, str]
) -> RiskPart:
    likely, bad = str(data.get("likely") or ""), str(data.get("bad") or "")
    number = score(likely, bad)
    return RiskPart(
        risk=str(data["event"]),
        for_whom=str(data.get("who") or ""),
        first_sign=str(data.get("early_sign") or ""),
        in_place=str(data.get("catch") or ""),
        likely=likely,
        bad=bad,
        likelihood=LIKELIHOOD.get(likely),
        consequence=CONSEQUENCE.get(bad),
        score=number,
        band=scale.of(number) if number is not None else "",
        owner=view.name(str(data.get("owner") or "")) or "",
        response=responses.get(answer.id, ""),
        raised=view.at(answer.question, answer.at).date(),
        question=answer.question,
        pass_n=answer.pass_n,
        drawn_from=answer.id,
    )
