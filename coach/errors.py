"""Errors with words for the person, naming the way on, and a code for the log."""

from __future__ import annotations


class CoachError(Exception):
    """Something a person can do something about: `words` are shown, `code` is logged, nothing else is."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class SettingsError(CoachError):
    """A setting is missing or wrong; the words name it and how to put it right."""


class SendProblem(Exception):
    """A message could not be sent. `kind` says what to do about it.

    retry (after `after` seconds: limits, network, Slack's own faults) · no_place (not in the channel, archived,
    gone: the delivery waits and the lead is told once) · no_message (the message to change is gone: post anew) ·
    no_person (deactivated) · refused (our message was wrong: a fault of ours, logged, given up).
    """

    def __init__(self, kind: str, code: str, after: float = 0.0, maybe_sent: bool = False) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind = kind
        self.code = code
        self.after = after
        self.maybe_sent = maybe_sent
