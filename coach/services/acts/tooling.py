"""Using a tool: in one form, or typed one small ask after another; its answers become the person's own answers.

What is typed is kept with the person until the tool is done or stopped, or half an hour has passed; then it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.services import replies
from coach.services.acts import answering
from coach.services.acts.pressing import Given
from coach.services.check_in.answers import number_in
from coach.services.desk import Desk, open_desk
from coach.services.kindness.dates import read_date
from coach.services.screens.cards import tooling as screen
from coach.services.screens.cards.boxes import own_values
from coach.services.screens.cards.filling import prefilled
from coach.services.screens.seeing import question
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.services.told import with_told
from coach.services.typed_words import asked_last, commanding
from coach.services.typed_words.spoken import is_chat
from coach.views import Press, Reply
from coach.words.days import day_of
from dialogues.inputs import Value
from dialogues.rights import in_team
from dialogues.tools import Tool, ToolStep, collected
from storage import notes, people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.inbound import Inbound, Said
    from coach.services.room import Room

KIND = "tool"
SETTING = "tool"
QUIET = timedelta(minutes=30)
Run = dict[str, Any]
_PAST = frozenset({"skip", "nothing", "dont_know", "next"})
_ENOUGH = frozenset({"stop", "thats_all"})


def save(desk: Desk, given: Given) -> Reply:
    """The form of a tool: what was filled in is given."""
    tool = screen.tool_named(given.press.arg)
    if tool is None:
        chosen = Press("tool", desk.project.id, arg=given.word("which"))
        return Reply(form=screen.form(desk.scene, chosen, given.person, {}))
    said: dict[str, Value] = {}
    for step in tool.steps:
        value = given.boxes.get(screen.box_id(tool, step))
        if value not in (None, "", []):
            said[step.id] = _in_form(step, value)
    return give(desk, given, tool, said)


def _in_form(step: ToolStep, value: Any) -> Value:
    if step.kind == "list":
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    if step.kind == "number":
        return number_in(value) if number_in(value) is not None else str(value)  # type: ignore[return-value]
    return [str(one) for one in value] if isinstance(value, list) else str(value).strip()


def give(desk: Desk, given: Given, tool: Tool, said: Mapping[str, Value]) -> Reply:
    """Give what was said in a tool as this person's own answers, question after question; the reply says where."""
    words = {name: question(desk.scene, name) for name in screen.known(desk.scene, tool)}
    kept: dict[str, int] = {}
    for name, values in collected(tool, words, said).items():
        if words[name].kind == "fields":
            whole = own_values(desk.scene, name, given.person) or prefilled(desk.scene, name)
            values = tuple({**whole, **one} for one in values if isinstance(one, dict))
        kept[name] = len(answering.answer(desk, given, name, values))
    if tool.id == "driver_diagram" and said:
        _draw(desk, given, tool, said)
    return with_told(desk, screen.done(desk.scene, tool, kept))


def _draw(desk: Desk, given: Given, tool: Tool, said: Mapping[str, Value]) -> None:
    """Keep which ideas push on what has to change, by the ids of the lines, and show it to whoever drew it."""
    desk.looks_anew()
    own = {words: name for name, words in screen.all_own(desk.scene, "create.assumptions").items()}
    links = []
    for step in tool.steps:
        name = own.get(str(said.get(step.of, "")).strip()) if step.of else None
        if name is not None:
            picked = said.get(step.id, [])
            links.append((name, tuple(picked) if isinstance(picked, list) else ()))
    if links:
        notes.keep_note(*desk.where, notes.Drawing(given.person, tuple(links)), at=desk.at, pass_n=desk.state.pass_n)
        desk.looks_anew()
        desk.send(Delivery("drawing", person=given.person, once=f"{desk.state.turn}"))


def begin(desk: Desk, given: Given) -> Reply:
    """A tool one small ask after another, in the DM; one that was begun before is given first."""
    tool = screen.tool_named(given.press.arg)
    if tool is None:
        return replies.said(screen.GONE)
    before = run_of(desk)
    if before is not None and before["project"] == desk.project.id:
        finish(desk, given)
    run = {"project": desk.project.id, "tool": tool.id, "at": 0, "given": {}, "n": int(desk.at.timestamp()), "asks": 0}
    return _next(desk, tool, run, 0)


def _next(desk: Desk, tool: Tool, run: Run, at: int) -> Reply:
    """Ask the next small thing that can be asked; after the last, all of it is given."""
    while at < len(tool.steps) and tool.steps[at].kind == "pick":
        if screen.options_of(desk.scene, tool, tool.steps[at]):
            break
        at += 1
    if at >= len(tool.steps):
        _keep(desk, run)
        return finish(desk, Given(desk.person, desk.at, Press("tool_stop", desk.project.id), desk.state.zone))
    asks = run["asks"] + 1
    _keep(desk, {**run, "at": at, "asks": asks})
    desk.send(Delivery("tool_step", person=desk.person, about=f"{run['n']}.{asks}"))
    due = desk.at + QUIET
    outbox.remind(*desk.where, f"tool:{desk.person}", due, {"kind": KIND, "about": desk.person}, desk.at)
    return Reply()


