"""The servers of the tests: found or started, and gone afterwards; a skip in CI is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from tests import servers


ROOT = Path(__file__).parents[2]
SKIPPED_ON_SQLITE = "tests/deploy/test_compose.py::test_the_tests_ran_on_the_version_of_production"


@pytest.fixture
def nothing_answers(monkeypatch):
    """An address at which no server is."""
    port = servers.free_port()
    monkeypatch.setenv("TEST_DATABASE_URL", f"postgres://nobody@127.0.0.1:{port}/none")
    monkeypatch.setenv("TEST_REDIS_URL", f"redis://127.0.0.1:{port}/0")


@pytest.mark.redis
@pytest.mark.usefixtures("nothing_answers")
def test_a_throwaway_redis_lives_as_long_as_it_is_needed():
    with servers.redis_server() as url, redis.from_url(url) as client:
        assert client.ping()

    with redis.from_url(url) as client, pytest.raises(redis.ConnectionError):
        client.ping()


@pytest.mark.postgresql
@pytest.mark.usefixtures("nothing_answers")
def test_a_throwaway_postgresql_lives_as_long_as_it_is_needed():
    with servers.postgresql() as url:
        address = url.replace("postgres://", "postgresql://").rsplit("/", 1)[0] + "/postgres"
        connection = psycopg2.connect(address)
        assert connection.server_version // 10000 == servers.POSTGRESQL_MAJOR
        connection.close()

    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(address)


@pytest.mark.redis
def test_a_server_that_answers_is_used(monkeypatch, redis_url):
    monkeypatch.setenv("TEST_REDIS_URL", redis_url)

    with servers.redis_server() as url:
        assert url == redis_url


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_skipping_what_needs_a_server_is_a_failure_in_ci_alone(ci, code, tmp_path):
    environment = os.environ | {"CI": ci, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", SKIPPED_ON_SQLITE]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert "1 skipped" in done.stdout
    assert done.returncode == code, done.stdout
