"""People's words made safe to show: they stand as typed and can neither format, link nor ping."""

from __future__ import annotations

import re

LONGEST = 140
"""Quoted words are cut at a word after this many characters (conversation.md, rule 10)."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BROKEN = "\u2060"  # an unseen joiner: the eye reads on, Slack no longer recognises what stood here
_PING = re.compile(r"[@#](?=\w)")
_LINK = re.compile(r":(?=//)|(?i:(?<=mailto):|(?<=tel):)|(?<=\w)\.(?=[^\W\d_]{2})")
_QUOTE_MARK = re.compile(r"^(?=&gt;|•)", re.MULTILINE)


def safe(text: str) -> str:
    """Return people's words for mrkdwn: `& < >` escaped, no formatting, no links, no `@here`, no unseen characters.

    Lines stay lines. What looks like formatting is shown by a letter that looks the same.
    """
    shown = _UNSEEN.sub("", text).translate(_ALIKE)
    shown = _PING.sub(lambda found: found[0] + _BROKEN, shown)
    shown = _LINK.sub(lambda found: _BROKEN + found[0], shown)
    return _QUOTE_MARK.sub(_BROKEN, shown)


def one_line(text: str) -> str:
    """Return words on one line, with single spaces."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def cut(text: str, longest: int = LONGEST) -> str:
    """Cut words at the end of a word, with an ellipsis, when they are longer than this."""
    if len(text) <= longest:
        return text
    head = text[: longest + 1].rsplit(None, 1)[0] if " " in text[: longest + 1].strip() else text[:longest]
    return head[:longest].rstrip(" ,;:.–-") + "…"


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return people's words in quotation marks: on one line, cut, safe."""
    return f'"{shown(text, longest)}"'


def shown(text: str, longest: int = LONGEST) -> str:
    """Return people's words without marks: on one line, cut, safe."""
    return safe(cut(one_line(text).replace('"', "'"), longest))


def link(address: str, label: str) -> str:
    """Return a label that is a link, or the label alone when there is no address to trust."""
    if not address.startswith(("http://", "https://")) or re.search(r"[<>|\s]", address):
        return label
    return f"<{address.replace('&amp;', '&').replace('&', '&amp;')}|{label}>"


def plain(mrkdwn: str) -> str:
    """Return our own mrkdwn as plain words for a notification or a file: no bold, no links.

    People's stars and underscores are left alone, because `safe` shows them by other letters.
    """
    bare = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", mrkdwn)
    return re.sub(r"[*_~`]", "", bare)


def unescaped(text: str) -> str:
    """Undo the escaping of `safe`, for a file or a page that does its own."""
    bare = text.translate(str.maketrans("∗ˍ∼ˋ", "*_~`", _BROKEN))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
