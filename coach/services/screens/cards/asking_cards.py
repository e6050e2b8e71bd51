"""A card to print: one plain question for somebody without Slack, with room to write, in plain or large print."""

from __future__ import annotations

from html import escape
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import label, name, note
from coach.services.screens.leading.forms_team import made
from coach.services.screens.seeing import open_questions, question
from coach.views import Box, Form, Press
from coach.words import unescaped

SIZES = (("plain", "Plain print"), ("large", "Large print"))
ASKS = {
    "explore.needs": "Think of the last time. What did you need that you did not get?",
    "explore.problem": "What goes wrong, and what does it mean for you?",
    "explore.success": "If this went well, what would you notice?",
    "explore.stories": "What happened the last time? Tell it as you would to a friend.",
    "create.ideas": "What would make this better? Half an idea is welcome.",
    "create.shut_out": "Who might find this harder to use, and why?",
    "evaluate.results": "We tried something new. What did you notice?",
    "evaluate.safety": "Did anything go wrong, or nearly?",
    "evaluate.side_effects": "What got better for you, and what got worse?",
}
"""How a question reads to somebody outside the team who was there."""
_LINES = {"plain": 13, "large": 4}
_SIZE = {"plain": "14pt", "large": "22pt"}
_STYLE = """
@page { size: A4; margin: 18mm; }
body { font: SIZE/1.5 Arial, Helvetica, sans-serif; color: #000; background: #fff; max-width: 46rem; margin: 0 auto;
  padding: 1rem; }
h1 { font-size: 1.4em; line-height: 1.3; margin: .4em 0 .6em; }
.about, .small { margin: .3em 0; }
.small { font-size: .8em; }
.line { border-bottom: 2px solid #000; height: 2.1em; }
.back { border: 3px solid #000; padding: .5em .8em; margin-top: 1.2em; break-inside: avoid; }
@media print { body { padding: 0; max-width: none; } }
"""


def asked_on_cards(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of what a card may ask: what is open and takes words first, then the usual questions."""
    open_now = [one for one in open_questions(scene) if question(scene, one).kind in {"list", "text"}]
    every = dict.fromkeys([*open_now, *(one for one in ASKS if one in scene.dialogue.questions)])
    return tuple((one, words_on_card(scene, one)) for one in every)


def words_on_card(scene: Scene, wanted: str) -> str:
    """Return the question as the card asks it, raw."""
    return ASKS.get(wanted) or question(scene, wanted).ask


def print_card(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a card: which question, how large, and who it is given back to."""
    options = tuple((one, label(words)) for one, words in asked_on_cards(scene))
    first = press.question if press.question in dict(options) else options[0][0]
    boxes = (
        Box("question", "What shall it ask?", "choice", options, first, required=True),
        Box("size", "How large?", "radio", SIZES, "plain", required=True),
        Box("back", "Who is it given back to?", value=_back_to(scene), max_length=120, hint="A name or a place."),
    )
    said = note("I send you a page to print. When it comes back, type someone told me and put the words in.")
    return made(press, "print_card_save", "A card to print", boxes, said, submit="Make it")


def _back_to(scene: Scene) -> str:
    return unescaped(name(scene, scene.state.lead))


def card_page(scene: Scene, wanted: str, size: str, back: str) -> bytes:
    """Return the card as an HTML file in UTF-8: one question, lines to write on, who gets it back, no sign-in."""
    asked, about = escape(words_on_card(scene, wanted)), escape(scene.name)
    large = size if size in _LINES else "plain"
    lines = "\n".join('<div class="line"></div>' for _ in range(_LINES[large]))
    style = _STYLE.replace("SIZE", _SIZE[large])
    body = f"""<p class="about">We want to make this better: <strong>{about}</strong>.</p>
<h1>{asked}</h1>
{lines}
<p class="about">I am (for example: a patient, a relative, a nurse): <span>______________________</span></p>
<p class="small">Please write no names. You need not answer, and it changes nothing in your care.</p>
<p class="back">Please give this back to: <strong>{escape(back) or "______________________"}</strong><br>
Want to know what came of it? Ask them.</p>"""
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{asked}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")
