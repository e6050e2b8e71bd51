"""Acts: what a press or a sent form does to one open conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coach.services import finding, replies, screens
from coach.services.acts import answering, expecting_said, going_back, moving_on, outside, partnering, tooling, tying
from coach.services.acts.looking import which_summary
from coach.services.acts.pressing import INPUTS, Given, find_out
from coach.services.check_in import answers as check_in_answers
from coach.services.coming_due import reminding
from coach.services.desk import Desk
from coach.services.people import naming, own_times, parting
from coach.services.record import noticed
from coach.services.screens import seeing
from coach.services.screens.cards import filling
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.services.told import told
from coach.services.typed_words import held
from coach.views import Reply
from dialogues import inputs as i
from dialogues.rights import in_team
from storage import people

_PROMISES = frozenset(
    {"ask_later", "check_in_save", "check_in_set", "check_in_yes", "fine", "help_with", "nudge_once", "remind_again"}
    | {"smaller_save", "tool_steps"}
)
"""Old buttons that say what will come: of a closed project nothing does."""
_THE_TEAMS = frozenset(
    {*check_in_answers.ACTS, *expecting_said.ACTS, *tooling.ACTS, "ask_later", "later", "remind_me", "remind_date_save"}
)
"""What asks, keeps or promises something without the engine: old buttons do nothing of it for who has left."""


def act(desk: Desk, given: Given) -> Reply:
    """Do what a press or a sent form means; the reply says what came of it to the one who acted."""
    if given.press.do in _PROMISES and desk.state.status == "closed":
        return Reply(message=screens.tell(desk.scene, given.person, "closed", given.question))
    if given.press.do in _THE_TEAMS and not in_team(desk.state, given.person):
        return Reply(message=screens.tell(desk.scene, given.person, "join_first"))
    special = SPECIAL.get(given.press.do)
    if special is not None:
        return special(desk, given) or told(desk)
    make = INPUTS.get(given.press.do)
    if make is None:
        return Reply(message=screens.next_best(desk.scene, given.person, ""))
    desk.take(make(given))
    return told(desk)


def _take_first(desk: Desk, given: Given) -> None:
    """Take the first n of a vote, as the result was shown."""
    ranked = [item for item, _ in screens.picks.tally(desk.scene, given.question).counts]
    chosen = tuple(ranked[: int(given.press.arg or 1)])
    desk.take(i.Confirm(given.person, given.at, given.question, chosen=chosen, asked=given.asked))


def _take_these(desk: Desk, given: Given) -> None:
    chosen = given.several("chosen", "take", given.question, f"{given.question}#")
    desk.take(i.Confirm(given.person, given.at, given.question, chosen=chosen, asked=given.asked))


def _take_this(desk: Desk, given: Given) -> None:
    """Take the one idea that helps most, as it was weighed."""
    desk.take(i.Confirm(given.person, given.at, given.question, chosen=(given.press.arg,), asked=given.asked))


def _weigh_with(desk: Desk, given: Given) -> Reply | None:
    """The lead names the two others who weigh the best ideas."""
    others = tuple(one for one in given.several("people", "who") if one != given.person)
    if len(set(others)) != 2:
        return Reply(errors=(("people", "Name two others of the team."),))
    desk.take(i.WeighWith(given.person, given.at, given.question, others, given.asked))
    return None


def _go_ahead_anyway(desk: Desk, given: Given) -> None:
    """Going ahead over a "not yet": the reason is kept."""
    desk.take(i.GoOn(given.person, given.at, given.word("reason")))


def _condition_met(desk: Desk, given: Given) -> None:
    """What somebody asked for before saying yes has been done."""
    desk.take(i.Confirm(given.person, given.at, given.question, chosen=("met",), asked=given.asked))


def _fine(desk: Desk, given: Given) -> Reply | None:
    """Yes to the first message; who is in already (together everybody is) is simply thanked."""
    member = desk.state.team.get(given.person)
    if member is not None and member.status == "here":
        return replies.said(replies.IN_ALREADY)
    desk.take(i.Join(given.person, given.at))
    return None


def _invite(desk: Desk, given: Given) -> Reply | None:
    """Bring people in: those with an open account; an app is no teammate."""
    named = finding.who_can_answer(desk.session, desk.project.workspace, given.several("people", "who"))
    if not named:
        return Reply(errors=(("people", "I can only ask people with an open account here."),))
    desk.take(i.Invite(given.person, given.at, named))
    return None


def _find_out(desk: Desk, given: Given) -> Reply | None:
    """What is most worth finding out: one of the list, or words of their own."""
    asked = find_out(given)
    if not (asked.question or asked.what):
        return Reply(errors=(("what", screens.finding_out.PICK_ONE),))
    desk.take(asked)
    return None


def _explain(desk: Desk, given: Given) -> Reply | None:
    """More or less is explained from here on; at the end of the scale it says that it is so already."""
    desk.take(i.Explain(given.person, given.at, given.press.do.removeprefix("explain_")))
    if any(one.code != "already_so" for one in desk.told):
        return told(desk)
    return Reply(message=screens.explaining.now(desk.scene))


def _deeper(desk: Desk, given: Given) -> Reply | None:
    """Go deeper; the partners named in the same form are kept with it."""
    if desk.take(i.Deeper(given.person, given.at, *(given.word(box) for box in ("scale", "experience", "depth")))):
        partnering.named_at_start(desk, given)
    return None


def _ask_later(desk: Desk, given: Given) -> Reply:
    """Not now: the first message comes once more, on the next working day."""
    due = next_working_day(desk.at, desk.state.zone)
    once = f"later.{due.date().isoformat()}"  # once a day, however often it is pressed
    desk.send(Delivery("first_dm", person=given.person, once=once), due=due)
    return replies.said(replies.LATER)


def next_working_day(now: datetime, zone: str) -> datetime:
    """Ten o'clock on the next weekday there."""
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(10), ZoneInfo(zone))


