"""Where somebody stands: the project now, what waits for them, their next steps, and the best thing to do next."""

from __future__ import annotations

from coach.services.scene import Scene, ToFind
from coach.services.screens.build import (
    alone,
    button,
    controls,
    is_lead,
    message,
    moment,
    name,
    note,
    project,
    raw_name,
    rows,
    text,
)
from coach.services.screens.cards.asking import answer_button, where
from coach.services.screens.cards.questions import question as question_card
from coach.services.screens.channel.hearing import how_many_are_in, unheard
from coach.services.screens.channel.quiet import quiet_card, trying, trying_card
from coach.services.screens.leading.finding_out import by_day, found_button
from coach.services.screens.leading.to_find import everything, taken_on, thing, what_words
from coach.services.screens.leading.to_find import mine as mine_to_find
from coach.services.screens.leading.what_next import LEFT_OPEN, first, in_a_line, take, what_next
from coach.services.screens.people.away import standing_still
from coach.services.screens.record import Line, one
from coach.services.screens.replying.echoes import begun, still_yours
from coach.services.screens.replying.helping import help_
from coach.services.screens.replying.refusing import refusal
from coach.services.screens.seeing import (
    asked_together,
    card_of,
    closes,
    current_card,
    not_heard,
    only_the_lead,
    open_for,
    question,
    to_choose,
)
from coach.services.screens.showing.deciding import choice_card, choosing
from coach.services.screens.summing_up.in_short import in_short
from coach.services.screens.summing_up.summary_agree import open_steps, step_words, steps
from coach.services.screens.trying.learning import marks_words
from coach.views import Button, Message
from coach.words import ended, safe
from dialogues import inputs as i
from dialogues.rights import in_team
from dialogues.view import may


def status(scene: Scene, person: str) -> Message:
    """Return where the project is, who is in (names for the lead alone), and what waits for this person."""
    here, vote = current_card(scene), to_choose(scene)
    if scene.state.status == "active" and vote and not here:
        return choice_card(scene, vote)
    if scene.state.status != "active" or not here:
        return _and(quiet_card(scene, asked=True), [*in_short(scene), *standing_still(scene)])
    mine = open_for(scene, person)
    asked = ", ".join(safe(question(scene, one).title) for one in mine or here)
    until = closes(scene, person)
    whose = "Open for you" if mine and scene.state.way == "apart" else "Open now"
    return message(
        text(
            f"{project(scene)} · {_round(scene)}{where(scene)}",
            f"{whose}: {asked}." + (f" Until {until}." if until else ""),
        ),
        text(_who(scene, person, asked_together(scene) or here), *standing_still(scene)),
        text(*in_short(scene)),
        text(_back(scene), _marks(scene)),
        controls(
            _waits(scene, person),
            button(scene, "What next?", "next_best"),
            button(scene, "So far", "summary", arg="so_far"),
            button(scene, "Whose views?", "voices", hint="Whose views are in, and whose are missing"),
        ),
    )


def _and(found: Message, lines: list[str]) -> Message:
    """A message with a few lines more below its words and above its buttons."""
    more = text(*lines)
    return message(*found.parts[:1], more, *found.parts[1:]) if more else found


def _round(scene: Scene) -> str:
    n = scene.state.pass_n
    return f"Round {n} · " if n > 1 else ""


def _who(scene: Scene, person: str, here: tuple[str, ...]) -> str:
    if alone(scene) or scene.state.way == "together":
        return ""
    if only_the_lead(scene, here):
        return f"It waits for {'you' if is_lead(scene, person) else name(scene, scene.state.lead)}."
    counted = how_many_are_in(scene, here)
    if is_lead(scene, person) and not_heard(scene, here):
        return rows([counted, *unheard(scene, here)])
    return f"{counted} {name(scene, scene.state.lead)} sees who isn't heard yet, never what anybody said."


def _back(scene: Scene) -> str:
    unknown = everything(scene)
    return f"To find out: {ended(unknown)}" if unknown else ""


def _marks(scene: Scene) -> str:
    planned = bool(one(scene, "evaluate.test_plan").words)
    return f"Marks of a good try: {ended(marks_words(scene))}" if planned else ""


def _waits(scene: Scene, person: str) -> Button | None:
    waiting = open_for(scene, person)
    takes = bool(waiting) and question(scene, waiting[0]).mode in {"solo", "gather", "vote"}
    return answer_button(scene, waiting[0]) if takes else None


