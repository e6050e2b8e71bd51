"""Tools: a line and a button where one helps, its form, its small steps one by one, and the list of all there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import bold, button, controls, label, message, note, project, rows, text
from coach.services.screens.cards import filling
from coach.services.screens.cards.asking import privacy, seen_by_all
from coach.services.screens.cards.boxes import own_values, starting
from coach.services.screens.cards.filling import prefilled
from coach.services.screens.leading.forms_team import made
from coach.services.screens.seeing import question
from coach.services.screens.showing.picks import all_lines
from coach.services.screens.summing_up.summary_agree import aim_line
from coach.views import Box, BoxKind, Form, Menu, Message, Part, Press
from coach.words import cut, ended, first_down, in_words, joined, link, one_line, plural, quoted, safe, shown
from dialogues import library
from dialogues.overlays import explains
from dialogues.tools import Tool, ToolStep, helps_at

MOST_OPTIONS = 100
_KINDS: Mapping[str, BoxKind] = {
    "text": "text", "list": "long_text", "pick": "several", "date": "date", "number": "number",
}  # fmt: skip
_PLACES = {
    "context": "To see what goes on",
    "problem": "To find what people need",
    "solution": "To find ideas",
    "evidence": "To see what could go wrong, or whether it works",
    "case": "To say why it's worth it",
    "plan": "To plan",
}
LINES_HINT = "One line each."
GONE = "I've lost the thread of that. Nothing you gave is lost; type tools to begin again."
EMPTY = "There was nothing in it, so I've kept nothing. You can come back to it with: tools."


def tool_named(wanted: str) -> Tool | None:
    """Return one of the eight by its id."""
    return next((tool for tool in library.tools().tools if tool.id == wanted), None)


def offered_at(scene: Scene, here: Sequence[str]) -> tuple[Tool, str] | None:
    """Return the tool that was offered at one of these questions and still helps there, with the question."""
    for wanted, at in scene.offered:
        tool = tool_named(wanted)
        if tool is not None and at in here and helps_at(tool, at, scene.facts):
            return tool, at
    return None


def offer(scene: Scene, here: Sequence[str]) -> tuple[Part | None, ...]:
    """Return the one line and its button under a card; nothing when no tool helps there. New to it: without a name."""
    found = offered_at(scene, here)
    if found is None:
        return ()
    tool, at = found
    how = explains(scene.dialogue, scene.state.experience).tools  # type: ignore[arg-type]
    if how == "asked":
        words = f"Hard to begin? I can ask you {in_words(len(tool.steps))} small questions instead."
        shown_as = "Ask me small questions"
    elif how == "by_name":
        words, shown_as = f"{bold(safe(tool.name))} fits here, five minutes.", tool.name
    else:
        words, shown_as = f"Got five more minutes? {bold(safe(tool.name))}: {safe(first_down(tool.line))}", tool.name
    return (note(words), controls(button(scene, shown_as, "tool", at, tool.id)))


def form(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return a tool as one form: a box for each small ask, all of them optional."""
    tool = tool_named(press.arg)
    if tool is None:
        options = tuple((one.id, label(one.name)) for one in library.tools().tools)
        which = Box("which", "Which one?", "choice", options, required=True, focus=True)
        return made(press, "tool_save", "Five minutes on it", (which,), submit="Open it")
    boxes = tuple(box for step in tool.steps if (box := _box(scene, tool, step, person)) is not None)
    fills = known(scene, tool)
    details = next((found for wanted in fills if (found := privacy(scene, wanted))), "")
    said = [text(safe(tool.line), _about(scene, tool)), note(details, seen_by_all(scene, fills))]
    if not boxes:
        nothing = text("There's nothing to pick from yet. It comes once some lines have been shown.")
        return Form(Press("tools", press.project), label(tool.name, 24), parts=tuple(message(nothing).parts), submit="")
    typed = note(f'Leave any of them empty. Or type "{safe(tool.name.lower())}" to me, and I ask them one by one.')
    return made(press, "tool_save", label(tool.name, 24), boxes, *said, typed)


