"""A calm card: the question, one line of why, one line who sees it, and few buttons."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, button, label, name, press
from coach.services.screens.cards.explaining import entries as explain_entries
from coach.services.screens.cards.explaining import terms_in
from coach.services.screens.cards.filling import prefilled
from coach.services.screens.cards.ways_back import always_offered
from coach.services.screens.people.partner_screens import beside
from coach.services.screens.seeing import (
    asked_of,
    cell,
    closes,
    current_card,
    hidden,
    is_vote,
    lone,
    open_questions,
    own_progress,
    phase,
    progress,
    question,
    step_of,
)
from coach.services.screens.unasked import PHASE_NAMES
from coach.views import Button, Menu, Press
from coach.words import first_down, joined, safe
from dialogues.machine import REVIEW

NO_DETAILS = "No names or details that could identify anyone."
IN_ROOM, UNSIGNED = "Seen by: your team.", "I don't note who said what."
HARM = "Someone could be harmed now"
_LISTS = {"list"}


def ask_words(scene: Scene, wanted: str) -> str:
    """Return the question itself in bold."""
    return bold(safe(question(scene, wanted).ask))


def why_words(scene: Scene, wanted: str) -> str:
    """Return the one line of why."""
    return f"_Why I ask: {safe(question(scene, wanted).why)}_"


def seen_by(scene: Scene, wanted: str, person: str = "") -> str:
    """Return who will see the words, fixed when the question opened; for a person also beside which partner's name."""
    if alone(scene) and scene.channel and scene.state.way != "alone":
        return "Seen by: whoever can read this channel."  # one person so far, and the card stands there all the same
    if alone(scene):
        return "Seen by: only you, until you share it."
    asked = scene.state.cells.get(wanted)
    if (asked.seen_by if asked else question(scene, wanted).seen_by) == "lead":
        return f"Seen by: only {name(scene, scene.state.lead)}, who leads this."
    if scene.state.way == "together":
        return f"{IN_ROOM} {UNSIGNED}" if hidden(scene, wanted) else IN_ROOM
    side = beside(scene, wanted, person)
    if not hidden(scene, wanted):
        return f"Seen by: your team, with your name{side or '.'}"
    if side:
        return f"Seen by: your team, without your name{side}"
    few = len(asked_of(scene, wanted)) in (3, 4)
    return "Seen by: your team, without your name." + (" There are few of you, so people may guess." if few else "")


def seen_by_all(scene: Scene, here: Sequence[str], person: str = "") -> str:
    """Return who will see the words of a card's questions: once when it is the same, else for each by its title."""
    said = [seen_by(scene, wanted, person) for wanted in here]
    if len(set(said)) < 2:
        return "".join(said[:1])
    if set(said) == {IN_ROOM, f"{IN_ROOM} {UNSIGNED}"}:
        unsigned = joined(safe(question(scene, wanted).title) for wanted in here if hidden(scene, wanted))
        return f"{IN_ROOM} {UNSIGNED.removesuffix('.')} under {unsigned}."
    return " ".join(
        f"{safe(question(scene, wanted).title)} - {first_down(words)}" for wanted, words in zip(here, said, strict=True)
    )


def privacy(scene: Scene, wanted: str) -> str:
    """Return the line on leaving details out, where words may be about a person's care."""
    found = question(scene, wanted)
    if found.kind == "scores":
        return ""
    return NO_DETAILS if found.safety or found.story or found.record in {"need", "risk"} else ""


def open_until(scene: Scene, person: str = "") -> str:
    """Return until when the step is open; nothing in the room, where nobody waits for a clock."""
    when = closes(scene, person)
    return f"Open until {when}." if when and scene.state.way == "apart" and not alone(scene) else ""


def where(scene: Scene, card: tuple[str, ...] = (), person: str = "") -> str:
    """Return "Explore · 1 of 5": of a card, in the room and alone of the one that is on, else of the set.

    For a `person` in their own time the count is that of their own cards in the set.
    """
    if scene.state.walk == REVIEW and open_questions(scene):
        return "The try"
    apart = scene.state.way == "apart"
    here = card or (() if apart else current_card(scene))
    place, total = own_progress(scene, person, here) if apart and person else progress(scene, here)
    now = step_of(scene, here)
    title = PHASE_NAMES.get(now.phase if now else phase(scene), "")
    return f"{title} · {place} of {total}" if total else title


