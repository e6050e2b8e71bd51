"""Deciding: what was picked with the spread first, and what to do when somebody says not yet."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, label, message, note, project, rows, text
from coach.services.screens.cards.filling import TODAY
from coach.services.screens.people.partner_screens import kind
from coach.services.screens.seeing import asked_of, cell, lone, question
from coach.services.screens.showing.picks import item, split_on, tally
from coach.services.screens.showing.side_by_side import one_yes_each
from coach.services.screens.showing.stands import AGREEMENT, conditions, kept_back, spread, worries
from coach.services.screens.showing.weighed import best, second_of, weighed
from coach.views import Button, Controls, Message
from coach.words import cut, ended, in_words, quoted, safe, shown

RESULTS_SHOWN = 4
ANYWAY = "anyway"
"""What a press of Next carries once its person was asked whether to go on without a yes."""


def result(scene: Scene, wanted: str) -> str:
    """Return the picks counted: by how many, the first four, and where the team is split."""
    found = tally(scene, wanted)
    ranked = [(words, count) for one, count in found.counts if (words := item(scene, wanted, one))]
    if not ranked:
        return "Nobody has picked anything yet."
    asked = max(len(asked_of(scene, wanted)), found.voters)
    room = "Hands in the room." if found.hands else "Picked in the room."
    apart = scene.state.way == "apart"
    head = bold(f"Picked by {found.voters} of {asked}." if apart and not found.hands else room)
    head = "" if lone(scene) else head
    one_voice = found.voters < 2 and not found.hands and not apart  # what the room picked needs no counts
    first = " · ".join(
        shown(words, 80) if one_voice else f"{shown(words, 80)} {count}" for words, count in ranked[:RESULTS_SHOWN]
    )
    rest = "; ".join(f"{shown(words, 60)} {count}" for words, count in ranked[RESULTS_SHOWN:])
    split = "" if best(scene, wanted) else split_words(scene, wanted)
    lines = [f"{head} {split}".strip(), first] if split else [f"{head} {first}".strip()]
    lines.append(f"Then: {rest}" if rest else "")
    return rows([*lines, weighed(scene, second_of(scene, wanted)) if best(scene, wanted) else ""])


def split_words(scene: Scene, wanted: str) -> str:
    """Return where people differ most, in a sentence; "" when nobody differs."""
    found = split_on(scene, wanted)
    if found is None:
        return ""
    one, votes = found
    others = tally(scene, wanted).voters - votes
    return (
        f"You are split on {quoted(item(scene, wanted, one), 60)}: {in_words(votes)} picked it, "
        f"{in_words(others)} didn't. Worth two minutes before you choose."
    )


def choosing(scene: Scene, wanted: str) -> Controls:
    """Return the buttons that settle a vote."""
    ranked = [one for one, count in tally(scene, wanted).counts if count and item(scene, wanted, one)]
    take: list[Button] = []
    helps = best(scene, wanted)
    if helps:
        words = label(f"Take {cut(item(scene, wanted, helps), 60)}")
        hint = "It helps most, for the least effort and worry"
        take.append(button(scene, words, "take_this", wanted, helps, style="primary", hint=hint))
    elif ranked and ranked[0] != TODAY:
        take.append(button(scene, "Take the first", "take", wanted, "1", style="primary"))
    if len(ranked) > 1 and TODAY not in ranked[:2]:
        take.append(button(scene, "Take the first two", "take", wanted, "2"))
    split = split_on(scene, wanted)
    look = label(f"Look at {cut(item(scene, wanted, split[0]), 40)}") if split else ""
    return controls(
        *take,
        button(scene, "Choose others", "take_these", wanted),
        button(scene, look, "look_at", wanted, split[0]) if split else None,
        button(scene, "Vote again", "vote_again", wanted),
    )


def choice_card(scene: Scene, wanted: str) -> Message:
    """Return the card while picks are shown and the lead chooses."""
    return message(
        text(f"{project(scene)} · {safe(question(scene, wanted).title)}"),
        text(result(scene, wanted)),
        note("The lead chooses. The others stay on the list." if not lone(scene) else "The others stay on the list."),
        choosing(scene, wanted),
    )


def is_contested(scene: Scene, wanted: str) -> bool:
    """Say whether somebody said not yet to this."""
    return cell(scene, wanted).status == "contested"


def contested_card(scene: Scene, wanted: str) -> Message:
    """Return the card when somebody says not yet: counts, their words, three ways on."""
    return message(
        text(project(scene), contested(scene, wanted)),
        note("Do that first, then press It's done now. Whoever said it needn't say more, and can still say not yet."),
        contested_buttons(scene, wanted),
    )


def contested(scene: Scene, wanted: str) -> str:
    """Return the counts and what would change minds."""
    said = worries(scene, wanted)
    reasons = " ".join(ended(one) for one in said[:3])
    counts, each = bold(ended(spread(scene, wanted) or "Somebody says not yet")), one_yes_each(scene, wanted)
    return rows([counts, f"Each {kind(scene)}: {ended(each)}" if each else "", reasons, _fair(scene, wanted)])


def _fair(scene: Scene, wanted: str) -> str:
    count = conditions(scene, wanted)
    if kept_back(scene, wanted):
        return "Fewer than three of you have said, so I keep the words back until a third does."
    if not count:
        return "Nobody has said yet what would change their mind. It's fine to ask."
    return "That's a fair condition." if count == 1 else f"Those are {in_words(count)} fair conditions."


def contested_buttons(scene: Scene, wanted: str) -> Controls:
    """Return the three ways on from a "not yet"."""
    back = "evaluate.test_plan" if wanted == AGREEMENT else wanted
    return controls(
        button(scene, "It's done now", "condition_met", wanted, style="primary", hint="What was asked for is done"),
        button(scene, "Go ahead and note it", "go_ahead_anyway", wanted),
        button(scene, "Back to the plan", "look_again", back),
        button(scene, "Someone could be harmed now", "harm", wanted),
    )


def unheard_yet(scene: Scene, wanted: str) -> Message:
    """Return the one question before an agreement is left that nobody has spoken to: silence is no yes."""
    if scene.state.way == "apart":
        said = "nobody has said yet whether they're happy with this. Give it more time?"
        first = button(scene, "More time", "more_time", style="primary", hint="One more working day")
    else:
        said = "nobody has been counted yet. Count hands first?"
        first = button(scene, "Count hands", "hands", wanted, style="primary")
    return message(
        text(f"{project(scene)}: {said}"),
        note("If you go on without, the round ends with no yes to it."),
        controls(first, button(scene, "Go on without", "next", wanted, ANYWAY, hint="End the round without a yes")),
    )
