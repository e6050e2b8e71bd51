"""The steps of a dialogue and the ways back, as Mermaid text for a README or a wiki page."""

from __future__ import annotations

from itertools import pairwise

from dialogues.model import Depth, Dialogue, Step


def diagram(dialogue: Dialogue, depth: Depth = "quick") -> str:
    """A Mermaid flowchart of one depth: a box for each step, solid arrows on, dotted ones for offers to go back."""
    steps = dialogue.steps_of(depth)
    lines = ["flowchart TD"]
    lines += [f"    {step.id}[{_label(dialogue, step)}]" for step in steps]
    lines += [f"    {one.id} --> {two.id}" for one, two in pairwise(steps)]
    review = dialogue.check_in
    lines.append(f"    {review.id}([{_label(dialogue, review)}])")
    if steps:
        lines.append(f"    {steps[-1].id} --> {review.id}")
    return "\n".join([*lines, *_ways_back(dialogue, steps)]) + "\n"


def _label(dialogue: Dialogue, step: Step) -> str:
    titles = [dialogue.questions[name].title for name in step.questions]
    return '"' + "<br/>".join(_safe(words) for words in (f"{step.id} {step.title}", *titles)) + '"'


def _ways_back(dialogue: Dialogue, steps: tuple[Step, ...]) -> list[str]:
    """One dotted arrow for each pair of steps, with the labels of its offers."""
    home = {name: step.id for step in reversed(steps) for name in step.questions}
    offers: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        for name in step.questions:
            for loop in dialogue.questions[name].loops:
                if loop.to in home:
                    labels = offers.setdefault((step.id, home[loop.to]), [])
                    labels += [loop.label] if loop.label not in labels else []
    return [
        f'    {start} -. "{"<br/>".join(map(_safe, labels))}" .-> {end}'
        for (start, end), labels in offers.items()
        if start != end
    ]


def _safe(words: str) -> str:
    return words.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
