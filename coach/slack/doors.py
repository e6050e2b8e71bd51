"""What this room asks of the coach (`coach.services.coach.Coach` offers it)."""

from __future__ import annotations

from typing import Protocol

from coach.inbound import Inbound
from coach.views import Form, Home, Reply


class Coach(Protocol):
    """The coach's four doors."""

    def handle(self, inbound: Inbound) -> Reply:
        """Take one inbound in one transaction; CoachError with words, or a storage error, when nothing was kept."""
        ...

    def form(self, inbound: Inbound) -> Form:
        """Return the form that an inbound asks for; reads only. CoachError with words to show in its place."""
        ...

    def wants_form(self, inbound: Inbound) -> bool:
        """Say at once, without looking anything up, whether an inbound opens a form."""
        ...

    def home(self, workspace: str, person: str) -> Home:
        """Return a person's Home."""
        ...
