"""Words like "matron said yes", typed while a try waits for somebody's yes, it is about that, whatever else is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import finding
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens.channel.quiet import yes_heard
from coach.services.screens.seeing import is_open
from coach.services.screens.summing_up.summary_agree import waits_for_yes
from coach.views import Reply
from dialogues.plan import GO_AHEAD

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_YES = re.compile(
    r"(?:good news[ ,:!-]*)?(?:the |our )?[\w .,'-]{2,40}? "
    r"(?:(?:has |have |just |now )*(?:said|says|gave us|given us|agreed|agrees)"
    r" ?(?:it'?s |its |that'?s |thats )?(?:a |an |the )?(?:yes|ok|okay|fine|go ahead|go-ahead|to it|to the try)"
    r"|(?:has |have )?(?:approved|signed off|oked|okayed)(?: (?:it|on it|the try))?)"
    r"(?: today| this morning| now)?[.! ]*",
    re.IGNORECASE,
)


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Ask for whose yes it is, with the form that keeps it; None for other words, or when no one try waits for it."""
    if what.how != "new" or not _YES.fullmatch(what.text.strip()):
        return None
    found = finding.scenes_of(session, room, finding.meant(session, inbound))
    waiting = [scene for scene in found if waits_for_yes(scene) and _may_note_it(scene, inbound.person)]
    return Reply(message=yes_heard(waiting[0]), project=waiting[0].project) if len(waiting) == 1 else None


def _may_note_it(scene: Scene, person: str) -> bool:
    """Whether this person may say whose yes it is; while that is asked just now, their words are the answer to it."""
    may = person in {scene.state.lead, scene.state.second} or scene.state.way != "apart"
    return may and not is_open(scene, GO_AHEAD)
