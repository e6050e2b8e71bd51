"""An answer of a record in words: what was picked by what it says, boxes by their labels, people by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogues.model import Dialogue, Field, Option, Question
from storage.record_files.record import AnswerPart, Record


class Reading:
    """Reads the answers of one record. Without its dialogue what was picked there stands by its id."""

    def __init__(self, record: Record, dialogue: Dialogue | None) -> None:
        self._questions: Mapping[str, Question] = dialogue.questions if dialogue else {}
        self._names = {person.id: person.name for person in record.team if person.name}
        self._answers = {answer.id: answer for answer in record.answers if answer.taken_back is None}

    def words(self, answer: AnswerPart) -> str:
        """The whole answer on one line."""
        question = self._questions.get(answer.question)
        if answer.fields is not None:
            return "; ".join(self._boxes(answer.fields, question))
        options = question.options if question else ()
        if answer.items is not None:
            picked = question is None or question.kind in ("several", "choice")
            return ", ".join(self._picked(item, options) if picked else item for item in answer.items)
        if answer.text is None:
            return f"{answer.number:g}" if answer.number is not None else ""
        return _label(options, answer.text) or " ".join(answer.text.split())

    def _boxes(self, given: Mapping[str, Any], question: Question | None) -> Iterator[str]:
        """Each filled box with its label; the one that plain typed words go to needs none."""
        boxes = {box.id: box for box in question.fields} if question else {}
        options = question.options if question else ()
        for name, value in given.items():
            if value in (None, "", [], ()):
                continue
            box = boxes.get(name)
            said = self._value(value, box, options)
            if box is not None and box.main:
                yield said
            else:
                label = box.label if box else self._picked(name, ())
                yield f"{label} {said}" if label.endswith("?") else f"{label}: {said}"

    def _value(self, value: Any, box: Field | None, options: tuple[Option, ...]) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(self._value(one, box, options) for one in value)
        if isinstance(value, Mapping):
            return ", ".join(f"{name}: {self._value(one, None, options)}" for name, one in value.items())
        if isinstance(value, bool):
            return "yes" if value else "no"
        said = " ".join(str(value).split())
        typed = box is not None and box.kind in ("text", "long_text")
        return said if typed else self._picked(said, box.options if box else options)

    def _picked(self, id: str, options: tuple[Option, ...]) -> str:
        """What an id stands for: an option, a person, or the answer with that id."""
        answer = self._answers.get(id)
        if answer is None:
            return _label(options, id) or self._names.get(id, id)
        return _label(options, id) or self.words(answer)


def _label(options: tuple[Option, ...], id: str) -> str:
    return next((one.label for one in options if one.id == id), "")