def my_steps(scene: Scene, person: str) -> tuple[Line, ...]:
    """Return the next steps with this person's name on them that are not done."""
    known = {person, raw_name(scene, person)}
    return tuple(line for line in open_steps(scene) if {str(line.raw.get("who", "")), line.get("who")} & known)


def actions(scene: Scene, person: str) -> Message:
    """Return this person's next steps, each to be ticked off; then the others' in one line each."""
    mine = my_steps(scene, person)
    others = [line for line in open_steps(scene) if line not in mine]
    finds = finding(scene, person)
    if not (mine or others or finds or taken_on(scene)):
        none = "every next step is done." if steps(scene) else "no next steps yet. They come as a round ends."
        return message(
            text(f"{project(scene)}: {none}"),
            controls(button(scene, "What next?", "next_best")),
        )
    said = [text(f"{place}  {step_words(scene, line)}") for place, line in enumerate(mine[:8], 1)]
    ticks = [
        button(scene, f"{place} is done", "action_done", arg=line.id, hint=f"Step {place} is done")
        for place, line in enumerate(mine[:8], 1)
    ]
    own = {one for one, _ in finds}
    rest = rows(
        [f"•  {step_words(scene, line)}" for line in others[:8]]
        + [f"•  To find out: {thing(scene, one)}" for one in taken_on(scene)[:8] if one not in own]
    )
    return message(
        text(f"{project(scene)}: {'your next steps' if mine or finds else 'nothing with your name on it'}."),
        *said,
        controls(*ticks) if ticks else None,
        *(part for one, tick in finds for part in (text(f"To find out: {_to_find(scene, one)}"), controls(tick))),
        text("The others:", rest) if rest and (mine or finds) else text(rest),
    )


def finding(scene: Scene, person: str) -> list[tuple[ToFind, Button | None]]:
    """Return what this person said they would find out, each with the button that takes it."""
    return [(one, found_button(scene, one)) for one in mine_to_find(scene, person)[:8]]


def _to_find(scene: Scene, one: ToFind) -> str:
    return f"{what_words(scene, one)}{by_day(scene, one)}."


def next_best(scene: Scene | None, person: str, said: str, typed_for: str = "") -> Message:
    """Return the best next thing for this person; words that were no answer are left where they are.

    `typed_for` is the question that their next typed words go to: a list they have begun comes before what follows it.
    """
    if scene is None:
        return help_(None)
    kept = "I've kept nothing of that." if said.strip() else ""
    if scene.state.status != "closed" and not in_team(scene.state, person):
        words, join = refusal(scene, "join_first", "")
        return _with(kept, message(text(words), controls(join)))
    if scene.state.status != "active":
        return _with(kept, quiet_card(scene))
    if begun(scene, person, typed_for):
        return _with(kept, still_yours(scene, person, typed_for))
    waiting = open_for(scene, person)
    if scene.state.way == "together" and not waiting:
        waiting = current_card(scene)
    if waiting:
        card = tuple(one for one in card_of(scene, waiting[0]) if one in waiting) or waiting[:1]
        return _with(f"{kept} This is open for you:".strip(), question_card(scene, person, card, sitting=False))
    vote = to_choose(scene)
    if vote and is_lead(scene, person):
        return _with(
            kept, message(text(f"{project(scene)}: the picks are in. Choose what you take."), choosing(scene, vote))
        )
    return _with(kept, _nothing_waits(scene, person, chat=bool(said.strip())))


def _with(words: str, found: Message) -> Message:
    head = text(words)
    return Message(f"{words}\n{found.text}"[:3990], (head, *found.parts)) if head else found


def _nothing_waits(scene: Scene, person: str, *, chat: bool) -> Message:
    """What to do when nothing is open; to `chat` (words that were no answer) the step that is theirs, or one line."""
    mine = my_steps(scene, person)
    step = f"Your next step: {step_words(scene, mine[0])}." if mine else "Nothing is open for you just now."
    best = trying_card(scene) if trying(scene) else None if chat else what_next(scene, person, step)
    if best is not None:
        return best
    proposal = first(scene, LEFT_OPEN) if chat and not mine and may(scene.state, person, i.LookAgain) else None
    when = moment(scene, scene.state.back_at) or closes(scene)
    return message(
        text(f"{project(scene)}: {step}", in_a_line(scene, proposal)),
        note(f"I'll write when something is. Next: {when}." if when else "I'll write when something is."),
        controls(
            *(take(scene, proposal) if proposal else ()),
            button(scene, "What next?", "next_best") if chat else None,
            button(scene, "Where are we?", "status"),
            button(scene, "So far", "summary", arg="so_far"),
        ),
    )
