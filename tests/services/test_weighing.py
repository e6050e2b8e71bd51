"""While ideas are weighed: the forms, what the lead and everybody see, and what the summary says of it."""

from __future__ import annotations

from typing import Any

from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.showing import weighed
from coach.services.typed_words.commanding import placed, press_of
from coach.services.typed_words.typed import read
from coach.views import Box, Controls, Message, Press
from dialogues import inputs as i
from dialogues.library import load
from tests.dialogues.player import Player
from tests.services.stage import TUESDAY, presses, scene_of

TEAM = ("U1", "U2", "U3", "U4", "U5")
IDEAS = ("List at the bedside", "Time at breakfast", "Runner at 11 and 2", "A second porter")


def at_choosing(*team: str, way: Any = "apart") -> Player:
    """A team that has come to the choice, in standard, with four ideas."""
    player = Player(load(), *(team or TEAM), at=TUESDAY, way=way, depth="standard")
    for person in list(player.state.team)[1:]:
        player.do(i.Join, person)
    while player.status("create.choose") != "open":
        if player.status("create.ideas") == "open":
            for person, idea in zip(player.state.team, IDEAS, strict=False):
                player.say(person, "create.ideas", idea)
            player.do(i.Next, "U1", question="create.ideas")
        elif player.state.walk.endswith(".thin"):
            player.do(i.GoOn, "U1", reason="busy")
        else:
            live = player.open()
            player.do(i.Next, "U1", question=live[0]) if live else player.do(i.StartNow, "U1")
    return player


def ids(player: Player) -> list[str]:
    return [kept.id for kept in player.facts.of("create.ideas")]


def weighing(way: Any = "apart") -> Player:
    """The picks are shown and the best are weighed."""
    player = at_choosing(way=way)
    bedside, breakfast, runner, *_ = ids(player)
    if way == "together":
        player.say("U1", "create.choose", [bedside, breakfast])
        return player
    for person, pick in zip(
        TEAM, ([bedside, breakfast], [bedside, runner], [bedside], [breakfast], [breakfast]), strict=True
    ):
        player.say(person, "create.choose", pick)
    return player


def said(helps: str, effort: str, worry: str, *items: str) -> dict[str, str]:
    return {
        f"{item}#{side}": level
        for item in items
        for side, level in zip(("helps", "effort", "worry"), (helps, effort, worry), strict=True)
    }


def all_in() -> Player:
    """Everybody has weighed: they differ most on the effort of the bedside list."""
    player = weighing()
    bedside, breakfast, runner, *_ = ids(player)
    for number, person in enumerate(TEAM):
        own = said("high", "high" if number < 3 else "low", "low", bedside)
        player.say(
            person, "create.weigh", own | said("high", "low", "low", breakfast) | said("low", "low", "low", runner)
        )
    return player


def labels(message: Message) -> list[str]:
    return [item.label for part in message.parts if isinstance(part, Controls) for item in part.items]


def form(scene: Scene, do: str, question: str, person: str = "U2") -> tuple[Box, ...]:
    return screens.form(scene, Press(do, scene.project, question, 1), person).boxes


def test_one_short_form_has_three_choices_for_each_idea() -> None:
    scene = scene_of(weighing())
    boxes = form(scene, "answer", "create.weigh")
    assert [box.label for box in boxes[:3]] == [
        "1 List at the bedside: helps people",
        "1 List at the bedside: effort",
        "1 List at the bedside: safety worry",
    ]
    assert len(boxes) == 9
    assert {option for box in boxes for option, _ in box.options} == {"low", "middle", "high"}
    assert all(box.value is None for box in boxes)


def test_what_is_sent_comes_back_as_one_answer_and_shows_in_the_form_again() -> None:
    player = weighing()
    scene = scene_of(player)
    first, *_, last = form(scene, "answer", "create.weigh")
    found = screens.boxes_to_values(scene, Press("answer_save"), {first.id: "high", last.id: "low"})
    assert isinstance(found, dict)
    (value,) = found["create.weigh"]
    assert value == {first.id.removeprefix("create.weigh#"): "high", last.id.removeprefix("create.weigh#"): "low"}
    player.say("U2", "create.weigh", value)
    assert form(scene_of(player), "answer", "create.weigh")[0].value == "high"
    assert "helps people high" in screens.answered(scene_of(player), "U2", "create.weigh").text


def test_levels_may_be_typed_too() -> None:
    player = weighing()
    bedside, breakfast, *_ = ids(player)
    assert read(scene_of(player), "create.weigh", "1 high low low\n2 middle") == (
        {
            f"{bedside}#helps": "high",
            f"{bedside}#effort": "low",
            f"{bedside}#worry": "low",
            f"{breakfast}#helps": "middle",
        },
    )


def test_while_it_is_on_the_lead_may_choose_at_once_or_weigh_as_three() -> None:
    scene = scene_of(weighing())
    panel = screens.panel(scene)
    assert {"Show now", "Take these now", "Just three of us", "More time", "Nudge once", "More"} == set(labels(panel))
    assert "0 of 5 in" in panel.text
    told = screens.tell(scene, "U1", "weighed_first", "create.choose")
    assert labels(told) == ["Take these now", "Just three of us"]
    (people,) = form(scene, "weigh_with", "create.weigh", "U1")
    assert (people.kind, people.at_most) == ("people", 2)
    assert [press.question for press in presses(told)] == ["create.choose", "create.weigh"]


