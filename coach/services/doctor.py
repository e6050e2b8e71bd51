"""A look over everything the coach needs, each thing with a word on how to put it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

SKEW_SECONDS = 5.0
PUT_IN = (
    "Print it with: coach manifest  then paste it on your app's page (App Manifest), install the app again if Slack "
    "asks for it, and say so here: coach manifest --applied"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and what to do if it is not (or could be better)."""

    name: str
    well: bool
    found: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database knows of its workspaces: which they are, and what the app was set up with in each."""

    workspaces: frozenset[str] = frozenset()
    manifests: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


def clock(ours: datetime, theirs: datetime | None, whose: str = "Slack's") -> Finding:
    """Whether this machine's clock agrees with another within five seconds."""
    name = "clock" if whose == "Slack's" else f"clock beside {whose}"
    if theirs is None:
        return Finding(name, True, "not compared: Slack gave no date")
    skew = abs((ours - theirs).total_seconds())
    fix = "" if skew <= SKEW_SECONDS else "Set this machine's clock, best by NTP."
    return Finding(name, skew <= SKEW_SECONDS, f"{skew:.0f} s from {whose}", fix)


def scopes(wanted: Iterable[str], granted: Iterable[str]) -> Finding:
    """Whether the token may do all that the manifest asks for, and no more than that."""
    missing, more = sorted(set(wanted) - set(granted)), sorted(set(granted) - set(wanted))
    if missing:
        fix = "Paste the output of: coach manifest  into your app's page (App Manifest), then install the app again."
        return Finding("scopes", False, f"missing: {', '.join(missing)}", fix)
    if more:
        fix = "Nothing here uses those. You can take them away on your app's page (OAuth & Permissions)."
        return Finding("scopes", True, f"as in the manifest, and more: {', '.join(more)}", fix)
    return Finding("scopes", True, "as in the manifest, and no more")


def manifest_since(kept: Kept, needed: Mapping[str, Sequence[str]]) -> Finding:
    """Whether an upgrade needs more of the app than it was set up with: no token can ask Slack for its events."""
    if not kept.manifests:
        return Finding("manifest", True, "nothing to compare: it is kept when coach serve first starts")
    for workspace, was in sorted(kept.manifests.items()):
        if missing := _beyond(needed, was):
            return Finding("manifest", False, f"{workspace} was set up without: {', '.join(missing)}", PUT_IN)
    gone = sorted({one for was in kept.manifests.values() for one in _beyond(was, needed)})
    if gone:
        return Finding("manifest", True, f"has what this version needs, and also: {', '.join(gone)}", PUT_IN)
    return Finding("manifest", True, "as when the app was set up")


def manifest_there(found: Mapping[str, Sequence[str]], needed: Mapping[str, Sequence[str]]) -> Finding:
    """Whether a manifest that was copied from the app's page has all that is needed."""
    if missing := _beyond(needed, found):
        return Finding("manifest on your app's page", False, f"lacks: {', '.join(missing)}", PUT_IN)
    more = _beyond(found, needed)
    fix = "Nothing here uses that; you can take it away." if more else ""
    return Finding(
        "manifest on your app's page", True, f"all is there{'; more: ' + ', '.join(more) if more else ''}", fix
    )


def _beyond(these: Mapping[str, Sequence[str]], those: Mapping[str, Sequence[str]]) -> list[str]:
    """What these parts have and those have not, in words, as "event message.im"."""
    return [f"{kind} {name}" for kind, names in these.items() for name in names if name not in those.get(kind, ())]
