"""What people expected of tries and the diagrams they drew, in the record: no names, nothing that is not shown yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from dialogues.predicting import ENOUGH, RESULTS, standing
from storage.expected import expected_of
from storage.notes import Drawing, Expects, notes_of
from storage.record_files.hiding import View, day
from storage.record_files.record import Record
from storage.record_files.record_learning import DrawingPart, PredictionPart, PushPart


def prediction_parts(session: Session, workspace: str, conversation: str, view: View) -> tuple[PredictionPart, ...]:
    """What was expected in each round, sorted by words; nothing of a round in which fewer than three people said it."""
    every = expected_of(session, workspace, conversation)
    newest = max((answer.pass_n for answer in view.answers), default=1)
    seen = {answer.pass_n for answer in view.answers if answer.question == RESULTS}
    found: list[PredictionPart] = []
    for pass_n in sorted({one.pass_n for one in every}):
        for asked in sorted({one.asked for one in every if one.pass_n == pass_n}):
            said = standing(every, pass_n, asked).values()
            if (pass_n in seen or pass_n < newest) and sum(not one.late for one in said) >= ENOUGH:
                found += [PredictionPart(text=one.words, at=day(one.at), pass_n=pass_n, late=one.late) for one in said]
    return tuple(sorted(found, key=lambda part: (part.pass_n, part.text, part.at)))


def drawing_parts(session: Session, workspace: str, conversation: str, view: View) -> tuple[DrawingPart, ...]:
    """Every driver diagram, as far as its lines have been shown."""
    found = []
    for note in notes_of(session, workspace, conversation, Drawing):
        pushes = tuple(
            PushPart(belief=view.ids[belief], ideas=tuple(view.ids[one] for one in ideas if one in view.ids))
            for belief, ideas in note.what.links
            if belief in view.ids
        )
        if pushes:
            found.append(DrawingPart(at=day(note.at), pass_n=note.pass_n, pushes=pushes))
    return tuple(found)


def drawings_in(record: Record) -> Iterator[tuple[Drawing, datetime, int]]:
    """The notes that a record's diagrams become again."""
    for part in record.drawings:
        yield Drawing("", tuple((push.belief, push.ideas) for push in part.pushes)), part.at, part.pass_n


def predictions_in(record: Record) -> Iterator[tuple[Expects, datetime, int]]:
    """The notes that a record's predictions become again, each as if from somebody of their own."""
    for n, part in enumerate(record.predictions):
        yield Expects(f"#{n}", part.text, 1, part.late), part.at, part.pass_n
