"""Who is with which partner: said by a person in one tap, or by the lead for somebody who has not; never demanded.

An answer to a question that each partner is asked stands beside the partner its writer was with when they gave it,
because the card told them so before they typed. Whoever says it later, by themselves, takes along what is not shown
yet; what has been shown stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.services import replies, screens
from coach.services.acts.pressing import Given
from coach.services.scenes import is_shared
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from dialogues import effects as e
from dialogues.overlays import asked_each
from storage import audit, notes
from storage.partners import LONGEST, MOST, partnership_of

if TYPE_CHECKING:
    from coach.services.desk import Desk

_SHOWN = frozenset({"contested", "settled"})
NO_NAME = (("name", "Write its name, or press Not now."),)


def is_each(desk: Desk, question: str) -> bool:
    """Whether each partner is asked this question, so that answers stand side by side."""
    scale = desk.state.scale
    return is_shared(scale) and bool(asked_each(desk.dialogue, question, scale))  # type: ignore[arg-type]


def kept(desk: Desk, effect: e.Keep) -> None:
    """An answer was kept: it stands beside its writer's partner, or beside the one it was given for in the room."""
    if not is_each(desk, effect.question):
        return
    known = partnership_of(*desk.where)
    mine = known.of.get(effect.by, "") if _speaks_for_itself(desk, effect) else ""
    if desk.speaks_for:
        _note(desk, notes.Side(effect.question, desk.speaks_for, (effect.answer,), warned=True))  # the room's own words
    elif mine:
        _note(desk, notes.Side(effect.question, mine, (effect.answer,), warned=known.few(mine)))


def _speaks_for_itself(desk: Desk, effect: e.Keep) -> bool:
    """Whether its writer speaks for their own partner: not for the room, and not somebody else's words."""
    return desk.state.way == "apart" and not effect.voice


def stood(desk: Desk, question: str) -> None:
    """Where people stand is shown: each beside the partner they were with when they said so."""
    cell = desk.state.cells.get(question)
    asked = desk.dialogue.questions.get(question)
    if asked is None or asked.mode != "consent" or cell is None or cell.status not in _SHOWN:
        return
    if not is_each(desk, question) or (cell.private and desk.state.way == "apart"):
        return
    said, known = notes.notes_of(*desk.where, notes.Partner), partnership_of(*desk.where)
    for note in notes.standing_positions(*desk.where):
        one = note.what
        if one.question == question and one.by not in ("", *cell.held) and note.pass_n == desk.state.pass_n:
            before = [each.what.partner for each in said if each.what.person == one.by and each.id < note.id]
            if before and before[-1]:
                few = known.few(before[-1])
                _note(desk, notes.Side(question, before[-1], (), one.stance, one.by, warned=few))


def choose(desk: Desk, given: Given) -> Reply:
    """One of the partners named so far, or "I'd rather not say" (-1)."""
    names = partnership_of(*desk.where).names
    place = int(given.press.arg) if given.press.arg.lstrip("-").isdecimal() else -1
    return say(desk, given.person, names[place] if 0 <= place < len(names) else "")


def write(desk: Desk, given: Given) -> Reply:
    """A partner picked or written in the form; a written one wins."""
    words = given.word("name") or given.word("partner")
    return say(desk, given.person, words) if words else Reply(errors=NO_NAME)


def typed(desk: Desk, given: Given) -> Reply:
    """Typed: "partner the council"."""
    return say(desk, given.person, given.press.arg)


def say(desk: Desk, person: str, words: str) -> Reply:
    """This person is with that partner from now on, and so is what they said that nobody has seen yet."""
    member = desk.state.team.get(person)
    if member is None or member.status == "left":
        raise replies.NOT_IN
    if not is_shared(desk.state.scale):
        return Reply(message=screens.partner_screens.not_shared(desk.scene))
    known = partnership_of(*desk.where)
    partner = known.known_as(words)
    if known.of.get(person) != partner or person not in known.own:
        _note(desk, notes.Partner(person, partner, person))
        audit.note(*desk.where, who=person, what="Partner", at=desk.at)
        _take_along(desk, person, partner)
        _look_anew(desk, person)
    return Reply(message=screens.partner_screens.said(desk.scene, person))


def _take_along(desk: Desk, person: str, partner: str) -> None:
    """What this person has said to open questions and nobody has seen yet."""
    for question, cell in desk.state.cells.items():
        if cell.status == "open" and is_each(desk, question) and desk.state.way == "apart":
            mine = tuple(
                one.id for one in desk.facts.of(question) if one.by == person and one.private and not one.voice
            )
            if mine:
                _note(desk, notes.Side(question, partner, mine, warned=partnership_of(*desk.where).few(partner)))


def save(desk: Desk, given: Given) -> Reply | None:
    """The lead names the partners, and who is with whom where they have not said so themselves."""
    if given.person not in {desk.state.lead, desk.state.second}:
        return Reply(message=screens.tell(desk.scene, given.person, "for_the_lead"))
    before = partnership_of(*desk.where)
    names = lines_of(given.word("names"))
    new = tuple(name for name in names[:MOST] if name.lower() not in {one.lower() for one in before.names})
    if new:
        _note(desk, notes.Partners(new))
    for person in desk.state.team:
        partner = given.word(f"with#{person}")
        if partner and person not in before.own and before.of.get(person, "") != partner:
            _note(desk, notes.Partner(person, before.known_as(partner), given.person))
            _look_anew(desk, person)
    audit.note(*desk.where, who=given.person, what="Partners", at=desk.at)
    desk.looks_anew()
    return Reply(message=screens.partner_screens.listed(desk.scene, given.person))


def named_at_start(desk: Desk, given: Given) -> None:
    """The partners named in the form to go deeper, one on each line."""
    names = lines_of(given.word("partners"))
    if names and is_shared(desk.state.scale):
        _note(desk, notes.Partners(names[:MOST]))
        desk.looks_anew()


def lines_of(words: str) -> tuple[str, ...]:
    """Names, one on each line, once each."""
    return tuple(dict.fromkeys(" ".join(line.split())[:LONGEST] for line in words.splitlines() if line.strip()))


def _look_anew(desk: Desk, person: str) -> None:
    """The cards of this person say from now on beside whose name their words stand."""
    desk.looks_anew()
    if desk.state.way == "apart":
        desk.send(Delivery("kept_cards", person=person), lane=f"{person}:kept")


def _note(desk: Desk, what: object) -> None:
    notes.keep_note(*desk.where, what, at=desk.at, pass_n=desk.state.pass_n)
