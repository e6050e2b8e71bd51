"""Every setting, read from the environment; a wrong one is named in words with the way to put it right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from platformdirs import user_data_dir
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import SettingsError
from dialogues.risk_scores import DEFAULT, Bands
from dialogues.risk_scores import bands as read_bands

APP = "improvement-coach"
SLACK_API = "https://slack.com/api/"
_SCHEMES = ("sqlite:", "postgresql:", "postgresql+psycopg:")
_PREFIXES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def data_folder() -> Path:
    """Where a person's data lives on this system; made when it is first needed."""
    return Path(user_data_dir(APP, appauthor=False))


def _own_database() -> str:
    return f"sqlite:///{data_folder() / 'coach.db'}"


class Settings(BaseSettings):
    """What an installer may set. Secrets never appear in a log or an error."""

    model_config = SettingsConfigDict(env_prefix="COACH_", extra="ignore", hide_input_in_errors=True)

    database_url: str = Field(
        default_factory=_own_database,
        description="Where everything is kept: a SQLite file (default, in your data folder) or postgresql://...",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, validation_alias="SLACK_BOT_TOKEN", description="The app's bot token (xoxb-...)."
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        validation_alias="SLACK_APP_TOKEN",
        description="The app-level token (xapp-...) with connections:write, for Socket Mode.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET", description="Checks Slack's requests in HTTP mode."
    )
    slack_api_url: str = Field(default=SLACK_API, description="Where Slack's Web API is; everything goes there.")
    port: int = Field(default=3000, ge=1, le=65535, description="The port of HTTP mode, /health and /metrics.")
    run_by: str = Field(
        default="",
        max_length=200,
        description='Who runs the coach here, for the first message to a person: "the improvement team (address)".',
    )

    quiet_by: str = Field(
        default="",
        description="Member ids, with commas between them, of people who may ask for quiet for everyone, "
        "beside the workspace's owners and administrators.",
    )

    risk_bands: str = Field(
        default=DEFAULT,
        description="The bands of your 5 by 5 risk matrix, for the risk register in exports.",
    )

    @field_validator("risk_bands")
    @classmethod
    def _known_bands(cls, text: str) -> str:
        read_bands(text)
        return text

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(_SCHEMES):
            raise ValueError("it must start with sqlite:/// or postgresql://")
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it must start with https://")
        return url.rstrip("/") + "/"

    @property
    def bands(self) -> Bands:
        """The bands of the risk register."""
        return read_bands(self.risk_bands)

    @property
    def run_by_words(self) -> str:
        """Who runs the coach here, as the first DM says it."""
        return self.run_by.strip() or "the person who put me into this workspace"

    @property
    def quiet_by_ids(self) -> frozenset[str]:
        """Who may ask for quiet for everyone, beside the workspace's owners and administrators."""
        return frozenset(one for one in self.quiet_by.replace(",", " ").split() if one)


def read_settings(**given: Any) -> Settings:
    """Read the settings from the environment; SettingsError names what is wrong and what to do."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("settings", " ".join(_words(one) for one in error.errors())) from None


def require_slack(settings: Settings, *, http: bool, takes_in: bool = True) -> None:
    """Check that what serving needs is there; SettingsError names every setting that is missing or mistyped.

    `takes_in=False`: for a worker, which only sends.
    """
    wanted = {"SLACK_BOT_TOKEN": settings.slack_bot_token}
    if takes_in and http:
        wanted["SLACK_SIGNING_SECRET"] = settings.slack_signing_secret
    elif takes_in:
        wanted["SLACK_APP_TOKEN"] = settings.slack_app_token
    missing = [name for name, value in wanted.items() if value is None or not value.get_secret_value().strip()]
    if missing:
        raise SettingsError(
            "settings_missing",
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set. Copy "
            f"{'it' if len(missing) == 1 else 'them'} from your app's page at api.slack.com/apps and export "
            f"{'it' if len(missing) == 1 else 'them'} before you start, for example: export {missing[0]}=... "
            "To look around without Slack, run: coach demo",
        )
    for name, prefix in _PREFIXES.items():
        value = wanted.get(name)
        if value is not None and not value.get_secret_value().startswith(prefix):
            raise SettingsError(
                "settings_token", f"{name} should start with {prefix}. It looks as if another token was copied."
            )


def _words(error: Any) -> str:
    name = str(error["loc"][0]) if error.get("loc") else "a setting"
    shown = name if name.startswith("SLACK_") else f"COACH_{name.upper()}"
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{shown} is not right: {said[:1].lower()}{said[1:]}. Change it and start again."
