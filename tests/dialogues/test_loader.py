"""A broken file is explained: where, which question, what is wrong, how to repair it; and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

import dialogues
from dialogues.faults import Fault, listed
from dialogues.loader import ContentFaults, load, load_glossary
from dialogues.model import Dialogue

FOLDER = Path(dialogues.__file__).parent / "content" / "en-GB"
GOOD = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")}
NAMES = sorted(GOOD)


def faults(files: dict[str, str]) -> list[Fault]:
    try:
        load(files)
    except ContentFaults as found:
        return found.faults
    return []


def with_change(file: str, old: str, new: str) -> dict[str, str]:
    assert GOOD[file].count(old) >= 1, old
    return GOOD | {file: GOOD[file].replace(old, new, 1)}


# file: what stands there, what an author makes of it, the question, and what they are told
TABLE: dict[str, list[tuple[str, str, str, str]]] = {
    "explore.yaml": [
        ("    why: A reason", "    wy: A reason", "explore.trigger", 'Did you mean "why"?'),
        ("    why: A reason you all share keeps the work going on busy days.\n", "",
         "explore.trigger", '"why" is missing. Add one line that says why you ask.'),
        ("    health: Our phones", "    # health: Our phones",
         "explore.trigger", "Add an example answer from health care."),
        ("ask: What made you look at this now?", "ask: What made you look at this now? " + "And why so? " * 9,
         "explore.trigger", "The question has 34 words. Say it in 30 or fewer"),
        ("title: Why now", "title: Why would you look at this now", "explore.trigger", "The title has 30 letters"),
        ("title: Why now", "title:", "explore.trigger", '"title" is empty.'),
        ("mode: solo", "mode: sollo", "explore.trigger", 'Did you mean "solo"?'),
        ("record: trigger", "record: triger", "explore.trigger", 'Did you mean "trigger"?'),
        ("    asked: lead", "    asked: everyone", "explore.trigger", '"solo" asks one person, not everyone.'),
        ("ask: What made you look at this now?", "ask: What made your stakeholders look at this?",
         "explore.trigger", '"stakeholders" is a word that people never see here.'),
        ("ask: What made you look at this now?", "ask: Look at this now!", "explore.trigger", "exclamation mark"),
        ("  explore.problem:", "  explore.trigger:", "", '"explore.trigger" is written twice.'),
        ("  explore.places:", "  places:", "places", "This id isn't phase.word."),
        ("text: {label: Why now?, kind: long_text, main: true}", "text: {label: Why now?}",
         "explore.trigger", "No box is the main one."),
        ("who: {label: For whom?,", "who: {label: For whom?, main: true,",
         "explore.problem", "More than one box is the main one."),
        ("daily: Every day, weekly", "Daily: Every day, weekly", "explore.problem", "\"Daily\" can't be an id."),
        ("{daily: Every day, weekly: Every week, now_and_then: Now and then, not_sure: Not sure}", "{daily: Daily}",
         "explore.problem", '"how_often" has nothing to pick.'),
        ("cared_for: The person being cared for", "cared_for: " + "The person being cared for " * 3,
         "explore.people", '"label" is too long. Keep it to 75 letters'),
        ("prefill: project.problem", "prefill: project.trouble", "explore.problem", "Use project.name or"),
        ("prefill: explore.baseline#measure", "prefill: explore.baseline#mesure",
         "explore.measures", 'Did you mean "measure"?'),
        ("prefill: explore.baseline#measure", "prefill: explore.base#measure",
         "explore.measures", "There is no question"),
        ("items_from: explore.needs", "items_from: explore.need",
         "explore.evidence", 'Did you mean "explore.needs"?'),
        ("items_from: explore.needs", "items_from: explore.success", "explore.evidence", "gives no items"),
        ("after: [explore.parts]", "after: [explore.part]", "explore.handoffs", 'Did you mean "explore.parts"?'),
        ("after: [explore.parts]", "after: [explore.baseline]",
         "explore.handoffs", "it comes before explore.baseline"),
        ("after: [explore.needs]", "after: [explore.priorities]", "explore.evidence", "goes round in a circle"),
        ("to: explore.needs, label: There's", "to: explore.knees, label: There's",
         "explore.priorities", 'Did you mean "explore.needs"?'),
        ("at_most: 8", "at_most: eight", "explore.priorities", "should be a whole number"),
        ("at_most: 8", "at_most: 0", "explore.priorities", "The limits don't fit"),
        ("ask_if: touches_care", "ask_if: touch_care", "explore.existing_risks", 'Did you mean "touches_care"?'),
        ("    story: true", "    story: maybe", "explore.existing_risks", "should be true or false"),
        ("      - depth: quick\n        fields:", "      - fields:",
         "explore.trigger", "These other words are for nobody."),
        ("questions:", "question:", "", 'Did you mean "questions"?'),
        ("title: Why now", "title: Why: now", "", "need quotes around them"),
        ("title: Why now", "title: 'Why now", "", "This isn't YAML"),
        ("title: Why now", "title: *why", "", "Write the words out again."),
        ("stuck:", "stuck: {a: [1]}\n    stuk:", "explore.trigger", '"stuck" should be a list'),
    ],
    "create.yaml": [
        ("  create.concept:", "  explore.trigger:", "explore.trigger", "already used in"),
    ],
    "evaluate.yaml": [
        ("when: misread}", "when: mislaid}", "evaluate.needs_met", 'Did you mean "misread"?'),
        ("    items_from: explore.priorities\n", "", "evaluate.needs_met", 'An "each" question needs items'),
    ],
    "agree.yaml": [
        ("can_live: I can live with it, not_yet", "fine: I can live with it, not_yet",
         "agree.consent", "Use the ids yes, can_live and not_yet."),
        ("    plus_days: 1", "    plus_days: soon", "agree.review", "should be a whole number"),
        ("prefill: explore.trigger#deadline", "prefill: explore.trigger#text",
         "agree.aim", "Choose a box of the same kind."),
        ("    kind: date\n    asked: lead", "    kind: text\n    asked: lead",
         "agree.review", "Only a date can be moved"),
    ],
    "improvement.yaml": [
        ("- [explore.people]", "- [explore.peple]", "", 'Did you mean "explore.people"?'),
        ("- [explore.purpose]", "- [explore.stories]",
         "explore.purpose", "No step asks this question."),
        ("- [explore.purpose]", "- [explore.purpose]\n        - [explore.causes]", "", "Keep an in-depth step to 6"),
        ("- [explore.handoffs]", "- [explore.needs]", "", "is asked twice at this depth"),
        ("- [explore.trigger, explore.problem]",
         "- [explore.trigger, explore.problem, explore.team, explore.stakeholders]",
         "", "This card has 4 questions."),
        ("minutes: 5", "minutes: 500", "", "A step takes 1 to 60 minutes."),
        ("phase: explore", "phase: explode", "", "I don't know the phase"),
        ("    - id: Q2\n      phase: create", "    - id: Q1\n      phase: create", "", "is there twice"),
        ("  quick:", "  quik:", "", 'Did you mean "quick"?'),
        ("check: groups", "check: grups", "", 'Did you mean "groups"?'),
        ("question: create.choose, thin", "question: create.concept, thin", "", "isn't asked at quick depth"),
        ("thin: there is no aim yet", "thin: there is a gap", "", '"gap" is a word'),
        ("version: 1", "version: one", "", "should be a whole number"),
        ("spec: 1", "spec: 2", "", "I only know files of spec 1."),
        ("id: improvement\n", "", "", '"id" is missing'),
        ("check_in:", "checkin:", "", 'Did you mean "check_in"?'),
    ],
    "overlays.yaml": [
        ("  organisation:", "  organisations:", "", "Did you mean"),
        ("  service:\n    label", "  services:\n    label", "", 'Did you mean "service"?'),
        ("question: explore.purpose, after", "question: explore.porpoise, after", "", "There is no question"),
        ("question: explore.purpose, after", "question: explore.success, after", "", "is asked twice at this scale"),
        ("after: explore.success", "after: explore.succes", "", 'Did you mean "explore.success"?'),
        ("question: agree.tell, after: agree.targets", "question: agree.tell, after: explore.themes", "",
         "isn't asked in standard at this scale"),
        ("question: agree.resources, after: agree.case", "question: agree.resources, after: explore.trigger", "",
         "which it is built on"),
        ("behind: E2", "behind: E22", "", 'Did you mean "E2"?'),
        ("id: E2W", "id: E2", "", "is there twice"),
        ("check: groups", "check: group", "", "No phase looks at"),
        ("      explore.people:", "      explore.persons:", "", "There is no question"),
        ("    each: organisation\n", "", "", "It isn't said what each is."),
        ("ask: Which teams or departments", "ask: " + "Which teams " * 12 + "or", "", "words"),
        ("label: One team or service", "label: One stakeholder", "", '"stakeholder" is a word'),
        ("label: This is new to me", "label: This is new to me!", "", "exclamation mark"),
        ("why: shown", "why: show", "", 'Did you mean "shown"?'),
        ("  some:\n    label", "  sum:\n    label", "", "Write new, some or experienced."),
        ("scales:\n", "scale:\n", "", 'Did you mean "scales"?'),
        ("    days: 7", "    days: soon", "", "should be a whole number"),
        ("adds:\n      - {question: explore.purpose, after", "adds:\n      - {question: explore.purpose, behind", "",
         "I don't know the key"),
    ],
    "routing.yaml": [
        ("signal: need_misread", "signal: need_misred", "", 'Did you mean "need_misread"?'),
        ("signal: need_misread", "signal: no_better", "", "is there twice"),
        ("to: [agree.risks]", "to: [agree.risk]", "", 'Did you mean "agree.risks"?'),
        ("    to: [agree.risks]\n", "", "", "This leads nowhere."),
        ("it's no better than today's way", "it's no better than {about}", "", "has nothing to stand for"),
        ("it's no better than today's way", "it's no better!", "", "exclamation mark"),
        ("because: everybody who", "because: " + "everybody who " * 12, "", "Say it in 1 to 150."),
        ("    because: everybody who judged the try says it's no better than today's way\n", "", "",
         '"because" is missing.'),
        ("offer: stop", "offer: stopp", "", 'Did you mean "stop"?'),
        ("routes:\n", "routes:\n  a: b\nroutings:\n", "", "should be a list"),
    ],
}  # fmt: skip
CASES = [(file, *row) for file, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize(("file", "old", "new", "question", "told"), CASES)
def test_a_mistake_is_explained(file: str, old: str, new: str, question: str, told: str) -> None:
    found = faults(with_change(file, old, new))
    match = [fault for fault in found if fault.question == question and told in f"{fault.says} {fault.repair}"]
    assert match, "\n".join(map(str, found))
    assert all(fault.says and fault.repair and fault.line >= 1 and fault.file in GOOD for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "there"),
    [
        ("explore.yaml", "    why: A reason", "    wy: A reason", "    wy: A reason"),
        ("explore.yaml", "at_most: 8", "at_most: eight", "at_most: eight"),
        ("explore.yaml", "seen_by: names", "seen_by: nobody", "seen_by: nobody"),
        ("explore.yaml", "prefill: explore.baseline#measure", "prefill: explore.baseline#no", "explore.baseline#no"),
        ("explore.yaml", "after: [explore.parts]", "after: [explore.part]", "after: [explore.part]"),
        ("explore.yaml", "weekly: Every week", "weekly: Gates", "weekly: Gates"),
        ("evaluate.yaml", "when: misread}", "when: mislaid}", "when: mislaid}"),
        ("improvement.yaml", "- [explore.people]", "- [explore.peple]", "explore.peple"),
        ("improvement.yaml", "check: groups", "check: grups", "check: grups"),
        ("improvement.yaml", "title: Choosing", "title: Consenting", "title: Consenting"),
    ],
)
def test_the_line_is_the_one_to_repair(file: str, old: str, new: str, there: str) -> None:
    files = with_change(file, old, new)
    line = files[file][: files[file].index(there)].count("\n") + 1
    assert line in [fault.line for fault in faults(files) if fault.file == file]


def test_all_faults_come_at_once_and_in_reading_order() -> None:
    files = with_change("explore.yaml", "    why: A reason", "    wy: A reason")
    files |= {"create.yaml": files["create.yaml"].replace("at_most: 3", "at_most: three")}
    files |= {"agree.yaml": files["agree.yaml"].replace("by: {label: By when?", "by: {label: By when!", 1)}
    found = faults(files)
    assert {fault.file for fault in found} == {"agree.yaml", "create.yaml", "explore.yaml"}
    assert found == sorted(found)
    assert str(found[0]).startswith("agree.yaml:")


def test_the_shipped_files_have_none() -> None:
    assert isinstance(load(GOOD), Dialogue)


@pytest.mark.parametrize(
    "text", ["", "- a list", "words", "[" * 5000, "{a: " * 3000, "? [a]\n: b", "a: b\n---\nc: d", "\ud800", "\0"]
)
def test_odd_files_yield_faults(text: str) -> None:
    assert faults({"odd.yaml": text})


def test_a_glossary_needs_meanings() -> None:
    assert load_glossary({"glossary.yaml": "terms:\n  Need: What somebody must have."}) == {
        "Need": "What somebody must have."
    }
    with pytest.raises(ContentFaults):
        load_glossary({"glossary.yaml": "terms:\n  Need:\n  Aim: [a]"})
    with pytest.raises(ContentFaults):
        load_glossary({"glossary.yaml": "terms: {"})


def test_names_are_listed_as_people_do() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
