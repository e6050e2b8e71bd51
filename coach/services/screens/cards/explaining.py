"""How much is explained to this team: why and an example on the card, words with their meaning; never what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, message, note, project, rows, text
from coach.services.screens.seeing import question
from coach.views import Message
from coach.words import first_down, safe
from dialogues import library, overlays
from dialogues.model import ExperienceOverlay

WORDS_ON_A_CARD = 1
SAID = {
    "new": "I explain more from here on: each card has a reason, an example, and what its words mean.",
    "some": "Each card has its reason. An example and what the words mean are under More.",
    "experienced": "Cards hold the question alone. The open questions of a set come on one form, "
    "and a list you paste is kept at once.",
}


def explains(scene: Scene) -> ExperienceOverlay:
    """Return how much is explained to this team."""
    return overlays.explains(scene.dialogue, scene.state.experience)  # type: ignore[arg-type]  # another has its defaults


def why_if_shown(scene: Scene, wanted: str) -> str:
    """Return the one line of why; "" where the team wants cards without it (it stays under More)."""
    return f"_Why I ask: {safe(question(scene, wanted).why)}_" if explains(scene).why == "shown" else ""


def example_if_shown(scene: Scene, wanted: str) -> str:
    """Return one example for those who are new to it; else it is under More."""
    found = question(scene, wanted)
    if explains(scene).example != "shown" or found.mode in {"confirm", "consent", "vote"} or found.kind == "scores":
        return ""
    return f"For example: _{safe(found.health)}_"


def meaning_if_shown(scene: Scene, here: Sequence[str]) -> str:
    """Return what one word of these questions means, for those who are new to it; "" when none needs it."""
    if not explains(scene).words:
        return ""
    return " ".join(
        f"{safe(term)}: {safe(first_down(said))}" for term, said in [*terms_in(scene, here)][:WORDS_ON_A_CARD]
    )


def terms_in(scene: Scene, here: Sequence[str]) -> list[tuple[str, str]]:
    """Return the glossary's words that these questions use, with what each means."""
    used = dict.fromkeys(term for wanted in here for term in question(scene, wanted).terms)
    return [(term, glossary()[term]) for term in used if term in glossary()]


def words(scene: Scene, wanted: str) -> Message:
    """Return what the words of a question mean; without any, what all of the coach's words mean."""
    found = terms_in(scene, (wanted,)) if wanted in scene.dialogue.questions else []
    every = found or list(glossary().items())
    lines = [f"{bold(safe(term))}  {safe(said)}" for term, said in every]
    head = "What these words mean" if found else "The words I use"
    half = len(lines) // 2 if len(lines) > 12 else len(lines)
    return message(text(bold(head)), text(rows(lines[:half])), text(rows(lines[half:])))


def now(scene: Scene) -> Message:
    """Return how much is explained from now on, with the way to change it again."""
    level = scene.state.experience
    return message(
        text(f"{project(scene)}: {SAID.get(level, SAID['some'])}"),
        note("It's so for everybody in the team. Nothing you have said changes, and nothing else is asked."),
        controls(
            button(scene, "Explain more", "explain_more") if level != "new" else None,
            button(scene, "Explain less", "explain_less") if level != "experienced" else None,
        ),
    )


def entries(scene: Scene) -> list[tuple[str, str]]:
    """Return the menu's entry to have more or less explained: (label, press)."""
    return [("Explain less", "explain_less")] if scene.state.experience == "new" else [("Explain more", "explain_more")]


@cache
def glossary() -> Mapping[str, str]:
    """The coach's words with what each means."""
    return library.glossary()
