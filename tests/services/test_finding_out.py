"""How a phase ends for people: one short form, the summary edited in place, their own list, and it closes again."""

from __future__ import annotations

from coach.inbound import Commanded, Place, Pressed
from coach.services import screens
from coach.services.screens.cards.drafts import under_question
from coach.services.screens.summing_up import summaries
from coach.views import Controls, Form, Home, Message, Press
from dialogues import inputs as i
from tests.dialogues.endings import press_on
from tests.dialogues.player import Player
from tests.services.people import World, words
from tests.services.stage import apart, lone, presses, scene_of, shown_words, ward_7

DM = Place("DU1", dm=True)


def labels(view: Message | Home | Form) -> list[str]:
    """Every button of a view."""
    rows = [part for part in view.parts if isinstance(part, Controls)]
    return [item.label for row in rows for item in row.items]


def explored() -> Player:
    """A team in its own time whose Explore has ended with things nobody knew."""
    player = apart("U1", "U2", "U3", depth="standard")
    player.do(i.DontKnow, "U1", "explore.trigger")
    player.do(i.DontKnow, "U1", "explore.problem")
    while "explore" not in player.state.summaries:
        press_on(player)
    return player


def test_the_panel_offers_one_short_form_and_the_card_leaves_everybody_else_alone() -> None:
    scene = scene_of(explored())
    panel, card = screens.panel(scene), screens.card(scene)
    assert "Who finds out?" in labels(panel)
    assert "Worth finding out until then" in panel.text
    assert "Who finds out?" not in labels(card)
    found = screens.form(scene, next(p for p in presses(panel) if p.do == "find_out"), "U1")
    assert [box.id for box in found.boxes] == ["question", "what", "who", "due"]
    assert found.boxes[0].options[0][0] == "explore.trigger"
    assert found.boxes[0].value is None, "words of their own belong to no question unless one is picked"
    assert not any(box.required for box in found.boxes)


def test_the_summary_says_who_and_by_when_and_the_owner_has_it_on_their_list() -> None:
    player = explored()
    player.do(
        i.FindOut, "U1", phase="explore", question="explore.trigger", what="How many go home after 18:00", who="U3",
        due="2026-06-12",
    )  # fmt: skip
    scene = scene_of(player)
    text = summaries.summary_text(scene, "explore", 1)
    assert "To find out: how many go home after 18:00 (Mei, Fri 12 June); " in text
    mine = screens.actions(scene, "U3")
    assert "To find out: how many go home after 18:00, by Fri 12 June." in mine.text
    assert "I found out" in labels(mine)
    home = screens.home("U3", [scene], scene.now)
    assert any("how many go home after 18:00" in said for said in shown_words(home))
    assert "I found out" not in labels(screens.actions(scene, "U2"))
    assert "Change who finds out" in labels(screens.panel(scene))


def test_quick_and_alone_it_is_one_line_and_a_button_at_the_end() -> None:
    for player, offered in ((ward_7(), "Who finds out?"), (lone(), "Plan to find out")):
        while player.state.walk != "review":
            live = player.open()
            lead = player.state.lead
            if live and player.status(live[0]) == "open" and live[0] != "agree.consent":
                player.do(i.DontKnow, lead, live[0])
            else:
                press_on(player)
        if not scene_of(player).gaps:
            continue
        done = screens.announce(scene_of(player), "round_done")
        assert offered in labels(done)
        assert "Worth finding out until then" in done.text


def test_from_the_form_to_the_record_and_closed_by_an_answer(world: World) -> None:
    world.start("together", "U2", "U3")
    world.press("U1", "dont_know", "explore.trigger")
    form = world.coach.form(world.inbound("U1", Commanded("find out")))
    boxes = {"question": "explore.trigger", "what": None, "who": "U3", "due": "2026-05-15"}
    assert not world.fill("U1", form, boxes).errors
    (taken,) = world.scene().to_find
    assert (taken.question, taken.owner, taken.due) == ("explore.trigger", "U3", "2026-05-15")
    mine = world.command("U3", "actions")
    assert "To find out" in words(mine)
    world.answer("U3", "explore.trigger", text="A daughter complained")
    assert world.scene().to_find == ()
    assert world.scene().gaps == ()


def test_words_of_their_own_are_found_out_by_a_form(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    world.press("U1", "dont_know", "explore.trigger")
    form = world.open("U1", "find_out", arg="explore")
    nothing = world.fill("U1", form, {"question": None, "what": None})
    assert nothing.errors == (("what", "Pick one, or write it in your own words."),)
    world.fill("U1", form, {"question": None, "what": "how many go home after 18:00", "who": "U2"})
    asked = world.open("U2", "found", arg="explore")
    assert "how many go home after 18:00" in asked.parts[0].text  # type: ignore[union-attr]
    world.fill("U2", asked, {"text": "about two in ten"})
    (found,) = world.scene().to_find
    assert found.found == "about two in ten"
    assert world.scene().gaps == ("explore.trigger",), "what nobody took on is still on the list"
    again = world.fill("U2", asked, {"text": "three in ten"}, key="again")
    assert "Nothing is lost" in words(again)


def test_harm_without_a_project_says_what_to_do(small_world: World) -> None:
    world = small_world
    for said in ("harm", "someone could be harmed now", "Someone could be harmed now."):
        assert "act first" in words(world.say("U1", said))
        assert "act first" in words(world.command("U1", said))
    assert "act first" in words(world.do("U1", Pressed(Press("harm"))))


def test_a_card_to_judge_shows_what_is_judged() -> None:
    player = ward_7()
    scene = scene_of(player)
    under = under_question(scene, "agree.risks")
    assert "A late change is missed" in under
    assert "Live with it" not in under
