"""Check-ins as people live them: who is asked, what is kept, the one note, silence, and a machine that was off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from coach.errors import CoachError
from coach.services.check_in.answers import number_in
from coach.services.check_in.typed import Word, read_step
from coach.services.desk import open_desk
from coach.services.screens.cards.filling import items_for
from coach.services.screens.showing.deciding import ANYWAY
from coach.services.sending.outbox import Delivery
from dialogues import inputs as i
from dialogues import to_do
from storage import check_ins, projects, retention
from storage.record_files import bring_in, export
from tests.services.people import CHANNEL, WS, World, words

FIRST = datetime(2026, 5, 19, 8, 30, tzinfo=UTC)  # Tuesday 09:30 in London


def give(world: World, what: str, who: str, due: str = "2026-06-30") -> str:
    """A next step with an owner; returns its answer."""
    return said(world, "U1", "agree.actions", {"what": what, "who": who, "due": due})


def said(world: World, person: str, question: str, value: i.Value) -> str:
    """Let somebody answer, as any form would; returns the answer."""
    with world.core.transactions.write() as session:
        desk = open_desk(world.core.room, session, WS, world.project, person)
        desk.take(i.Answer(person, desk.at, question, (value,)))
        return desk.kept[-1][1]


def ward(world: World, rhythm: str = "checkin weekly tue 9:30") -> dict[str, str]:
    """A ward team with a step each for Asha and Joy; the coach looks in every Tuesday."""
    world.start("together", "U2", "U3", "U5")
    steps = {"joy": give(world, "Time ten waits", "U5"), "asha": give(world, "Ask the matron", "U1")}
    world.command("U1", rhythm)
    return steps


def held(world: World) -> tuple[check_ins.CheckIn, ...]:
    with world.core.transactions.read() as session:
        return check_ins.check_ins_of(session, WS, world.project)


def asked(world: World, n: int) -> dict[str, check_ins.Asked]:
    with world.core.transactions.read() as session:
        return {one.person: one for one in check_ins.asked_in(session, WS, world.project, n)}


def week(world: World, weeks: int = 1) -> None:
    """To the Tuesday after so many weeks, at noon."""
    world.wait(weeks=weeks)


def test_only_people_with_something_to_do_are_asked_and_the_note_comes_when_all_are_in(world: World) -> None:
    steps = ward(world)
    week(world)
    assert len(held(world)) == 1
    assert FIRST <= held(world)[0].opened_at <= FIRST + timedelta(minutes=5)
    assert set(asked(world, 1)) == {"U1", "U5"}
    assert "Time ten waits" in world.dm("U5")
    assert "Ask the matron" in world.dm("U1")
    assert "Time ten waits" not in world.dm("U2") + world.dm("U3")
    world.press("U5", "step_is", "check_in.progress", f"done:{steps['joy']}")
    world.settle()
    assert "1 step done" not in world.channel()
    form = world.open("U1", "step_stuck", "check_in.progress", steps["asha"])
    world.fill("U1", form, {"why": "She is away"})
    world.settle()
    assert "1 step done and 1 stuck" in world.channel()
    assert '"She is away"' in world.channel()
    assert held(world)[0].closed_at is not None


def test_late_words_change_the_one_note(world: World) -> None:
    steps = ward(world)
    week(world)
    world.press("U5", "step_is", "check_in.progress", f"on_track:{steps['joy']}")
    world.wait(days=2)
    assert "1 step on track" in world.channel()
    assert "1 of 2 people heard so far" in world.channel()
    assert "Not heard yet" not in world.channel(), "nobody's silence is named in public"
    form = world.open("U1", "step_date", "check_in.progress", steps["asha"])
    world.fill("U1", form, {"due": "2026-07-07"})
    world.settle()
    assert sum("since Tue 12 May" in sent.message.text for sent in world.slack.in_channel(CHANNEL)) == 1
    assert "1 moved to a new day" in world.channel()
    assert "heard so far" not in world.channel()


def test_somebody_away_is_marked_away_and_not_written_to(small_world: World) -> None:
    world = small_world
    ward(world)
    world.fill("U5", world.open("U5", "away"), {"until": "2026-06-08"})
    week(world)
    assert asked(world, 1)["U5"].away
    assert asked(world, 1)["U5"].sent_at is None
    assert "Time ten waits" not in world.dm("U5")
    world.say("U1", "on track")
    world.settle()
    assert "Away: Joy" in world.channel()
    assert "heard so far" not in world.channel()


def test_done_answers_a_step_and_ends_no_list(small_world: World) -> None:
    world = small_world
    ward(world)
    week(world)
    assert "Time ten waits: done" in words(world.say("U5", "done")) or "Time ten waits: done" in world.dm("U5")
    world.say("U5", "People keep the slip on the fridge")
    world.say("U1", "new date friday")
    world.settle()
    assert "People keep the slip on the fridge" in world.channel()
    assert "New days   Ask the matron (Asha) to Fri 22 May" in world.channel()
    assert world.texts("explore.problem") == ()


def asked_since(world: World) -> None:
    """A week later the check-in has come, and after it a list question, in everybody's own time."""
    ward(world)
    week(world)
    world.press("U1", "way", arg="apart")
    world.settle()
    world.press("U5", "nothing", "explore.people")
    world.settle()
    assert "What did they need" in world.slack.texts("DU5")[-1]


