"""Summaries: the shape of the filled examples, twelve lines at most, words quoted, what was not asked said."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from coach.services import screens
from coach.services.scene import Scene, Stand
from coach.services.screens.summing_up.summaries import summary_rows
from coach.views import Heading, Message, Text
from dialogues import inputs as i
from dialogues.facts import Facts, Kept
from tests.services.stage import NAMES, TUESDAY, apart, lone, scene_of, ward_7


def lines_of(message: Message) -> dict[str, str]:
    """Label to words of a summary."""
    (body,) = [part.text for part in message.parts if isinstance(part, Text)]
    return dict(found.groups() for line in body.split("\n") if (found := re.match(r"\*(.+?)\*   (.*)", line)))


def kept(question: str, *values: object, by: str = "U1") -> tuple[Kept, ...]:
    """Standing answers to a question."""
    return tuple(Kept(f"{question}.{n}", question, by, value, TUESDAY) for n, value in enumerate(values))  # type: ignore[arg-type]


def home_the_same_day() -> Scene:
    """The frailty team's record after the try: what the filled examples were written from."""
    player = apart("U1", "U2", "U3", depth="standard")
    said = {
        "explore.problem": (
            {
                "what": "People who are fit to go wait most of the day for their medicines to take home.",
                "how_often": "daily",
            },
        ),
        "explore.people": (
            {
                "groups": ["cared_for", "family", "nurses", "pharmacists"],
                "others": "ambulance crew",
                "hardest": "People who live alone",
            },
        ),
        "explore.needs": (
            {"need": "know by mid-morning what time they are going", "who": "Patient", "known": "heard"},
            {"need": "be asked for the medicines before noon", "who": "Pharmacist", "known": "counted"},
            {"need": "not ring round twice", "who": "Nurse", "known": "seen"},
            *({"need": f"need {n}", "known": "guess" if n > 3 else "heard"} for n in range(6)),
        ),
        "explore.handoffs": ({"from": "Ward round", "to": "pharmacy", "dropped": "nobody owns the list after 11"},),
        "explore.baseline": (
            {
                "measure": "Ready to leave to medicines in hand",
                "value": "5 h 10 min",
                "period": "4 weeks of April",
                "source": "ward log",
            },
        ),
        "explore.success": ({"patients": "people are home before tea and told the time at breakfast"},),
        "agree.aim": (
            {"measure": "Ready to leave to medicines in hand", "from": "5 h 10 min", "to": "3 h", "by": "2026-09-30"},
        ),
        "explore.team": ("Patients' families", "Weekend staff"),
        "create.ideas": tuple(f"Idea {n}" for n in range(14)),
        "create.concept": ("Mei joins bays 1 and 2 at 8:30",),
        "create.changes": ({"grows": "Mei's", "stops": "the 11:30 phone round"},),
        "create.what_if": (
            {"event": "a late change is missed", "who": "The patient", "side": "worse"},
            {"event": "fewer bleeps for juniors", "side": "better"},
        ),
        "create.assumptions": (
            {"belief": "the log is right", "sure": "sure"},
            {"belief": "the round starts before 9", "sure": "not_sure"},
        ),
        "create.shut_out": ({"groups": ["hearing"], "barrier": "too fast, no paper"},),
        "create.smallest_test": ({"what": "2 bays, one round", "how_many": 6.0, "when": "2026-06-09"},),
        "evaluate.safety": (
            {
                "happened": "nearly",
                "what": "one dose query",
                "caught": "the pharmacist's second check",
                "reported": "yes",
            },
        ),
        "evaluate.test_plan": (
            {
                "what": "bedside lists, bays 1 and 2",
                "how_many": 11.0,
                "when": "2026-06-09",
                "expect": "about 7 in 10 with medicines by 1 pm",
            },
        ),
        "evaluate.results": (
            {
                "seen": "6 of 11 by 1 pm",
                "how_many": 11.0,
                "said": "I knew when my daughter should come",
                "less_happy": "the round ran 20 minutes late",
            },
        ),
        "evaluate.side_effects": (
            {"better": "two bleeps instead of nine", "worse": "bay 3 was seen later", "who": "Bay 3"},
        ),
        "evaluate.risks": (
            {
                "event": "a late change is missed",
                "sign": "ward rings to correct a list",
                "owner": "U3",
                "likely": "middle",
                "bad": "high",
            },
        ),
    }
    answers = {question: kept(question, *values) for question, values in said.items()}
    needs = [one.id for one in answers["explore.needs"]]
    answers["evaluate.needs_met"] = (
        *kept("evaluate.needs_met", {needs[0]: "met", needs[1]: "partly", needs[2]: "met"}, by="U1"),
        *kept("evaluate.needs_met", {needs[0]: "met", needs[1]: "partly", needs[2]: "not_it"}, by="U2"),
    )
    ideas = answers["create.ideas"]
    answers["create.choose"] = (
        *kept("create.choose", [ideas[0].id, ideas[1].id], by="U1"),
        *kept("create.choose", [ideas[0].id], by="U2"),
    )
    facts = Facts(answers=answers, chosen={"create.choose": (ideas[0].id,), "explore.priorities": tuple(needs[:3])})
    found = scene_of(player, "Home the same day", facts=facts, gaps=("explore.measures",))
    return replace(found, lines={"explore": "We thought it was pharmacy. It is the two hours before pharmacy."})