def test_its_commands_can_be_typed() -> None:
    scene = scene_of(weighing())
    now, three = press_of("Take these now"), press_of("just three of us")
    assert now is not None
    assert three is not None
    assert placed(now, scene, "U1").question == "create.choose"
    assert placed(three, scene, "U1").question == "create.weigh"
    before = scene_of(at_choosing())
    assert placed(three, before, "U1").question == ""


def test_it_is_shown_with_the_widest_difference_first_and_no_names() -> None:
    scene = scene_of(all_in())
    (shown,) = screens.reveal(scene, "create.weigh")
    lines = shown.text.split("\n")
    assert lines[0] == "Weigh the best ones: three ideas, weighed by five of you."
    assert lines[1] == '"List at the bedside", effort: 2 say low, 3 say high. Talk about this one first.'
    assert lines[2] == '•  "Time at breakfast": helps people high, effort low, safety worry low'
    assert "effort: you differ" in lines[3]
    assert not any(name in shown.text for name in ("Asha", "Tom", "Mei", "Patel", "Joy"))


def test_one_tap_takes_what_helps_most_and_choosing_otherwise_is_as_easy() -> None:
    player = all_in()
    scene = scene_of(player)
    breakfast = ids(player)[1]
    card = screens.card(scene)
    assert labels(card)[0] == "Take Time at breakfast"
    assert "Choose others" in labels(card)
    take = next(presses(card))
    assert (take.do, take.arg) == ("take_this", breakfast)
    (box,) = form(scene, "take_these", "create.choose", "U1")
    assert box.value == [breakfast]
    assert "the best ideas are weighed" in screens.tell(scene, "U1", "choose_now", "create.choose").text


def test_nothing_is_told_of_it_before_it_is_shown() -> None:
    player = weighing()
    player.say("U2", "create.weigh", said("high", "low", "low", ids(player)[0]))
    scene = scene_of(player)
    assert weighed.best(scene, "create.choose") == ""
    assert "helps people high" not in screens.panel(scene).text
    assert "helps people high" not in screens.card(scene).text
    player.do(i.Confirm, "U1", question="create.choose", chosen=(ids(player)[0],))
    assert "helps people" not in screens.summary(scene_of(player), "create", 1).text


def test_the_summary_says_why() -> None:
    player = all_in()
    bedside, breakfast, *_ = ids(player)
    player.do(i.Confirm, "U1", question="create.choose", chosen=(breakfast, bedside))
    text = screens.summary(scene_of(player), "create", 1).text
    assert '"Time at breakfast" - chosen by 3 of 5; helps people high, effort low, safety worry low' in text
    assert "effort: views differ" in text


def test_in_the_room_there_is_one_form_and_the_choice_follows() -> None:
    player = weighing("together")
    scene = scene_of(player)
    card = screens.card(scene)
    assert labels(card)[:3] == ["Weigh them", "Take these now", "More"]
    assert "Back" in labels(card)
    assert set(labels(screens.panel(scene))) == {"Take these now", "More"}
    bedside, breakfast, *_ = ids(player)
    player.say("U1", "create.weigh", said("low", "high", "low", bedside) | said("high", "low", "low", breakfast))
    after = screens.card(scene_of(player))
    assert labels(after)[0] == "Take Time at breakfast"
    assert "List at the bedside · Time at breakfast" in after.text, "what the room picked has no counts"
    assert "You see them alike" not in after.text


def test_who_is_not_asked_any_more_is_told_so() -> None:
    player = weighing()
    player.do(i.WeighWith, "U1", question="create.weigh", people=("U2", "U3"))
    scene = scene_of(player)
    assert "Asha weighs these with two others." in screens.answered(scene, "U5", "create.weigh").text
    assert "Just three of us" not in labels(screens.panel(scene))


def test_a_tie_that_had_to_be_cut_is_said() -> None:
    player = at_choosing(*TEAM, "U6", "U7", "U8")
    player.do(i.LookAgain, "U1", question="create.ideas")
    player.say("U5", "create.ideas", "Labels by colour")
    player.do(i.Next, "U1", question="create.ideas")
    every = ids(player)
    for number, person in enumerate(player.state.team):
        player.say(person, "create.choose", [every[number % 5]])
        player.say(person, "create.choose", every[:5])
    player.do(i.ShowNow, "U1", question="create.choose")
    scene = scene_of(player)
    assert "picked as often" in screens.question(scene, "U2", ("create.weigh",), sitting=False).text


def test_without_ideas_the_lead_is_asked_whether_to_ask_again() -> None:
    scene = scene_of(at_choosing())
    told = screens.tell(scene, "U1", "nothing_to_choose", "create.choose")
    assert "no ideas to choose from yet" in told.text
    assert next(presses(told)) == Press(
        "look_again", scene.project, "create.ideas", scene.state.cells["create.ideas"].asked
    )
