"""Typed words sorted into a form's boxes: a sentence goes where its words point, a step's name and day to theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from coach.errors import CoachError
from coach.services.kindness.dates import day_in, read_date
from coach.services.kindness.reading import DAY
from coach.services.scene import Scene
from coach.services.screens.cards import filling
from coach.words import one_line
from coach.words.days import zone_of
from dialogues.inputs import Value
from dialogues.model import Field, Question
from dialogues.wording import main_field

_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n+")
_DAY = re.compile(r"^(?P<what>.*\S)[\s,–-]+(?:by|on|before)\s+(?P<day>[^,]+?)$", re.IGNORECASE)
_DAY_LAST = re.compile(
    rf"^(?P<what>.*\S)(?:\s*[,–-]\s*(?P<day>[^,]+?)|\s+(?P<plain>(?:next |this )?{DAY}|tomorrow|tmrw|next w(?:ee)?k))$",
    re.IGNORECASE,
)
_I_WILL = re.compile(r"^(?:i will|i['’]?ll|i can|i['’]?m going to|me to|let me)\s+(?P<what>\S.*)$", re.IGNORECASE)
_NAMED_LAST = re.compile(r"^(?P<what>.*\S)\s*(?:\(\s*(?P<who>[^()]{1,60}?)\s*\)|[,–-]\s+(?P<who2>[^,–]{1,60}?))$")
_NAMED_FIRST = re.compile(
    r"^(?P<who>[^:]{1,60}?)(?::\s*|\s+(?:to|will|does|is doing|is going to|can do|gonna)\s+)(?P<what>\S.*)$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(?P<who>[\w.]+(?: [\w.]+)?)\s+(?P<next>\S+)")
_MORE_NAMES = frozenset({"and", "n", "&", "+", "or", "/"})


def sorted_out(scene: Scene, asked: Question, value: Value, by: str = "") -> Value:
    """Return a typed value with its words in the boxes they belong to; as it was when nothing points anywhere.

    `by`: who typed them, for "I'll ask the matron".
    Only words that stand in one box, or in none yet, are sorted; what somebody put into boxes stays there.
    """
    main = main_field(asked)
    if main is None:
        return value
    text = value if isinstance(value, str) else _only(value, main)
    if not text:
        return value
    if asked.kind == "list":
        found = _step(scene, asked.fields, main, text, by)
        parts = heard(asked.fields, main, found[main.id])
        found |= parts if main.id in parts else {}
        return found if len(found) > 1 else value
    if not any(box.hears for box in asked.fields):
        return value
    return _planned(scene, asked, text, heard(asked.fields, main, text))


def _planned(scene: Scene, asked: Question, text: str, found: dict[str, Any]) -> dict[str, Any]:
    """A typed plan with the one day it names, and the draft for what it leaves out; other forms as they are."""
    if asked.record != "test":
        return found
    today = scene.now.astimezone(zone_of(scene.state.zone)).date()
    box = next((one.id for one in asked.fields if one.kind == "date"), "")
    if box and (day := day_in(text, today)) is not None:
        found = found | {box: day.isoformat()}
    return found if scene.facts.of(asked.id) else filling.prefilled(scene, asked.id) | found


def _only(value: Value, main: Field) -> str:
    if isinstance(value, dict) and set(value) == {main.id}:
        return str(value[main.id])
    return ""


def heard(boxes: tuple[Field, ...], main: Field, text: str) -> dict[str, Any]:
    """Return typed sentences by box: the longest of a box's own words (`hears`) wins, the others go to the main box."""
    found: dict[str, list[str]] = {}
    for sentence in _SENTENCES.split(text):
        for box, said in _clauses(boxes, main, sentence.strip()):
            found.setdefault(box, []).append(said)
    return {box.id: " ".join(found[box.id]) for box in boxes if box.id in found}


def _clauses(boxes: tuple[Field, ...], main: Field, sentence: str) -> list[tuple[str, str]]:
    """A sentence cut at each comma after which another box's words come: "matron says yes, stop if one is wrong"."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r",\s+(?:and\s+)?", sentence) if sentence else []:
        box = _box_of(boxes, main, piece)
        if found and box in {main.id, found[-1][0]} and not _points(boxes, piece, other_than=found[-1][0]):
            found[-1] = (found[-1][0], f"{found[-1][1]}, {piece}")
        else:
            found.append((box, piece))
    return found


def _points(boxes: Iterable[Field], piece: str, *, other_than: str) -> bool:
    """Whether a piece has a box's own words, and not only those of the one it may go on with."""
    words = f" {one_line(piece).casefold()} "
    return any(_says(words, phrase.casefold()) for box in boxes if box.id != other_than for phrase in box.hears)


def _box_of(boxes: Iterable[Field], main: Field, sentence: str) -> str:
    words = f" {one_line(sentence).casefold()} "
    pointing = [(len(phrase), box.id) for box in boxes for phrase in box.hears if _says(words, phrase.casefold())]
    return max(pointing)[1] if pointing else main.id


def _says(words: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", words) is not None


def _step(scene: Scene, boxes: tuple[Field, ...], main: Field, text: str, by: str) -> dict[str, Any]:
    """One typed line of a list that has a box for a person or a day: "time ten waits by Friday (Joy)"."""
    said, found = text.strip().rstrip("."), dict[str, Any]()
    person = next((box.id for box in boxes if box.kind == "person"), "")
    day = next((box.id for box in boxes if box.kind == "date"), "")
    if person and day:  # a line that says who and when; elsewhere a name is part of what is said
        for _ in range(2):  # the name may stand before or after the day
            said, found = _without_name(scene, person, *_without_day(scene, day, said, found))
        if person not in found and by and (mine := _I_WILL.match(said)):
            said, found = mine["what"], found | {person: by}
        if person not in found and (member := _begins_with(scene, said)):
            found[person] = member
    if person and scene.state.way == "alone":
        found.setdefault(person, scene.state.lead)
    return {main.id: said if len(found) else text, **found}


def _without_day(scene: Scene, box: str, said: str, found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    today = scene.now.astimezone(zone_of(scene.state.zone)).date()
    for match in (_DAY.match(said), _DAY_LAST.match(said)) if box not in found else ():
        try:
            due = read_date(match.groupdict().get("plain") or match["day"], today) if match else None
        except CoachError:
            continue
        if match and due:
            return match["what"].rstrip(" ,–-"), found | {box: due.isoformat()}
    return said, found


def _without_name(scene: Scene, box: str, said: str, found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if box in found:
        return said, found
    for pattern in (_NAMED_LAST, _NAMED_FIRST):
        if match := pattern.match(said):
            who = match["who"] or match.groupdict().get("who2") or ""
            if member := _member(scene, who):
                return match["what"], found | {box: member}
    return said, found


def _begins_with(scene: Scene, said: str) -> str:
    """Whose name a step begins with, where only one is named: "Mei frees up for a round"; the words stay."""
    match = _BEGINS.match(said)
    if match is None:
        return ""
    two, one = match["who"], match["who"].split()[0]
    behind = said[len(one) :].split()[:1]
    if member := _member(scene, two):
        return "" if match["next"].casefold() in _MORE_NAMES else member
    return "" if behind and behind[0].casefold() in _MORE_NAMES else _member(scene, one)


def _member(scene: Scene, who: str) -> str:
    """The one person of the team with this name, or a word of it; "" when there is none, or more than one."""
    wanted = who.strip().casefold()
    names = {one: scene.names.get(one, "").casefold() for one in scene.state.team}
    found = [one for one, name in names.items() if wanted and wanted in {name, *name.split()}]
    return found[0] if len(found) == 1 else ""
