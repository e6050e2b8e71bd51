"""A typed yes or no and nothing more, in the words people use for it."""

from __future__ import annotations

from coach.services.typed_words.spoken import words_in

_YES = frozenset(
    {"yes", "yep", "yeah", "yeh", "yea", "yup", "aye", "k", "ok", "okay", "fine", "sure", "happy", "alright", "in"}
)
_THANKS = frozenset({"thanks", "thank", "you", "ta", "cheers", "please", "great", "good"})
_I_AM = frozenset({"i", "im", "i'm", "am", "me", "us", "will", "do", "count", "join", "go", "ahead", "on", "then"})
_THAT_IS = frozenset(
    {"that", "thats", "that's", "is", "it", "its", "it's", "this", "by", "with", "for", "to", "all", "right"}
)
_WITH_YES = _THANKS | _I_AM | _THAT_IS | {"of", "course", "no", "problem"}
_RIGHT = frozenset({"right", "correct", "spot", "agreed", "perfect", "good", "great", "ok", "fine", "yes"})
_LOOKS = frozenset({"looks", "look", "sounds", "on", "exactly", "leave", "keep", "as", "is", "it"})
_NO = frozenset(
    {"no", "nope", "none", "never", "nobody", "no one", "nothing", "not really", "no not really", "no problems"}
    | {"not that i know", "not that i know of", "not that i'm aware of", "not as far as i know", "no not that i know"}
    | {"no not that i know of", "nothing went wrong", "no nothing", "no nothing went wrong"}
)


def is_yes(text: str) -> bool:
    """Say whether it is a yes and nothing more: "yes that's fine", "happy to", "ok count me in"."""
    words = set(words_in(text))
    return bool(_YES & words) and words <= _YES | _WITH_YES


def is_right(text: str) -> bool:
    """Say whether it is a yes to a draft and nothing more: "yeh thats right", "spot on", "looks ok"."""
    words = set(words_in(text))
    return is_yes(text) or (bool(_RIGHT & words) and words <= _RIGHT | _YES | _WITH_YES | _LOOKS)


def is_no(text: str) -> bool:
    """Say whether it is a no and nothing more: "no", "not that I know of"."""
    return " ".join(words_in(text)) in _NO
