"""Typed words, told apart before anything is kept: a command, chat, a long paste."""

from __future__ import annotations

import re

from coach.services.typed_words.loosely import OTHER_WORDS, ends_a_list, plainer

COMMANDS: dict[str, str] = {
    "help": "help",
    "?": "help",
    "what can you do": "help",
    "why": "why",
    "why do you ask": "why",
    "example": "example",
    "for example": "example",
    "an example": "example",
    "show me an example": "example",
    "words": "words",
    "glossary": "words",
    "what do these words mean": "words",
    "what does this mean": "words",
    "explain more": "explain_more",
    "explain less": "explain_less",
    "stuck": "stuck",
    "i'm stuck": "stuck",
    "skip": "skip",
    "skip it": "skip",
    "skip this": "skip",
    "skip this one": "skip",
    "remind me": "later",
    "remind me later": "later",
    "stop reminding me": "stop_reminding",
    "no more reminders": "stop_reminding",
    "remind me again": "remind_again",
    "start reminding me": "remind_again",
    "back": "back",
    "go back": "back",
    "later": "later",
    "not now": "later",
    "park": "dont_know",
    "park it": "dont_know",
    "don't know": "dont_know",
    "don't know yet": "dont_know",
    "i don't know": "dont_know",
    "i don't know yet": "dont_know",
    "we don't know": "dont_know",
    "no idea": "dont_know",
    "who": "status",
    "who is in": "status",
    "who has answered": "status",
    "status": "status",
    "where are we": "status",
    "where were we": "status",
    "next": "next",
    "what next": "next_best",
    "what's next": "next_best",
    "what now": "next_best",
    "what should we do next": "next_best",
    "take it up": "take_up",
    "take that up": "take_up",
    "ask this now": "take_up",
    "ask that": "take_up",
    "ask that now": "take_up",
    "choose another": "choose_next",
    "something else": "choose_next",
    "what else": "choose_next",
    "summary": "summary",
    "so far": "summary",
    "summary so far": "summary",
    "rounds": "rounds",
    "compare": "rounds",
    "what changed": "rounds",
    "what has changed": "rounds",
    "last round": "rounds",
    "actions": "actions",
    "my actions": "actions",
    "found out": "actions",
    "i found out": "actions",
    "find out": "find_out",
    "who finds out": "find_out",
    "to find out": "find_out",
    "what hangs together": "hanging",
    "what helps what": "hanging",
    "what is linked": "hanging",
    "how do we know": "know",
    "how we know": "know",
    "voices": "voices",
    "who is missing": "voices",
    "who's missing": "voices",
    "whose view is missing": "voices",
    "whose views": "voices",
    "who have we not heard": "voices",
    "who has not been heard": "voices",
    "hear back": "hear_back",
    "who to tell": "hear_back",
    "who is to hear back": "hear_back",
    "card": "print_card",
    "print a card": "print_card",
    "a card to print": "print_card",
    "someone told me": "add_for",
    "somebody told me": "add_for",
    "add for someone": "add_for",
    "what would you look at": "look_over",
    "what would you look at again": "look_over",
    "what do you notice": "look_over",
    "look it over": "look_over",
    "look over": "look_over",
    "say everything": "say_everything",
    "say everything you notice": "say_everything",
    "say everything as we go": "say_everything",
    "only the main things": "say_main",
    "keep mine": "keep_mine",
    "keep it as it is": "keep_mine",
    "not helpful": "not_helpful",
    "use my name": "use_name",
    "use my role": "use_role",
    "don't use my name": "use_role",
    "expect": "expect",
    "i expect": "expect",
    "my guess": "expect",
    "what did i expect": "expected",
    "what i expected": "expected",
    "marks": "marks",
    "four marks": "marks",
    "how good was our try": "marks",
    "our figures": "figures",
    "the figures": "figures",
    "tools": "tools",
    "show me the tools": "tools",
    "partners": "with_whom",
    "who is with whom": "with_whom",
    "organisations": "with_whom",
    "sectors": "with_whom",
    "deeper": "deeper",
    "go deeper": "deeper",
    "lighter": "lighter",
    "go lighter": "lighter",
    "fewer questions": "lighter",
    "checkin": "check_in",
    "check-in": "check_in",
    "check in": "check_in",
    "checkins": "check_in",
    "check-ins": "check_in",
    "check ins": "check_in",
    "my check-in": "check_in_mine",
    "my checkin": "check_in_mine",
    "what is mine": "check_in_mine",
    "what's mine": "check_in_mine",
    "pause": "pause",
    "resume": "resume",
    "carry on": "resume",
    "stop": "stop",
    "stop here": "stop",
    "stop well": "stop_well",
    "what we learned": "stop_well",
    "nothing": "nothing",
    "nothing to add": "nothing",
    "none": "nothing",
    "nothing from me": "nothing",
    "that's all": "thats_all",
    "that's it": "thats_all",
    "that's enough": "thats_all",
    "that's all from me": "thats_all",
    "that's all thanks": "thats_all",
    "done": "thats_all",
    "finished": "thats_all",
    "it's done now": "condition_met",
    "that's done now": "condition_met",
    "go ahead and note it": "go_ahead_anyway",
    "go ahead anyway": "go_ahead_anyway",
    "back to the plan": "look_again",
    "undo": "undo",
    "show now": "show_now",
    "show them now": "show_now",
    "more time": "more_time",
    "give them more time": "more_time",
    "nudge": "nudge_once",
    "nudge once": "nudge_once",
    "nudge them": "nudge_once",
    "nudge them once": "nudge_once",
    "take these": "take_these",
    "take these now": "take_these",
    "three of us": "weigh_with",
    "just three of us": "weigh_with",
    "new": "new",
    "join": "join",
    "leave": "leave",
    "answer": "answer",
    "hand over": "hand_over",
    "handover": "hand_over",
    "close": "close",
    "export": "export",
    "panel": "panel",
    "away": "away",
    "quiet": "quiet",
    "be quiet": "quiet",
    "my times": "my_times",
    "times": "my_times",
    "my settings": "my_times",
    "settings": "my_times",
    "my hours": "my_times",
    "change my times": "times",
    "i'm back": "back_here",
    "im back": "back_here",
    "invite": "invite",
    "harm": "harm",
    "someone could be harmed": "harm",
    "someone could be harmed now": "harm",
    "somebody could be harmed": "harm",
    "somebody could be harmed now": "harm",
    "start": "start_now",
    "start now": "start_now",
    "here": "post_here",
    "post here": "post_here",
}

