"""Answers from forms: boxes to values, values to inputs; errors stay at their boxes with everything typed."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.screens import seeing
from coach.services.screens.cards import values as form_values
from coach.services.typed_words.typed import Problem, read
from coach.views import Reply
from coach.words.days import date_words, day_of, parsed
from dialogues import inputs as i
from dialogues.facts import Kept


def save(desk: Desk, given: Given) -> Reply | None:
    """Save a card's form: each of its questions is an answer; a box left as it was adds nothing."""
    found = form_values.boxes_to_values(desk.scene, given.press, given.boxes)
    if isinstance(found, tuple):
        return Reply(errors=found)
    desk.speaks_for = given.word("said_for") if desk.state.way != "apart" else ""
    for question, typed in found.items():
        answer(desk, given, question, typed, asked=given.asked if question == given.question else None)
    return None


def answer(
    desk: Desk,
    given: Given,
    question: str,
    typed: Sequence[i.Value],
    *,
    asked: int | None = None,
    voice: str | None = None,
    base: str | None = None,
) -> tuple[str, ...]:
    """Give one answer, unless this person has said just this already; the ids that were kept."""
    cell = desk.state.cells.get(question)
    mine = [kept.value for kept in standing(desk, question, given.person)]
    said = cell is not None and given.person in cell.done
    new = tuple(typed)
    if not new or (said and all(value in mine for value in new)):
        if new and _goes_on_as_it_is(desk, question):
            desk.take(i.Next(given.person, given.at, question, cell.asked if cell else 0))
        return ()
    before, base = len(desk.kept), base or _of_the_lead_before(desk, question, given.person)
    desk.take(i.Answer(given.person, given.at, question, new, asked, base, voice))
    return tuple(name for of, name in desk.kept[before:] if of == question)


def _of_the_lead_before(desk: Desk, question: str, person: str) -> str | None:
    """What the lead of now edits of the lead before them: their form shows it, and it is theirs to answer."""
    cell, asked = desk.state.cells.get(question), seeing.question(desk.scene, question)
    theirs = asked.asked == "lead" and asked.mode == "solo" and person == desk.state.lead
    if cell is None or not theirs or cell.status != "settled" or asked.kind == "list":  # a list goes on
        return None
    main = next((kept for kept in desk.facts.of(question) if kept.id == cell.main), None)
    return main.id if main is not None and main.by != person else None


def _goes_on_as_it_is(desk: Desk, question: str) -> bool:
    """Whether saving what stands already is meant as "that's how it is": in the room, where saving takes them on."""
    asked = seeing.question(desk.scene, question)
    room = desk.state.way == "together" and seeing.is_open(desk.scene, question)
    return room and asked.mode == "gather" and asked.kind not in {"list", "text"}


def standing(desk: Desk, question: str, person: str) -> tuple[Kept, ...]:
    """What this person has said to a question this round, as it stands."""
    return tuple(kept for kept in desk.facts.of(question) if kept.by == person)


def save_draft(desk: Desk, given: Given) -> Reply | None:
    """The draft with somebody's changes is what settles."""
    found = form_values.boxes_to_values(desk.scene, given.press, given.boxes)
    if isinstance(found, tuple):
        return Reply(errors=found)
    for question, typed in found.items():
        if typed:
            desk.take(i.Confirm(given.person, given.at, question, typed[0], asked=given.asked))
    return None


def fix(desk: Desk, given: Given) -> Reply | None:
    """One's own lines changed: a changed line is amended, an emptied one taken back, a new one added."""
    found = form_values.boxes_to_values(desk.scene, given.press, given.boxes)
    if isinstance(found, tuple):
        return Reply(errors=found)
    for question, typed in found.items():
        replace_own(desk, given, question, typed)
    return None


def replace_own(desk: Desk, given: Given, question: str, typed: Sequence[i.Value]) -> None:
    """Put these values in place of what this person said to a question, line by line."""
    mine = standing(desk, question, given.person)
    kept = [one for one in mine if one.value in typed]
    changed = [one for one in mine if one.value not in typed]
    new = [value for value in typed if not any(one.value == value for one in kept)]
    for old, value in zip(changed, new, strict=False):
        desk.take(i.Amend(given.person, given.at, question, old.id, value))
    for old in changed[len(new) :]:
        desk.take(i.TakeBack(given.person, given.at, question, old.id))
    if rest := tuple(new[len(changed) :]):
        desk.take(i.Answer(given.person, given.at, question, rest))


def hands(desk: Desk, given: Given) -> None:
    """Hands counted in the room, by option, with what somebody said who isn't sure."""
    counts: dict[str, int] = {}
    for box, typed in given.boxes.items():
        number = str(typed or "").strip()
        if number.isdecimal():
            counts[box.rpartition("#")[2]] = int(number)
    question = given.question
    reason = given.word(f"{question}#reason")
    desk.take(i.Answer(given.person, given.at, question, (), given.asked, hands=tuple(counts.items()), reason=reason))


def add_for(desk: Desk, given: Given) -> Reply | None:
    """Words of somebody outside: "someone told me", by role and never by name, and on which day."""
    who = given.word("voice", "role", "who") or "somebody"
    today, day = day_of(desk.at, desk.state.zone), parsed(given.word("when"))
    return _words_of(desk, given, f"{who} on {date_words(day, today)}" if day and day != today else who)


def add_message(desk: Desk, given: Given) -> Reply | None:
    """Somebody's message is added to a question by the one who pressed."""
    return _words_of(desk, given, given.word("voice", "role") or None)


_WORDS = ("text", "words", "answer")


def _box_with_words(given: Given) -> str:
    return next((name for name in _WORDS if given.word(name)), _WORDS[0])


def _words_of(desk: Desk, given: Given, voice: str | None) -> Reply | None:
    question = given.word("question") or given.question
    words = given.word(*_WORDS)
    if not words:
        return Reply(errors=(("text", "There are no words in it yet."),))
    if question not in desk.dialogue.questions:  # picked for one project, and then another was chosen
        return Reply(errors=(("question", "That isn't asked in this project. Pick another question."),))
    typed = read(desk.scene, question, words)
    if isinstance(typed, Problem):
        return Reply(errors=((_box_with_words(given), typed.words),))
    answer(desk, given, question, typed, voice=voice)
    return None
