"""Reading the record for a screen: standing answers that may be shown, their fields in words, lines joined as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import raw_name
from coach.words import one_line
from coach.words.days import day_of, in_words
from dialogues.facts import Kept, main_words
from dialogues.grades import grade
from dialogues.model import Field, Option, Question
from dialogues.ties import WHO, ends
from dialogues.wording import main_field as main_box


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as screens read it: its main words and its fields, raw (not yet escaped).

    `known`: how we know it, in a word of `dialogues.grades.GRADES`; "" when nobody has said.
    """

    id: str
    question: str
    by: str
    words: str
    fields: Mapping[str, Any]
    voice: str = ""
    late: bool = False
    count: int = 1
    raw: Mapping[str, Any] = field(default_factory=dict)
    known: str = ""

    def get(self, *fields: str) -> str:
        """The words of the first of these fields that has any, as stored."""
        return next((found for name in fields if (found := as_text(self.fields.get(name)))), "")


def as_text(value: Any) -> str:
    """Return a stored value as words, raw: whole numbers without a point, several with commas."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e15 else str(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(as_text(one) for one in value)
    return one_line(str(value)) if not isinstance(value, dict) else ""


def may_show(scene: Scene, kept: Kept) -> bool:
    """Say whether an answer may be seen by the team: not before it was shown, never one for the lead alone.

    Late words without names wait for two others', so a question that was shown may still hold some back.
    """
    return not kept.private


def kept_of(scene: Scene, question: str, pass_n: int = 0) -> tuple[Kept, ...]:
    """Return the standing answers that may be shown: this round's (or that of `pass_n`), else the last before it.

    While what was picked without names is picked anew nothing of it is shown: what went missing would tell whose it
    was.
    """
    if asked_anew(scene, question):
        return ()
    everything = (*scene.facts.earlier.get(question, ()), *scene.facts.of(question))
    mine = [kept for kept in everything if may_show(scene, kept)]
    wanted = pass_n or scene.state.pass_n
    rounds = [kept.pass_n for kept in mine if kept.pass_n <= wanted]
    return tuple(kept for kept in mine if kept.pass_n == max(rounds)) if rounds else ()


def asked_anew(scene: Scene, question: str) -> bool:
    """Say whether people, apart and without names, answer something again where a new answer replaces the old one."""
    cell, asked = scene.state.cells.get(question), scene.dialogue.questions.get(question)
    open_again = (
        cell is not None and cell.status == "open" and cell.seen_by == "no_names" and scene.state.way == "apart"
    )
    return open_again and asked is not None and asked.kind not in {"list", "text"}


def main_field(question: Question | None) -> str:
    """Return the id of the box that plain words go to; "" when it has no boxes."""
    found = main_box(question) if question else None
    return found.id if found else ""


def line_of(scene: Scene, kept: Kept) -> Line:
    """Return an answer as a line with its fields."""
    question = scene.dialogue.questions.get(kept.question)
    main = main_field(question)
    if isinstance(kept.value, dict):
        fields = {name: in_label(scene, question, name, value) for name, value in kept.value.items()}
        words = as_text(fields.get(main)) or main_words({name: as_text(value) for name, value in fields.items()})
    else:
        words = _plain_words(scene, question, kept)
        fields = {main: words} if main else {}
    raw = kept.value if isinstance(kept.value, dict) else {}
    if whom := next((end.removeprefix(WHO) for end in ends(scene.facts, kept.id) if end.startswith(WHO)), ""):
        fields = {"who": whom} | {name: value for name, value in fields.items() if value}
    known = grade(scene.facts, kept)
    return Line(kept.id, kept.question, kept.by, words, fields, kept.voice or "", kept.late, raw=raw, known=known)


def _plain_words(scene: Scene, question: Question | None, kept: Kept) -> str:
    if question is None or question.kind in {"text", "list", "fields"}:
        return as_text(kept.value)
    if question.kind == "date":
        return in_words(as_text(kept.value), day_of(scene.now, scene.state.zone))
    if question.kind == "person":
        return raw_name(scene, as_text(kept.value))
    return as_text(labelled(question.options, kept.value))


def in_label(scene: Scene, question: Question | None, name: str, value: Any) -> Any:
    """Return a field's value in words: an option by its label, a person by name; dates stay as stored."""
    found = field_of(question, name)
    if found is None:
        return value
    if found.kind == "person":
        return raw_name(scene, as_text(value))
    if found.kind in {"choice", "several", "scale"}:
        return labelled(found.options, value)
    return value


def field_of(question: Question | None, name: str) -> Field | None:
    """Return a box of a question, or of one of its variants, by its id."""
    if question is None:
        return None
    every: Iterable[Field] = (*question.fields, *(field for variant in question.variants for field in variant.fields))
    return next((field for field in every if field.id == name), None)


def labelled(options: Iterable[Option], value: Any) -> Any:
    """Return option ids as their labels; anything else as it is."""
    labels = {option.id: option.label for option in options}
    if isinstance(value, (list, tuple)):
        return [labels.get(str(one), as_text(one)) for one in value]
    return labels.get(str(value), value)


def lines(scene: Scene, question: str, pass_n: int = 0) -> tuple[Line, ...]:
    """Return a question's lines in the order they came; lines joined as one are one, with a count."""
    return _as_lines(scene, kept_of(scene, question, pass_n))


def lines_up_to(scene: Scene, question: str, pass_n: int = 0) -> tuple[Line, ...]:
    """Return the same of every round up to this one (or that of `pass_n`): what was said once stays on the list."""
    every = (*scene.facts.earlier.get(question, ()), *scene.facts.of(question))
    last = pass_n or scene.state.pass_n
    return _as_lines(scene, tuple(kept for kept in every if kept.pass_n <= last and may_show(scene, kept)))


def _as_lines(scene: Scene, found: tuple[Kept, ...]) -> tuple[Line, ...]:
    every = [line_of(scene, kept) for kept in found]
    first_of = {other: group[0] for group in scene.facts.joined if group for other in group[1:]}
    here = {line.id for line in every}
    counts: dict[str, int] = {}
    for line in every:
        stands = _stands(line.id, first_of, here)
        counts[stands] = counts.get(stands, 0) + 1
    return tuple(replace(line, count=counts[line.id]) for line in every if line.id in counts and line.words)


def _stands(line: str, first_of: Mapping[str, str], here: set[str]) -> str:
    seen = {line}
    while (first := first_of.get(line, line)) in here and first not in seen:
        seen.add(first)
        line = first
    return line


def one(scene: Scene, question: str, pass_n: int = 0) -> Line:
    """Return the answer that stands for a question one person answers; an empty line when there is none."""
    kept = standing(scene, question, pass_n)
    return line_of(scene, kept) if kept else Line("", question, "", "", {})


def standing(scene: Scene, question: str, pass_n: int = 0) -> Kept | None:
    """Return the answer that stands: the one the question settled on, else the newest that is no second voice."""
    every = kept_of(scene, question, pass_n)
    cell = scene.state.cells.get(question)
    settled = [kept for kept in every if cell and kept.id == cell.main]
    alone = [kept for kept in every if not kept.beside]
    return next((found[-1] for found in (settled, alone, list(every)) if found), None)


def voices(scene: Scene, question: str, pass_n: int = 0) -> int:
    """Count the people whose answers to a question stand."""
    return len({kept.by for kept in kept_of(scene, question, pass_n)})
