"""The calm echo after an answer: what I have from you, and how to change or undo it."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    label,
    message,
    name,
    note,
    project,
    rows,
    text,
)
from coach.services.screens.cards.asking import seen_by, seen_by_all
from coach.services.screens.cards.filling import items_for, options_for
from coach.services.screens.cards.questions import stance_buttons
from coach.services.screens.cards.ways_back import ways_back
from coach.services.screens.record import as_text, line_of
from coach.services.screens.replying.offers import offers
from coach.services.screens.rows import date_or_words
from coach.services.screens.seeing import asked_of, card_of, cards, cell, closes, is_open, open_for, question
from coach.services.screens.showing.hanging import helps_words
from coach.services.screens.showing.picks import picked
from coach.services.screens.showing.stands import AGREEMENT, own
from coach.services.screens.showing.weighed import is_second, said_levels
from coach.services.screens.summing_up.summary_agree import aim_line
from coach.services.screens.summing_up.summary_explore import need_words
from coach.views import Controls, Message
from coach.words import numbered, quoted, safe, shown
from dialogues.facts import Kept
from dialogues.model import Field

_STANCES = {"yes": "Yes", "can_live": "I can live with it", "not_yet": "Not yet"}
SHOWN, AIM = 12, "agree.aim"


def answered(scene: Scene, person: str, wanted: str) -> Message:
    """Return what a person's card says once they have answered."""
    card = [one for one in card_of(scene, wanted) if one in scene.dialogue.questions]
    given = {one: words for one in card if (words := echo(scene, person, one))}
    if not given:
        return message(
            text(f"{project(scene)}: {safe(question(scene, wanted).title)}. {_without(scene, person, wanted)}"),
            note(_all_in(scene, person, card)),
            _again(scene, wanted),
        )
    return message(
        text(project(scene), *(_called(scene, one, words, len(given)) for one, words in given.items())),
        note(seen_by_all(scene, list(given), person), _all_in(scene, person, card)),
        *(part for one in card for part in offers(scene, person, one)),
        _buttons(scene, person, wanted),
        _other_buttons(scene, wanted, [one for one in given if one != wanted]),
    )


def _all_in(scene: Scene, person: str, card: list[str]) -> str:
    """Whoever has said all that the set asks of them hears so once, on its last card, and when all is shown."""
    until = closes(scene, person)
    if scene.state.way != "apart" or not until or open_for(scene, person) or alone(scene):
        return ""
    asked = [one for each in cards(scene) for one in each if is_open(scene, one) and person in asked_of(scene, one)]
    if not asked or asked[-1] not in card:
        return ""
    return f"That's all from you for now. The set closes {until}, or as soon as everybody is in."


def _called(scene: Scene, wanted: str, words: str, how_many: int) -> str:
    """An echo, its list called by its question where one card has several."""
    known = question(scene, wanted)
    return f"{safe(known.title)}. {words}" if how_many > 1 and known.kind == "list" else words


def _other_buttons(scene: Scene, wanted: str, others: list[str]) -> Controls | None:
    """The way to change what the same card asked beside its first question."""
    found = [button(scene, label(f"Change: {question(scene, one).title}"), "fix", one) for one in others]
    return controls(*found) if found else None


def begun(scene: Scene, person: str, wanted: str) -> bool:
    """Say whether a person has begun a list of their own that is still open: what they type next is its next line."""
    if scene.state.way == "together" or wanted not in scene.dialogue.questions:
        return False
    return question(scene, wanted).kind == "list" and is_open(scene, wanted) and bool(mine(scene, person, wanted))


def still_yours(scene: Scene, person: str, wanted: str) -> Message:
    """Return the list a person has begun, and how to end it."""
    return message(
        text(f"{project(scene)}: {safe(question(scene, wanted).title)} is open for you.", echo(scene, person, wanted)),
        note("Type the next line, or say that's all.", seen_by(scene, wanted)),
        _buttons(scene, person, wanted),
    )


def mine(scene: Scene, person: str, wanted: str) -> tuple[Kept, ...]:
    """Return a person's own standing answers to a question this round, shown to them whether private or not."""
    return tuple(kept for kept in scene.facts.of(wanted) if kept.by == person)