@pytest.mark.parametrize(
    ("text", "how"),
    [("on track", "on_track"), ("new date friday", "new_date"), ("1 done", "done"), ("stuck: she is away", "stuck")],
)
def test_words_that_can_only_be_about_a_step_go_there_whatever_was_asked_since(
    small_world: World, text: str, how: str
) -> None:
    world = small_world
    asked_since(world)
    said = words(world.say("U5", text))
    assert "Time ten waits" in said
    assert [next(iter(kept.value.values())) for kept in world.scene().facts.of("check_in.progress")] == [how]
    assert text not in world.texts("explore.needs")


@pytest.mark.parametrize("text", ["Stuck in a coat for four hours", "Moved to a bed nobody told them of", "done"])
def test_words_that_may_be_about_something_else_belong_to_what_was_asked_last(small_world: World, text: str) -> None:
    world = small_world
    asked_since(world)
    before = world.scene().facts.of("check_in.progress")
    world.say("U5", text)
    assert world.scene().facts.of("check_in.progress") == before
    assert (text in world.texts("explore.needs")) is (text != "done")


def test_early_words_count_and_who_has_said_it_all_is_not_asked(small_world: World) -> None:
    world = small_world
    steps = ward(world)
    world.wait(days=5)
    world.press("U5", "step_is", "check_in.progress", f"done:{steps['joy']}")
    world.press("U1", "step_is", "check_in.progress", f"on_track:{steps['asha']}")
    world.wait(days=2)
    assert held(world)[0].closed_at is not None
    assert "since" not in world.dm("U1")
    assert "1 step done and 1 on track" in world.channel() or "1 step on track" in world.channel()


def test_a_machine_that_was_off_brings_one_check_in(world: World) -> None:
    ward(world)
    world.clock.move_to(FIRST + timedelta(weeks=5, days=1))
    world.core.queue.pump()
    assert len(held(world)) == 1
    world.wait(days=7)
    assert len(held(world)) == 2


def test_two_silent_ones_bring_one_word_to_the_lead_and_then_silence(world: World) -> None:
    ward(world)
    week(world, 3)
    assert "it's been quiet the last two times" in world.dm("U1")
    assert "quiet the last two times" not in world.channel() + world.dm("U5")
    count = len(world.slack.sent)
    week(world, 6)
    assert len(held(world)) == 2
    assert sum("quiet the last two times" in sent.message.text for sent in world.slack.sent) == 1
    assert not any("Two minutes" in sent.message.text for sent in world.slack.sent[count:])
    world.press("U1", "pause")
    assert world.scene().state.status == "paused"