_CHAT_WORDS = """
ok okay k thanks thx thank you ta cheers great good nice lovely sure fine cool hi hello hey yes no yep nope yeah yeh yup
aye bye lol haha nah noted perfect brilliant super wow sorry please morning
"""
_CHAT = frozenset(_CHAT_WORDS.split())
_BARE = OTHER_WORDS | {words.replace("'", ""): press for words, press in COMMANDS.items()}
"""Commands as they are typed on a phone ("thats all", "dont know"), and said another way."""
_LONG_LINES, _LONG_TEXT = 6, 700


def tidy(text: str) -> str:
    """Return words as they are compared: lower case, plain apostrophes, no closing full stop or question mark."""
    plain = text.strip().lower().replace("’", "'").replace("‘", "'")
    if plain == "?":
        return plain
    return re.sub(r"\s+", " ", plain).rstrip(" .?!")


def command_of(text: str) -> str:
    """Return the press that typed words stand for, or "" when they are no command."""
    said = tidy(text)
    found = COMMANDS.get(said) or next((_BARE[words] for words in plainer(said) if words in _BARE), "")
    return found or ("thats_all" if ends_a_list(said) else "")


def no_words(text: str) -> bool:
    """Say whether there is nothing in it to keep: no letter and no digit of any script (emoji, dashes, dots)."""
    bare = re.sub(r":[a-z0-9_+'-]+:", "", text)
    return not any(letter.isalnum() for letter in bare)


def is_chat(text: str, *, list_open: bool) -> bool:
    """Say whether typed words are talk and not an answer: "ok", "thanks", under three words with no list open."""
    return is_talk(text) or (not list_open and len(words_in(text)) < 3)


def is_talk(text: str) -> bool:
    """Say whether there is nothing but talk in it, however long the answer might have been: "ok", "thanks"."""
    words = words_in(text)
    return no_words(text) or (bool(words) and all(word in _CHAT for word in words))


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared, without what stands between them."""
    return [word for word in re.split(r"[^\w']+", tidy(text)) if word]


def is_long_paste(text: str) -> bool:
    """Say whether it is so long that the lines are shown for one look before they are kept."""
    lines = [line for line in text.splitlines() if not no_words(line)]
    return len(lines) > _LONG_LINES or (len(text) > _LONG_TEXT and len(lines) > 1)
