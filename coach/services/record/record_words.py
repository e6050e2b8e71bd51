"""A record as Markdown to read: people by role unless they ticked "use my name"; what was hidden has nobody at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach.services.record.record_reading import Reading
from coach.words import first_down
from coach.words.days import in_words
from dialogues.model import PHASES, Dialogue
from storage.record_files.record import AnswerPart, GapPart, Record


def markdown(
    record: Record,
    dialogue: Dialogue | None,
    roles: Mapping[str, str] | None = None,
    beside: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """The record to read: summaries, each round `beside` the one before, then every answer that stands, by phase and
    question, then what is still open.

    `roles` are by person id, where more is known of them than the record says. Who took something on, or looks after
    it, stands there by name.
    """
    calls = _calls(record, roles or {})
    lines = [f"# {record.project.name}", ""]
    if record.project.problem:
        lines += [record.project.problem, ""]
    for summary in record.summaries:
        lines += [f"## {summary.what.replace('_', ' ').capitalize()} (round {summary.pass_n})", ""]
        lines += [*(f"    {line}" for line in summary.text.splitlines()), ""]
    for n, changed in (beside or {}).items():
        lines += [f"## Round {n} beside round {n - 1}", "", *(f"- {line}" for line in changed), ""]
    for phase in (*PHASES, "check_in"):
        told = list(_phase(record, phase, dialogue, calls))
        if told:
            lines += [f"## {phase.replace('_', ' ').capitalize()}", "", *told]
    if record.risk_register:
        lines += ["## Risk register", "", *_register(record), ""]
    still = [_gap(gap, dialogue) for gap in record.gaps if not gap.closed]
    if still:
        lines += ["## To find out", "", *still, ""]
    return "\n".join(lines).rstrip() + "\n"


def _register(record: Record) -> Iterator[str]:
    """The risks as a table, in the columns of a register; numbers are a first reading of low, middle and high."""
    heads = ("Risk", "For whom", "First sign", "In place", "Likelihood", "Consequence", "Score", "Owner", "Response")
    yield f"| {' | '.join((*heads, 'Raised'))} |"
    yield "|" + " --- |" * (len(heads) + 1)
    for one in record.risk_register:
        scored = f"{one.score} ({one.band})" if one.score is not None else ""
        numbers = (str(one.likelihood or ""), str(one.consequence or ""), scored)
        cells = (one.risk, one.for_whom, one.first_sign, one.in_place, *numbers, one.owner, one.response)
        yield f"| {' | '.join(_cell(cell) for cell in (*cells, one.raised.isoformat()))} |"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _calls(record: Record, roles: Mapping[str, str]) -> dict[str, str]:
    """How each person is called, by what the record calls them: their name, or their id."""
    calls: dict[str, str] = {}
    for person in record.team:
        role = first_down(person.role or roles.get(person.id, ""))
        said = (person.name or person.id) if person.use_name else role
        calls |= dict.fromkeys((person.id, person.name) if person.name else (person.id,), said)
    return calls


def _phase(record: Record, phase: str, dialogue: Dialogue | None, calls: Mapping[str, str]) -> Iterator[str]:
    replaced = {answer.supersedes for answer in record.answers}
    reading = Reading(record, dialogue)
    standing: dict[str, list[AnswerPart]] = {}
    for answer in record.answers:
        if answer.id not in replaced and answer.taken_back is None and answer.question.startswith(f"{phase}."):
            standing.setdefault(answer.question, []).append(answer)
    for question, answers in standing.items():
        yield f"### {_title(question, dialogue)}"
        yield ""
        for answer in answers:
            who = answer.voice or calls.get(answer.by or "", "")
            yield f"- {reading.words(answer)}" + (f" ({who})" if who else "")
        yield ""


def _title(question: str, dialogue: Dialogue | None) -> str:
    known = dialogue.questions.get(question) if dialogue else None
    return known.title if known else question


def _gap(gap: GapPart, dialogue: Dialogue | None) -> str:
    aside = ", ".join(part for part in (gap.owner, in_words(gap.due)) if part)
    return f"- {gap.what or _title(gap.question, dialogue)}" + (f" ({aside})" if aside else "")
