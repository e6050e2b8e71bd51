"""The reveal: everybody's answers at once, by whom they are about or numbered, with one thing to talk about."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, button, controls, message, name, note, project, rows, text
from coach.services.screens.cards.lines_typed import who_named
from coach.services.screens.cards.ways_back import ways_back, why_back
from coach.services.screens.people.partner_screens import kind
from coach.services.screens.record import Line, lines, voices
from coach.services.screens.replying.offers import to_say_more
from coach.services.screens.seeing import cell, hidden, is_vote, question
from coach.services.screens.showing.deciding import choosing, contested, contested_buttons, is_contested, result
from coach.services.screens.showing.look_alike import pair_to_offer
from coach.services.screens.showing.one_lines import beside, one_line
from coach.services.screens.showing.picks import item
from coach.services.screens.showing.shown_fields import by_field, by_item, counted_options
from coach.services.screens.showing.side_by_side import is_side_by_side, one_yes_each, side_blocks
from coach.services.screens.showing.stands import spread, worries
from coach.services.screens.showing.talk import to_talk_about
from coach.services.screens.showing.weighed import is_second, weighed
from coach.services.screens.showing.weighing_cards import weighed_reveal
from coach.services.screens.trying.expecting import under_reveal
from coach.views import Button, Message, Part
from coach.words import ended, first_up, plural, quoted, safe, shown

FIRST = 8
MORE = 24
_PATIENTS = frozenset({"pt", "pts", "px", "pxs", "patient", "the patient", "the patients"})
CANT_SEE = "I can't see ordinary replies. Press Add, or use ⋯ &gt; Add to improvement project."


def reveal(scene: Scene, wanted: str) -> tuple[Message, ...]:
    """Return what everybody said to one question, in three messages at most; the first says the most."""
    if cell(scene, wanted).seen_by == "lead":
        return (message(text(f"{bold(title(scene, wanted))} Only {name(scene, scene.state.lead)} sees these.")),)
    if question(scene, wanted).mode == "consent":
        return (_agreement(scene, wanted),)
    if is_vote(scene, wanted):
        return (_vote(scene, wanted),)
    if is_second(scene, wanted):
        return (weighed_reveal(scene, wanted, talk(scene, wanted), controls(*ways_back(scene, wanted))),)
    body = blocks(scene, wanted)
    if not body:
        return (
            message(text(f"{bold(title(scene, wanted))} Nobody had anything to add."), controls(_add(scene, wanted))),
        )
    first, rest = body[:FIRST], body[FIRST:]
    more = f"and {len(rest)} more in the thread" if rest and not alone(scene) else ""
    head = message(
        text(f"{bold(title(scene, wanted, count(scene, wanted)))} {_order(scene, wanted)}".rstrip()),
        text(*first, more),
        text(under_reveal(scene, wanted)),
        text(added(scene, wanted)),
        *_alike(scene, wanted),
        text(talk(scene, wanted)),
        text(why_back(scene, wanted)),
        None if alone(scene) else note(CANT_SEE),
        controls(_add(scene, wanted), to_say_more(scene, wanted), *ways_back(scene, wanted)),
    )
    return (head, *_overflow(scene, wanted, rest))


def _overflow(scene: Scene, wanted: str, rest: list[str]) -> tuple[Message, ...]:
    heading = f"{safe(question(scene, wanted).title)}, continued"
    chunks = [chunk for chunk in (rest[:MORE], rest[MORE : 2 * MORE]) if chunk]
    left = len(rest) - 2 * MORE
    found = []
    for place, chunk in enumerate(chunks):
        last = place == 1 and left > 0
        read = controls(button(scene, "Read all", "read_all", wanted)) if last else None
        found.append(message(text(bold(heading), *chunk, f"and {left} more" if last else ""), read))
    return tuple(found)


def title(scene: Scene, wanted: str, counts: str = "") -> str:
    """Return the reveal's first words: what it is about, and how many answers from how many of you."""
    words = safe(question(scene, wanted).title)
    return f"{words}: {counts}." if counts else f"{words}."


def count(scene: Scene, wanted: str) -> str:
    """Return "9 answers from 4 of you"; nothing for one person alone."""
    if alone(scene):
        return ""
    total = len(lines(scene, wanted))
    people = voices(scene, wanted)
    if scene.state.way == "together":
        return plural(total, "answer")
    return f"{plural(total, 'answer')} from {people} of you" if people > 1 else plural(total, "answer")


