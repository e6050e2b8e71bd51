"""The queue as `coach doctor` tells it: how much waits and for how long, who does the work, what was given up."""

from __future__ import annotations

from collections.abc import Iterator

from coach.durable.figures import QueueReport, Workers
from coach.services.doctor import Finding
from coach.services.sending import given_up

LATE_SECONDS = 300.0
SWEPT_SECONDS = 30.0


def findings(report: QueueReport) -> Iterator[Finding]:
    """Look at each figure; what is not well says how to put it right."""
    yield _depth(report)
    if report.workers is not None:
        yield _workers(report, report.workers)
    if report.failing:
        yield _failing(report)
    lately = f"{report.sent} done, {report.retried} tried again, {report.taken_over} taken over"
    yield Finding("the last day", True, lately)
    if report.given_up:
        found = f"{report.given_up} of the last 30 days"
        yield Finding("given up", False, found, "See what and why: coach work list. Try again: coach work retry --all")


def _depth(report: QueueReport) -> Finding:
    words = f"{report.queued} waiting, {report.under_way} under way, {report.due} due"
    if report.due:
        words += f", the oldest for {report.oldest_seconds:.0f} s"
    if report.oldest_seconds <= LATE_SECONDS:
        return Finding("queue", True, words)
    deepest = ", ".join(f"{one.workspace} {one.due}" for one in report.deepest[:3])
    fix = "Is the coach running? Start coach serve. If it runs, look in its log for not_sent, which says why."
    return Finding("queue", False, f"{words} (most in: {deepest})", fix)


def _failing(report: QueueReport) -> Finding:
    """What waits for another try; not well when it has failed for long and only an operator can mend it."""
    why = ", ".join(f"{one.error} {one.count}" for one in report.reasons[:5])
    words = f"{report.failing} to be tried again, the oldest late by {report.failing_seconds:.0f} s ({why})"
    late = (one.error for one in report.reasons if one.oldest_seconds > LATE_SECONDS)
    ours = [error for error in late if not given_up.leads_can_mend(error)]
    if not ours:
        return Finding("failing", True, words)
    return Finding("failing", False, words, given_up.while_tried(ours[0]))


def _workers(report: QueueReport, workers: Workers) -> Finding:
    words = f"{workers.alive} alive, {workers.rung} things handed out to them"
    if not workers.alive and report.due:
        return Finding("workers", False, words, "Nobody does the work. Start coach worker, or coach serve.")
    swept = workers.swept_seconds
    if workers.alive and (swept is None or swept > SWEPT_SECONDS):
        words += f", the last look around {'never' if swept is None else f'{swept:.0f} s ago'}"
        return Finding("workers", False, words, "Look in the workers' logs for queue_not_swept, which says why.")
    return Finding("workers", True, words)
