"""Help: what can be done, why a question is asked, an example, a way out of being stuck, what to do about harm."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    bold,
    button,
    controls,
    is_lead,
    message,
    name,
    note,
    project,
    rows,
    text,
)
from coach.services.screens.cards.asking import answer_button, more_menu
from coach.services.screens.cards.explaining import entries as explain_entries
from coach.services.screens.cards.explaining import terms_in
from coach.services.screens.cards.explaining import words as words_meant
from coach.services.screens.channel.greeting import USUAL_ROUTE, WHAT_I_DO, run_by
from coach.services.screens.seeing import is_open, is_vote, question
from coach.services.screens.showing.deciding import split_words
from coach.services.screens.showing.picks import item, tally
from coach.services.screens.showing.reveals import blocks, title
from coach.views import Button, Controls, Menu, Message, Press
from coach.words import quoted, safe
from dialogues.rights import in_team

HARM = "Someone could be harmed now"


def no_project(do: str) -> Message:
    """Return what a command says to somebody who is in no project here: how to join one, how to start one."""
    join = "To join one, press I'd like to join under its first message in your team's channel." if do == "join" else ""
    return message(
        text("You're not in a project here yet."),
        text(join),
        text("To start one, type /coach new in your team's channel, or to me here if it's just you."),
        controls(Button("Start a project", Press("new"), "primary"), Button("What is this?", Press("help"))),
    )


TYPED = (
    "Type it or press it: *why*, *example*, *skip*, *back*, *later*, *don't know*, *who is in*, "
    "*where are we*, *what next*, *what would you look at?*, *what changed*, *who is missing*, "
    "*someone told me*, *summary*, *my actions*, *checkin*, *my times*, *quiet*, *find out*, *i expect*, "
    "*marks*, *tools*, "
    "*use my name*, *words*, *explain more*, *explain less*, *stop here*, *stop well*."
)

FOR_THE_LEAD = "You lead it, so these too: *show now*, *more time*, *nudge*, *hand over*."


def help_(scene: Scene | None, person: str = "") -> Message:
    """Return what can be done, in a few lines; also for somebody without a project, or not in this one."""
    if scene is None:
        return message(
            text(
                bold("I help a team get from a problem to one small, safe try."),
                "Type /coach new in your team's channel, or to me here if it's just you. "
                "Three questions and you've started.",
            ),
            text(f"{WHAT_I_DO} I never read channels."),
            note(USUAL_ROUTE),
            controls(Button("Start a project", Press("new"), "primary"), Button(HARM, Press("harm"))),
        )
    if person and not in_team(scene.state, person):
        return message(
            text(
                bold(f"This is about {project(scene)}."),
                "You're not in it yet. Press I'd like to join, then your words count.",
            ),
            text(f"{WHAT_I_DO} I never read channels."),
            note(run_by(scene), USUAL_ROUTE),
            controls(button(scene, "I'd like to join", "join", style="primary"), button(scene, HARM, "harm")),
        )
    return message(
        text(bold("What you can do"), f"You're in {project(scene)}."),
        text(TYPED, FOR_THE_LEAD if is_lead(scene, person) and scene.state.way == "apart" else ""),
        text("You can change or take back any answer of yours, at any time. Stop whenever you like and it keeps."),
        note(f"{WHAT_I_DO} {run_by(scene)}".rstrip(), USUAL_ROUTE),
        controls(
            button(scene, "What next?", "next_best", style="primary"),
            button(scene, HARM, "harm"),
            button(scene, "Stop here", "stop"),
            _else(scene),
        ),
    )


def _else(scene: Scene) -> Menu:
    entries = (
        ("Where are we?", Press("status", scene.project)),
        ("Summary", Press("summary", scene.project, arg="so_far")),
        ("Tools that take five minutes", Press("tools", scene.project)),
        ("My next steps", Press("actions", scene.project)),
        ("What hangs together", Press("hanging", scene.project)),
        ("Whose views are in?", Press("voices", scene.project)),
        ("Someone told me", Press("add_for", scene.project)),
        ("A card to print", Press("print_card", scene.project)),
        ("Who is to hear back?", Press("hear_back", scene.project)),
        ("What would you look at?", Press("look_over", scene.project)),
        ("What do your words mean?", Press("words", scene.project)),
        *((words, Press(do, scene.project)) for words, do in explain_entries(scene)),
        ("I'm away for a while", Press("away", scene.project)),
        ("I'm back", Press("back_here", scene.project)),
        ("When you write to me", Press("my_times")),
        ("Quiet for a while", Press("quiet")),
        ("Take it forward", Press("take_forward", scene.project)),
        ("Leave this project", Press("leave", scene.project)),
    )
    return Menu("More", entries, hint="More you can do")


def more(scene: Scene | None, wanted: str, what: str) -> Message:
    """Return the words behind one entry of a card's small menu; about harm also without a project."""
    if what == "harm":
        return harm(scene)
    if scene is None:
        return help_(None)
    if what == "words":
        asked = wanted in scene.dialogue.questions and not terms_in(scene, (wanted,))
        return in_plain_words(scene, wanted) if asked else words_meant(scene, wanted)
    makers = {"why": why, "example": example, "stuck": stuck, "look_at": look_at, "read_all": read_all}
    if what == "what_is_this" or wanted not in scene.dialogue.questions:
        return what_is_this(scene)
    return makers.get(what, why)(scene, wanted)


