"""Real scenes of every kind, and every screen of a scene: what the tables of tests run over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from typing import get_args

from coach.presses import PRESSES
from coach.services import screens
from coach.services.kindness.pauses import Pause, Scope
from coach.services.kindness.person import Leave, PersonTimes
from coach.services.kindness.rhythm import Rhythm
from coach.services.people import personal
from coach.services.people.mine import Held, Mine
from coach.services.scene import Scene
from coach.services.screens.people import my_times, quiet_time
from coach.views import Form, Home, Message, Press
from dialogues import inputs as i
from dialogues.codes import AnnounceCode, Refusal, TellCode
from tests.services.stage import apart, lone, scene_of, ward_7

View = Message | Home | Form
FORMS = [press for press, kind in PRESSES.items() if kind == "form" and press not in personal.FORMS]
SUMMARIES = ("explore", "create", "evaluate", "round", "so_far")


def frail_team() -> Scene:
    """A frailty team in its own time: needs in, one late, somebody not heard."""
    player = apart("U1", "U2", "U3", "U4", "U6", depth="standard")
    player.say("U1", "explore.problem", {"what": "Older people wait in chairs all night"})
    player.say(
        "U2",
        "explore.needs",
        "Older people need to get home safely",
        {"need": "a bed before midnight", "who": "Patients"},
    )
    player.say("U3", "explore.needs", {"need": "one number to ring", "who": "Ambulance crew", "known": "heard"})
    player.say("U4", "explore.needs", "Nurses need one number to ring")
    player.do(i.ShowNow, "U1", question="explore.needs")
    return scene_of(player, "Frail at night")


def split_vote() -> Scene:
    """Seven people split on the runner: three picked it, four did not."""
    team = ("U1", "U2", "U3", "U4", "U5", "U6", "U7")
    player = apart(*team)
    for person in team:
        for question in (
            "explore.people",
            "explore.needs",
            "explore.success",
            "explore.trigger",
            "explore.problem",
            "explore.handoffs",
        ):
            player.do(i.NothingToAdd, person, question=question)
    for _ in range(4):
        player.do(i.Skip, "U1", question=next(iter(player.open()), ""))
        player.do(i.GoOn, "U1", reason="busy")
        player.do(i.StartNow, "U1")
        if "create.ideas" in player.open():
            break
    for person, idea in zip(
        team, ("List at the bedside", "Time at breakfast", "Runner at 11 and 2", *["x"] * 4), strict=True
    ):
        player.say(person, "create.ideas", idea) if idea != "x" else player.do(
            i.NothingToAdd, person, question="create.ideas"
        )
    player.do(i.StartNow, "U1")
    bedside, breakfast, runner = (kept.id for kept in player.facts.of("create.ideas"))
    for number, person in enumerate(team):
        player.say(
            person,
            "create.choose",
            [bedside, runner] if number < 3 else [bedside, breakfast] if number < 5 else [bedside],
        )
    return scene_of(player)


def contested() -> Scene:
    """Somebody says not yet."""
    player = ward_7()
    player.do(i.Position, "U1", question="agree.consent", stance="yes")
    player.do(i.Position, "U2", question="agree.consent", stance="not_yet", reason="I'd want night staff told first")
    player.do(i.Next, "U1", question="agree.consent")
    return scene_of(player)


def scenes() -> dict[str, Scene]:
    """Every kind of scene the tables run over."""
    asking = apart("U1", "U2", "U3", "U4")
    paused = ward_7()
    paused.do(i.Pause, "U1")
    closed = ward_7()
    closed.do(i.Close, "U1", reason="done")
    stopped = ward_7()
    stopped.do(i.StopHere, "U1", step="Time ten waits", who="U5")
    return {
        "ward": scene_of(ward_7()),
        "asking": scene_of(asking),
        "frail": frail_team(),
        "vote": split_vote(),
        "contested": contested(),
        "lone": scene_of(lone(), "Letters on time"),
        "paused": scene_of(paused),
        "closed": scene_of(closed),
        "stopped": scene_of(stopped),
    }


SCENES = scenes()


def every_view(scene: Scene) -> Iterator[tuple[str, View]]:
    """Every screen of a scene, for its lead and for somebody else, by name."""
    lead = scene.state.lead
    for person in (lead, "U2", "U9"):
        yield "status", screens.status(scene, person)
        yield "actions", screens.actions(scene, person)
        yield "next_best", screens.next_best(scene, person, "hello")
        yield "home", screens.home(person, [scene], scene.now)
        yield from own_times(scene, person)
        for question in scene.state.cells:
            yield f"question {question}", screens.question(scene, person, (question,), sitting=True)
            yield f"answered {question}", screens.answered(scene, person, question)
        for do in FORMS:
            for question in ("", *scene.state.cells):
                yield f"form {do} {question}", screens.form(scene, Press(do, scene.project, question, 1), person)
    yield from whole_project(scene)
    for question in scene.dialogue.questions:
        for what in ("why", "example", "stuck", "harm", "look_at", "read_all", "what_is_this"):
            yield f"more {what} {question}", screens.more(scene, question, what)
        yield f"nudge {question}", screens.nudge(scene, "U2", question)
        for number, message in enumerate(screens.reveal(scene, question)):
            yield f"reveal {question} {number}", message


def own_times(scene: Scene, person: str) -> Iterator[tuple[str, View]]:
    """The screens of a person's own times: with nothing set, and with everything."""
    later = scene.now + timedelta(days=9)
    today = scene.now.date()
    everything = PersonTimes(
        zone="Europe/Madrid",
        nights_until=today + timedelta(days=3),
        leave=(Leave(today, today + timedelta(days=4)),),
        calendar="ES",
        weekly_ceiling=0,
        paused_until=later,
    )
    scopes: tuple[tuple[Scope, str], ...] = (("everyone", ""), ("team", scene.project), ("person", person))
    held = tuple(Held(Pause(scope, about, scene.now, later, "U3"), scene.name, "Mei") for scope, about in scopes)
    rhythm = (scene.name, Rhythm("weeks", time(9, 30), "Europe/London", today))
    full = Mine(person, everything, "Europe/London", scene.now, held, ((scene.project, scene.name),), (rhythm,))
    for mine in (Mine(person, PersonTimes(), "Europe/London", scene.now), replace(full, may_all=True)):
        yield "my times", my_times.my_times(mine, "Kept.")
        yield "own home", screens.home(person, [scene], scene.now, mine)
        yield "form times", my_times.form(mine, Press("times"))
        yield "form quiet", quiet_time.form(mine, Press("quiet", scene.project))
        yield "only some", quiet_time.only_some(mine, "until friday")
        yield "still held", quiet_time.still_held(mine)
        for one in held:
            yield f"quiet kept {one.pause.scope}", quiet_time.kept(mine, one.pause, scene.name)
    for about in (f"U2/{later.isoformat()}", "U2/"):
        yield "announce quiet_time", screens.announce(scene, "quiet_time", about)


