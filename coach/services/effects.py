"""Each effect of a turn has exactly one handler, and each handler writes rows; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coach.services.acts import partnering, tying
from coach.services.record import leaving, remarks
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from dialogues import effects as e
from dialogues.checks.sentences import all_words
from dialogues.machine import REVIEW
from storage import answers, facts, messages, notes, projects

if TYPE_CHECKING:
    from coach.services.desk import Desk

_WORDS = ("text", "reason", "what", "who", "found")
_STAYS = frozenset({"choose_now", "weighed_first", "not_yet_said"})
"""What waits for the lead stands in their DM, also when they brought it about: a reply could not be calmed later."""
_STATUS = {"joined": "here", "invited": "invited", "left": "left", "away": "away", "back": "here"}


def apply(desk: Desk, effect: e.Effect, place: str) -> None:
    """Do what one effect asks; `place` is its "turn.index". KeyError for an effect that nobody handles."""
    HANDLERS[type(effect)](desk, effect, place)


def _keep(desk: Desk, effect: e.Keep, place: str) -> None:
    cell = desk.state.cells.get(effect.question)
    question = desk.dialogue.questions.get(effect.question)
    known = desk.facts
    answers.keep_answer(
        *desk.where,
        effect,
        at=desk.at,
        pass_n=desk.state.pass_n,
        version=desk.dialogue.version,
        seen_by=cell.seen_by if cell else "names",
        record=question.record if question else "",
    )
    more = facts.with_answer(known, effect, desk.at, desk.state.pass_n)
    if more is not None:
        facts.hold(*desk.where, desk.state.pass_n, more)
    leaving.vouch(desk.where, all_words(effect.value), f"answer:{effect.answer}", desk.at, desk.state.pass_n)
    desk.kept.append((effect.question, effect.answer))
    partnering.kept(desk, effect)
    remarks.notice(desk, effect)
    tying.kept(desk, effect)


def _drop(desk: Desk, effect: e.Drop, place: str) -> None:
    answers.take_back(*desk.where, effect.answer, desk.at)


def _note(desk: Desk, effect: e.Effect, place: str) -> None:
    note = notes.keep_note(*desk.where, effect, at=desk.at, pass_n=desk.state.pass_n)
    if words := "\n".join(str(getattr(effect, name, "") or "") for name in _WORDS):
        leaving.vouch(desk.where, words, f"note:{note}", desk.at, desk.state.pass_n)


def _position(desk: Desk, effect: e.KeepPosition, place: str) -> None:
    _note(desk, effect, place)
    partnering.stood(desk, effect.question)


def _team(desk: Desk, effect: e.KeepTeam, place: str) -> None:
    if effect.change in {"lead", "second"}:
        session, workspace, project = desk.where
        changed: dict[str, Any] = {effect.change: effect.person}
        projects.change_project(session, workspace, project, **changed)
        if effect.change == "lead":
            _panels_over(desk)
        return
    projects.put_member(*desk.where, effect.person, _STATUS[effect.change], until=effect.until)
    if effect.change in {"joined", "left"} and desk.state.turn > 1:
        desk.send(Delivery("greeted", person=effect.person))


def _panels_over(desk: Desk) -> None:
    """Whoever led before keeps no panel that looks like the lead's."""
    for posted in messages.messages_of(*desk.where, "panel:"):
        person = posted.slot.rpartition(":")[2]
        if person != desk.state.lead:
            desk.send(Delivery("panel", person=person, code="over"))


def _choice(desk: Desk, effect: e.KeepChoice, place: str) -> None:
    """What was taken is kept; the picks that everybody saw say so, and offer no choosing any more."""
    _note(desk, effect, place)
    weighing = next((one.id for one in desk.dialogue.questions.values() if one.second_of == effect.question), "")
    for question in filter(None, (effect.question, weighing)):
        if messages.messages_of(*desk.where, f"reveal:{question}:{desk.state.pass_n}:"):
            desk.send(Delivery("reveal", question=question, pass_n=desk.state.pass_n))


def _ask(desk: Desk, effect: e.Ask, place: str) -> None:
    together = desk.state.way == "together"
    desk.card(needed=together or desk.state.way == "alone")
    if not together:
        for person in effect.people:
            desk.cards(person)


