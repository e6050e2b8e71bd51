"""What a typed command says when it is done and nothing of that shows where it was typed.

A button stands in what it changes; typed words stand in a DM or another channel, where silence looks like a fault.
"""

from __future__ import annotations

from coach.inbound import Place
from coach.services import replies
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.screens import seeing
from coach.services.screens.build import button, project
from coach.services.screens.channel.announcing import goes_on
from coach.services.screens.replying.echoes import one_answer
from coach.services.screens.unasked import titles
from coach.services.told import told, with_told
from coach.services.typed_words.commanding import ON_QUESTION
from coach.views import Button, Message, Reply
from coach.words import safe

_SHOWS_IN_CHANNEL = frozenset({"not_for_me", "show_now", "pause", "resume", "start_now", "take_forward"})
WORDS: dict[str, tuple[str, str, str]] = {
    "pause": ("{project} is resting now. Nobody will be asked anything.", "Carry on", "resume"),
    "resume": ("{project} goes on.", "Where are we?", "status"),
    "start_now": ("{project} goes on.", "Where are we?", "status"),
    "back_here": ("Good to have you back in {project}.", "What next?", "next_best"),
    "take_forward": ("You lead {project} from now on.", "Where are we?", "status"),
    "skip": ("Left out for now: {title}.", "Bring it back", "skip_back"),
    "dont_know": ("Noted as not known yet: {title}.", "Answer after all", "answer"),
    "nothing": ("I have you down as having nothing to add: {title}.", "Add something", "answer"),
    "thats_all": ("That's all from you, then: {title}.", "Add something", "answer"),
    "show_now": ("It's shown now, in the channel: {title}.", "What next?", "next_best"),
    "more_time": ("{project} has one more working day: it is open until {until}.", "Where are we?", "status"),
    "next": ("Done. {project} is at the next card.", "Where are we?", "status"),
    "back": ("Done. {project} is back at the card before.", "Where are we?", "status"),
    "undo": ("I've taken that back.", "What next?", "next_best"),
    "confirm": ("Kept as it stood: {title}.", "Change it", "answer"),
    "condition_met": ("Noted: what was asked for first is done.", "Where are we?", "status"),
    "take_these_save": ("{project}: the choice is made.", "What next?", "next_best"),
}
"""By press: the words, and the one thing most likely wanted next, as a button's label and press."""


def done(desk: Desk, given: Given, place: Place) -> Reply:
    """Return the words for an act that said nothing by itself; empty where what it did can be seen."""
    found = WORDS.get(given.press.do)
    if found is None or _seen(desk, given, place):
        return Reply()
    words, label, do = found
    title = titles(desk.scene, (given.question,)) or "that question"
    said = words.format(project=project(desk.scene), title=title, until=seeing.closes(desk.scene))
    on = given.question if do in ON_QUESTION or do == "skip_back" else ""
    way_on: Button = button(desk.scene, label, do, on)
    return replies.said(_as_it_is(desk, given, said), way_on)


def _as_it_is(desk: Desk, given: Given, said: str) -> str:
    """Words that hang on what came of it: whether anything goes on."""
    return goes_on(desk.scene) if given.press.do in {"resume", "start_now"} else said


def taken_back() -> Reply:
    """Return what stands in place of a word that something was kept, once it is taken back from there."""
    return Reply(message=Message(WORDS["undo"][0]), replace=True)


def kept(desk: Desk, place: Place) -> Reply:
    """Return what typed words meet: what there is to say to them, after where they are kept if nothing shows it there.

    The room's stand on the card in the channel; apart those typed by a mention are echoed in the DM alone.
    """
    together = desk.state.way == "together"
    if not desk.kept or not (together or (desk.state.way == "apart" and not place.dm)):
        return told(desk)
    question, answer = desk.kept[-1]
    where = f" in {project(desk.scene)}" if place.dm else ""
    said = f"I have that{where}, under *{safe(seeing.question(desk.scene, question).title)}*."
    if together and question not in seeing.current_card(desk.scene):
        said += " The card in the channel has gone on."
    elif together and seeing.question(desk.scene, question).kind == "list":
        said += " It stands on the card in the channel."
    said += _as_read(desk, question, answer)
    mine = replies.said(said, button(desk.scene, "Take it back", "undo", question, answer)).message
    return with_told(desk, mine) if mine else told(desk)


def of_several(desk: Desk, reply: Reply) -> Reply:
    """What typed words meet that went on with one of several open cards: where they are kept, and the way out."""
    if not desk.kept:
        return reply
    question, answer = desk.kept[-1]
    words = f"Kept for *{safe(seeing.question(desk.scene, question).title)}*."
    mine = replies.said(words, button(desk.scene, "Take it back", "undo", question, answer)).message
    return with_told(desk, mine) if mine else reply


def _as_read(desk: Desk, question: str, answer: str) -> str:
    """How one typed sentence was sorted into the boxes of a form, so that a slip is seen at once."""
    kept = next((one for one in desk.facts.of(question) if one.id == answer), None)
    several = kept is not None and isinstance(kept.value, dict) and len(kept.value) > 1
    return f" I read it as:{one_answer(desk.scene, kept)}" if several and kept is not None else ""


def _seen(desk: Desk, given: Given, place: Place) -> bool:
    """Alone all stands in the one DM; apart the next card comes there; the channel hears who leaves or pauses."""
    do = given.press.do
    if not (place.dm or place.home):
        return do in _SHOWS_IN_CHANNEL and place.channel == desk.project.channel
    next_card = do in ON_QUESTION - {"next"} and bool(seeing.open_for(desk.scene, given.person))
    return desk.state.way == "alone" or (desk.state.way == "apart" and next_card)
