"""What every test stands on: the servers that answer, the browser, no silent skips in CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from portal import catalogues
from tests import servers
from tests.append_only import _flush_passes_the_guards  # noqa: F401 used by every test
from tests.dossiers import journey, who  # noqa: F401 fixtures of every folder


TESTS = Path(__file__).parent
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
NEEDS = ("postgresql", "redis", "browser")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Playwright keeps an event loop in the thread of the tests; Django would refuse every query there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_skipped_needs: list[str] = []


def pytest_sessionstart() -> None:
    """The tests read the messages as visitors do, and no compiled catalogue is kept."""
    catalogues.compile_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup) -> None:
    """Playwright's event loop opens a connection of its own, which has to know the seeds too."""
    seeds = getattr(connections["default"], "_test_serialized_contents", None)
    if seeds is not None:
        type(connections["default"])._test_serialized_contents = seeds


@pytest.fixture(autouse=True)
def _forget_the_language_of_the_last_request() -> Iterator[None]:
    """A page leaves its language active in the thread; the next test begins with the default."""
    yield
    translation.deactivate()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark by what a test uses, and skip what this machine cannot run, saying why."""
    for item in items:
        if "browser" in item.path.relative_to(TESTS).parts:
            item.add_marker("browser")
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("databases")
        if _flushes(item):
            # What the migrations brought (sections, acts, calendar) is there in each test.
            whole = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(whole, append=False)
    for need in NEEDS:
        concerned = [item for item in items if item.get_closest_marker(need)]
        if concerned and (reason := _missing(need)):
            for item in concerned:
                item.add_marker(pytest.mark.skip(reason=reason))
    yield
    # Pytest gathers the tests of one browser, wherever that is: nothing may follow that needs
    # the rows they emptied.
    items.sort(key=_flushes)


def _flushes(item: pytest.Item) -> bool:
    """Whether a test commits for real, so that the tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    by_marker = marker is not None and marker.kwargs.get("transaction", False)
    return by_marker or bool({"transactional_db", "live_server"} & set(item.fixturenames))


def _missing(need: str) -> str:
    """Why tests with this need cannot run; empty when they can."""
    if need == "postgresql" and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return "the database of this run is SQLite (set DATABASE_URL, or use make test)"
    if need == "redis" and not servers.redis_answering():
        return "no Redis answers (set TEST_REDIS_URL, or use make test)"
    if need == "browser" and not servers.chromium():
        return "Chromium is not installed"
    return ""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and set(NEEDS) & set(report.keywords):
        _skipped_needs.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if IN_CI and _skipped_needs and session.exitstatus in {0, 5}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter) -> None:
    if IN_CI and _skipped_needs:
        terminalreporter.section("skipped, which counts as a failure in CI", red=True)
        terminalreporter.write_line("\n".join(_skipped_needs))


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a Redis that answers; only for tests marked `redis`."""
    return servers.redis_answering() or pytest.fail("mark this test with pytest.mark.redis")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, quiet: it asks nobody outside for updates or settings."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": servers.chromium(),
        "args": ["--disable-dev-shm-usage", "--no-first-run", *quiet, *as_root],
    }
