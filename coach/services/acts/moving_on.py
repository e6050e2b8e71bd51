"""Next, from a card or the lead's panel: an agreement that nobody has spoken to is asked about first.

Silence is never a yes, and one press would end the round without one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.services.acts.pressing import Given
from coach.services.screens import seeing
from coach.services.screens.showing.deciding import ANYWAY, unheard_yet
from coach.services.screens.showing.stands import AGREEMENT, said
from coach.views import Reply
from dialogues import inputs as i

if TYPE_CHECKING:
    from coach.services.desk import Desk


def move_on(desk: Desk, given: Given) -> Reply | None:
    """Go on from a question, or ask first whether to end without a yes."""
    if given.press.arg != ANYWAY and _nobody_has_said(desk, given.question):
        return Reply(message=unheard_yet(desk.scene, given.question))
    desk.take(i.Next(given.person, given.at, given.question, given.asked))
    return None


def _nobody_has_said(desk: Desk, wanted: str) -> bool:
    """Whether it is the agreement, open, with its three answers, and none of them is in."""
    if wanted != AGREEMENT or seeing.cell(desk.scene, wanted).status != "open":
        return False
    return not said(desk.scene, wanted) and not seeing.question(desk.scene, wanted).fields


ACTS: dict[str, Callable[[Desk, Given], Reply | None]] = {"next": move_on, "move_on": move_on}
