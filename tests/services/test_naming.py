"""By role unless they ticked it: summaries, pages and exports to read; and the first message after its answer."""

from __future__ import annotations

from coach.inbound import Place
from coach.services import screens
from coach.services.record.exporting import exported
from coach.services.record.record_words import markdown
from coach.services.screens.summing_up import summaries
from coach.views import Controls, Message
from dialogues import inputs as i
from storage import projects
from storage.record_files.export import record_of
from storage.record_files.register import STANDARD
from tests.services.people import WS, World, words
from tests.services.stage import scene_of, ward_7

ROLES = {"U1": "Ward sister", "U2": "Health care assistant", "U3": "Pharmacist"}


def labels(message: Message) -> list[str]:
    """Every button of a message."""
    rows = [part for part in message.parts if isinstance(part, Controls)]
    return [item.label for row in rows for item in row.items]


def test_a_summary_names_people_by_role_until_they_tick_it() -> None:
    player = ward_7()
    by_role = scene_of(player, roles=ROLES)
    by_name = scene_of(player, roles=ROLES, use_name=frozenset({"U2"}))
    said = summaries.summary_text(by_role, "round", 1)
    assert "Worked out by ward sister, health care assistant, pharmacist and two others." in said
    assert "Tom" not in said
    assert "Worked out by ward sister, Tom, pharmacist and two others." in summaries.summary_text(by_name, "round", 1)
    assert "Worked out by ward sister, Tom" in screens.summary(by_name, "round", 1).text
    assert b"Worked out by ward sister, Tom" in screens.summary_page(by_name, "round", 1)
    assert "Joy" in said, "who does a next step is always named"


def test_a_worry_said_with_a_name_goes_out_by_role() -> None:
    player = ward_7()
    player.do(i.Position, "U2", "agree.consent", "not_yet", "Nights must know", True)
    by_role = summaries.summary_text(scene_of(player, roles=ROLES), "round", 1)
    by_name = summaries.summary_text(scene_of(player, roles=ROLES, use_name=frozenset({"U2"})), "round", 1)
    assert '"Nights must know" - health care assistant' in by_role
    assert '"Nights must know" - Tom' in by_name


def test_the_tick_is_a_persons_own_for_one_project_and_can_be_undone(world: World) -> None:
    world.start("together", "U2", "U3")
    assert world.scene().use_name == frozenset()
    assert "may call you Tom" in words(world.press("U2", "use_name"))
    assert world.scene().use_name == {"U2"}
    assert "leave your name out" in words(world.say("U2", "don't use my name"))
    assert world.scene().use_name == frozenset()
    world.command("U2", "use my name")
    assert world.scene().use_name == {"U2"}
    labelled = [words for words, _ in _home_entries(world, "U2")]
    assert "Use my role instead, in summaries" in labelled
    first = world.project
    world.start("together", "U2", name="Another")
    assert world.project != first
    assert world.scene().use_name == frozenset()


def _home_entries(world: World, person: str) -> list[tuple[str, object]]:
    rows = [part for part in world.coach.home(WS, person).parts if isinstance(part, Controls)]
    return [entry for row in rows for item in row.items if hasattr(item, "entries") for entry in item.entries]


def test_the_export_to_read_calls_people_by_role_and_hides_what_was_hidden(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.answer("U1", "explore.trigger", text="A daughter complained")
    world.press("U1", "use_name")
    for person in ("U1", "U2", "U3"):
        world.press(person, "use_name")
        world.answer(person, "explore.needs", need=f"need of {person}")
    with world.core.transactions.read() as session:
        project = projects.project_of(session, WS, world.project)
        assert project is not None
        _, named = exported(session, project, "md", now=world.clock.now(), run_by="us", bands=STANDARD)
        record = record_of(session, WS, world.project)
    assert "A daughter complained (Asha)" in named.decode()
    assert "need of U2\n" in named.decode(), "hidden is hidden, whatever the tick"
    plain = [person.model_copy(update={"use_name": False}) for person in record.team]
    by_role = markdown(record.model_copy(update={"team": tuple(plain)}), None, {"U1": "Ward sister"})
    assert "A daughter complained (ward sister)" in by_role
    assert "Asha" not in by_role


def test_what_nobody_picked_and_whom_nobody_heard_is_in_every_export(small_world: World) -> None:
    """An export holds all that was said, early words that were changed too, and says who was not there."""
    world = small_world
    world.start("together", "U2", "U3")
    world.answer("U1", "explore.trigger", text="Complaints, first said")
    world.answer("U1", "explore.trigger", text="Complaints, said better")
    for _ in range(12):
        if "create.ideas" in world.scene().state.cells:
            break
        world.press("U1", "next")
    for idea in ("A list at the bedside", "A runner at eleven", "Leave it to nights"):
        world.say("U1", idea)
    world.press("U1", "next")
    world.say("U1", "1")
    with world.core.transactions.read() as session:
        project = projects.project_of(session, WS, world.project)
        assert project is not None
        files = {
            form: exported(session, project, form, now=world.clock.now(), run_by="us", bands=STANDARD)[1].decode()
            for form in ("json", "md")
        }
    for form, content in files.items():
        for words_ in ("A list at the bedside", "A runner at eleven", "Leave it to nights", "Complaints, said better"):
            assert words_ in content, (form, words_)
    picked = files["md"].partition("### What to take further\n\n")[2].splitlines()[0]
    assert picked == "- A list at the bedside", "what was picked stands there in words"
    assert "- Complaints, said better\n" in files["md"], "a box that plain words go to needs no label"
    assert "Mei" in files["json"], "who was named and said nothing is there"
    assert "Complaints, first said" in files["json"], "what was changed is kept with what replaced it"


def test_the_first_message_follows_its_answer(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.settle()
    assert "Fine" in labels(last_dm(world, "U2"))
    world.press("U2", "fine", place=Place("DU2", dm=True))
    world.press("U3", "not_me", place=Place("DU3", dm=True))
    world.settle()
    shown = last_dm(world, "U2")
    assert "Fine" not in labels(shown)
    assert "You're in" in shown.text
    assert "Use my name" in labels(shown)
    assert "You're not part of" in last_dm(world, "U3").text


def last_dm(world: World, person: str) -> Message:
    """A person's first message as it stands."""
    return world.slack.in_channel(f"D{person}")[0].message


def test_a_first_message_put_off_is_not_sent_to_somebody_who_is_in(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.settle()
    world.press("U2", "ask_later", place=Place("DU2", dm=True))
    world.press("U2", "join")
    world.settle()
    world.wait(days=1)
    assert not [said for said in world.slack.texts("DU2") if "would like your view on" in said]
