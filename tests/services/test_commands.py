"""Every word after /coach, in a DM and by a mention, wherever a project stands and whoever types it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coach.errors import CoachError
from coach.inbound import Commanded, Place, Pressed, Said, Submitted
from coach.ports import Person
from coach.presses import PRESSES
from coach.services.acts import may_open
from coach.services.typed_words import commanding, done_words
from coach.services.typed_words.spoken import COMMANDS
from coach.views import Button, Controls, Form, Message, Press, Reply, Text
from tests.services.people import CHANNEL, WS, World, words

WORDS = ("next", "back", "skip", "pause", "resume", "answer", "status", "close", "bananas", "join", "leave")
"""Those that act, one that opens a form, one that looks, one that is none; the rest: `test_doors.py`."""
ELSEWHERE = Place("C2")
PLACES: dict[str, Callable[[str], Place]] = {
    "command in the channel": lambda who: Place(CHANNEL),
    "command in the DM": lambda who: Place(f"D{who}", dm=True),
    "typed in the DM": lambda who: Place(f"D{who}", dm=True, message="99.1"),
    "by a mention": lambda who: Place(CHANNEL, message="99.1"),
}


def nothing(world: World) -> None:
    """Nobody has started anything."""


def one(world: World) -> None:
    world.start("together", "U2", "U3")


def apart(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=Place("DU2", dm=True))


def several(world: World) -> None:
    world.start("together", "U2", name="Letters")
    world.start("apart", "U2", name="Medicines")
    world.start("together", "U2", name="Falls", place=ELSEWHERE)


def paused(world: World) -> None:
    one(world)
    world.press("U1", "pause")


def closed(world: World) -> None:
    one(world)
    world.fill("U1", world.open("U1", "close"), {})


STATES = {made.__name__: made for made in (nothing, one, apart, several, paused, closed)}
PEOPLE = {"the lead": "U1", "a member": "U2", "an outsider": "U9"}


def heard(world: World, who: str, door: str, text: str) -> str:
    """Everything that this person can see of the answer: the reply, the form, or what was sent where they typed."""
    place = PLACES[door](who)
    before = len(world.slack.sent), len(world.slack.whispers)
    inbound = world.inbound(who, Commanded(text) if "command" in door else Said(text, "99.1"), place)
    if world.coach.wants_form(inbound):
        try:
            return in_words(world.coach.form(inbound))
        except CoachError as error:
            return error.words
    reply = world.coach.handle(inbound)
    world.settle()
    sent = [one.message.text for one in world.slack.sent[before[0] :] if one.channel == place.channel]
    told = [message.text for _, person, message in world.slack.whispers[before[1] :] if person == who]
    return "\n".join([words(reply), *sent, *told]).strip()


def in_words(form: Form) -> str:
    return "\n".join([form.title, *(part.text for part in form.parts if isinstance(part, Text))])


def labels(message: Message | None) -> set[str]:
    rows = [part for part in message.parts if isinstance(part, Controls)] if message else []
    return {item.label for row in rows for item in row.items if isinstance(item, Button)}


@pytest.mark.parametrize("door", PLACES)
@pytest.mark.parametrize("state", STATES)
def test_every_word_is_answered_where_it_was_typed(small_world: World, state: str, door: str) -> None:
    world = small_world
    world.slack.know(Person("U9", "Somebody", workspace=WS))
    STATES[state](world)
    world.settle()
    silent = [(who, word) for who, person in PEOPLE.items() for word in WORDS if not heard(world, person, door, word)]
    assert not silent


def test_a_closed_project_stays_to_be_read_and_taken_along(small_world: World) -> None:
    world = small_world
    closed(world)
    assert "Take-home medicines: so far" in heard(world, "U1", "command in the channel", "summary")
    assert "closed" in heard(world, "U2", "command in the DM", "skip")
    assert "Take it with you" in heard(world, "U1", "command in the channel", "export")
    assert "Start a project" in heard(world, "U1", "command in the channel", ""), "/coach alone starts the next one"
    world.start("alone", name="Mine", place=Place("DU1", dm=True))
    assert "Take-home medicines" in heard(world, "U1", "command in the channel", "summary"), "this channel's, not mine"


@pytest.mark.parametrize("word", ["leave", "pause", "status", "summary", "actions", "close", "deeper", "hand over"])
def test_in_a_dm_a_word_that_may_mean_several_projects_asks_which(small_world: World, word: str) -> None:
    world = small_world
    several(world)
    world.settle()
    reply = world.say("U1", word)
    assert labels(reply.message) == {"Letters", "Medicines", "Falls"}
    assert world.scene().state.status == "active"


def test_the_project_that_was_meant_keeps_what_else_was_typed(small_world: World) -> None:
    world = small_world
    several(world)
    asked = world.command("U1", "checkin weekly tue 9:30", Place("DU1", dm=True))
    assert asked.message is not None
    rows = [part for part in asked.message.parts if isinstance(part, Controls)]
    press = next(item.press for item in rows[0].items if isinstance(item, Button) and item.label == "Falls")
    said = words(world.do("U1", Pressed(press), Place("DU1", dm=True)))
    assert "09:30" in said or "9:30" in said
    assert "Falls" in said


def test_words_about_a_question_belong_to_the_one_last_asked_in_the_dm(small_world: World) -> None:
    world = small_world
    several(world)
    world.settle()
    assert "Which project" not in words(world.say("U1", "why"))


@pytest.mark.parametrize("do", sorted(may_open.NEEDS))
def test_no_form_opens_for_somebody_from_outside(small_world: World, do: str) -> None:
    world = small_world
    one(world)
    form = world.open("U9", do, "explore.trigger")
    assert not form.boxes
    rows = [part for part in form.parts if isinstance(part, Controls)]
    assert "I'd like to join" in {item.label for row in rows for item in row.items if isinstance(item, Button)}


@pytest.mark.parametrize("do", ["deeper", "hand_over", "close"])
def test_the_leads_forms_say_so_before_a_member_types(small_world: World, do: str) -> None:
    world = small_world
    one(world)
    assert "Only Asha, who leads this" in in_words(world.open("U2", do))
    assert world.open("U1", do).boxes


def test_every_form_that_is_asked_about_is_one() -> None:
    assert not [do for do in may_open.NEEDS if PRESSES[do] != "form"]
    assert not [do for do, (_, _, way_on) in done_words.WORDS.items() if do not in PRESSES or way_on not in PRESSES]


def test_help_and_unknown_words_know_who_is_not_in(small_world: World) -> None:
    world = small_world
    one(world)
    for word in ("help", "bananas", ""):
        said = heard(world, "U9", "command in the channel", word)
        assert "not in" in said, word
        assert "You're in" not in said


def test_without_a_project_a_command_says_so_and_how_to_begin(small_world: World) -> None:
    for word in ("status", "skip", "answer", "export"):
        said = heard(small_world, "U4", "typed in the DM", word)
        assert "not in a project here yet" in said
    assert "I'd like to join" in heard(small_world, "U4", "command in the channel", "join")


def test_words_that_change_something_elsewhere_are_confirmed_here(small_world: World) -> None:
    world = small_world
    one(world)
    assert words(world.say("U1", "skip")) == "Left out for now: why now."
    assert "is resting now" in words(world.say("U1", "pause"))
    assert "goes on" in words(world.say("U2", "resume"))
    assert "Leave Take-home medicines?" in words(world.say("U2", "leave"))
    assert "You've left" in words(world.press("U2", "leave_save"))
    assert world.command("U1", "pause") == Reply(), "the channel itself says that it rests"


def test_what_only_members_send_is_refused_in_words_and_keeps_nothing(small_world: World) -> None:
    world = small_world
    one(world)
    said = world.do("U9", Submitted(Press("answer_save", world.project, "explore.trigger", 1), {"text": "x"}))
    assert words(said) or said.errors
    assert world.texts("explore.trigger") == ()


@pytest.mark.parametrize("door", PLACES)
def test_the_panels_buttons_can_be_typed_by_the_lead(small_world: World, door: str) -> None:
    world = small_world
    world.start("apart", "U2", "U3", "U4")
    for person in ("U2", "U3", "U4"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.settle()
    closed_at = world.scene().state.closes_at
    assert "nudge" in heard(world, "U1", door, "nudge once") or "ask each of them once" in heard(
        world, "U1", door, "nudge"
    )
    heard(world, "U1", door, "more time")
    assert world.scene().state.closes_at != closed_at
    world.answer("U1", "explore.trigger", text="A patient waited for hours")
    world.answer("U1", "explore.problem", what="People wait", who="Patients")
    assert "It takes" not in heard(world, "U1", door, "show now"), "the panel's question is one for all"
    assert world.scene().state.cells["explore.people"].status == "open"
    said = heard(world, "U1", door, "show now")
    assert "once two of you are in" in said or "once three of you are in" in said, said
    for person in ("U1", "U2", "U3"):
        world.answer(person, "explore.people", others="The ambulance crew")
    assert heard(world, "U1", door, "show now")
    assert world.scene().state.cells["explore.people"].status != "open"


@pytest.mark.parametrize("word", ["show now", "nudge"])
def test_the_leads_words_are_the_leads(small_world: World, word: str) -> None:
    world = small_world
    apart(world)
    world.settle()
    assert "Only Asha, who leads this" in words(world.say("U2", word))
    assert world.texts("explore.people") == ()


def test_help_tells_the_lead_of_these_words_and_nobody_else(small_world: World) -> None:
    world = small_world
    apart(world)
    assert "show now" in heard(world, "U1", "command in the channel", "help")
    assert "show now" not in heard(world, "U2", "command in the channel", "help")


def test_more_time_is_an_answer_from_anybody_but_the_lead(small_world: World) -> None:
    world = small_world
    apart(world)
    world.say("U2", "skip")
    closes = world.scene().state.closes_at
    world.say("U2", "more time")
    assert world.texts("explore.needs") == ("more time",)
    assert world.scene().state.closes_at == closes


def test_in_the_room_what_takes_one_answer_is_not_shown_and_nothing_closes(small_world: World) -> None:
    world = small_world
    one(world)
    said = words(world.say("U1", "show now"))
    assert "takes one answer" in said
    assert "isn't open" not in said
    assert "Nothing closes by itself" in words(world.say("U1", "more time"))
    while world.current() != ("explore.needs",):
        world.press("U1", "next")
    said = words(world.say("U1", "show now"))
    assert "nothing has been said yet" in said
    assert "nudge" not in said, "they are all in the room"
    world.press("U1", "next")
    world.settle()
    assert "Show now" not in world.dm("U1"), "the panel doesn't offer it"


def test_every_form_a_command_opens_says_on_its_button_what_it_is() -> None:
    forms = {press for press in COMMANDS.values() if PRESSES[press] == "form"}
    assert forms <= set(commanding.LABELS)
