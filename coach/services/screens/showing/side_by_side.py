"""The same question to each partner: where they differ first, then each one's answers, then who isn't heard yet."""

from __future__ import annotations

import re
from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.build import bold
from coach.services.screens.people.partner_screens import each_of, kind
from coach.services.screens.record import Line, kept_of, line_of
from coach.services.screens.rows import Row
from coach.services.screens.seeing import cell, hidden, question
from coach.services.screens.showing.one_lines import one_line
from coach.services.screens.showing.silent_partners import as_sentences, in_a_line, silent
from coach.services.screens.showing.stands import AGREEMENT
from coach.words import ended, first_down, first_up, in_words, joined, quoted, safe, shown
from dialogues.alike import alike_pairs

NOT_SAID = ""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_UNIT = re.compile(r"\d\s*(%|[a-z]+)?", re.IGNORECASE)
ELSE = "each counts something else"
SURELY = 0.35  # more than for "Same thing?": here nobody is asked before it is said
_QUIET = frozenset({"sure", "known", "side"})  # how sure somebody is, is no difference between partners
_WORDS = {"yes": "yes", "can_live": "can live with it", "not_yet": "not yet"}
_ORDER = ("not_yet", "can_live", "yes")

Sides = dict[str, list[Line]]


def sides(scene: Scene, wanted: str, pass_n: int = 0) -> Sides:
    """Return the lines to a question by the partner beside them, as partners were named; those of none last."""
    found: Sides = {partner: [] for partner in scene.partners.names}
    rest: list[Line] = []
    every = [kept for kept in kept_of(scene, wanted, pass_n) if not kept.late]
    few = scene.partners.hide_few((kept.id, kept.by) for kept in every) if hidden(scene, wanted) else frozenset()
    for kept in every:
        line = line_of(scene, kept)
        partner = NOT_SAID if kept.id in few else scene.partners.beside.get(kept.id, NOT_SAID)
        if line.words:
            found.get(partner, rest).append(line)
    return {partner: lines for partner, lines in found.items() if lines} | ({NOT_SAID: rest} if rest else {})


def is_side_by_side(scene: Scene, wanted: str, pass_n: int = 0) -> bool:
    """Say whether answers of two partners or more are there to be shown side by side."""
    if not each_of(scene, wanted):
        return False
    return len([partner for partner in sides(scene, wanted, pass_n) if partner]) > 1


def side_blocks(scene: Scene, wanted: str) -> list[str]:
    """Return where partners differ, then each partner's lines under its name, then who isn't heard yet; each safe."""
    found = sides(scene, wanted)
    differ = differences(scene, wanted, found)
    blocks = (
        [f"{bold('Side by side')}\n" + "\n".join(f"•  {first_up(ended(words))}" for words in differ)] if differ else []
    )
    number = 0
    for partner, lines in found.items():
        head = bold(shown(partner, 60)) if partner else bold(f"Beside no {kind(scene)}'s name")
        for place, line in enumerate(lines):
            number += 1
            words = f"{number}  {one_line(scene, line)}"
            blocks.append(f"{head}\n{words}" if place == 0 else words)
    missing = as_sentences(unheard(scene, wanted, found))
    return [*blocks, missing] if missing else blocks


def unheard(scene: Scene, wanted: str, found: Sides) -> list[tuple[str, str]]:
    """Return the partners beside whose name nothing was said to this, and why."""
    given = {scene.partners.beside.get(line.id, "") for lines in found.values() for line in lines}
    return silent(scene, wanted, {*found, *given})


def differences(scene: Scene, wanted: str, found: Sides) -> list[str]:
    """Return where partners differ, the widest first, then what they share; safe, no stop at the end, three at most."""
    named = {partner: lines for partner, lines in found.items() if partner}
    if len(named) < 2:
        return []
    pieces = [_figures(named), *_picks(scene, wanted, named), _words(scene, wanted, named)]
    return [piece for piece in pieces if piece][:3]


def _figures(named: Sides) -> str:
    """The two figures furthest apart, where the same thing is counted; else what each of them counts."""
    figures = []
    for partner, lines in named.items():
        for line in lines:
            value = line.get("value")
            if number := _NUMBER.search(value):
                figures.append((float(number[0].replace(",", ".")), partner, value, line.get("measure")))
    if len({partner for _, partner, _, _ in figures}) < 2:
        return ""
    if not _same_thing([measure for _, _, _, measure in figures], [_unit(value) for _, _, value, _ in figures]):
        return f"{ELSE}: {joined([_counted(one) for one in figures[:5]])}"
    least, most = min(figures), max(figures)
    if least[0] == most[0]:
        return f"all say about the same: {quoted(least[2], 60)}"
    return f"from {quoted(least[2], 60)} ({shown(least[1], 40)}) to {quoted(most[2], 60)} ({shown(most[1], 40)})"


