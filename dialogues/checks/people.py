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
        r"\b(?:nurses?|sisters?|doctors?|gps?|therapists?|midwi\w+|porters?|receptionists?|care workers?|hcas?|staff|clinicians?|geriatricians|ward|frontline|front line|pharmacists?)\b",
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


def check_stakeholders(names: list[str]) -> list[Remark]:
    """Return the remarks on who else has a say: no patient or carer among them, whole groups missing."""
    whole = ", ".join(names)
    if not whole.strip() or unknown(whole):
        return []
    found: list[Remark] = []
    if not PATIENT.search(whole) and not CARER.search(whole):
        ask = "Who uses this, and who cares for them? How could one of them join you?"
        found.append(Remark("stakeholder.no_patient_or_carer", "strong", whole[:80], ask))
    missing = [group for group, words in GROUPS.items() if not words.search(whole)]
    if missing:
        ask = f"Nobody yet from: {', '.join(missing)}. Who pays, who supplies, who works next door?"
        found.append(Remark("stakeholder.category_gap", "ask", "", ask))
    return found


def check_voices(givers: list[str], subjects: list[str], lone: bool) -> list[Remark]:
    """Return a remark when all needs come from one person, or are about one group.

    `givers` are the people (or roles told about) behind each need; a lone person is not told again and again.
    """
    if len(givers) < 2 or lone:
        return []
    named = {subject.strip().lower() for subject in subjects if subject.strip()}
    if len(set(givers)) == 1 or (len(named) == 1 and len(subjects) == len([s for s in subjects if s.strip()])):
        return [Remark("need.one_voice", "strong", "", "All of these come from one side. Who have we not heard from?")]
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
