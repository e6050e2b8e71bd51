"""What is said when words could point to one patient: the kind alone, never the words; nothing of them was kept."""

from __future__ import annotations

from typing import Literal

from coach.services.screens.build import message, note, text
from coach.views import Button, Controls, Message, Press
from dialogues.checks.privacy import Sighted, Sighting

Door = Literal["typed", "edited", "command", "shortcut", "other"]
_NAMED: dict[Sighted, str] = {
    "nhs_number": "an NHS, CHI or H&amp;C number",
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
NOTHING_KEPT = "I've kept none of it."
CANNOT_SEE = "I can't see a bare name, so please leave those out yourself."
WHAT_COUNTS = (
    "I stop what could point to one patient: NHS, CHI and H&amp;C numbers, National Insurance and hospital numbers, "
    "dates of birth, names with a title, an age with a bed, full postcodes, phone numbers and e-mail addresses. "
    f"{CANNOT_SEE}"
)
_STILL: dict[Door, str] = {
    "typed": "Your message is still in Slack: please delete it (⋯ &gt; Delete message). Or take that out "
    "(⋯ &gt; Edit message), and I'll read it again.",
    "edited": "Your message stands in Slack as you changed it: please delete it (⋯ &gt; Delete message), or take that "
    "out (⋯ &gt; Edit message). What I had before stays.",
    "command": "Nobody else saw it. Please try again without that.",
    "shortcut": "The message is still in Slack. Whoever wrote it can delete it (⋯ &gt; Delete message) and say it "
    "again without that.",
    "other": "Please try again without that.",
}


def kept_out(found: Sighting, door: Door) -> Message:
    """Return the private words for somebody whose words were not kept: the kind, what to do, and the way round."""
    line = f", in line {found.line}" if found.line > 1 else ""
    row = Controls(
        (
            Button("That's not a patient's", Press("not_patient")),
            Button("What counts?", Press("what_counts")),
        )
    )
    return message(
        text(f"I haven't saved that. It has something that looks like {_NAMED[found.kind]}{line}."),
        text(_STILL[door]),
        row,
        note(NOTHING_KEPT, CANNOT_SEE),
    )


def at_box(found: Sighting) -> str:
    """Return the words at a form's box; plain text, as forms show it."""
    kind = _NAMED[found.kind].replace("&amp;", "&")
    return (
        f"This has something like {kind}, in line {found.line}. {NOTHING_KEPT} Please take "
        "it out. If it isn't about a patient, press Save once more."
    )