def _reveal(desk: Desk, effect: e.Reveal, place: str) -> None:
    answers.show(*desk.where, effect.question)
    partnering.stood(desk, effect.question)
    desk.send(Delivery("reveal", question=effect.question, pass_n=desk.state.pass_n))


def _added(desk: Desk, effect: e.Added, place: str) -> None:
    answers.show(*desk.where, effect.question, but=effect.but)
    partnering.stood(desk, effect.question)
    desk.send(Delivery("reveal", question=effect.question, pass_n=desk.state.pass_n))


def _summarise(desk: Desk, effect: e.Summarise, place: str) -> None:
    if not effect.edit:
        remarks.look_back(desk, effect.what)
    desk.send(Delivery("summary", what=effect.what, pass_n=effect.pass_n))
    if effect.edit and effect.what == "round" and desk.state.walk == REVIEW and effect.pass_n == desk.state.pass_n:
        desk.send(_round_done(desk))  # what it says of the yes to the try must hold as long as it stands


def _round_done(desk: Desk) -> Delivery:
    """The end of this round: one message a round, changed in place."""
    return Delivery("announce", code="round_done", once=f"round_done:{desk.state.pass_n}")


def _where(desk: Desk, effect: e.WhereWeWere, place: str) -> None:
    since = effect.since.isoformat() if effect.since else ""  # by the time it is sent, somebody has just acted
    desk.send(Delivery("where_we_were", about=since, once=place), lane=desk.card_lane())  # an old card comes below it


def _refresh(desk: Desk, effect: e.Refresh, place: str) -> None:
    desk.refresh(effect.people)


def _tell(desk: Desk, effect: e.Tell, place: str) -> None:
    stays = effect.code in _STAYS and desk.state.way == "apart"
    if effect.person == desk.person and not stays:
        desk.told.append(effect)
        return
    kind = "nudge" if effect.code == "nudge" else "tell"
    desk.send(Delivery(kind, effect.person, effect.question, effect.code, effect.about, once=place))


def _announce(desk: Desk, effect: e.Announce, place: str) -> None:
    done = effect.code == "round_done"
    desk.send(_round_done(desk) if done else Delivery("announce", code=effect.code, about=effect.about, once=place))


def _welcome(desk: Desk, effect: e.Welcome, place: str) -> None:
    if not desk.scene.channel or desk.state.turn <= 1:
        desk.send(Delivery("welcome"))
    # in the room everybody reads the one card; a first message of one's own comes when one is asked alone
    for person in effect.people if desk.state.way != "together" else ():
        if person != desk.state.lead:
            desk.send(Delivery("first_dm", person=person))


def _remind(desk: Desk, effect: e.RemindAt, place: str) -> None:
    payload: dict[str, object] = {"kind": effect.kind, "asked": effect.asked}
    payload |= {"question": effect.question, "about": effect.about}
    outbox.remind(*desk.where, effect.key, effect.at, payload, desk.at)


def _forget(desk: Desk, effect: e.Forget, place: str) -> None:
    outbox.forget(*desk.where, effect.key, desk.at)


def _round_closed(desk: Desk, effect: e.RoundClosed, place: str) -> None:
    notes.keep_note(*desk.where, notes.Round(effect.pass_n, desk.snapshot()), at=desk.at, pass_n=effect.pass_n)
    alone = desk.state.way == "alone"  # the summary comes to the same place, and comes first
    offer = Delivery("check_in_offer", person=desk.state.lead)
    outbox.tell_once(*desk.where, offer, desk.at, lane="room" if alone else None)


HANDLERS: dict[type[e.Effect], Callable[[Desk, Any, str], None]] = {
    e.Keep: _keep,
    e.Drop: _drop,
    e.KeepPosition: _position,
    e.KeepGap: _note,
    e.KeepChoice: _choice,
    e.KeepOverride: _note,
    e.KeepLine: _note,
    e.KeepJoin: _note,
    e.KeepStep: _note,
    e.KeepEnding: _note,
    e.KeepTeam: _team,
    e.Ask: _ask,
    e.Reveal: _reveal,
    e.Added: _added,
    e.Summarise: _summarise,
    e.WhereWeWere: _where,
    e.Refresh: _refresh,
    e.Tell: _tell,
    e.Announce: _announce,
    e.Welcome: _welcome,
    e.RemindAt: _remind,
    e.Forget: _forget,
    e.RoundClosed: _round_closed,
}
