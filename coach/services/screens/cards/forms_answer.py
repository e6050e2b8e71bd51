"""Forms of questions: a card's answers, one's own lines to fix, picks, hands, a draft, what would change a mind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import bold, label, note, text
from coach.services.screens.cards.asking import privacy, seen_by, seen_by_all, why_words
from coach.services.screens.cards.boxes import MOST, box_count, boxes_for, choosable, plain_box, starting
from coach.services.screens.cards.drafts import agreement_question, at_most, how_to_choose, under_question
from coach.services.screens.cards.lines_typed import as_typed
from coach.services.screens.cards.one_form import fitting, together_with
from coach.services.screens.people.partner_screens import said_for
from coach.services.screens.replying.echoes import mine
from coach.services.screens.seeing import cell, is_vote, open_for, question
from coach.services.screens.showing.picks import tally
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.showing.weighed import best
from coach.views import Box, Form, Part, Press, Text
from coach.words import cut, safe

TITLE = 24
TITLE_NOTHING = "Nothing is open"
NOTHING_OPEN = "Nothing is open for you here. If you're not in the project yet, press I'd like to join."


def form_of(
    scene: Scene, press: Press, save: str, boxes: tuple[Box, ...], *parts: Part | None, submit: str = "Save"
) -> Form:
    """Return a form on one question."""
    kept = tuple(part for part in parts if part is not None)
    title = label(question(scene, press.question).title, TITLE) if press.question else "Your project"
    return Form(Press(save, press.project, press.question, press.asked, press.arg), title, boxes, kept, submit)


def answer(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of the card a question is on: every question of it that is open for this person."""
    wanted = theirs(scene, press.question, person)
    if not wanted:
        return Form(
            Press("status", press.project), TITLE_NOTHING, parts=(Text(NOTHING_OPEN),), submit="", close="Close"
        )
    if wanted != press.question:
        press = Press(press.do, press.project, wanted, cell(scene, wanted).asked)
    if is_vote(scene, wanted):
        return pick(scene, press, person, context)
    asked = fitting(scene, together_with(scene, press.question, person))
    others = sum(box_count(scene, one) for one in asked[1:])
    boxes = boxes_for(scene, asked[0], person, MOST - others)
    boxes += tuple(box for one in asked[1:] for box in boxes_for(scene, one, person, box_count(scene, one)))
    boxes = tuple(replace(box, focus=not place) for place, box in enumerate(boxes))  # a form is read from its top
    return form_of(scene, press, "answer_save", (*boxes, *said_for(scene, asked)), *_above(scene, asked, person))


def theirs(scene: Scene, wanted: str, person: str) -> str:
    """Return the question to open: the pressed one; pressed without one, the first that waits for this person."""
    if wanted:
        return wanted
    return next((one for one in open_for(scene, person) if question(scene, one).mode != "consent"), "")


def _above(scene: Scene, here: list[str], person: str = "") -> tuple[Part | None, ...]:
    words = [line for wanted in here for line in (bold(_ask(scene, wanted)), under_question(scene, wanted))]
    details = next((found for wanted in here if (found := privacy(scene, wanted))), "")
    return (text(*words, why_words(scene, here[0])), note(details, seen_by_all(scene, here, person)))


def _ask(scene: Scene, wanted: str) -> str:
    return agreement_question(scene) if wanted == AGREEMENT else safe(question(scene, wanted).ask)


def fix(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to change one's own answer: each line of a list in its own box, an emptied one is taken back."""
    found = question(scene, press.question)
    own = mine(scene, person, press.question)
    if found.kind != "list" or not own:
        return form_of(
            scene, press, "fix_save", boxes_for(scene, press.question, person), *_above(scene, [press.question])
        )
    field = next((field.id for field in found.fields if field.main), found.fields[0].id if found.fields else "")
    boxes = tuple(
        Box(f"{press.question}#{field}#{kept.id}", f"Line {place}", "text", value=cut(as_typed(scene, kept), 2900))
        for place, kept in enumerate(own[-MOST:], 1)
    )
    return form_of(
        scene, press, "fix_save", boxes, note("Empty a line to take it back.", seen_by(scene, press.question))
    )


def edit(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to change a draft before it stands."""
    boxes = boxes_for(scene, press.question, person)
    return form_of(scene, press, "edit_save", boxes, *_above(scene, [press.question]))


def pick(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to pick from a numbered list; never more than the question says."""
    own = mine(scene, person, press.question)
    box = plain_box(scene, press.question, own[-1].value if own else None)
    words = text(bold(safe(question(scene, press.question).ask)), under_question(scene, press.question))
    small = note(how_to_choose(scene, press.question), seen_by(scene, press.question))
    return form_of(scene, press, "pick_save", (box,), words, small)


def take_these(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the lead's form to choose what is taken further."""
    options = choosable(scene, press.question)
    most = max(at_most(scene, press.question), 4)
    helps = best(scene, press.question)
    first = [helps] if helps else _most_picked(scene, press.question)[:most]
    value = starting("several", {one for one, _ in options}, first)
    box = Box("chosen", "What do you take further?", "several", options, value, required=True, at_most=most)
    return form_of(scene, press, "take_these_save", (box,), note("The others stay on the list."), submit="Take these")


def _most_picked(scene: Scene, wanted: str) -> list[str]:
    """The two picked most, and whatever was picked as often as the second: a tie is not cut for the lead."""
    counts = [(one, count) for one, count in tally(scene, wanted).counts if count]
    least = counts[1][1] if len(counts) > 1 else 0
    return [one for one, count in counts if count >= least]


def hands(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to count raised hands, one number for each option."""
    counted = question(scene, press.question)
    options = choosable(scene, press.question)
    if counted.mode == "consent":
        options = tuple((option.id, label(option.label)) for option in counted.options)
    boxes = tuple(Box(f"{press.question}#{one}", cut(words, 149), "number") for one, words in options[: MOST - 1])
    reason = Box(f"{press.question}#reason", "What did somebody say who isn't sure?", "long_text")
    extra = (reason,) if counted.mode == "consent" else ()
    more = "Only the first nine fit here." if len(options) > MOST - 1 else ""
    return form_of(scene, press, "hands_save", boxes + extra, note("How many hands for each?", more))


def not_yet(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a "not yet": one thing only, with or without a name."""
    boxes = (
        Box("reason", "What would change your mind?", "long_text", focus=True, required=True),
        Box(
            "named",
            "Your name",
            "checks",
            (("named", "Say it with my name"),),
            hint="Leave it empty to say it without.",
        ),
    )
    said = note("Your words are shown with everybody's. They stay as you wrote them.")
    return form_of(scene, press, "not_yet_save", boxes, said)
