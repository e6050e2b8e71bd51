"""How ideas were weighed, as the record has it: each idea carries its scores, and each score names its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storage.drawing import SCORE, plural

Data = Mapping[str, Any]
_IDEAS, _SCORES = plural("idea"), plural(SCORE)


def with_ideas(records: Mapping[str, Sequence[Data]]) -> dict[str, tuple[Data, ...]]:
    """Records with every score inside its idea (`scores`); scores of today's way, which is no idea, stay apart."""
    every = records.get(_SCORES, ())
    first: dict[str, int] = {}
    for place, idea in enumerate(records.get(_IDEAS, ())):
        first.setdefault(idea["drawn_from"], place)
    ideas = [
        {**idea, "scores": own} if first[idea["drawn_from"]] == place and (own := _own(idea, every)) else idea
        for place, idea in enumerate(records.get(_IDEAS, ()))
    ]
    apart = [score for score in every if score["about"] not in first]
    found = {heading: tuple(data) for heading, data in records.items()} | {_IDEAS: tuple(ideas), _SCORES: tuple(apart)}
    return {heading: found[heading] for heading in sorted(found) if found[heading]}


def _own(idea: Data, every: Sequence[Data]) -> list[dict[str, Any]]:
    return [
        {name: inner for name, inner in score.items() if name != "about"}
        for score in every
        if score["about"] == idea["drawn_from"]
    ]


def apart_again(records: Mapping[str, Sequence[Data]]) -> dict[str, tuple[Data, ...]]:
    """Undo `with_ideas`: every score a record of its own, pointing at its idea."""
    ideas = records.get(_IDEAS, ())
    scores = [
        {**score, "about": idea["drawn_from"]} for idea in ideas for score in idea.get("scores", ()) if _is_score(score)
    ]
    bare = [{name: inner for name, inner in idea.items() if name != "scores"} for idea in ideas]
    found = {heading: tuple(data) for heading, data in records.items()}
    return found | {_IDEAS: tuple(bare), _SCORES: (*found.get(_SCORES, ()), *scores)}


def _is_score(score: object) -> bool:
    return isinstance(score, Mapping) and isinstance(score.get("drawn_from"), str)
