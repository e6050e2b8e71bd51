"""Asking back before anything is kept: which project, which question, add or replace, and a long paste as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, label, message, note, project, rows, text
from coach.services.screens.cards.filling import options_for
from coach.services.screens.cards.lines_typed import lines_of
from coach.services.screens.seeing import question
from coach.views import Button, Message, Press, Text
from coach.words import cut, joined, plural, quoted, safe

SHOWN_LINES = 25


def which_project(scenes: Sequence[Scene], word: str, person: str) -> Message:
    """Return the choice between projects, when a word could mean several."""
    if not scenes:
        return Message("You're not in a project here yet.", (Text("You're not in a project here yet."),))
    return which_of([(scene.project, scene.name) for scene in scenes], word)


def which_of(projects: Sequence[tuple[str, str]], word: str) -> Message:
    """Return the same choice from (id, name) of each project."""
    buttons = [Button(label(called), Press("which", id_, arg=word)) for id_, called in projects[:10]]
    more = "Open the one you mean and type it there." if len(projects) > 10 else ""
    return message(text("Which project do you mean?"), note(more), controls(*buttons))


def which_question(scene: Scene, person: str, held: str, questions: Sequence[str]) -> Message:
    """Return the choice between open questions for typed words; nothing is kept before it is clear."""
    known = [one for one in questions if one in scene.dialogue.questions]
    buttons = [button(scene, question(scene, one).title, "typed_for", one, held) for one in known[:8]]
    return message(
        text(f"Which question in {project(scene)} is that for?"),
        note("I keep nothing until you tell me."),
        controls(*buttons, button(scene, "I was just talking", "typed_chat", "", held)),
    )


def yours(scene: Scene, wanted: str, held: str, words: str, *, more: bool = False) -> Message:
    """Return whether words are an answer: too short to be sure, or typed while nothing waits (`more`)."""
    title = safe(question(scene, wanted).title)
    ask = f"Is {quoted(words, 100)} your answer to *{title}*, in {project(scene)}?"
    late = f"{project(scene)}: nothing is open for you just now. Shall I add {quoted(words, 100)} to *{title}*?"
    return message(
        text(late if more else ask),
        note("I keep nothing until you tell me."),
        controls(
            button(scene, "Add it" if more else "Yes, keep it", "typed_for", wanted, held, style="primary"),
            button(scene, "I was just talking", "typed_chat", "", held),
        ),
    )


def kept_for(scene: Scene, wanted: str) -> Message:
    """Return what stands where it was asked which question words were for."""
    return message(text(f"Kept for *{safe(question(scene, wanted).title)}*."))


_STANDS = {"yes": "yes", "can_live": "I can live with it", "not_yet": "not yet"}


def where_stand(scene: Scene, wanted: str, held: str, why: str, *, waits: bool) -> Message:
    """Return the three stands for words that say none, or a yes with something that must come first."""
    ask = "Is that a yes now, or not yet until then?" if waits else "Where does that leave you?"
    buttons = [
        button(scene, words, "typed_stance", wanted, f"{stance}/{held}")
        for stance, words in (("yes", "Yes"), ("can_live", "I can live with it"), ("not_yet", "Not yet"))
    ]
    return message(
        text(f"{project(scene)}: {quoted(why, 200)}. {ask}"),
        note("Press one, or type it: yes, can live with it, not yet. Your words go with it."),
        controls(*buttons, button(scene, "I was just talking", "typed_chat", wanted, held)),
    )


def stands_as(scene: Scene, stance: str, reason: str) -> Message:
    """Return where somebody stands, where nothing else shows it."""
    why = f" {quoted(reason, 200)}" if reason else ""
    return message(text(f"I have that in {project(scene)}: *{_STANDS[stance]}*.{why}"))


def hands_counted(scene: Scene, hands: Mapping[str, int]) -> Message:
    """Return the hands that were typed for the room."""
    said = joined([f"{count} {_STANDS[stance].removeprefix('I ')}" for stance, count in hands.items()])
    return message(text(f"Hands counted in {project(scene)}: {said}."))


def picks_counted(scene: Scene, wanted: str, hands: Mapping[str, int]) -> Message:
    """Return the hands that were typed for the room's picks, each with the words that were picked."""
    names = dict(options_for(scene, wanted))
    said = joined([f"{count} for {quoted(cut(names[one], 60))}" for one, count in hands.items()])
    return message(text(f"Hands counted in {project(scene)}: {said}."))


def typed_choice(scene: Scene, person: str, wanted: str, held: str, words: str) -> Message:
    """Return the three ways to take a second message to a question that has one answer: add, replace, or talk."""
    return message(
        text(
            f"You've answered this one: {safe(question(scene, wanted).title)}.",
            f"Now you wrote {quoted(words)}. What shall I do?",
        ),
        controls(
            button(scene, "Add it", "typed_add", wanted, held, style="primary"),
            button(scene, "Put it in place of mine", "typed_replace", wanted, held),
            button(scene, "I was just talking", "typed_chat", wanted, held),
        ),
    )


def paste_check(scene: Scene, person: str, wanted: str, held: str, lines: Sequence[str]) -> Message:
    """Return a long paste as numbered lines, to look over once before they are kept."""
    found = [line for words in lines for line in lines_of(words)]
    shown = [f"{place}  {quoted(words, 100)}" for place, words in enumerate(found[:SHOWN_LINES], 1)]
    more = len(found) - SHOWN_LINES
    return message(
        text(f"That's {plural(len(found), 'line')} for: {safe(question(scene, wanted).title)}. Keep them like this?"),
        text(rows([*shown, f"and {more} more" if more > 0 else ""])),
        note("Please check that nothing in it could identify anyone."),
        controls(
            button(scene, "Keep them", "paste_keep", wanted, held, style="primary"),
            button(scene, "I was just talking", "typed_chat", wanted, held),
        ),
    )


def error(words: str, *more: Button) -> Message:
    """Return kind words about something that did not work, with the way on (`more`) and to help."""
    return message(Text(safe(words)), controls(*more, Button("Help", Press("help"))))
