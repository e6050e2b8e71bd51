"""How we know and what hangs together: kept beside the answers, append-only, by one tap, a form, a word, or by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from coach.services import replies
from coach.services.acts.pressing import Given
from coach.services.screens.record import line_of
from coach.services.screens.replying.offers import ungraded
from coach.services.screens.showing.hanging import needs_in_order, what_for, who_may_it_be
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from coach.words import joined, quoted
from dialogues.effects import Keep
from dialogues.facts import Kept
from dialogues.grades import GRADES, is_graded
from dialogues.ties import IDEAS, NEEDS, STEPS, WHO, by_rule, ends
from storage import notes

if TYPE_CHECKING:
    from coach.services.desk import Desk

NOTHING_TO_GRADE = "There is nothing of yours just now that I'd ask this of."
NO_SUCH_NEED = "I know no need of that number. Type what hangs together, and I'll show you their numbers."
NO_IDEA = "You have no idea on the list yet. Once you have, type helps and the numbers of the needs."
TIED = "Noted."
_NOTED = {"counted": "you counted it", "seen": "you saw it", "heard": "someone told you", "guess": "it's your guess"}
_FOLLOWS = ("explore", "create", "evaluate", "agree", "round", "so_far")


def kept(desk: Desk, effect: Keep) -> None:
    """Tie a new answer to what the order of the work says it is about; words in place of old ones keep their ties."""
    question = desk.dialogue.questions.get(effect.question)
    if question is None or effect.supersedes:
        return
    for to in by_rule(question, desk.facts):
        if to != effect.answer:
            notes.keep_note(*desk.where, notes.Tie(effect.answer, to), at=desk.at, pass_n=desk.state.pass_n)


def grade(desk: Desk, given: Given) -> Reply:
    """One tap, or a word: how somebody knows what they said last and nobody has graded."""
    how = given.press.arg or given.picked
    question = given.question or _last_graded(desk, given.person)
    mine = ungraded(desk.scene, given.person, question) if question else ()
    if how not in GRADES or not mine:
        return replies.said(NOTHING_TO_GRADE)
    _graded(desk, given.person, ((one.id, how) for one in mine))
    return _shown(desk, given, f"Noted: {_NOTED[how]}.")


def _last_graded(desk: Desk, person: str) -> str:
    """The question of the newest answer of a person of which nobody has said how we know."""
    found = [
        one
        for name in desk.scene.facts.answers
        if is_graded(desk.dialogue.questions.get(name))
        for one in ungraded(desk.scene, person, name)
    ]
    return max(found, key=lambda one: one.at).question if found else ""


def _graded(desk: Desk, by: str, said: Iterable[tuple[str, str]]) -> None:
    for answer, how in said:
        notes.keep_note(*desk.where, notes.Grade(answer, how, by), at=desk.at, pass_n=desk.state.pass_n)
    _follow(desk)


def know_save(desk: Desk, given: Given) -> Reply:
    """The form: how each line is known, and who needs it where that was not said."""
    lines = {one.id for one in _may_grade(desk, given)}
    known = {one.id: line for one in _may_grade(desk, given) if (line := desk.scene.facts.known.get(one.id))}
    said = [
        (answer, how)
        for answer, how in _boxes(given, "known#")
        if answer in lines and how in GRADES and known.get(answer, ("",))[0] != how
    ]
    whose = [(need, f"{WHO}{who}") for need, who in _boxes(given, "who#") if need in lines]
    _graded(desk, given.person, said)
    _tied(desk, given.person, [(start, to) for start, to in whose if to.removeprefix(WHO) in who_may_it_be(desk.scene)])
    return _shown(desk, given, TIED)


def _may_grade(desk: Desk, given: Given) -> list[Kept]:
    """Lines that were shown, and one's own."""
    return [one for one in desk.scene.facts.of(given.question) if not one.private or one.by == given.person]


def _boxes(given: Given, start: str) -> list[tuple[str, str]]:
    """What was picked in the boxes whose names begin so, by the id behind it."""
    own = [name for name in given.boxes if name.startswith(start)]
    return [(name.removeprefix(start), word) for name in own if (word := given.word(name))]


