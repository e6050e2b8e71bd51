"""Whose views the record holds and whose are missing, by rule: who answered, what was told or heard, who was named.

It goes by the words of roles, never by a person's name, and says of each kind of people only how they come in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dialogues.facts import Facts, Kept, main_words
from dialogues.grades import grade
from dialogues.model import Dialogue
from dialogues.recall import picked

How = Literal["here", "told", "heard", "named", ""]
KINDS: Mapping[str, str] = {
    "patients": "people you care for",
    "families": "families and carers",
    "front_line": "those who do the work every day",
    "nights": "nights and weekends",
    "neighbours": "the teams before and after you",
}
"""The kinds of people whose view a careful reader misses, as they are called on a screen."""
_WORDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        "patients": r"patients?\b|residents?\b|service users?|clients?\b|tenants?\b"
        r"|people (?:being |who are )?cared for"
        r"|person being cared for|people (?:still )?(?:waiting|coming home|going home|at home)|lived experience"
        r"|expert by experience|older (?:people|person)|children|young people|mothers?-to-be|disabled people"
        r"|people (?:with|who|without)\b",
        "families": r"famil(?:y|ies)|(?:unpaid |family |young )?carers?\b|relatives?\b|next of kin|parents?\b|mums?\b"
        r"|mothers?\b|dads?\b|fathers?\b|daughters?\b|sons?\b|wi(?:fe|ves)\b|husbands?\b|partners? of\b|neighbours?\b",
        "front_line": r"nurs|sisters?\b|hca\b|health ?care assistants?|care workers?|care assistants?|support workers?"
        r"|reception|clerks?\b|secretar|doctors?\b|registrar|junior|foundation|consultant|gps?\b|therap|physio|pharmac"
        r"|porter|midwi[fv]|paramedic|ambulance|social workers?|geriatrician|technician|radiograph|dietiti|planner"
        r"|agency staff|front ?line|bank staff|cleaner|cook\b|driver",
        "nights": r"(?:\w+ )?nights?\b|weekends?\b|out[- ]of[- ]hours|evening|twilight|bank holidays?",
        "neighbours": r"(?:other|next|neighbouring|partner) (?:teams?|services?|wards?|organi[sz]ations?)|partner\b"
        r"|council|social care|community (?:team|nurs|trust)|the lab\b|laborator|transport|care homes?\b|hospital\b"
        r"|ambulance|voluntary|charit(?:y|ies)|housing|111\b|commissioner",
    }.items()
}
_GROUPS: Mapping[str, str] = {
    "cared_for": "patients",
    "waiting": "patients",
    "young": "patients",
    "alone": "patients",
    "many_illnesses": "patients",
    "disabled": "patients",
    "little_english": "patients",
    "offline": "patients",
    "family": "families",
    "nights": "nights",
    "new_staff": "front_line",
    "agency": "front_line",
    "reception": "front_line",
    "nurses": "front_line",
    "doctors": "front_line",
    "therapists": "front_line",
    "pharmacists": "front_line",
    "care_workers": "front_line",
}
_BEGINS = re.compile(r"((?:\S+\s+){0,5}?\S+)\s+(?:just\s+)?(?:needs?|wants?)\s", re.IGNORECASE)
_DASH = re.compile(r"(.{2,60}?)\s+[–—-]\s+")
_ORDER: tuple[How, ...] = ("here", "told", "heard", "named", "")
PEOPLE, MISSING, NEEDS = "explore.people", "explore.team", "explore.needs"
_SIDES = (("explore.handoffs", ("from", "to")), ("explore.boundary", ("neighbours",)))
_STEM = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Voice:
    """How one kind of people comes in: `here` in the team and heard, `told` to somebody of the team, `heard` of by
    somebody, only `named`, or not at all (""). `words`: as they were called where they were told or named."""

    kind: str
    how: How
    words: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the record holds their view."""
        return self.how in ("here", "told", "heard")


