"""Every form by the press that opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.cards import forms_answer as of_question
from coach.services.screens.cards import tooling
from coach.services.screens.cards.asking_cards import print_card
from coach.services.screens.checking_in import check_in_forms as of_check_in
from coach.services.screens.leading import finding_out
from coach.services.screens.leading import forms_lead as of_lead
from coach.services.screens.leading import forms_team as of_team
from coach.services.screens.leading.what_next import choose_next
from coach.services.screens.people import partner_screens
from coach.services.screens.showing import hanging_forms
from coach.services.screens.showing.weighing_cards import weigh_with
from coach.services.screens.trying import expecting
from coach.services.screens.trying.stopping import stop_well
from coach.views import Form, Press, Text

Maker = Callable[[Scene, Press, str, dict[str, Any]], Form]
OF_QUESTION: dict[str, Maker] = {
    "answer": of_question.answer,
    "fix": of_question.fix,
    "pick": of_question.pick,
    "take_these": of_question.take_these,
    "edit": of_question.edit,
    "not_yet": of_question.not_yet,
    "hands": of_question.hands,
    "ask_someone": of_lead.ask_someone,
    "weigh_with": weigh_with,
}
OF_PROJECT: dict[str, Maker] = {
    **of_check_in.FORMS,
    **hanging_forms.FORMS,
    "invite": of_team.invite,
    "away": of_team.away,
    "hand_over": of_team.hand_over,
    "deeper": of_team.deeper,
    "partner_new": partner_screens.partner_new,
    "partners": partner_screens.partners,
    "send_to": of_team.send_to,
    "export": of_team.export,
    "close": of_team.close,
    "stop_well": stop_well,
    "remind_date": of_team.remind_date,
    "stop": of_lead.stop,
    "line": of_lead.line,
    "expect": expecting.form,
    "choose_next": choose_next,
    "tool": tooling.form,
    "find_out": finding_out.find_out,
    "found": finding_out.found,
    "add_for": of_lead.add_for,
    "print_card": print_card,
    "go_on": of_lead.go_on,
    "not_helpful": of_lead.not_helpful,
    "go_ahead_anyway": of_lead.go_ahead_anyway,
}
_CHOOSING = frozenset({"choice", "radio", "checks", "several"})
NOTHING_TO_CHOOSE = "There's nothing to choose from yet. It comes once some lines have been shown."
OLD = "That button is from before. Type help and I'll show you the way on."


def form(scene: Scene | None, press: Press, person: str, **context: Any) -> Form:
    """Return the form that a press opens, filled with what is known.

    `context`: `dm` (pressed in a direct message), `way`, and for the shortcut `scenes` and `text` of the message.
    A press that opens nothing any more gets a page that says so.
    """
    if press.do in {"new", "start"}:
        return of_team.new(scene, press, person, context)
    if press.do == "add_message":
        return of_lead.add_message(scene, press, person, context)
    if scene is not None and press.do in OF_PROJECT:
        return OF_PROJECT[press.do](scene, press, person, context)
    if scene is not None and press.do == "answer" and not press.question:
        return fillable(of_question.answer(scene, press, person, context))
    if scene is not None and press.do in OF_QUESTION and press.question in scene.dialogue.questions:
        return fillable(OF_QUESTION[press.do](scene, press, person, context))
    return page(OLD)


def fillable(found: Form) -> Form:
    """Return a form without boxes that have nothing to choose from; a page that says so when no box is left."""
    boxes = tuple(box for box in found.boxes if box.options or box.kind not in _CHOOSING)
    if boxes or not found.submit:
        return replace(found, boxes=boxes)
    return page(NOTHING_TO_CHOOSE)


def page(words: str) -> Form:
    """Return a page to read in place of a form."""
    return Form(Press("next_best"), "Your project", parts=(Text(words),), submit="", close="Close")
