"""What the lead does (in the room: whoever types): show, move on, choose, go on, more time, pause, stop, deeper."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.answers import cleaned, normalise
from dialogues.choices import BOX, prefilled
from dialogues.closing import LONGEST, working_day_after
from dialogues.effects import KeepEnding, KeepOverride, KeepStep
from dialogues.gates import thin_in
from dialogues.inputs import Value
from dialogues.modes import is_chosen_from
from dialogues.plan import NEXT_PHASE
from dialogues.rights import in_team
from dialogues.turns.answering import answered
from dialogues.turns.changing import passes_now
from dialogues.turns.life import SOLO, count, happen, in_list, recount, show_first, take_items, take_most_picked
from dialogues.turns.people import arrive, asked_of
from dialogues.turns.second_round import is_due
from dialogues.turns.stances import fresh
from dialogues.turns.steps import forget_times, hand_to, set_closing, still_open
from dialogues.turns.walk import close_well, phase_now, step_on, suggested_phase
from dialogues.turns.work import Refused, Work


def show_now(work: Work, what: i.ShowNow) -> None:
    """Show what has come in, where enough people are in."""
    if what.question:
        fresh(work, what.question, what.asked)
    names = [what.question] if what.question else still_open(work)
    many = [name for name in names if work.question(name).mode not in SOLO and work.peek(name).status == "open"]
    if not many:
        one_answer = [name for name in names if work.question(name).mode in SOLO and work.peek(name).status == "open"]
        raise Refused("nothing_to_show" if one_answer else "not_open", next(iter(one_answer), what.question))
    few = [name for name in many if not happen(work, name, "show", "shown", what.person)]
    if len(few) == len(many):
        raise Refused("too_few", few[0])
    for name in few:
        work.tell(what.person, "too_few", name)


def moved_on(work: Work, what: i.Next) -> None:
    """Go on from a question, or from the current card, with what there is."""
    if what.question:
        fresh(work, what.question, what.asked)
    names = [what.question] if what.question else passes_now(work)
    if not names:
        raise Refused("not_open")
    done = [name for name in names if move_on(work, name, what.person)]
    if not done:
        raise Refused("condition_first", names[0])


def move_on(work: Work, name: str, by: str) -> bool:
    """Leave one question with what it has: settled, the most picked taken, or skipped. Dissent is never left so."""
    cell, question = work.peek(name), work.question(name)
    if cell.status == "contested":
        return False
    if cell.status == "shown":
        take_most_picked(work, name)
        return True
    if work.state.way != "apart" and is_chosen_from(question) and count(work, name).spoken:
        if is_due(work, name):
            return show_first(work, name, by)
        take_most_picked(work, name)
        return True
    moved = happen(work, name, "move_on", "moved on", by)
    if work.peek(name).status == "shown":
        take_most_picked(work, name)
    return moved


def confirmed(work: Work, what: i.Confirm) -> None:
    """Accept a draft or an edited one, take items of a vote, or say that what somebody asked for has been done."""
    name = what.question
    question = work.question(name)
    fresh(work, name, what.asked)
    cell = work.peek(name)
    if cell.status == "contested":
        return _met(work, what)
    if is_chosen_from(question):
        return _chosen(work, what)
    if question.mode not in SOLO and not what.value:
        if work.state.way == "apart":
            raise Refused("show_first", name)
        move_on(work, name, what.person)
        return None
    values = cleaned(what.value) or cleaned(what.chosen) or _draft(work, name)
    answered(work, i.Answer(what.person, what.at, name, values, what.asked))
    return None


def _met(work: Work, what: i.Confirm) -> None:
    value = what.value
    met = isinstance(value, dict) and value.get("met") is True
    if not met and "met" not in what.chosen:
        raise Refused("condition_first", what.question)
    happen(work, what.question, "met", "condition met", what.person)
    work.announce("condition_met", what.question)


def _chosen(work: Work, what: i.Confirm) -> None:
    name, question = what.question, work.question(what.question)
    if work.state.way == "apart" and work.peek(name).status == "open":
        raise Refused("show_first", name)
    wanted = tuple(one for one in (*what.chosen, *_flat(cleaned(what.value))) if isinstance(one, str))
    chosen = in_list(work, question, tuple(dict.fromkeys(wanted)))
    if wanted and not chosen:
        raise Refused("not_in_the_list", name)
    if chosen:
        take_items(work, name, chosen, "chosen", what.person)
    elif work.peek(name).status == "shown" or count(work, name).spoken:
        take_most_picked(work, name)
    else:
        raise Refused("nothing_to_confirm", name)


def _flat(values: tuple[Value, ...]) -> list[str]:
    return [one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _draft(work: Work, name: str) -> tuple[Value, ...]:
    """What a yes without words says yes to: the draft on the card."""
    if name == NEXT_PHASE:
        return (suggested_phase(work),)
    question = work.question(name)
    draft = prefilled(work.plan.questions[name], work.record(), work.state, work.plan.dialogue)
    value = normalise(draft if question.fields else draft.get(BOX))
    if value in (None, "", [], {}):
        raise Refused("nothing_to_confirm", name)
    return (value,)


def gone_on(work: Work, what: i.GoOn) -> None:
    """Go on although somebody says not yet, or although something is thin; the reason is kept under a name."""
    reason = normalise(what.reason) or ""
    contested = [name for name in still_open(work) if work.peek(name).status == "contested"]
    if contested:
        if not reason:
            raise Refused("say_why", contested[0])
        happen(work, contested[0], "go_on", "went on", what.person)
        work.emit(KeepOverride(phase_now(work), what.person, str(reason), (contested[0],)))
        work.announce("went_on", contested[0])
    elif work.state.walk.endswith(".thin"):
        _over_thin(work, what.person, str(reason))
    elif work.state.thin:
        carry_on_thin(work)
    else:
        raise Refused("nothing_to_go_on")


def _over_thin(work: Work, person: str, reason: str) -> None:
    if not reason:
        raise Refused("say_why")
    phase = phase_now(work)
    work.state.overrides = [*work.state.overrides, phase]
    thin = thin_in(work.plan.dialogue, work.state, work.record(), phase)
    work.emit(KeepOverride(phase, person, reason, thin))
    step_on(work, "go_on")


def more_time(work: Work) -> None:
    """The open step gets one more working day, up to its fifth."""
    state = work.state
    if not still_open(work) or work.quiet or state.opened_at is None:
        raise Refused("not_open")
    if state.way != "apart":
        raise Refused("no_closing_time")
    start = state.closes_at or work.at
    closes = working_day_after(max(start, work.at), state.zone, 1)
    if closes > working_day_after(state.opened_at, state.zone, LONGEST):
        raise Refused("last_day")
    state.extended += 1
    state.thin = False
    set_closing(work, closes)


def carry_on_thin(work: Work) -> None:
    """The step goes on with what there is, although few spoke."""
    if not work.state.thin:
        raise Refused("not_thin")
    work.state.thin, work.state.silent_steps = False, 0
    leave_thin(work)


def leave_thin(work: Work) -> None:
    """Every question for several people settles with what it has; without a voice it is skipped."""
    for name in still_open(work):
        if work.question(name).mode not in SOLO and work.peek(name).status == "open":
            happen(work, name, "move_on", "thin", work.state.lead)
            if work.peek(name).status == "shown":
                take_most_picked(work, name)


def huddle(work: Work) -> None:
    """The lead takes it to the next huddle: it stays open, and closes when the lead says."""
    if not work.state.thin:
        raise Refused("not_thin")
    work.state.thin, work.state.silent_steps = False, 0
    forget_times(work)


def asked_someone(work: Work, what: i.AskSomeone) -> None:
    """An open question goes to somebody who knows."""
    name = what.question
    question = work.question(name)
    cell = work.peek(name)
    if cell.status != "open" or (question.mode not in SOLO and question.asked == "everyone"):
        raise Refused("not_open", name)
    arrive(work, what.person)
    if what.person not in (*asked_of(work.state, question, cell), work.state.lead) and work.state.way == "apart":
        raise Refused("for_the_lead", name)
    if not in_team(work.state, what.to):
        raise Refused("not_a_member", name, what.to)
    if what.to in cell.asked_of:
        raise Refused("already_so", name)
    hand_to(work, name, what.to)
    work.tell(what.to, "you_are_asked", name, what.person)
    if work.state.way == "apart":
        work.opened.append(name)


def weighed_with(work: Work, what: i.WeighWith) -> None:
    """The lead and two others weigh for all; whoever has done so already is heard too."""
    name, lead = what.question, work.state.lead
    fresh(work, name, what.asked)
    if not work.plan.questions[name].second_of or work.state.way != "apart" or work.peek(name).status != "open":
        raise Refused("not_open", name)
    others = tuple(dict.fromkeys(person for person in what.people if person != lead))
    strangers = [person for person in others if not in_team(work.state, person)]
    if strangers:
        raise Refused("not_a_member", name, strangers[0])
    if len(others) != 2:
        raise Refused("name_two", name)
    if work.peek(name).asked_of == (lead, *others):
        raise Refused("already_so", name)
    work.cell(name).asked_of = (lead, *others)
    work.moved = True
    recount(work, name)


def lead_silent_at_closing(work: Work) -> None:
    """The lead's own questions, a working day after closing: noted as not known; picks nobody chose are taken."""
    for name in still_open(work):
        cell = work.peek(name)
        if cell.status == "shown":
            take_most_picked(work, name)
        elif cell.status == "open" and work.question(name).mode in SOLO:
            if recount(work, name):
                continue
            event = "move_on" if count(work, name).spoken else "time_up"
            happen(work, name, event, "time up", work.state.lead)


