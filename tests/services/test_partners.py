"""The same question to each partner: who is with whom, the differences first, and nobody is guessed at unwarned."""

from __future__ import annotations

import pytest

from coach.inbound import Place
from coach.services import screens
from coach.services.screens.showing import side_by_side
from coach.views import Controls, Menu, Message
from storage import notes
from storage.record_files.bring_in import bring_in
from storage.record_files.export import record_of
from tests.services.people import WS, World, words

PEOPLE = ("U1", "U2", "U3", "U4", "U5")
BASELINE = "explore.baseline"
WHAT_IF = "create.what_if"
CONSENT = "agree.consent"


@pytest.fixture
def shared(small_world: World) -> World:
    """Five people of two organisations, in their own time, at the questions about today."""
    world = small_world
    world.start("apart", *PEOPLE[1:])
    for person in PEOPLE[1:]:
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    form = world.open("U1", "deeper")
    world.fill(
        "U1", form, {"depth": "standard", "scale": "cross-organisation", "partners": "the hospital\nThe  council"}
    )
    world.settle()
    skip_until(world, BASELINE)
    return world


def skip_until(world: World, wanted: str) -> None:
    """Leave out what is open until the wanted question is asked."""
    for _ in range(60):
        here = screens.seeing.open_questions(world.scene())
        if wanted in here:
            return
        for question in here:
            world.press("U1", "move_on", question)
        if world.scene().state.walk.endswith(".thin"):
            world.fill("U1", world.open("U1", "go_on"), {"reason": "later"})
        elif not here:
            world.press("U1", "start_now")
    raise AssertionError(f"{wanted} never came; it is {world.scene().state.walk}")


def card(world: World, person: str, question: str) -> Message:
    """A person's card of a question as it stands."""
    return screens.question(world.scene(), person, (question,), sitting=False)


def menu(message: Message) -> Menu | None:
    """The menu that asks whom somebody is with."""
    rows = [part for part in message.parts if isinstance(part, Controls)]
    return next((item for row in rows for item in row.items if isinstance(item, Menu) and "with" in item.label), None)


def with_(world: World, person: str, name: str) -> str:
    """Say whom a person is with, by the menu of their card; returns what is said back."""
    place = world.scene().partners.names.index(name)
    return words(world.press(person, "partner", arg=str(place)))


def test_it_is_asked_once_where_it_first_matters_and_never_demanded(shared: World) -> None:
    asked = menu(card(shared, "U2", BASELINE))
    assert asked is not None
    assert [words for words, _ in asked.entries] == ["the hospital", "The council", "Another one", "I'd rather not say"]
    said = words(shared.press("U2", "partner", arg="-1"))
    assert "that's fine" in said
    assert menu(card(shared, "U2", BASELINE)) is None, "asked once"
    shared.answer("U2", BASELINE, value="3 days")
    assert len(shared.scene().facts.of(BASELINE)) == 1


def test_the_card_says_beside_whose_name_it_stands_before_a_word_is_typed(shared: World) -> None:
    assert "guess" in with_(shared, "U2", "The council")
    assert "with your name, beside The council" in card(shared, "U2", BASELINE).text
    form = shared.open("U2", "answer", BASELINE)
    assert "beside The council" in "".join(getattr(part, "text", "") for part in form.parts)


def test_answers_stand_side_by_side_with_the_difference_first(shared: World) -> None:
    with_(shared, "U1", "the hospital")
    with_(shared, "U2", "The council")
    shared.answer("U1", BASELINE, measure="Waits", value="2 days")
    shared.answer("U2", BASELINE, measure="Waits", value="9 days")
    shared.answer("U3", BASELINE, measure="Waits", value="4 days")
    shared.press("U1", "show_now", BASELINE)
    shown = screens.reveal(shared.scene(), BASELINE)[0].text
    assert shown.index("Side by side") < shown.index('From "2 days" (the hospital) to "9 days" (The council)')
    assert shown.index('to "9 days"') < shown.index("Beside no organisation's name")
    assert "Organisation by organisation." in shown
    row = side_by_side.differ_row(shared.scene(), "explore", 1)
    assert row is not None
    assert 'how it is today: from "2 days" (the hospital) to "9 days" (The council)' in row.words


