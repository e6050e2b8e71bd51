"""A press as a short value: what a button, a menu entry or a form carries through Slack and back."""

from __future__ import annotations

import re
from urllib.parse import unquote

from coach.presses import PRESSES
from coach.views import Press

VALUE_AT_MOST = 75
OLD = Press("old")
_VERSION = "1"
_PHASES = {"explore.": "e.", "create.": "c.", "evaluate.": "v.", "agree.": "a.", "check_in.": "k."}
_LONG = {short: long for long, short in _PHASES.items()}
_PROJECT = re.compile(r"[a-z0-9]{0,32}")
_SLOT, _BLOCK_ID = "~@", 255
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode(press: Press) -> str:
    """Return a press as one value, 75 characters at most for every press whose `arg` is a short id.

    ValueError for one over 150 characters, Slack's own limit: its `arg` holds words, not an id.
    """
    parts = (press.do, press.project, _shortened(press.question), _base36(press.asked), press.arg)
    value = "|".join((_VERSION, *(_escaped(part) for part in parts)))
    value = value.rstrip("|") if press.do else value
    if len(value) > 2 * VALUE_AT_MOST:
        raise ValueError(f"The press {press.do} carries too much: keep its arg to an id.")
    return value


def with_slot(block_id: str, slot: str) -> str:
    """Return the id of a row of buttons that also tells which message it stands in; as it is when that is too long."""
    found = block_id + _SLOT + slot
    return found if len(found) <= _BLOCK_ID else block_id


def without_slot(block_id: str) -> tuple[str, str]:
    """Return the id of a row and the slot it tells, "" if none."""
    name, tagged, slot = block_id.rpartition(_SLOT)
    return (name, slot) if tagged else (block_id, "")


def decode(value: object) -> Press:
    """Return the press of a value; `Press("old")`, which harms nothing, for one that is old, unknown or garbled."""
    if not isinstance(value, str) or len(value) > 2 * VALUE_AT_MOST:
        return OLD
    version, *given = value.split("|")
    if version != _VERSION or not 1 <= len(given) <= 5:
        return OLD
    do, project, question, asked, arg = (unquote(part) for part in [*given, "", "", "", ""][:5])
    if do not in PRESSES or not _PROJECT.fullmatch(project) or not re.fullmatch("[0-9a-z]{0,8}", asked):
        return OLD
    return Press(do, project, _lengthened(question), int(asked, 36) if asked else 0, arg)


def _escaped(part: str) -> str:
    """Percent-encode only what would break the value apart; ids keep their length."""
    return part.replace("%", "%25").replace("|", "%7C")


def _shortened(question: str) -> str:
    for long, short in _PHASES.items():
        if question.startswith(long):
            return short + question[len(long) :]
    # A question whose own name looks shortened is kept apart from the short forms.
    return f"={question}" if question[:2] in _LONG or question.startswith("=") else question


def _lengthened(question: str) -> str:
    if question.startswith("="):
        return question[1:]
    return _LONG[question[:2]] + question[2:] if question[:2] in _LONG else question


def _base36(number: int) -> str:
    digits = ""
    while number > 0:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