def answer_label(scene: Scene, wanted: str) -> str:
    """Return what the first button says: it opens the form."""
    found = question(scene, wanted)
    if is_vote(scene, wanted):
        return "Pick"
    if found.kind == "scores":
        return "Weigh them"
    if found.kind in _LISTS and (scene.state.way != "apart" or cell(scene, wanted).given):
        return "Add"
    return "Answer"


def answer_press(scene: Scene, wanted: str) -> Press:
    """Return what the first button does: the answer's form, or the picks."""
    return press(scene, "pick" if is_vote(scene, wanted) else "answer", wanted)


def in_room(scene: Scene) -> bool:
    """Say whether one person types for a room of people."""
    return scene.state.way == "together" and not lone(scene)


def answer_button(scene: Scene, wanted: str) -> Button:
    """Return the button that opens the form of a question (and of its card)."""
    hint = f"{answer_label(scene, wanted)}: {question(scene, wanted).title}"
    return Button(answer_label(scene, wanted), answer_press(scene, wanted), "primary", hint[:75])


def unknown_button(scene: Scene, wanted: str) -> Button:
    """Return the second button: nothing to add where all are asked, else don't know yet."""
    found = question(scene, wanted)
    if found.mode == "gather" and scene.state.way == "apart" and not alone(scene):
        return button(scene, "Nothing to add", "nothing", wanted)
    if found.kind == "scores":
        return button(scene, "Leave this one out", "skip", wanted)
    return button(scene, "Don't know yet", "dont_know", wanted)


def more_menu(scene: Scene, here: Sequence[str]) -> Menu:
    """Return the small menu with everything else for a card's questions: example, why, skip, ask someone, later."""
    first, found = here[0], question(scene, here[0])
    entries = [(HARM, press(scene, "harm", wanted)) for wanted in here if question(scene, wanted).safety][:1]
    for do, words in (("example", "Show me an example"), ("why", "Why do you ask?"), ("stuck", "I'm stuck")):
        entries.append((words, press(scene, do, first)))
    if terms_in(scene, here):
        entries.append(("What do these words mean?", press(scene, "words", first)))
    if _hides_unknown(scene, first):
        entries.append(("I don't know yet", press(scene, "dont_know", first)))
    if found.mode == "solo" and not alone(scene):
        entries.append(("Ask someone who knows", press(scene, "ask_someone", first)))
    entries.append(("Leave this one out", press(scene, "skip", first)))
    if (in_room(scene) or alone(scene)) and found.kind == "list" and cell(scene, first).given:
        entries.append(("Fix a line of mine", press(scene, "fix", first)))
    for wanted in here[1:]:
        title = question(scene, wanted).title
        entries.append((label(f"Don't know yet: {title}"), press(scene, "dont_know", wanted)))
        entries.append((label(f"Leave out: {title}"), press(scene, "skip", wanted)))
    for words, to in always_offered(scene, first):
        entries.append((label(words), press(scene, "look_again", to)))
    entries.append(("Remind me later today", press(scene, "later", first)))
    entries += [(words, press(scene, do)) for words, do in explain_entries(scene)]
    return Menu("More", tuple(entries), hint=f"More about: {found.title}"[:75])


def _hides_unknown(scene: Scene, wanted: str) -> bool:
    """Whether "don't know yet" has no button of its own on the card, so that it stands in the menu."""
    found = question(scene, wanted)
    if found.kind == "scores" or (found.mode == "consent" and not found.fields):
        return False
    if found.mode == "confirm":
        return has_draft(scene, wanted)
    return unknown_button(scene, wanted).press.do != "dont_know"


def has_draft(scene: Scene, wanted: str) -> bool:
    """Say whether there is something to say yes to."""
    return bool(prefilled(scene, wanted))


def draft_buttons(scene: Scene, wanted: str) -> tuple[Button, ...]:
    """Return the buttons under a draft: it is right, or change it; without a draft, write it or leave it open."""
    if not has_draft(scene, wanted):
        return (
            button(scene, "Write it", "edit", wanted, style="primary"),
            button(scene, "Don't know yet", "dont_know", wanted),
        )
    return (
        button(scene, "That's right", "confirm", wanted, style="primary"),
        button(scene, "Change it", "edit", wanted),
    )
