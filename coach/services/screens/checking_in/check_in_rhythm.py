"""How often the coach looks in, in words: set, offered at the end of a round, and the one gentle word after silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from coach.services.kindness.rhythm import NTH, Rhythm, next_after, rhythm_of
from coach.services.kindness.wall import DAYS, zone_words
from coach.services.scene import Scene
from coach.services.screens.build import alone, button, controls, message, note, project, text
from coach.views import Message
from coach.words import joined
from coach.words.days import clock, day_of, long_day
from dialogues.overlays import at_scale

AT = time(10)
MONTHLY = 28  # days from which an offer is monthly


def rhythm_in(scene: Scene) -> Rhythm | None:
    """Return how often the coach looks in now; None when it does not."""
    kept = scene.rhythm
    return rhythm_of(kept.rule, kept.zone) if kept is not None and kept.status == "on" else None


def offered(scene: Scene) -> Rhythm:
    """Return the rhythm that fits the scale, on the weekday of today, at ten where the project is."""
    zone = scene.state.zone
    today = day_of(scene.now, zone)
    day = today if today.weekday() < 5 else today + timedelta(days=7 - today.weekday())
    overlay = at_scale(scene.dialogue, scene.state.scale)  # type: ignore[arg-type]
    days = overlay.days if overlay else 14
    if days >= MONTHLY:
        nth = min((day.day - 1) // 7 + 1, 4)
        return Rhythm("weekday", AT, zone, today, weekday=day.weekday(), nth=nth)
    weeks = max(1, round(days / 7))
    return Rhythm("weeks", AT, zone, day + timedelta(weeks=weeks), weekday=day.weekday(), every=weeks)


def in_typed_words(rhythm: Rhythm) -> str:
    """Return an offered rhythm as somebody would type it, short enough for a button: "every 2 weeks tuesday 10:00"."""
    day, at = DAYS[rhythm.weekday].lower(), rhythm.at.strftime("%H:%M")
    return (
        f"monthly {NTH[rhythm.nth]} {day} {at}"
        if rhythm.kind == "weekday"
        else f"every {rhythm.every} weeks {day} {at}"
    )


def set_to(scene: Scene, zone: str, due: datetime | None) -> Message:
    """Return how often it is now, in words, and the next time as the clock of the person who set it shows it."""
    rhythm = rhythm_in(scene)
    if rhythm is None:
        return message(
            text(f"{project(scene)}: I won't look in by myself any more. I still come back on the day you chose."),
            note("To have it again, type /coach checkin."),
        )
    when = f"The first is on {_day(due, rhythm, scene)}{_for_you(due, rhythm.zone, zone)}." if due else ""
    paused = "The project is resting, so I begin when you carry on." if scene.state.status == "paused" else ""
    return message(
        text(f"{project(scene)}: I'll look in {rhythm.words}.", " ".join(part for part in (when, paused) if part)),
        note("Only people with something to do are asked. To change it, type /coach checkin."),
    )


def announced(scene: Scene, zones: Iterable[str], due: datetime | None = None) -> Message:
    """Return the line for everybody: how often, the next time, and what hour that is where others are.

    `due` is when it is planned: a bank holiday may have moved it; without one the rhythm's next time.
    """
    rhythm = rhythm_in(scene)
    if rhythm is None:
        return message(text(f"{project(scene)}: I won't look in by myself any more."))
    due = due or next_after(rhythm, scene.now)
    others = [f"{clock(due, zone)} {zone_words(zone)}" for zone in dict.fromkeys(zones) if _differs(due, zone, rhythm)]
    also = f" That is {joined(others)}." if others else ""
    return message(
        text(
            f"{project(scene)}: I'll look in {rhythm.words}. The next is on {_day(due, rhythm, scene)}.{also}",
            "I ask only those who have something to do, by message, and post one short note here.",
        )
    )


def _day(due: datetime, rhythm: Rhythm, scene: Scene) -> str:
    day = long_day(day_of(due, rhythm.zone), day_of(scene.now, rhythm.zone))
    return f"{day}, {rhythm.at.strftime('%H:%M')}"


def _differs(due: datetime, zone: str, rhythm: Rhythm) -> bool:
    return clock(due, zone) != clock(due, rhythm.zone)


def _for_you(due: datetime, zone: str, own: str) -> str:
    return "" if clock(due, own) == clock(due, zone) else f"; that is {clock(due, own)} for you"


def shown_to_all(scene: Scene) -> Message:
    """Return how often the coach looks in, for somebody who doesn't set it."""
    rhythm = rhythm_in(scene)
    if rhythm is None:
        return message(text(f"{project(scene)}: I don't look in by myself here. The lead can ask me to."))
    due = next_after(rhythm, scene.now)
    return message(
        text(f"{project(scene)}: I look in {rhythm.words}. The next is on {_day(due, rhythm, scene)}."),
        controls(button(scene, "What is mine?", "check_in_mine")),
    )


def offer(scene: Scene) -> Message:
    """Return the offer at the end of a round: shall I look in, and how often."""
    rhythm = offered(scene)
    every = rhythm.words.partition(" at ")[0]
    whom = "you" if alone(scene) else "those who have something to do"
    return message(
        text(
            f"{project(scene)}: shall I look in {every} at {rhythm.at.strftime('%H:%M')}?",
            f"Two minutes: I ask {whom} how the steps are going, and write one short note.",
        ),
        controls(
            button(scene, "Yes, do", "check_in_yes", arg=in_typed_words(rhythm), style="primary"),
            button(scene, "Another rhythm", "check_in"),
        ),
        note("Do nothing and I won't. You can type /coach checkin at any time."),
    )


def quiet(scene: Scene) -> Message:
    """Return the one gentle word to the lead after two check-ins that nobody answered."""
    mine = "you've been busy" if alone(scene) else "people are busy"
    return message(
        text(
            f"{project(scene)}: it's been quiet the last two times. That usually means {mine}, not that it doesn't "
            "matter. What suits you?"
        ),
        controls(
            button(scene, "Pause it", "pause"),
            button(scene, "Make it smaller", "smaller"),
            button(scene, "Someone else leads", "hand_over") if not alone(scene) else None,
            button(scene, "Stop here", "stop"),
        ),
        note("I won't ask again until you tell me, or somebody does something here."),
    )