def test_somebody_who_acts_ends_the_silence(small_world: World) -> None:
    world = small_world
    steps = ward(world)
    week(world, 6)
    assert len(held(world)) == 2
    world.press("U5", "step_is", "check_in.progress", f"on_track:{steps['joy']}")
    week(world, 2)
    assert len(held(world)) > 2


def test_making_it_smaller_keeps_one_small_step(small_world: World) -> None:
    world = small_world
    ward(world)
    week(world, 3)
    world.fill("U1", world.open("U1", "smaller"), {"what": "Time two waits", "who": "U3"})
    week(world, 2)
    assert "Time two waits" in world.dm("U3")


def test_a_pause_ends_check_ins_until_it_goes_on(world: World) -> None:
    ward(world)
    world.press("U1", "pause")
    week(world, 3)
    assert held(world) == ()
    world.press("U1", "resume")
    week(world)
    assert len(held(world)) == 1


def test_a_new_rhythm_moves_the_next_and_off_ends_it(small_world: World) -> None:
    world = small_world
    ward(world)
    world.fill("U1", world.open("U1", "check_in"), {"often": "2", "day": "friday", "time": "14:00"})
    world.settle()
    assert "every second Friday at 14:00, London time" in world.channel()
    world.wait(days=11)
    assert held(world)[0].opened_at.date().isoformat() == "2026-05-15"
    world.command("U1", "checkin off")
    week(world, 5)
    assert len(held(world)) == 1


def test_the_offer_is_kept_as_it_was_made_whatever_day_it_is_taken(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    give(world, "Ask the matron", "U1")
    with world.core.transactions.write() as session:
        desk = open_desk(world.core.room, session, WS, world.project, "U1")
        desk.send(Delivery("check_in_offer", person="U1"))
    world.settle()
    assert "shall I look in every Tuesday at 10:00?" in world.dm("U1")
    world.wait(days=1)
    world.press("U1", "check_in_yes", arg="every 1 weeks tuesday 10:00")
    week(world)
    assert held(world)[0].opened_at.date().isoformat() == "2026-05-19"


def test_every_tuesday_said_on_a_tuesday_morning_begins_with_the_next_one(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    give(world, "Ask the matron", "U1")
    world.wait(days=6, hours=19)
    world.press("U1", "check_in_yes")
    world.settle()
    assert "every Tuesday at 10:00, London time. The next is on Tuesday 26 May, 10:00." in world.channel()


def test_members_see_it_and_only_the_leads_set_it(small_world: World) -> None:
    world = small_world
    ward(world)
    assert "lead" in words(world.command("U2", "checkin weekly fri 10am"))
    assert "lead" in words(world.press("U2", "check_in_yes"))
    form = world.open("U2", "check_in")
    assert form.submit == ""
    assert "every Tuesday at 09:30" in str(form.parts)


def test_words_that_cannot_be_read_name_the_way(small_world: World) -> None:
    world = small_world
    ward(world)
    with pytest.raises(CoachError) as unread:
        world.command("U1", "checkin whenever you like")
    assert "weekly tue 9:30" in unread.value.words
    reply = world.fill("U1", world.open("U1", "check_in"), {"zone": "Atlantis"})
    assert reply.errors


def test_figures_are_points_and_two_are_two_points(small_world: World) -> None:
    world = small_world
    ward(world)
    said(world, "U1", "explore.measures", {"better": "Calls about results each day", "who_counts": "U5"})
    week(world)
    assert "Calls about results each day" in world.dm("U5")
    reply = world.fill("U5", world.open("U5", "figure", arg="m0"), {"value": "lots"})
    assert reply.errors
    world.fill("U5", world.open("U5", "figure", arg="m0"), {"value": "31"})
    world.press("U5", "help_with", "check_in.help", "time")
    world.wait(days=2)
    assert "31 (Tue 19 May); one point, a start" in world.channel()
    assert "time (Joy)" in world.channel()
    world.wait(days=5)
    world.say("U5", "24")
    world.wait(days=2)
    assert "31 (Tue 19 May), then 24 (Tue 26 May); two points, too few to say which way" in world.channel()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("31", 31), ("4.5", 4.5), ("4,5", 4.5), ("1,200", 1200), ("-1,200.5", -1200.5), ("12%", 12), ("12,34", 12.34)],
)
def test_a_figure_is_read_as_people_write_it(typed: str, number: float) -> None:
    assert number_in(typed) == number


