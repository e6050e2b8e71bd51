"""Every kind of delivery and how it is shown: which screen, in which slot, where."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coach.services import screens
from coach.services.acts import expecting, tool_offers
from coach.services.check_in import sends as check_in_sends
from coach.services.coming_due import afterwards, nudges
from coach.services.record.exporting import exported
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.leading import panels
from coach.services.screens.replying import telling
from coach.services.sending import digests, outbox
from coach.services.sending.cards import FIRST, card_slot, keep_cards, show_cards
from coach.services.sending.copies import take_away
from coach.services.sending.greeted import greeted
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import OLD, Sender
from coach.views import Message
from coach.words import safe
from dialogues.model import PHASES
from storage import conversations, messages, notes, projects, work
from storage.messages import Posted


def room_of(sender: Sender, scene: Scene) -> str:
    """Where the team is: the channel; for somebody alone, the DM."""
    return scene.channel if scene.channel and scene.state.way != "alone" else sender.dm(scene.state.lead)


def _welcome(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    alone = scene.state.way == "alone" or not scene.channel
    message = screens.welcome_alone(scene) if alone else screens.welcome(scene)
    sender.show("welcome", room_of(sender, scene), message)


def _card(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    if scene.state.status == "closed" and sender.posted(card_slot(scene.state, scene.dialogue)) is None:
        return
    channel, slot = room_of(sender, scene), card_slot(scene.state, scene.dialogue)
    standing = sender.posted(slot)
    if standing is not None and delivery.code == "below":
        return _below(sender, scene, standing, delivery.question)
    if standing is not None and scene.state.way == "alone" and _waits(sender, scene, "below"):
        return None  # changed where it stands, it would stand there twice
    if standing is None and delivery.code != FIRST and _waits(sender, scene, FIRST):
        return None  # of a round or phase that has begun since: it comes below what is said of the one before
    needed = delivery.code == "needed" or (scene.state.way == "together" and delivery.code != "still")
    if standing is not None and needed and seeing.current_card(scene) and is_old(standing.posted_at, scene):
        fresh = sender.show(slot, channel, screens.card(scene), anew=True)
        sender.shrink(replace(standing, slot=OLD + standing.ts), screens.old_card(scene, sender.link(fresh)))
        return None
    posted = sender.show(slot, channel, screens.card(scene))
    if standing is None:
        _shrink_earlier(sender, scene, posted)
    return None


def _waits(sender: Sender, scene: Scene, code: str) -> bool:
    """Whether the card is about to come in another way: below typed words, or for the first time."""
    with sender.room.transactions.read() as session:
        waiting = work.open_keys(session, scene.workspace, scene.project)
    return any((one := outbox.from_key(key)) and (one.kind, one.code) == ("card", code) for key in waiting)


def _below(sender: Sender, scene: Scene, standing: Posted, question: str) -> None:
    """Somebody alone typed: the card moves below their words, and where it stood is the echo of what they said.

    The echo is a delivery of its own: it may have to wait for Slack's limits, and this one must not be done twice.
    """
    sender.show(standing.slot, standing.channel, screens.card(scene), anew=True)
    echo = Delivery("echo", person=scene.state.lead, question=question, code=standing.ts)
    with sender.room.transactions.write() as session:
        outbox.send(session, scene.workspace, scene.project, echo, sender.room.clock.now())


def _echo(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Where the card of somebody alone stood before: what they said; nothing while that card goes on further down."""
    channel, at = sender.dm(delivery.person), sender.room.clock.now()
    if set(seeing.card_of(scene, delivery.question)) & set(seeing.current_card(scene)):
        sender.remove(channel, delivery.code)
        with sender.room.transactions.write() as session:
            messages.forget_message(session, scene.workspace, scene.project, OLD + delivery.code)
        return
    before = Posted(scene.workspace, scene.project, OLD + delivery.code, channel, delivery.code, at, "")
    sender.shrink(before, screens.answered(scene, delivery.person, delivery.question))


def _shrink_earlier(sender: Sender, scene: Scene, posted: Posted) -> None:
    """The card of the phase or round before becomes one line with a link to the new one."""
    with sender.room.transactions.read() as session:
        cards = messages.messages_of(session, scene.workspace, scene.project, "card:")
    for old in cards[-2:]:
        if old.slot != posted.slot and old.channel == posted.channel:
            sender.shrink(old, screens.old_card(scene, sender.link(posted)))


def is_old(posted_at: datetime, scene: Scene) -> bool:
    """Whether a message is over a working day old: the same hour of the next weekday has passed."""
    then = posted_at.astimezone(ZoneInfo(scene.state.zone)) + timedelta(days=1)
    while then.weekday() >= 5:
        then += timedelta(days=1)
    return scene.now > then


