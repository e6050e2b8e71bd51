"""Words to the coach and not for the record, typed where a question waits: a question back, "ask Asha", "same as Tom".

Each is answered, and held, so that it can still be kept as it was written: nobody's words are lost to a rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import finding
from coach.services.desk import Desk
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.build import name
from coach.services.screens.replying import asides as screen
from coach.services.screens.seeing import question
from coach.services.typed_words import commanding, held, meaning
from coach.services.typed_words.loosely import plainer
from coach.services.typed_words.spoken import command_of, tidy
from coach.views import Message, Reply
from storage.answer_order import in_order

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PLAIN = frozenset({"text", "fields", "list"})
_SAID_BEFORE = re.compile(
    r"(?:but )?(?:i|ive|we|weve)?(?: have| did)? ?(?:already|just) (?:answered|said|told you|done|did|filled in)"
    r"(?: (?:this|that|it|this one|that one|these|so))?(?: already)?|asked and answered"
)
_SAME = re.compile(
    r"(?:the )?same (?:as|like) (?P<who>[\w .-]{2,40}?)(?: said)?|what (?P<who2>[\w.-]{2,20}) said|ditto|as above"
)
_ASK = re.compile(
    r"(?:you(?:d better| should| could| need to| better) )?(?:better )?ask (?P<who>[\w .-]{2,40}?)"
    r"(?: about (?:it|that|this))?"
)
_TO_ME = re.compile(
    r"(?:(?:so|but|sorry|ok|um|er|wait|hang on|dont know)[ ,]+)*"
    r"(?:what counts\b|what(?:s| is| are| does| do) (?:a|an|the|this|that|it|your|you|counts)\b|do you\b"
    r"|does (?:this|that|it)\b|is (?:this|that|it)\b|are (?:you|these)\b|(?:should|can|am|must|shall) i\b"
    r"|who (?:is this|are you|sees|will see|reads|else)\b|which (?:one|ones)\b|why (?:do|are|would) you\b"
    r"|how many\b|how (?:do|should|long|much) (?:i|we|you|have|is|does|should)\b)"
)
_LESS = re.compile(
    r"(?:please )?(?:stop|quit) (?:messaging|asking|bothering|texting|pinging|spamming|writing to)(?: me)?"
    r"|leave me (?:alone|be)|no more (?:messages|questions)|go away|unsubscribe|too many messages"
    r"|(?:youre |you are |ur )?(?:bugging|annoying) me"
)
SHOUTED = frozenset({"STOP", "STOP ALL", "STOPALL", "UNSUBSCRIBE"})
"""What ends messages on a phone: here it may mean three things, so each is offered."""
_LONGEST = 140


def less(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Somebody wants to hear less, or nothing: what there is for that; None when they say something else."""
    if not inbound.place.dm or not (_LESS.fullmatch(_bare(what.text)) or what.text.strip(" .!") in SHOUTED):
        return None
    scenes = finding.scenes_of(session, room, finding.meant(session, inbound))
    here = [one for one in scenes if _takes_part(one.state.team.get(inbound.person))]
    return Reply(message=screen.less(here, inbound.person)) if here else None


def _takes_part(member: object) -> bool:
    return getattr(member, "status", "left") != "left"


def said(desk: Desk, inbound: Inbound, what: Said, wanted: str) -> Reply | None:
    """Answer words that are to the coach and no answer to this question; None when they are one, or may well be."""
    bare, scene = _bare(what.text), desk.scene
    if len(bare) > _LONGEST or "\n" in what.text.strip():
        return None
    if _SAID_BEFORE.fullmatch(bare):
        return Reply(message=screen.said_before(scene, inbound.person, wanted))
    if question(scene, wanted).kind not in _PLAIN or question(scene, wanted).mode == "consent":
        return None
    made = _made(desk, bare, what.text, wanted, inbound.person)
    if made is None:
        return None
    kept = held.hold(desk, what.text, what.ts, inbound.place.channel, wanted)
    return Reply(message=screen.or_keep(scene, wanted, kept, made))


def back(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Apart, going back is looking at what one said last where the DM asked last, to change it; None elsewhere."""
    found = _asked_last(room, session, inbound) if command_of(what.text) == "back" else None
    if found is None:
        return None
    scene, person = found[0], inbound.person
    own = [kept for every in scene.facts.answers.values() for kept in every if kept.by == person]
    if not own:
        return None
    last = max(own, key=lambda kept: (kept.at, in_order(kept.id)))
    return Reply(message=screen.to_change(scene, person, last.question))


def too_soon(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """That's all, while words wait to be told where they go: "nothing to add" would be untrue. They are asked after."""
    found = _asked_last(room, session, inbound) if command_of(what.text) == "thats_all" else None
    if found is None:
        return None
    (scene, cards), person = found, inbound.person
    last = commanding.current_question(scene, person, cards[-1])
    opened = scene.state.cells[last].asked_at if last else None
    waiting = held.unplaced(session, inbound.workspace, person, scene.project, opened) if opened else []
    if not waiting or any(kept.by == person for kept in scene.facts.of(last)):
        return None
    name_of, text = waiting[-1]
    return Reply(message=screen.first_this(scene, name_of, text, meaning.may_mean(scene, person, cards, text, last)))


def _asked_last(room: Room, session: Session, inbound: Inbound) -> tuple[Scene, list[str]] | None:
    """The project that asked last in this DM, where each answers in their own time, and its cards here."""
    shown = meaning.cards_here(session, inbound)
    found = finding.scene_named(session, room, inbound.workspace, list(shown)[-1]) if shown else ()
    return (found[0], shown[found[0].project]) if found and found[0].state.way == "apart" else None


def _made(desk: Desk, bare: str, text: str, wanted: str, person: str) -> Message | None:
    if desk.state.way != "alone":
        if (same := _SAME.fullmatch(bare)) is not None:
            return screen.same(desk.scene, wanted, same["who"] or same["who2"] or "")
        if (ask := _ASK.fullmatch(bare)) is not None and (other := _member(desk, ask["who"], person)):
            return screen.ask_them(desk.scene, _one_knows(desk, wanted, person), other)
    if text.strip().endswith("?") and _TO_ME.match(bare):
        return screen.asked_back(desk.scene, wanted, bare)
    return None


def _one_knows(desk: Desk, wanted: str, person: str) -> str:
    """Of what waits for somebody, what one person answers for all, for that alone can be handed on; else this one."""
    every = (wanted, *seeing.open_for(desk.scene, person))
    return next((one for one in every if question(desk.scene, one).mode == "solo"), wanted)


def _member(desk: Desk, said_name: str, person: str) -> str:
    """Somebody else of the team by their name, or the first word of it; "" when it is nobody's, or more than one's."""
    wanted = said_name.strip().casefold()
    every: Sequence[str] = [one for one, member in desk.state.team.items() if one != person and member.status != "left"]
    found = [one for one in every if wanted in _names(name(desk.scene, one))]
    return found[0] if len(found) == 1 else ""


def _names(called: str) -> tuple[str, ...]:
    small = called.casefold()
    return small, small.partition(" ")[0]


def _bare(text: str) -> str:
    return next(plainer(tidy(text))).rstrip(" !")