def known(scene: Scene, tool: Tool) -> tuple[str, ...]:
    """Return the questions that a tool's answers go to, as far as this project has them."""
    return tuple(wanted for wanted in tool.fills if wanted in scene.dialogue.questions)


def _about(scene: Scene, tool: Tool) -> str:
    aim = aim_line(scene, scene.state.pass_n) if tool.id == "driver_diagram" else ""
    return f"Your aim: {ended(aim)}" if aim else ""


def box_id(tool: Tool, step: ToolStep) -> str:
    """Return the id of a step's box in the tool's form."""
    return f"tool#{tool.id}.{step.id}"


def _box(scene: Scene, tool: Tool, step: ToolStep, person: str) -> Box | None:
    options = tuple((one, label(words)) for one, words in options_of(scene, tool, step))[:MOST_OPTIONS]
    if step.kind == "pick" and not options:
        return None
    kind = _KINDS[step.kind]
    return Box(
        box_id(tool, step),
        cut(step.ask, 149),
        kind,
        options,
        value=starting(kind, None, _starts_with(scene, step, person)),
        hint=LINES_HINT if step.kind == "list" else "",
        focus=step is tool.steps[0],
    )


def _starts_with(scene: Scene, step: ToolStep, person: str) -> Any:
    """What a box of a form starts with: what this person said already, or the draft there is."""
    name, _, box = step.into.partition("#")
    if name not in scene.dialogue.questions or not box or question(scene, name).kind != "fields":
        return None
    return (own_values(scene, name, person) or prefilled(scene, name)).get(box)


def options_of(scene: Scene, tool: Tool, step: ToolStep) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of the lines a step picks from: those its question offers, else all that were shown."""
    if step.kind != "pick":
        return ()
    into = next((one.into for one in reversed(tool.steps) if one.items_from == step.items_from and one.into), "")
    if into in scene.dialogue.questions:
        return filling.options_for(scene, into)
    return tuple((line.id, line.words) for line in all_lines(scene, step.items_from).values())


def ask(scene: Scene, tool: Tool, at: int, given: Mapping[str, Any]) -> Message:
    """Return one small ask, typed to; with the way past it and out of it."""
    step = tool.steps[at]
    options = [f"{n}  {shown(words, 100)}" for n, (_, words) in enumerate(options_of(scene, tool, step), 1)]
    how = {
        "list": "One line each, in one message.",
        "pick": "Type the numbers, like 1 3.",
        "date": "Type a day, like friday or 9 june.",
        "number": "Type one number.",
    }.get(step.kind, "Just type it here.")
    into = step.into.partition("#")[0]
    small = seen_by_all(scene, (into,)) if into in scene.dialogue.questions else "This one only helps you think."
    return message(
        text(
            f"{project(scene)} · {safe(tool.name)} · {at + 1} of {len(tool.steps)}", "" if at else _about(scene, tool)
        ),
        text(bold(safe(step.ask)), _both(scene, tool, step, given), rows(options[:24])),
        note(how, small),
        controls(
            button(scene, "Leave this one out", "tool_skip", arg=f"{tool.id}:{at}"),
            button(scene, "That's enough", "tool_stop", arg=tool.id, hint="Stop here and keep what I said"),
        ),
    )


def _both(scene: Scene, tool: Tool, step: ToolStep, given: Mapping[str, Any]) -> str:
    """For the last of three picks from one list: what stands on both lists before it."""
    before = [given.get(one.id) or [] for one in tool.steps if one.items_from == step.items_from and one is not step]
    if step.kind != "pick" or tool.id != "help_and_effort" or len(before) != 2 or not all(before):
        return ""
    words = dict(options_of(scene, tool, step))
    both = [quoted(words[one], 80) for one in before[0] if one in before[1] and one in words]
    return f"On both of your lists: {ended(joined(both))}" if both else "Nothing is on both of your lists."


def done(scene: Scene, tool: Tool, kept: Mapping[str, int]) -> Message:
    """Return what came of a tool: where its answers went, as the person's own."""
    went = [
        f"{safe(question(scene, wanted).title)} ({plural(count, 'answer')})" for wanted, count in kept.items() if count
    ]
    if not went:
        return message(text(EMPTY))
    buttons = [
        button(scene, f"Change: {question(scene, wanted).title}", "fix", wanted)
        for wanted, count in kept.items()
        if count
    ][:3]
    return message(
        text(f"{bold(safe(tool.name))}: done. What you said is kept as your own, under {joined(went)}."),
        note("You can change or take back any of it."),
        controls(*buttons),
    )


