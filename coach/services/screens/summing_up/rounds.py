"""A round beside the one before: what changed in aim, needs, ideas, tries, figures and voices, and what didn't."""

from __future__ import annotations

from collections.abc import Iterator

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, button, controls, message, note, project, rows, text
from coach.services.screens.record import Line, line_of, may_show, one
from coach.services.screens.rows import Row, quotes, row
from coach.services.screens.showing.picks import all_lines
from coach.services.screens.showing.voices_map import not_heard_words
from coach.services.screens.summing_up.summary_agree import aim_line
from coach.services.screens.summing_up.summary_create import people, the_try
from coach.views import Message
from coach.words import ended, first_down, first_up, in_words, joined, noun_for, plain, plural, quoted, shown, unescaped
from coach.words.days import day_of, short_day
from dialogues.facts import Kept
from dialogues.to_do import measures

AIM, HOW_FAR = "agree.aim", "check_in.aim"
_FAR = {
    "there": "{Who} went for {to}, and {who}'re there: it is {value}.",
    "closer": "{Who} went for {to}. It is {value} now: closer, and not there yet.",
    "same": "{Who} went for {to}. It is {value} now, about where {who} began.",
    "further": "{Who} went for {to}. It is {value} now, further away than where {who} began.",
    "cant_tell": "{Who} went for {to}. Nobody can tell yet how far {who} are.",
}
_NOW = "{Who} went for {to}. It is {value} now."
_SHOWS_START = ("closer", "there", "further")


def rounds(scene: Scene) -> Message:
    """Return this round beside the one before; in the first round, that there is nothing to set it beside yet."""
    n = scene.state.pass_n
    if n < 2:
        return message(
            text(f"{project(scene)}: this is your first round, so there is nothing to set beside it yet."),
            controls(button(scene, "So far", "summary", arg="so_far"), button(scene, "What next?", "next_best")),
        )
    found = round_beside(scene, n)
    return message(
        text(f"{project(scene)}: round {n} beside round {n - 1}"),
        text(rows([f"{bold(one.label)}   {one.words}" for one in found])),
        note("What isn't named again stands as it was."),
        controls(button(scene, "So far", "summary", arg="so_far"), button(scene, "What next?", "next_best")),
    )


def round_beside(scene: Scene, n: int) -> list[Row]:
    """Return the labelled lines of round `n` beside the one before it."""
    found = [
        Row("Aim", _aim(scene, n)),
        row("How far", " ".join(part for m in (n - 1, n) if (part := how_far(scene, m)))),
        Row("Needs", _needs(scene, n)),
        Row("Ideas", _ideas(scene, n)),
        row("The try", _then_now(_try(scene, n - 1), _try(scene, n))),
        row("What you saw", _then_now(saw(scene, n - 1), saw(scene, n))),
        row("Figures", _figures(scene)),
        row("Decided", _then_now(decision(scene, n - 1), decision(scene, n))),
        row("Voices", _voices(scene, n)),
    ]
    return [one for one in found if one is not None]


def round_lines(scene: Scene, n: int) -> list[str]:
    """Return the same as plain lines, for the record to read."""
    return [unescaped(plain(f"{one.label}: {one.words}")) for one in round_beside(scene, n)]


def since_before(scene: Scene, n: int) -> str:
    """Return in one line what this round changed, for its summary; that nothing is new is said too."""
    needs, ideas = (len(of_round(scene, question, n)) for question in ("explore.needs", "create.ideas"))
    new = joined(
        f"{in_words(count)} new {noun_for(count, what)}" for count, what in ((needs, "need"), (ideas, "idea")) if count
    )
    before, now = (quotes(_taken(scene, m), 1, longest=80) for m in (n - 1, n))
    pieces = [
        how_far(scene, n - 1, "we"),
        ended(first_up(new)) if new else "No new need or idea was named.",
        f"Instead of {before} we take {now}." if before and now and before != now else "",
    ]
    return " ".join(piece for piece in pieces if piece)


def how_far(scene: Scene, n: int, who: str = "you") -> str:
    """Return plainly and kindly how far the aim was reached at the look back of a round; "" when nobody looked.

    `who` is "you", or "we" in what is passed on.
    """
    found = of_round(scene, HOW_FAR, n)
    aim = one(scene, AIM, n)
    to = shown(aim.get("to"), 60)
    if not found or not to:
        return ""
    said = found[-1]
    value, how = shown(said.get("value"), 80), str(said.raw.get("how") or "")
    began = aim.get("from")
    words = _FAR["cant_tell"] if not value and how in ("", "cant_tell") else _FAR.get(how, _NOW)
    words = words if value or "{value}" not in words else "{Who} went for {to}: " + f"{_label(said)}."
    told = words.format(to=to, value=value, who=who, Who=who.capitalize())
    return told + (f" It was {shown(first_down(began), 60)}." if value and began and how in _SHOWS_START else "")


def _label(line: Line) -> str:
    return first_down(shown(line.get("how"), 60))


