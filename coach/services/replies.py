"""The few short words the services themselves say; everything longer is a screen."""

from __future__ import annotations

from coach.errors import CoachError
from coach.views import Button, Controls, Message, Part, Press, Reply, Text

ALREADY = Reply(message=Message("That's done already."))
STARTED_HERE = "I've started it. Look for my message in the channel."
STARTED_ALONE = "I've started it. I've written to you: only you can see it."
NOT_IN = CoachError("not_in", "You're not in this project. Ask its lead to add you, or press I'd like to join.")
NOTHING_OPEN = CoachError("nothing_open", "Nothing is open for you just now. I'll write when something is.")
NO_PROJECT = CoachError("no_project_yet", "You're not in a project yet. Type /coach new to start one.")
TEAM_NEEDS_CHANNEL = (
    "A team needs a place. Go to your team's channel and type /coach new there, or choose Just me here."
)
NEEDS_A_PLACE = "Done. A team needs a place too: go to your team's channel and type /coach post here."
POSTED_NOW = "Thank you. I'll post it there now."
IN_ALREADY = "Good. You're in, and there is nothing else to do just now."
LATER = "I'll come back to you about it."
QUIET = "I won't remind you about this project any more. You can answer whenever you like."
KEPT_YOURS = "Kept as it is."
OLD_TIE = "That has changed meanwhile, so I've noted nothing. Type what hangs together, and I'll show you."
CHATTING = "Fine. I've kept nothing of it."
GONE_WORDS = "I don't have those words any more. Please send them once more."
PASSED_ON = "I've sent it, and said that it comes from you."
PAGE = "I've sent you the page as a file."
FILE = "I've sent it to you as a file."
NUDGED = "I'll ask each of them once, at an hour that suits them, and not again."
NOBODY_TO_NUDGE = "Nobody is left to nudge: nothing is open for the others just now."
NOTHING_TO_REMIND = "Nothing is open for you that I could remind you of. I'll write when something is."
NOT_WAITING = "That one doesn't wait for you any more, so there's nothing to remind you of."
SKIPPED = "I won't bring that one up again."
REMINDED_AGAIN = "I'll remind you about this project again."


def said(words: str, *buttons: Button) -> Reply:
    """A reply of one line, with buttons under it if there are any."""
    parts: tuple[Part, ...] = (Text(words), Controls(buttons)) if buttons else ()
    return Reply(message=Message(words, parts))


def press_for_form(words: str, label: str, press: Press) -> Reply:
    """A form cannot open from typed words: say so with the button that opens it."""
    return said(words, Button(label, press, "primary"))
