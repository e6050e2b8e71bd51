"""Nothing falls between the rooms: every effect, press and delivery has its handler."""

from __future__ import annotations

import re
from pathlib import Path

from coach.presses import PRESSES
from coach.services import conversations, effects
from coach.services.acts import looking
from coach.services.acts.acting import SPECIAL
from coach.services.acts.pressing import INPUTS
from coach.services.coming_due import afterwards, nudges
from coach.services.people import personal
from coach.services.screens import forms
from coach.services.sending import delivery_kinds, digests, outbox
from coach.services.sending.outbox import Delivery
from dialogues import effects as e

ELSEWHERE = {"start", "which", "export_save", "not_patient"}  # handled before a project is opened, or beside it


def test_every_effect_has_exactly_one_handler() -> None:
    every = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Effect)} - {e.Effect}
    assert set(effects.HANDLERS) == every


def test_every_act_does_something() -> None:
    acts = {press for press, kind in PRESSES.items() if kind == "act"}
    handled = set(INPUTS) | set(SPECIAL) | set(personal.ACTS) | ELSEWHERE
    assert acts - handled == set()
    assert handled - acts == set(), "a handler for a press that no button has"
    assert set(INPUTS) & set(SPECIAL) == set()


def test_every_look_shows_something_of_its_own() -> None:
    looks = {press for press, kind in PRESSES.items() if kind == "look"}
    assert looks == set(looking.LOOKS) | looking.MORE | set(personal.LOOKS) | {"what_counts"}


def test_every_form_that_a_press_opens_is_there() -> None:
    opened = {press for press, kind in PRESSES.items() if kind == "form"}
    assert opened == set(forms.OF_QUESTION) | set(forms.OF_PROJECT) | set(personal.FORMS) | {"new", "add_message"}


def test_every_delivery_that_is_written_can_be_sent() -> None:
    folder = Path(conversations.__file__).parent
    written = set()
    for path in folder.rglob("*.py"):
        written |= set(re.findall(r'Delivery\(\s*"([a-z_]+)"', path.read_text("utf-8")))
    written |= {"tell", "nudge", afterwards.KIND, nudges.STEP, nudges.BACK, digests.KIND, digests.WELCOME}
    assert written == set(delivery_kinds.KINDS)
    assert set(delivery_kinds.KINDS) >= outbox.SHARED


def test_a_delivery_can_be_read_back_from_its_key() -> None:
    delivery = Delivery("tell", "U1", "explore.needs", "thin_step", 'a "word" | and more', "round", 2, "12.3")
    assert outbox.from_key(delivery.key) == delivery
    assert outbox.from_key("remind:close:Q1") is None
