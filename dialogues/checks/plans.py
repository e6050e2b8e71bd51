"""Checks on ideas, tests and actions: strength of a change, small first tests, one owner, a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dialogues.checks.remark import Remark
from dialogues.checks.words import MONTH, WEAK, YEAR, unknown

_STRONG = re.compile(
    r"\b(?:default|automat\w*|standard\w*|simplif\w*|remove\w*|redesign\w*|move\w*|forc\w*|lock\w*|build|built|only allow|barrier|layout"
    r"|one[- ]stop|same[- ]day|pre-?pack\w*|checklist|staffing|rota|huddle|round|exempt\w*|book\w*|slot\w*|visit\w*|unit|designed by)\b",
    re.I,
)
_TASK = re.compile(
    r"^\W*(?:meet|discuss|e-?mail|get|order|write|train|arrange|contact|ring|call|ask|organise|speak|talk to|invite)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:roll(?:ed|ing)?\s+(?:it\s+)?out|all\s+(?:the\s+)?(?:wards?|units?|teams?|staff|patients|practices|homes|sites|clinics|shifts|bays|of)"
    r"|every\s+(?:ward|unit|team|patient|practice|home|site|clinic|shift|resident)|whole\s+\w+|trust[- ]?wide|across\s+the\s+\w+|everywhere)\b",
    re.I,
)
_NO_GUESS = re.compile(
    r"^\W*(?:(?:just\s+)?try it(?: and see)?|see (?:what|how)\b.*|nothing|n/?a|-+|\?+|tbc|not sure)\W*$", re.I
)
_GROUP = re.compile(
    r"^\W*(?:the\s+|our\s+)?(?:(?:\w+\s+)?teams?|we|us|all|all of us|everyone|everybody|staff|someone|somebody|anyone|tbc|tba|nurses|doctors|both|ward"
    r"|management|\?+|-+)\W*$",
    re.I,
)
_SOMEONE = re.compile(
    r"\b(?:someone|somebody|the team|we|everyone|tbc)\s+(?:will|should|could|to|can|might|needs? to)\b", re.I
)
_OWNED = re.compile(
    r"\bowner[:\s]+\S|\b(?:[A-Z][\w'’-]+|the [a-z]+ (?:lead|manager|sister|nurse)|I)\s+(?:will|to|is going to|\()|\s[–—-]\s[A-Z]\w+"
    r"|^\W*(?!(?:Staff|Nurses?|Doctors?|Team|Someone|Somebody|Everyone|Everybody|Nobody|Anyone|The|We|They|It|This|All)\b)[A-Z][\w'’-]+\s+[a-z]+s\b"
)
_DATED = re.compile(
    rf"\b(?:by|on|before|until|from|due)?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+(?:\d{{1,2}}|{YEAR})|\d{{1,2}}[/.]\d{{1,2}}|{YEAR}-\d\d-\d\d"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|(?:this|next|end of (?:the|this|next))\s+(?:week|month|year)|christmas|easter)\b",
    re.I,
)
_VAGUE = re.compile(
    r"^\W*(?:(?:someone|somebody|we|i|the team)\s+(?:will|should|to|could|can)\s+)?(look(?:ing)?\s+into|consider|think about|discuss|explore|monitor"
    r"|support|try to|review|raise awareness|keep an eye on|investigate)\b",
    re.I,
)
_BELIEF = re.compile(
    r"\b(?:we\s+|i\s+)?(?:assum\w+|think|believe|should|obviously|probably|surely|presumably|expect everyone)\b", re.I
)
_MANY = 5


def check_ideas(ideas: list[str], done: bool = False) -> list[Remark]:
    """Return the remarks on all ideas together; `done` when the team moves on from finding ideas."""
    real = [idea for idea in ideas if idea.strip() and not unknown(idea)]
    found: list[Remark] = []
    if done and 0 < len(real) < 3:
        ask = (
            "What are two very different ways? Think of something you could stop, move or make impossible to get wrong."
        )
        found.append(Remark("idea.single", "strong", real[0], ask))
    weak = [idea for idea in real if WEAK.search(idea) and not _STRONG.search(idea)]
    if real and len(weak) == len(real):
        ask = "What could make the right thing the easy thing, so that nobody has to remember?"
        found.append(Remark("idea.weak_action_only", "strong", weak[0], ask))
    return found


def check_idea(text: str) -> list[Remark]:
    """Return the remarks on one idea: all telling and reminding, or a task rather than a change."""
    found = check_ideas([text])
    if task := _TASK.search(text):
        found.append(Remark("idea.task", "soft", task[0].strip(), "What change would you test with that?"))
    return found


def check_test(what: str, expect: str, how_many: str, watch: str, first: bool = True) -> list[Remark]:
    """Return the remarks on a plan for a test; `first` when nothing has been tried in this project yet."""
    found: list[Remark] = []
    if not unknown(expect) and (not expect.strip() or _NO_GUESS.search(expect)):
        found.append(
            Remark(
                "test.no_prediction",
                "strong",
                expect.strip(),
                "What do you expect to see? A guess is what we learn from.",
            )
        )
    number = re.search(r"\d+", how_many)
    if first and ((big := _WHOLE.search(what)) or (number and int(number[0]) > _MANY and _WHOLE.search(how_many))):
        ask = "Could you try it with one person, once, this week?"
        found.append(Remark("test.too_big_first", "strong", big[0] if big else how_many, ask))
    elif first and number and int(number[0]) > _MANY:
        ask = "That's a good many for a first try. Could one or two people tell you enough?"
        found.append(Remark("test.too_big_first", "strong", number[0], ask))
    if not unknown(watch) and (not watch.strip() or _NO_GUESS.search(watch)):
        found.append(Remark("test.no_data_plan", "soft", watch.strip(), "Who counts what, and when?"))
    return found


def names_one_person(owner: str) -> bool:
    """Whether an owner is given and is one person, not a group; "don't know yet" is an honest answer too."""
    return bool(owner.strip()) and (unknown(owner) or not _GROUP.search(owner))


def check_action(what: str, owner: str = "", due: str = "") -> list[Remark]:
    """Return the remarks on one next step: one owner, a date, something you would see when it is done.

    Words typed in one line may carry the owner and the date themselves.
    """
    if unknown(what) or not what.strip():
        return []
    found: list[Remark] = []
    someone = _SOMEONE.search(what)
    if (owner.strip() and _GROUP.search(owner)) or (not owner.strip() and (someone or not _OWNED.search(what))):
        quoted = owner.strip() or (someone[0] if someone else "")
        found.append(Remark("action.no_owner", "strong", quoted, "Which one person will do this?"))
    if not due.strip() and not _DATED.search(what):
        found.append(Remark("action.no_date", "strong", "", "By when?"))
    if vague := _VAGUE.search(what):
        found.append(Remark("action.vague", "soft", vague[1], "What will you see when it is done?"))
    return found


def check_assumption(text: str, tested: bool = False) -> list[Remark]:
    """Return a remark on a belief that nothing tests yet."""
    believed = _BELIEF.search(text)
    if tested or not believed:
        return []
    return [Remark("assumption.untested", "strong", believed[0], "How could you check that cheaply?")]


def check_overdue(late: Sequence[tuple[str, date]]) -> list[Remark]:
    """Return a remark on the step that is longest past its day; `late` are (what, day)."""
    if not late:
        return []
    what, day = min(late, key=lambda one: one[1])
    ask = f"This was for {day.day} {day:%B}. Is it done, does it need a new day, or shall it go?"
    return [Remark("action.overdue", "nudge", what[:80], ask)]