def _thats_all(desk: Desk, given: Given) -> None:
    """A list is done: apart its writer is in already, so only the next card is due."""
    cell = desk.state.cells.get(given.question)
    if desk.state.way == "apart" and cell is not None and given.person in cell.done:
        desk.send(Delivery("cards", person=given.person, code="go"))
        return
    desk.take(i.NothingToAdd(given.person, given.at, given.question, given.asked))


def _nudge_once(desk: Desk, given: Given) -> Reply:
    """The lead asks once those who are not heard yet; each inside their own weekly ceiling."""
    if given.person != desk.state.lead:
        return Reply(message=screens.tell(desk.scene, given.person, "for_the_lead"))
    card = seeing.current_card(desk.scene)
    silent = [one for one in seeing.not_heard(desk.scene, card) if one != given.person]
    waiting = {one: question for one in silent if (question := next(iter(seeing.open_for(desk.scene, one)), ""))}
    for person, question in waiting.items():
        asked = desk.state.cells[question].asked
        desk.send(Delivery("nudge", person=person, question=question, once=f"lead.{asked}"))
    return replies.said(replies.NUDGED if waiting else replies.NOBODY_TO_NUDGE)


def _way(desk: Desk, given: Given) -> Reply | None:
    """Another way of working; a team without a channel is told how to give it one."""
    accepted = desk.take(i.ChangeWay(given.person, given.at, given.press.arg or given.picked))  # type: ignore[arg-type]
    if accepted and desk.state.way != "alone" and not desk.project.channel:
        return replies.said(replies.NEEDS_A_PLACE)
    return None


def _post_here(desk: Desk, given: Given) -> Reply:
    """The coach is in the channel now; a project that had none yet lives where its lead says this."""
    if not desk.project.channel and given.channel and given.person == desk.state.lead:
        desk.moves_to(given.channel)
    outbox.hurry(*desk.where, desk.at)
    desk.room.queue.ring(desk.session)
    return replies.said(replies.POSTED_NOW)


