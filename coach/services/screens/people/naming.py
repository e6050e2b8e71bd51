"""By name or by role: how people are called in what is passed on, and where they choose."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.build import alone, button, controls, message, name, note, project, team, text
from coach.views import Button, Message
from coach.words import first_down, in_words, joined, noun_for, shown

MOST = 5


def role(scene: Scene, person: str) -> str:
    """Return a person's role as it stands inside a sentence, safe; "" when none is known."""
    return shown(first_down(scene.roles.get(person, "").strip()), 60)


def called(scene: Scene, person: str) -> str:
    """Return how a person is called in what is passed on: by name if they said so, else by role; "" without one."""
    return name(scene, person) if person in scene.use_name else role(scene, person)


def who_took_part(scene: Scene) -> str:
    """Return who took part, as "ward sister, Tom and 2 others", the lead first; "" when nothing can be said."""
    here = [person for person in team(scene) if scene.state.team[person].status in {"here", "away"}]
    named = [called(scene, person) for person in here]
    counts = Counter(words for words in named if words)
    said = [words if count == 1 else f"{count} × {words}" for words, count in counts.items()]
    others = sum(1 for words in named if not words)
    if not said:
        return f"{in_words(others)} people" if others > 1 else ""
    more = len(said) - MOST
    hidden = others + sum(list(counts.values())[MOST:]) if more > 0 else others
    return joined([*said[:MOST], f"{in_words(hidden)} {noun_for(hidden, 'other')}" if hidden else ""])


def name_button(scene: Scene, person: str) -> Button:
    """Return the tick: use my name, or my role again."""
    if person in scene.use_name:
        return button(scene, "Use my role instead", "use_role", hint="Summaries call you by your role")
    return button(scene, "Use my name", "use_name", hint="Summaries may call you by name")


def now_called(scene: Scene, person: str) -> str:
    """Return in a sentence how summaries call this person now."""
    if person in scene.use_name:
        return f"Summaries may call you {name(scene, person)}."
    words = role(scene, person)
    return f"Summaries call you {words}, not by name." if words else "Summaries leave your name out."


def chosen(scene: Scene, person: str) -> Message:
    """Return the word after the tick; what was shown without names stays so."""
    return message(
        text(f"{project(scene)}: {now_called(scene, person)}"),
        note("Next steps keep their names. What was shown without names stays without."),
        controls(name_button(scene, person)),
    )


def greeted(scene: Scene, person: str) -> Message:
    """Return what the first message becomes once its person has said yes or no: what was agreed, and the way out."""
    member = scene.state.team.get(person)
    if member is None or member.status == "left":
        return message(
            text(f"You're not part of {project(scene)}. I won't write to you about it."),
            controls(button(scene, "I'd like to join", "join")),
        )
    return message(
        text(f"You're in {project(scene)}. Under each question I say who will see your words."),
        text(now_called(scene, person)),
        note("I keep to your working hours: type *my times* to see or change them."),
        controls(
            button(scene, "Where are we?", "status"),
            name_button(scene, person),
            button(scene, "I'm away for a while", "away"),
            button(scene, "Leave", "leave", hint="Leave this project"),
        ),
    )


def joined_now(scene: Scene, person: str) -> Message:
    """Return the word to somebody who has just joined; one person alone is back where they were."""
    if not alone(scene):
        return greeted(scene, person)
    said = f"You're in {project(scene)} again. It's as you left it."
    return message(text(said), controls(button(scene, "What next?", "next_best")))
