"""Production in docker-compose.yml: whole, without secrets, and agreeing with the rest."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests import servers


ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
NGINX = (ROOT / "deploy/nginx.conf").read_text()
VALUES = {"PORTAL_HOST": "portal.test", "SECRET_KEY": "not-a-secret", "POSTGRES_PASSWORD": "none"}


def _has_compose() -> bool:
    if not (docker := shutil.which("docker")):
        return False
    return subprocess.run([docker, "compose", "version"], capture_output=True).returncode == 0


def test_the_file_is_well_formed():
    schema = json.loads((Path(__file__).parent / "compose.schema.json").read_text())

    jsonschema.validate(COMPOSE, schema)


@pytest.mark.skipif(not _has_compose(), reason="the compose plugin of docker is not installed")
def test_compose_itself_accepts_the_file(tmp_path):
    values = tmp_path / "values"
    values.write_text("\n".join(f"{name}={value}" for name, value in VALUES.items()))

    command = ["docker", "compose", "--env-file", str(values), "config", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_every_program_of_the_portal_runs():
    assert set(SERVICES) == {
        "web", "worker", "beat", "clock", "migrate", "nginx", "postgresql", "redis"
    }  # fmt: skip


def test_dependencies_exist_and_can_be_waited_for():
    for name, service in SERVICES.items():
        for other, wish in service.get("depends_on", {}).items():
            assert other in SERVICES, name
            if wish["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other], f"{name} waits for the health of {other}"


def test_named_volumes_are_declared_and_used():
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    used = {mount.split(":")[0] for mount in mounts if not mount.startswith(("./", "/"))}
    files = [mount.split(":")[0] for mount in mounts if mount.startswith("./")]

    assert used == set(COMPOSE["volumes"])
    assert all((ROOT / file).exists() for file in files)


def test_images_are_pinned():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    for name, service in SERVICES.items():
        _, tag = service["image"].split(":", 1)
        assert re.match(r"\d+(\.\d+)?-", tag) or tag == f"${{PORTAL_VERSION:-{version}}}", name


def test_tests_and_production_use_the_same_postgresql():
    assert SERVICES["postgresql"]["image"].startswith(f"postgres:{servers.POSTGRESQL_MAJOR}-")


def test_secrets_are_demanded_and_never_written_down():
    demanded = set(re.findall(r"\$\{(\w+):\?", TEXT))
    words = re.compile(r"SECRET|PASSWORD")

    assert {"SECRET_KEY", "POSTGRES_PASSWORD"} <= demanded
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if words.search(name):
                assert re.match(r"^\$\{\w+:(\?.*|-)\}$", str(value)), name


def test_the_example_names_what_compose_reads():
    read = set(re.findall(r"\$\{(\w+)", TEXT))
    example = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    optional = {"PORTAL_VERSION", "HTTPS", "LOG_LEVEL", "EMAIL_USE_SSL"}

    assert example | optional == read


def test_what_is_handed_on_without_a_value_is_left_out_until_it_is_wanted():
    """An empty value would be none of the defaults of the settings, so the example hides it."""
    handed_on = {name for name, value in SERVICES["web"]["environment"].items() if value is None}
    hidden = set(re.findall(r"^# (\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert handed_on == hidden


def test_each_program_is_known_to_the_entrypoint():
    entrypoint = (ROOT / "deploy/entrypoint.sh").read_text()
    known = set(re.findall(r"^    (\w+)\)", entrypoint, re.MULTILINE))

    assert known == {name for name, service in SERVICES.items() if "build" in service}
    for name in known:
        assert SERVICES[name]["command"] == [name]


def test_the_programs_cannot_change_themselves():
    for name, service in SERVICES.items():
        if "build" in service:
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
    assert re.search(r"^USER portal$", (ROOT / "deploy/Dockerfile").read_text(), re.MULTILINE)


def test_health_is_asked_where_it_is_answered():
    assert "/healthz" in " ".join(SERVICES["web"]["healthcheck"]["test"])
    assert "/readyz" in " ".join(SERVICES["nginx"]["healthcheck"]["test"])
    assert "healthz|readyz" in NGINX


def test_a_full_queue_refuses_and_never_forgets():
    assert "noeviction" in SERVICES["redis"]["command"]


@pytest.mark.provision("LC-8.3")
def test_no_proxy_keeps_a_page_that_was_taken_down():
    directives = re.sub(r"#.*", "", NGINX)

    assert "proxy_cache" not in directives
    assert "proxy_pass http://portal;" in directives


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_tests_ran_on_the_version_of_production():
    from django.db import connection

    assert connection.pg_version // 10000 == servers.POSTGRESQL_MAJOR