def test_who_hears_that_a_step_is_stuck_is_said_as_it_is(small_world: World) -> None:
    world = small_world
    steps = ward(world)
    stuck = f"stuck:{steps['joy']}"
    assert "My note for everybody will say so." in words(world.press("U5", "step_is", "check_in.progress", stuck))
    world.command("U1", "checkin off")
    told = words(world.press("U5", "step_is", "check_in.progress", stuck))
    assert "I tell nobody else, so have a word with Asha." in told
    own = words(world.press("U1", "step_is", "check_in.progress", f"stuck:{steps['asha']}"))
    assert "Ask the matron: stuck." in own
    assert "have a word" not in own


def test_the_record_goes_out_and_in_and_away(world: World) -> None:
    steps = ward(world)
    week(world)
    world.press("U5", "step_is", "check_in.progress", f"done:{steps['joy']}")
    world.wait(days=2)
    with world.core.transactions.read() as session:
        record = export.record_of(session, WS, world.project)
    assert record.rhythm is not None
    assert record.check_ins[0].asked[0].person == "Asha"
    assert [one.how for one in record.actions] == ["done", ""]
    with world.core.transactions.write() as session:
        bring_in.bring_in(session, "T2", record, world.clock.now())
        again = export.record_of(session, "T2", world.project)
    assert (again.rhythm, again.check_ins) == (record.rhythm, record.check_ins)
    with world.core.transactions.write() as session:
        assert retention.delete_project(session, WS, world.project, "U1", world.clock.now())
        assert projects.project_of(session, WS, world.project) is None
        assert check_ins.rhythm_of(session, WS, world.project) is None
    world.wait(weeks=3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("done", Word(0, "done")),
        ("Done.", Word(0, "done")),
        ("all done", Word(0, "done", all=True)),
        ("2 done", Word(2, "done")),
        ("yeh done it", Word(0, "done")),
        ("ive done that now", Word(0, "done")),
        ("cant do it till thurs", Word(0, "new_date", due="thurs")),
        ("not done", None),
        ("2. on track", Word(2, "on_track")),
        ("stuck", Word(0, "stuck")),
        ("Stuck: She is away", Word(0, "stuck", why="She is away")),
        ("stuck because nobody answers", Word(0, "stuck", why="nobody answers")),
        ("new date friday", Word(0, "new_date", due="friday")),
        ("moved to 12 june", Word(0, "new_date", due="12 june")),
        ("drop it", Word(0, "drop")),
        ("done is better than perfect", None),
        ("patients want the time", None),
        ("3 patients rang", None),
    ],
)
def test_typed_words_of_a_step(text: str, word: Word | None) -> None:
    assert read_step(text) == word


@pytest.mark.parametrize(
    ("typed", "often"), [("every 5 weeks tue 9:30", "5"), ("monthly last day 9:30", "end"), ("monthly 30th 9", "date")]
)
def test_the_form_shows_what_was_typed_and_keeps_it_when_only_the_hour_is_changed(
    small_world: World, typed: str, often: str
) -> None:
    world = small_world
    world.start("together", "U2")
    world.command("U1", f"checkin {typed}")
    before = world.scene().rhythm
    form = world.open("U1", "check_in")
    box = {one.id: one for one in form.boxes}["often"]
    assert box.value == often
    assert often in dict(box.options)
    world.fill("U1", form, {})
    after = world.scene().rhythm
    assert before is not None
    assert after is not None
    assert after.rule.partition("RRULE")[2] == before.rule.partition("RRULE")[2]


