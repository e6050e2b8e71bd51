"""Summaries: a message of labelled lines, twelve at most, and the same as plain text."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, label, message, name, note, project_name, text
from coach.services.screens.people.naming import who_took_part
from coach.services.screens.rows import Row, at_most_twelve, shown_row
from coach.services.screens.summing_up.rounds import since_before
from coach.services.screens.summing_up.summary_agree import round_rows
from coach.services.screens.summing_up.summary_create import create_rows
from coach.services.screens.summing_up.summary_evaluate import evaluate_rows, plan_rows
from coach.services.screens.summing_up.summary_explore import explore_rows
from coach.services.screens.summing_up.summary_so_far import so_far_rows
from coach.services.screens.trying.stopping import ending_rows
from coach.services.screens.trying.tries import tried_out
from coach.services.screens.unasked import PHASE_NAMES
from coach.views import Heading, Message
from coach.words import ended, plain, plural, safe, shown, unescaped
from coach.words.days import date_words, day_of, short_day
from dialogues.rights import in_team

_TITLES = {
    "explore": "what we found",
    "create": "what we could do",
    "evaluate": "what happened",
    "agree": "what we agreed",
    "round": "what we agreed",
    "so_far": "so far",
    "ending": "what we learned",
}


def summary(scene: Scene, what: str, pass_n: int) -> Message:
    """Return a summary ("explore", "create", "evaluate", "round", "so_far") of a round, with buttons to pass it on."""
    found = summary_rows(scene, what, pass_n)
    return message(
        Heading(label(title(scene, what, pass_n), 149)),
        note(written(scene, what, pass_n)),
        text(lead_line(scene, what), *(shown_row(scene, one) for one in found)),
        controls(
            button(scene, "Copy as text", "copy_text", arg=f"{what}:{pass_n}"),
            button(scene, "As a page", "as_page", arg=f"{what}:{pass_n}"),
            button(scene, "Send to someone", "send_to", arg=f"{what}:{pass_n}"),
        ),
    )


def passed_on(scene: Scene, what: str, pass_n: int, by: str, to: str) -> Message:
    """Return a summary as it comes to somebody it is sent to: by whom, and buttons only for those they work for."""
    head, found = text(f"{name(scene, by)} sends you this:"), summary(scene, what, pass_n)
    parts = found.parts if in_team(scene.state, to) else found.parts[:-1]
    return message(head, *parts)


def summary_text(scene: Scene, what: str, pass_n: int) -> str:
    """Return a summary as plain text to paste anywhere: words as typed, no formatting."""
    head = f"{plain(title(scene, what, pass_n))}\n{when_words(scene, what, pass_n)}"
    line, by = lead_line(scene, what), by_whom(scene, what)
    body = [f"{one.label}: {plain(one.words)}" for one in summary_rows(scene, what, pass_n)]
    return unescaped("\n".join(part for part in (safe_title(head), plain(by), plain(line), *body) if part))


def safe_title(words: str) -> str:
    """Return a title as escaped words, so that undoing the escaping leaves it as typed."""
    return "\n".join(safe(part) for part in words.split("\n"))


def title(scene: Scene, what: str, pass_n: int) -> str:
    """Return a summary's title, raw: the project's name and what it tells."""
    said = _TITLES.get(what, "so far")
    if what == "evaluate" and not tried_out(scene, pass_n):
        said = "one small try"
    return f"{unescaped(project_name(scene))}: {said}"


def when_words(scene: Scene, what: str, pass_n: int) -> str:
    """Return when a summary was written, with its phase or round."""
    today = day_of(scene.now, scene.state.zone)
    if what in {"round", "agree"}:
        return f"{short_day(today)}, round {pass_n or scene.state.pass_n}"
    if what == "so_far":
        return short_day(today)
    if what == "ending":
        return f"{short_day(today)}, after {plural(pass_n or scene.state.pass_n, 'round')}"
    return f"{PHASE_NAMES.get(what, '')}, {date_words(today)}"


def by_whom(scene: Scene, what: str) -> str:
    """Return who worked it out, by role, or by name where they ticked it; only where all of it is summed up."""
    people = who_took_part(scene) if what in {"round", "agree", "so_far", "ending"} else ""
    return f"Worked out by {people}." if people else ""


def written(scene: Scene, what: str, pass_n: int) -> str:
    """Return when a summary was written, and who worked it out where that is told; safe."""
    when, by = when_words(scene, what, pass_n), by_whom(scene, what)
    return f"{when}. {by}" if by else when


def lead_line(scene: Scene, what: str) -> str:
    """Return the lead's one line for this phase; left out when it is empty, never invented."""
    phase = "agree" if what == "round" else what
    return ended(shown(scene.lines.get(phase, ""), 200))


def summary_rows(scene: Scene, what: str, pass_n: int) -> tuple[Row, ...]:
    """Return the lines of a summary, so many that it has twelve lines at most with its title."""
    wanted = pass_n or scene.state.pass_n
    if what == "evaluate":
        found = (evaluate_rows if tried_out(scene, wanted) else plan_rows)(scene, wanted)
    else:
        makers = {"explore": explore_rows, "create": create_rows, "agree": round_rows, "round": round_rows}
        makers["ending"] = ending_rows
        found = makers.get(what, so_far_rows)(scene, wanted)
        if what in {"round", "agree"} and wanted > 1:
            found = [found[0], Row(f"Since round {wanted - 1}", since_before(scene, wanted), kept=True), *found[1:]]
    return at_most_twelve(2 if lead_line(scene, what) else 1, found)
