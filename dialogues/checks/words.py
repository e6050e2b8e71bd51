"""Word patterns that several families of checks share."""

from __future__ import annotations

import re

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
YEAR = r"(?:19|20)\d\d"
NUMBER = r"\d[\d,]*(?:\.\d+)?"
SAYS_UNKNOWN = re.compile(
    r"^\W*(?:(?:i|we)\s+)?(?:don['’]?t|do not|not)\s+(?:yet\s+)?know(?:n)?\b|^\W*(?:no idea|not sure|unknown|tbc|\?+)\W*$",
    re.I,
)
WEAK = re.compile(
    r"\b(?:re-?)?(?:train(?:ing|ed|s)?|teach(?:ing)?|educat\w+|e-?learning|workshops?|remind(?:er|ers|ing)?|posters?"
    r"|leaflets?|flyers?|booklets?|newsletters?|e-?mails?|texts?|sms|polic(?:y|ies)|guidelines?|awareness"
    r"|double[- ]check(?:s|ing)?|warnings?|warn|labels?|signs?|screen ?savers?|campaigns?|talks?)\b",
    re.I,
)


def unknown(text: str) -> bool:
    """Whether the words say that nobody knows yet, which is honest and raises nothing."""
    return bool(SAYS_UNKNOWN.search(text))


def stem(word: str) -> str:
    """A rough stem: lower case, common endings off."""
    word = word.lower()
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