def helps_save(desk: Desk, given: Given) -> Reply:
    """The form: which needs each idea helps; what was unpicked is undone."""
    needs = {line.id for line in needs_in_order(desk.scene)}
    for box in given.boxes:
        idea = box.removeprefix("helps#")
        if box == idea or not _is_idea(desk, given.person, idea):
            continue
        picked = [one for one in given.several(box) if one in needs]
        before = [one for one in ends(desk.scene.facts, idea) if one in needs]
        _tied(desk, given.person, [(idea, one) for one in picked if one not in before])
        _tied(desk, given.person, [(idea, one) for one in before if one not in picked], off=True)
    return _shown(desk, given, TIED)


def _is_idea(desk: Desk, person: str, idea: str) -> bool:
    return any(one.id == idea and (not one.private or one.by == person) for one in desk.scene.facts.of(IDEAS))


def step_for_save(desk: Desk, given: Given) -> Reply:
    """The form: what each next step is for."""
    known, steps = dict(what_for(desk.scene)), {one.id for one in desk.scene.facts.of(STEPS)}
    for step, end in _boxes(given, "for#"):
        before = [one for one in ends(desk.scene.facts, step) if one in known]
        if step in steps and end in known and end not in before:
            _tied(desk, given.person, [(step, one) for one in before], off=True)
            _tied(desk, given.person, [(step, end)])
    return _shown(desk, given, TIED)


def tie(desk: Desk, given: Given) -> Reply:
    """One tap or a pick: this idea helps this need, this need is that kind of people's, this step is for that."""
    start, _, to = given.press.arg.partition(">")
    to = to or given.picked
    own = {one.id for one in desk.scene.facts.of(given.question) if one.by == given.person or not one.private}
    allowed = _ends_for(desk, given.question)
    if start not in own or to not in allowed:
        return replies.said(replies.OLD_TIE)
    _tied(desk, given.person, [(start, allowed[to])])
    return _shown(desk, given, TIED)


def _ends_for(desk: Desk, question: str) -> dict[str, str]:
    """What an answer to a question may be tied to: what is picked, and the end it stands for."""
    if question == NEEDS:
        return {who: f"{WHO}{who}" for who in who_may_it_be(desk.scene)}
    if question == IDEAS:
        return {line.id: line.id for line in needs_in_order(desk.scene)}
    return {one: one for one, _ in what_for(desk.scene)} if question == STEPS else {}


def helps(desk: Desk, given: Given) -> Reply:
    """Typed: "helps 1 and 3", of the idea this person gave last."""
    mine = [one for one in desk.scene.facts.of(IDEAS) if one.by == given.person]
    needs = needs_in_order(desk.scene)
    numbers = [int(one) for one in given.press.arg.split(",") if one.isdecimal()]
    if not mine:
        return replies.said(NO_IDEA)
    if not numbers or max(numbers) > len(needs) or min(numbers) < 1:
        return replies.said(NO_SUCH_NEED)
    picked = [needs[number - 1] for number in dict.fromkeys(numbers)]
    _tied(desk, given.person, [(mine[-1].id, need.id) for need in picked])
    idea = quoted(line_of(desk.scene, mine[-1]).words, 80)
    return replies.said(f"Noted: {idea} helps with {joined([quoted(need.words, 80) for need in picked])}.")


def _tied(desk: Desk, by: str, pairs: Iterable[tuple[str, str]], off: bool = False) -> None:
    found = list(pairs)
    for start, to in found:
        notes.keep_note(*desk.where, notes.Tie(start, to, by, off), at=desk.at, pass_n=desk.state.pass_n)
    if found:
        _follow(desk)


def _follow(desk: Desk) -> None:
    """What was posted already shows it: summaries of this round, once each."""
    desk.looks_anew()
    for what in desk.state.summaries:
        if what in _FOLLOWS:
            desk.send(Delivery("summary", what=what, pass_n=desk.state.pass_n))


def _shown(desk: Desk, given: Given, words: str) -> Reply:
    """Apart one's own card shows it; elsewhere a word does."""
    if desk.state.way == "apart" and given.press.do in {"grade", "tie"}:
        desk.send(Delivery("cards", person=given.person, code="own"))
        return Reply()
    return replies.said(words)


ACTS: dict[str, Callable[[Desk, Given], Reply]] = {
    "grade": grade,
    "know_save": know_save,
    "tie": tie,
    "helps_save": helps_save,
    "helps_these": helps,
    "step_for_save": step_for_save,
}
