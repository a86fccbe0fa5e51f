"""docker-compose.yml: whole, healthy, and without a secret in it. No engine is needed to say so."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
ONCE = {"upgrade"}
MAY_BE_EMPTY = {"SECRET_KEY_BEFORE", "AUDIT_KEY_BEFORE", "HEALTH_TOKEN"}


def test_every_part_of_production_is_there():
    assert set(SERVICES) == {
        "web", "worker", "beat", "upgrade", "database", "redis", "mail",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_every_lasting_service_has_a_health_check(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= set(check)


def test_every_secret_comes_from_the_environment_and_is_demanded():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("KEY|PASSWORD|TOKEN", name):
                # What is there only for a while, or only where somebody asks, may be empty.
                asked = r":-" if name in MAY_BE_EMPTY else r":\?.+"
                assert re.fullmatch(r"\$\{\w+" + asked + r"\}", value), name


def test_the_example_environment_names_every_variable_that_is_demanded():
    demanded = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    assert demanded
    assert demanded <= offered


def test_named_volumes_are_declared():
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert used == set(COMPOSE["volumes"])


def test_the_site_is_not_open_to_the_network_without_its_proxy():
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    for name in set(SERVICES) - {"web"}:
        assert "ports" not in SERVICES[name]


def test_only_the_upgrade_knows_the_owner_of_the_tables():
    for name in ("web", "worker", "beat"):
        values = " ".join(SERVICES[name]["environment"].values())
        assert "//sendcase_site:" in values and "{DATABASE_PASSWORD" not in values, name
    upgrade = SERVICES["upgrade"]
    assert "//sendcase:${DATABASE_PASSWORD" in upgrade["environment"]["DATABASE_URL"]
    assert upgrade["command"][-2:] == ["--site-user", "sendcase_site"]
    script = "./scripts/database-users.sh:/docker-entrypoint-initdb.d/users.sh:ro"
    assert script in SERVICES["database"]["volumes"]
    assert (ROOT / "scripts/database-users.sh").stat().st_mode & 0o111
