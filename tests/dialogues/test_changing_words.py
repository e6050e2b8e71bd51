"""Any answer can be changed at any time by whoever gave it; nobody changes another's; nothing is lost."""

from __future__ import annotations

from dialogues import effects as e
from dialogues import inputs as i
from tests.dialogues.player import Player
from tests.dialogues.test_apart import team
from tests.dialogues.test_choosing_and_agreeing import at
from tests.dialogues.test_together import room


def test_the_author_of_an_answer_replaces_it_by_answering_anew() -> None:
    player = room()
    player.say("ann", "explore.trigger", "First")
    player.say("ann", "explore.trigger", "Second")
    assert player.effects(e.Keep)[0].supersedes == "2.0"
    assert player.cell("explore.trigger").main == "3.0"


def test_a_second_voice_stands_beside_and_the_lead_is_told() -> None:
    player = team()
    player.say("ann", "explore.trigger", "Hers")
    player.say("ben", "explore.trigger", "His")
    keep = player.effects(e.Keep)[0]
    assert (keep.beside, keep.supersedes) == (True, None)
    assert player.cell("explore.trigger").main == "4.0"
    assert player.cell("explore.trigger").check_again
    assert player.told() == [("ben", "kept_beside"), ("ann", "second_voice")]


def test_whoever_edits_the_very_words_they_saw_replaces_them() -> None:
    player = room()
    player.say("ann", "explore.trigger", "Hers")
    player.say("ben", "explore.trigger", "Better words", base="2.0")
    assert player.effects(e.Keep)[0].supersedes == "2.0"
    assert player.cell("explore.trigger").given == {"ann": [], "ben": ["3.0"]}


def test_a_line_of_ones_own_is_changed_in_place() -> None:
    player = team()
    player.say("ben", "explore.needs", "To no the time", "To be asked")
    player.do(i.Amend, "ben", "explore.needs", "4.0", "To know the time")
    assert player.effects(e.Keep)[0].supersedes == "4.0"
    assert player.cell("explore.needs").given["ben"] == ["5.0", "4.1"]
    player.do(i.Amend, "ann", "explore.needs", "4.1", "Mine now")
    assert player.told() == [("ann", "not_yours")]
    player.do(i.Amend, "ben", "explore.needs", "4.1", "")
    assert player.told() == [("ben", "not_an_answer")]


def test_a_change_marks_what_was_built_on_it() -> None:
    player = at("agree.consent", way="together")
    trigger = player.cell("explore.problem").main
    assert trigger is not None
    player.do(i.Amend, "ann", "explore.problem", trigger, {"what": "Something else goes wrong"})
    assert player.status("agree.aim") == "open", "what binds is asked again while the round is open"
    assert player.cell("agree.aim").again


def test_after_the_round_it_is_only_marked() -> None:
    player = at("agree.consent", way="together")
    while player.state.walk != "review":
        player.do(i.Next, "ann")
    main = player.cell("explore.problem").main
    assert main is not None
    player.do(i.Amend, "ann", "explore.problem", main, {"what": "Something else"})
    assert player.state.walk == "review"
    assert player.cell("agree.aim").check_again
    assert player.effects(e.Summarise) == [e.Summarise("round", 1, edit=True)]


def test_taking_an_answer_back_opens_its_question_again() -> None:
    player = room()
    player.say("ann", "explore.trigger", "Oops")
    player.do(i.TakeBack, "ann", "explore.trigger", "2.0")
    assert player.effects(e.Drop) == [e.Drop("2.0", "ann")]
    assert player.status("explore.trigger") == "open"
    assert not player.do(i.TakeBack, "ben", "explore.trigger", "2.0").accepted


def test_taking_the_only_line_back_means_not_in_yet() -> None:
    player = team()
    player.say("ben", "explore.needs", "Oops")
    player.do(i.TakeBack, "ben", "explore.needs", "4.0")
    assert player.cell("explore.needs").done == {}


