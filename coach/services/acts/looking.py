"""Looks: words for one person that change nothing."""

from __future__ import annotations

from collections.abc import Callable

from coach.services import screens
from coach.services.scene import Scene
from coach.views import Message, Press

MORE = frozenset({"words", "why", "example", "stuck", "harm", "what_is_this", "look_at", "read_all"})

_OF_A_QUESTION = frozenset({"why", "example", "stuck"})


def look(scene: Scene | None, press: Press, person: str) -> Message:
    """Return what a press of the kind "look" shows; without a project there is only help."""
    if scene is None:
        if press.do == "tools":
            return screens.tooling.everything(None, press.arg)
        return screens.more(None, "", "harm") if press.do == "harm" else screens.help_(None)
    if press.do in _OF_A_QUESTION and not press.question and person in scene.state.team:
        return _next_best(scene, press, person)  # nothing is open to explain; who is in it is not asked to join
    if press.do in MORE:
        return screens.more(scene, press.question, press.do)
    return LOOKS.get(press.do, _next_best)(scene, press, person)


def _more(scene: Scene, press: Press, person: str) -> Message:
    return screens.more(scene, press.question, "why")


def _help(scene: Scene, press: Press, person: str) -> Message:
    return screens.help_(scene, person)


def _status(scene: Scene, press: Press, person: str) -> Message:
    return screens.status(scene, person)


def _panel(scene: Scene, press: Press, person: str) -> Message:
    leads = person in {scene.state.lead, scene.state.second}
    return screens.panel(scene) if leads else screens.status(scene, person)


def _summary(scene: Scene, press: Press, person: str) -> Message:
    return screens.summary(scene, *which_summary(scene, press))


def _actions(scene: Scene, press: Press, person: str) -> Message:
    return screens.actions(scene, person)


def _rounds(scene: Scene, press: Press, person: str) -> Message:
    return screens.rounds(scene)


def _next_best(scene: Scene, press: Press, person: str) -> Message:
    return screens.next_best(scene, person, "", press.question)


def _copy_text(scene: Scene, press: Press, person: str) -> Message:
    return Message(screens.summary_text(scene, *which_summary(scene, press)))


def _hanging(scene: Scene, press: Press, person: str) -> Message:
    return screens.hanging_together(scene)


def _voices(scene: Scene, press: Press, person: str) -> Message:
    return screens.voices_map(scene)


def _hear_back(scene: Scene, press: Press, person: str) -> Message:
    return screens.hear_back(scene)


def which_summary(scene: Scene, press: Press) -> tuple[str, int]:
    """Which summary a press means: its arg says "what" or "what:round"; else the one so far of this round."""
    what, _, round_n = press.arg.partition(":")
    return what or "so_far", int(round_n) if round_n.isdigit() else scene.state.pass_n


def _expected(scene: Scene, press: Press, person: str) -> Message:
    """What somebody expected of the try: beside the result once that is in, else as it stands, or the question."""
    return screens.expecting.opened(scene, person) or screens.expecting.what_stands(scene, person)


def _told(scene: Scene, press: Press, person: str) -> Message:
    """Words that waited in a digest; only those for the one who reads them."""
    code, _, about = press.arg.partition("/")
    return screens.tell(scene, person, code, press.question, about)


LOOKS: dict[str, Callable[[Scene, Press, str], Message]] = {
    "told": _told,
    "expected": _expected,
    "tools": lambda scene, press, person: screens.tooling.everything(scene, press.arg),
    "marks": lambda scene, press, person: screens.learning.marks_screen(scene),
    "figures": lambda scene, press, person: screens.learning.figures_screen(scene),
    "more": _more,
    "help": _help,
    "status": _status,
    "panel": _panel,
    "summary": _summary,
    "with_whom": lambda scene, press, person: screens.partner_screens.listed(scene, person),
    "actions": _actions,
    "leave": lambda scene, press, person: screens.parting.leave(scene, person),
    "rounds": _rounds,
    "next_best": _next_best,
    "copy_text": _copy_text,
    "hanging": _hanging,
    "voices": _voices,
    "hear_back": _hear_back,
}
