"""Screens: pure functions from a scene to what people see. All words but the questions themselves live here."""

from __future__ import annotations

from coach.services.screens import seeing
from coach.services.screens.cards import explaining, filling, tooling, values
from coach.services.screens.cards.asking_cards import card_page
from coach.services.screens.cards.questions import asked_below, question
from coach.services.screens.cards.values import boxes_to_values, typed_values
from coach.services.screens.channel.announcing import announce, lead_told
from coach.services.screens.channel.ending import round_done, where_we_were
from coach.services.screens.channel.greeting import first_dm, nudge, welcome, welcome_alone
from coach.services.screens.channel.living import card, old_card
from coach.services.screens.forms import form
from coach.services.screens.leading import finding_out, noticing, what_next
from coach.services.screens.leading.panels import panel
from coach.services.screens.people import naming, parting, partner_screens
from coach.services.screens.people.homes import home
from coach.services.screens.people.standing import actions, next_best, status
from coach.services.screens.replying.asking_back import (
    error,
    paste_check,
    typed_choice,
    which_of,
    which_project,
    which_question,
    yours,
)
from coach.services.screens.replying.echoes import answered
from coach.services.screens.replying.helping import help_, more, no_project
from coach.services.screens.replying.telling import tell
from coach.services.screens.showing import picks
from coach.services.screens.showing.hanging import hanging_together
from coach.services.screens.showing.reveals import reveal
from coach.services.screens.showing.voices_map import hear_back, voices_map
from coach.services.screens.summing_up.pages import summary_page
from coach.services.screens.summing_up.rounds import round_lines, rounds
from coach.services.screens.summing_up.summaries import passed_on, summary, summary_text
from coach.services.screens.trying import expecting, learning

__all__ = [
    "actions",
    "announce",
    "answered",
    "asked_below",
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
