"""A manifest that somebody copied from their app's page into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from coach.errors import CoachError

_MOST = 200_000  # characters; Slack's own are a few thousand


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest, JSON or YAML as Slack shows both; CoachError in words when it is none."""
    copy = "On your app's page, under App Manifest, copy all of it into a file and name that file."
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8-sig")[:_MOST])
    except OSError as error:
        raise CoachError("manifest_file", f"{path} cannot be read ({error.strerror}). {copy}") from None
    except (ValueError, yaml.YAMLError, RecursionError):
        raise CoachError("manifest_file", f"{path} is neither JSON nor YAML. {copy}") from None
    if not isinstance(read, dict) or not {"oauth_config", "settings", "features"} & set(read):
        raise CoachError("manifest_file", f"{path} is no manifest of Slack's. {copy}")
    return read
