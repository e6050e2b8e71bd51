"""What the coach says to words that are meant for it, while a question waits."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, label, message, name, note, project, rows, text
from coach.services.screens.cards.asking import answer_button, unknown_button
from coach.services.screens.cards.explaining import glossary
from coach.services.screens.replying.echoes import answered, mine
from coach.services.screens.seeing import question
from coach.views import Button, Controls, Message, Press
from coach.words import quoted, safe

_NAMED = 3


def less(scenes: Sequence[Scene], person: str) -> Message:
    """Return the ways to hear less: quiet for a while, no more reminders, leaving; and stopping here for all."""
    one = scenes[0] if len(scenes) == 1 else None
    leaves = [
        Button(label("Leave" if one else f"Leave {scene.name}"), Press("leave", scene.project))
        for scene in scenes[:_NAMED]
    ]
    stops = one is not None and (one.state.lead == person or one.state.way == "alone")
    return message(
        text("I can be quiet for a while, or stop reminding you. Or you can leave: what you said stays."),
        note("Nothing has changed yet."),
        controls(
            Button("Quiet for a while", Press("quiet"), "primary"),
            button(one, "No more reminders", "stop_reminding") if one else None,
            *leaves,
            button(one, "Stop here for all of us", "stop") if one and stops else None,
        ),
    )


def said_before(scene: Scene, person: str, wanted: str) -> Message:
    """Return what I have of somebody's to a question; when that is nothing, that I can't read the channel."""
    if mine(scene, person, wanted):
        return answered(scene, person, wanted)
    return message(
        text(f"Sorry, I have nothing from you for *{safe(question(scene, wanted).title)}*, in {project(scene)}."),
        note("I can't read the channel: I only have what is typed to me or put in a form. A few words are enough."),
        controls(answer_button(scene, wanted), unknown_button(scene, wanted)),
    )


def first_this(scene: Scene, held: str, words: str, questions: Sequence[str]) -> Message:
    """Return that words are still waiting to be told where they go, before a set is called done."""
    return message(
        text(f"Before that: you typed {quoted(words, 100)}, and I don't know yet which question it's for."),
        note("I keep it as soon as you say. Then type that's all once more."),
        controls(
            *(button(scene, label(question(scene, one).title), "typed_for", one, held) for one in questions),
            button(scene, "I was just talking", "typed_chat", "", held),
        ),
    )


def to_change(scene: Scene, person: str, wanted: str) -> Message:
    """Return what somebody said last, to change it or to take it back."""
    said = answered(scene, person, wanted)
    return message(
        text("This is what you said last. You can change it, or anything else of yours, at any time."), *said.parts
    )


def same(scene: Scene, wanted: str, who: str) -> Message:
    """Return that one person's words can't stand for another's, and that fewer words will do."""
    whose = f"what {safe(who).title()} said" if who else "what was said before"
    return message(
        text(f"I can't copy {whose}. Say it in your own words, however short: then two of you have said it."),
        controls(answer_button(scene, wanted), unknown_button(scene, wanted)),
    )


def ask_them(scene: Scene, wanted: str, other: str) -> Message:
    """Return how somebody else of the team is asked: by a form where one person answers, or they are asked anyway."""
    who = name(scene, other)
    if question(scene, wanted).mode == "solo":
        return message(
            text(f"Shall {who} answer *{safe(question(scene, wanted).title)}*? Press the button and I'll ask them."),
            controls(button(scene, "Ask someone who knows", "ask_someone", wanted, style="primary")),
        )
    return message(
        text(f"{who} is asked too, in their own words. If you don't know, that's fine: it's one tap."),
        controls(unknown_button(scene, wanted)),
    )


def asked_back(scene: Scene, wanted: str, asked: str) -> Message:
    """Return an answer to a question that was asked back: what its word means, or where to find out."""
    terms = [(term, said) for term, said in glossary().items() if f" {term.casefold()} " in f" {asked.strip('?')} "]
    lines = [f"{bold(safe(term))}  {safe(said)}" for term, said in terms[:_NAMED]]
    return message(
        text(rows(lines) if lines else "That sounds like a question to me. I can't chat, but these may help."),
        controls(
            button(scene, "Show me an example", "example", wanted),
            button(scene, "Why do you ask?", "why", wanted),
            button(scene, "What do these words mean?", "words", wanted) if not lines else None,
        ),
    )


def or_keep(scene: Scene, wanted: str, held: str, made: Message) -> Message:
    """Return a message with one more way on: to keep the words as they were typed, if they were an answer after all."""
    keep = button(scene, "Keep it as my answer", "typed_for", wanted, held)
    parts = [part for part in made.parts if not isinstance(part, Controls)]
    offered = [one for part in made.parts if isinstance(part, Controls) for one in part.items]
    return message(*parts, note("I've kept nothing of that."), Controls((*offered, keep)))
