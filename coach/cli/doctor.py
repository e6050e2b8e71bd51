"""`coach doctor`: look over everything the coach needs, with the way to put right what is wrong."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.services.doctor import Finding
    from coach.settings import Settings
    from storage.transaction import Transactions

HELP = "Look over settings, database, queue, clock, token and scopes, and say how to put right what is wrong."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--http", action="store_true", help="check what HTTP mode needs, and not Socket Mode")
    parser.add_argument("--offline", action="store_true", help="leave out what needs Slack")


def run(args: argparse.Namespace) -> int:
    """Print every finding; exit code 1 when something is wrong."""
    from coach.settings import read_settings

    wrong = 0
    settings = read_settings()
    for finding in _findings(settings, http=args.http, offline=args.offline):
        wrong += not finding.well
        print(f"{'ok   ' if finding.well else 'WRONG'} {finding.name}: {finding.found}")
        if finding.fix:
            print(f"      {finding.fix}")
    print("All is well." if not wrong else f"{wrong} thing{'s' if wrong > 1 else ''} to put right.")
    return 1 if wrong else 0


def _findings(settings: Settings, *, http: bool, offline: bool) -> Iterator[Finding]:
    from coach.errors import SettingsError
    from coach.services import doctor
    from coach.settings import require_slack

    yield _content()
    yield from doctor.database(settings.database_url, _queue)
    if not settings.run_by.strip():
        fix = 'Say who people can turn to: COACH_RUN_BY="the improvement team (improvement@...)"'
        yield doctor.Finding("run by", True, "not set; people are told nobody in particular", fix)
    if offline:
        return
    try:
        require_slack(settings, http=http)
    except SettingsError as error:
        yield doctor.Finding("settings", False, error.code, error.words)
        return
    yield doctor.Finding("settings", True, "all that is needed is set")
    yield from _slack(settings)


def _queue(transactions: Transactions) -> Iterator[Finding]:
    """What the queue says, and on PostgreSQL whether its tables are there."""
    from coach.clocks import SystemClock
    from coach.durable.figures import queue_report
    from coach.durable.findings import findings

    if not transactions.database.sqlite:
        from coach.durable.schema import check_schema

        check_schema(transactions)
    yield from findings(queue_report(transactions, SystemClock().now()))


def _content() -> Finding:
    from coach.services.doctor import Finding
    from dialogues import library
    from dialogues.faults import ContentFaults

    try:
        dialogue = library.load()
    except ContentFaults as faults:
        return Finding("questions", False, f"{len(faults.faults)} mistakes", "Run: coach dialogues check")
    return Finding("questions", True, f"version {dialogue.version}, {len(dialogue.questions)} questions")


def _slack(settings: Settings) -> Iterable[Finding]:
    """Ask Slack once who the token belongs to; its answer carries the scopes and Slack's own clock."""
    from email.utils import parsedate_to_datetime

    from coach.clocks import SystemClock
    from coach.errors import SendProblem
    from coach.services import doctor
    from coach.slack.client import make_client
    from coach.slack.manifest import scopes
    from coach.slack.problems import sending

    logging.getLogger("coach.slack.web_api").setLevel(logging.CRITICAL)  # what is wrong is said below
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    try:
        with sending():
            answer = make_client(token, settings.slack_api_url).auth_test()
    except SendProblem as problem:
        fix = "Check SLACK_BOT_TOKEN, COACH_SLACK_API_URL, the network and a proxy (HTTPS_PROXY)."
        yield doctor.Finding("Slack", False, problem.code, fix)
        return
    yield doctor.Finding("Slack", True, f"workspace {answer.get('team_id')}, bot {answer.get('user_id')}")
    headers = {name.lower(): str(value) for name, value in dict(answer.headers).items()}
    if granted := headers.get("x-oauth-scopes", ""):
        yield doctor.scopes(scopes(), [one.strip() for one in granted.split(",")])
    date = headers.get("date", "")
    yield doctor.clock(SystemClock().now(), parsedate_to_datetime(date) if date else None)