def of_round(scene: Scene, question: str, n: int) -> list[Line]:
    """Return what was said to a question in one round and no other."""
    every = (*scene.facts.earlier.get(question, ()), *scene.facts.of(question))
    found = (line_of(scene, kept) for kept in every if kept.pass_n == n and may_show(scene, kept))
    return [line for line in found if line.words or line.fields]


def _aim(scene: Scene, n: int) -> str:
    before, now = (aim_line(scene, m) for m in (n - 1, n))
    if not of_round(scene, AIM, n) or before == now:
        return f"as it was: {now}" if now else "there is none yet"
    return _then_now(before, now)


def _then_now(before: str, now: str) -> str:
    if not (before or now):
        return ""
    return f"then {before or 'nothing'}; now {now or 'nothing yet'}" if before != now else now


def _needs(scene: Scene, n: int) -> str:
    new = [line.words for line in of_round(scene, "explore.needs", n)]
    stand = sum(len(of_round(scene, "explore.needs", m)) for m in range(1, n))
    wrong = [quoted(words, 80) for words in _misread(scene, n - 1)]
    pieces = [
        f"{in_words(len(new))} new: {quotes(new, 2, longest=80)}" if new else "none new",
        f"{stand} from before" if stand else "",
        f"you found you had misread {joined(wrong)}" if wrong else "",
    ]
    return "; ".join(piece for piece in pieces if piece)


def _misread(scene: Scene, n: int) -> list[str]:
    known = all_lines(scene, "explore.needs")
    judged = (line.raw.items() for line in of_round(scene, "evaluate.needs_met", n))
    found = dict.fromkeys(need for items in judged for need, said in items if said == "misread")
    return [known[need].words for need in found if need in known]


def _ideas(scene: Scene, n: int) -> str:
    new = [line.words for line in of_round(scene, "create.ideas", n)]
    before, now = (_taken(scene, m) for m in (n - 1, n))
    pieces = [
        f"{in_words(len(new))} new: {quotes(new, 2, longest=80)}" if new else "none new",
        f"you took {quotes(before, 2, longest=80)} then, and {quotes(now, 2, longest=80)} now"
        if before and now
        else "",
        f"you still go with {quotes(before, 2, longest=80)}" if before and not now else "",
    ]
    return "; ".join(piece for piece in pieces if piece)


def _taken(scene: Scene, n: int) -> list[str]:
    known = all_lines(scene, "create.ideas")
    chosen = scene.taken_in.get(n, ())
    return [known[idea].words for idea in chosen if idea in known]


def _try(scene: Scene, n: int) -> str:
    found = of_round(scene, "evaluate.test_plan", n)
    return the_try(scene, found[-1]) if found else ""


def saw(scene: Scene, n: int) -> str:
    """Return what was seen in one round, and with how many people; "" when nobody has said."""
    found = of_round(scene, "evaluate.results", n)
    many = next((line.get("how_many") for line in found if line.get("how_many")), "")
    return quotes([line.words for line in found], 1, longest=100) + (f" ({people(many)})" if many else "")


def decision(scene: Scene, n: int) -> str:
    """Return what was decided after the try of one round; "" where nothing was."""
    found = of_round(scene, "agree.decision", n)
    return shown(first_down(found[-1].get("choice")), 60) if found else ""


def _figures(scene: Scene) -> str:
    today = day_of(scene.now, scene.state.zone)
    pieces = []
    for measure in measures(scene.facts, today=today, since=today):
        points = measure.figures
        if len(points) > 1:
            ends = " to ".join(f"{value:g} ({short_day(day, today)})" for day, value in (points[0], points[-1]))
            pieces.append(f"{shown(measure.words, 80)}: {ends}")
        elif points:
            pieces.append(f"{shown(measure.words, 80)}: {points[0][1]:g}, one point, a start")
    return "; ".join(pieces)


def _voices(scene: Scene, n: int) -> str:
    """How many spoke in each round; whose words came through others; whose are missing. Counts, never who."""
    before, now = (_speakers(scene, m) for m in (n - 1, n))
    told = joined(_told(scene, n), at_most=3)
    missing = not_heard_words(scene)
    counts = "" if alone(scene) or scene.state.way == "together" else f"{plural(before, 'person')} then, {now} now"
    pieces = [counts, f"told to you: {told}" if told else "", f"still not heard: {missing}" if missing else ""]
    return "; ".join(piece for piece in pieces if piece)


def _speakers(scene: Scene, n: int) -> int:
    return len({kept.by for kept in _every(scene) if kept.pass_n == n and may_show(scene, kept)})


def _told(scene: Scene, n: int) -> list[str]:
    return list(dict.fromkeys(shown(kept.voice, 60) for kept in _every(scene) if kept.pass_n == n and kept.voice))


def _every(scene: Scene) -> Iterator[Kept]:
    for answers in (*scene.facts.earlier.values(), *scene.facts.answers.values()):
        yield from answers
