"""Alone: no counts, no waiting, no reveals; picking one, and who needs to be happy."""

from __future__ import annotations

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.view import question
from tests.dialogues.player import Player
from tests.dialogues.tiny import tiny_dialogue


def nia() -> Player:
    """One person in a direct message."""
    return Player(tiny_dialogue(), "nia", "ignored", way="alone")


def test_only_the_one_person_is_in_the_team() -> None:
    player = nia()
    assert list(player.state.team) == ["nia"]
    assert player.every(e.Welcome) == [e.Welcome(("nia",))]


def test_a_whole_run_without_waiting_for_anybody() -> None:
    player = nia()
    player.say("nia", "explore.trigger", "My supervisor said so")
    player.say("nia", "explore.problem", "Letters are late")
    player.say("nia", "explore.people", {"others": "patients"})
    assert player.status("explore.people") == "settled", "one form is all it takes"
    player.say("nia", "explore.needs", "To know what changed")
    assert player.status("explore.needs") == "open", "a list stays open until that's all"
    player.do(i.NothingToAdd, "nia", "explore.needs")
    assert player.state.step == "Q2"
    player.say("nia", "create.tried", "A template in 2023")
    player.do(i.Next, "nia", "create.tried")
    player.say("nia", "create.ideas", "Box first", "Write on the round")
    player.do(i.Next, "nia", "create.ideas")
    player.say("nia", "create.choose", ["9.0"])
    assert player.effects(e.KeepChoice) == [e.KeepChoice("create.choose", "nia", ("9.0",))]
    player.say("nia", "evaluate.test_plan", {"what": "New order", "when": "2026-05-18"})
    player.say("nia", "evaluate.risks", {"event": "Box and list disagree"})
    player.do(i.Next, "nia", "evaluate.risks")
    player.say("nia", "agree.aim", {"measure": "Letters the same day"})
    player.say("nia", "agree.consent", {"person": "My consultant"})
    player.say("nia", "agree.review", "2026-05-19")
    assert player.state.walk == "review"
    assert player.every(e.Reveal) == []
    assert {ask.people for ask in player.every(e.Ask)} == {("nia",)}
    assert player.every(e.RemindAt)[-1].at.isoformat() == "2026-05-19T09:00:00+00:00"


def test_what_is_asked_of_a_team_of_one_only() -> None:
    player = nia()
    assert question(player.state, player.dialogue, "explore.needs").ask == "And the staff beside them?"
    for _ in range(3):
        player.do(i.Next, "nia")
    assert player.status("create.tried") == "open"
    team = Player(tiny_dialogue(), "ann", "ben", way="together")
    for _ in range(3):
        team.do(i.Next, "ann")
    assert (team.status("create.tried"), team.cell("create.tried").how) == ("skipped", "not asked")


def test_a_lone_person_may_also_just_say_yes() -> None:
    player = nia()
    while "agree.consent" not in player.open():
        player.do(i.Next, "nia")
    player.do(i.Position, "nia", "agree.consent", "yes")
    assert player.status("agree.consent") == "settled"


def test_the_same_words_again_are_a_second_press() -> None:
    player = nia()
    player.say("nia", "explore.needs", "To know what changed")
    turn = player.say("nia", "explore.needs", "To know what changed")
    assert not turn.accepted
    assert player.told() == [("nia", "already_have")]
    player.say("nia", "explore.needs", "To know what changed", "And when")
    assert [keep.value for keep in player.effects(e.Keep)] == ["And when"]