def finish(desk: Desk, given: Given) -> Reply:
    """A tool is done, or enough of it: what was said is given, and the thread is put away."""
    run = run_of(desk)
    tool = screen.tool_named(run["tool"]) if run is not None and run["project"] == desk.project.id else None
    if run is None or tool is None:
        return replies.said(screen.GONE)
    _keep(desk, None)
    outbox.forget(*desk.where, f"tool:{desk.person}", desk.at)
    return give(desk, given, tool, run["given"])


def leave_out(desk: Desk, given: Given) -> Reply:
    """One small ask is left out; a button of one that has gone by does nothing."""
    run, (wanted, _, at) = run_of(desk), given.press.arg.partition(":")
    tool = screen.tool_named(wanted)
    if run is None or tool is None or run["tool"] != wanted or str(run["at"]) != at:
        return replies.said(screen.GONE) if run is None else Reply()
    return _next(desk, tool, run, run["at"] + 1)


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take words typed under a step of a tool; None when something else was asked last, or for a command."""
    if not inbound.place.dm or what.how != "new":
        return None
    project = asked_last.of_kind(session, inbound, asked_last.TOOL)
    if not project:
        return None
    desk = open_desk(room, session, inbound.workspace, project, inbound.person)
    run = run_of(desk)
    tool = screen.tool_named(run["tool"]) if run is not None and run["project"] == project else None
    if run is None or tool is None or not in_team(desk.state, inbound.person):
        return None
    given = Given(inbound.person, desk.at, Press("said", project), zone=desk.state.zone)
    press = commanding.press_of(what.text)
    if press is not None:
        return _command(desk, given, tool, run, press)
    return _typed(desk, tool, run, what.text)


def _command(desk: Desk, given: Given, tool: Tool, run: Run, press: Press) -> Reply | None:
    if press.do in _ENOUGH:
        return finish(desk, given)
    if press.do in _PAST:
        return _next(desk, tool, run, run["at"] + 1)
    if press.do == "back":
        return _next(desk, tool, run, max(0, run["at"] - 1))
    return None


def _typed(desk: Desk, tool: Tool, run: Run, text: str) -> Reply | None:
    step = tool.steps[run["at"]]
    if step.kind in {"text", "list"} and is_chat(text, list_open=True):
        return None
    value = _read(desk, tool, step, text)
    if value in ("", []):
        return None
    return _next(desk, tool, {**run, "given": {**run["given"], step.id: value}}, run["at"] + 1)


def _read(desk: Desk, tool: Tool, step: ToolStep, text: str) -> Value:
    """Typed words as the value of a step. CoachError with an example when they are none."""
    if step.kind == "list":
        return [line.strip(" -•*\t") for line in text.splitlines() if line.strip(" -•*\t")]
    if step.kind == "date":
        return read_date(text, day_of(desk.at, desk.state.zone)).isoformat()
    if step.kind == "number":
        found = number_in(text)
        if found is None:
            raise CoachError("no_number", "I need one number here, like 6. Type skip to leave it out.")
        return found
    if step.kind != "pick":
        return " ".join(text.split())
    options = [name for name, _ in screen.options_of(desk.scene, tool, step)]
    numbers = [int(word) for word in text.replace(",", " ").split() if word.isdecimal()]
    picked = [options[n - 1] for n in dict.fromkeys(numbers) if 0 < n <= len(options)]
    if not picked:
        raise CoachError("no_pick", f"Type numbers from 1 to {len(options)}, like 1 3. Type skip to leave it out.")
    return picked


def keep_so_far(room: Room, workspace: str, project: str, person: str) -> None:
    """Half an hour without a word: what was said so far is given, so that it is not lost."""
    with room.transactions.write() as session:
        desk = open_desk(room, session, workspace, project, person)
        run = run_of(desk)
        if run is not None and run["project"] == project:
            given = Given(person, desk.at, Press("tool_stop", project), zone=desk.state.zone)
            before = len(desk.kept)
            finish(desk, given)
            count = len(desk.kept) - before
            if count:
                about = {"about": run["tool"], "pass_n": count, "once": str(run["n"])}
                desk.send(Delivery("tool_kept", person=person, **about))


def run_of(desk: Desk) -> Run | None:
    """The tool this person is in the middle of, in whichever project."""
    known = people.person_of(desk.session, desk.project.workspace, desk.person)
    found = known.settings.get(SETTING) if known else None
    return dict(found) if found else None


def _keep(desk: Desk, run: Run | None) -> None:
    people.set_setting(desk.session, desk.project.workspace, desk.person, SETTING, run)


ACTS: dict[str, Callable[[Desk, Given], Reply | None]] = {
    "tool_save": save,
    "tool_steps": begin,
    "tool_skip": leave_out,
    "tool_stop": finish,
}