def _order(scene: Scene, wanted: str) -> str:
    if is_side_by_side(scene, wanted):
        one_by_one = f"{kind(scene)} by {kind(scene)}."
        return f"No names, {one_by_one}" if hidden(scene, wanted) else first_up(one_by_one)
    if question(scene, wanted).kind != "list" or alone(scene):
        return ""
    if len(lines(scene, wanted)) < 2:
        return "No names." if hidden(scene, wanted) else ""
    return "No names, in the order they came." if hidden(scene, wanted) else "In the order they came."


def blocks(scene: Scene, wanted: str) -> list[str]:
    """Return the lines to show, each safe; needs by whom they are about, lists numbered, fields by their labels."""
    found = question(scene, wanted)
    if found.kind == "each":
        return by_item(scene, wanted)
    if found.kind == "scores":
        return weighed(scene, wanted).split("\n")
    if found.kind == "choice":
        return counted_options(scene, wanted)
    if is_side_by_side(scene, wanted):
        return side_blocks(scene, wanted)
    in_time = [line for line in lines(scene, wanted) if not line.late]
    if found.kind == "fields":
        return by_field(scene, wanted, in_time)
    if found.record == "need":
        return by_who(in_time)
    return [f"{number}  {one_line(scene, line)}" for number, line in enumerate(in_time, 1)]


def by_who(found: list[Line]) -> list[str]:
    """Return needs grouped by whom they are about, numbered through; needs of nobody in particular last."""
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(_whom(line).lower(), []).append(line)
    ordered = [group for group in groups if group] + [group for group in groups if not group]
    lines_out: list[str] = []
    number = 0
    for group in ordered:
        head = f"_{shown(first_up(_whom(groups[group][0]) or 'Others'), 60)}_\n" if any(groups) else ""
        for place, line in enumerate(groups[group]):
            number += 1
            lines_out.append(f"{head if place == 0 else ''}{number}  {quoted(line.words)}{beside(line)}")
    return lines_out


def _whom(line: Line) -> str:
    """Whom a need is about; what is written short for patients is patients."""
    words = who_named(line)
    return "patients" if words.lower() in _PATIENTS else words


def added(scene: Scene, wanted: str) -> str:
    """Return what came after the reveal; what is held back, so that nobody is guessed, is not among the lines."""
    late = [line for line in lines(scene, wanted) if line.late]
    if not late:
        return ""
    return rows([bold("Added since"), *(f"•  {one_line(scene, line)}" for line in late[:FIRST])])


def _alike(scene: Scene, wanted: str) -> list[Part | None]:
    pair = pair_to_offer(scene, wanted)
    if pair is None:
        return []
    first, second = pair
    asked = f"{quoted(first.words, 80)} and {quoted(second.words, 80)} look close to me. Same thing?"
    ids = f"{first.id},{second.id}"
    return [
        text(asked),
        controls(
            button(scene, "Join them", "join_lines", wanted, ids),
            button(scene, "Keep both", "keep_both", wanted, ids),
        ),
    ]


def talk(scene: Scene, wanted: str) -> str:
    """Return the one open question under a reveal."""
    start = "Something to think about" if alone(scene) else "Something to talk about"
    return f"{start}: {to_talk_about(scene, wanted)}"


def _add(scene: Scene, wanted: str) -> Button | None:
    if question(scene, wanted).mode != "gather":
        return None
    return button(scene, "Add" if alone(scene) else "Add mine", "answer", wanted)


def _vote(scene: Scene, wanted: str) -> Message:
    taken = [words for one in cell(scene, wanted).chosen if (words := item(scene, wanted, one))]
    if cell(scene, wanted).status == "settled" and taken:
        we_take = f"{bold('We take')}   " + ", ".join(quoted(words, 140) for words in taken)
        return message(text(bold(title(scene, wanted)), we_take), text(result(scene, wanted)))
    return message(
        text(bold(title(scene, wanted)), result(scene, wanted)),
        text(talk(scene, wanted)),
        None if alone(scene) else note(CANT_SEE.replace("Press Add, or use", "Use")),
        choosing(scene, wanted),
    )


def _agreement(scene: Scene, wanted: str) -> Message:
    if is_contested(scene, wanted):
        return message(text(project(scene), contested(scene, wanted)), contested_buttons(scene, wanted))
    said = spread(scene, wanted) or "Nobody has said yet"
    reasons = " ".join(ended(one) for one in worries(scene, wanted)[:3])
    each = one_yes_each(scene, wanted)
    return message(
        text(f"{project(scene)}: {bold(ended(said))}", f"Each {kind(scene)}: {ended(each)}" if each else "", reasons),
        note("Not heard is not a yes. You can still say, and change your mind."),
        controls(
            button(scene, "Yes", "stance", wanted, "yes"),
            button(scene, "I can live with it", "stance", wanted, "can_live"),
            button(scene, "Not yet", "not_yet", wanted),
        ),
    )
