"""Whatever people type and whatever happens: no screen breaks, breaks out, grows too long, or names who is hidden."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.presses import PRESSES
from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.cards.filling import options_for
from coach.services.screens.seeing import question as in_words
from coach.views import Form, Message, Press
from dialogues import inputs as i
from dialogues.library import load
from tests.dialogues.player import Player
from tests.services.stage import TUESDAY, plain_words, presses, scene_of, shown_words

TEAM = ("U1", "U2", "U3", "U4")
HOSTILE = (
    "<!channel> *now* <https://evil.example|Save> `x` _y_ ~z~ @here &lt;!here&gt; www.evil.example",
    "> quote\n* bullet * \u202eover\u200b",
    "x" * 2900,
    "&" * 1400,
    "<" * 1400 + " word",
    '"quoted" {project} %s \\ | <|>',
    "Patients need " + "🙂 " * 300,
    "- – — so that so that – x",
)
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60))
ACTS = st.lists(st.tuples(st.integers(0, 19), st.sampled_from(TEAM), st.integers(0, 9), WORDS), min_size=3, max_size=40)
OURS = re.compile(r"<(https?://[^<>|\s]+)\|([^<>]*)>")


def act(player: Player, what: int, person: str, place: int, words: str) -> None:
    """One thing somebody does next, whatever it may be."""
    live = player.open()
    question = live[place % len(live)] if live else "explore.needs"
    simple: dict[int, tuple[Any, str, dict[str, Any]]] = {
        8: (i.Next, "U1", {"question": question}),
        9: (i.ShowNow, "U1", {"question": question}),
        10: (i.NothingToAdd, person, {"question": question}),
        11: (i.DontKnow, person, {"question": question}),
        12: (i.GoOn, "U1", {"reason": words}),
        13: (i.StartNow, "U1", {}),
        14: (i.Line, "U1", {"phase": "explore", "text": words}),
        15: (i.StopHere, "U1", {"step": words, "who": "U3"}),
        16: (i.Resume, "U1", {}),
        17: (i.Leave, person, {}) if person != "U1" and place == 3 else (i.Join, person, {}),
        18: (i.Skip, "U1", {"question": question}),
    }
    if what in simple:
        kind, who, named = simple[what]
        player.do(kind, who, **named)
    elif what == 19:
        player.wait(days=place)
    else:
        answer(player, person, question, place, words)


def answer(player: Player, person: str, question: str, place: int, words: str) -> None:
    """Answer a question in the shape it takes."""
    scene = scene_of(player)
    found = in_words(scene, question)
    options = [one for one, _ in options_for(scene, question)]
    if found.mode == "consent" and not found.fields:
        stance = ("yes", "can_live", "not_yet")[place % 3]
        player.do(i.Position, person, question=question, stance=stance, reason=words, named=place == 1)
    elif found.mode == "vote" and found.kind == "several" and player.status(question) == "shown":
        player.do(i.Confirm, "U1", question=question, chosen=tuple(options[:2]))
    elif found.kind in {"several", "choice"} and options:
        player.say(
            person,
            question,
            [options[place % len(options)]] if found.kind == "several" else options[place % len(options)],
        )
    elif found.kind == "each" and options:
        items = screens.filling.items_for(scene, question)
        player.say(person, question, {one: found.options[place % len(found.options)].id for one, _ in items})
    elif found.kind == "date":
        player.say(person, question, "2026-06-01")
    else:
        player.say(person, question, filled(found.fields, place, words) if found.fields else words)


def filled(fields: Any, place: int, words: str) -> dict[str, Any]:
    """Every box of a form with something in it."""
    values: dict[str, Any] = {}
    for field in fields:
        picked = [option.id for option in field.options]
        kinds = {"number": float(place), "date": "2026-05-19", "person": "U3"}
        if picked:
            values[field.id] = picked[:2] if field.kind == "several" else picked[place % len(picked)]
        else:
            values[field.id] = kinds.get(field.kind, words)
    return values


def played(acts: list[tuple[int, str, int, str]], way: Any, depth: Any) -> Player:
    """A project to which all of this happened."""
    team = TEAM[:1] if way == "alone" else TEAM
    player = Player(load(), *team, at=TUESDAY, way=way, depth=depth)
    for person in team[1:]:
        player.do(i.Join, person)
    for what, person, place, words in acts:
        act(player, what, person if person in team else "U1", place, words)
        player.at += timedelta(minutes=place)
    return player


def views_of(scene: Scene) -> list[tuple[str, Message | Form | Any]]:
    """The screens that matter most, of any scene."""
    found: list[tuple[str, Any]] = [
        ("card", screens.card(scene)),
        ("panel", screens.panel(scene)),
        ("where", screens.where_we_were(scene)),
        ("home", screens.home("U2", [scene], scene.now)),
        ("status", screens.status(scene, "U2")),
        ("next", screens.next_best(scene, "U2", "x")),
        ("actions", screens.actions(scene, "U3")),
        ("round", screens.announce(scene, "round_done")),
        ("welcome", screens.welcome(scene)),
    ]
    found += [
        (f"summary {what}", screens.summary(scene, what, 1))
        for what in ("explore", "create", "evaluate", "round", "so_far")
    ]
    for question in scene.state.cells:
        found += [(f"reveal {question}", one) for one in screens.reveal(scene, question)]
        found.append((f"question {question}", screens.question(scene, "U2", (question,), sitting=True)))
        found.append((f"answered {question}", screens.answered(scene, "U2", question)))
        found += [
            (f"form {do} {question}", screens.form(scene, Press(do, scene.project, question, 1), "U2"))
            for do in ("answer", "fix", "pick", "edit", "hands", "take_these")
        ]
    return found


def broken_out(words: str) -> str:
    """What in mrkdwn is not ours: a raw bracket, a ping, a bare link; "" when nothing is."""
    bare = OURS.sub("", words)
    for pattern in (
        r"[<>]",
        r"(?<![\w.])@(?:here|channel|everyone|U\d)",
        r"\bhttps?://",
        r"www\.",
        r"&(?!amp;|lt;|gt;)",
    ):
        if found := re.search(pattern, bare):
            return found[0]
    return ""


def check(scene: Scene) -> None:
    """What holds of every screen."""
    for name, view in views_of(scene):
        for words in shown_words(view):
            assert not broken_out(words), f"{name}: {broken_out(words)!r} in {words[:400]!r}"
        for words in plain_words(view):
            assert "<" not in words, name
            assert "@here" not in words, name
        assert all(press.do in PRESSES for press in presses(view)), name
        if isinstance(view, Message):
            assert 0 < len(view.text) < 4000, name
            assert all(len(words) <= 3000 for words in shown_words(view) if words != view.text), name
        if isinstance(view, Form):
            assert len(view.boxes) <= 10, name
    for what in ("explore", "round"):
        page = screens.summary_page(scene, what, 1).decode()
        assert "<!channel>" not in page
        assert "https://evil.example|" not in re.sub(r"&lt;.*?&gt;", "", page)
        assert len(screens.summary_text(scene, what, 1)) < 12000


@pytest.mark.parametrize(
    ("way", "depth"), [("together", "quick"), ("apart", "quick"), ("apart", "standard"), ("alone", "quick")]
)
def test_no_screen_breaks_out_or_breaks_down(way: str, depth: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(ACTS)
    def run(acts: list[tuple[int, str, int, str]]) -> None:
        check(scene_of(played(acts, way, depth), name=HOSTILE[0][:60]))

    run()


def test_hidden_names_never_stand_beside_words() -> None:
    names = {"U1": "Aurelia", "U2": "Balthasar", "U3": "Cosima", "U4": "Dorothea"}

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(ACTS)
    def run(acts: list[tuple[int, str, int, str]]) -> None:
        player = played(acts, "apart", "quick")
        scene = scene_of(player, names=names)
        for question, cell in player.state.cells.items():
            if cell.seen_by == "names" or in_words(scene, question).mode == "consent":
                continue
            owners = {
                str(kept.value.get("owner")) for kept in player.facts.of(question) if isinstance(kept.value, dict)
            }
            for message in screens.reveal(scene, question):
                for person, name in names.items():
                    assert person in owners or name not in message.text

    run()


def test_every_screen_of_a_full_hostile_round_holds() -> None:
    player = Player(load(), *TEAM, at=TUESDAY, way="together")
    for _ in range(60):
        for question in player.open()[:1]:
            for place in range(3):
                answer(player, "U1", question, place, HOSTILE[place])
            player.do(i.Confirm, "U1", question=question)
            player.do(i.Next, "U1", question=question)
        player.do(i.GoOn, "U1", reason="x")
    assert "agree.aim" in player.facts.answers
    check(scene_of(player, name="<!channel> & *x*"))
