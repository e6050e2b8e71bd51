"""Screens: pure functions from a scene to what people see. All words but the questions themselves live here."""

from __future__ import annotations

from coach.services.screens import (
    expecting,
    explaining,
    filling,
    finding_out,
    learning,
    naming,
    noticing,
    parting,
    partner_screens,
    picks,
    seeing,
    tooling,
    values,
    what_next,
)
from coach.services.screens.announcing import announce, lead_told
from coach.services.screens.asking_back import (
    error,
    paste_check,
    typed_choice,
    which_of,
    which_project,
    which_question,
    yours,
)
from coach.services.screens.asking_cards import card_page
from coach.services.screens.echoes import answered
from coach.services.screens.ending import round_done, where_we_were
from coach.services.screens.forms import form
from coach.services.screens.greeting import first_dm, nudge, welcome, welcome_alone
from coach.services.screens.hanging import hanging_together
from coach.services.screens.helping import help_, more, no_project
from coach.services.screens.homes import home
from coach.services.screens.living import card, old_card
from coach.services.screens.pages import summary_page
from coach.services.screens.panels import panel
from coach.services.screens.questions import question
from coach.services.screens.reveals import reveal
from coach.services.screens.rounds import round_lines, rounds
from coach.services.screens.standing import actions, next_best, status
from coach.services.screens.summaries import passed_on, summary, summary_text
from coach.services.screens.telling import tell
from coach.services.screens.values import boxes_to_values, typed_values
from coach.services.screens.voices_map import hear_back, voices_map

__all__ = [
    "actions",
    "announce",
    "answered",
    "boxes_to_values",
    "card",
    "card_page",
    "error",
    "expecting",
    "explaining",
    "filling",
    "finding_out",
    "first_dm",
    "form",
    "hanging_together",
    "hear_back",
    "help_",
    "home",
    "lead_told",
    "learning",
    "more",
    "naming",
    "next_best",
    "no_project",
    "noticing",
    "nudge",
    "old_card",
    "panel",
    "parting",
    "partner_screens",
    "passed_on",
    "paste_check",
    "picks",
    "question",
    "reveal",
    "round_done",
    "round_lines",
    "rounds",
    "seeing",
    "status",
    "summary",
    "summary_page",
    "summary_text",
    "tell",
    "tooling",
    "typed_choice",
    "typed_values",
    "values",
    "voices_map",
    "welcome",
    "welcome_alone",
    "what_next",
    "where_we_were",
    "which_of",
    "which_project",
    "which_question",
    "yours",
]
