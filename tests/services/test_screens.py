"""Screens on real scenes: calm cards, reveals, votes, agreements, and words that keep the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from coach.presses import PRESSES
from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.asking import more_menu
from coach.views import Controls, Form, Home, Message, Press
from coach.words import plain, unescaped
from dialogues import inputs as i
from dialogues.checks.judge import judge
from dialogues.checks.privacy import scan
from dialogues.codes import AnnounceCode, Refusal, TellCode
from dialogues.reading_age import reading_age
from dialogues.vocabulary import NEVER_SHOWN
from tests.services.stage import apart, lone, plain_words, presses, scene_of, shown_words, ward_7

View = Message | Home | Form
FORMS = [press for press, kind in PRESSES.items() if kind == "form"]
SUMMARIES = ("explore", "create", "evaluate", "round", "so_far")


def frail_team() -> Scene:
    """A frailty team in its own time: needs in, one late, somebody not heard."""
    player = apart("U1", "U2", "U3", "U4", "U6", depth="standard")
    player.say("U1", "explore.problem", {"what": "Older people wait in chairs all night"})
    player.say(
        "U2",
        "explore.needs",
        "Older people need to get home safely",
        {"need": "a bed before midnight", "who": "Patients"},
    )
    player.say("U3", "explore.needs", {"need": "one number to ring", "who": "Ambulance crew", "known": "heard"})
    player.say("U4", "explore.needs", "Nurses need one number to ring")
    player.do(i.ShowNow, "U1", question="explore.needs")
    return scene_of(player, "Frail at night")


def split_vote() -> Scene:
    """Seven people split on the runner: three picked it, four did not."""
    team = ("U1", "U2", "U3", "U4", "U5", "U6", "U7")
    player = apart(*team)
    for person in team:
        for question in (
            "explore.people",
            "explore.needs",
            "explore.success",
            "explore.trigger",
            "explore.problem",
            "explore.handoffs",
        ):
            player.do(i.NothingToAdd, person, question=question)
    for _ in range(4):
        player.do(i.Skip, "U1", question=next(iter(player.open()), ""))
        player.do(i.GoOn, "U1", reason="busy")
        player.do(i.StartNow, "U1")
        if "create.ideas" in player.open():
            break
    for person, idea in zip(
        team, ("List at the bedside", "Time at breakfast", "Runner at 11 and 2", *["x"] * 4), strict=True
    ):
        player.say(person, "create.ideas", idea) if idea != "x" else player.do(
            i.NothingToAdd, person, question="create.ideas"
        )
    player.do(i.StartNow, "U1")
    bedside, breakfast, runner = (kept.id for kept in player.facts.of("create.ideas"))
    for number, person in enumerate(team):
        player.say(
            person,
            "create.choose",
            [bedside, runner] if number < 3 else [bedside, breakfast] if number < 5 else [bedside],
        )
    return scene_of(player)


def contested() -> Scene:
    """Somebody says not yet."""
    player = ward_7()
    player.do(i.Position, "U1", question="agree.consent", stance="yes")
    player.do(i.Position, "U2", question="agree.consent", stance="not_yet", reason="I'd want night staff told first")
    player.do(i.Next, "U1", question="agree.consent")
    return scene_of(player)


def scenes() -> dict[str, Scene]:
    """Every kind of scene the tables run over."""
    asking = apart("U1", "U2", "U3", "U4")
    paused = ward_7()
    paused.do(i.Pause, "U1")
    closed = ward_7()
    closed.do(i.Close, "U1", reason="done")
    stopped = ward_7()
    stopped.do(i.StopHere, "U1", step="Time ten waits", who="U5")
    return {
        "ward": scene_of(ward_7()),
        "asking": scene_of(asking),
        "frail": frail_team(),
        "vote": split_vote(),
        "contested": contested(),
        "lone": scene_of(lone(), "Letters on time"),
        "paused": scene_of(paused),
        "closed": scene_of(closed),
        "stopped": scene_of(stopped),
    }


SCENES = scenes()


def every_view(scene: Scene) -> Iterator[tuple[str, View]]:
    """Every screen of a scene, for its lead and for somebody else, by name."""
    lead = scene.state.lead
    for person in (lead, "U2", "U9"):
        yield "status", screens.status(scene, person)
        yield "actions", screens.actions(scene, person)
        yield "next_best", screens.next_best(scene, person, "hello")
        yield "home", screens.home(person, [scene], scene.now)
        for question in scene.state.cells:
            yield f"question {question}", screens.question(scene, person, (question,), sitting=True)
            yield f"answered {question}", screens.answered(scene, person, question)
        for do in FORMS:
            for question in ("", *scene.state.cells):
                yield f"form {do} {question}", screens.form(scene, Press(do, scene.project, question, 1), person)
    yield from whole_project(scene)
    for question in scene.dialogue.questions:
        for what in ("why", "example", "stuck", "harm", "look_at", "read_all", "what_is_this"):
            yield f"more {what} {question}", screens.more(scene, question, what)
        yield f"nudge {question}", screens.nudge(scene, "U2", question)
        for number, message in enumerate(screens.reveal(scene, question)):
            yield f"reveal {question} {number}", message


def whole_project(scene: Scene) -> Iterator[tuple[str, View]]:
    """The screens that are not about one question."""
    yield "card", screens.card(scene)
    yield "old card", screens.old_card(scene, "https://slack.example/x")
    yield "panel", screens.panel(scene)
    yield "welcome", screens.welcome(scene)
    yield "welcome alone", screens.welcome_alone(scene)
    yield "first dm", screens.first_dm(scene, "U2")
    yield "where we were", screens.where_we_were(scene)
    yield "help", screens.help_(scene)
    yield "which", screens.which_project([scene, scene], "status", "U1")
    yield "which question", screens.which_question(scene, "U1", "h1", tuple(scene.dialogue.questions)[:3])
    yield "typed", screens.typed_choice(scene, "U1", "explore.problem", "h1", "other words")
    yield "paste", screens.paste_check(scene, "U1", "explore.needs", "h1", tuple(f"- line {n}" for n in range(40)))
    for what in SUMMARIES:
        yield f"summary {what}", screens.summary(scene, what, 1)
    for code in get_args(TellCode) + get_args(Refusal):
        yield f"tell {code}", screens.tell(scene, "U1", code, "explore.needs", "U2")
    for code in get_args(AnnounceCode):
        yield f"announce {code}", screens.announce(scene, code, "U2")
    for code in ("not_in_channel", "is_archived", "channel_not_found", "gone", "whatever"):
        yield f"lead told {code}", screens.lead_told(scene, code)


@pytest.fixture(scope="module", params=sorted(SCENES))
def views(request: pytest.FixtureRequest) -> dict[str, View]:
    """Every view of one scene."""
    return dict(every_view(SCENES[request.param]))


def test_every_press_is_one_the_coach_knows(views: dict[str, View]) -> None:
    for name, view in views.items():
        for press in presses(view):
            assert press.do in PRESSES, name
            assert "|" not in press.arg, name


def test_every_message_says_it_all_and_is_short_enough(views: dict[str, View]) -> None:
    for name, view in views.items():
        if isinstance(view, Message):
            assert 0 < len(view.text) < 4000, name
            assert len(view.parts) < 45, name
            for part in view.parts:
                if isinstance(part, Controls):
                    assert 0 < len(part.items) <= 10, name
            for words in list(shown_words(view))[1:]:
                assert plain(words).split("\n")[0] in view.text, name


def test_forms_keep_to_their_limits(views: dict[str, View]) -> None:
    for name, view in views.items():
        if isinstance(view, Form):
            assert 0 < len(view.title) <= 24, name
            assert len(view.submit) <= 24, name
            assert len(view.close) <= 24, name
            assert len(view.boxes) <= 10, name
            assert len({box.id for box in view.boxes}) == len(view.boxes), name
            assert bool(view.boxes) == bool(view.submit), name
            for box in view.boxes:
                assert 0 < len(box.label) <= 150, name
                assert len(box.hint) <= 150, name
                assert len(box.options) <= (10 if box.kind in ("radio", "checks") else 100), name
                assert box.kind not in ("choice", "radio", "checks", "several") or box.options, f"{name} {box.id}"
                assert all(0 < len(words) <= 75 for _, words in box.options), name


def test_no_word_of_the_trade_on_any_screen(views: dict[str, View]) -> None:
    forbidden = re.compile(rf"\b({'|'.join(map(re.escape, NEVER_SHOWN))})(s|es|ed|ing)?\b", re.IGNORECASE)
    for name, view in views.items():
        for words in (*shown_words(view), *plain_words(view)):
            found = forbidden.search(words)
            assert not found, f"{name}: {found and found[0]} in {words}"
            assert "!" not in words, f"{name}: {words}"


def test_labels_fit_on_their_buttons(views: dict[str, View]) -> None:
    for name, view in views.items():
        for words in plain_words(view):
            assert len(words) <= 150, name
        for part in view.parts:
            if isinstance(part, Controls):
                for item in part.items:
                    assert 0 < len(item.label) <= 75, name


def test_words_are_easy_to_read() -> None:
    said = [
        unescaped(plain(words))
        for name, view in whole_project(SCENES["ward"])
        if not name.startswith(("summary", "which question"))
        for words in list(shown_words(view))[1:]
    ]
    assert reading_age(" ".join(f"{words}." for words in said)) < 11.5


def test_every_form_press_opens_a_form_with_boxes() -> None:
    scene = SCENES["ward"]
    for do in FORMS:
        question = {
            "take_these": "create.choose",
            "pick": "create.choose",
            "hands": "agree.consent",
            "not_yet": "agree.consent",
        }
        found = screens.form(scene, Press(do, scene.project, question.get(do, "explore.needs"), 1), "U1")
        assert found.boxes, do
        assert found.press.do in PRESSES
        assert PRESSES[found.press.do] == "act"


def test_a_card_is_calm() -> None:
    card = screens.card(SCENES["asking"])
    assert sum(isinstance(part, Controls) for part in card.parts) == 1
    room = screens.card(scene_of(ward_7()))
    rows = [[item.label for item in part.items] for part in room.parts if isinstance(part, Controls)]
    assert rows[1] == ["Next", "Back", "Stop here"]
    question = screens.question(SCENES["asking"], "U2", ("explore.needs",), sitting=False)
    assert [item.label for part in question.parts if isinstance(part, Controls) for item in part.items] == [
        "Answer",
        "Nothing to add",
        "More",
    ]
    assert "Seen by: your team, without your name." in question.text


def test_the_reveal_groups_needs_by_whom_they_are_about_and_names_nobody() -> None:
    (shown, *_) = screens.reveal(SCENES["frail"], "explore.needs")
    assert "What people need: 4 answers from 3 of you. No names" in shown.text
    assert "Ambulance crew" in shown.text
    assert "Something to talk about:" in shown.text
    assert "I can't see ordinary replies. Press Add" in shown.text
    for person in ("Asha", "Tom", "Mei", "Dr Patel"):
        assert person not in shown.text
    assert [press.do for press in presses(shown)] == ["join_lines", "keep_both", "answer"]


def test_alike_lines_are_offered_three_times_at_most() -> None:
    scene = SCENES["frail"]
    scene.state.joins_offered = 3
    (shown, *_) = screens.reveal(scene, "explore.needs")
    scene.state.joins_offered = 0
    assert "join_lines" not in [press.do for press in presses(shown)]


def test_a_vote_shows_the_split_first() -> None:
    (shown,) = screens.reveal(SCENES["vote"], "create.choose")
    assert "Picked by 7 of 7. List at the bedside 7" in shown.text
    assert 'You are split on "Runner at 11 and 2": three picked it, four didn\'t.' in shown.text
    assert {"take", "take_these", "look_at", "vote_again"} <= {press.do for press in presses(shown)}


def test_a_not_yet_is_heard_and_offered_three_ways_on() -> None:
    for view in (screens.card(SCENES["contested"]), *screens.reveal(SCENES["contested"], "agree.consent")):
        assert "I'd want night staff told first" in view.text
        assert "That's a fair condition." in view.text
        assert "Tom" not in view.text
        assert {"condition_met", "go_ahead_anyway", "look_again"} <= {press.do for press in presses(view)}


def test_the_agreement_names_the_thing_agreed() -> None:
    card = screens.card(scene_of(ward_7()))
    assert "Happy to try this on Tue 19 May?" in card.text
    for words in ("bays 1 and 2", "about 6 people", "Asha leads", "Anyone can stop it", "Not yet cleared to start"):
        assert words in card.text


def test_votes_are_multi_selects_and_never_checkboxes() -> None:
    (box,) = screens.form(SCENES["vote"], Press("pick", "abcd1234", "create.choose", 1), "U2").boxes
    assert (box.kind, box.at_most) == ("several", 2)
    assert box.options[-1][1].endswith("Leave it as it is today")


def test_someone_alone_sees_no_counts_and_no_team() -> None:
    scene = SCENES["lone"]
    card = screens.card(scene)
    assert "Seen by: only you, until you share it." in card.text
    assert "people in" not in card.text
    assert "channel" not in screens.welcome_alone(scene).text


def test_the_panel_tells_the_lead_who_is_not_heard_and_nobody_else() -> None:
    scene = SCENES["asking"]
    panel = screens.panel(scene)
    assert "Not heard yet" in panel.text
    assert "To say aloud:" in panel.text
    labels = [item.label for part in panel.parts if isinstance(part, Controls) for item in part.items]
    assert labels[:5] == ["Show now", "More time", "Nudge once", "Add for someone", "Move on"]
    assert "Tom" not in screens.status(scene, "U3").text


def test_harm_is_on_every_risk_and_safety_question() -> None:
    scene = SCENES["ward"]
    for name, question in scene.dialogue.questions.items():
        if question.safety:
            menu = more_menu(scene, (name,))
            assert menu.entries[0][0] == "Someone could be harmed now"
    assert "harm" in [press.do for press in presses(screens.help_(None))]


def test_private_words_stay_private_until_they_are_shown() -> None:
    player = apart("U1", "U2", "U3")
    player.say("U2", "explore.needs", "ZEBRA words of Tom")
    scene = scene_of(player)
    for name, view in every_view(scene):
        mine = name.startswith(("answered", "form fix", "form answer"))
        if not mine:
            assert "ZEBRA" not in " ".join(shown_words(view)), name
    assert "ZEBRA" in screens.answered(scene, "U2", "explore.needs").text
    assert "ZEBRA" not in screens.answered(scene, "U3", "explore.needs").text


def test_a_draft_without_words_asks_for_them_and_offers_no_yes() -> None:
    player = apart("U1", "U2", "U3")
    while "agree.aim" not in player.open():
        for question in player.open()[:1]:
            for person in ("U1", "U2", "U3"):
                player.do(i.DontKnow, person, question=question)
            player.do(i.Next, "U1", question=question)
        player.do(i.GoOn, "U1", reason="x")
        player.do(i.StartNow, "U1")
    card = screens.question(scene_of(player), "U1", ("agree.aim", "agree.actions", "agree.review"), sitting=True)
    labels = [item.label for part in card.parts if isinstance(part, Controls) for item in part.items]
    assert labels[:2] == ["Write it", "Don't know yet"]
    assert "What happens first" not in card.text
    header = screens.card(scene_of(player))
    assert "This part is with Asha. Nothing is asked of the others." in header.text
    panel = screens.panel(scene_of(player))
    assert "Yours to answer" in panel.text


def test_who_sees_it_is_said_for_each_question_when_it_differs() -> None:
    player = apart("U1", "U2", "U3", "U4")
    scene = scene_of(player)
    card = screens.question(scene, "U1", ("explore.trigger", "explore.needs"), sitting=False)
    assert "Why now - seen by: your team, with your name." in card.text
    assert "What people need - seen by: your team, without your name." in card.text


def test_an_answer_may_offer_the_way_back_it_points_to() -> None:
    player = ward_7()
    value = {"approver": "Matron", "stop_sign": "x", "undo": "no"}
    player.say("U1", "evaluate.go_ahead", value, base=player.facts.of("evaluate.go_ahead")[0].id)
    echo = screens.answered(scene_of(player), "U1", "evaluate.go_ahead")
    assert ("look_again", "evaluate.test_plan") in [(press.do, press.question) for press in presses(echo)]


def test_what_only_the_lead_sees_is_never_revealed() -> None:
    player = apart("U1", "U2", "U3", depth="standard")
    player.state.cells["explore.needs"].seen_by = "lead"
    player.say("U2", "explore.needs", "ZEBRA")
    player.do(i.ShowNow, "U1", question="explore.needs")
    for shown in screens.reveal(scene_of(player), "explore.needs"):
        assert "ZEBRA" not in shown.text


def test_late_words_without_names_wait_for_three() -> None:
    player = apart("U1", "U2", "U3", "U4")
    for person in ("U1", "U2", "U3"):
        player.say(person, "explore.needs", f"need of {person}")
    player.do(i.ShowNow, "U1", question="explore.needs")
    player.say("U4", "explore.needs", "ZEBRA late")
    (shown, *_) = screens.reveal(scene_of(player), "explore.needs")
    assert "ZEBRA" not in shown.text
    player.say("U2", "explore.needs", "late two")
    player.say("U3", "explore.needs", "late three")
    (shown, *_) = screens.reveal(scene_of(player), "explore.needs")
    assert "Added since" in shown.text
    assert "ZEBRA" in shown.text


def test_details_that_point_to_a_person_are_named_by_kind_and_never_repeated() -> None:
    seen = scan("All fine\nHer NHS number is 943 476 5919", date(2026, 5, 12))
    told = screens.not_kept(seen, typed=True)
    assert "an NHS number (ten digits) in your second line" in told.text
    assert "I kept none of it" in told.text
    assert "please delete it" in told.text
    assert "943" not in told.text
    assert "delete" not in screens.not_kept(seen, typed=False).text


def test_one_gentle_line_quotes_the_words_that_set_it_off() -> None:
    (found, *_) = judge("explore.needs", "We need a discharge pharmacist", date(2026, 5, 12))
    told = screens.remark(SCENES["asking"], "explore.needs", found)
    assert found.quoted in told.text
    assert [press.do for press in presses(told)] == ["fix", "answer"]
