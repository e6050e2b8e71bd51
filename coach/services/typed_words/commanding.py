"""`/coach` words and the words of a mention: each stands for a press, on the project somebody means."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from coach.errors import CoachError
from coach.presses import PRESSES
from coach.services.kindness.person import PersonTimes
from coach.services.kindness.typed import read_quiet
from coach.services.kindness.typed_times import read_times
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.leading.panels import acts_on
from coach.services.screens.replying.echoes import begun
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.showing.weighed import being_weighed
from coach.services.typed_words.spoken import command_of, tidy
from coach.views import Press
from dialogues import library
from dialogues.ties import IDEAS, NEEDS

# Commands that open a form when they are typed after /coach; in a DM or a thread they answer with the button.
FORM_WORDS = frozenset(
    {"new", "stop", "export", "hand_over", "close", "answer", "invite", "away", "deeper", "find_out", "check_in"}
    | {"quiet", "times"}
    | {"take_these", "weigh_with", "know", "add_for", "print_card", "expect", "tool", "not_helpful"}
)
_QUIET = re.compile(r"(?:be )?quiet[\s:,]+(\S.*)", re.IGNORECASE | re.DOTALL)
_MINE = re.compile(r"(?:my )?(?:times|settings)[\s:,]+(\S.*)", re.IGNORECASE | re.DOTALL)
_TIMES = re.compile(
    r"(?:my |i'm )?((?:not before|not after|hours|(?:on )?nights?|(?:working )?days|(?:bank )?holidays?|(?:on )?leave"
    r"|away|(?:weekly )?(?:limit|ceiling)|(?:time ?)?zone)[\s:,]+\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_REMIND = re.compile(r"remind me(?: of (?:this|it|that))?[\s:,]+(\S.*)", re.IGNORECASE)
_GUESS = re.compile(r"(?:my guess|i expect)\s*:\s*(\S.*)", re.IGNORECASE)
_PARTNER = re.compile(r"(?:my )?partner(?: is)?[\s:,]+(\S.*)", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"check[- ]?ins?[\s:,]+(\S.*)", re.IGNORECASE)
_KEEP = re.compile(r"(?:keep mine|keep it as it is|not helpful)[\s,:;.–—-]+(\S.*)", re.IGNORECASE | re.DOTALL)
_HELPS = re.compile(r"(?:it )?helps?(?: with)?(?: needs?)?((?:\s*(?:\d{1,2}|and|,|&))+)\.?", re.IGNORECASE)
GRADE_WORDS = {
    "someone told us": "heard",
    "we were told": "heard",
    "we heard it": "heard",
    "we saw it": "seen",
    "i saw it": "seen",
    "we counted it": "counted",
    "i counted it": "counted",
    "it's our guess": "guess",
    "it's a guess": "guess",
    "a guess": "guess",
    "just a guess": "guess",
}
"""How somebody knows what they said last, typed."""


def held_up(scene: Scene) -> str:
    """The agreement to which somebody said not yet, while that stands in the way; "" when nobody did."""
    cell = scene.state.cells.get(AGREEMENT)
    return AGREEMENT if cell is not None and cell.status == "contested" else ""


CHOOSING = {
    **{"take_these": seeing.to_choose, "weigh_with": being_weighed, "show_now": acts_on, "nudge_once": acts_on},
    **{"condition_met": held_up, "go_ahead_anyway": held_up},
}
"""Commands of the lead that mean what waits for them: a choice, what is weighed, the panel's question, a "not yet"."""
ON_QUESTION = frozenset(
    {"answer", "nothing", "thats_all", "dont_know", "skip", "why", "example", "stuck", "later", "next", "harm", "undo"}
    | {"next_best", "remind_me", "words"}
)

LABELS = {
    "answer": "Answer",
    "check_in": "Set check-ins",
    "deeper": "Go deeper",
    "find_out": "Choose what to find out",
    "stop": "Stop here",
    "hand_over": "Hand over",
    "close": "Close it",
    "export": "Get a copy",
    "invite": "Add people",
    "take_these": "Take these now",
    "choose_next": "Choose another",
    "stop_well": "Stop well",
    "weigh_with": "Just three of us",
    "away": "I'll be away",
    "tool": "Five minutes on it",
    "quiet": "Quiet for a while",
    "times": "Change my times",
    "know": "How do we know?",
    "print_card": "Print a card",
    "add_for": "Someone told me",
    "not_helpful": "Not helpful",
    "expect": "Say what I expect",
    "go_ahead_anyway": "Go ahead and note it",
    "new": "Start a project",
    "helps": "What helps what",
    "step_for": "What each step is for",
}
"""What the button says that opens a form, where its command was typed."""


TEST_PLAN = "evaluate.test_plan"
_NO_MORE = frozenset({"dont_know", "nothing", "skip"})
"""Typed while somebody's own list is open, they end it: what is in it stays."""


