"""Nobody is worked out: an attacker compares two looks at everything, and two exports, with one act between them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coach.services.record.exporting import exported
from dialogues import inputs as i
from storage import projects
from storage.record_files.register import STANDARD
from tests.dialogues.player import Player
from tests.services.attacker import changed, seen
from tests.services.people import WS, World
from tests.services.stage import apart
from tests.services.test_weighing import at_choosing, ids

TEAM = ("U1", "U2", "U3", "U4", "U5")
NEEDS = "explore.needs"
SECRET = "the key to the drug cupboard at night"


def needs_shown(by: int = 3) -> Player:
    """The first few of five have said what people need, and it was shown."""
    player = apart(*TEAM)
    player.say("U1", "explore.trigger", {"text": "two complaints"})
    player.say("U1", "explore.problem", {"what": "People wait most of the day"})
    for number, person in enumerate(TEAM[:by]):
        player.say(person, NEEDS, f"to hear by {number + 9} what happens")
    player.do(i.ShowNow if by > 2 else i.Next, "U1", question=NEEDS)
    return player


def picks_shown() -> Player:
    """Three of five have picked, and the picks were shown."""
    player = at_choosing()
    bedside, breakfast, *_ = ids(player)
    for person, pick in zip(TEAM, ([bedside], [bedside], [breakfast]), strict=False):
        player.say(person, "create.choose", pick)
    player.do(i.ShowNow, "U1", question="create.choose")
    assert player.status("create.choose") == "shown"
    return player


def agreement_shown(*late: str) -> Player:
    """Everybody is asked whether they are happy; all but the late have said so, and it was shown."""
    player = apart(*TEAM)
    while player.status("agree.consent") != "open":
        live = [name for name in player.open() if name != "agree.consent"]
        player.do(i.Next, "U1", question=live[0]) if live else player.do(i.StartNow, "U1")
    for person in TEAM:
        if person not in late:
            player.do(i.Position, person, "agree.consent", "yes")
    if late:
        player.do(i.Next, "U1", question="agree.consent")
    return player


def test_one_or_two_late_voices_change_nothing_anybody_can_see() -> None:
    player = needs_shown()
    before = seen(player, "U1")
    player.say("U4", NEEDS, SECRET)
    player.say("U4", NEEDS, f"{SECRET}, once more")
    player.say("U5", NEEDS, "to be rung back")
    assert changed(before, seen(player, "U1")) == []
    player.say("U2", NEEDS, "to have it on paper")
    after = seen(player, "U1")
    assert SECRET in after["reveal explore.needs 0"], "three people's come together"
    assert SECRET in after["page explore"]


def test_a_late_voice_shows_up_in_no_summary_until_three() -> None:
    player = needs_shown()
    player.say("U4", NEEDS, {"need": SECRET, "who": "the night nurse", "known": "counted"})
    for name, words in seen(player, "U1").items():
        assert not [one for one in (SECRET, "night nurse", "counted") if one in words], name


def test_words_told_by_somebody_outside_come_at_once_and_bring_no_other_with_them() -> None:
    player = needs_shown()
    player.say("U4", NEEDS, SECRET)
    player.say("U1", NEEDS, "to be told on the phone", voice="a daughter")
    after = seen(player, "U2")
    assert "to be told on the phone" in after["reveal explore.needs 0"]
    assert not [name for name, words in after.items() if SECRET in words]


def test_changed_words_stand_in_place_of_the_old_and_nothing_else_moves() -> None:
    player = needs_shown()
    own = next(kept for kept in player.facts.of(NEEDS) if kept.by == "U2")
    before = seen(player, "U1")
    player.do(i.Amend, "U2", NEEDS, own.id, "to hear by noon what happens")
    after = seen(player, "U1")
    for name in changed(before, after):
        assert after[name].replace("to hear by noon", "") != before[name]
        assert not [one for one in ("U2", "Tom") if one in after[name]], name
    assert "3 answers from 3 of you" in after["reveal explore.needs 0"]


def test_two_people_are_never_shown_where_names_are_hidden() -> None:
    player = needs_shown(by=2)
    assert player.status(NEEDS) == "settled"
    assert not [name for name, words in seen(player, "U5").items() if "what happens" in words]
    player.say("U3", NEEDS, "to be asked")
    assert "what happens" in seen(player, "U5")["reveal explore.needs 0"]


def test_a_late_pick_moves_no_count() -> None:
    player = picks_shown()
    before = seen(player, "U1")
    player.say("U4", "create.choose", [ids(player)[2]])
    assert changed(before, seen(player, "U1")) == []


def test_who_picks_anew_after_the_picks_are_shown_is_not_counted_twice() -> None:
    player = picks_shown()
    _, breakfast, runner, *_ = ids(player)
    for person, pick in (("U2", [runner]), ("U4", [runner]), ("U5", [breakfast])):
        player.say(person, "create.choose", pick)
    shown = seen(player, "U1")["reveal create.choose 0"]
    assert "Picked by 5 of 5" in shown
    for counted in ("List at the bedside 1", "Runner at 11 and 2 2", "Time at breakfast 2"):
        assert counted in shown


def test_picked_anew_nobody_is_seen_taking_their_pick_back() -> None:
    player = picks_shown()
    bedside, *_, last = ids(player)
    player.do(i.Confirm, "U1", "create.choose", chosen=(bedside,))
    player.do(i.Back, "U1", "create.choose")
    assert player.status("create.choose") == "open"
    before = seen(player, "U5")
    player.say("U2", "create.choose", [last])
    after = seen(player, "U5")
    assert set(changed(before, after)) <= {"card", "status"}, "who is in may be counted"


@pytest.mark.parametrize("stance", ["yes", "can_live"])
def test_a_late_yes_is_not_worked_out_from_the_count(stance: str) -> None:
    player = agreement_shown("U4", "U5")
    before = seen(player, "U1")
    player.do(i.Position, "U5", "agree.consent", stance, "as long as the round ends by ten")
    assert changed(before, seen(player, "U1")) == []
    assert ("U5", "kept_until_three") in player.told()
    assert "3 yes, 0 can live with it, 0 not yet, 2 not heard" in before["reveal agree.consent 0"]


def test_a_late_not_yet_is_heard_at_once() -> None:
    player = agreement_shown("U4", "U5")
    player.do(i.Position, "U5", "agree.consent", "yes")
    player.do(i.Position, "U5", "agree.consent", "not_yet", "night staff first")
    assert "1 not yet" in seen(player, "U1")["reveal agree.consent 0"]
    assert "night staff first" in seen(player, "U1")["reveal agree.consent 0"]


def test_asked_once_more_nobody_is_seen_changing_their_mind() -> None:
    player = agreement_shown()
    player.do(i.Back, "U1", "agree.consent")
    player.do(i.Position, "U2", "agree.consent", "can_live")
    one = seen(player, "U1")
    player.do(i.Position, "U3", "agree.consent", "can_live", "if it is short")
    two = seen(player, "U1")
    assert set(changed(one, two)) <= {"card", "status"}, "who is in may be counted"
    assert not [words for words in (two["status"], two["card"]) if "1 can live" in words or "short" in words]
    assert "kept back until three of you have said" in one["summary round"]


# -- the record that anybody of the team can take with them
class Exports:
    """A team of five in a world with a database, and what the export says of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.start("apart", "U2", "U3", "U4", "U5")
        for person in TEAM[1:]:
            world.press(person, "fine")
        world.answer("U1", "explore.trigger", text="Two complaints")
        for number, person in enumerate(TEAM[:3]):
            world.answer(person, NEEDS, need=f"to hear by {number + 9}")
        world.press("U1", "show_now", NEEDS)
        assert len(world.texts(NEEDS)) == 3

    def take(self) -> dict[str, Any]:
        """The record as anybody of the team gets it."""
        with self.world.core.transactions.read() as session:
            project = projects.project_of(session, WS, self.world.project)
            assert project is not None
            _, content = exported(session, project, "json", now=self.world.clock.now(), run_by="us", bands=STANDARD)
        found: dict[str, Any] = json.loads(content)
        return found