@pytest.mark.parametrize("what", ["explore", "create", "evaluate", "round", "so_far"])
@pytest.mark.parametrize(
    "scene", [home_the_same_day(), scene_of(ward_7()), scene_of(lone())], ids=["frailty", "ward", "lone"]
)
def test_twelve_lines_at_most(scene: Scene, what: str) -> None:
    message = screens.summary(scene, what, 1)
    (body,) = [part.text for part in message.parts if isinstance(part, Text)]
    assert len(body.split("\n")) + 1 <= 12
    assert sum(isinstance(part, Heading) for part in message.parts) == 1
    assert "coach" not in message.text.lower()


def test_what_we_found() -> None:
    message = screens.summary(home_the_same_day(), "explore", 1)
    found = lines_of(message)
    assert message.text.startswith("Home the same day: what we found\nExplore, 12 May\nWe thought it was pharmacy.")
    assert (
        found["Problem"]
        == '"People who are fit to go wait most of the day for their medicines to take home."   Every day'
    )
    assert found["Who"].endswith("ambulance crew; finds it hardest: people who live alone")
    assert found["They need"].startswith(
        '1 "know by mid-morning what time they are going" (patient; heard)   2 "be asked'
    )
    assert found["They need"].endswith("+6 more")
    assert found["Hand-overs"] == 'Ward round to pharmacy: "nobody owns the list after 11"'
    assert found["Today"] == "Ready to leave to medicines in hand 5 h 10 min, 4 weeks of April, ward log"
    assert found["Aim so far"] == "Ready to leave to medicines in hand from 5 h 10 min to 3 h by 30 September"
    assert found["How we know"] == "5 heard, 1 seen, 1 counted, 2 guessed, 2 not said (guesses: 2 of 11)"
    assert found["Not heard"] == "patients' families, weekend staff and the teams before and after you", (
        "ambulance crew"
    )
    assert found["To find out"].startswith("how you'd see it.   *Not asked yet*  where your part begins and ends.")
    assert found["To find out"].endswith("Next: Create.")


def test_what_we_take_stands_by_picks_and_not_in_the_order_taken() -> None:
    scene = home_the_same_day()
    ideas = scene.facts.of("create.ideas")
    chosen = {"create.choose": (ideas[1].id, ideas[0].id)}
    scene = replace(scene, facts=replace(scene.facts, chosen=chosen))
    found = lines_of(screens.summary(scene, "create", 1))
    assert found["We take"] == '"Idea 0" - chosen by 2 of 2, "Idea 1" - chosen by 1 of 2'


def test_what_is_watched_is_the_gravest_thing_that_could_go_wrong() -> None:
    scene = home_the_same_day()
    risks = kept(
        "evaluate.risks",
        {"event": "The list is forgotten", "sign": "An empty list", "likely": "middle", "bad": "low"},
        {"event": "We stop looking at the leg", "sign": "A bigger wound", "likely": "low", "bad": "high"},
    )
    scene = replace(scene, facts=replace(scene.facts, answers={**scene.facts.answers, "evaluate.risks": risks}))
    found = lines_of(screens.summary(scene, "round", 1))
    assert found["Watching"] == '"We stop looking at the leg": first sign "A bigger wound"'


