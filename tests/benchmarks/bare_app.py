"""What ours is measured against, each a process of its own behind the very same transport.

empty: Bolt with a handler that does nothing. floor: Bolt with one small transaction a click (lock a row, insert,
update, commit) on the same database, by the same driver and settings, in the plainest SQL. lighter: the same, but a
click that opens a form, as half of them do, writes nothing. All open the forms, too.

    python -m tests.benchmarks.bare_app floor --api http://127.0.0.1:1/api/ --database sqlite:///file.db [--http]
"""

from __future__ import annotations

import argparse
import re
import signal
import threading
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import text

from coach.slack.app import SlackApp
from coach.slack.client import make_client, who_am_i
from coach.slack.pool import Pool
from coach.slack.socket_mode import SocketMode
from coach.slack.transport import WebEdge
from storage.database import Database
from tests.benchmarks.signed_requests import SECRET

ROWS = 1000
_VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "One moment"}, "callback_id": "bare", "blocks": []}
Json = dict[str, Any]


class Floor:
    """One small transaction in tables of its own."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._share = "" if self._database.sqlite else " FOR UPDATE"
        identity = "INTEGER" if self._database.sqlite else "BIGSERIAL"
        with self._database.engine.begin() as link:
            link.execute(text("CREATE TABLE bench_rows (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, state TEXT)"))
            link.execute(text(f"CREATE TABLE bench_log (id {identity} PRIMARY KEY, row_id INTEGER, words TEXT)"))
            link.execute(text("INSERT INTO bench_rows VALUES (:id, 0, '')"), [{"id": n} for n in range(ROWS)])

    def keep(self, who: str) -> None:
        """Lock a row, insert, update, commit."""
        row = {"id": hash(who) % ROWS}
        if self._database.lock is None:
            return self._keep(row)
        with self._database.lock:
            return self._keep(row)

    def _keep(self, row: Json) -> None:
        with self._database.engine.begin() as link:
            n = link.execute(text(f"SELECT n FROM bench_rows WHERE id = :id{self._share}"), row).scalar_one()
            link.execute(text("INSERT INTO bench_log (row_id, words) VALUES (:id, 'two beds are free')"), row)
            link.execute(text("UPDATE bench_rows SET n = :n WHERE id = :id"), row | {"n": n + 1})


Keep = Callable[[str], None]


def build(api: str, keep: Keep, keep_of_form: Keep) -> SlackApp:
    """Build a Bolt app that opens a form for a press of "answer"; each click is handed to one of these two."""
    client, pool = make_client("xoxb-bench", api), Pool()
    who = who_am_i(client)
    known = AuthorizeResult(
        enterprise_id=None, team_id=who.workspace, bot_user_id=who.bot_user, bot_id=who.bot_id, bot_token=client.token
    )
    bolt = App(
        client=make_client("", api), authorize=lambda **_: known, process_before_response=True, signing_secret=SECRET
    )

    def form(trigger: str) -> None:
        view = client.views_open(trigger_id=trigger, view=_VIEW)["view"]
        client.views_update(view_id=view["id"], hash=view["hash"], view=_VIEW)

    @bolt.action(re.compile("answer\\..*"))
    def opens(body: Json) -> BoltResponse:
        keep_of_form(body["user"]["id"])
        pool.run(lambda: form(body["trigger_id"]))
        return BoltResponse(status=200)

    def keeps(body: Json) -> BoltResponse:
        keep(body["user"]["id"])
        return BoltResponse(status=200)

    bolt.action(re.compile(".*"))(keeps)
    bolt.view(re.compile(".*"))(keeps)
    return SlackApp(bolt, client, who, pool, signed=True)


def _nothing(who: str) -> None:
    """Keep nothing."""


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["empty", "floor", "lighter"])
    parser.add_argument("--api", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--http", action="store_true")
    given = parser.parse_args()
    keep = _nothing if given.what == "empty" else Floor(given.database).keep
    app = build(given.api, keep, keep if given.what == "floor" else _nothing)
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    served: SocketMode | WebEdge
    if given.http:
        served = WebEdge(health=dict, metrics=str, app=app, host="127.0.0.1", port=0)
        served.start()
        print(f"ready on port {served.port}", flush=True)
    else:
        served = SocketMode(app, "xapp-bench")
        served.start()
        served.wait_connected()
        print("ready on port 0", flush=True)
    stopped.wait()
    served.stop() if isinstance(served, WebEdge) else served.close()


if __name__ == "__main__":
    main()
