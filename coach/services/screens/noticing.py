"""Something noticed in an answer: details that point to a person (nothing is kept), or one gentle line that quotes."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, message, text
from coach.services.screens.seeing import question
from coach.views import Message
from coach.words import ended, in_words, joined, quoted, safe
from dialogues.checks.privacy import Sighted, Sighting
from dialogues.checks.remark import Remark

_LOOKS_LIKE: dict[Sighted, str] = {
    "nhs_number": "an NHS number (ten digits)",
    "ni_number": "a National Insurance number",
    "record_number": "a record number",
    "date_of_birth": "a date of birth",
    "patient_name": "a patient's name",
    "titled_name": "somebody's name",
    "bed_and_age": "a bed with an age",
    "postcode": "a postcode",
    "phone": "a phone number",
    "email": "an e-mail address",
    "old_date": "an old date, perhaps of birth",
}
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def what_was_seen(found: Sequence[Sighting]) -> str:
    """Return what it looks like and in which line, never the words themselves."""
    many = max((one.line for one in found), default=1) > 1
    said = [f"{_LOOKS_LIKE[one.kind]}{f' in your {_place(one.line)} line' if many else ''}" for one in found[:3]]
    return joined(dict.fromkeys(said))


def _place(line: int) -> str:
    return _PLACES[line - 1] if 0 < line <= len(_PLACES) else f"{in_words(line)}th"


def not_kept(found: Sequence[Sighting], *, typed: bool) -> Message:
    """Return the words after details were stopped: none of it is kept; a typed message still stands in Slack.

    The same words without a message fit at a form's box: see `not_kept_words`.
    """
    still = (
        "Your message is still in Slack: please delete it (⋯ &gt; Delete message). Then send it again without that."
        if typed
        else "Write it again without that. A role or a rough time is enough."
    )
    return message(text(not_kept_words(found), still))


def not_kept_words(found: Sequence[Sighting]) -> str:
    """Return in one line what was stopped, for a form's box."""
    seen = what_was_seen(found) or "something that points to one person"
    return f"I kept none of it. It has what looks like {seen}, and others could read it here."


def remark(scene: Scene, wanted: str, found: Remark, note: int = 0) -> Message:
    """Return one gentle line on an answer, quoting the words that set it off; changing it is offered, never asked."""
    if wanted not in scene.dialogue.questions:
        return message(text(safe(found.ask)))
    start = f"You wrote {quoted(found.quoted, 80)}. " if found.quoted.strip() else ""
    add = question(scene, wanted).kind == "list"
    return message(
        text(f"{start}{ended(safe(found.ask))}"),
        controls(
            button(scene, "Change mine", "fix", wanted),
            button(scene, "Add a line", "answer", wanted) if add else None,
            button(scene, "Keep mine", "keep_mine", wanted, arg=str(note)) if note else None,
        ),
    )
