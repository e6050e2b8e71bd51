"""Where somebody stands, in the words they use for it: "yeh fine", "ok but only if matron says", "4 yes 1 not yet"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.services.typed_words.spoken import tidy, words_in

_OPENING = (
    r"(?:(?:actually|well|ok so|oh|um+|er+|hmm+|sorry|tbh|to be honest|on second thoughts?|i think|so)[\s,.–-]+)*"
)
_SAYS = (
    (
        "not_yet",
        r"not yet|no way|no(?! (?:problem|probs|worries|objection))|nope|nah"
        r"|not (?:happy|keen|comfortable|ready|really)"
        r"|im not (?:happy|keen|comfortable|ready)|i am not (?:happy|keen|comfortable|ready)"
        r"|i (?:dont|do not) think so|id rather not|i would rather not",
    ),
    (
        "can_live",
        r"(?:i|we|yes i|ok i)? ?(?:can|could|will|ll)? ?(?:just about )?live with (?:it|this|that)|i can live with",
    ),
    (
        "yes",
        r"(?:yes|ok(?:ay)?|k|fine|sure|aye|alright|all right|happy|agreed|i agree|go for it|count me in|im in"
        r"|sounds good|looks good|good|great|perfect|all good|thumbs up|go ahead|yes please|no problem|no objections?"
        r"|im (?:now )?(?:happy|ok|okay|fine|good)|i am (?:now )?(?:happy|ok|okay|fine|good)|im for it)"
        r"(?:[ ,]+(?:yes|ok|okay|fine|im in|im (?:now )?(?:happy|ok|fine|good)))*",
    ),
)
_STANDS = tuple((stance, re.compile(rf"{_OPENING}(?:{said})(?![\w'])")) for stance, said in _SAYS)
_MANNER_WORDS = """
    a all and at by do for from give go happy i idea im in is it its let lets lot me mind moment my now of on our plan
    please right so ta thank thanks that thats the then this to too try trying us we with you your
"""
_MANNERS = frozenset(_MANNER_WORDS.split())
_SPELLED = {"w": "with", **dict.fromkeys(("yeh", "yea", "yeah", "yep", "yup", "ya", "yh", "yess"), "yes")}
_HARD = re.compile(
    r"\b(?:only (?:if|when|once|after|with)|unless|not (?:until|till|unless|without|before|if)|until|but not|except)\b"
)
COUNT = r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|none|no one|nobody)"
_HANDS = re.compile(
    rf"{COUNT}(?: (?:of us|people|hands?))?(?: (?:say|says|said|for))?[ :]+"
    r"(?P<how>not yet|no|nos|can live(?: with(?: it)?)?|live with(?: it)?|level|yes(?:es)?|happy|ok|fine|up|down)\b"
)
_HOW = {"not yet": "not_yet", "no": "not_yet", "nos": "not_yet", "down": "not_yet", "level": "can_live"}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ALL = re.compile(
    r"(?:we ?(?:are|re)? ?)?(?:all|everyone|everybody)(?: of us)?(?:s| is| are| say| says| said)?"
    r" (?:yes|happy|agreed|in|for it|up)(?: (?:with it|to try it|to go))?"
)


@dataclass(frozen=True, slots=True)
class Stood:
    """What words say of a stand: which, why, and whether the why must come first ("only if matron says")."""

    stance: str
    reason: str = ""
    waits: bool = False


def stood(text: str) -> Stood | None:
    """Read a typed stand; None when the words are none."""
    small = _plain(text)
    for stance, pattern in _STANDS:
        if (said := pattern.match(small)) is None:
            continue
        rest = small[said.end() :]
        if stance != "can_live" and rest[:1] == " " and not _goes_on(rest):
            return None  # "happy families", "no one to ring"
        reason = _as_typed(text, rest)
        return Stood(stance, reason, stance != "not_yet" and _HARD.search(rest) is not None)
    return None


def _plain(text: str) -> str:
    """Words as they are compared: without apostrophes, respelled one for one."""
    small = tidy(text).replace("'", "").replace("w/", "with ")
    small = re.sub(r":\+1:|:thumbsup:|👍", "yes", re.sub(r":-1:|:thumbsdown:|👎", "not yet", small))
    return re.sub(r"\w+", lambda word: _SPELLED.get(word[0], word[0]), " ".join(small.split()))


def _goes_on(rest: str) -> bool:
    """Whether what follows without a comma still speaks of the stand: manners, or a condition or a worry."""
    words = words_in(rest)
    return (
        not words
        or set(words) <= _MANNERS
        or words[0]
        in {
            *(
                "but",
                "if",
                "as",
                "so",
                "provided",
                "only",
                "when",
                "once",
                "unless",
                "until",
                "by",
                "with",
                "for",
                "to",
            ),
            *("because", "cos", "not", "about", "though", "although", "till", "after", "from", "then"),
        }
    )


def _as_typed(text: str, rest: str) -> str:
    """What was typed after the stand; "" when it is manners alone."""
    words = words_in(rest)
    if set(words) <= _MANNERS:
        return ""
    found = list(re.finditer(r"[^\s,;:.!?–—-]+", text))
    pieces = len(re.findall(r"[^\s,;:.!?–—-]+", rest))
    said = text[found[-min(pieces, len(found))].start() :].strip() if pieces else ""
    return re.sub(r"^(?:(?:by|for|from) me|with (?:it|that|this)|for it|to try(?: it| this)?)[\s,]+", "", said)


def hands_in(text: str, everybody: int) -> dict[str, int]:
    """Hands counted in the room, by stand: "4 yes, 1 can live with it", "all happy"; empty when it says none."""
    small = _plain(text)
    if _ALL.fullmatch(small):
        return {"yes": everybody}
    found = {_how(said["how"]): number_of(said["n"]) for said in _HANDS.finditer(small)}
    rest = _HANDS.sub("", small)
    return found if found and not set(words_in(rest)) - {"and", "n", "then", "with", "it", "so", "but"} else {}


def _how(said: str) -> str:
    return _HOW.get(said, "can_live" if "live" in said else "yes")


def number_of(said: str) -> int:
    """Return the number that a count of COUNT says; "nobody" is none."""
    if said.isdecimal():
        return int(said)
    return _NUMBERS.index(said) if said in _NUMBERS else 0
