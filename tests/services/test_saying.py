"""Typed words: nothing pressed, everything understood or kindly asked back; chat is never kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.inbound import Place, Pressed, Said, Submitted
from coach.services.typed_words.typed import Problem, read
from coach.views import Button, Controls, Press, Reply
from storage import people, work_claims
from tests.services.people import CHANNEL, WS, World, words

DM1, DM2 = Place("DU1", dm=True), Place("DU2", dm=True)


def buttons(reply: Reply) -> dict[str, Press]:
    """The buttons under a reply."""
    assert reply.message is not None
    rows = [part for part in reply.message.parts if isinstance(part, Controls)]
    return {item.label: item.press for row in rows for item in row.items if isinstance(item, Button)}


@pytest.fixture
def apart(small_world: World) -> World:
    """Two people at their own pace; Tom has said yes and has his first card."""
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=DM2)
    small_world.settle()
    return small_world


def test_typed_text_answers_the_question_last_asked(apart: World) -> None:
    assert "Who uses this" in apart.slack.texts("DU2")[-1]
    apart.say("U2", "Patients, families and night staff")
    apart.settle()
    assert apart.texts("explore.people") == ("Patients, families and night staff",)
    assert "What did they need" in apart.slack.texts("DU2")[-1]


def test_lines_go_on_being_one_list_until_that_is_all(apart: World) -> None:
    apart.say("U2", "Patients, families and night staff")
    apart.settle()
    apart.say("U2", "- patients just want to know when\n- nurses ring five times")
    apart.settle()
    apart.say("U2", "pharmacists need the list before noon")
    apart.settle()
    assert len(apart.texts("explore.needs")) == 3
    assert "I have 3" in apart.slack.texts("DU2")[-1]
    apart.say("U2", "that's all")
    apart.settle()
    assert "Six months from now" in apart.slack.texts("DU2")[-1]


@pytest.mark.parametrize("said", ["ok thanks", "what next"])
def test_talk_in_the_middle_of_a_list_leads_back_to_the_list(apart: World, said: str) -> None:
    apart.say("U2", "Patients, families and night staff")
    apart.settle()
    apart.say("U2", "patients just want to know when")
    apart.settle()
    shown = words(apart.say("U2", said))
    assert "What people need is open for you" in shown
    assert "Six months from now" not in shown
    apart.say("U2", "nurses need to ring once")
    apart.settle()
    assert apart.texts("explore.needs") == ("patients just want to know when", "nurses need to ring once")


def test_a_list_left_alone_is_followed_by_the_next_card(apart: World) -> None:
    apart.say("U2", "Patients, families and night staff")
    apart.settle()
    apart.say("U2", "patients just want to know when")
    apart.wait(minutes=5)
    assert "Six months from now" in apart.slack.texts("DU2")[-1]


@pytest.mark.parametrize("said", ["ok", "thanks!", "👍", "the pharmacy", ":wave:", "..."])
def test_chat_is_not_kept(apart: World, said: str) -> None:
    reply = apart.say("U2", said)
    assert words(reply)
    assert apart.texts("explore.people") == ()


@pytest.mark.parametrize("said", ["help", "why", "example", "skip", "later", "who", "status", "summary", "actions"])
def test_commands_are_never_answers(apart: World, said: str) -> None:
    apart.say("U2", said)
    apart.settle()
    assert not any(apart.scene().facts.answers.values())


def test_a_second_message_to_a_one_answer_question_is_asked_about(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.say("U1", "skip")
    world.say("U1", "Letters come three weeks late")
    world.press("U1", "skip_back", "explore.problem")
    world.settle()
    asked = world.say("U1", "Patients run out of medicine", ts="77.0001")
    assert world.texts("explore.problem") == ("Letters come three weeks late",)
    offered = buttons(asked)
    assert len(offered) >= 3
    replace = next(press for press in offered.values() if press.do == "typed_replace")
    world.do("U1", Pressed(replace), DM1)
    assert world.texts("explore.problem") == ("Patients run out of medicine",)


def test_alone_a_card_is_never_moved_and_changed_at_once(small_world: World) -> None:
    """Two at it at once: the change where it stood wrote that place back, and the new card was forgotten."""
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.settle()
    world.say("U1", "My supervisor said that I need one")
    now = world.clock.now()
    with world.core.transactions.write() as session:
        taken = work_claims.claim(session, now, "somebody", 20, timedelta(seconds=30))
    assert len([one for one in taken if one.kind == "card"]) == 1


def test_alone_what_was_typed_leaves_one_card_and_each_line_stands_once(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.settle()
    for said in ("My supervisor said that I need one", "Letters come three weeks late", "next"):
        world.say("U1", said)
        world.settle()
        assert world.dm("U1").count("· Explore ·") == 1, world.dm("U1")
    assert world.dm("U1").count("My supervisor said") == 1, "the card's answers stand together once it has closed"
    for said in ("The GP needs to know", "The clerk needs quiet"):
        world.say("U1", said)
        world.settle()
        assert world.dm("U1").count("The GP needs to know") == 1, "the list goes on below, and nothing says it twice"
    world.say("U1", "that's all")
    world.settle()
    assert "I have 2" in world.dm("U1")


def echo_of_people(world: World) -> tuple[Press, Place]:
    """Somebody alone has typed who it touches: the Undo under the echo of that, and the place of the echo."""
    said = "Patients and the ward clerk"
    world.start("alone", name="Letters", place=DM1)
    world.settle()
    for words_typed in ("skip", "skip", said):
        world.say("U1", words_typed)
    world.settle()
    one = next(sent for sent in world.slack.in_channel("DU1") if said in sent.message.text)
    press = buttons(Reply(message=one.message))["Undo"]
    return press, Place("DU1", dm=True, message=one.ts, slot=one.message.slot)


def test_alone_an_echo_goes_with_the_answer_that_is_taken_back_from_it(small_world: World) -> None:
    world = small_world
    undo, echo = echo_of_people(world)
    world.do("U1", Pressed(undo), echo)
    world.settle()
    assert "Patients and the ward clerk" not in world.dm("U1")
    assert world.dm("U1").count("· Explore ·") == 1


def test_alone_an_echo_says_what_was_changed_from_it(small_world: World) -> None:
    world = small_world
    undo, echo = echo_of_people(world)
    changed = {f"{undo.question}#hardest": "People who live alone"}
    world.do("U1", Submitted(Press("fix_save", undo.project, undo.question), changed), echo)
    world.settle()
    assert "People who live alone" in world.dm("U1")
    assert "Patients and the ward clerk" not in world.dm("U1")


def test_alone_the_card_is_not_changed_where_it_is_about_to_leave(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.settle()
    world.say("U1", "skip")
    world.say("U1", "skip")
    world.settle()
    world.slack.calls.clear()
    world.say("U1", "next")
    world.settle()
    assert [call.split()[0] for call in world.slack.calls if call.split()[0] != "dm"] == ["post", "update"]


def test_just_talking_keeps_nothing_and_forgets_the_words(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.say("U1", "skip")
    world.say("U1", "Letters come three weeks late")
    world.press("U1", "skip_back", "explore.problem")
    asked = world.say("U1", "I will think about that one tonight")
    chat = next(press for press in buttons(asked).values() if press.do == "typed_chat")
    assert words(world.do("U1", Pressed(chat), DM1))
    assert world.texts("explore.problem") == ("Letters come three weeks late",)
    with world.core.transactions.read() as session:
        known = people.person_of(session, WS, "U1")
    assert known is not None
    assert "held" not in known.settings


def test_a_long_paste_is_shown_before_it_is_kept(apart: World) -> None:
    apart.say("U2", "skip")
    paste = "\n".join(f"{n}. patients need thing number {n}" for n in range(1, 10))
    asked = apart.say("U2", paste)
    assert apart.texts("explore.needs") == ()
    assert "thing number 9" in words(asked)
    keep = next(press for press in buttons(asked).values() if press.do == "paste_keep")
    apart.do("U2", Pressed(keep), DM2)
    assert len(apart.texts("explore.needs")) == 9
    assert apart.texts("explore.needs")[0] == "patients need thing number 1"
    again = apart.do("U2", Pressed(keep), DM2)
    assert words(again), "the words are gone, and that is said"


def test_an_edited_message_amends_and_a_deleted_one_asks(apart: World) -> None:
    apart.say("U2", "skip")
    apart.say("U2", "patients need to know wen\nnurses need quiet", ts="88.0001")
    apart.say("U2", "patients need to know when\nnurses need quiet", ts="88.0001", how="edited")
    assert sorted(apart.texts("explore.needs")) == ["nurses need quiet", "patients need to know when"]
    asked = apart.say("U2", "", ts="88.0001", how="deleted")
    assert len(apart.texts("explore.needs")) == 2, "nothing is taken back without asking"
    assert buttons(asked)


def test_a_deleted_message_of_one_answer_is_taken_back_by_one_press(apart: World) -> None:
    apart.say("U2", "skip")
    apart.say("U2", "patients need to know when", ts="89.0001")
    asked = apart.say("U2", "", ts="89.0001", how="deleted")
    undo = next(press for press in buttons(asked).values() if press.do == "undo")
    apart.do("U2", Pressed(undo), DM2)
    assert apart.texts("explore.needs") == ()


def test_editing_chat_does_nothing(apart: World) -> None:
    apart.say("U2", "ok", ts="90.0001")
    assert apart.say("U2", "okay then", ts="90.0001", how="edited") == Reply()


def test_an_edit_that_changes_nothing_says_so(apart: World) -> None:
    apart.say("U2", "where are we?", ts="90.0002")
    reply = apart.say("U2", "patients, families and the pharmacy", ts="90.0002", how="edited")
    assert "changed nothing for that edit" in words(reply)
    assert apart.texts("explore.people") == ()


def test_words_that_were_asked_about_are_read_again_when_they_are_edited(apart: World) -> None:
    apart.say("U2", "teh pharmacy", ts="90.0003")
    assert '"the pharmacy"' in words(apart.say("U2", "the pharmacy", ts="90.0003", how="edited"))
    apart.say("U2", "yes")
    assert apart.texts("explore.people") == ("the pharmacy",)


def test_numbers_pick_from_the_list(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    for said in ("skip", "skip", "skip", "skip", "skip", "skip"):
        world.say("U1", said)
    while world.current()[0] != "create.ideas":
        world.say("U1", "skip")
    world.say("U1", "A bright box\nName labels\nCheck the pockets")
    world.say("U1", "that's all")
    assert world.current() == ("create.choose",)
    assert words(world.say("U1", "9")), "there is no ninth"
    world.say("U1", "2")
    assert world.scene().facts.chosen["create.choose"] == (world.scene().facts.of("create.ideas")[1].id,)


def test_a_stance_may_be_typed(world: World) -> None:
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=DM2)
    world.settle()
    state = world.scene().state
    assert state.cells["explore.people"].status == "open"
    reply = world.say("U2", "Yes")
    assert words(reply), "no agreement is open, so a bare yes is talk"
    assert world.texts("explore.people") == ()


def test_with_two_projects_open_the_coach_asks_which(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM1)
    world.start("alone", name="Medicines", place=DM1)
    asked = world.say("U1", "Somebody waited for hours and complained")
    assert "Letters" in words(asked)
    assert "Medicines" in words(asked)
    belongs = [press for press in buttons(asked).values() if press.do == "typed_for"]
    assert belongs
    world.project = belongs[0].project
    world.do("U1", Pressed(belongs[0]), DM1)
    assert world.texts("explore.trigger") == ("Somebody waited for hours and complained",)


def test_words_in_a_dm_are_not_given_to_a_question_that_stands_in_a_channel(small_world: World) -> None:
    """What waits here is another project's, and it asks nothing now: no other team reads these words unasked."""
    world = small_world
    team = world.start("together", "U1", name="Clinic letters", lead="U2", place=Place("C2"))
    world.start("apart", "U1", name="Tablets", lead="U3")
    world.settle()
    world.press("U1", "fine")
    world.press("U3", "start_now")
    world.settle()
    for question in [name for name, cell in world.scene().state.cells.items() if cell.status == "open"]:
        world.press("U1", "dont_know", question)
    world.settle()
    world.project = team
    said = "My consultant is never there on Tuesdays"
    asked = world.say("U1", said)
    assert "your answer to Why now, in Clinic letters?" in words(asked)
    assert world.texts("explore.trigger") == ()
    keep = next(press for press in buttons(asked).values() if press.do == "typed_for")
    world.do("U1", Pressed(keep), DM1)
    world.settle()
    assert world.texts("explore.trigger") == (said,)
    assert "your answer to" not in words(world.say("U1", "Letters reach people weeks late")), "once is enough"


