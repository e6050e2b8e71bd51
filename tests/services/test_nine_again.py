"""What nine people apart over eight weeks found unfair, unclear or untrue the second time, and find no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coach.inbound import Place
from coach.services.screens.channel import greeting
from coach.services.screens.leading import panels, what_next
from coach.services.screens.people import standing
from coach.services.screens.showing import stands
from coach.services.screens.showing.deciding import ANYWAY
from dialogues.closing import in_time_for
from tests.services.people import World

AGREEMENT, PLAN, GO_AHEAD, RISKS = "agree.consent", "evaluate.test_plan", "evaluate.go_ahead", "evaluate.risks"
TEAM = ("U1", "U2", "U3")
PEOPLE = {"U2": Place("DU2", dm=True), "U3": Place("DU3", dm=True)}


def to(world: World, question: str) -> None:
    """Go on until a question is asked."""
    for _ in range(30):
        if question in world.current():
            return
        if PLAN in world.current():
            world.answer("U1", PLAN, what="List at the bedside", when="2026-05-21", how_many="2")
        elif "agree.actions" in world.current():
            form = world.open("U1", "answer", "agree.actions")
            boxes = {
                "agree.actions#what": "Time ten waits",
                "agree.actions#who": "U3",
                "agree.actions#due": "2026-05-20",
            }
            world.fill("U1", form, boxes)
        elif world.current():
            world.press("U1", "move_on", world.current()[0], ANYWAY)
        else:
            world.press("U1", "start_now")
        world.settle()
    raise AssertionError(world.scene().state.walk)


@pytest.fixture
def asked(small_world: World) -> World:
    """Three people apart are asked whether they are happy to try it on Thursday 21 May; it is 12 May."""
    small_world.start("apart", "U2", "U3")
    for person, place in PEOPLE.items():
        small_world.press(person, "fine", place=place)
    small_world.settle()
    to(small_world, AGREEMENT)
    return small_world


def stance(world: World, person: str, how: str, reason: str = "") -> None:
    if how == "not_yet":
        world.fill(person, world.open(person, "not_yet", AGREEMENT), {"reason": reason})
    elif reason:
        world.say(person, f"{how}, {reason}")
    else:
        world.press(person, "stance", AGREEMENT, how)
    world.settle()


def test_words_beside_a_yes_are_no_condition(asked: World) -> None:
    stance(asked, "U2", "yes", "fine by me")
    stance(asked, "U1", "yes")
    stance(asked, "U3", "not_yet", "tell the families first")
    told = next(text for text in asked.slack.texts("DU1") if "somebody says not yet" in text)
    assert "That's a fair condition." in told


def test_who_said_yes_to_a_plan_that_changes_is_asked_anew_below_and_told_why(asked: World) -> None:
    stance(asked, "U2", "yes")
    stance(asked, "U3", "not_yet", "not on a Thursday")
    stance(asked, "U1", "yes")
    before = len(asked.slack.in_channel("DU2"))
    asked.press("U1", "look_again", PLAN)
    asked.settle()
    mine = panels.panel(asked.scene()).text
    assert "Yours to answer  Try it once" in mine, "the panel says what is the lead's to do now"
    assert "How will you try it once?" in asked.slack.texts("DU1")[-1], "the plan is asked where the lead looks"
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    asked.settle()
    dm = asked.slack.texts("DU2")
    assert len(dm) == before + 1
    assert "This has changed since you answered, so I ask you again." in dm[-1]
    assert "Happy to try this on Wed 27 May?" in dm[-1]
    assert [text for text in dm if "is asked again below" in text]
    assert sum("Happy to try this on" in text for text in dm) == 1, "one card can be pressed"
    assert stands.own(asked.scene(), "U2", AGREEMENT) is None


def test_a_yes_to_an_earlier_plan_is_counted_no_more(asked: World) -> None:
    stance(asked, "U2", "yes")
    stance(asked, "U3", "not_yet", "not on a Thursday")
    stance(asked, "U1", "yes")
    asked.press("U1", "look_again", PLAN)
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    asked.settle()
    stance(asked, "U1", "yes")
    scene = asked.scene()
    scene.state.cells[AGREEMENT].private = False  # as once the set is over
    assert stands.spread(scene) == "1 yes, 0 can live with it, 0 not yet, 2 not heard"


def test_a_plan_that_changes_while_it_is_asked_asks_those_who_had_said_yes_once_more(asked: World) -> None:
    stance(asked, "U2", "yes")
    before = {person: len(asked.slack.in_channel(f"D{person}")) for person in TEAM}
    asked.wait(seconds=1)  # so soon that Slack's limit on changes is nearly used up
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    asked.settle()
    for person in TEAM:
        dm = asked.slack.texts(f"D{person}")
        assert len(dm) == before[person] + 1, "one message"
        assert "Happy to try this on Wed 27 May?" in dm[-1]
        assert sum("Happy to try this on" in text for text in dm) == 1, "one card can be pressed"
    assert "This has changed since you answered, so I ask you again." in asked.slack.texts("DU2")[-1]
    assert "This has changed since I first asked, so I ask again." in asked.slack.texts("DU3")[-1]
    assert "Happy to try this: 0 of 3 in" in panels.panel(asked.scene()).text
    assert stands.own(asked.scene(), "U2", AGREEMENT) is None
    stance(asked, "U2", "yes")
    assert "You said: Yes" in asked.dm("U2")
    assert "Happy to try this: 1 of 3 in" in panels.panel(asked.scene()).text


def test_typed_a_yes_is_asked_once_more_too_and_a_comma_asks_nobody(asked: World) -> None:
    asked.say("U2", "yes")
    asked.settle()
    asked.wait(minutes=5)
    before = len(asked.slack.in_channel("DU2"))
    asked.answer("U1", PLAN, what="List, at the bedside.", when="2026-05-21")
    asked.answer("U1", GO_AHEAD, approver="Matron", answer="yes")
    asked.settle()
    assert len(asked.slack.in_channel("DU2")) == before
    assert stands.own(asked.scene(), "U2", AGREEMENT) is not None
    asked.answer("U1", GO_AHEAD, approver="Matron", answer="yes", stop_sign="Somebody falls")
    asked.settle()
    assert stands.own(asked.scene(), "U2", AGREEMENT) is None, "when to stop is part of what they agree to"


def test_a_press_on_what_the_card_said_before_is_no_yes_to_what_it_says_now(asked: World) -> None:
    old = asked.scene().state.cells[AGREEMENT].asked
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    asked.settle()
    cards = [text for text in asked.slack.texts("DU3") if "Happy to try this on" in text]
    assert ["Wed 27 May" in text for text in cards] == [True], "nobody has spoken: the card that stands says it"
    reply = asked.press("U3", "stance", AGREEMENT, "yes", asked=old)
    assert "so I haven't counted it" in str(reply)
    assert stands.own(asked.scene(), "U3", AGREEMENT) is None


def draft_saved(world: World, **boxes: str) -> None:
    """The lead saves the step that was drafted from the try, in a row of its own, as it stands but for these boxes."""
    plan = world.scene().facts.latest(PLAN)
    assert plan is not None
    assert isinstance(plan.value, dict)
    drafted = {"what": plan.value["what"], "due": plan.value["when"], "who": "U2", **boxes}
    world.answer("U1", "agree.actions", **drafted)
    world.settle()


def days_of_steps(world: World) -> list[str]:
    """The days of the steps that stand."""
    return sorted(str(kept.value["due"]) for kept in world.scene().facts.of("agree.actions"))  # type: ignore[index]


def test_the_step_that_is_the_try_goes_with_its_day(asked: World) -> None:
    draft_saved(asked)
    assert days_of_steps(asked) == ["2026-05-20", "2026-05-21"]
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    asked.settle()
    assert days_of_steps(asked) == ["2026-05-20", "2026-05-27"]
    for person in TEAM:
        stance(asked, person, "yes")
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-28")
    asked.settle()
    assert days_of_steps(asked) == ["2026-05-20", "2026-05-28"], "once they are out trying it, too"


@pytest.mark.parametrize("boxes", [{"due": "2026-05-19"}, {"what": "Print the lists"}])
def test_a_step_that_somebody_has_edited_keeps_its_day(asked: World, boxes: dict[str, str]) -> None:
    draft_saved(asked, **boxes)
    before = days_of_steps(asked)
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    assert days_of_steps(asked) == before


def test_a_step_that_somebody_has_spoken_of_keeps_its_day(asked: World) -> None:
    draft_saved(asked)
    step = asked.scene().facts.of("agree.actions")[-1].id
    for person in TEAM:
        stance(asked, person, "yes")
    asked.press("U2", "action_done", "check_in.progress", step)
    asked.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    assert days_of_steps(asked) == ["2026-05-20", "2026-05-21"]


def test_in_the_room_the_card_says_why_it_is_asked_again(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    small_world.settle()
    to(small_world, AGREEMENT)
    small_world.say("U2", "yes")
    small_world.wait(minutes=5)
    small_world.answer("U1", PLAN, what="List at the bedside", when="2026-05-27")
    small_world.settle()
    card = next(text for text in reversed(small_world.slack.texts("C1")) if "Happy to try this on" in text)
    assert "This has changed since I first asked, so I ask again." in card
    assert "Wed 27 May" in card


def test_an_agreement_closes_before_the_day_it_is_about() -> None:
    opened = datetime(2026, 5, 12, 9, 6, tzinfo=UTC)
    late = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
    day = late.date()
    assert in_time_for(day, late, opened, "Europe/London") == datetime(2026, 5, 13, 15, 0, tzinfo=UTC)
    early = datetime(2026, 5, 13, 9, 0, tzinfo=UTC)
    assert in_time_for(day, early, opened, "Europe/London") == early
    evening = opened.replace(day=13, hour=13)
    assert in_time_for(day, late, evening, "Europe/London") == late, "two hours are too short to be asked in"


def test_the_set_of_an_agreement_closes_before_its_try(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    for person, place in PEOPLE.items():
        small_world.press(person, "fine", place=place)
    small_world.settle()
    to(small_world, PLAN)
    day = small_world.clock.now().date() + timedelta(days=2)
    small_world.answer("U1", PLAN, what="List at the bedside", when=day.isoformat())
    to(small_world, AGREEMENT)
    closes = small_world.scene().state.closes_at
    assert closes is not None
    assert closes.date() < day


def test_done_is_said_once_on_the_last_card_of_the_set(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    for person, place in PEOPLE.items():
        small_world.press(person, "fine", place=place)
    small_world.settle()
    for typed in ("patients and us lot", "patients need to know the day", "that's all", "nobody is left waiting"):
        small_world.say("U2", typed)
        small_world.settle()
    assert sum("That's all from you for now" in text for text in small_world.slack.texts("DU2")) == 1
    for question in ("explore.people", "explore.needs", "explore.success"):
        small_world.press("U3", "nothing", question)
        small_world.settle()
    assert sum("That's all from you for now" in text for text in small_world.slack.texts("DU3")) == 1


def test_a_question_far_from_the_channel_says_what_this_is(asked: World) -> None:
    said = greeting.nudge(asked.scene(), "U2", AGREEMENT).text
    assert "Happy to try this on Thu 21 May?" in said
    assert "List at the bedside" in said


def test_a_new_leads_yes_is_the_yes(asked: World) -> None:
    for person in TEAM:
        stance(asked, person, "yes")
    asked.answer("U1", GO_AHEAD, approver="Matron", answer="asked")
    asked.settle()
    asked.fill("U1", asked.open("U1", "hand_over"), {"to": "U2"})
    asked.settle()
    reply = asked.answer("U2", GO_AHEAD, approver="Matron", answer="yes")
    asked.settle()
    assert "stands beside it" not in str(reply)
    assert "Not yet cleared" not in standing.status(asked.scene(), "U2").text


def test_the_day_of_a_try_stands_where_the_lead_and_the_team_look(asked: World) -> None:
    for person in TEAM:
        stance(asked, person, "yes")
    scene = asked.scene()
    assert scene.state.walk == "review"
    panel = panels.panel(scene).text
    assert "The try is on Thursday 21 May." in panel
    assert "Somebody still has to say yes." in panel
    assert "Who said yes?" in str(panels.panel(scene))
    near = replace(scene, now=datetime(2026, 5, 20, 10, tzinfo=UTC))
    first = what_next.first(near)
    assert first is not None
    assert first.signal == "try_without_yes"


def test_a_step_has_one_reminder_at_a_time(asked: World) -> None:
    for person in TEAM:
        stance(asked, person, "yes")
    asked.wait(days=(datetime(2026, 5, 22, 12, tzinfo=UTC) - asked.clock.now()).days + 1)
    reminders = [text for text in asked.slack.texts("DU3") if 'your step "Time ten waits"' in text]
    assert len(reminders) == 1
    assert "was for" in reminders[0]


def test_my_actions_lists_what_is_left(asked: World) -> None:
    for person in TEAM:
        stance(asked, person, "yes")
    step = asked.scene().facts.of("agree.actions")[0].id
    assert "Time ten waits" in standing.actions(asked.scene(), "U1").text
    asked.press("U3", "action_done", "check_in.progress", step)
    asked.settle()
    said = standing.actions(asked.scene(), "U1").text
    assert "Time ten waits" not in said
    assert "every next step is done" in said


def test_the_word_before_a_try_follows_whoever_leads(asked: World) -> None:
    for person in TEAM:
        stance(asked, person, "yes")
    asked.say("U2", "away 19 may to 20 may")
    asked.fill("U1", asked.open("U1", "hand_over"), {"to": "U2"})
    asked.settle()
    asked.wait(days=(datetime(2026, 5, 18, 12, tzinfo=UTC) - asked.clock.now()).days + 1)
    told = [text for text in asked.slack.texts("DU2") if "I have no yes yet" in text or "I don't know yet who" in text]
    assert len(told) == 1, "on Monday, the last day the new lead works before the try"
