"""Scenes for tests: real projects played through the real engine, seen as the services would see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from coach.services.scene import Scene, Stand
from coach.services.scenes import to_find
from coach.views import Controls, Form, Heading, Home, Menu, Message, Note, Part, Pick, Press, Text
from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from storage.gaps import gaps_of_notes
from storage.notes import Noted
from tests.dialogues.player import Player

TUESDAY = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)
NAMES = {"U1": "Asha", "U2": "Tom", "U3": "Mei", "U4": "Dr Patel", "U5": "Joy", "U6": "Ruth", "U7": "Sam", "U8": "Nia"}


def scene_of(player: Player, name: str = "Take-home medicines", **changes: Any) -> Scene:
    """The scene of a played project as it stands."""
    steps = player.every(e.KeepStep)
    stands: dict[tuple[str, str, str], Stand] = {}
    for one in player.every(e.KeepPosition):
        key = (one.question, one.by, one.stance if not one.by else "")
        stands[key] = Stand(one.question, one.by, one.stance, one.reason, one.named, one.count)
    noted = [Noted(n, player.at, player.state.pass_n, gap) for n, gap in enumerate(player.every(e.KeepGap))]
    gaps = gaps_of_notes("abcd1234", noted)
    built: dict[str, Any] = dict(  # noqa: C408
        project="abcd1234",
        workspace="T1",
        name=name,
        channel="C1" if player.state.way != "alone" else "",
        dialogue=player.dialogue,
        state=player.state,
        facts=player.facts,
        now=player.at,
        names=NAMES,
        roles={"U1": "ward sister"},
        positions=tuple(stands.values()),
        gaps=tuple(gap.question for gap in gaps if gap.question and not gap.closed),
        to_find=to_find(gaps, player.state.pass_n),
        lines={line.phase: line.text for line in player.every(e.KeepLine)},
        overrides=tuple((one.phase, one.by, one.reason) for one in player.every(e.KeepOverride)),
        next_step=(steps[-1].what, steps[-1].who) if steps else None,
        links={},
        run_by="the improvement team (improvement@example.nhs.uk)",
        created_at=TUESDAY,
    )
    return Scene(**(built | changes))


def ward_7() -> Player:
    """Ward 7, five people in one room on a busy Tuesday, played to the end of the round."""
    player = Player(load(), "U1", "U2", "U3", "U4", "U5", at=TUESDAY, way="together")
    told: list[tuple[str, tuple[Any, ...]]] = [
        ("explore.trigger", ({"text": "A patient waited in a coat for four hours"},)),
        (
            "explore.problem",
            ({"what": "People who are fit to go wait most of the day", "who": "Patients", "how_often": "daily"},),
        ),
        (
            "explore.people",
            ({"groups": ["cared_for", "family", "nurses", "pharmacists"], "hardest": "People who live alone"},),
        ),
        (
            "explore.needs",
            (
                "Patients need to know by mid-morning what time they are going",
                {"need": "to ring pharmacy once, not five times", "who": "Nurses"},
                {"need": "the list before noon", "who": "Pharmacists"},
            ),
        ),
        ("explore.handoffs", ({"from": "Ward round", "to": "Pharmacy", "dropped": "Nobody owns the list after 11"},)),
        ("explore.success", ({"patients": "Home before tea, told the time at breakfast"},)),
        ("create.ideas", ("List at the bedside", "Going-home time at breakfast", "Runner at 11 and 2")),
    ]
    for question, values in told:
        player.say("U1", question, *values)
        move_on(player, question)
    first = player.facts.of("create.ideas")[0].id
    player.say("U1", "create.choose", [first])
    player.do(i.Next, "U1", question="create.choose")
    if player.status("create.choose") == "shown":
        player.do(i.Confirm, "U1", question="create.choose", chosen=(first,))
    rest: list[tuple[str, tuple[Any, ...]]] = [
        (
            "evaluate.test_plan",
            (
                {
                    "what": "list at the bedside, bays 1 and 2",
                    "with_whom": "Mei and the round",
                    "how_many": 6.0,
                    "when": "2026-05-19",
                    "expect": "About 4 of 6 by 1 pm",
                },
            ),
        ),
        (
            "evaluate.risks",
            ({"event": "A late change is missed", "sign": "Ward rings to correct a list", "owner": "U3"},),
        ),
        (
            "evaluate.go_ahead",
            (
                {
                    "tell": "Pharmacy",
                    "approver": "Matron",
                    "answer": "asked",
                    "stop_sign": "Any list is sent for the wrong person",
                    "caller": "Anyone",
                    "undo": "yes",
                },
            ),
        ),
        (
            "agree.aim",
            (
                {
                    "measure": "Ready to leave to medicines in hand",
                    "from": "most of the day",
                    "to": "3 hours",
                    "by": "2026-09-30",
                    "who": "People going home from Ward 7",
                    "out": "Weekends",
                },
            ),
        ),
        ("agree.actions", ({"what": "time ten waits", "who": "U5", "due": "2026-05-15"},)),
        ("agree.review", ("2026-05-20",)),
    ]
    for question, values in rest:
        player.say("U1", question, *values)
        move_on(player, question)
    return player


def move_on(player: Player, question: str) -> None:
    """The typist presses Next; a draft is confirmed."""
    if player.status(question) in {"open", "shown", "contested"}:
        player.do(i.Confirm, "U1", question=question)
    if player.status(question) == "open":
        player.do(i.Next, "U1", question=question)


def apart(*team: str, **start: Any) -> Player:
    """People in their own time, all joined."""
    player = Player(load(), *team, at=TUESDAY, way="apart", **start)
    for person in team[1:]:
        player.do(i.Join, person)
    return player


def lone() -> Player:
    """One doctor by herself."""
    return Player(load(), "U8", at=TUESDAY, way="alone")


def parts_of(view: Message | Home | Form) -> tuple[Part, ...]:
    """Every part of a view."""
    return view.parts


def shown_words(view: Message | Home | Form) -> Iterator[str]:
    """Every string of mrkdwn a view shows, and its text."""
    if isinstance(view, Message):
        yield view.text
    for part in parts_of(view):
        if isinstance(part, Text | Note):
            yield part.text


def plain_words(view: Message | Home | Form) -> Iterator[str]:
    """Every string of plain text: headings, labels, hints."""
    for part in parts_of(view):
        if isinstance(part, Heading):
            yield part.text
        if isinstance(part, Controls):
            for item in part.items:
                yield item.label
                yield from (words for words, _ in item.entries) if isinstance(item, Menu) else ()
                yield from (item.hint,) if not isinstance(item, Pick) else ()
    if isinstance(view, Form):
        yield from (view.title, view.submit, view.close)
        for box in view.boxes:
            yield from (box.label, box.hint, box.placeholder)
            yield from (words for _, words in box.options)


def presses(view: Message | Home | Form) -> Iterator[Press]:
    """Every press a view offers."""
    if isinstance(view, Form):
        yield view.press
    for part in parts_of(view):
        if isinstance(part, Controls):
            for item in part.items:
                if isinstance(item, Menu):
                    yield from (press for _, press in item.entries)
                else:
                    yield item.press