def _counted(figure: tuple[float, str, str, str]) -> str:
    _, partner, value, measure = figure
    what = f"{quoted(measure, 60)} {shown(value, 40)}" if measure else quoted(value, 60)
    return f"{what} ({shown(partner, 40)})"


def _same_thing(measures: list[str], units: list[str]) -> bool:
    """Whether figures may be set against each other: one unit, and every measure is worded like another."""
    if len(set(units)) > 1:
        return False
    named = [(str(n), words) for n, words in enumerate(measures) if words]
    alike = {one for pair in alike_pairs(named, SURELY) for one in pair[:2]}
    return len({words.lower() for _, words in named}) < 2 or len(alike) == len(named)


def _unit(value: str) -> str:
    found = _UNIT.search(value)
    return (found[1] or "").lower().rstrip("s") if found else ""


def _picks(scene: Scene, wanted: str, named: Sides) -> list[str]:
    """For each thing that is picked: who mostly says what, where partners differ."""
    sentences = []
    for box in question(scene, wanted).fields:
        if box.kind != "choice" or box.id in _QUIET:
            continue
        mostly: dict[str, list[str]] = {}
        for partner, lines in named.items():
            said = Counter(words for line in lines if (words := line.get(box.id)))
            if said:
                mostly.setdefault(said.most_common(1)[0][0], []).append(partner)
        if len(mostly) > 1:
            each = {words: joined([shown(one, 40) for one in who]) for words, who in mostly.items()}
            sentences.append("; ".join(f"{safe(first_down(words))}: {who}" for words, who in each.items()))
    return sentences


def _words(scene: Scene, wanted: str, named: Sides) -> str:
    """What partners say alike, in one's words; or that each names something else."""
    if question(scene, wanted).record == "baseline":
        return ""
    lines = [(line.id, line.words) for found in named.values() for line in found]
    whose = {line.id: partner for partner, found in named.items() for line in found}
    words = dict(lines)
    same = [set(group) for group in scene.facts.joined]
    same += [{one, other} for one, other, _ in alike_pairs(lines, SURELY)]
    for group in same:
        partners = list(dict.fromkeys(whose[one] for one in words if one in group))
        if len(partners) > 1:
            first = next(one for one in words if one in group)
            share = f"{joined([shown(one, 40) for one in partners])} share {quoted(words[first], 80)}"
            return share if len(partners) == len(named) else f"{share}; the others name something else"
    return f"each of the {in_words(len(named))} names something else"


def differ_row(scene: Scene, phase: str, pass_n: int) -> Row | None:
    """Return the line of a summary that says where partners differ in this phase; None where nothing was compared."""
    said, first = [], ""
    for wanted in scene.dialogue.questions:
        if not wanted.startswith(f"{phase}.") or not is_side_by_side(scene, wanted, pass_n):
            continue
        found = sides(scene, wanted, pass_n)
        differ = [ELSE if words.startswith(ELSE) else words for words in differences(scene, wanted, found)]
        heard = in_a_line(unheard(scene, wanted, found))
        title = safe(first_down(question(scene, wanted).title))
        said.append("; ".join(part for part in (f"{title}: {first_down(differ[0])}" if differ else "", heard) if part))
        first = first or wanted
    found_words = [one for one in said if one]
    return Row("Side by side", ".   ".join(found_words[:3]), first, kept=True) if found_words else None


def one_yes_each(scene: Scene, wanted: str = AGREEMENT, pass_n: int = 0) -> str:
    """Return where each partner stands, "not yet" first, and who isn't heard; "" where that isn't known or shown."""
    if not each_of(scene, wanted) or cell(scene, wanted).status not in {"shown", "contested", "settled"}:
        return ""
    n = pass_n or scene.state.pass_n
    stood: dict[str, Counter[str]] = {}
    for one in scene.partners.shown_stances():
        if one.question == wanted and one.pass_n == n:
            stood.setdefault(one.partner, Counter())[one.stance] += one.count
    if not stood:
        return ""
    by_stance: dict[str, list[str]] = {}
    for partner, counts in stood.items():
        stance = next(one for one in _ORDER if counts[one])
        mixed = ", ".join(f"{counts[one]} {_WORDS[one]}" for one in _ORDER if counts[one])
        by_stance.setdefault(stance, []).append(shown(partner, 60) + (f" ({mixed})" if len(counts) > 1 else ""))
    parts = [f"{_WORDS[one]}: {joined(by_stance[one])}" for one in _ORDER if one in by_stance]
    spoke = {one.partner for one in scene.partners.stances if one.question == wanted and one.pass_n == n}
    few = [shown(partner, 60) for partner in scene.partners.names if partner in spoke and partner not in stood]
    parts += [f"too few to show: {joined(few)}"] if few else []
    missing = in_a_line(silent(scene, wanted, spoke)) if n == scene.state.pass_n else ""
    return "; ".join([*parts, *([missing] if missing else [])])