def test_one_answer_alone_came_in_no_order() -> None:
    scene = home_the_same_day()
    one = replace(scene.facts, answers={**scene.facts.answers, "create.ideas": scene.facts.of("create.ideas")[:1]})
    assert "order they came" not in screens.reveal(replace(scene, facts=one), "create.ideas")[0].text
    assert "order they came" in screens.reveal(scene, "create.ideas")[0].text


def test_what_we_could_do() -> None:
    found = lines_of(screens.summary(home_the_same_day(), "create", 1))
    assert found["Ideas"] == "14 ideas"
    assert found["We take"] == '"Idea 0" - chosen by 2 of 2'
    assert found["Kept back"].startswith('"Idea 1", "Idea 2"')
    assert found["Leans on"].startswith('"the round starts before 9"')
    assert (
        found["Could go wrong"]
        == '"a late change is missed" - for the patient   *Could go better*  "fewer bleeps for juniors"'
    )
    assert found["Could shut out"] == 'people who hear badly: "too fast, no paper"'
    assert found["Smallest try"] == "2 bays, one round, about 6 people, Tue 9 June"


def test_what_happened() -> None:
    found = lines_of(screens.summary(home_the_same_day(), "evaluate", 1))
    assert (
        found["Safety first"]
        == 'nearly: "one dose query", caught by "the pharmacist\'s second check"; reported the usual way: yes'
    )
    assert "before: 5 h 10 min" in found["We expected"]
    assert (
        found["People said"] == '"I knew when my daughter should come"   *Less happy*  "the round ran 20 minutes late"'
    )
    assert found["Needs met"] == 'met 1, partly 1, not 1;  you differ most on "not ring round twice" (1 met, 1 not)'
    assert found["Side effects"] == 'better: "two bleeps instead of nine"   worse: "bay 3 was seen later" - for Bay 3'
    assert found["Biggest risk"].endswith('first sign "ward rings to correct a list" (Mei)')
    assert found["How sure"].startswith("one try, 11 people: a first look, not proof   *How we know*  5 heard")
    assert found["How sure"].endswith("(guesses: 2 of 11)"), "every summary says how much of it is a guess"
    assert found["We tried"].endswith(
        "had: an expectation beforehand and a small start; not yet: figures over time and a second try"
    )
    assert found["Points to"].startswith("change it and try again, because")


def test_what_we_agreed_reads_like_the_example() -> None:
    player = ward_7()
    for person, stance, reason in (
        ("U1", "yes", ""),
        ("U2", "yes", ""),
        ("U4", "can_live", "Fine if the round still ends by 10"),
    ):
        player.do(i.Position, person, question="agree.consent", stance=stance, reason=reason)
    found = lines_of(screens.summary(scene_of(player), "round", 1))
    assert list(found)[:2] == ["What we ask of you", "Aim"]
    assert found["Aim"].startswith(
        'Ready to leave to medicines in hand from "most of the day" to 3 hours, for people going home'
    )
    assert found["Aim"].endswith("by 30 September. Leaving alone: weekends")
    assert found["Cleared by"] == "Matron, asked, no answer yet.   *Not yet cleared to start*"
    assert found["Stop if"] == '"Any list is sent for the wrong person" - anyone may call it'
    assert found["Next steps"] == "1 time ten waits - Joy, Fri 15 May"
    assert found["Watching"] == '"A late change is missed": first sign "Ward rings to correct a list" (Mei)'
    assert found["Happy to go"].startswith("2 yes, 1 can live with it, 0 not yet, 2 not heard.")
    assert found["Happy to go"].endswith('"Fine if the round still ends by 10"')
    assert found["Not asked yet"].startswith(
        "people you care for, families and carers, nights and weekends and 1 more; "
    )


def test_a_yes_on_record_clears_it() -> None:
    player = ward_7()
    player.say(
        "U1",
        "evaluate.go_ahead",
        {"approver": "Matron", "answer": "yes", "stop_sign": "a wrong list"},
        base=player.facts.of("evaluate.go_ahead")[0].id,
    )
    found = lines_of(screens.summary(scene_of(player), "round", 1))
    assert found["Cleared by"] == "Matron, who said yes"


