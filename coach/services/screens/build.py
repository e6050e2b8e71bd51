"""Building blocks of every screen: messages that say it all in their text, presses, labels, who a name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from coach.services.scene import Scene
from coach.views import Button, Controls, Divider, Heading, Menu, Message, Note, Part, Pick, Press, Style, Text
from coach.words import cut, joined, one_line, plain, safe, shown
from coach.words.days import clock, day_of, in_words, long_day, short_moment
from dialogues.wording import is_lone

LONGEST_TEXT = 3900
LONGEST_PART = 2900
LONGEST_LABEL = 75
SELDOM = "The rest is one press away."
_MENTION = re.compile(r"^<@([A-Z0-9]+)(?:\|[^>]*)?>$")
_HALF_ENTITY = re.compile(r"&\w{0,4}$")
_TITLE = str.maketrans({"<": "‹", ">": "›", "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})


def label(words: str, longest: int = LONGEST_LABEL) -> str:
    """Return words for a heading, a button or an option, which are plain text: on one line, cut, unable to ping."""
    bare = one_line(words).translate(_TITLE).replace("@", "@\u2060")
    return cut(bare, longest - 1) if len(bare) > longest else bare


def press(scene: Scene, do: str, question: str = "", arg: str = "") -> Press:
    """Return a press that carries its project, question and the turn the question was asked at."""
    cell = scene.state.cells.get(question)
    return Press(do, scene.project, question, cell.asked if cell else 0, arg)


def button(
    scene: Scene, words: str, do: str, question: str = "", arg: str = "", *, style: Style = "plain", hint: str = ""
) -> Button:
    """Return a button of a project."""
    return Button(label(words), press(scene, do, question, arg), style, cut(hint, LONGEST_LABEL - 1))


def controls(*items: Button | Menu | Pick | None) -> Controls:
    """Return a row of those that are there."""
    return Controls(tuple(item for item in items if item is not None))


def message(*parts: Part | None, text: str = "", attach: tuple[str, bytes] | None = None) -> Message:
    """Return a message of those parts that are there; its text is `text`, or says all of them."""
    kept = tuple(trimmed(part) for part in parts if part is not None and part != Controls(()))
    return Message(text or spoken(kept), kept, attach)


def trimmed(part: Part) -> Part:
    """Return a part with its words inside what Slack shows."""
    if isinstance(part, Text) and len(part.text) > LONGEST_PART:
        return Text(within(part.text, LONGEST_PART))
    if isinstance(part, Note) and len(part.text) > LONGEST_PART:
        return Note(within(part.text, LONGEST_PART))
    return part


def spoken(parts: Iterable[Part]) -> str:
    """Return everything a message shows as plain words, for notifications and screen readers."""
    said = [words for words in map(_spoken, parts) if words]
    return within("\n".join(said), LONGEST_TEXT)


def _spoken(part: Part) -> str:
    if isinstance(part, Heading):
        return safe(part.text)
    if isinstance(part, Divider):
        return ""
    if isinstance(part, Controls):
        names = [safe(item.label) for item in part.items]
        return f"You can press: {joined(names, 'or')}." if names else ""
    return plain(part.text)


def within(text: str, longest: int) -> str:
    """Cut a long text after a whole line (or a word, when the line itself is too long) and say that there is more."""
    if len(text) <= longest:
        return text
    head = text[: longest - len(SELDOM) - 1]
    end = head.rfind("\n")
    head = head[: end if end > len(head) // 2 else max(head.rfind(" "), len(head) // 2)]
    if head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    return f"{_HALF_ENTITY.sub('', head).rstrip()}\n{SELDOM}"


def text(*paragraphs: str) -> Text | None:
    """Return one Text of those paragraphs that have words; None when none has."""
    kept = [words for words in paragraphs if words]
    return Text("\n".join(kept)) if kept else None


def note(*sentences: str) -> Note | None:
    """Return one quiet line of those sentences that have words."""
    kept = [words for words in sentences if words]
    return Note(" ".join(kept)) if kept else None


def bold(words: str) -> str:
    """Return words in bold; words must be safe already."""
    return f"*{words}*" if words.strip() else ""


def project(scene: Scene) -> str:
    """Return the project's name in bold, safe."""
    return bold(project_name(scene))


def project_name(scene: Scene) -> str:
    """Return the project's name, safe, 80 characters at most."""
    return shown(scene.name, 80) or "Your project"


def name(scene: Scene, person: str) -> str:
    """Return a person's name, safe; "someone" for a name that is not known."""
    return shown(raw_name(scene, person), 60) or "someone"


def raw_name(scene: Scene, person: str) -> str:
    """Return a person's name as it is; words that are no person's id stay as typed."""
    bare = _MENTION.sub(r"\1", person.strip())
    return scene.names.get(bare, person)


def names(scene: Scene, people: Iterable[str], *, at_most: int = 0) -> str:
    """Return people's names in a list, in words."""
    return joined((name(scene, person) for person in people), at_most=at_most)


def team(scene: Scene) -> tuple[str, ...]:
    """Return those who belong to the team, the lead first."""
    state = scene.state
    rest = [person for person, member in state.team.items() if member.status != "left" and person != state.lead]
    return (state.lead, *rest)


def is_lead(scene: Scene, person: str) -> bool:
    """Say whether a person leads this project."""
    return scene.state.lead == person


def alone(scene: Scene) -> bool:
    """Say whether one person works on it by direct message, without a team to show things to."""
    return is_lone(scene.state)


def moment(scene: Scene, when: datetime | None) -> str:
    """Return a moment as "Tue 12 May, 13:30" there; "" when there is none."""
    return short_moment(when, scene.state.zone, scene.now) if when else ""


def long_moment(scene: Scene, when: datetime | None) -> str:
    """Return a moment as it stands in a sentence, "Wednesday 20 May at 10:00", there; "" when there is none."""
    if when is None:
        return ""
    zone = scene.state.zone
    return f"{long_day(day_of(when, zone), day_of(scene.now, zone))} at {clock(when, zone)}"


def date_said(scene: Scene, value: object) -> str:
    """Return a stored date as "Tue 19 May", other words as typed and safe."""
    words = str(value or "")
    return safe(in_words(one_line(words), day_of(scene.now, scene.state.zone)))


def rows(lines: Sequence[str]) -> str:
    """Return lines under each other."""
    return "\n".join(line for line in lines if line)
