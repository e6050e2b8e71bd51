"""Checks on whose views the record holds: patients and carers, other groups, one voice, the silent."""

from __future__ import annotations

import re

from dialogues.checks.remark import Remark
from dialogues.checks.words import unknown

PATIENT = re.compile(
    r"\b(?:patients?|service users?|residents?|clients?|users?|people (?:we|who|with|in|using|receiving|living|waiting)|public|lived experience"
    r"|experts? by experience|citizens|customers|tenants|mothers|children|peer (?:support )?workers?)\b",
    re.I,
)
CARER = re.compile(
    r"\b(?:carers?|famil(?:y|ies)|relatives?|parents?|daughters?|sons?|wives|husbands|partners of|next of kin|loved ones)\b",
    re.I,
)
GROUPS = {
    "front line": re.compile(
        r"\b(?:nurses?|sisters?|doctors?|gps?|therapists?|midwi\w+|porters?|receptionists?|care workers?|hcas?|staff|clinicians?|geriatricians|physicians?|wards?|ed|emergency|frontline|front line|pharmacists?)\b",
        re.I,
    ),
    "someone who can say yes": re.compile(
        r"\b(?:managers?|directors?|sponsor|matron|leads?|executives?|board|chief|partners)\b", re.I
    ),
    "another organisation": re.compile(
        r"\b(?:council|social care|ambulance|community|gps?|practices?|care homes?|voluntary|charit\w+|other (?:trust|organisation)s?|schools?|police|housing)\b",
        re.I,
    ),
    "support": re.compile(
        r"\b(?:it|admin\w*|estates|digital|data|analysts?|secretar\w+|clerks?|cleaners?|facilities|informatics|finance)\b",
        re.I,
    ),
    "whoever pays": re.compile(r"\b(?:commissioners?|icbs?|ccgs?|funders?|council|board)\b", re.I),
}


_HIGH = re.compile(r"[:,(–-]\s*(?:high|a lot)\b", re.I)
_PLAN = re.compile(
    r"\b(?:gets?|meets?|ask\w*|invit\w*|join\w*|note|talk\w*|speak\w*|see|visit\w*|on the team|sponsor|bring|call|week\w*)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:inform\w*|tell|told|keep (?:them )?(?:posted|up to date|informed)|update[sd]?|leaflets?|letters?|newsletters?|announce\w*)\b",
    re.I,
)


def check_stakeholders(names: list[str], said: str) -> list[Remark]:
    """Return the remarks on who else has a say: no patient or carer among them, whole groups missing.

    `said` are the words of the one who answers; others' words may still be private, so only these are quoted.
    """
    whole = ", ".join(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not whole.strip() or unknown(whole):
        return []
    found: list[Remark] = []
    if not PATIENT.search(whole) and not CARER.search(whole):
        ask = "Who uses this, and who cares for them? How could one of them join you?"
        found.append(Remark("stakeholder.no_patient_or_carer", "strong", said.strip()[:80], ask))
    missing = [group for group, words in GROUPS.items() if not words.search(whole)]
    if missing:
        ask = f"Nobody yet from: {', '.join(missing)}. Who pays, who supplies, who works next door?"
        found.append(Remark("stakeholder.category_gap", "ask", "", ask))
    return found


def check_say(name: str, say: str, involve: str) -> list[Remark]:
    """Return a remark on somebody with a lot of say and no word on how to bring them in.

    Typed in one line, "medical director: high" tells how much say they have.
    """
    much = say == "high" or bool(_HIGH.search(name))
    planned = involve.strip() or _PLAN.search(name)
    if not much or planned:
        return []
    ask = "They have a lot of say. How will you bring them in before you try anything?"
    return [Remark("stakeholder.high_power_no_plan", "strong", name.strip()[:60], ask)]


def check_only_told(entries: list[tuple[str, str, str]]) -> list[Remark]:
    """Return a remark when patients and carers are only to be told; `entries` are (who, how much say, how involved)."""
    theirs = [one for one in entries if PATIENT.search(one[0]) or CARER.search(one[0])]
    told = [one for one in theirs if one[1] != "high" and _TOLD.search(f"{one[0]} {one[2]}")]
    if theirs and len(told) == len(theirs):
        ask = "How could they shape it, not only hear about it?"
        return [Remark("stakeholder.high_interest_low_power", "soft", told[0][0].strip()[:60], ask)]
    return []


def check_voices(givers: list[str], subjects: list[str]) -> list[Remark]:
    """Return a remark when all needs come from one person, or are about one group.

    `givers` are the people (or roles told about) behind each need; "" where nobody can tell, as in the room.
    """
    if len(subjects) < 2:
        return []
    known = [giver for giver in givers if giver]
    one_giver = len(known) == len(givers) and len(set(known)) == 1
    named = {subject.strip().lower() for subject in subjects}
    if one_giver or (len(named) == 1 and "" not in named):
        quoted = "" if one_giver else subjects[0].strip()
        ask = "All of these needs come from one side. Who have you not heard from yet?"
        return [Remark("need.one_voice", "strong", quoted, ask)]
    return []


def check_silence(asked: int, heard: int) -> list[Remark]:
    """Return a remark when under half of the people asked have answered anything."""
    if asked >= 2 and heard * 2 < asked:
        return [
            Remark(
                "team.silent_members", "soft", f"{heard} of {asked}", "Whose view is missing, and who could ask them?"
            )
        ]
    return []