def test_a_go_ahead_typed_in_a_sentence_reads_as_who_and_what() -> None:
    player = ward_7()
    player.say(
        "U1",
        "evaluate.go_ahead",
        {"approver": "Dr Ahmed must say yes", "stop_sign": "stop if a letter goes to the wrong GP"},
        base=player.facts.of("evaluate.go_ahead")[0].id,
    )
    found = lines_of(screens.summary(scene_of(player), "round", 1))
    assert found["What we ask of you"] == "a yes or a no before the try, from Dr Ahmed"
    assert found["Cleared by"].startswith("Dr Ahmed, who still has to say yes.")
    assert found["Stop if"].startswith('"a letter goes to the wrong GP" - ')


def test_labels_lead_to_the_answers() -> None:
    scene = replace(scene_of(ward_7()), links={"reveal:explore.needs:1:0": "https://slack.example/a?b=1&c=2"})
    assert "*<https://slack.example/a?b=1&amp;c=2|They need>*" in next(
        part.text for part in screens.summary(scene, "explore", 1).parts if isinstance(part, Text)
    )


def test_what_was_not_asked_is_said() -> None:
    found = lines_of(screens.summary(scene_of(lone()), "explore", 1))
    assert found["They need"] == found["Not heard"] == "not asked yet"
    assert "Hand-overs" not in found


def test_hands_in_the_room_count() -> None:
    scene = replace(
        scene_of(ward_7()),
        positions=(Stand("agree.consent", "", "yes", count=3), Stand("agree.consent", "", "can_live", count=1)),
    )
    found = lines_of(screens.summary(scene, "round", 1))
    assert found["Happy to go"] == "3 yes, 1 can live with it, 0 not yet, 1 not heard."


def test_text_to_copy_is_plain_and_as_typed() -> None:
    player = ward_7()
    player.say("U1", "agree.actions", {"what": "ring <Ward 4> *today*", "who": "U5"})
    text = screens.summary_text(scene_of(player, "A & B"), "round", 1)
    assert text.startswith("A & B: what we agreed\n")
    assert "ring <Ward 4> *today*" in text
    assert "\u2060" not in text
    assert "Not yet cleared to start" in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        assert tag not in {"script", "img", "iframe", "a"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_one_well_formed_file_without_names_or_scripts() -> None:
    player = ward_7()
    player.say("U1", "create.ideas", "<script>alert(1)</script> & *more*")
    page = screens.summary_page(scene_of(player), "round", 1).decode()
    reader = _Page()
    reader.feed(page)
    assert reader.open == []
    assert reader.headings[0] == "h1"
    assert '<html lang="en-GB">' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; *more*" in page
    assert "<strong>Not yet cleared to start</strong>" in page
    for person in ("U1", "U2", "U4"):
        assert NAMES[person] not in page


def test_rows_never_repeat_a_label() -> None:
    for what in ("explore", "create", "evaluate", "round", "so_far"):
        labels = [row.label for row in summary_rows(home_the_same_day(), what, 1)]
        assert len(labels) == len(set(labels))


def test_an_aim_without_todays_figure_says_only_what_was_given() -> None:
    scene = home_the_same_day()
    given = kept("agree.aim", {"measure": "Home before tea", "to": "3 hours", "by": "2026-09-30"})
    scene = replace(scene, facts=replace(scene.facts, answers={**scene.facts.answers, "agree.aim": given}))
    assert lines_of(screens.summary(scene, "explore", 1))["Aim so far"] == "Home before tea: to 3 hours by 30 September"
    assert lines_of(screens.summary(scene, "round", 1))["Aim"] == "Home before tea: to 3 hours, by 30 September."


def test_an_aim_that_only_says_for_whom_is_none_yet() -> None:
    scene = home_the_same_day()
    given = kept("agree.aim", {"who": "older people on Oak ward"})
    scene = replace(scene, facts=replace(scene.facts, answers={**scene.facts.answers, "agree.aim": given}))
    assert lines_of(screens.summary(scene, "round", 1))["Aim"] == "not asked yet"