def _as_page(desk: Desk, given: Given) -> Reply:
    what, pass_n = which_summary(desk.scene, given.press)
    desk.send(Delivery("page", person=given.person, what=what, pass_n=pass_n, once=f"{desk.state.turn}.{desk.at}"))
    return replies.said(replies.PAGE)


def _send_to(desk: Desk, given: Given) -> Reply:
    what, pass_n = which_summary(desk.scene, given.press)
    for person in given.several("people", "to", "person", "who"):
        people.ensure_person(desk.session, desk.project.workspace, person)
        once = f"{given.person}.{what}.{pass_n}.{int(desk.at.timestamp())}"  # none may change one sent before it
        desk.send(Delivery("pass_on", person=person, about=given.person, what=what, pass_n=pass_n, once=once))
    return replies.said(replies.PASSED_ON)


def _keep_both(desk: Desk, given: Given) -> Reply:
    return Reply()


def _pick_words(desk: Desk, given: Given) -> None:
    """What was picked of a vote, one answer with the ids."""
    known = given.question in desk.scene.dialogue.questions
    options = {name for name, _ in filling.options_for(desk.scene, given.question)} if known else set()
    picked = [one for one in given.several("picked", "pick", given.question, f"{given.question}#") if one in options]
    desk.take(i.Answer(given.person, given.at, given.question, (picked,), given.asked))


SPECIAL: dict[str, Callable[[Desk, Given], Reply | None]] = {
    **check_in_answers.ACTS,
    **tying.ACTS,
    **outside.ACTS,
    **expecting_said.ACTS,
    **tooling.ACTS,
    **parting.ACTS,
    **moving_on.ACTS,
    "answer_save": answering.save,
    "edit_save": answering.save_draft,
    "fix_save": answering.fix,
    "hands_save": answering.hands,
    "add_for_save": answering.add_for,
    "add_message_save": answering.add_message,
    "pick_save": _pick_words,
    "take": _take_first,
    "take_these_save": _take_these,
    "take_this": _take_this,
    "weigh_with_save": _weigh_with,
    "go_ahead_anyway_save": _go_ahead_anyway,
    "condition_met": _condition_met,
    "take_up": going_back.take_up,
    "choose_next_save": going_back.chosen,
    "keep_mine": noticed.keep_mine,
    "not_helpful_save": noticed.not_helpful,
    "look_over": noticed.look_over,
    "say_everything": noticed.say_everything,
    "say_main": noticed.say_main,
    "keep_both": _keep_both,
    "find_out_save": _find_out,
    "use_name": naming.use_name,
    "use_role": naming.use_role,
    "join": naming.join,
    "away_save": own_times.away,
    "back_here": own_times.back,
    "explain_more": _explain,
    "explain_less": _explain,
    "partner": partnering.choose,
    "partner_is": partnering.typed,
    "partner_new_save": partnering.write,
    "partners_save": partnering.save,
    "deeper_save": _deeper,
    "typed_add": held.add,
    "typed_replace": held.replace,
    "typed_chat": held.chat,
    "typed_for": held.belongs_to,
    "typed_stance": held.stand,
    "paste_keep": held.add,
    "fine": _fine,
    "invite_save": _invite,
    "ask_later": _ask_later,
    "later": reminding.later,
    "remind_me": reminding.later,
    "remind_date_save": reminding.later,
    "stop_reminding": reminding.stop,
    "remind_again": reminding.again,
    "skip_nudge": reminding.skip_nudge,
    "nudge_once": _nudge_once,
    "thats_all": _thats_all,
    "post_here": _post_here,
    "way": _way,
    "as_page": _as_page,
    "send_to_save": _send_to,
}
__all__ = ["act", "next_working_day", "replace", "told"]
