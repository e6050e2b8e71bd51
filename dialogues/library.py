"""The dialogues there are: the shipped one, read from its files, and every version a project is pinned to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dialogues.authoring.tool_loading import load_tools
from dialogues.faults import ContentFaults, Fault
from dialogues.loader import load as _load
from dialogues.loader import load_glossary
from dialogues.model import Dialogue
from dialogues.tools import Toolbox

_CONTENT = Path(__file__).parent / "content"
_KNOWN: dict[tuple[str, int], Dialogue] = {}


class UnknownDialogue(LookupError):
    """No dialogue of this id and version is here; the caller should load it from where it was kept."""


class DifferentWords(ValueError):
    """A dialogue of this id and version is known with other words: a change needs a new version."""


@cache
def load(name: str = "improvement", language: str = "en-GB") -> Dialogue:
    """The shipped dialogue in a language, read once a process; raises ContentFaults, or UnknownDialogue."""
    dialogue = _load(_files(language))
    if dialogue.id != name:
        raise UnknownDialogue(f"There is no dialogue {name} in {language}.")
    register(dialogue)
    return get(dialogue.id, dialogue.version)


@cache
def glossary(language: str = "en-GB") -> Mapping[str, str]:
    """The words explained to people: term to one line."""
    return load_glossary({file: text for file, text in _files(language).items() if file == "glossary.yaml"})


@cache
def tools(language: str = "en-GB") -> Toolbox:
    """The tools there are: eight with a chat version, the others by one line and a link; raises ContentFaults."""
    files = {file: text for file, text in _files(language).items() if file == "tools.yaml"}
    return load_tools(files, load(language=language))


def folder_of(language: str) -> Path:
    """Where the questions of a language are read from."""
    return _CONTENT / language


def _files(language: str) -> dict[str, str]:
    folder = folder_of(language)
    files = {path.name: _text(path) for path in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}
    if not files:
        raise UnknownDialogue(f"There are no questions in {language}.")
    return files


def _text(path: Path) -> str:
    """The words of a file; raises ContentFaults if they were not saved as UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        repair = "Save the file again, with UTF-8 as its encoding, and look at the quotes on this line."
        raise ContentFaults([Fault(path.name, line, "", "This isn't UTF-8.", repair)]) from None


def canonical(dialogue: Dialogue) -> bytes:
    """The dialogue as canonical JSON (UTF-8): sorted keys, defaults left out, the same bytes for the same words."""
    value = dialogue.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def from_canonical(data: bytes) -> Dialogue:
    """The dialogue that `canonical` wrote; pydantic.ValidationError if it is not one."""
    return Dialogue.model_validate_json(data)


def fingerprint(dialogue: Dialogue) -> str:
    """What tells two versions of words apart: SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(dialogue)).hexdigest()


def register(dialogue: Dialogue) -> None:
    """Make a dialogue known by id and version; raises DifferentWords if another one has that name already."""
    known = _KNOWN.setdefault((dialogue.id, dialogue.version), dialogue)
    if known is not dialogue and fingerprint(known) != fingerprint(dialogue):
        raise DifferentWords(f"{dialogue.id} {dialogue.version} is already here with other words.")


def get(id: str, version: int) -> Dialogue:
    """The dialogue of an id and version that was registered; raises UnknownDialogue."""
    try:
        return _KNOWN[(id, version)]
    except KeyError:
        raise UnknownDialogue(f"{id} {version} isn't here.") from None
