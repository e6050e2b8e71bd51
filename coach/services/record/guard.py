"""The privacy guard at the door: words that could point to one patient are stopped before anything is kept.

Nothing of stopped words is kept, logged or sent on: not the words, not a hash of them. Saying "that's not about a
patient" lets the next words of that person through once, within ten minutes; so does editing the stopped message until
it is clean. Bare names cannot be seen; what is said says so. The way out is guarded by `leaving`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from coach.inbound import AddMessage, Commanded, Inbound, Pressed, Said, Submitted
from coach.services.finding import looks_like_a_person
from coach.services.screens.replying.kept_out import WHAT_COUNTS, Door, at_box, kept_out
from coach.services.typed_words import meant_for
from coach.views import Form, Message, Press, Reply
from dialogues.checks.privacy import Sighting, scan
from storage import people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger("coach")
PASS, STOPPED = "guard_pass", "guard_stopped"
PASS_LASTS = timedelta(minutes=10)
STAFF_BOXES = frozenset({"approver", "caller", "owner", "tell", "leads", "does", "asked", "told", "person"})
"""Boxes that ask for somebody at work, whose name, phone or address may be right."""
STAFF_WHO = frozenset({"who", "agree.actions#who", "create.involve#who", "agree.tell#who"})
"""Of the boxes called "who", those that ask for somebody at work."""
_FINE_OF_STAFF = frozenset({"titled_name", "email", "phone"})


def stopped(session: Session, inbound: Inbound, now: datetime) -> Reply | None:
    """Return the private words for somebody whose words must not be kept; None when all is well."""
    found = _found(inbound, now.date())
    if not found:
        return None
    if _passes(session, inbound, now):
        LOG.info("said_not_a_patients kinds=%s", _kinds(found))
        return None
    LOG.info("kept_out door=%s kinds=%s", type(inbound.what).__name__, _kinds(found))
    if isinstance(inbound.what, Submitted):
        _let_through(session, inbound, now, _form(inbound))
        return Reply(errors=tuple({box: at_box(sighting) for box, sighting in reversed(found)}.items()))
    if isinstance(inbound.what, Said):
        _note_stopped(session, inbound, inbound.what, now)
    return Reply(message=kept_out(found[0][1], _door(inbound)))


def instead_of_form(session: Session, inbound: Inbound, now: datetime) -> Form | None:
    """Return a page to read in place of a form that would open with words that must not be kept; reads only."""
    found = _found(inbound, now.date())
    if not found or _has_pass(session, inbound, now):
        return None
    LOG.info("kept_out door=form kinds=%s", _kinds(found))
    said = kept_out(found[0][1], _door(inbound))
    return Form(Press("status"), "Not saved", parts=said.parts, submit="", close="Close")


def mended(session: Session, inbound: Inbound, what: Said) -> dict[str, str] | None:
    """What the stopped message was for, once it was edited until it was clean: it is then read as if it were new, once.

    None for any other message: an edit of what was kept amends it.
    """
    found = _stopped_before(session, inbound)
    if what.how != "edited" or found.get("ts") != what.ts:
        return None
    people.set_setting(session, inbound.workspace, inbound.person, STOPPED, None)
    return found


def _note_stopped(session: Session, inbound: Inbound, what: Said, now: datetime) -> None:
    """Note which message was stopped and what it was for; one that was kept before and edited since is no new one."""
    if what.how != "new":
        return
    meant = {"ts": what.ts, **meant_for.noted(session, inbound, what.text, now)}
    people.set_setting(session, inbound.workspace, inbound.person, STOPPED, meant)


def _stopped_before(session: Session, inbound: Inbound) -> dict[str, str]:
    known = people.person_of(session, inbound.workspace, inbound.person)
    found = known.settings.get(STOPPED) if known else None
    return dict(found) if isinstance(found, dict) else {"ts": str(found or "")}


def not_a_patient(session: Session, inbound: Inbound, now: datetime) -> Reply:
    """Take somebody's word that it was no patient's: the next words pass once, within ten minutes."""
    _let_through(session, inbound, now)
    return Reply(message=Message("Thank you. Send it once more and I'll keep it this time."), replace=True)


def what_counts() -> Reply:
    """Say what is stopped, and what cannot be seen."""
    return Reply(message=Message(WHAT_COUNTS))


def _found(inbound: Inbound, today: date) -> list[tuple[str, Sighting]]:
    return [(box, sighting) for box, text in _words(inbound) for sighting in _seen(box, text, today)]


def _words(inbound: Inbound) -> Iterator[tuple[str, str]]:
    what = inbound.what
    if isinstance(what, Submitted):
        for box, value in what.boxes.items():
            every = value if isinstance(value, list) else [value]
            yield from ((box, one) for one in every if isinstance(one, str) and not looks_like_a_person(one))
    elif isinstance(what, Said | Commanded | AddMessage):
        yield "", what.text
    elif isinstance(what, Pressed):
        yield "", what.picked


def _seen(box: str, text: str, today: date) -> tuple[Sighting, ...]:
    found = scan(text, today)
    if found and _of_staff(box):
        return tuple(one for one in found if one.kind not in _FINE_OF_STAFF)
    return found


def _of_staff(box: str) -> bool:
    question, _, rest = box.partition("#")
    field = rest.partition("#")[0]
    name = f"{question}#{field}" if field else question
    return (field or question) in STAFF_BOXES or name in STAFF_WHO


def _kinds(found: Iterable[tuple[str, Sighting]]) -> str:
    return ",".join(sorted({sighting.kind for _, sighting in found}))


def _door(inbound: Inbound) -> Door:
    what = inbound.what
    if isinstance(what, Said):
        return "edited" if what.how == "edited" else "typed"
    if isinstance(what, AddMessage):
        return "shortcut"
    return "command" if isinstance(what, Commanded) else "other"


def _form(inbound: Inbound) -> str:
    """The form that was sent, as its pass names it: saving it once more is a word for this form alone."""
    press = inbound.what.press if isinstance(inbound.what, Submitted) else Press("")
    return f"{press.do}:{press.project}:{press.question}"


def _has_pass(session: Session, inbound: Inbound, now: datetime) -> bool:
    known = people.person_of(session, inbound.workspace, inbound.person)
    until, _, form = str(known.settings.get(PASS) or "" if known else "").partition("|")
    return bool(until) and now <= datetime.fromisoformat(until) and form in ("", _form(inbound))


def _passes(session: Session, inbound: Inbound, now: datetime) -> bool:
    if passes := _has_pass(session, inbound, now):
        people.set_setting(session, inbound.workspace, inbound.person, PASS, None)
    return passes


def _let_through(session: Session, inbound: Inbound, now: datetime, form: str = "") -> None:
    until = f"{(now + PASS_LASTS).isoformat()}|{form}"
    people.set_setting(session, inbound.workspace, inbound.person, PASS, until)
