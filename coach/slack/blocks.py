"""View models as Block Kit: the one place that knows how a message, a form or a Home is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coach.inbound import Place
from coach.slack import said
from coach.slack.action_value import encode, with_slot
from coach.slack.elements import PICK, box_block, control, plain
from coach.slack.lengths import cut, split
from coach.slack.metadata import write_metadata
from coach.views import Controls, Divider, Form, Heading, Home, Message, Note, Part, Pick, Text

Json = dict[str, Any]
IN_MESSAGE, IN_VIEW, IN_ROW = 50, 100, 25
TEXT, WHOLE_TEXT, TITLE = 3000, 3999, 24
# Slack refuses a message whose blocks hold over about 13,000 characters in all (slack-rules 1.3, last but one row).
MESSAGE_CHARACTERS, VIEW_CHARACTERS = 12_000, 40_000


def message_blocks(message: Message) -> list[Json]:
    """Return the blocks of a message, 50 at most; none for a message that is its `text` alone."""
    blocks = _fit(_blocks(message.parts, MESSAGE_CHARACTERS), IN_MESSAGE)
    for row in blocks if message.slot else ():
        if row["type"] == "actions":
            row["block_id"] = with_slot(row["block_id"], message.slot)
    return blocks


def message_text(message: Message) -> str:
    """Return the words that say it all, under 4,000 characters and never empty."""
    words = message.text.strip() or "\n".join(part.text for part in message.parts if hasattr(part, "text")).strip()
    return cut(words or said.TITLE, WHOLE_TEXT)


def form_view(form: Form, place: Place) -> Json:
    """Return a form as a modal view, 100 blocks at most; its private metadata carry the press and the place."""
    boxes = [box_block(box, focus=box is _focused(form)) for box in form.boxes][:IN_VIEW]
    above = _fit(_blocks(form.parts, VIEW_CHARACTERS), max(IN_VIEW - len(boxes), 0)) if len(boxes) < IN_VIEW else []
    blocks = above + boxes or [_section(form.title, 0)]
    view: Json = {"type": "modal", "callback_id": form.press.do[:200], "title": plain(form.title, TITLE, said.TITLE)}
    view |= {"private_metadata": write_metadata(form.press, place), "close": plain(form.close, TITLE, said.CLOSE)}
    if any(block["type"] == "input" for block in blocks) or (form.submit and not form.boxes):
        view["submit"] = plain(form.submit, TITLE, "Save")
    return {**view, "blocks": blocks}


def home_view(home: Home) -> Json:
    """Return a person's Home, 100 blocks at most."""
    blocks = _fit(_blocks(home.parts, VIEW_CHARACTERS), IN_VIEW) or [_section(said.TITLE, 0)]
    return {"type": "home", "callback_id": "home", "blocks": blocks}


def _focused(form: Form) -> object:
    return next((box for box in form.boxes if box.focus), None)


def _blocks(parts: Sequence[Part], characters: int) -> list[Json]:
    """Return every part's blocks; texts that come after `characters` of text are left out with a word about it."""
    found: list[Json] = []
    left = characters
    for number, part in enumerate(parts):
        if isinstance(part, Controls):
            found += _rows(part, number)
            continue
        words = "" if isinstance(part, Divider) else part.text
        if words and left <= 0:
            continue
        for block in _wording(part, cut(words, left) if len(words) > left else words, number):
            found.append(block)
        left -= len(words)
        if left <= 0 and words:
            found.append(_note(said.MORE_THAN_FITS, f"more:{number}"))
    return found


def _wording(part: Heading | Text | Note | Divider, words: str, number: int) -> Iterator[Json]:
    if isinstance(part, Divider):
        yield {"type": "divider", "block_id": f"part:{number}"}
    elif not words.strip():
        return
    elif isinstance(part, Heading):
        yield {"type": "header", "block_id": f"part:{number}", "text": plain(words, 150)}
    else:
        for piece_number, piece in enumerate(split(words, TEXT)):
            make = _note if isinstance(part, Note) else _section
            yield make(piece, f"{number}.{piece_number}")


def _section(words: str, number: int | str) -> Json:
    text = cut(words, TEXT) if words.strip() else said.TITLE
    return {"type": "section", "block_id": f"part:{number}", "text": {"type": "mrkdwn", "text": text}}


def _note(words: str, number: int | str) -> Json:
    return {"type": "context", "block_id": f"part:{number}", "elements": [{"type": "mrkdwn", "text": words}]}


def _rows(controls: Controls, number: int) -> Iterator[Json]:
    """A row is one actions block; a pick ends its row, because the row's block id carries the pick's press."""
    row: list[Json] = []
    count = 0
    for place, item in enumerate(controls.items):
        if isinstance(item, Pick) and row:
            yield _row(row, f"row:{number}.{count}")
            row, count = [], count + 1
        element = control(item, number * 100 + place)
        if element is None:
            continue
        row.append(element)
        if isinstance(item, Pick):
            yield _row(row, f"{PICK}{number}.{count}:{encode(item.press)}")
            row, count = [], count + 1
        elif len(row) == IN_ROW:
            yield _row(row, f"row:{number}.{count}")
            row, count = [], count + 1
    if row:
        yield _row(row, f"row:{number}.{count}")


def _row(elements: list[Json], block_id: str) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": elements}


def _fit(blocks: list[Json], most: int) -> list[Json]:
    """Leave out lines, then what comes last, until it fits; the last row of buttons stays."""
    if len(blocks) <= most:
        return blocks
    kept = [block for block in blocks if block["type"] != "divider"]
    if len(kept) <= most:
        return kept
    rows = [block for block in kept[max(most - 2, 0) :] if block["type"] == "actions"][-1:]
    head = kept[: max(most - 1 - len(rows), 0)]
    return [*head, _note(said.MORE_THAN_FITS, "more"), *rows][:most]