def test_a_partner_from_whom_nobody_is_here_is_not_called_silent(shared: World) -> None:
    shared.fill("U1", shared.open("U1", "partners"), {"names": "the hospital\nthe council\nthe ambulance"})
    with_(shared, "U1", "the hospital")
    with_(shared, "U2", "The council")
    shared.answer("U1", BASELINE, value="2 days")
    shared.answer("U2", BASELINE, value="2 days")
    shared.press("U1", "show_now", BASELINE)
    shown = screens.reveal(shared.scene(), BASELINE)[0].text
    assert 'All say about the same: "2 days"' in shown
    assert "Nobody yet from  the ambulance." in shown
    assert "Not heard yet" not in shown


def test_the_silence_of_a_partner_who_is_one_person_is_counted_and_not_named(shared: World) -> None:
    shared.fill("U1", shared.open("U1", "partners"), {"names": "the hospital\nthe council\nthe ambulance\nthe GPs"})
    for person, partner in (("U1", "the hospital"), ("U2", "The council"), ("U3", "the ambulance")):
        with_(shared, person, partner)
    shared.answer("U1", BASELINE, value="2 days")
    shared.answer("U2", BASELINE, value="2 days")
    shared.press("U1", "show_now", BASELINE)
    shown = screens.reveal(shared.scene(), BASELINE)[0].text
    assert "Not heard yet  one organisation.  Nobody yet from  the GPs." in shown
    assert "the ambulance" not in shown


def test_the_lead_may_set_it_but_ones_own_word_counts(shared: World) -> None:
    with_(shared, "U2", "The council")
    form = shared.open("U1", "partners")
    ids = {box.id for box in form.boxes}
    assert "with#U3" in ids
    assert "with#U2" not in ids, "they said it themselves"
    shared.fill("U1", form, {"with#U3": "the hospital"})
    assert shared.scene().partners.of["U3"] == "the hospital"
    assert "Only Asha" in words(shared.fill("U4", shared.open("U4", "partners"), {}))


def test_a_later_word_takes_along_only_what_nobody_has_seen(shared: World) -> None:
    shared.answer("U2", BASELINE, value="9 days")
    with_(shared, "U2", "The council")
    first = shared.scene().facts.of(BASELINE)[0].id
    assert shared.scene().partners.beside[first] == "The council"
    shared.answer("U3", BASELINE, value="1 day")
    shared.press("U1", "show_now", BASELINE)
    with_(shared, "U3", "the hospital")
    second = shared.scene().facts.of(BASELINE)[1].id
    assert second not in shared.scene().partners.beside, "it was shown without, so it stays without"


def test_typed_it_is_the_same(shared: World) -> None:
    assert "you're with The council" in words(shared.say("U2", "partner the COUNCIL"))
    assert "you're with the library" in words(shared.say("U3", "my partner is the library"))
    assert "The council: Tom" in words(shared.say("U3", "who is with whom"))


def test_where_names_are_hidden_the_few_are_told_before_they_type(shared: World) -> None:
    for person in ("U1", "U3", "U4"):
        with_(shared, person, "the hospital")
    with_(shared, "U2", "The council")
    skip_until(shared, WHAT_IF)
    assert (
        "without your name, beside The council. You're the only one from there so far"
        in card(shared, "U2", WHAT_IF).text
    )
    assert "may guess" not in card(shared, "U1", WHAT_IF).text, "three are with the hospital"


def test_the_record_tells_it_and_goes_out_and_in_unchanged(shared: World) -> None:
    with_(shared, "U1", "the hospital")
    with_(shared, "U2", "The council")
    shared.answer("U1", BASELINE, value="2 days")
    shared.answer("U2", BASELINE, value="9 days")
    shared.press("U1", "show_now", BASELINE)
    with shared.core.transactions.read() as session:
        record = record_of(session, WS, shared.project)
    assert [partner.name for partner in record.partners] == ["the hospital", "The council"]
    assert {answer.partner for answer in record.answers if answer.question == BASELINE} == {
        "the hospital",
        "The council",
    }
    assert {person.id: person.partner for person in record.team}["U2"] == "The council"
    with shared.core.transactions.write() as session:
        bring_in(session, "T2", record, shared.clock.now())
    with shared.core.transactions.read() as session:
        assert record_of(session, "T2", shared.project) == record


