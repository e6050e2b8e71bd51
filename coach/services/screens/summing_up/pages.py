"""A summary as a page: one HTML file by itself, readable by everybody, that prints well."""

from __future__ import annotations

import re
from html import escape

from coach.services.scene import Scene
from coach.services.screens.build import name, team
from coach.services.screens.record import Line, lines
from coach.services.screens.rows import Row
from coach.services.screens.seeing import hidden
from coach.services.screens.showing.hanging import helps_words
from coach.services.screens.showing.picks import ranked_needs
from coach.services.screens.summing_up.rounds import round_beside
from coach.services.screens.summing_up.summaries import lead_line, summary_rows, title, when_words, written
from coach.services.screens.summing_up.summary_agree import step_words
from coach.services.screens.trying.tries import tried_out
from coach.words import plural, quoted, unescaped

_PARTS = {"explore": "What we found", "create": "What we could do", "evaluate": "What happened"}
_STYLE = """
:root { color-scheme: light; }
body { font: 1.05rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid #1d5c63; }
.when { color: #4a4a4a; margin: 0 0 1.2rem; }
.line { font-size: 1.15rem; }
dl { margin: 0; }
dt { font-weight: 700; margin-top: .8rem; }
dd { margin: .1rem 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: #4a4a4a; font-size: .95rem; }
@media (min-width: 40rem) { dl { display: grid; grid-template-columns: 11rem 1fr; column-gap: 1.2rem; row-gap: .5rem; }
  dt, dd { margin: 0; } }
@media print { body { padding: 0; font-size: 11pt; max-width: none; } h2 { break-after: avoid; }
  dt, dd, li { break-inside: avoid; } @page { margin: 2cm; } }
"""


def summary_page(scene: Scene, what: str, pass_n: int) -> bytes:
    """Return a summary as an HTML file in UTF-8: the labelled lines, then the lists behind them in full.

    Names stand only where people took something on, or ticked it; what is hidden in the team is hidden here.
    """
    wanted = pass_n or scene.state.pass_n
    head = escape(title(scene, what, wanted))
    line = lead_line(scene, what)
    body = [
        f"<h1>{head}</h1>",
        f'<p class="when">{_words(written(scene, what, wanted))}</p>',
        f'<p class="line">{_words(line)}</p>' if line else "",
        _rows(summary_rows(scene, what, wanted)),
        *_further(scene, what, wanted),
        f"<footer><p>{escape(_behind(scene))}</p></footer>",
    ]
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{head}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    joined = "\n".join(part for part in body if part)
    return f"{page}{joined}\n</main>\n</body>\n</html>\n".encode("utf-8", "replace")


def _rows(found: tuple[Row, ...]) -> str:
    entries = "\n".join(f"<dt>{escape(one.label)}</dt>\n<dd>{_words(one.words)}</dd>" for one in found)
    return f"<dl>\n{entries}\n</dl>" if entries else ""


def _words(mrkdwn: str) -> str:
    """Our own mrkdwn as HTML: people's words are escaped in it already, and come out as typed."""
    bare = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", mrkdwn)
    strong = re.sub(r"\*([^*]+)\*", "\x02\\1\x03", bare)
    slanted = re.sub(r"(?<!\w)_([^_]+)_(?!\w)", r"\1", strong)
    html = escape(unescaped(slanted), quote=False)
    return html.replace("\x02", "<strong>").replace("\x03", "</strong>")


def _further(scene: Scene, what: str, pass_n: int) -> list[str]:
    """The parts behind a summary: for the whole round every phase that has something, then the lists in full."""
    sections: list[str] = []
    if what in {"round", "agree", "so_far", "ending"}:
        for phase, heading in _PARTS.items():
            if phase == "evaluate" and not tried_out(scene, pass_n):
                heading = "One small try"
            if _has_something(scene, phase, pass_n):
                sections.append(f"<h2>{heading}</h2>\n{_rows(summary_rows(scene, phase, pass_n))}")
    if pass_n > 1 and what in {"round", "so_far", "ending"}:
        beside = tuple(round_beside(scene, pass_n))
        sections.append(f"<h2>Round {pass_n} beside round {pass_n - 1}</h2>\n{_rows(beside)}")
    return sections + _lists(scene, what, pass_n)


def _has_something(scene: Scene, phase: str, pass_n: int) -> bool:
    return any(
        lines(scene, question, pass_n) for question in scene.dialogue.questions if question.startswith(f"{phase}.")
    )


def _lists(scene: Scene, what: str, pass_n: int) -> list[str]:
    wanted = {
        "explore": ("explore.needs",),
        "create": ("create.ideas",),
        "evaluate": ("evaluate.risks",),
    }.get(what, ("explore.needs", "create.ideas", "evaluate.risks", "agree.actions"))
    headings = {
        "explore.needs": "Every need",
        "create.ideas": "Every idea",
        "evaluate.risks": "What could go wrong",
        "agree.actions": "Next steps",
    }
    return [_list(scene, question, headings[question], pass_n) for question in wanted]


def _list(scene: Scene, question: str, heading: str, pass_n: int) -> str:
    found = ranked_needs(scene, pass_n) if question == "explore.needs" else lines(scene, question, pass_n)
    if not found:
        return ""
    said = "\n".join(f"<li>{_words(_item(scene, line))}</li>" for line in found)
    count = plural(len(found), "line")
    unnamed = ", without names" if hidden(scene, question) and len(team(scene)) > 2 else ""
    return f"<h2>{escape(heading)}</h2>\n<p>{count}{unnamed}.</p>\n<ol>\n{said}\n</ol>"


def _item(scene: Scene, line: Line) -> str:
    if line.question == "agree.actions":
        return step_words(scene, line)
    whom = f" - {quoted(line.get('who'), 80)}" if line.get("who") else ""
    sign = f"; first sign {quoted(line.get('sign'), 140)}" if line.get("sign") else ""
    owner = f" ({name(scene, str(line.raw.get('owner')))})" if line.get("owner") else ""
    beside = {"guess": "a guess"}.get(line.known, line.known) if line.question == "explore.needs" else ""
    beside = helps_words(scene, line.id) if line.question == "create.ideas" else beside
    aside = f" ({escape(beside)})" if beside else ""
    told = f" - told to us by {quoted(line.voice, 80)}" if line.voice else ""
    return quoted(line.words, 400) + whom + aside + told + sign + owner


def _behind(scene: Scene) -> str:
    said = "Words in quotation marks are people's own. What was not asked is said so."
    return f"{said} Written down on {when_words(scene, 'so_far', scene.state.pass_n)}."