def left(scene: Scene, tool: Tool, count: int) -> Message:
    """Return the word to somebody who went away in the middle of a tool."""
    buttons = [button(scene, f"Change: {question(scene, one).title}", "fix", one) for one in known(scene, tool)][:3]
    return message(
        text(f"You stopped in the middle of {bold(safe(tool.name))}. I've kept your {plural(count, 'answer')} so far."),
        controls(*buttons, button(scene, "Begin it again", "tool_steps", arg=tool.id)),
    )


def drawing(scene: Scene, links: Sequence[tuple[str, tuple[str, ...]]]) -> Message:
    """Return a driver diagram as text: the aim, what has to change, and which ideas push on it."""
    beliefs, ideas = all_own(scene, "create.assumptions"), all_own(scene, "create.ideas")
    lines, bare = [], []
    for n, (belief, pushing) in enumerate(((beliefs.get(one, ""), which) for one, which in links), 1):
        if not belief:
            continue
        words = [quoted(ideas[one], 100) for one in pushing if one in ideas]
        lines += [f"{n}  {quoted(belief)}", *(f"      ←  {one}" for one in words)]
        if not words:
            lines.append("      ←  none of your ideas pushes on this yet")
            bare.append(belief)
    aim = aim_line(scene, scene.state.pass_n)
    return message(
        text(f"{project(scene)}: what has to change, and what pushes on it."),
        text(f"{bold('Aim')}   {aim or 'not written down yet'}", rows(lines)),
        text(f"What could you do about {quoted(bare[0], 100)}?") if bare else None,
        controls(
            button(scene, "Add an idea", "answer", "create.ideas") if bare else None,
            button(scene, "Draw it again", "tool", arg="driver_diagram"),
        ),
    )


def all_own(scene: Scene, wanted: str) -> dict[str, str]:
    """Return the words of a question's standing lines by id, those of every round."""
    every = (*scene.facts.earlier.get(wanted, ()), *scene.facts.of(wanted))
    box = next((field.id for field in scene.dialogue.questions[wanted].fields if field.main), "")
    words = ((kept.id, kept.value.get(box, "") if isinstance(kept.value, dict) else kept.value) for kept in every)
    return {name: one_line(str(said)) for name, said in words}


def everything(scene: Scene | None, group: str = "") -> Message:
    """Return the eight that take five minutes here; or, of one group or one by its id, those done elsewhere."""
    box = library.tools()
    others = [tool for tool in box.others if group in (tool.id, _group(tool.link))]
    if group and others:
        lines = [f"•  {link(tool.link, safe(tool.name))}: {safe(tool.line)}" for tool in others]
        head = _PLACES.get(group, "Done on paper or a whiteboard")
        return message(text(f"{bold(head)}, done on paper or a whiteboard:"), text(rows(lines)))
    lines = [f"•  {bold(safe(tool.name))}: {safe(tool.line)}" for tool in box.tools]
    where = scene.project if scene is not None else ""
    start = tuple((label(tool.name), Press("tool", where, "", 0, tool.id)) for tool in box.tools)
    more = tuple((label(words), Press("tools", where, "", 0, name)) for name, words in _PLACES.items() if _any(name))
    return message(
        text("Eight ways to think, about five minutes each. What you say goes to your own answers.", rows(lines)),
        note("Or type its name to me, and I ask you one small thing after another."),
        controls(Menu("Start one", start) if where else None, Menu("Others, on paper", more)),
    )


def _group(address: str) -> str:
    return address.rpartition("/")[2].removesuffix(".html")


def _any(group: str) -> bool:
    return any(_group(tool.link) == group for tool in library.tools().others)