def press_of(text: str, at: datetime | None = None) -> Press | None:
    """The press that words stand for, without a project yet; None for words that are no command.

    `at`: they were typed where answers are typed too, so words about times count only if they can be read as such.
    """
    if found := _HOW_OFTEN.fullmatch(text.strip()):
        return Press("check_in_set", arg=found[1])
    if found := _HELPS.fullmatch(text.strip()):
        return Press("helps_these", question=IDEAS, arg=",".join(re.findall(r"\d+", found[1])))
    if how := GRADE_WORDS.get(tidy(text)):
        return Press("grade", arg=how)
    if found := _GUESS.fullmatch(text.strip()):
        return Press("expect_save", arg=found[1])
    if found := _PARTNER.fullmatch(text.strip()):
        return Press("partner_is", arg=found[1])
    do = command_of(text)
    if not do and (found := _REMIND.fullmatch(text.strip())):
        return Press("remind_me", arg=found[1].strip(" .!"))
    if not do and (kept := _KEEP.fullmatch(text.strip())):
        return Press("keep_mine", arg=kept[1].removeprefix("because ").strip())
    return Press(do) if do else tool_in(text) or _about_times(text.strip(), at)


def _about_times(text: str, at: datetime | None) -> Press | None:
    """Words that set one's own times, or ask for quiet."""
    if found := _QUIET.fullmatch(text):
        press = Press("quiet_set", arg=found[1])
    elif found := _MINE.fullmatch(text) or _TIMES.fullmatch(text.replace("’", "'")):
        press = Press("times_set", arg=found[1])
    else:
        return None
    return press if at is None or _can_be_read(press, at) else None


def _can_be_read(press: Press, at: datetime) -> bool:
    try:
        if press.do == "quiet_set":
            read_quiet(press.arg, zone=PersonTimes().zone, now=at)
        else:
            read_times(press.arg, PersonTimes(), at)
    except CoachError as error:
        return error.code == "which_half"
    return True


def tool_in(text: str) -> Press | None:
    """The press that a tool's name stands for: the eight by their names alone, all of them after the word "tool"."""
    bare = tidy(text)
    name = re.sub(r"^tools? ", "", bare)
    known = {tidy(tool.name): tool.id for tool in library.tools().tools}
    if name in known:
        return Press("tool", arg=known[name])
    others = {tidy(tool.name): tool.id for tool in library.tools().others}
    return Press("tools", arg=others[name]) if name in others and name != bare else None


def wants_form(text: str) -> bool:
    """Whether words after /coach open a form: none at all does, and those that ask for more."""
    press = press_of(text)
    return not text.strip() or (press is not None and press.do in FORM_WORDS)


def placed(press: Press, scene: Scene, person: str, asked: str = "") -> Press:
    """A typed command made the press a button would have been: on this project and the question that is open."""
    question = press.question
    if press.do == "thats_all" and scene.state.lead == person and held_up(scene):
        press = replace(press, do="condition_met")  # "done": what somebody asked for first
    if press.do == "look_again" and not question:
        question = TEST_PLAN
    if press.do in ON_QUESTION and not question:
        question = current_question(scene, person, asked)
    elif press.do in CHOOSING and not question:
        question = CHOOSING[press.do](scene)
    if press.do == "next" and not question:
        return Press("next_best", scene.project)
    if press.do in _NO_MORE and begun(scene, person, question):
        press = replace(press, do="thats_all")
    cell = scene.state.cells.get(question)
    if press.do == "know" and not question:
        question = NEEDS
    arg = press.arg or (last_answer(scene, question, person) if press.do == "undo" else "")
    return Press(press.do, scene.project, question, cell.asked if cell else 0, arg)


def current_question(scene: Scene, person: str, asked: str = "") -> str:
    """The question that words and commands of a person belong to; "" when nothing is open.

    In the room and alone it is the one on the card. Apart it is the one last asked in their DM (`asked` names its
    card): a list that has begun stays theirs until they say that's all, or until another question is asked.
    """
    card = seeing.current_card(scene)
    if scene.state.way != "apart":
        return card[0] if card else ""
    waiting = seeing.open_for(scene, person)
    if asked:
        mine = seeing.card_of(scene, asked)
        begun = [one for one in mine if seeing.is_open(scene, one) and seeing.question(scene, one).kind == "list"]
        found = [one for one in mine if one in waiting] or begun
        if found:
            return found[0]
    return waiting[0] if waiting else ""


def last_answer(scene: Scene, question: str, person: str) -> str:
    """The id of what a person said last to a question; "" when they have not."""
    mine = [kept.id for kept in scene.facts.of(question) if kept.by == person]
    return mine[-1] if mine else ""


def narrowed(press: Press, scenes: tuple[Scene, ...], person: str) -> tuple[Scene, ...]:
    """Of several projects the one in which a lead's command has something to settle, where that is only one."""
    about = CHOOSING.get(press.do)
    found = tuple(one for one in scenes if about is not None and one.state.lead == person and about(one))
    return found if len(found) == 1 else scenes


def spelled(press: Press) -> str:
    """A press without its project, as the buttons of "Which project do you mean?" carry it: `do`, or `do:arg`."""
    return f"{press.do}:{press.arg}" if press.arg else press.do


def is_look(press: Press) -> bool:
    """Whether a press only shows words."""
    return PRESSES.get(press.do) == "look"
