"""A missing or wrong setting stops the start with a sentence that names it."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from sendcase import env


def start(tmp_path, **variables):
    """Run `check` as a new process with just these settings; its last line of words."""
    clean = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=clean | {"DATA_DIR": str(tmp_path)} | variables, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]


PRODUCTION = {
    "SENDCASE_MODE": "production", "SECRET_KEY": "s" * 40, "AUDIT_KEY": "a" * 40,
    "DATABASE_URL": "postgres://u:p@localhost/x", "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp://localhost:25", "MAIL_FROM": "a@example.org",
    "SITE_URL": "https://s.example.org", "ALLOWED_HOSTS": "s.example.org",
}  # fmt: skip


def test_a_whole_production_environment_starts(tmp_path):
    assert start(tmp_path, **PRODUCTION)[0] == 0


@pytest.mark.parametrize("missing", [name for name in PRODUCTION if name != "SENDCASE_MODE"])
def test_a_missing_setting_is_named(tmp_path, missing):
    variables = {k: v for k, v in PRODUCTION.items() if k != missing}
    code, words = start(tmp_path, **variables)
    assert code != 0
    assert missing in words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SENDCASE_MODE", "live"),
        ("PORT", "eighty"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_BEFORE", "short"),
        ("AUDIT_KEY_BEFORE", f"{'a' * 40},short"),
        ("HEALTH_TOKEN", "short"),
        ("LOG_FORMAT", "xml"),
        ("EMAIL_URL", "mail.example.org"),
        ("REDIS_URL", "localhost"),
        ("DATABASE_URL", "sqlite:///x.sqlite3"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    code, words = start(tmp_path, **PRODUCTION | {name: value})
    assert code != 0
    assert name in words


@pytest.mark.parametrize(
    "variables",
    [
        PRODUCTION,
        {"SENDCASE_MODE": "embedded", "DEMO": "false"},
        {"SENDCASE_MODE": "embedded", "DEMO": "true", "HOST": "0.0.0.0"},
    ],
    ids=["production", "no demo", "open to the network"],
)
def test_the_second_factor_cannot_be_switched_off_where_children_are(tmp_path, variables):
    code, words = start(tmp_path, **variables | {"SECOND_FACTOR": "off"})
    assert code != 0
    assert "SECOND_FACTOR" in words


def test_secrets_made_on_the_first_start_are_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = env.secret("SECRET_KEY", tmp_path)
    assert len(first) >= 32
    assert env.secret("SECRET_KEY", tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_mail_settings_come_apart(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://some%40one:pass@mail.example.org:587?tls=true")
    found = env.mail("EMAIL_URL", None)
    assert found["EMAIL_HOST_USER"] == "some@one"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (587, True)


def test_a_flag_is_true_or_false(monkeypatch):
    monkeypatch.setenv("DEMO", "yes")
    with pytest.raises(ImproperlyConfigured, match="DEMO"):
        env.flag("DEMO")
