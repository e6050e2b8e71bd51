"""A fix in disguise: words that name the answer as if it were the need. The head of the phrase after "need" decides.

Measured for the first rules (coaching-rules/README.md 1.4): no false alarm, but many missed; so what a fix is hangs on
the noun at the head of the phrase, never on a list of sentences.
"""

from __future__ import annotations

import re

_THINGS = """
unit ward service clinic hub centre center app application system software dashboard database spreadsheet form
proforma template checklist protocol pathway guideline policy procedure sop poster leaflet booklet brochure
flyer video website portal reminder text sms message alert alarm training education course workshop e-learning
elearning teaching induction huddle meeting mdt round conference forum email e-mail newsletter helpline hotline
phoneline computer laptop ipad printer scanner machine device sensor monitor pager bleep phone equipment kit
trolley wristband sticker label sign signage board whiteboard chart tool toolkit bundle audit survey
questionnaire rota roster budget funding money bot ai robot car van standard strategy framework scheme programme
program campaign project initiative process register log passport care-plan plan guidance script screen bed room
chair hoist fridge camera tracker calculator scorecard report package group phone-number
lounge record pack radio smartphone handset headset wheelchair mattress pump kiosk noticeboard sheet handbook manual
ramp handrail desk café cafe shuttle locker cabinet folder diary platform module simulation debrief
"""
_POSTS = """
staff nurse doctor consultant pharmacist physiotherapist therapist practitioner specialist coordinator
co-ordinator navigator champion manager porter receptionist assistant technician worker lead volunteer
administrator clerk secretary team colleague pair post hca cover locum registrar paramedic midwife
"""
_ABSTRACTS = """
time break rest chance way say choice voice sense moment minute hour day night decision answer idea reason
understanding view picture place feeling sleep drink meal hand help support respect trust confidence clarity
certainty warning notice information knowledge news detail control privacy dignity quiet calm peace light air energy
contact company lot bit look word talk chat conversation kind sort friend listener hope patience kindness warmth
courage fun luck start end goal aim future life home result difference change improvement problem need
"""
_ABSTRACT = frozenset(_ABSTRACTS.split())
_THING, _POST = frozenset(_THINGS.split()), frozenset(_POSTS.split())
_SKILLED = ("ologist", "therapist", "ician", "dietitian")
_MORE = re.compile(
    r"\b(?:more|extra|additional|another|new|dedicated|full[- ]time|part[- ]time|better|a|an|\d+|two|three|enough)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:needs?|wants?|requires?|could do with|would benefit from|should have|must have|(?:is|are) short of|lacks?)\b"
    r"(?:\s+(?:to have|to get|to be given|there to be|an increase in))?\s+(?!to\s)",
    re.I,
)
_OURS = re.compile(
    r"\b(?:we|(?:the|our)\s+(?:ward|team|unit|service|practice|hospital|home|clinic|department|trust|surgery))\s+(?:really\s+|just\s+|all\s+)?"
    r"((?:needs?|wants?|requires?|could do with)\s+(?:a|an|another|more|new|extra|\d+|two|three)\s+)",
    re.I,
)
_MAKE = re.compile(
    r"\b(?:needs?|wants?|ought|must|should)\s+(?:to\s+)?((?:introduce|implement|buy|purchase|set up|install|develop|create|build"
    r"|roll out|launch|hire|recruit|train|employ|appoint|bring in|put in place|redesign|digiti[sz]e|commission)\b[^.;,]{0,60})",
    re.I,
)
_IS_NEEDED = re.compile(
    r"^\W*((?:[\w-]+\s+){0,5}?([\w-]+))\s+(?:is|are)\s+(?:needed|required|missing|what we need)\b", re.I
)
_LACK = re.compile(r"\b(?:lack of|there (?:is|are) no|there isn['’]t|we have no|no|without|absence of)\s+", re.I)
_ENDS_PHRASE = re.compile(
    r"\s+(?:for|on|of|in|at|to|that|which|who|so|and|or|when|with|about|because|as|by|from|if|within|where|how|is|are"
    r"|every|each|before|after|during|between|near|next|instead|rather|until|while)\b|[,.;:!?()]|\s[–—-]\s"
)
_STARTS = re.compile(r"^(?:(?:a|an|the|some|any|our|their|more|new|better)\s+)+", re.I)


def solution_in(text: str) -> str:
    """Return the words that name a fix as if it were the need; empty when there are none."""
    if made := _MAKE.search(text):
        return made[1].strip()
    if (needed := _IS_NEEDED.search(text)) and _is_fix(_ENDS_PHRASE.split(needed[1])[0], ""):
        return needed[1].strip()
    for verb in _VERB.finditer(text):
        if quoted := _fix_after(text, verb.end(), verb[0]):
            return quoted
    if (ours := _OURS.search(text)) and (thing := _ours(text, ours.end())):
        return f"{ours[1].strip()} {thing}"
    for lack in _LACK.finditer(text):
        if quoted := _fix_after(text, lack.end(), lack[0]):
            return quoted
    return ""


def _ours(text: str, at: int) -> str:
    """What we, the ward or the team need to have: a thing, where the need of a person would be to know or to do."""
    phrase = _ENDS_PHRASE.split(text[at : at + 90])[0].strip()
    words = phrase.lower().split()
    if not words or len(words) > 5:
        return ""
    return "" if words[-1] in _ABSTRACT or words[-1].rstrip("s") in _ABSTRACT else phrase


def _fix_after(text: str, at: int, verb: str) -> str:
    rest = text[at : at + 90]
    end = _ENDS_PHRASE.search(rest)
    phrase = rest[: end.start()] if end else rest
    follows = rest[end.start() :] if end else ""
    if not phrase.strip() or len(phrase.split()) > 6 or not _is_fix(phrase, follows):
        return ""
    return (
        f"{verb.strip()} {phrase.strip()}" if verb.lower().startswith(("need", "want", "require")) else phrase.strip()
    )


def _is_fix(phrase: str, follows: str) -> bool:
    head = re.split(r"\s+", phrase.strip())[-1].lower().strip("'’\"") if phrase.strip() else ""
    singular = head[:-1] if head.endswith("s") and head[:-1] in _THING | _POST else head
    if singular in _THING:
        return not follows.strip().lower().startswith("explained")
    post = singular in _POST or singular.endswith(_SKILLED)
    return post and bool(_MORE.search(phrase)) and not follows.strip().lower().startswith("who")