def test_a_second_check_in_remembers_when_it_was_spoken_of_and_how_it_stood(world: World) -> None:
    steps = ward(world)
    week(world)
    form = world.open("U1", "step_stuck", "check_in.progress", steps["asha"])
    world.fill("U1", form, {"why": "She is away"})
    world.press("U5", "step_is", "check_in.progress", f"stuck:{steps['joy']}")
    world.wait(days=1)
    world.press("U5", "step_is", "check_in.progress", f"stuck:{steps['joy']}")
    world.wait(days=6)
    assert "since Tue 19 May" in (asha := world.slack.texts("DU1")[-1])
    assert 'Ask the matron (Tue 30 June). It was stuck on Tue 19 May: "She is away". Has that changed?' in asha
    joy = next(text for text in reversed(world.slack.texts("DU5")) if "since Wed 20 May" in text)
    assert "It was stuck on Wed 20 May. What would get it moving?" in joy
    assert "Last time" not in asha + joy
    world.say("U5", "on track")
    world.settle()
    assert any("since Wed 20 May" in text and "on track." in text for text in world.slack.texts("DU5"))
    world.wait(days=2)
    note = [sent.message.text for sent in world.slack.in_channel(CHANNEL) if "1 step on track" in sent.message.text]
    assert ["since Tue 19 May" in text for text in note] == [True]


def test_a_new_day_is_said_once(world: World) -> None:
    steps = ward(world)
    week(world)
    world.say("U5", "new date 2 july")
    world.settle()
    assert "Time ten waits: a new day, Thu 2 July." in world.dm("U5")
    week(world)
    assert "Time ten waits (Thu 2 July). It was moved to this day on Tue 19 May." in world.dm("U5")
    assert steps


@pytest.mark.parametrize("way", ["together", "alone"])
def test_words_typed_to_a_card_of_two_questions_stand_on_it(world: World, way: str) -> None:
    world.start(way, *(("U2", "U5") if way == "together" else ()))
    while world.current():
        world.press("U1", "move_on", world.current()[0], ANYWAY)
    if way == "together":
        said(world, "U1", "check_in.learned", to_do.figure("Waits", 4.0, date(2026, 5, 12)))
        said(world, "U2", "check_in.learned", "The store shuts at four")
    world.press("U1", "start_now")
    while "check_in.learned" not in world.current():
        world.press("U1", "move_on", world.current()[0], ANYWAY)
    assert world.current() == ("check_in.learned", "check_in.help")
    world.wait(minutes=1)
    world.say("U5" if way == "together" else "U1", "Signatures take longer than the list")
    world.settle()
    (card,) = [text for text in world.slack.texts("C1" if way == "together" else "DU1") if "What did you learn" in text]
    before = ['1  "The store shuts at four"'] if way == "together" else []
    learned = [*before, f'{len(before) + 1}  "Signatures take longer than the list"']
    assert "\n".join(["What you learned:", *learned, "No names"]) in card, "without the figure"


def test_the_look_back_names_a_step_that_was_typed_whole_by_what_is_to_be_done(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U5")
    said(world, "U1", "agree.actions", {"what": "Time ten waits; Joy; 2026-05-20"})
    assert [words for _, words in items_for(world.scene(), "check_in.progress")] == ["Time ten waits"]


def test_in_the_room_the_look_back_has_everybodys_steps_and_saving_goes_on(world: World) -> None:
    world.start("together", "U2", "U5")
    joy, asha = give(world, "Time ten waits", "U5"), give(world, "Ask the matron", "U1")
    while world.current():
        world.press("U1", "next")
    world.press("U5", "action_done", "check_in.progress", joy)
    world.press("U1", "start_now")
    while world.current() != ("check_in.progress",):
        world.press("U1", "next")
    form = world.open("U1", "answer", "check_in.progress")
    assert [box.id for box in form.boxes] == [f"check_in.progress#{joy}", f"check_in.progress#{asha}"]
    assert form.boxes[0].value == "done", "as its owner said it"
    world.fill("U1", form, {f"check_in.progress#{asha}": "stuck"})
    assert world.current() != ("check_in.progress",)
    world.press("U1", "back")
    world.fill("U1", world.open("U1", "answer", "check_in.progress"), {})
    assert world.current() != ("check_in.progress",), "unchanged, it goes on as well"