def words_of(record: dict[str, Any]) -> str:
    """Everything of a record but who is in the team."""
    return json.dumps({name: part for name, part in record.items() if name != "team"})


@pytest.fixture
def exports(small_world: World) -> Exports:
    """Needs of three people were shown."""
    return Exports(small_world)


def test_a_late_voice_is_in_no_export_before_three(exports: Exports) -> None:
    before = exports.take()
    exports.world.answer("U4", NEEDS, need=SECRET)
    exports.world.press("U4", "nothing", NEEDS)
    after = exports.take()
    assert SECRET not in words_of(after)
    assert {name: after[name] for name in ("answers", "records")} == {
        name: before[name] for name in ("answers", "records")
    }


def test_changed_words_are_in_the_export_and_no_name_and_no_minute_with_them(exports: Exports) -> None:
    before = exports.take()
    own = next(kept for kept in exports.world.scene().facts.of(NEEDS) if kept.by == "U2")
    exports.world.clock.move_to(exports.world.clock.now().replace(hour=15))
    exports.world.fill("U2", exports.world.open("U2", "fix", NEEDS), {f"{NEEDS}#need#{own.id}": "Patients need a date"})
    after = exports.take()
    new = [one for one in after["answers"] if one not in before["answers"]]
    assert any("Patients need a date" in str(one) for one in new)
    assert all("by" not in one and one["at"].endswith("T00:00:00Z") for one in new if one["question"] == NEEDS)
    assert [need["need"] for need in after["records"]["needs"]].count("Patients need a date") == 1


