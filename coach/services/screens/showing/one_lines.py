"""One line of a reveal: its words in quotation marks, its other fields behind, the name where names are shown."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import alone, name
from coach.services.screens.record import Line
from coach.services.screens.rows import date_or_words
from coach.services.screens.seeing import hidden, question
from coach.words import first_down, plural, quoted, safe, shown, softened
from dialogues.model import Field

STORY = 420  # a story is shown whole, or nearly
_SHORT = {
    "sign": "first sign",
    "owner": "looks out",
    "catch": "saves the day",
    "result": "what came of it",
    "where": "where",
    "say": "say",
    "involve": "how we bring them in",
    "behind": "behind it",
    "more": "to get more of it",
    "least": "at the least",
    "fallback": "if it fails",
    "risk": "against",
    "better": "better",
    "value": "today",
    "period": "when",
    "source": "from",
    "from": "from",
    "to": "to",
    "differs": "what differs",
    "act": "what we do about it",
    "who_decides": "decides",
    "due": "by",
    "likely": "likely",
    "bad": "how bad",
}


def beside(line: Line) -> str:
    """Return what stands behind a line: how many said it, and who told it to us."""
    pieces = [f"{plural(line.count, 'person')} said this" if line.count > 1 else "", _told(line)]
    found = ", ".join(piece for piece in pieces if piece)
    return f"  ({found})" if found else ""


def _told(line: Line) -> str:
    return f"told to us by {shown(softened(line.voice), 80)}" if line.voice else ""


def one_line(scene: Scene, line: Line) -> str:
    """Return one line with its other fields behind, and the name where names are shown."""
    extras = []
    for field in question(scene, line.question).fields:
        value = line.get(field.id)
        if value and value != line.words and field.id not in {"who", "need"}:
            said = date_or_words(scene, value) if field.kind == "date" else shown(value, 80)
            head = _head(field)
            extras.append(f"{head}: {said}" if head else first_down(said))
    who = f" - {shown(line.get('who'), 60)}" if line.get("who") else ""
    tail = f" ({'; '.join(extras)})" if extras else ""
    longest = STORY if question(scene, line.question).story else 140
    return f"{quoted(line.words, longest)}{who}{tail}{beside(line)}{by_name(scene, line)}"


def _head(field: Field) -> str:
    """What stands before a value in brackets; nothing where the picked words say it themselves."""
    if field.kind == "choice" and field.id not in _SHORT:
        return ""
    return _SHORT.get(field.id, safe(field.label.rstrip("?…").lower()))


def by_name(scene: Scene, line: Line) -> str:
    """Return the name behind a line where names are shown; in the room and alone there is none to tell."""
    if hidden(scene, line.question) or scene.state.way == "together" or alone(scene) or line.voice:
        return ""
    return f" - {name(scene, line.by)}"
