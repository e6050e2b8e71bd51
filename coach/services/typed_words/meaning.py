"""What typed words are for, where it isn't plain: a yes to the first message, one of several cards, a late line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coach.inbound import Inbound
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.replying import echoes
from coach.services.typed_words import commanding
from coach.services.typed_words.stance_words import stood
from coach.services.typed_words.typed import Problem, read
from coach.services.typed_words.yes_or_no import is_no, is_yes
from coach.views import Press
from dialogues.inputs import Value
from dialogues.model import Question
from storage import messages

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PLAIN = frozenset({"text", "fields", "list"})
_CLOSED = frozenset({"settled", "skipped", "unknown"})
_YES_OR_NO = re.compile(r"(?:has|have|did|do|does|is|are|was|were|can|could)\b", re.IGNORECASE)


def cards_here(session: Session, inbound: Inbound) -> dict[str, list[str]]:
    """The cards asked in this DM of each project, by their first question; the project asked last comes last."""
    found: dict[str, list[str]] = {}
    if not inbound.place.dm:
        return found
    prefix = f"dm:{inbound.person}:"
    for posted in messages.messages_in_channel(session, inbound.workspace, inbound.place.channel):
        if posted.slot.startswith((prefix, "card:")):
            known = found.pop(posted.conversation, [])
            card = posted.slot.rpartition(":")[2] if posted.slot.startswith(prefix) else ""
            found[posted.conversation] = [*known, card]
    return found


def waiting_for(scenes: Sequence[Scene], person: str, asked: Mapping[str, str]) -> tuple[list[Scene], dict[str, str]]:
    """The projects in which something waits for a person's words, those asked in this DM before elsewhere; and what."""
    found = ((one, commanding.current_question(one, person, asked.get(one.project, ""))) for one in scenes)
    open_for = {one.project: question for one, question in found if question}
    waiting = [one for one in scenes if one.project in open_for]
    return [one for one in waiting if one.project in asked] or waiting, open_for


def elsewhere(session: Session, inbound: Inbound, project: str, others: Sequence[Scene]) -> bool:
    """Whether a project asks only in its channel, while its writer has another: words may be for that.

    Once something was kept for it from here, they are for it.
    """
    if not inbound.place.dm or len(others) < 2:
        return False
    posted = messages.messages_in_channel(session, inbound.workspace, inbound.place.channel)
    here = {one.conversation for one in posted if one.slot.startswith((f"dm:{inbound.person}:", "card:", "said:"))}
    return project not in here


def may_be_an_answer(press: Press, scenes: Sequence[Scene], person: str) -> bool:
    """Whether a command's words are those of a need as well: only a lead means the set's by "more time"."""
    return press.do == "more_time" and not any(one.state.lead == person for one in scenes)


def accepted(inbound: Inbound, text: str, scenes: Sequence[Scene], shown: dict[str, list[str]]) -> str:
    """The project whose first message these words say yes to; "" when they say none, or there is more to say yes to."""
    if not inbound.place.dm or not is_yes(text):
        return ""
    person = inbound.person
    asked = [one.project for one in scenes if _invited(one, person) and one.project not in shown]
    stands = [one for one in scenes if _agreeing(one, person)]
    return asked[0] if len(asked) == 1 and not stands else ""


def _invited(scene: Scene, person: str) -> bool:
    member = scene.state.team.get(person)
    return member is not None and member.status == "invited"


def _agreeing(scene: Scene, person: str) -> bool:
    if _invited(scene, person):
        return False
    return any(seeing.question(scene, one).mode == "consent" for one in seeing.open_for(scene, person))


def may_mean(scene: Scene, person: str, shown: Sequence[str], text: str, last: str) -> tuple[str, ...]:
    """The questions these words may be for: of each card that stands open in the DM, the one that takes them.

    A list that has begun goes on. Picks and a stand go to what asks for them.
    """
    if scene.state.way != "apart" or echoes.begun(scene, person, last):
        return (last,)
    waiting = seeing.open_for(scene, person)
    cards = dict.fromkeys(seeing.card_of(scene, one) for one in shown if one in scene.dialogue.questions)
    first = [one for card in cards if (one := next((each for each in card if each in waiting), ""))]
    fit = [one for one in first if _takes(scene, one, text)]
    special = [one for one in fit if not _is_plain(seeing.question(scene, one))]
    return tuple(special or fit) or (last,)


def list_above(scene: Scene, person: str, wanted: str) -> str:
    """The list on the same card that was answered already: words that cannot be for this question are its next line.

    "" where there is none, or it is somebody else's.
    """
    card = seeing.card_of(scene, wanted)
    above = card[: card.index(wanted)] if wanted in card else ()
    lists = [one for one in above if seeing.question(scene, one).kind == "list"]
    room = scene.state.way == "together"
    return next((one for one in lists if any(room or kept.by == person for kept in scene.facts.of(one))), "")


def going_on(scene: Scene, person: str, fit: Sequence[str]) -> str:
    """Of several questions that words may be for, the one below what this person answered last; "" when none is.

    Only while nothing was asked since: whoever has just been asked something new may mean that.
    """
    mine = [(kept.at, kept.question) for every in scene.facts.answers.values() for kept in every if kept.by == person]
    at, last = max(mine, default=(None, ""))
    if at is None or any(
        asked is not None and asked > at for asked in (seeing.cell(scene, one).asked_at for one in fit)
    ):
        return ""
    return next((one for one in fit if last != one and last in seeing.card_of(scene, one)), "")


def _is_plain(question: Question) -> bool:
    return question.kind in PLAIN and question.mode not in {"consent", "vote"}


def _takes(scene: Scene, wanted: str, text: str) -> bool:
    question = seeing.question(scene, wanted)
    if question.mode == "consent":
        return stood(text) is not None
    return _is_plain(question) or not isinstance(read(scene, wanted, text), Problem)


def added_to(scene: Scene | None, person: str, shown: Sequence[str]) -> str:
    """The question that words may be one more answer to, while nothing waits: what they said last, or what has closed.

    "" when there is none.
    """
    if scene is None or scene.state.status != "active":
        return ""
    known = [one for one in reversed(shown) if one in scene.dialogue.questions and _takes_more(scene, one)]
    cells = scene.state.cells
    said = next((one for one in known if cells[one].given.get(person)), "")
    return said or next((one for one in known[:1] if cells[one].status in _CLOSED), "")


def _takes_more(scene: Scene, wanted: str) -> bool:
    question, cell = seeing.question(scene, wanted), scene.state.cells.get(wanted)
    return cell is not None and cell.asked > 0 and question.mode == "gather" and question.kind in PLAIN


def says_no(question: Question, text: str) -> bool:
    """Whether these words are a plain no to a question that can be answered by one ("Has anyone tried this?")."""
    return is_no(text) and question.mode != "consent" and bool(_YES_OR_NO.match(question.ask))


def the_no_of(question: Question) -> dict[str, Value]:
    """The box and option that say no, where a form has them ("Did anything go wrong? No, nothing"); else empty."""
    found = [(box.id, one.id) for box in question.fields for one in box.options if one.label.startswith("No")]
    return dict(found[:1])