def voices(dialogue: Dialogue, facts: Facts, roles: Mapping[str, str]) -> tuple[Voice, ...]:
    """Every kind of people and how it comes in. `roles` are the words for what each person is, by id.

    Only what was shown to the team counts, so that the map tells nobody who has answered what is still kept back.
    """
    signs = list(_signs(dialogue, facts, roles))
    found = []
    for kind in KINDS:
        mine = [(how, words) for one, how, words in signs if one == kind]
        how: How = min((how for how, _ in mine), key=_ORDER.index, default="")
        said = tuple(dict.fromkeys(words for one, words in mine if one == how and words and how != "here"))
        found.append(Voice(kind, how, said))
    return tuple(found)


def missing(found: Iterable[Voice]) -> tuple[Voice, ...]:
    """The kinds whose view the record does not hold, those that somebody named first."""
    return tuple(sorted((one for one in found if not one.holds), key=lambda one: _ORDER.index(one.how)))


def kinds_of(words: str, sides: Iterable[str] = ()) -> frozenset[str]:
    """The kinds of people that words for a role speak of; `sides` are words for the teams before and after."""
    found = {kind for kind, pattern in _WORDS.items() if pattern.search(words)}
    stems = {stem.rstrip("s") for stem in _STEM.findall(words.lower())}
    if stems & {stem.rstrip("s") for side in sides for stem in _STEM.findall(side.lower())} - _COMMON:
        found.add("neighbours")
    return frozenset(found)


_COMMON = frozenset({"ward", "team", "round", "patient", "nurse", "doctor", "staff", "people", "night", "home", "step"})


def _signs(dialogue: Dialogue, facts: Facts, roles: Mapping[str, str]) -> Iterator[tuple[str, How, str]]:
    sides = tuple(_sides(facts))
    for kept in _shown(facts):
        if kept.voice:
            yield from ((kind, "told", kept.voice) for kind in kinds_of(kept.voice, sides))
        else:
            yield from ((kind, "here", "") for kind in kinds_of(roles.get(kept.by, ""), sides))
    for kept in _of(facts, NEEDS):
        who = _who(kept)
        how: How = "heard" if grade(facts, kept) == "heard" and not kept.voice else "named"
        yield from ((kind, how, who) for kind in kinds_of(who, sides) if who)
    yield from _named(dialogue, facts, sides)


def _who(kept: Kept) -> str:
    """Whose need it is: as given, before a dash, or as the line begins ("Patients need to …")."""
    if isinstance(kept.value, dict) and kept.value.get("who"):
        return str(kept.value["who"])
    words = main_words(kept.value)
    found = _BEGINS.match(words) or _DASH.match(words)
    return found[1] if found else ""


def _named(dialogue: Dialogue, facts: Facts, sides: tuple[str, ...]) -> Iterator[tuple[str, How, str]]:
    """Kinds that were only named: picked or typed as touched by it, or as a view that is missing."""
    question = dialogue.questions.get(PEOPLE)
    labels = {option.id: option.label for box in (question.fields if question else ()) for option in box.options}
    for kept in _of(facts, PEOPLE):
        value: Mapping[str, Any] = kept.value if isinstance(kept.value, dict) else {"others": str(kept.value)}
        for group in picked(value.get("groups")):
            if group in _GROUPS:
                yield _GROUPS[group], "named", labels.get(group, group)
        for words in (str(value.get("others") or ""), str(value.get("hardest") or "")):
            yield from ((kind, "named", words) for kind in kinds_of(words, sides))
    for kept in _of(facts, MISSING):
        words = kept.value if isinstance(kept.value, str) else ""
        yield from ((kind, "named", words) for kind in kinds_of(words, sides))


def _sides(facts: Facts) -> Iterator[str]:
    for question, boxes in _SIDES:
        for kept in _of(facts, question):
            if isinstance(kept.value, dict):
                yield from (str(kept.value[box]) for box in boxes if kept.value.get(box))


def _shown(facts: Facts) -> Iterator[Kept]:
    for every in (*facts.earlier.values(), *facts.answers.values()):
        yield from (kept for kept in every if not kept.private)


def _of(facts: Facts, question: str) -> tuple[Kept, ...]:
    every = (*facts.earlier.get(question, ()), *facts.answers.get(question, ()))
    return tuple(kept for kept in every if not kept.private)
