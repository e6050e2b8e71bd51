"""What the invented ward team says, card by card, and what the doctor alone types."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ahead:
    """A day, so many days from today."""

    days: int


Given = str | int | Ahead  # words, the nth of a list, a day


@dataclass(frozen=True)
class Card:
    """One card of the room: words it shows, the button that opens its form, what goes into which box, how it ends."""

    shows: str
    opens: str
    boxes: dict[str, Given] = field(default_factory=dict)
    next: bool = False  # several people may add to it, so the one who types says when it is enough


TOGETHER = (
    Card(
        "Explore · 1 of 5",
        "Answer",
        {
            "explore.trigger#text": "A patient waited in a coat for four hours",
            "explore.problem#what": "People who are fit to go wait most of the day for their medicines",
            "explore.problem#who": "People going home from Ward 7",
            "explore.problem#how_often": 0,
        },
    ),
    Card("Explore · 2 of 5", "Answer", {"explore.people#groups": 0, "explore.people#hardest": "People alone"}),
    Card("Explore · 3 of 5", "Add", {"explore.needs#need": "Patients need to know when they are going"}, True),
    Card("Explore · 4 of 5", "Answer", {"explore.handoffs#dropped": "Nobody owns the list after eleven"}),
    Card("Explore · 5 of 5", "Answer", {"explore.success#patients": "Home before tea"}),
    Card("Create · 1 of 2", "Add", {"create.ideas#": "List at the bedside"}, True),
    Card("Create · 2 of 2", "Pick", {"create.choose#": 0}),
    Card(
        "Evaluate · 1 of 2",
        "Answer",
        {
            "evaluate.test_plan#with_whom": "Mei and the round",
            "evaluate.test_plan#when": Ahead(8),
            "evaluate.test_plan#expect": "Four of six by one o'clock",
        },
    ),
    Card(
        "Evaluate · 2 of 2",
        "Add",
        {
            "evaluate.risks#event": "A late change is missed",
            "evaluate.risks#sign": "The ward rings to correct a list",
            "evaluate.risks#owner": 1,
            "evaluate.go_ahead#approver": "Matron",
            "evaluate.go_ahead#stop_sign": "A list is sent for the wrong person",
        },
        True,
    ),
    Card("Agree · 1 of 3", "Change it", {"agree.aim#to": "3 hours", "agree.aim#out": "Weekends"}),
    Card("Agree · 2 of 3", "Add", {"agree.actions#who": 1}),
    Card("Agree · 3 of 3", "Count hands", {"agree.consent#yes": "2", "agree.consent#can_live": "1"}),
)

# What is typed, and words of what the coach then shows as its next card.
ALONE = (
    ("My supervisor asked me to look at it", "Say what goes wrong before"),
    ("Letters reach people weeks after the visit", "Explore · 2 of 5"),
    ("Patients, their families and the typing team", "Explore · 3 of 5"),
    ("GPs need to know the new dose\nPatients need the right tablets on Monday", '2  "Patients need the right'),
    ("next", "Explore · 4 of 5"),
    ("The tape waits for the next free typist", "Explore · 5 of 5"),
    ("Nobody rings to ask where the letter is", "Create · 1 of 3"),
    ("The heart clinic gives people a slip", '1  "The heart clinic gives'),
    ("next", "Create · 2 of 3"),
    ("A dose slip before people leave\nA text the same day", '2  "A text the same day"'),
    ("next", "Create · 3 of 3"),
    ("1", "Evaluate · 1 of 2"),
    ("A dose slip for ten patients on Monday", "Evaluate · 2 of 2"),
    ("The slip and the letter disagree", '1  "The slip and the letter'),
    ("next", "Who needs to know"),
    ("My consultant must say yes", "Agree · 1 of 3"),
    ("Letters sent the same day, from 2 in 10 to 8 in 10 by July", "Agree · 2 of 3"),
    ("Ask the consultant on Thursday", "When shall I come back"),
    ("2026-12-16", "Agree · 3 of 3"),
    ("My consultant, by Thursday", "what we agreed"),
)