def test_the_place_of_a_line_in_the_audit_tells_nobody(exports: Exports) -> None:
    world = exports.world
    world.clock.move_to(world.clock.now().replace(hour=15))
    world.answer("U2", "explore.people", groups=["family"])
    own = next(kept for kept in world.scene().facts.of(NEEDS) if kept.by == "U2")
    world.fill("U2", world.open("U2", "fix", NEEDS), {f"{NEEDS}#need#{own.id}": "Patients need a date"})
    world.answer("U2", "explore.success", patients="Home before tea")
    audit = exports.take()["audit"]
    hidden = [one for one in audit if one.get("about") == NEEDS]
    assert hidden
    assert not [one for one in hidden if "by" in one]
    places = [place for place, one in enumerate(audit) if one.get("about") == NEEDS]
    first = next(place for place, one in enumerate(audit) if one["at"][:10] == hidden[0]["at"][:10])
    assert places == list(range(first, first + len(places))), "they stand together, before the others of their day"


def test_who_is_asked_without_names_is_not_named_even_before_anybody_answered(small_world: World) -> None:
    small_world.start("apart", "U2", "U3", "U4", "U5")
    small_world.press("U2", "fine")
    small_world.press("U2", "dont_know", NEEDS)
    found = Exports.take(_around(small_world))
    assert [one for one in found["audit"] if one.get("about") == NEEDS and "by" in one] == []


def test_stances_are_in_no_export_while_people_are_asked(small_world: World) -> None:
    small_world.start("apart", "U2", "U3", "U4", "U5")
    for person in TEAM[1:]:
        small_world.press(person, "fine")
    while (cell := small_world.scene().state.cells.get("agree.consent")) is None or cell.status != "open":
        live = small_world.current()
        small_world.press("U1", "next", live[0]) if live else small_world.press("U1", "start_now")
    around = _around(small_world)
    small_world.press("U2", "stance", "agree.consent", "yes")
    one = around.take()
    small_world.press("U3", "stance", "agree.consent", "can_live")
    two = around.take()
    assert "positions" not in two or two["positions"] == one["positions"] == []
    assert not [entry for entry in two["audit"] if entry.get("about") == "agree.consent" and "by" in entry]
    small_world.press("U4", "stance", "agree.consent", "yes")
    small_world.press("U1", "next", "agree.consent")
    shown = around.take()
    assert {(one["stance"], one["count"]) for one in shown["positions"]} == {("yes", 2), ("can_live", 1)}
    small_world.press("U5", "stance", "agree.consent", "yes")
    assert around.take()["positions"] == shown["positions"], "one late yes stays out"


def _around(world: World) -> Exports:
    """The exports of a world as it stands."""
    found = Exports.__new__(Exports)
    found.world = world
    return found


def test_what_is_picked_anew_leaves_the_record_as_it_was_until_it_is_shown(exports: Exports) -> None:
    world = exports.world
    while (cell := world.scene().state.cells.get("create.choose")) is None or cell.status != "open":
        live = world.current()
        if "create.ideas" in live:
            for person, idea in (("U1", "A board"), ("U2", "A call list"), ("U3", "A night line")):
                world.answer(person, "create.ideas", _=idea)
        world.press("U1", "next", live[0]) if live else world.press("U1", "start_now")
    ideas = {kept.by: kept.id for kept in world.scene().facts.of("create.ideas")}
    for person, pick in (("U1", "U1"), ("U2", "U1"), ("U3", "U2")):
        pick_one(world, person, ideas[pick])
    world.press("U1", "show_now", "create.choose")
    world.press("U1", "take", "create.choose", "1")
    world.press("U1", "back", "create.choose")
    before = exports.take()
    assert len([one for one in before["records"]["marks"] if one.get("kind") == "idea"]) == 3
    pick_one(world, "U3", ideas["U3"])
    after = exports.take()
    assert after["records"] == before["records"]
    assert after["answers"] == before["answers"]
    for person in ("U1", "U2", "U4", "U5"):
        pick_one(world, person, ideas["U3"])
    found = [one["about"] for one in exports.take()["records"]["marks"] if one.get("kind") == "idea"]
    assert len(found) == 5, "the new picks alone"
    assert len(set(found)) == 1


def pick_one(world: World, person: str, idea: str) -> None:
    """One person picks one idea."""
    form = world.open(person, "pick", "create.choose")
    world.fill(person, form, {form.boxes[0].id: [idea]})
