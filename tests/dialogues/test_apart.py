"""Apart: each in their own time; a step closes early when all are in, else at ten on its second working day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.view import counts, not_heard, open_for, waits_for_lead, who_is_in
from tests.dialogues.player import MONDAY, Player
from tests.dialogues.tiny import tiny_dialogue

FRIDAY_AFTERNOON = datetime(2026, 5, 15, 15, 0, tzinfo=UTC)


def team(*people: str, joined: bool = True, at: datetime = MONDAY, **start: str) -> Player:
    """A team in its own time; everybody named has said yes."""
    player = Player(tiny_dialogue(), *(people or ("ann", "ben", "cat")), way="apart", at=at, **start)
    for person in list(player.state.team)[1:] if joined else ():
        player.do(i.Join, person)
    return player


def lead_done(player: Player) -> None:
    """The lead answers what only the lead is asked, and everybody says who uses it."""
    player.say("ann", "explore.trigger", "It was in the paper")
    player.say("ann", "explore.problem", "Letters are late")
    for person, member in player.state.team.items():
        if member.status == "here":
            player.say(person, "explore.people", {"others": f"patients of {person}"})


def test_named_people_are_asked_to_join_and_count_once_they_do() -> None:
    player = team(joined=False)
    assert [member.status for member in player.state.team.values()] == ["here", "invited", "invited"]
    assert player.effects(e.Ask) == [e.Ask(("ann",), "Q1")]
    player.do(i.Join, "ben")
    assert player.effects(e.KeepTeam) == [e.KeepTeam("ben", "joined")]
    assert player.effects(e.Ask) == [e.Ask(("ben",), "Q1")]
    player.say("cat", "explore.needs", "To know the time")
    assert player.state.team["cat"].status == "here", "an answer is a yes too"


def test_each_person_is_asked_what_is_theirs() -> None:
    player = team()
    assert open_for(player.state, player.dialogue, "ben") == ("explore.people", "explore.needs")
    assert "explore.trigger" in open_for(player.state, player.dialogue, "ann")


def test_a_step_closes_at_ten_on_the_second_working_day() -> None:
    player = team()
    assert player.state.closes_at == datetime(2026, 5, 13, 9, 0, tzinfo=UTC), "Wednesday, ten in London"
    closing = next(due for due in player.every(e.RemindAt) if due.kind == "closing")
    assert (closing.key, closing.asked) == ("close:Q1", 1)
    friday = team(at=FRIDAY_AFTERNOON)
    assert friday.state.closes_at == datetime(2026, 5, 19, 9, 0, tzinfo=UTC), "Monday is the one working day between"


def test_half_way_those_not_in_get_one_nudge() -> None:
    player = team()
    player.say("ben", "explore.people", {"others": "patients"})
    player.say("ben", "explore.needs", "To know the time")
    player.wait(days=1, hours=6)
    tells = [(tell.person, tell.question) for tell in player.every(e.Tell) if tell.code == "nudge"]
    assert tells == [("ann", "explore.people"), ("cat", "explore.people")]


def test_the_leads_own_question_is_not_nudged_about_for_the_closing_has_a_word_on_it() -> None:
    player = team()
    for person in ("ann", "ben", "cat"):
        player.say(person, "explore.needs", f"need of {person}")
    for person in ("ann", "ben"):
        player.say(person, "explore.people", {"others": person})
    player.wait(days=2, hours=2)
    told = [(tell.person, tell.code, tell.question) for tell in player.every(e.Tell)]
    assert ("cat", "nudge", "explore.people") in told
    assert [tell[1:] for tell in told if tell[0] == "ann" and tell[2]] == [("no_lead_answer", "explore.trigger")]


def test_whoever_a_question_was_handed_to_is_nudged_about_it() -> None:
    player = team()
    player.do(i.AskSomeone, "ann", "explore.trigger", to="cat")
    player.wait(days=1, hours=6)
    assert ("cat", "explore.trigger") in [(t.person, t.question) for t in player.every(e.Tell) if t.code == "nudge"]


def test_words_are_private_until_everybody_is_in_and_then_shown() -> None:
    player = team()
    player.say("ann", "explore.people", {"others": "patients"})
    assert player.effects(e.Keep)[0].private
    player.say("ben", "explore.people", {"others": "nurses"})
    assert player.every(e.Reveal) == []
    player.do(i.NothingToAdd, "cat", "explore.people")
    assert player.effects(e.Reveal) == [e.Reveal("explore.people")]
    assert player.status("explore.people") == "settled"


def test_nothing_settles_without_a_voice() -> None:
    player = team()
    for person in ("ann", "ben", "cat"):
        player.do(i.NothingToAdd, person, "explore.people")
    assert player.status("explore.people") == "skipped"
    for person in ("ann", "ben", "cat"):
        player.do(i.DontKnow, person, "explore.needs")
    assert player.status("explore.needs") == "unknown"
    assert player.effects(e.KeepGap) == [e.KeepGap("explore.needs", "cat")]
    assert player.every(e.Reveal) == []


def test_names_are_hidden_only_where_three_are_asked() -> None:
    assert team().cell("explore.needs").seen_by == "no_names"
    assert team("ann", "ben").cell("explore.needs").seen_by == "names"
    assert team().cell("explore.people").seen_by == "names"


def test_the_lead_shows_now_when_enough_are_in_three_where_names_are_hidden() -> None:
    player = team("ann", "ben", "cat", "dee")
    for person in ("ann", "ben"):
        player.say(person, "explore.people", {"others": person})
        player.say(person, "explore.needs", f"need of {person}")
    turn = player.do(i.ShowNow, "ann")
    assert player.effects(e.Reveal) == [e.Reveal("explore.people")]
    assert e.Tell("ann", "too_few", "explore.needs") in turn.effects
    assert not player.do(i.ShowNow, "ann", "explore.needs").accepted
    player.do(i.NothingToAdd, "cat", "explore.needs")
    player.do(i.ShowNow, "ann", "explore.needs")
    assert player.effects(e.Reveal) == [e.Reveal("explore.needs")]


def test_at_closing_what_has_enough_is_shown_and_the_rest_waits_for_the_lead() -> None:
    player = team("ann", "ben", "cat", "dee")
    player.say("ann", "explore.trigger", "The paper")
    player.say("ann", "explore.problem", "Late")
    for person in ("ann", "ben"):
        player.say(person, "explore.people", {"others": person})
    player.say("ben", "explore.needs", "To know the time")
    player.wait(days=2, hours=2)
    assert player.status("explore.people") == "settled"
    assert player.status("explore.needs") == "open"
    assert player.state.thin
    assert ("thin_step", "") in waits_for_lead(player.state, player.dialogue)
    assert [tell.code for tell in player.every(e.Tell)][-1] == "thin_step"
    assert not_heard(player.state, player.dialogue, ["explore.needs"]) == ("ann", "cat", "dee")


def thin() -> Player:
    """A step that closed with one person in."""
    player = team("ann", "ben", "cat", "dee")
    lead_done(player)
    player.say("ben", "explore.needs", "To know the time")
    player.wait(days=2, hours=2)
    assert player.state.thin
    return player


def test_carry_on_goes_on_without_showing_one_persons_hidden_words() -> None:
    player = thin()
    player.do(i.CarryOnThin, "ann")
    assert player.state.step == "Q2"
    assert e.Reveal("explore.needs") not in player.every(e.Reveal)
    assert ("ann", "kept_unshown") in player.told()
    player.say("cat", "explore.needs", "To be asked")
    assert player.told() == [("cat", "kept_until_three")]
    player.say("dee", "explore.needs", "To be home")
    assert player.effects(e.Reveal) == [e.Reveal("explore.needs")], "the third person makes it safe to show"


def test_the_huddle_leaves_it_open_without_a_clock() -> None:
    player = thin()
    player.do(i.Huddle, "ann")
    assert (player.state.thin, player.state.closes_at, player.status("explore.needs")) == (False, None, "open")
    player.wait(days=20)
    assert player.status("explore.needs") == "open"


def test_more_time_is_a_working_day_and_ends_the_wait() -> None:
    player = thin()
    player.do(i.MoreTime, "ann")
    assert not player.state.thin
    assert player.state.closes_at == datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
    for _ in range(8):
        last = player.do(i.MoreTime, "ann")
    assert not last.accepted
    assert player.told() == [("ann", "last_day")]


def test_a_silent_step_goes_on_by_itself_and_a_second_one_pauses_the_coach() -> None:
    player = team("ann", "ben", "cat", "dee")
    player.say("ann", "explore.problem", "Handover is late")
    player.wait(days=3, hours=2)
    assert (player.state.step, player.state.silent_steps) == ("Q2", 1)
    assert player.status("explore.trigger") == "unknown"
    player.wait(days=6)
    assert player.state.status == "paused"
    assert e.Announce("quiet_pause") in player.every(e.Announce)
    turns = len(player.history)
    player.wait(days=100)
    assert len(player.history) == turns, "nothing more until somebody carries on"
    player.do(i.Resume, "ben")
    assert player.state.status == "active"
    assert isinstance(player.last.effects[0], e.WhereWeWere)


def test_the_leads_own_questions_wait_one_more_working_day_and_are_then_not_known() -> None:
    player = team()
    for person in ("ann", "ben", "cat"):
        player.say(person, "explore.people", {"others": person})
        player.say(person, "explore.needs", f"need of {person}")
    player.wait(days=2, hours=2)
    assert ("ann", "no_lead_answer") in [(tell.person, tell.code) for tell in player.every(e.Tell)]
    assert player.status("explore.trigger") == "open"
    player.wait(days=1)
    assert player.status("explore.trigger") == "unknown"
    assert e.KeepGap("explore.trigger", "ann") in player.every(e.KeepGap)
    assert player.state.step == "Q2"


def test_late_words_stand_below_the_reveal() -> None:
    player = team()
    for person in ("ann", "ben"):
        player.say(person, "explore.people", {"others": person})
    player.do(i.ShowNow, "ann", "explore.people")
    player.say("cat", "explore.people", {"others": "porters"})
    keep = player.effects(e.Keep)[0]
    assert (keep.late, keep.private) == (True, False)
    assert player.effects(e.Added) == [e.Added("explore.people")]
    assert player.cell("explore.people").late == [keep.answer]


def test_late_words_without_names_come_in_groups_of_three() -> None:
    player = team("ann", "ben", "cat", "dee", "eve", "fay")
    for person in ("ann", "ben", "cat"):
        player.say(person, "explore.needs", f"need of {person}")
    player.do(i.ShowNow, "ann", "explore.needs")
    for person in ("dee", "eve"):
        player.say(person, "explore.needs", f"need of {person}")
        assert player.effects(e.Added) == []
        assert player.effects(e.Keep)[0].private
    player.say("fay", "explore.needs", "need of fay")
    assert player.effects(e.Added) == [e.Added("explore.needs")]


def test_who_is_in_and_who_is_not_heard_yet() -> None:
    player = team()
    player.say("ben", "explore.people", {"others": "nurses"})
    assert who_is_in(player.state, "explore.people") == ("ben",)
    assert not_heard(player.state, player.dialogue, ["explore.people"]) == ("ann", "cat")
    assert counts(player.state, player.dialogue, "explore.people") == (1, 3)


def test_a_reminder_of_a_step_that_has_moved_on_does_nothing() -> None:
    player = team("ann", "ben")
    old = next(due for due in player.every(e.RemindAt) if due.kind == "closing")
    lead_done(player)
    for person in ("ann", "ben"):
        player.say(person, "explore.needs", f"need of {person}")
    assert player.state.step == "Q2"
    turn = player.take(i.Reminded("", old.at + timedelta(days=1), old.kind, old.asked))
    assert (turn.effects, turn.accepted) == ((), False)


def test_an_answer_to_what_is_not_asked_now_is_kept_for_later() -> None:
    player = team()
    player.say("ben", "create.ideas", "A list at the bedside")
    assert player.effects(e.Keep)[0].stray
    assert player.told() == [("ben", "kept_for_later")]
    assert player.cell("create.ideas").seen_by == "no_names"


def test_a_question_handed_to_somebody_who_knows() -> None:
    player = team()
    player.do(i.AskSomeone, "ann", "explore.trigger", "cat")
    assert player.told() == [("cat", "you_are_asked")]
    assert "explore.trigger" in open_for(player.state, player.dialogue, "cat")
    assert "explore.trigger" not in open_for(player.state, player.dialogue, "ann")
    player.do(i.Leave, "cat")
    assert "explore.trigger" in open_for(player.state, player.dialogue, "ann"), "a leaver's question comes back"
    assert not player.do(i.AskSomeone, "ann", "explore.trigger", "zoe").accepted
    assert not player.do(i.AskSomeone, "ann", "explore.needs", "ben").accepted