def test_changing_ones_mind_about_nothing_to_add() -> None:
    player = team()
    player.do(i.Skip, "ben", "explore.needs")
    player.do(i.Back, "ben", "explore.needs")
    assert player.cell("explore.needs").done == {}
    player.say("ben", "explore.needs", "There is something")
    assert player.cell("explore.needs").done == {"ben": "answered"}


def test_looking_again_opens_one_question_beside_the_step_three_times_a_phase() -> None:
    player = at("create.choose", way="together")
    for _ in range(3):
        player.do(i.LookAgain, "ann", "explore.needs")
        assert player.cell("explore.needs").again
        assert player.state.step == "Q3"
        player.do(i.Next, "ann", "explore.needs")
    player.do(i.LookAgain, "ann", "explore.needs")
    assert player.told() == [("ann", "loops_enough")]
    assert player.status("create.choose") == "open"


def test_what_is_open_or_of_another_time_cannot_be_looked_at_again() -> None:
    player = room()
    player.do(i.LookAgain, "ann", "explore.trigger")
    assert player.told() == [("ann", "already_open")]
    player.do(i.LookAgain, "ann", "check_in.learned")
    assert player.told() == [("ann", "not_open")]
    player.do(i.LookAgain, "ann", "nonsense")
    assert player.told() == [("ann", "unknown_question")]


def test_voting_again_starts_from_nobody_in() -> None:
    player = at("create.choose")
    ids = [kept.id for kept in player.facts.of("create.ideas")]
    for person in ("ann", "ben", "cat"):
        player.say(person, "create.choose", [ids[0]])
    assert player.status("create.choose") == "shown"
    player.do(i.LookAgain, "ann", "create.choose")
    assert player.status("create.choose") == "open"
    assert player.cell("create.choose").done == {}


def test_two_lines_that_say_the_same_are_joined() -> None:
    player = room()
    player.say("ann", "explore.needs", "To know when", "To know what time", "A list")
    player.do(i.JoinLines, "ann", "explore.needs", ("2.0", "2.1", "nonsense"))
    assert player.effects(e.KeepJoin) == [e.KeepJoin("explore.needs", "ann", ("2.0", "2.1"))]
    assert not player.do(i.JoinLines, "ann", "explore.needs", ("2.0", "2.1")).accepted
    player.do(i.JoinLines, "ann", "explore.needs", ("2.0",))
    assert player.told() == [("ann", "need_two_lines")]


def test_the_leads_line_edits_a_summary_that_has_been_posted() -> None:
    player = Player(room().dialogue, "ann", "ben", way="together", depth="standard")
    player.do(i.Line, "ann", "", "We thought it was pharmacy.")
    assert player.effects(e.KeepLine) == [e.KeepLine("explore", "ann", "We thought it was pharmacy.")]
    assert player.effects(e.Summarise) == []
    while "explore" not in player.state.summaries:
        player.do(i.Next, "ann") if player.open() else player.do(i.GoOn, "ann", "enough")
    player.do(i.Line, "ann", "explore", "It is the two hours before.")
    assert player.effects(e.Summarise) == [e.Summarise("explore", 1, edit=True)]
    assert not player.do(i.Line, "ann", "nonsense", "x").accepted
    assert not player.do(i.Line, "ann", "explore", " ").accepted


def test_a_list_of_one_persons_own_grows_line_by_line() -> None:
    from tests.dialogues.tiny import question, step, tiny_dialogue

    parts = question("explore.parts", kind="list")
    dialogue = tiny_dialogue().model_copy(
        update={
            "id": "parts",
            "questions": {**tiny_dialogue().questions, "explore.parts": parts},
            "steps": {"quick": (step("P1", "explore", ("explore.parts",), ("explore.needs",)),)},
        }
    )
    player = Player(dialogue, "ann", way="together")
    player.say("ann", "explore.parts", "Referral", "Clinic")
    assert player.status("explore.parts") == "settled"
    player.say("ann", "explore.parts", "Letter")
    assert player.effects(e.Keep)[0].supersedes is None
    assert len(player.facts.of("explore.parts")) == 3