def closed_for_good(work: Work, what: i.Close) -> None:
    """The lead closes the project: what is open is left as it is heard, everything stays readable."""
    if work.state.status == "closed":
        if not _ending_kept(work, what):
            raise Refused("closed")
        return
    for name in still_open(work):
        if work.peek(name).status == "contested":
            work.emit(KeepOverride(phase_now(work), what.person, str(normalise(what.reason) or ""), (name,)))
            happen(work, name, "go_on", "closed", what.person)
        else:
            move_on(work, name, what.person)
    if not _ending_kept(work, what) and "round" not in work.state.summaries:
        work.summarise("so_far")
    step_on(work, "close")
    close_well(work)


def _ending_kept(work: Work, what: i.Close) -> bool:
    """Keep what a good end leaves behind, and sum it up; whether anything was said."""
    said = [str(normalise(words) or "") for words in (what.learned, what.tell, what.leave)]
    if not any(said):
        return False
    work.emit(KeepEnding(what.person, *said))
    work.summarise("ending")
    return True


def next_step_kept(work: Work, what: i.StopHere) -> None:
    """Keep the one next step of a good stop."""
    step, who = normalise(what.step) or "", normalise(what.who) or ""
    if step or who:
        work.emit(KeepStep(what.person, str(step), str(who)))
