"""Strange words by every door, through Slack's own protocols: each is answered and nothing that fits is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from coach.slack.inbound import ADD_MESSAGE
from storage import answers
from storage.clean import clean_text
from tests.limits import breaches
from tests.services.test_bad_inputs import STRANGE
from tests.slack.test_lost_places import CHANNEL, Ward

BAD: dict[str, str] = STRANGE | {
    "one emoji": "👍",
    "emoji alone": "😀 😀 😀",
    "a slack emoji": ":pray: :hospital:",
    "a hidden blank": "\u200b",
    "blanks": " \u00a0 \n ",
    "a pasted table": "Who\tNeed\n" + "\n".join(f"Nurse {n}\tto know thing {n}" for n in range(8)),
    "code in lines": "```\nfor one in ward:\n    wait(one)\n```",
    "a full message": "a need " * 570,
    "far too long": "a need " * 5_000,
    "a thousand lines": "\n".join(f"need {n}" for n in range(1_000)),
}
DOORS = ("dm", "mention", "command", "shortcut", "form")
_MOST = 40_000  # characters a message may have in Slack


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One team for all of it: what one strange thing leaves behind must not harm the next."""
    made = Ward(tmp_path_factory.mktemp("words"))
    yield made
    calls = made.ws.calls
    made.stage.close()
    assert breaches(calls) == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_it_is_answered_and_nothing_that_fits_is_lost(team: Ward, door: str, text: str) -> None:
    text = text[:_MOST]
    if not text.replace("\u00a0", " ").strip() and door in ("dm", "shortcut"):
        pytest.skip("Slack sends no empty message")
    before, had = kept(team), set(seen(team))
    answered = globals()[f"by_{door}"](team, text)
    team.stage.settle()
    new = [words for at, words in seen(team).items() if at not in had]
    assert answered or new or kept(team) != before, "every act answers visibly"
    assert all(words.strip() for words in new)
    assert before <= kept(team), "nothing that was kept before is lost"
    assert team.stage.state().status == "active"


def by_dm(team: Ward, text: str) -> bool:
    """Typed in the DM."""
    team.people["Tom"].person.dm(text)
    return False


def by_mention(team: Ward, text: str) -> bool:
    """Said to the coach in the channel."""
    team.people["Tom"].person.post(CHANNEL, f"@Coach {text}")
    return False


def by_command(team: Ward, text: str) -> bool:
    """After /coach; one line of it, as the box takes no more."""
    answer = team.people["Tom"].person.command(f"/coach {' '.join(text.split())}", CHANNEL)
    team.stage.settle()
    return closed(team, "Tom") or bool(answer and answer.text)


def by_shortcut(team: Ward, text: str) -> bool:
    """By the shortcut on a message of the channel."""
    team.people["Tom"].person.post(CHANNEL, text)
    said = [
        one for one in team.people["Tom"].person.messages(CHANNEL) if one.user == team.people["Tom"].person.person.id
    ]
    team.people["Tom"].person.shortcut(ADD_MESSAGE, said[-1])
    team.stage.settle()
    return closed(team, "Tom")


def by_form(team: Ward, text: str) -> bool:
    """In the box of a card's form."""
    assert team.people["Mei"].press("answer", "explore.needs")
    return sent(team, "Mei", {"box:explore.needs#need": text[:3000]})


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_it_may_be_a_projects_name_unless_nothing_of_it_can_be_seen(namer: Ward, text: str) -> None:
    mei = namer.people["Mei"].person
    mei.command("/coach new", CHANNEL)
    namer.stage.settle()
    given = mei.submit({"box:name": text[:80]})
    namer.stage.settle()
    closed(namer, "Mei")
    unseen = not clean_text(text[:80]).replace("\u200b", "").strip()
    assert bool(given.errors) is unseen
    assert all(given.errors.values())


@pytest.fixture(scope="module")
def namer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A team that starts one project after another."""
    made = Ward(tmp_path_factory.mktemp("names"))
    yield made
    calls = made.ws.calls
    made.stage.close()
    assert breaches(calls) == []


def sent(team: Ward, name: str, values: dict[str, Any]) -> bool:
    """Send the open form; whether it was taken or says at its boxes why not. Left open it is closed."""
    person = team.people[name].person
    given = person.submit(values)
    told = not given.errors or all(given.errors.values())
    return closed(team, name) or told


def closed(team: Ward, name: str) -> bool:
    """Close whatever form is open; whether one was."""
    person = team.people[name].person
    if person.view is None:
        return False
    person.close(clear=True)
    return True


def seen(team: Ward) -> dict[tuple[str, str], str]:
    """Everything the coach has said to anybody, by where and when."""
    places = team.ws.world.messages.items()
    ours = team.ws.bot.id
    return {(place, at): one.text for place, said in places for at, one in said.items() if one.user == ours}


def kept(team: Ward) -> set[str]:
    """Every answer there is, by its id."""
    with team.stage.running.core.transactions.read() as session:
        return {one.id for one in answers.answers_of(session, team.ws.world.team_id, team.stage.project)}
