"""Who is with which partner: asked on the card where it first matters, said in one tap, and what that means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    label,
    message,
    name,
    names,
    note,
    press,
    project,
    rows,
    text,
)
from coach.services.screens.leading.forms_team import made
from coach.services.screens.seeing import hidden
from coach.views import Box, Button, Form, Menu, Message, Press
from coach.words import joined, plural, shown
from dialogues.overlays import asked_each

NEITHER = "I'd rather not say"
PEOPLE_ON_A_FORM = 8


def each_of(scene: Scene, wanted: str) -> str:
    """Return "organisation" or "sector" where each is asked this question for itself; else ""."""
    return "" if alone(scene) else asked_each(scene.dialogue, wanted, scene.state.scale)  # type: ignore[arg-type]


def kind(scene: Scene) -> str:
    """Return what partners are called at this scale: organisation or sector."""
    return "sector" if scene.state.scale == "cross-sector" else "organisation"


def not_said(scene: Scene, wanted: str, person: str) -> bool:
    """Say whether it matters here whom this person is with, and nobody has said so yet."""
    if not (person and each_of(scene, wanted)) or scene.state.way != "apart" or person in scene.partners.of:
        return False
    answered = (one for one, cell in scene.state.cells.items() if one != wanted and person in cell.done)
    return not any(each_of(scene, one) for one in answered)  # asked once: who let it stand doesn't want to say


def asking(scene: Scene, wanted: str, person: str) -> Menu | Button | None:
    """Return the one tap that says whom a person is with; None where it is known or doesn't matter."""
    if not not_said(scene, wanted, person):
        return None
    known = scene.partners.names
    if not known:
        return button(scene, f"Say which {kind(scene)}", "partner_new", hint=f"Say which {kind(scene)} you're with")
    entries = [(label(words), press(scene, "partner", arg=str(place))) for place, words in enumerate(known)]
    entries += [("Another one", press(scene, "partner_new")), (NEITHER, press(scene, "partner", arg="-1"))]
    return Menu("I'm with…", tuple(entries), hint=f"Which {kind(scene)} are you with?")


def said_for(scene: Scene, here: Sequence[str]) -> tuple[Box, ...]:
    """Return the box that says whose answer it is, where one person types for a room of several partners."""
    options = tuple((words, label(words)) for words in scene.partners.names)
    if scene.state.way == "apart" or not options or not any(each_of(scene, wanted) for wanted in here):
        return ()
    return (
        Box(
            "said_for",
            f"Which {kind(scene)} says this?",
            "choice",
            options,
            hint="Leave it empty if it's nobody's in particular.",
        ),
    )


def side_note(scene: Scene, wanted: str, person: str) -> str:
    """Return, before a word is typed, that answers stand side by side, and how to say whose this one is."""
    if not each_of(scene, wanted):
        return ""
    said = f"Each {kind(scene)} is asked this, and the answers stand side by side."
    if not_said(scene, wanted, person):
        return f"{said} Which one are you with? One tap says it for good, or leave it."
    return said


def beside(scene: Scene, wanted: str, person: str) -> str:
    """Return beside whose name a person's words to this question will stand, as part of who sees them; else ""."""
    partner = scene.partners.of.get(person, "") if person and each_of(scene, wanted) else ""
    if not partner or scene.state.way != "apart":
        return ""
    guess = f" {guessed(scene, partner)}" if hidden(scene, wanted) else ""
    return f", beside {shown(partner, 60)}.{guess}"


def guessed(scene: Scene, partner: str) -> str:
    """Return the warning where so few are with a partner that people may guess who said what; else ""."""
    if not scene.partners.few(partner):
        return ""
    few = (
        "You're the only one from there so far"
        if len(scene.partners.people(partner)) < 2
        else "There are two of you from there"
    )
    return f"{few}, so people may guess."