def test_words_of_one_room_are_not_given_to_another_that_waits(small_world: World) -> None:
    """Neither room has ever written to her: what she says of the one must not move the other's card on."""
    world = small_world
    waits = world.start("together", "U2", name="Clinic letters", place=Place("C2"))
    world.start("together", "U2", name="Tablets")
    while world.current():
        world.press("U1", "move_on", world.current()[0], "anyway")
        world.settle()
    world.project = waits
    asked = world.say("U1", "The matron said yes this morning")
    assert "your answer to Why now, in Clinic letters?" in words(asked)
    assert world.texts("explore.trigger") == ()


def test_a_mention_in_the_thread_is_heard(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    place = Place(CHANNEL, thread=world.slack.in_channel(CHANNEL)[1].ts, message="5.1")
    world.do("U2", Said("A patient waited four hours for her tablets", "5.1"), place)
    assert world.texts("explore.trigger") == ("A patient waited four hours for her tablets",)
    assert words(world.do("U2", Said("where are we?", "5.2"), place))


def test_in_the_room_a_quiet_member_may_type_to_the_coach(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    for question in ("explore.trigger", "explore.problem", "explore.people"):
        world.press("U1", "skip", question)
    world.say("U2", "Patients just want to know when")
    assert world.texts("explore.needs") == ("Patients just want to know when",)


def test_a_person_without_a_project_gets_help(small_world: World) -> None:
    assert words(small_world.say("U4", "hello there coach, what is this"))
    assert words(small_world.say("U4", "help"))
    assert buttons(small_world.say("U4", "new"))


def test_in_the_room_typed_words_say_where_they_stand_and_carry_no_label(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    mention = Place(CHANNEL, message="91.0001")
    while world.current() != ("explore.handoffs",):
        world.press("U1", "next")
    said = words(world.do("U2", Said("Nobody owns the list after eleven", "92.0001"), mention))
    assert "under *Where it gets dropped*. The card in the channel has gone on." in said
    while world.current() != ("create.ideas",):
        world.press("U1", "next")
    said = words(world.do("U2", Said("Idea: put the list on the whiteboard", "91.0001"), mention))
    assert "under *Ways to help*. It stands on the card in the channel." in said
    assert world.texts("create.ideas") == ("put the list on the whiteboard",)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("9 june", "2026-06-09"),
        ("on Friday", "2026-05-15"),
        ("in 2 weeks.", "2026-05-26"),
        ("2026-06-01", "2026-06-01"),
    ],
)
def test_a_day_is_typed_as_people_say_it(small_world: World, said: str, day: str) -> None:
    small_world.start("alone", name="Letters", place=DM1)
    assert read(small_world.scene(), "agree.review", said) == (day,)
    refused = read(small_world.scene(), "agree.review", "whenever it suits")
    assert isinstance(refused, Problem)
    assert "Try it like this: friday" in refused.words
