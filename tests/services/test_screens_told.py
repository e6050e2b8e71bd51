"""Screens as people meet them: cards, reveals, votes, agreements, private words, the lead's panel."""

from __future__ import annotations

from datetime import date

from coach.services import screens
from coach.services.screens.cards import drafts
from coach.services.screens.cards.asking import more_menu
from coach.services.screens.replying.kept_out import kept_out
from coach.views import Controls, Press
from dialogues import inputs as i
from dialogues.checks.judge import judge
from dialogues.checks.privacy import scan
from dialogues.library import load
from tests.dialogues.player import Player
from tests.services.stage import TUESDAY, apart, presses, scene_of, shown_words, ward_7
from tests.services.stage_scenes import SCENES, every_view


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
    assert [press.do for press in presses(shown)] == ["join_lines", "keep_both", "answer", "know"]


def test_alike_lines_are_offered_three_times_at_most() -> None:
    scene = SCENES["frail"]
    scene.state.joins_offered = 3
    (shown, *_) = screens.reveal(scene, "explore.needs")
    scene.state.joins_offered = 0
    assert "join_lines" not in [press.do for press in presses(shown)]


def test_todays_way_is_one_to_pick_and_no_idea() -> None:
    scene = SCENES["vote"]
    ideas = len(scene.facts.of("create.ideas"))
    assert drafts.how_to_choose(scene, "create.choose").startswith(f"{ideas} ideas and today's way; pick")


def test_a_vote_shows_the_split_first() -> None:
    (shown,) = screens.reveal(SCENES["vote"], "create.choose")
    split = 'You are split on "Runner at 11 and 2": three picked it, four didn\'t.'
    places = [shown.text.index(words) for words in ("Picked by 7 of 7.", split, "List at the bedside 7")]
    assert places == sorted(places), "the spread before the sum"
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


def test_one_person_in_a_channel_is_not_told_that_only_they_see_it() -> None:
    card = screens.card(scene_of(Player(load(), "U1", at=TUESDAY, way="together")))
    assert "Seen by: whoever can read this channel." in card.text
    assert "only you" not in card.text


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
    told = kept_out(seen[0], "typed")
    assert "an NHS, CHI or H&C number, in line 2" in told.text.replace("&amp;", "&")
    assert "I've kept none of it" in told.text
    assert "please delete it" in told.text
    assert "943" not in told.text
    assert "delete" not in kept_out(seen[0], "command").text
    assert "bare name" in told.text


def test_one_gentle_line_quotes_the_words_that_set_it_off() -> None:
    (found, *_) = judge("explore.needs", "We need a discharge pharmacist", date(2026, 5, 12))
    told = screens.noticing.remark(SCENES["asking"], "explore.needs", found)
    assert found.quoted in told.text
    assert [press.do for press in presses(told)] == ["fix", "answer"]


def test_anybody_can_answer_a_question_that_was_asked_of_somebody_else() -> None:
    card = screens.card(SCENES["asking"])
    assert ("answer", "explore.handoffs") in [(press.do, press.question) for press in presses(card)]
    opened = screens.form(SCENES["asking"], Press("answer", "abcd1234", "explore.handoffs", 1), "U3")
    assert opened.press.question == "explore.handoffs"


def test_answer_here_opens_what_waits_for_the_presser() -> None:
    scene = SCENES["asking"]
    assert screens.form(scene, Press("answer", "abcd1234"), "U3").press.question == "explore.people"
    assert screens.form(scene, Press("answer", "abcd1234"), "U1").press.question == "explore.trigger"
    assert not screens.form(scene, Press("answer", "abcd1234"), "U9").boxes


def test_somebody_alone_sees_their_lines_on_the_card() -> None:
    player = Player(load(), "U1", at=TUESDAY, way="alone")
    for wanted in ("explore.trigger", "explore.problem", "explore.people"):
        player.do(i.DontKnow, "U1", question=wanted)
    player.say("U1", "explore.needs", "Patients need to know the new dose")
    card = screens.card(scene_of(player))
    assert '1  "Patients need to know the new dose"' in card.text