def said(scene: Scene, person: str) -> Message:
    """Return the word to a person who has just said whom they are with."""
    partner = scene.partners.of.get(person, "")
    if not partner:
        return message(
            text(f"{project(scene)}: that's fine. Your answers stand with the others, beside no {kind(scene)}'s name."),
            controls(button(scene, "Say it after all", "partner_new")),
        )
    warning = guessed(scene, partner)
    return message(
        text(
            f"{project(scene)}: you're with {shown(partner, 60)}. Where each {kind(scene)} is asked, "
            f"your answer stands beside that name. {warning}".rstrip()
        ),
        note("What has been shown already stays as it was."),
        controls(button(scene, "Change it", "partner_new")),
    )


def not_shared(scene: Scene) -> Message:
    """Return the word where only one organisation does the work."""
    return message(
        text(f"{project(scene)} is the work of one organisation, so I don't ask who is with whom."),
        note("Go deeper and say how far it reaches, if others share it."),
    )


def listed(scene: Scene, person: str) -> Message:
    """Return who is with whom, as it stands, with the way to change it."""
    found = scene.partners
    if not found.names:
        words = f"Nobody has said yet which {kind(scene)}s share this."
    else:
        words = rows([_who(scene, partner) for partner in found.names])
    missing = [one for one, member in scene.state.team.items() if member.status != "left" and not found.of.get(one)]
    leads = person in {scene.state.lead, scene.state.second}
    return message(
        text(f"{project(scene)}: who is with whom", words),
        text(f"Not said: {names(scene, missing, at_most=8)}." if missing else ""),
        controls(
            button(scene, "Say who is with whom", "partners", style="primary") if leads else None,
            button(scene, "Which one am I with?", "partner_new"),
        ),
    )


def _who(scene: Scene, partner: str) -> str:
    people = [one for one in scene.partners.people(partner) if one in scene.state.team]
    return f"•  {shown(partner, 60)}: {names(scene, people, at_most=5) or 'nobody yet'}"


def partner_new(scene: Scene, press_: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form for one person: pick a partner, or write one that isn't there yet."""
    options = tuple((words, label(words)) for words in scene.partners.names)
    mine = scene.partners.of.get(person) or None
    pick = Box("partner", f"Which {kind(scene)} are you with?", "choice", options, mine) if options else None
    other = "Another one?" if options else f"Which {kind(scene)} are you with?"
    write = Box("name", other, hint="Its everyday name, as the others would say it.", max_length=60)
    said_of_it = note("Asked once. Your answers then stand beside that name where each one is asked.")
    return made(press_, "partner_new_save", f"Your {kind(scene)}", [one for one in (pick, write) if one], said_of_it)


def partners(scene: Scene, press_: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the lead's form: the partners, one on each line, and who is with whom where they haven't said so."""
    found = scene.partners
    options = tuple((words, label(words)) for words in found.names)
    boxes = [
        Box(
            "names",
            f"Which {kind(scene)}s share this work?",
            "long_text",
            value="\n".join(found.names) or None,
            hint="One on each line, by the name people use.",
            max_length=900,
        )
    ]
    open_ones = [one for one, member in scene.state.team.items() if member.status != "left" and one not in found.own]
    for one in open_ones[:PEOPLE_ON_A_FORM] if options else ():
        start = found.of.get(one) or None
        boxes.append(Box(f"with#{one}", label(f"{name(scene, one)} is with…"), "choice", options, start))
    left = len(open_ones) - PEOPLE_ON_A_FORM
    more = f" {plural(left, 'person')} more after these." if left > 0 else ""
    own = joined([name(scene, one) for one in sorted(found.own) if found.of.get(one)], at_most=5)
    told = f"{own} said it themselves." if own else "People can say it themselves too, and theirs counts."
    first = "" if options else "Save the names first. Then I ask who is with whom."
    return made(press_, "partners_save", "Who is with whom", boxes, note(f"{told}{more}", first))
