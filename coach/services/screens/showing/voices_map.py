"""Whose views the record holds and whose are missing; who is to hear back; words brought in from outside."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, label, message, note, project, rows, text
from coach.services.screens.record import Line, lines
from coach.services.screens.seeing import question
from coach.views import Message
from coach.words import first_down, first_up, joined, safe, shown, softened
from dialogues.voices import KINDS, MISSING, Voice, missing, voices

AT_MOST = 8
WORKERS = "front_line"
"""Those whom a team is made of: whether they are in can only be told where their roles are known."""


def the_map(scene: Scene) -> tuple[Voice, ...]:
    """Return how each kind of people comes in."""
    return voices(scene.dialogue, scene.facts, scene.roles)


def roles_known(scene: Scene) -> bool:
    """Say whether anybody's role is known, so that one can tell who does the work."""
    return any(scene.roles.get(person, "").strip() for person in scene.state.team)


def not_heard_words(scene: Scene, at_most: int = 5) -> str:
    """Return whose view is missing: as the team called them, then the kinds nobody has heard; safe."""
    named = [first_down(line.words) for line in _still_missing(scene)]
    gone = [one for one in missing(the_map(scene)) if one.kind != WORKERS or roles_known(scene)]
    if named:  # the team has thought about it: only whom somebody named and nobody heard is added
        gone = [one for one in gone if one.how and not _covered(one, named)]
    kinds = [KINDS[one.kind] for one in gone]
    return joined([shown(one, 60) for one in (*named, *kinds)], at_most=at_most)


def _still_missing(scene: Scene) -> list[Line]:
    """Those the team called missing and who haven't been heard since."""
    told = " ".join(line.voice.lower() for line in told_lines(scene))
    return [line for line in lines(scene, MISSING) if not (told and softened(line.words).lower() in told)]


def _covered(one: Voice, named: list[str]) -> bool:
    """Whether the team's own words say this kind already."""
    from dialogues.voices import kinds_of

    return any(one.kind in kinds_of(words) for words in named)


def voices_map(scene: Scene) -> Message:
    """Return whose views are in and how, whose are missing, and the ways to bring them in."""
    every = [one for one in the_map(scene) if one.holds or one.kind != WORKERS or roles_known(scene)]
    inside = [_held(one) for one in every if one.holds]
    named = [_named(one) for one in every if one.how == "named"]
    nowhere = [first_up(KINDS[one.kind]) for one in every if not one.how]
    own = joined([shown(first_down(line.words), 60) for line in _still_missing(scene)], at_most=6)
    return message(
        text(f"{project(scene)}: whose views are in here."),
        text(bold("Heard"), *inside) if inside else text("Nobody has been heard yet."),
        text(bold("Named, and not heard yet"), *named) if named else None,
        text(bold("Not heard and not named"), *(f"•  {one}" for one in nowhere)) if nowhere else None,
        text(f"You said these are missing: {own}." if own else ""),
        text("Who could ask one of them this week?")
        if named or nowhere or own
        else text("Nobody is missing that I know of."),
        note(
            "I go by roles, by what somebody told one of you, and by what you marked as heard. I can be wrong.",
            "" if roles_known(scene) else "I know nobody's role here, so I can't tell who of you does the work.",
        ),
        controls(
            button(scene, "Someone told me", "add_for", style="primary"),
            button(scene, "A card to print", "print_card", hint="One question on paper, for somebody without Slack"),
            button(scene, "Who to tell", "hear_back", hint="Who gave you words and is to hear back")
            if to_hear_back(scene)
            else None,
        ),
    )


def _held(one: Voice) -> str:
    called = joined([shown(words, 40) for words in one.words], at_most=3)
    how = {
        "here": "in the team",
        "told": f"told to one of you{f' by {called}' if called else ''}",
        "heard": "you marked what they need as heard",
    }[one.how]
    return f"•  {first_up(KINDS[one.kind])}: {how}"


def _named(one: Voice) -> str:
    called = joined([shown(first_down(words), 40) for words in one.words], at_most=3)
    return f"•  {first_up(KINDS[one.kind])}" + (f": {called}" if called else "")


def told_lines(scene: Scene) -> tuple[Line, ...]:
    """Return every line that somebody outside gave and that was shown, in the order of questions."""
    asked = dict.fromkeys((*scene.facts.earlier, *scene.facts.answers))
    return tuple(line for name in asked for line in lines(scene, name) if line.voice)


def to_hear_back(scene: Scene) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return who gave words and has not heard back: as they were called, one of their answers, the questions."""
    found: dict[str, tuple[str, list[str]]] = {}
    for line in told_lines(scene):
        if line.voice not in scene.facts.told_back:
            found.setdefault(line.voice, (line.id, []))[1].append(line.question)
    return tuple((who, answer, tuple(dict.fromkeys(asked))) for who, (answer, asked) in found.items())


def hear_back(scene: Scene) -> Message:
    """Return who gave you words from outside and is to hear what came of them, each to be ticked off."""
    waiting = to_hear_back(scene)
    told = sorted(one for one in scene.facts.told_back if one)
    if not waiting:
        done = f" {first_up(joined([shown(one, 60) for one in told]))} heard back already." if told else ""
        return message(
            text(f"{project(scene)}: nobody is waiting to hear back.{done}"),
            controls(button(scene, "Someone told me", "add_for")),
        )
    said = [
        f"{n}  {shown(first_up(who), 80)} ({joined([_title(scene, one) for one in asked])})"
        for n, (who, _, asked) in enumerate(waiting[:AT_MOST], 1)
    ]
    ticks = [
        button(scene, label(f"{n} has heard"), "heard_back", arg=answer, hint=f"{who} has heard what came of it")
        for n, (who, answer, _) in enumerate(waiting[:AT_MOST], 1)
    ]
    more = len(waiting) - AT_MOST
    return message(
        text(f"{project(scene)}: these people gave you their words. Tell them what came of it."),
        text(rows([*said, f"and {more} more" if more > 0 else ""])),
        text("A minute is enough: what you heard, what you'll try, and what you can't do yet."),
        controls(*ticks),
        controls(button(scene, "As a page", "as_page", arg=f"so_far:{scene.state.pass_n}", hint="To take along")),
    )


def _title(scene: Scene, wanted: str) -> str:
    return safe(first_down(question(scene, wanted).title))


def waiting_words(scene: Scene) -> str:
    """Return the line at the end of a round about those who are to hear back; "" when there are none."""
    who = [shown(one, 60) for one, _, _ in to_hear_back(scene)]
    if not who:
        return ""
    verb = "gave you their words. Tell them what came of it."
    return f"{first_up(joined(who, at_most=4))} {verb}"