def echo(scene: Scene, person: str, wanted: str) -> str:
    """Return "I have 4: 1 … 2 …" for a list, "You said" for one answer; "" when there is none."""
    stance = own(scene, person, wanted)
    if stance is not None:
        reason = f" {quoted(stance.reason)}" if stance.reason else ""
        return f"You said: {_STANCES.get(stance.stance, shown(stance.stance))}.{reason}"
    found = mine(scene, person, wanted)
    if not found:
        return ""
    if question(scene, wanted).kind == "list":
        items = [_item(scene, kept) for kept in found]
        more = f"   and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
        return f"I have {len(items)}:  {numbered(items[:SHOWN])}{more}"
    said = f"{safe(question(scene, wanted).title)}. You said: {one_answer(scene, found[-1])}"
    return f"{said}\nAs one sentence: {aim_line(scene, scene.state.pass_n)}" if wanted == AIM else said


def _item(scene: Scene, kept: Kept) -> str:
    """One line of one's own: its words, who it is and how it is known, which needs it helps."""
    helps = helps_words(scene, kept.id)
    return need_words(line_of(scene, kept)) + (f" ({helps})" if helps else "")


def one_answer(scene: Scene, kept: Kept) -> str:
    """Return one answer in full: its fields under each other, picks by their words."""
    found = question(scene, kept.question)
    if found.kind == "several":
        labels = dict(options_for(scene, kept.question))
        return ", ".join(quoted(labels.get(one, one), 80) for one in picked(kept))
    if found.kind == "each" and isinstance(kept.value, dict):
        labels, options = dict(items_for(scene, kept.question)), {one.id: one.label for one in found.options}
        lines = [
            f"{quoted(labels.get(one, one), 80)}: {safe(options.get(as_text(to), as_text(to)))}"
            for one, to in kept.value.items()
        ]
        return "\n" + rows(lines)
    if found.kind == "scores" and isinstance(kept.value, dict):
        return said_levels(scene, kept.question, kept.value)
    line = line_of(scene, kept)
    if not line.raw:
        return quoted(line.words, 300)
    given = [field for field in found.fields if line.get(field.id)]
    pieces = [f"{_label(field)} {_in_words(scene, field, line.get(field.id))}" for field in given]
    picked_one = any(field.kind in {"choice", "several"} for field in given)  # "No" says little without its question
    labelled = len(pieces) > 1 or picked_one or any(field.hears for field in found.fields)
    return "\n" + rows(pieces) if labelled else quoted(line.words, 300)


def _label(field: Field) -> str:
    """A box's label before its words: "Who must say yes? A role, and a name:"."""
    return safe(field.label) + ("" if field.label.endswith(("?", ":", "…")) else ":")


def _in_words(scene: Scene, field: Field, words: str) -> str:
    return date_or_words(scene, words) if field.kind == "date" else shown(words, 300)


def _without(scene: Scene, person: str, wanted: str) -> str:
    done = cell(scene, wanted).done.get(person, "")
    status = cell(scene, wanted).status
    if is_second(scene, wanted) and not done:
        three = f"{name(scene, scene.state.lead)} weighs these with two others."
        return f"{three if status == 'open' else 'It is done.'} Nothing is asked of you."
    if done == "nothing":
        return "Nothing to add from you. That counts, and you can still add later."
    if done == "unknown" or status == "unknown":
        return "Noted as not known yet. I'll keep it on the list of things to find out."
    if done == "skipped" or status == "skipped":
        return f"Left out for now. {safe(question(scene, wanted).skip_effect)}"
    return "I have nothing from you here."


def _again(scene: Scene, wanted: str) -> Controls:
    if is_second(scene, wanted):
        return controls(button(scene, "What next?", "next_best"))
    if cell(scene, wanted).status == "skipped":
        return controls(button(scene, "Bring it back", "skip_back", wanted))
    return controls(button(scene, "Add something", "answer", wanted))


def _buttons(scene: Scene, person: str, wanted: str) -> Controls:
    if wanted == AGREEMENT and not question(scene, wanted).fields:
        return controls(*stance_buttons(scene, wanted))
    if question(scene, wanted).kind == "list":
        more = button(scene, "Add", "answer", wanted)
        fix = button(scene, "Fix", "fix", wanted)
        if not is_open(scene, wanted):
            return controls(fix, more)
        return controls(more, fix, button(scene, "That's all", "thats_all", wanted, style="primary"))
    last = mine(scene, person, wanted)
    undo = button(scene, "Undo", "undo", wanted, last[-1].id) if last and is_open_step(scene, wanted) else None
    change = "pick" if question(scene, wanted).mode == "vote" and question(scene, wanted).kind == "several" else "fix"
    return controls(button(scene, "Change", change, wanted), undo, *ways_back(scene, wanted))


def is_open_step(scene: Scene, wanted: str) -> bool:
    """Say whether a question's step is still open, so that one tap may undo an answer."""
    return wanted in {one for card in cards(scene) for one in card}
