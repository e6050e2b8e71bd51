"""Every table there is: importing this fills `Base.metadata`."""

from __future__ import annotations

from storage import (
    answers,
    audit,
    check_ins,
    conversations,
    dialogue_versions,
    inbox,
    installations,
    messages,
    notes,
    pauses,
    people,
    projects,
    rate_limits,
    records,
    set_aside,
    work,
    workspaces,
)
from storage.base import Base

MODULES = (
    answers,
    audit,
    check_ins,
    conversations,
    dialogue_versions,
    inbox,
    installations,
    messages,
    notes,
    pauses,
    people,
    projects,
    rate_limits,
    records,
    set_aside,
    work,
    workspaces,
)
METADATA = Base.metadata
