"""What would you look at? Everything the coach notices, for whoever asks; how much it says; setting one aside."""

from __future__ import annotations

from collections.abc import Iterator

from coach.services import replies, screens
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.record import remarks
from coach.services.screens.leading.noticing import Noticed
from coach.views import Reply
from dialogues.checks.remark import FIRMNESS
from dialogues.facts import Kept
from storage import audit, notes

_LEAD_ONLY = "Only the lead of this project can change that."
_NOTHING_NOTICED = "There's nothing of yours that I've asked about."


def look_over(desk: Desk, given: Given) -> Reply:
    """List what stands out in the words this person may see, the firmest first; what was set aside is left out."""
    member = desk.state.team.get(given.person)
    if member is None or member.status == "left":
        raise replies.NOT_IN
    found = sorted(_all(desk, given.person), key=lambda one: FIRMNESS.index(one.remark.level))
    said = screens.noticing.everything(desk.scene, given.person, found, says_all=remarks.says_all(desk))
    return Reply(message=said)


def _all(desk: Desk, person: str) -> Iterator[Noticed]:
    from dialogues.checks.judge import judge, worth_saying
    from dialogues.checks.review import review
    from dialogues.checks.whole import whole_of

    aside, today, once = _aside(desk), desk.at.date(), set[tuple[str, str]]()
    shown = whole_of(desk.state, desk.facts, today).facts
    for question in desk.dialogue.questions:
        for kept in desk.facts.of(question):
            if not _may_see(desk, kept, person):
                continue
            for one in judge(question, kept.value, today, shown):
                key = (one.check, question)
                fresh = key not in once and (one.check, question, kept.id) not in aside
                if fresh and worth_saying(one, desk.facts) and one.level != "block":
                    once.add(key)
                    yield Noticed(question, one, kept.by)
    for question, one in review(whole_of(desk.state, desk.facts, today)):
        fresh = (one.check, question) not in once and (one.check, question, "") not in aside
        if fresh and question in desk.dialogue.questions:
            once.add((one.check, question))
            yield Noticed(question, one)


def _may_see(desk: Desk, kept: Kept, person: str) -> bool:
    """One's own words, and those that were shown to the team."""
    cell = desk.state.cells.get(kept.question)
    if kept.by == person:
        return True
    return not kept.private and (cell is None or cell.seen_by != "lead" or person == desk.state.lead)


def _aside(desk: Desk) -> set[tuple[str, str, str]]:
    """What somebody set aside: check, question and answer."""
    gone = {note.what.remark for note in notes.notes_of(*desk.where, notes.Dismissed)}
    every = notes.notes_of(*desk.where, notes.Remark)
    return {(one.what.check, one.what.question, one.what.answer) for one in every if one.id in gone}


def say_everything(desk: Desk, given: Given) -> Reply:
    """The team has everything said that the coach notices."""
    return _say(desk, given, on=True)


def say_main(desk: Desk, given: Given) -> Reply:
    """Only the main things again."""
    return _say(desk, given, on=False)


def _say(desk: Desk, given: Given, *, on: bool) -> Reply:
    if given.person not in {desk.state.lead, desk.state.second}:
        return replies.said(_LEAD_ONLY)
    remarks.say_all(desk, given.person, on=on)
    audit.note(*desk.where, who=given.person, what="SayAll" if on else "SayMain", at=desk.at)
    words = (
        "From now on I say everything I notice, two things at most on an answer. Type only the main things to end it."
    )
    return replies.said(
        words if on else "Good. By myself I say only the main things again. Type what would you look at?"
    )


def keep_mine(desk: Desk, given: Given) -> Reply:
    """What was noticed is set aside: the answer stays as it is. Typed words may hold the reason."""
    arg = given.press.arg
    note, reason = (arg, "") if arg.isdecimal() or not arg else ("", arg)
    kept = remarks.set_aside(desk, note, given.person, reason)
    return Reply(message=replies.said(replies.KEPT_YOURS if kept else _NOTHING_NOTICED).message, replace=True)


def not_helpful(desk: Desk, given: Given) -> Reply:
    """It was no help: set aside, with a reason if there is one."""
    kept = remarks.set_aside(desk, given.press.arg, given.person, given.word("reason"))
    return replies.said("Thank you. I've set it aside." if kept else _NOTHING_NOTICED)
