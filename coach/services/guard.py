"""The privacy guard at the door: words that could point to one patient are stopped before anything is kept.

Nothing of stopped words is kept, logged or sent on: not the words, not a hash of them. Saying "that's not about a
patient" lets the next words of that person through once, within ten minutes. Bare names cannot be seen; the help
says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from coach.inbound import AddMessage, Commanded, Inbound, Pressed, Said, Submitted
from coach.views import Button, Controls, Message, Note, Press, Reply, Text
from dialogues.checks.privacy import Sighted, Sighting, scan
from storage import people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PASS = "guard_pass"
PASS_LASTS = timedelta(minutes=10)
STAFF_BOXES = frozenset(
    {"approver", "caller", "owner", "who", "tell", "leads", "does", "asked", "told", "person", "voice", "raised_by"}
)
_FINE_OF_STAFF = frozenset({"titled_name", "email", "phone"})
_NAMED: dict[Sighted, str] = {
    "nhs_number": "an NHS, CHI or H&C number",
    "ni_number": "a National Insurance number",
    "record_number": "a hospital or record number",
    "date_of_birth": "a date of birth",
    "patient_name": "the name of somebody cared for",
    "titled_name": "a name with a title, like Mr or Mrs",
    "bed_and_age": "an age with a bed or room",
    "postcode": "a full postcode",
    "phone": "a phone number",
    "email": "an e-mail address",
    "old_date": "a full date from long ago, perhaps of birth",
}
WHAT_COUNTS = (
    "I stop what could point to one patient: NHS, CHI and H&C numbers, National Insurance and hospital numbers, dates "
    "of birth, names with a title, an age with a bed, full postcodes, phone numbers and e-mail addresses. I can't see "
    "a bare name, so please leave those out yourself."
)


def stopped(session: Session, inbound: Inbound, now: datetime) -> Reply | None:
    """Return the private words for somebody whose words must not be kept; None when all is well."""
    found = [(box, sighting) for box, text in _words(inbound) for sighting in _seen(box, text, now.date())]
    if not found or _passes(session, inbound, now):
        return None
    if isinstance(inbound.what, Submitted):
        _let_through(session, inbound, now)
        return Reply(errors=tuple({box: _at_box(sighting) for box, sighting in reversed(found)}.items()))
    return Reply(message=_words_for(found[0][1], inbound))


def not_a_patient(session: Session, inbound: Inbound, now: datetime) -> Reply:
    """Take somebody's word that it was no patient's: the next words pass once, within ten minutes."""
    _let_through(session, inbound, now)
    return Reply(message=Message("Thank you. Send it once more and I'll keep it this time."), replace=True)


def what_counts() -> Reply:
    """Say what is stopped, and what cannot be seen."""
    return Reply(message=Message(WHAT_COUNTS))


def _words(inbound: Inbound) -> Iterator[tuple[str, str]]:
    what = inbound.what
    if isinstance(what, Submitted):
        for box, value in what.boxes.items():
            if isinstance(value, str):
                yield box, value
    elif isinstance(what, Said | Commanded | AddMessage):
        yield "", what.text
    elif isinstance(what, Pressed):
        yield "", what.picked


def _seen(box: str, text: str, today: date) -> tuple[Sighting, ...]:
    found = scan(text, today)
    if box.rpartition("#")[2] in STAFF_BOXES:
        return tuple(one for one in found if one.kind not in _FINE_OF_STAFF)
    return found


def _passes(session: Session, inbound: Inbound, now: datetime) -> bool:
    known = people.person_of(session, inbound.workspace, inbound.person)
    until = known.settings.get(PASS) if known else None
    if not until:
        return False
    people.set_setting(session, inbound.workspace, inbound.person, PASS, None)
    return now <= datetime.fromisoformat(until)


def _let_through(session: Session, inbound: Inbound, now: datetime) -> None:
    people.set_setting(session, inbound.workspace, inbound.person, PASS, (now + PASS_LASTS).isoformat())


def _at_box(sighting: Sighting) -> str:
    return (
        f"This has something like {_NAMED[sighting.kind]}, in line {sighting.line}. I've kept none of it. Please take "
        "it out. If it isn't about a patient, press Save once more."
    )


def _words_for(sighting: Sighting, inbound: Inbound) -> Message:
    line = f", in line {sighting.line}" if sighting.line > 1 else ""
    words = f"I haven't saved that. It has something that looks like {_NAMED[sighting.kind]}{line}."
    slack = "Your message is still in Slack: please delete it (⋯ > Delete message). Then send it again without that."
    if isinstance(inbound.what, Commanded | AddMessage):
        slack = "Please try again without that."
    row = Controls(
        (
            Button("That's not a patient's", Press("not_patient")),
            Button("What counts?", Press("what_counts")),
        )
    )
    return Message(f"{words}\n{slack}", (Text(words), Text(slack), row, Note("I've kept none of it.")))
