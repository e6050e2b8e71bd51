"""Whether what a rehearsal expects is so: messages posted, people told, answers kept, quiet kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.rehearsal.script import Expect

if TYPE_CHECKING:
    from coach.rehearsal.stage import Stage


def unmet(expect: Expect, stage: Stage) -> list[str]:
    """Return in words each thing expected that is not so."""
    found: list[str] = []
    posts = stage.posted()
    if expect.posted_contains is not None and not _has(posts, expect.posted_contains):
        found.append(f"nothing posted contains “{expect.posted_contains}”")
    if expect.told is not None and not _has(stage.told(expect.told), expect.contains or ""):
        found.append(f"{expect.told} was told nothing that contains “{expect.contains}”")
    if expect.not_told is not None and _has(stage.told(expect.not_told), expect.contains or ""):
        found.append(f"{expect.not_told} was told something that contains “{expect.contains}”")
    if expect.kept is not None:
        kept = len(stage.facts().of(expect.kept))
        if kept != expect.count:
            found.append(f"{kept} answers are kept for {expect.kept}, not {expect.count}")
    if expect.quiet and stage.sent_while_waiting:
        found.append(f"the coach sent {stage.sent_while_waiting} messages while it should be quiet")
    if expect.most_posts is not None and len(posts) > expect.most_posts:
        found.append(f"the coach posted {len(posts)} messages, more than {expect.most_posts}")
    if expect.posts_in_channels is not None and len(posts) != expect.posts_in_channels:
        found.append(f"the coach posted {len(posts)} messages in channels, not {expect.posts_in_channels}")
    if expect.remark is not None and expect.remark not in stage.remarks():
        found.append(f"the check {expect.remark} did not fire")
    return found


def _has(texts: list[str], words: str) -> bool:
    return any(words.lower() in text.lower() for text in texts)