def whole_project(scene: Scene) -> Iterator[tuple[str, View]]:
    """The screens that are not about one question."""
    yield "card", screens.card(scene)
    yield "old card", screens.old_card(scene, "https://slack.example/x")
    yield "panel", screens.panel(scene)
    yield "welcome", screens.welcome(scene)
    yield "welcome alone", screens.welcome_alone(scene)
    yield "first dm", screens.first_dm(scene, "U2")
    yield "where we were", screens.where_we_were(scene)
    yield "help", screens.help_(scene)
    yield "which", screens.which_project([scene, scene], "status", "U1")
    yield "which question", screens.which_question(scene, "U1", "h1", tuple(scene.dialogue.questions)[:3])
    yield "typed", screens.typed_choice(scene, "U1", "explore.problem", "h1", "other words")
    yield "paste", screens.paste_check(scene, "U1", "explore.needs", "h1", tuple(f"- line {n}" for n in range(40)))
    for what in SUMMARIES:
        yield f"summary {what}", screens.summary(scene, what, 1)
    for code in get_args(TellCode) + get_args(Refusal):
        yield f"tell {code}", screens.tell(scene, "U1", code, "explore.needs", "U2")
    for code in get_args(AnnounceCode):
        yield f"announce {code}", screens.announce(scene, code, "U2")
    for code in ("not_in_channel", "is_archived", "channel_not_found", "gone", "whatever"):
        yield f"lead told {code}", screens.lead_told(scene, code)
