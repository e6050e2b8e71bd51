"""Words to the coach as tired people type them: respelled, without please and ta, or said another way altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPELLED = {
    "wot": "what",
    "wots": "whats",
    "wat": "what",
    "wats": "whats",
    "wen": "when",
    "u": "you",
    "r": "are",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "ty": "thanks",
    "gonna": "going to",
    "dunno": "dont know",
    "idk": "dont know",
}
_BEFORE = re.compile(
    r"^(?:please|can (?:we|i|you)|could (?:we|i|you)|let ?us|lets|just|sorry|ok|okay|oh|hi|hiya|hey|hello|coach|um|er"
    r"|erm|actually)[\s,:;.!–-]+"
)
_BEHIND = re.compile(r"[\s,:;.!–-]+(?:please|thanks|thank you|ta|cheers|mate|love|coach|sorry|then|for me)$")
_SAID = {
    "help": """
        help me / i need help / im lost / im confused / who are you / who is this / whos this / what are you
        / are you a bot / are you a robot / are you a person / are you real""",
    "next_best": "what do i do / what do i do now / what should i do / what am i meant to do",
    "words": "what does it mean / what does that mean / whats this mean / whats that mean / what do you mean",
    "example": """
        i dont understand / dont understand / i dont understand the question / i dont understand this / i dont get it
        / dont get it / i dont get this / dont get this / huh / eh / you what / like what / not sure what you mean
        / im not sure what you mean / what kind of thing / what sort of thing""",
    "why": """
        why are you asking / why are you asking me / why you asking / why you asking me / why me / what for
        / why do you want to know / whats this for / what is this for / whats it for / whats the point""",
    "dont_know": """
        dont know really / i dont know really / no clue / not a clue / havent a clue / i havent a clue
        / i havent got a clue / havent got a clue / i have no idea / ive no idea / not sure / im not sure / not sure yet
        / im not sure yet / couldnt say / couldnt tell you / search me / dont mind / i dont mind / not fussed
        / im not fussed / no preference""",
    "nothing": """
        nowt / nothing really / nothing to say / nothing comes to mind / nope nothing / nothing springs to mind
        / cant think of anything / i cant think of anything / cant think of any / nothing from my side""",
    "thats_all": """
        thats everything / thats the lot / thats my lot / im done / all done here / no more / no more from me
        / nothing else / nothing more / nowt else / nowt more
        / no nothing else / thats all i have / thats all ive got""",
    "later": """
        im busy / im too busy / im busy now / busy now / bit busy / a bit busy / no time now / no time right now
        / ask me later / in a bit / come back later / later today / maybe later / im on my break""",
    "undo": """
        undo that / undo it / delete that / delete it / take that back / take it back / scrap that / scrap it
        / ignore that / forget that / remove that / that was a mistake / i didnt mean that / cancel that""",
    "back": "go back one / back one / previous question / the one before / back to the last one",
    "skip": "pass / pass on this / pass on that / i cant answer this / i cant answer that / cant answer this",
    "status": "whats happening / whats going on / where are we up to / where are we at / wheres this at",
    "actions": "what have i got to do / what do i have to do / whats mine to do",
    "join": "id like to join / add me",
}
"""What people say instead of a command's word, without apostrophes; nothing that could be somebody's need."""
OTHER_WORDS = {" ".join(words.split()): press for press, every in _SAID.items() for words in every.split("/")}


_ENOUGH = re.compile(
    r"(?:(?:no|nope|nah|yes|yep|yeah|yeh|right|and|think|i think)[\s,]+)*(?:thats|that is|thats all thats)"
    r" (?:it|all|me|me done|the lot|everything|my lot|enough)"
    r"(?: (?:for now|for (?:the )?\w+|from (?:me|us)|i (?:think|guess|reckon)|really|then|folks|lol))*"
)


def ends_a_list(said: str) -> bool:
    """Say whether tidied words only end a list: "nope thats it", "thats me", "that's it for risks"."""
    return any(_ENOUGH.fullmatch(words) for words in plainer(said))


def plainer(said: str) -> Iterator[str]:
    """Tidied words in plainer and plainer forms, without apostrophes: respelled, then without what is only manners."""
    words = re.sub(r"\w+", lambda word: _SPELLED.get(word[0], word[0]), " ".join(said.replace("'", "").split()))
    yield words
    for _ in range(3):
        bare = _BEHIND.sub("", _BEFORE.sub("", words)).strip(" ,:;.!?")
        if not bare or bare == words:
            return
        words = bare
        yield words