def test_one_team_alone_is_never_asked(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    assert "one organisation" in words(small_world.say("U1", "partner the council"))
    with small_world.core.transactions.read() as session:
        assert notes.notes_of(session, WS, small_world.project, notes.Partner) == ()


def test_one_yes_for_each_and_what_one_asks_for_is_seen_to_be_done(shared: World) -> None:
    with_(shared, "U1", "the hospital")
    with_(shared, "U2", "The council")
    skip_until(shared, CONSENT)
    assert "One yes for each organisation" in screens.card(shared.scene()).text
    for person in ("U1", "U3", "U4", "U5"):
        shared.press(person, "stance", CONSENT, "yes")
    assert side_by_side.one_yes_each(shared.scene()) == "", "nothing before it is shown"
    with shared.core.transactions.read() as session:
        before = record_of(session, WS, shared.project)
    assert all(not partner.stances for partner in before.partners)
    form = shared.open("U2", "not_yet", CONSENT)
    shared.fill("U2", form, {"reason": "Once the insurance is in writing"})
    assert side_by_side.one_yes_each(shared.scene()) == "not yet: The council; yes: the hospital"
    said = "Each organisation: not yet: The council; yes: the hospital."
    assert said in screens.reveal(shared.scene(), CONSENT)[0].text
    shared.press("U1", "condition_met", CONSENT)
    summary = screens.summary_text(shared.scene(), "round", 1)
    assert "What was asked for is done." in summary
    assert said in summary


def test_who_says_it_after_their_yes_takes_no_side_with_it(shared: World) -> None:
    with_(shared, "U1", "the hospital")
    skip_until(shared, CONSENT)
    for person in PEOPLE:
        shared.press(person, "stance", CONSENT, "yes")
    with_(shared, "U2", "The council")
    assert side_by_side.one_yes_each(shared.scene()) == "yes: the hospital; no word beside its name: The council"


def test_a_partner_whose_people_were_never_asked_is_not_called_silent(shared: World) -> None:
    shared.fill("U1", shared.open("U1", "partners"), {"names": "the hospital\nThe council\nfamilies\nthe police"})
    for person, partner in (("U1", "the hospital"), ("U2", "The council"), ("U5", "families")):
        with_(shared, person, partner)
    shared.fill("U5", shared.open("U5", "away"), {"until": "2026-12-01"})
    skip_until(shared, CONSENT)
    for person in ("U1", "U3", "U4"):
        shared.press(person, "stance", CONSENT, "yes")
    shared.press("U1", "show_now", CONSENT)
    said = side_by_side.one_yes_each(shared.scene())
    assert said == "yes: the hospital; not heard: one organisation; not asked: families; nobody yet from: the police"
    assert said in screens.summary_text(shared.scene(), "round", 1)


def test_in_the_room_each_partner_has_a_form_of_its_own(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    reach = {"depth": "standard", "scale": "cross-organisation", "partners": "the hospital\nthe council"}
    world.fill("U1", world.open("U1", "deeper"), reach)
    skip_until(world, BASELINE)
    for partner, value in (("the hospital", "2 days"), ("the council", "9 days")):
        form = world.open("U1", "answer", BASELINE)
        assert next(box for box in form.boxes if box.id == f"{BASELINE}#value").value is None
        world.fill("U1", form, {f"{BASELINE}#value": value, "said_for": partner})
    world.press("U1", "next", BASELINE)
    shown = screens.reveal(world.scene(), BASELINE)[0].text
    assert 'From "2 days" (the hospital) to "9 days" (the council)' in shown


def test_of_many_from_one_partner_few_answers_stand_beside_no_name(shared: World) -> None:
    for person in ("U1", "U3", "U4"):
        with_(shared, person, "the hospital")
    with_(shared, "U2", "The council")
    skip_until(shared, WHAT_IF)
    for person in ("U2", "U3", "U5"):
        shared.answer(person, WHAT_IF, event=f"What {person} fears")
    shared.press("U1", "show_now", WHAT_IF)
    found = side_by_side.sides(shared.scene(), WHAT_IF)
    assert [line.words for line in found["The council"]] == ["What U2 fears"], "they were told people may guess"
    assert {line.words for line in found[side_by_side.NOT_SAID]} == {"What U3 fears", "What U5 fears"}
    with shared.core.transactions.read() as session:
        record = record_of(session, WS, shared.project)
    mine = [answer for answer in record.answers if answer.question == WHAT_IF]
    told = {str(answer.text or answer.fields): answer.partner for answer in mine}
    assert [partner for words, partner in told.items() if "U3" in words] == [None]
    assert [partner for words, partner in told.items() if "U2" in words] == ["The council"]