def _panel(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    lead = scene.state.lead
    if delivery.code == "over":
        stood = sender.posted(f"panel:{delivery.person}")
        if stood is not None and delivery.person != lead:
            sender.show(stood.slot, stood.channel, panels.handed_on(scene))
        return
    sender.show(f"panel:{lead}", sender.dm(lead), screens.panel(scene))


def _reveal(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    channel, thread = room_of(sender, scene), _thread(sender, scene)
    for n, message in enumerate(screens.reveal(scene, delivery.question)):
        slot = f"reveal:{delivery.question}:{delivery.pass_n}:{n}"
        sender.show(slot, channel, message, thread=thread, broadcast=bool(thread) and n == 0)


def _thread(sender: Sender, scene: Scene) -> str:
    """The thread under the card; somebody alone has none."""
    if scene.state.way == "alone" or not scene.channel:
        return ""
    card = sender.posted(card_slot(scene.state, scene.dialogue)) or _latest_card(sender, scene)
    return card.ts if card and card.channel == scene.channel else ""


def _latest_card(sender: Sender, scene: Scene) -> Posted | None:
    """The card of the phase or round before: while the next is on its way, what was asked there belongs under it."""
    with sender.room.transactions.read() as session:
        cards = messages.messages_of(session, scene.workspace, scene.project, "card:")
    return cards[-1] if cards else None


def _summary(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    channel, what, pass_n = room_of(sender, scene), delivery.what, delivery.pass_n
    in_thread = scene.state.depth == "quick" and what in PHASES and pass_n == scene.state.pass_n
    linked = replace(scene, links=_links(sender, scene))
    thread = _thread(sender, scene) if in_thread else ""
    sender.show(f"summary:{what}:{pass_n}", channel, screens.summary(linked, what, pass_n), thread=thread)
    text = screens.summary_text(scene, what, pass_n)
    with sender.room.transactions.write() as session:
        conversations.lock(session, scene.workspace, scene.project)
        kept = notes.notes_of(session, scene.workspace, scene.project, notes.Summary)
        if not kept or kept[-1].what != notes.Summary(what, text):
            summary = notes.Summary(what, text)
            notes.keep_note(session, scene.workspace, scene.project, summary, at=scene.now, pass_n=pass_n)


def _links(sender: Sender, scene: Scene) -> dict[str, str]:
    """Links to what was revealed this round, by slot: a summary's labels lead to the answers."""
    with sender.room.transactions.read() as session:
        shown = messages.messages_of(session, scene.workspace, scene.project, "reveal:")
    ends = f":{scene.state.pass_n}:0"
    return {posted.slot: sender.link(posted) for posted in shown if posted.slot.endswith(ends)}


def _where(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    since = datetime.fromisoformat(delivery.about) if delivery.about else None
    sender.show(f"where:{delivery.once}", room_of(sender, scene), screens.where_we_were(scene, since))


_OF_A_TEAM = frozenset({"joined", "left", "new_lead", "nobody_left"})


def _announce(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    if scene.state.way == "alone" and delivery.code in _OF_A_TEAM:
        return  # who comes and goes is news for others
    message = screens.announce(scene, delivery.code, delivery.about)
    sender.show(f"announce:{delivery.once}", room_of(sender, scene), message)


def _tell(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Words for one person; what was held back over a leave or a quiet time may be settled by now."""
    if not telling.still_holds(scene, delivery.code, delivery.question, delivery.about):
        return
    message = screens.tell(scene, delivery.person, delivery.code, delivery.question, delivery.about)
    _privately(sender, delivery, message)
    afterwards.posted(sender, scene, delivery.person)


def _lead_told(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    _privately(sender, delivery, screens.lead_told(scene, delivery.code, delivery.about))


def _privately(sender: Sender, delivery: Delivery, message: Message) -> None:
    sender.show(afterwards.slot_of(delivery), sender.dm(delivery.person), message)


def _first_dm(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Once, to somebody who was named; not to one who has said yes or no since it was put off."""
    member = scene.state.team.get(delivery.person)
    if member is None or member.status != "invited":
        return
    slot = f"first:{delivery.person}:{delivery.once}"
    sender.show(slot, sender.dm(delivery.person), screens.first_dm(scene, delivery.person))


def _cards(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    show_cards(sender, scene, delivery.person, go_on=delivery.code == "go")


def _kept_cards(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    keep_cards(sender, scene, delivery.person)


def _page(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The page goes to the one who asked for it, as a file."""
    content = screens.summary_page(scene, delivery.what, delivery.pass_n)
    file = re.sub(r"[^\w -]", "", scene.name).strip()[:60] or "summary"
    message = Message(f"{safe(scene.name)}: the page", attach=(f"{file}.html", content))
    _privately(sender, delivery, message)


def _asking_card(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """One question on paper, for the one who asked for it."""
    content = screens.card_page(scene, delivery.question, delivery.what, delivery.about)
    file = f"card-{delivery.question.split('.')[-1]}-{delivery.what}.html"
    _privately(sender, delivery, Message(f"{safe(scene.name)}: a card to print", attach=(file, content)))


def _pass_on(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """A summary sent to somebody who need not be in the project."""
    shown = screens.passed_on(scene, delivery.what, delivery.pass_n, delivery.about, delivery.person)
    _privately(sender, delivery, shown)


def _export(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The project as a file, for the one who asked."""
    with sender.room.transactions.read() as session:
        project = projects.project_of(session, scene.workspace, scene.project)
        if project is None:
            return
        name, content = exported(
            session, project, delivery.what, now=scene.now, run_by=scene.run_by, bands=sender.room.bands
        )
    _privately(sender, delivery, Message(f"{safe(scene.name)}: {name}", attach=(name, content)))


KINDS: dict[str, Callable[[Sender, Scene, Delivery], None]] = {
    **check_in_sends.KINDS,
    **expecting.KINDS,
    **tool_offers.KINDS,
    "welcome": _welcome,
    "card": _card,
    "echo": _echo,
    "panel": _panel,
    "reveal": _reveal,
    "summary": _summary,
    "where_we_were": _where,
    "announce": _announce,
    "tell": _tell,
    "lead_told": _lead_told,
    "first_dm": _first_dm,
    "asking_card": _asking_card,
    "greeted": greeted,
    "nudge": nudges.answer_nudge,
    afterwards.KIND: afterwards.over,
    nudges.STEP: nudges.step_nudge,
    nudges.BACK: nudges.back_nudge,
    digests.KIND: digests.digest,
    digests.WELCOME: digests.welcome_back,
    "cards": _cards,
    "kept_cards": _kept_cards,
    "page": _page,
    "pass_on": _pass_on,
    "export": _export,
    "spare": take_away,
}
