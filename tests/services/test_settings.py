"""A setting that is missing or wrong is named, with the way to put it right; secrets are never shown."""

from __future__ import annotations

import pytest

from coach.errors import SettingsError
from coach.settings import Settings, data_folder, read_settings, require_slack

NAMES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without any of our settings."""
    for name in (*NAMES, *(f"COACH_{field.upper()}" for field in Settings.model_fields)):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_there_is_a_file_of_ones_own() -> None:
    settings = read_settings()
    assert settings.database_url == f"sqlite:///{data_folder() / 'coach.db'}"
    assert settings.slack_api_url == "https://slack.com/api/"


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as error:
        require_slack(read_settings(), http=False)
    assert "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set" in error.value.words
    assert "coach demo" in error.value.words
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(SettingsError) as error:
        require_slack(read_settings(), http=True)
    assert "SLACK_SIGNING_SECRET is not set" in error.value.words


def test_a_token_in_the_wrong_place_is_seen_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-very-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    with pytest.raises(SettingsError) as error:
        require_slack(read_settings(), http=False)
    assert "SLACK_BOT_TOKEN should start with xoxb-" in error.value.words
    assert "very-secret" not in error.value.words + repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COACH_PORT", "many"),
        ("COACH_PORT", "0"),
        ("COACH_DATABASE_URL", "mysql://user:pass@host/db"),
        ("COACH_SLACK_API_URL", "slack.com"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert name in error.value.words
    assert "pass" not in error.value.words


def test_postgresql_is_taken_by_its_usual_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://coach@db/coach")
    assert read_settings().database_url == "postgresql+psycopg://coach@db/coach"
