"""Forms of a check-in: how often it comes, why a step is stuck, a new day, a figure, what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coach.services.kindness.reading import read_zone
from coach.services.kindness.rhythm import NTH, Rhythm
from coach.services.kindness.wall import DAYS
from coach.services.scene import Scene
from coach.services.screens.build import is_lead, note, text
from coach.services.screens.checking_in.check_in_rhythm import offered, rhythm_in, shown_to_all
from coach.services.screens.leading.forms_team import made, working
from coach.services.screens.showing.picks import all_lines
from coach.views import Box, Form, Press
from coach.words import in_words, shown
from coach.words.days import day_of
from dialogues.to_do import LEARNED, measures

OFTEN = (
    ("1", "Every week"),
    ("2", "Every second week"),
    ("3", "Every three weeks"),
    ("4", "Every four weeks"),
    ("6", "Every six weeks"),
    ("8", "Every eight weeks"),
    ("12", "Every twelve weeks"),
    ("first", "Once a month, on the first such day"),
    ("second", "Once a month, on the second such day"),
    ("third", "Once a month, on the third such day"),
    ("fourth", "Once a month, on the fourth such day"),
    ("last", "Once a month, on the last such day"),
    ("date", "Once a month, on a date"),
    ("end", "Once a month, on its last day"),
    ("off", "Not at all"),
)
_NTH = dict(NTH)
NO_NAMES = "Leave out names and details that could point to one person."


def check_in(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of how often; who doesn't lead gets a page that says how often it is."""
    if not (is_lead(scene, person) or person == scene.state.second):
        return Form(Press("status"), "Looking in", parts=shown_to_all(scene).parts, submit="", close="Close")
    now = rhythm_in(scene)
    rhythm = now or offered(scene)
    boxes = (
        Box(
            "often", "How often shall I look in?", "choice", _choices(rhythm), _often(rhythm), required=True, focus=True
        ),
        Box("day", "On which day?", "choice", tuple((day.lower(), day) for day in DAYS), DAYS[rhythm.weekday].lower()),
        Box(
            "date",
            "Or on which date of the month?",
            "number",
            hint="1 to 31, for once a month on a date.",
            value=rhythm.day if rhythm.kind == "date" and rhythm.day > 0 else None,
        ),
        Box("time", "At what time?", "time", value=rhythm.at.strftime("%H:%M"), required=True),
        Box("zone", "Where is that the time?", value=rhythm.zone, hint="A city is enough: London, Madrid."),
    )
    said = note("I ask only those who have something to do, by message, and write one short note for everybody.")
    mine = text(f"Now: {rhythm.words}." if now else "Not set yet. This is a usual start.")
    return made(press, "check_in_save", "Looking in", boxes, mine, said)


def _choices(rhythm: Rhythm) -> tuple[tuple[str, str], ...]:
    """What can be picked, with what holds now where it was typed and is none of the usual ones."""
    own = _often(rhythm)
    return OFTEN if own in dict(OFTEN) else ((own, f"Every {in_words(rhythm.every)} weeks"), *OFTEN)


def _often(rhythm: Rhythm) -> str:
    if rhythm.kind == "weeks":
        return str(rhythm.every)
    if rhythm.kind == "date":
        return "end" if rhythm.day < 0 else "date"
    return _NTH[rhythm.nth]


def typed_words(boxes: Mapping[str, Any]) -> str:
    """Return the form's boxes as the words somebody would type: "every 2 weeks tuesday 09:30"."""
    often, day = str(boxes.get("often") or "2"), str(boxes.get("day") or "tuesday")
    at = str(boxes.get("time") or "10:00")
    if often == "off":
        return "off"
    if often == "end":
        return f"monthly last day {at}"
    if often == "date":
        number = str(boxes.get("date") or "1").partition(".")[0]
        return f"monthly {number}th {at}"
    return f"monthly {often} {day} {at}" if often in _NTH.values() else f"every {often} weeks {day} {at}"


def zone_in(boxes: Mapping[str, Any], usual: str) -> str:
    """Return the zone that was typed, or the usual one. CoachError for one that nobody knows."""
    words = str(boxes.get("zone") or "").strip()
    return words if words and words == usual else read_zone(words) if words else usual


def box_of(code: str) -> str:
    """Return the box at which an error of the rhythm is shown."""
    return "often" if code != "zone" else "zone"


def stuck(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a step that is stuck."""
    box = Box("why", "What's in the way?", max_length=300, focus=True, hint=NO_NAMES, placeholder="She is away")
    return made(press, "step_stuck_save", "Stuck", (box,), _step(scene, press), note("Nobody is marking you."))


def new_date(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a step's new day."""
    day = working(day_of(scene.now, scene.state.zone) + timedelta(days=7))
    box = Box("due", "What is the new day?", "date", value=day.isoformat(), required=True)
    return made(press, "step_date_save", "A new day", (box,), _step(scene, press))


def _step(scene: Scene, press: Press) -> Any:
    found = all_lines(scene, "agree.actions").get(press.arg)
    return text(f"*{shown(found.words, 200)}*") if found else None


def figure(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of one figure."""
    today = day_of(scene.now, scene.state.zone)
    named = {one.id: one for one in measures(scene.facts, today=today, since=today)}
    words = named[press.arg].words if press.arg in named else "What you count"
    boxes = (
        Box("value", "The figure", required=True, max_length=20, focus=True, placeholder="31"),
        Box("day", "For which day?", "date", value=today.isoformat(), required=True),
    )
    return made(press, "figure_save", "A figure", boxes, text(f"*{shown(words, 200)}*"), note("A hole is fine too."))


def learned(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of what somebody learned: words that leave no message behind."""
    asked = scene.dialogue.questions[LEARNED]
    box = Box("learned", "What did you learn?", "long_text", required=True, focus=True, hint=NO_NAMES, max_length=600)
    return made(press, "learned_save", "What you learned", (box,), note(asked.why))


def smaller(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form that makes it smaller: one small next step, who, by when."""
    day = working(day_of(scene.now, scene.state.zone) + timedelta(days=7))
    boxes = (
        Box("what", "What is the smallest thing that would still help?", required=True, max_length=300, focus=True),
        Box("who", "Who does it?", "person", value=person),
        Box("due", "By when?", "date", value=day.isoformat()),
    )
    return made(press, "smaller_save", "Make it smaller", boxes, note("What you have so far stays as it is."))


FORMS = {
    "check_in": check_in,
    "step_stuck": stuck,
    "step_date": new_date,
    "figure": figure,
    "learned": learned,
    "smaller": smaller,
}
