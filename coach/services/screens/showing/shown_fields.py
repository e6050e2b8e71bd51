"""Answers with several fields side by side: by field, by item, by option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import alone, bold, name
from coach.services.screens.cards.filling import items_for
from coach.services.screens.record import Line, as_text, kept_of
from coach.services.screens.rows import date_or_words
from coach.services.screens.seeing import hidden, question
from coach.services.screens.showing.picks import MET, judged, met_levels
from coach.words import first_down, joined, quoted, safe, shown, softened
from dialogues.model import Field
from dialogues.spread import widest_first


def by_field(scene: Scene, wanted: str, found: Sequence[Line]) -> list[str]:
    """Return each field once with what everybody put there: picks counted, words quoted."""
    lines: list[str] = []
    for field in question(scene, wanted).fields:
        said = [(line, line.fields.get(field.id)) for line in found if line.get(field.id)]
        if not said:
            continue
        picked = field.kind in {"choice", "several", "scale"}
        words = [_counted(field, said)] if picked else [_said(scene, field, line) for line, _ in said]
        lines += [f"{bold(safe(field.label))}\n{words[0]}", *words[1:]]
    return lines


def _counted(field: Field, said: Sequence[tuple[Line, object]]) -> str:
    """How many picked each option; of levels all of them in their order, with a word where people stand apart."""
    found: Counter[str] = Counter()
    for _, value in said:
        found.update([as_text(one) for one in value] if isinstance(value, list) else [as_text(value)])
    if field.kind == "several":
        ranked = [label for label, _ in found.most_common()]
    else:
        known = [option.label for option in field.options if found[option.label]]
        ranked = [*known, *(label for label in found if label not in known)]
    counts = " · ".join(f"{safe(label)} {found[label]}" if len(said) > 1 else safe(label) for label in ranked)
    differ = f"{bold('You differ here.')} " if field.kind != "several" and len(ranked) > 1 else ""
    return f"{differ}{counts}"


def _said(scene: Scene, field: Field, line: Line) -> str:
    words = _of_kind(scene, field, line.get(field.id))
    nameless = hidden(scene, line.question) or scene.state.way == "together" or alone(scene)
    told = f"  (told to us by {shown(softened(line.voice), 80)})" if line.voice else ""
    return f"•  {words}{told}" + ("" if nameless or told else f" - {name(scene, line.by)}")


def _of_kind(scene: Scene, field: Field, words: str) -> str:
    if field.kind == "date":
        return date_or_words(scene, words)
    return shown(words) if field.kind in {"person", "number"} else quoted(words)


def by_item(scene: Scene, wanted: str) -> list[str]:
    """Return each item with how often each option was given to it; where people differ most comes first."""
    labels = {option.id: option.label for option in question(scene, wanted).options}
    found = judged(scene, wanted)
    named = {one: words for one, words in items_for(scene, wanted) if one in found}
    needs = wanted == "evaluate.needs_met"
    ranked = widest_first({one: met_levels(found[one]) if needs else found[one] for one in named}, MET if needs else ())
    items = [(named[one], found[one]) for one in ranked]
    lines = []
    for words, votes in items:
        counts = [f"{safe(first_down(labels.get(one, one)))} {count}" for one, count in votes.most_common()]
        alone_said = len(votes) == 1 and sum(votes.values()) == 1
        said = safe(first_down(labels.get(next(iter(votes)), ""))) if alone_said else joined(counts)
        differ = "  You differ here." if len(votes) > 1 else ""
        lines.append(f"•  {quoted(words, 100)}: {said}.{differ}")
    return lines


def counted_options(scene: Scene, wanted: str) -> list[str]:
    """Return each option that somebody chose with how often."""
    labels = {option.id: option.label for option in question(scene, wanted).options}
    found = Counter(as_text(kept.value) for kept in kept_of(scene, wanted))
    return [f"•  {safe(labels[one])} {count}" for one, count in found.most_common() if one in labels]
