"""Kind words for something that could not be done: what it was, and the way on. Nothing has changed."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import button, name, project
from coach.services.screens.seeing import cell, hidden, question
from coach.services.screens.unasked import titles
from coach.views import Button
from coach.words import first_up, in_words
from dialogues.turns.life import needed

Words = dict[str, str]
REFUSALS: Words = {
    "already_deeper": "You're working at the deeper set of questions already.",
    "already_have": "I have exactly those words from you already. Nothing is lost, and nothing is there twice.",
    "already_in": "I have you down as having nothing to add. You can still add something.",
    "already_open": "That question is open right now.",
    "already_so": "That's how it is already.",
    "asked_anew": "That has changed since I asked, so I haven't counted it. The newest card says how it is now.",
    "closed": "{project} is closed. Everything stays here to read.",
    "condition_first": "Somebody said not yet. Do what they ask first, or go ahead and note why.",
    "for_the_lead": "Only {lead}, who leads this, does that. You can ask them.",
    "found_already": "Somebody has found that out, or it isn't on the list any more. Nothing is lost.",
    "join_first": "You're not in this project. Press I'd like to join, and your words count from then on.",
    "last_day": "It has been open for five working days, the longest it may. It closes at its time.",
    "loops_enough": "You've looked at this three times and nothing new has turned up. Time to decide, or to stop well.",
    "moved_on": "That question has moved on. Nothing is lost, and you can change any answer of yours.",
    "name_two": "That takes you and two others. Name two people of the team.",
    "need_two_lines": "Joining takes two lines of the same question.",
    "no_card_before": "This is the first one. There's nothing before it.",
    "no_closing_time": "Nothing closes by itself here. Take all the time you like.",
    "no_ideas": "There are no ideas to choose from yet. Ask for ideas first.",
    "not_a_member": "That person isn't in the team yet. Bring them in first.",
    "not_an_answer": "I couldn't take that as an answer here. {hint}",
    "not_in_the_list": "That isn't in the list any more. Open it once more and pick again.",
    "not_open": "That question isn't open just now. I'll come to it when it's its turn.",
    "not_paused": "It isn't resting. You can go on.",
    "not_thin": "That choice isn't open any more. Things have moved on.",
    "not_yet_yours": "{lead} has been here in the last few days. After five working days without them, anyone may.",
    "not_yours": "Only the person who said it can change it. You can add your own.",
    "nothing_said": "There were no words in it, so I kept nothing.",
    "nothing_to_confirm": "There's no draft yet to say yes to. Press Change it and write the first one.",
    "nothing_to_go_on": "Nothing is holding you up. You can go on.",
    "nothing_to_show": "{title} takes one answer, so there is nothing to show together. Answer it, or go on with Next.",
    "nothing_to_start": "It's under way already. The open question is on the card.",
    "say_why": "One short reason, please, so that everybody can see why you went on.",
    "show_first": "Show what people picked first. Then choose.",
    "team_only": "Only people in the team take the whole record with them. The summary is here to read.",
    "too_few": "{few}",
    "unknown_phase": "I don't know that part. There are four: Explore, Create, Evaluate and Agree.",
    "unknown_question": "I can't find that question any more.",
    "unknown_stance": "There are three: yes, I can live with it, or not yet.",
    "unknown_way": "There are three ways: together, each in our own time, or just me.",
}
_NEXT: dict[str, tuple[str, str]] = {
    "already_in": ("Add something", "answer"),
    "asked_anew": ("Where are we?", "status"),
    "condition_first": ("Go ahead and note it", "go_ahead_anyway"),
    "found_already": ("What next?", "next_best"),
    "join_first": ("I'd like to join", "join"),
    "moved_on": ("What next?", "next_best"),
    "not_a_member": ("Bring people in", "invite"),
    "not_in_the_list": ("Pick again", "pick"),
    "not_open": ("What next?", "next_best"),
    "nothing_to_confirm": ("Change it", "edit"),
    "nothing_to_show": ("Answer", "answer"),
    "nothing_to_start": ("Where are we?", "status"),
    "say_why": ("Say why", "go_on"),
    "loops_enough": ("Stop well", "stop_well"),
    "closed": ("Read the summary", "summary"),
    "team_only": ("Read the summary", "summary"),
    "show_first": ("Show now", "show_now"),
    "unknown_question": ("What next?", "next_best"),
}


def refusal(scene: Scene, code: str, wanted: str) -> tuple[str, Button | None]:
    """Return the words for a refusal and the button that leads on, if there is one."""
    said = REFUSALS[code].format(
        project=project(scene),
        lead=name(scene, scene.state.lead),
        few=_few(scene, wanted) if code == "too_few" else "",
        hint=_hint(scene, wanted),
        title=first_up(titles(scene, (wanted,)) or "that question"),
    )
    found = _NEXT.get(code)
    return said.strip(), button(scene, found[0], found[1], wanted) if found else None


def _few(scene: Scene, wanted: str) -> str:
    """How many people it takes to show a question's answers, why, and how many are in so far."""
    here = cell(scene, wanted)
    title = titles(scene, (wanted,)) or "that question"
    if scene.state.way != "apart":
        return f"{first_up(title)}: nothing has been said yet. Add something first, or go on with Next."
    why = "so that nobody can tell whose words are whose" if hidden(scene, wanted) else "so that nobody stands alone"
    inside = f"{first_up(in_words(len(here.done)) if here.done else 'nobody')} {'are' if len(here.done) > 1 else 'is'}"
    return (
        f"{first_up(title)}: I show it once {in_words(needed(here))} of you are in, {why}. {inside} in so far. "
        "You can give it more time, or nudge once."
    )


def _hint(scene: Scene, wanted: str) -> str:
    if wanted not in scene.dialogue.questions:
        return "Open the form and try there."
    kind = question(scene, wanted).kind
    hints = {
        "date": "It needs a day, like 2026-05-19.",
        "number": "It needs a number, like 6.",
        "each": "Pick one for each line.",
    }
    return hints.get(kind, "Open the form and try there.")
