"""One line for everybody, by its code; and what the lead is told when the place itself has gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    button,
    controls,
    long_moment,
    message,
    moment,
    name,
    note,
    project,
    text,
)
from coach.services.screens.cards.costs import cost
from coach.services.screens.channel.ending import nothing_open, round_done
from coach.services.screens.leading import what_next
from coach.services.screens.leading.finding_out import offer
from coach.services.screens.leading.to_find import ending, until_then
from coach.services.screens.people import quiet_time
from coach.services.screens.record import one
from coach.services.screens.seeing import current_card, every_step
from coach.services.screens.showing.deciding import result
from coach.services.screens.showing.stands import AGREEMENT, spread, worries
from coach.services.screens.summing_up.rounds import how_far
from coach.services.screens.summing_up.summary_agree import NOT_CLEARED, approver_of, is_cleared
from coach.services.screens.unasked import PHASE_NAMES
from coach.views import Message
from coach.words import ended, quoted, safe, shown
from coach.words.days import day_of, long_day, parsed
from dialogues.next_best import where_next
from dialogues.plan import GO_AHEAD

Announcer = Callable[[Scene, str], Message]
_WAYS = {
    "together": "you work together now: one of you types for the room",
    "apart": "each of you answers in your own time now. I'll write to you",
    "alone": "one person works on it alone from here, in private. What you said stays",
}


def announce(scene: Scene, code: str, about: str = "") -> Message:
    """Return the one line for everybody of an Announce. Never raises for a code."""
    found = ANNOUNCERS.get(code)
    return found(scene, about) if found else message(text(f"{project(scene)}: something has changed. Nothing is lost."))


def _line(words: str, *buttons: tuple[str, str]) -> Announcer:
    def made(scene: Scene, about: str) -> Message:
        ready = words.format(
            project=project(scene), who=name(scene, about), way=_WAYS.get(about, "you work another way now")
        )
        return message(text(ready), controls(*(button(scene, label, do) for label, do in buttons)))

    return made


def _resting(scene: Scene, about: str) -> Message:
    steps = (*every_step(scene), scene.dialogue.check_in)
    following = next((step for step in steps if step.id == about), None)
    what = safe(following.title) if following else ""
    when = long_moment(scene, scene.state.back_at)
    best = what_next.first(scene, what_next.WEAK)
    back = f"I'll be back on {when}, or press Start now." if when else "Press Start now when you're ready."
    return message(
        text(
            f"{project(scene)}: that's all for now. {f'Next: {what}.' if what else ''}".rstrip(),
            until_then(scene) if ending(scene) else "",
            back,
        ),
        text(what_next.in_a_line(scene, best, what_next.FIRST)) if scene.state.way != "apart" else None,
        controls(
            button(scene, "Start now", "start_now"),
            *(what_next.buttons(scene, best) if scene.state.way != "apart" else ()),
            offer(scene) if scene.state.way != "apart" else None,
            button(scene, "Stop here", "stop"),
        ),
    )


def _trying(scene: Scene, about: str) -> Message:
    test = moment(scene, scene.state.test_at)
    ahead = bool(test) and scene.state.test_at is not None and scene.state.test_at > scene.now
    out = f"the try is ahead. I'll ask on {test}, and nothing until then." if ahead else "you're out trying it."
    return message(
        text(
            f"{project(scene)}: {out}",
            "" if is_cleared(scene) else f"{NOT_CLEARED}. Somebody still has to say yes.",
        ),
        note("First I'll ask whoever runs it whether anything went wrong, or nearly. The same day."),
    )


def _try_moved(scene: Scene, about: str) -> Message:
    day = parsed(about)
    when = long_day(day, day_of(scene.now, scene.state.zone)) if day else "another day"
    back = long_moment(scene, scene.state.back_at) if scene.state.walk == "review" else ""
    who = shown(approver_of(one(scene, GO_AHEAD)), 80) if is_cleared(scene) else ""
    return message(
        text(
            f"{project(scene)}: the try is now on {when}. I'll ask that day whether anything went wrong, or nearly."
            + (f" I'll be back on {back}." if back else ""),
            "" if is_cleared(scene) else f"{NOT_CLEARED}. Somebody still has to say yes.",
        ),
        note(f"{who} said yes to it before it moved. Do they know the new day?" if who else ""),
    )


def _most_picked(scene: Scene, about: str) -> Message:
    said = result(scene, about) if about in scene.dialogue.questions else ""
    return message(
        text(f"{project(scene)}: nobody chose, so you take the most picked. The others stay on the list.", said),
        controls(button(scene, "Choose others", "take_these", about)) if about else None,
    )


def _met(scene: Scene, about: str) -> Message:
    return message(text(f"{project(scene)}: what was asked for before a yes is done. Anyone can still say not yet."))


def _went_on(scene: Scene, about: str) -> Message:
    said = " ".join(ended(one) for one in worries(scene, AGREEMENT)[:3])
    _, by, reason = scene.overrides[-1] if scene.overrides else ("", "", "")
    why = f"{name(scene, by)} goes on: {quoted(reason, 300)}" if by and reason else ""
    return message(
        text(
            f"{project(scene)}: {ended(spread(scene) or 'you go on')} You go on, and the worry stays in the record.",
            said,
            why,
        )
    )


def _quiet(scene: Scene, about: str) -> Message:
    return message(
        text(
            f"{project(scene)}: it's been quiet, so I'll be quiet too. Nothing is lost. "
            "Press Carry on when it suits you."
        ),
        controls(button(scene, "Carry on", "resume")),
    )


def _closed(scene: Scene, about: str) -> Message:
    thanks = "" if alone(scene) else " Thank you for the work you put in."
    return message(
        text(f"{project(scene)} is closed. Everything stays here to read.{thanks}"),
        text("" if scene.ending else "One thing is worth more than all the rest: what did you learn?"),
        controls(
            None if scene.ending else button(scene, "Say what you learned", "stop_well"),
            button(scene, "Take it with you", "export"),
        ),
    )


def _resumed(scene: Scene, about: str) -> Message:
    return message(text(goes_on(scene)))


def goes_on(scene: Scene) -> str:
    """Return what it means that a pause is over: the open card, or the day on which something is asked again."""
    if current_card(scene):
        return f"{project(scene)} goes on."
    return f"{project(scene)} isn't resting any more. {nothing_open(scene)}"


def _deeper(scene: Scene, about: str) -> Message:
    return message(
        text(
            f"{project(scene)} goes deeper: {cost(scene, scene.state.depth)}. "
            "Every answer is kept. I ask only what is new."
        )
    )


def _lighter(scene: Scene, about: str) -> Message:
    return message(
        text(f"{project(scene)}: fewer questions from here on. Every answer is kept, and you can go deeper again.")
    )


def _new_round(scene: Scene, about: str) -> Message:
    n = scene.state.pass_n
    fresh = replace(scene.state, cells={})
    phase, found = where_next(scene.dialogue, fresh, scene.facts, scene.now)
    because = f", because {safe(found.because)}" if found and phase == about else ""
    return message(
        text(
            f"{project(scene)}: round {n} begins with {PHASE_NAMES.get(about, 'a first look')}{because}.".replace(
                "..", "."
            )
        ),
        text(how_far(scene, n - 1)),
        note("Everything from before is kept. What stands you can leave as it is; say only what is new."),
        controls(button(scene, f"Round {n - 1}", "summary", arg=f"round:{n - 1}")),
    )


def _done(scene: Scene, about: str) -> Message:
    return round_done(scene)


ANNOUNCERS: dict[str, Announcer] = {
    "closed": _closed,
    "condition_met": _met,
    "deeper": _deeper,
    "joined": _line("{who} has joined {project}."),
    "lighter": _lighter,
    "left": _line("{who} has left {project}. Whatever they said stays."),
    "most_picked": _most_picked,
    "new_lead": _line("{who} leads {project} from now on."),
    "new_round": _new_round,
    "nobody_left": _line("{project}: nobody is left. Whoever joins next leads.", ("I'd like to join", "join")),
    "out_trying": _trying,
    "paused": _line(
        "{project} is resting. Nothing is lost, and nobody will be asked anything.", ("Carry on", "resume")
    ),
    "quiet_pause": _quiet,
    "quiet_time": quiet_time.announced,
    "resting": _resting,
    "resumed": _resumed,
    "round_done": _done,
    "try_moved": _try_moved,
    "way_changed": _line("{project}: {way}."),
    "went_on": _went_on,
}
_PLACES = {
    "not_in_channel": (
        "I'm not in the channel of {project}, so I couldn't post. Type /invite @coach there, then press Post here.",
        ("Post here", "post_here"),
    ),
    "is_archived": (
        "The channel of {project} has been put away, so I wait. Once it's back I go on within the hour. "
        "You can also take the project with you. Nothing is lost.",
        ("Take it with you", "export"),
    ),
    "channel_not_found": (
        "I can't find the channel of {project} any more. Nothing is lost; you can take the project with you.",
        ("Take it with you", "export"),
    ),
    "not_allowed": (
        "I'm not allowed to post in the channel of {project}. Whoever runs your Slack can change that. "
        "Nothing is lost: what waits goes out then.",
        ("Post here", "post_here"),
    ),
    "gone": (
        "{who} can't be reached here any more, so {project} no longer waits for them. What they said stays.",
        ("Bring people in", "invite"),
    ),
}
_SAME_AS = {"no_place": "not_in_channel", "is_inactive": "is_archived", "no_person": "gone"}


def lead_told(scene: Scene, code: str, about: str = "") -> Message:
    """Return what the lead is told once when something could not be posted, or a person (`about`) is gone."""
    words, (label, do) = _PLACES.get(_SAME_AS.get(code, code), _PLACES["not_allowed"])
    who = name(scene, about) if about in scene.state.team else "Somebody"
    return message(text(words.format(project=project(scene), who=who)), controls(button(scene, label, do)))