def in_plain_words(scene: Scene, wanted: str) -> Message:
    """Return what a question without words of its own is after: what a good answer has, and one from each sector."""
    found = question(scene, wanted)
    return message(
        text(bold(safe(found.ask)), f"What I'm after: {safe(found.good)}"),
        text(f"For example: {_example(found.health)}", f"Or: {_example(found.social_care)}"),
        note("Made up, to show the shape. Yours will be different."),
        controls(
            answer_button(scene, wanted) if is_open(scene, wanted) else None, button(scene, "All my words", "words")
        ),
    )


def _way_back(scene: Scene, wanted: str) -> Controls | None:
    return controls(answer_button(scene, wanted), more_menu(scene, (wanted,))) if is_open(scene, wanted) else None


def why(scene: Scene, wanted: str) -> Message:
    """Return why a question is asked, what a good answer has, and what happens without one."""
    found = question(scene, wanted)
    return message(
        text(bold(safe(found.ask)), f"Why I ask: {safe(found.why)}"),
        text(f"A good answer has: {safe(found.good)}", f"If you leave it out: {safe(found.skip_effect)}"),
        _way_back(scene, wanted),
    )


def example(scene: Scene, wanted: str) -> Message:
    """Return an example from health care and one from social care."""
    found = question(scene, wanted)
    return message(
        text(bold(safe(found.ask))),
        text(
            f"From a health team: {_example(found.health)}", f"From a social care team: {_example(found.social_care)}"
        ),
        note("Made up, to show the shape. Yours will be different."),
        _way_back(scene, wanted),
    )


def _example(words: str) -> str:
    return f"_{safe(words)}_"


def stuck(scene: Scene, wanted: str) -> Message:
    """Return smaller questions that lead in; for what isn't known here, the way to leave it open."""
    found = question(scene, wanted)
    smaller = found.stuck or ("What happened the last time?",)
    return message(
        text("Try one of these instead:", rows([f"•  {safe(words)}" for words in smaller])),
        note("One line is plenty. Don't know yet is a fine answer too."),
        _way_back(scene, wanted),
    )


def harm(scene: Scene | None) -> Message:
    """Return what to do when somebody could be harmed: the usual route first; the coach never judges how urgent."""
    return message(
        text(
            bold("If someone could be harmed now, act first."),
            "Make it safe, and call for help the way you always do: your senior, your emergency number, "
            "your incident route.",
        ),
        text("I can't raise an alarm, and nobody is watching me. Please don't write the details here."),
        text("Everything you wrote here keeps. Any try can stop at once: anyone may call it."),
        controls(button(scene, "Pause the project", "pause")) if scene else None,
    )


def look_at(scene: Scene, wanted: str) -> Message:
    """Return what people differ on, with the counts; never who."""
    if not is_vote(scene, wanted):
        return read_all(scene, wanted)
    found = tally(scene, wanted)
    ranked = [f"•  {quoted(words, 100)} {count}" for one, count in found.counts if (words := item(scene, wanted, one))]
    return message(
        text(bold(safe(question(scene, wanted).title)), split_words(scene, wanted), rows(ranked)),
        note("Ask what the others saw, before anybody defends their own. You can change your pick until it's settled."),
        controls(button(scene, "Change mine", "pick", wanted), button(scene, "Vote again", "vote_again", wanted)),
    )


def read_all(scene: Scene, wanted: str) -> Message:
    """Return everything that was said to a question, as far as one message holds."""
    if is_vote(scene, wanted):
        return look_at(scene, wanted)
    every = blocks(scene, wanted)
    room = 30
    pages = [text(*every[start : start + 15]) for start in range(0, min(len(every), 2 * room), 15)]
    left = len(every) - 2 * room
    said = text(f"and {left} more. Take it with you to read them all.") if left > 0 else None
    return message(
        text(bold(title(scene, wanted))), *pages, said, controls(button(scene, "Take it with you", "export"))
    )


def what_is_this(scene: Scene) -> Message:
    """Return what the coach is and is not, for somebody who was just asked to join."""
    lead = name(scene, scene.state.lead)
    who = "You work on it alone." if alone(scene) else f"{lead} leads it and decides with you."
    return message(
        text(
            bold("What this is"),
            f"{project(scene)} is a small piece of work to make something better for patients and staff. {who}",
            "I ask short questions, show everybody's answers together, and write down what you decide.",
        ),
        text(
            bold("What I can't do"),
            "I don't read channels, judge people, or report incidents. I see only what you give me. "
            "Under each question I say who will see your words, and you can take any answer back.",
        ),
        note(run_by(scene), USUAL_ROUTE),
        controls(button(scene, "I'd like to join", "join"), button(scene, "Not for me", "not_for_me")),
    )
