"""A whole quick round through the doors: together in a channel, apart by DM, alone in a DM."""

from __future__ import annotations

from coach.inbound import Place
from tests.services.people import CHANNEL, World, words


def talk_to_the_end(world: World, person: str = "U1") -> None:
    """The typist answers every card of a quick round."""
    answers = {
        "explore.trigger": {"text": "A patient waited in a coat for four hours"},
        "explore.problem": {"what": "People wait most of the day for their medicines", "who": "People going home"},
        "explore.people": {"groups": ["family", "nurses"], "hardest": "People who live alone"},
        "explore.needs": {"need": "To know the time by mid-morning\nNot to ring pharmacy five times"},
        "explore.handoffs": {"from": "Ward round", "to": "Pharmacy", "dropped": "Nobody owns the list after 11"},
        "explore.success": {"patients": "Home before tea", "staff": "Two calls and not nine"},
        "create.ideas": {"_": "List at the bedside\nTime at breakfast\nRunner at 11 and 2"},
        "evaluate.test_plan": {"what": "List at the bedside", "how_many": "6", "when": "2026-05-19"},
        "evaluate.risks": {"event": "A late change is missed", "sign": "The ward rings"},
        "evaluate.go_ahead": {"approver": "Matron", "answer": "asked", "stop_sign": "A wrong list"},
        "agree.aim": {"measure": "Ready to in hand", "to": "3 hours", "by": "2026-09-30"},
        "agree.actions": {"what": "Time ten waits", "who": "U5", "due": "2026-05-15"},
        "agree.review": {"_": "2026-05-20"},
    }
    for _ in range(60):
        card = world.current()
        if not card:
            return
        question = card[0]
        if question == "create.choose":
            choose(world, person)
        elif question == "agree.consent":
            return
        elif question in answers:
            answered = world.answer(person, question, **answers[question])
            assert not answered.errors, answered.errors
            if world.current() and world.current()[0] == question:
                world.press(person, "next", question)
        else:
            world.press(person, "dont_know", question)
        world.settle()
    raise AssertionError("the round does not end")


def choose(world: World, person: str) -> None:
    """Pick the first idea."""
    form = world.open(person, "pick", "create.choose")
    box = next(box for box in form.boxes if box.options)
    world.fill(person, form, {box.id: [box.options[0][0]]})
    if world.current() and world.current()[0] == "create.choose":
        world.press(person, "next", "create.choose")


def test_together_in_a_channel(world: World) -> None:
    world.start("together", "U2", "U3", "U4", "U5")
    world.settle()
    assert "Take-home medicines" in world.channel()
    talk_to_the_end(world)
    form = world.open("U1", "hands", "agree.consent")
    world.fill("U1", form, {"agree.consent#yes": "3", "agree.consent#can_live": "1"})
    world.settle()
    assert world.scene().state.walk == "review"
    assert "what we agreed" in world.channel()
    assert "Time ten waits" in world.channel()
    cards = [one for one in world.slack.in_channel(CHANNEL) if one.edits]
    assert cards, "the card lives in place"
    assert len([one for one in world.slack.in_channel(CHANNEL) if not one.thread]) <= 6


def test_apart_by_dm(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.settle()
    assert "Asha" in world.dm("U2")
    world.press("U2", "fine", place=Place("DU2", dm=True))
    world.press("U3", "fine", place=Place("DU3", dm=True))
    world.settle()
    before = len(world.slack.in_channel("DU2"))
    assert before >= 2, "the first message and the first card"
    world.answer("U2", "explore.people", groups=["family"])
    world.settle()
    assert len(world.slack.in_channel("DU2")) == before + 1, "the next card follows at once"
    assert world.scene().state.cells["explore.people"].status == "open"


def test_alone_in_a_dm(world: World) -> None:
    place = Place("DU1", dm=True)
    world.start("alone", name="Discharge letters", place=place)
    world.settle()
    assert not world.slack.in_channel(CHANNEL)
    assert world.dm("U1")
    assert "explore.trigger" in world.current()
    world.say("U1", "My supervisor said I need a project")
    world.settle()
    assert world.texts("explore.trigger") == ("My supervisor said I need a project",)


def test_the_start_form_keeps_what_was_typed(world: World) -> None:
    reply = world.start("together", "U2")
    assert len(reply) == 8
    assert world.scene().names["U2"] == "Tom"
    assert words(world.command("U1", "status"))


def to_choice(world: World) -> None:
    """Play the room to the choice between two ideas."""
    while world.current() != ("create.ideas",):
        world.press("U1", "next")
    world.answer("U1", "create.ideas", _="A list at the bedside\nA runner at 11\nA whiteboard")
    world.press("U1", "next")


def test_hands_that_were_counted_stand_on_the_card_and_what_was_taken_on_the_next(world: World) -> None:
    world.start("together", "U2", "U3")
    to_choice(world)
    form = world.open("U1", "hands", "create.choose")
    first, second = (box.id for box in form.boxes[:2])
    world.fill("U1", form, {first: "3", second: "3"})
    world.settle()
    assert "A list at the bedside · 3 hands" in world.channel()
    assert "Next takes 1 and 2, with the most hands." in world.channel()
    world.press("U1", "next", "create.choose")
    world.settle()
    assert 'You take: "A list at the bedside" and "A runner at 11".' in world.channel()


def test_the_agreement_says_when_the_day_of_the_try_has_been(world: World) -> None:
    world.start("together", "U2", "U3")
    to_choice(world)
    world.press("U1", "next")
    while world.current() != ("evaluate.test_plan",):
        world.press("U1", "next")
    world.answer("U1", "evaluate.test_plan", what="A list at the bedside", when="2026-05-11")
    while world.current() != ("agree.consent",):
        world.press("U1", "next")
    world.settle()
    assert "on Mon 11 May (that day has been)" in world.channel()
