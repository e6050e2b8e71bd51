"""What a word to one person becomes when it has had its time: one line that says what came of it, with no button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coach.services.scene import Scene
from coach.services.screens.build import bold, message, name, project, text
from coach.services.screens.channel.quiet import is_stopped
from coach.services.screens.replying.telling import still_holds
from coach.services.screens.seeing import cell, is_open, open_for, question
from coach.services.screens.showing.picks import item, taken
from coach.services.screens.showing.weighed import second_of
from coach.services.screens.summing_up.summary_agree import approver_of, is_cleared
from coach.services.screens.trying.tries import go_ahead
from coach.views import Message
from coach.words import quoted, safe, shown
from coach.words.days import day_of, long_day, parsed
from dialogues.plan import TEST_PLAN
from dialogues.rights import in_team
from dialogues.to_do import Step, person_named

NUDGE, ASKED, BACK = "nudge", "you_are_asked", "back_nudge"
_OF_A_NOT_YET = frozenset({"not_yet_said", "late_not_yet", "gone_quiet"})
_CHOICES = frozenset({"choose_now", "weighed_first"})
_WHAT_CAME = {"nothing": "you had nothing to add to {}.", "skipped": "{} is left out for now."}
_WHAT_CAME |= {"unknown": "{} is noted as not known yet.", "answered": "you've answered {}."}


def waits(scene: Scene, person: str, code: str, wanted: str = "", about: str = "") -> bool:
    """Say whether what a word asks of its person still waits for them."""
    if scene.state.status == "closed":
        return False
    if code == NUDGE:
        return scene.state.status == "active" and not is_stopped(scene) and wanted in open_for(scene, person)
    if code == ASKED:
        return is_open(scene, wanted) and in_team(scene.state, person) and person not in cell(scene, wanted).done
    if code in _CHOICES:
        weighed = code == "weighed_first" and _is_weighed(scene, wanted)
        return cell(scene, wanted).status == "shown" and not weighed
    if code in _OF_A_NOT_YET:
        return _not_yet_waits(scene, code, wanted)
    if code == BACK:
        return scene.state.status == "active" and not _acted_since(scene, about)
    if code == "no_yes_yet":
        return _yes_waits(scene, about)
    return still_holds(scene, code, wanted, about)


def _not_yet_waits(scene: Scene, code: str, wanted: str) -> bool:
    """Whether a "not yet" still stands in the way, or, said late, stands at all before its try."""
    if code == "late_not_yet":
        ahead = scene.state.test_at is None or scene.now < scene.state.test_at
        return ahead and "not_yet" in cell(scene, wanted).stance.values()
    every = (wanted,) if wanted else tuple(scene.state.cells)
    return any(cell(scene, one).status == "contested" for one in every)


def _acted_since(scene: Scene, seconds: str) -> bool:
    """Whether anybody did anything in the project after a moment (in seconds of the epoch)."""
    touched = scene.state.touched_at
    return touched is not None and seconds.isdecimal() and touched.timestamp() > int(seconds)


def _is_weighed(scene: Scene, vote: str) -> bool:
    second = second_of(scene, vote)
    return bool(second) and cell(scene, second).status not in {"open", "unasked"}


def became(scene: Scene, person: str, code: str, wanted: str = "", about: str = "") -> Message:
    """Return the one line of a word that has had its time. Never raises for a code or a question."""
    said = _ENDS.get(code)
    words = said(scene, person, wanted, about) if said else "that is seen to."
    return message(text(f"{project(scene)}: {words}"))


def _answered(scene: Scene, person: str, wanted: str, about: str) -> str:
    if wanted not in scene.dialogue.questions or not in_team(scene.state, person):
        return "nothing is asked of you here any more."
    here, title = cell(scene, wanted), bold(safe(question(scene, wanted).title))
    done = here.done.get(person, "")
    if done:
        return _WHAT_CAME.get(done, _WHAT_CAME["answered"]).format(title)
    if here.status in {"unknown", "skipped"}:
        return _WHAT_CAME[here.status].format(title)
    if is_open(scene, wanted):
        rested = scene.state.status == "paused" or is_stopped(scene)
        return f"the team took a rest before {title} closed." if rested else f"{title} is with others now."
    return f"{title} has closed, and the team went on."


def _chosen(scene: Scene, person: str, wanted: str, about: str) -> str:
    if cell(scene, wanted).status == "shown":
        return "the best ideas are weighed now. The result is in the channel, to choose from."
    took = [quoted(words, 140) for chosen in taken(scene, wanted) if (words := item(scene, wanted, chosen))]
    if cell(scene, wanted).status == "settled" and took:
        return f"the choice is made. You take {', '.join(took)}."
    return "those picks were set aside, and you pick again." if is_open(scene, wanted) else "the choice is over."


def _yes(scene: Scene, person: str, wanted: str, about: str) -> str:
    if is_cleared(scene):
        return f"the yes to the try is in, from {shown(approver_of(go_ahead(scene)), 80)}."
    if is_open(scene, TEST_PLAN):
        return "the plan of the try is open again."
    if scene.state.test_at is None or scene.now >= scene.state.test_at:
        return "the day of the try has come."
    return f"the try is on {long_day(_day_of_try(scene), day_of(scene.now, scene.state.zone))} now."


def _yes_waits(scene: Scene, day: str) -> bool:
    """Whether the try of a day (ISO) lies ahead without a yes, be the project at rest meanwhile or not."""
    ahead = scene.state.test_at is not None and scene.now < scene.state.test_at
    return ahead and not is_cleared(scene) and _day_of_try(scene).isoformat() == day


def _day_of_try(scene: Scene) -> date:
    return day_of(scene.state.test_at or scene.now, scene.state.zone)


def _second(scene: Scene, person: str, wanted: str, about: str) -> str:
    second = scene.state.second
    return f"{name(scene, second)} stands in when you're away." if second else "that is seen to."


def step_became(scene: Scene, step: Step | None, person: str) -> Message:
    """Return the one line of a reminder of a step that is done, has another day, or is not its person's any more."""
    return message(text(f"{project(scene)}: {_step(scene, step, person)}"))


def _step(scene: Scene, step: Step | None, person: str) -> str:
    if step is None or step.how == "drop":
        return "that step is off the list."
    what, owner = quoted(step.what, 140), person_named(step.owner, scene.state, scene.names)
    if step.how == "done":
        return f"your step {what} is done."
    if owner and owner != person:
        return f"the step {what} is with {name(scene, owner)} now."
    due = parsed(step.due)
    return f"your step {what} is for {long_day(due, day_of(scene.now, scene.state.zone)) if due else 'no day'} now."


def _says(words: str) -> Callable[[Scene, str, str, str], str]:
    return lambda scene, person, wanted, about: words


_ENDS: dict[str, Callable[[Scene, str, str, str], str]] = {
    NUDGE: _answered,
    ASKED: _answered,
    "no_lead_answer": _answered,
    "choose_now": _chosen,
    "weighed_first": _chosen,
    "not_yet_said": _says('that "not yet" is seen to.'),
    "late_not_yet": _says('that "not yet" is seen to.'),
    "gone_quiet": _says("what waited for you is seen to."),
    BACK: _says("you came back to it."),
    "no_yes_yet": _yes,
    "name_second": _second,
    "thin_phase": _says("you went on from there."),
    "thin_step": _says("that set is behind you."),
}
LASTING = frozenset(_ENDS)
"""What is said to one person and asks something of them until it is settled; by the code of its Tell, or a nudge."""
