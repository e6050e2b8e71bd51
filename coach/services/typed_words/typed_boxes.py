"""Typed words sorted into a form's boxes: a sentence goes where its words point, a step's name and day to theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from coach.errors import CoachError
from coach.services.kindness.dates import read_date
from coach.services.scene import Scene
from coach.words import one_line
from coach.words.days import zone_of
from dialogues.inputs import Value
from dialogues.model import Field, Question
from dialogues.wording import main_field

_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n+")
_DAY = re.compile(r"^(?P<what>.*\S)[\s,–-]+(?:by|on|before)\s+(?P<day>[^,]+?)$", re.IGNORECASE)
_NAMED_LAST = re.compile(r"^(?P<what>.*\S)\s*(?:\(\s*(?P<who>[^()]{1,60}?)\s*\)|[,–-]\s+(?P<who2>[^,–]{1,60}?))$")
_NAMED_FIRST = re.compile(r"^(?P<who>[^:]{1,60}?)(?::\s*|\s+(?:to|will)\s+)(?P<what>\S.*)$", re.IGNORECASE)


def sorted_out(scene: Scene, asked: Question, value: Value) -> Value:
    """Return a typed value with its words in the boxes they belong to; as it was when nothing points anywhere.

    Only words that stand in one box, or in none yet, are sorted; what somebody put into boxes stays there.
    """
    main = main_field(asked)
    if main is None:
        return value
    text = value if isinstance(value, str) else _only(value, main)
    if not text:
        return value
    if asked.kind == "list":
        found = _step(scene, asked.fields, main, text)
        return found if len(found) > 1 else value
    return heard(asked.fields, main, text) if any(box.hears for box in asked.fields) else value


def _only(value: Value, main: Field) -> str:
    if isinstance(value, dict) and set(value) == {main.id}:
        return str(value[main.id])
    return ""


def heard(boxes: tuple[Field, ...], main: Field, text: str) -> dict[str, Any]:
    """Return typed sentences by box: the longest of a box's own words (`hears`) wins, the others go to the main box."""
    found: dict[str, list[str]] = {}
    for sentence in _SENTENCES.split(text):
        for said in _clauses(boxes, sentence.strip()):
            found.setdefault(_box_of(boxes, main, said), []).append(said)
    return {box.id: " ".join(found[box.id]) for box in boxes if box.id in found}


def _clauses(boxes: tuple[Field, ...], sentence: str) -> list[str]:
    """A sentence cut at each comma after which a box's own words begin: "she must say yes, stop if one is wrong"."""
    begins = "|".join(re.escape(phrase) for box in boxes for phrase in box.hears)
    return [one for one in re.split(rf",\s+(?:and\s+)?(?=(?:{begins})\b)", sentence, flags=re.IGNORECASE) if one]


def _box_of(boxes: Iterable[Field], main: Field, sentence: str) -> str:
    words = f" {one_line(sentence).casefold()} "
    pointing = [(len(phrase), box.id) for box in boxes for phrase in box.hears if _says(words, phrase.casefold())]
    return max(pointing)[1] if pointing else main.id


def _says(words: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", words) is not None


def _step(scene: Scene, boxes: tuple[Field, ...], main: Field, text: str) -> dict[str, Any]:
    """One typed line of a list that has a box for a person or a day: "time ten waits by Friday (Joy)"."""
    said, found = text.strip().rstrip("."), dict[str, Any]()
    person = next((box.id for box in boxes if box.kind == "person"), "")
    day = next((box.id for box in boxes if box.kind == "date"), "")
    if person and day:  # a line that says who and when; elsewhere a name is part of what is said
        for _ in range(2):  # the name may stand before or after the day
            said, found = _without_name(scene, person, *_without_day(scene, day, said, found))
    if person and scene.state.way == "alone":
        found.setdefault(person, scene.state.lead)
    return {main.id: said if len(found) else text, **found}


def _without_day(scene: Scene, box: str, said: str, found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    match = _DAY.match(said)
    if match is None or box in found:
        return said, found
    today = scene.now.astimezone(zone_of(scene.state.zone)).date()
    try:
        due = read_date(match["day"], today)
    except CoachError:
        return said, found
    return match["what"], found | {box: due.isoformat()}


def _without_name(scene: Scene, box: str, said: str, found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if box in found:
        return said, found
    for pattern in (_NAMED_LAST, _NAMED_FIRST):
        if match := pattern.match(said):
            who = match["who"] or match.groupdict().get("who2") or ""
            if member := _member(scene, who):
                return match["what"], found | {box: member}
    return said, found


def _member(scene: Scene, who: str) -> str:
    """The one person of the team with this name; "" when there is none, or more than one."""
    wanted = who.strip().casefold()
    found = [one for one in scene.state.team if scene.names.get(one, "").casefold() == wanted]
    return found[0] if len(found) == 1 else ""
