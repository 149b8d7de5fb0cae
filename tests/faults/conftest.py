"""A rig for each test: PostgreSQL, Redis, processes and an outside of its own."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.faults import cluster as clusters, oracle
from tests.faults.cluster import Cluster
from tests.faults.processes import ROOT, python
from tests.faults.rig import CLOCK, Rig


HERE = Path(__file__).parent
FULL = os.environ.get("FAULTS_FULL", "") == "1"
FIGURES = pytest.StashKey[list[dict[str, object]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []
    # Told to end, the tests put everything away first, as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = _missing()
    if missing and os.environ.get("CI", "").lower() in {"1", "true"}:
        raise pytest.UsageError(f"the tests of faults cannot run: {missing}")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("faults")
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


def _missing() -> str:
    """Why nothing can be started, killed and frozen here; empty if it can."""
    import shutil

    try:
        servers._postgresql_program("pg_ctl")
    except servers.Missing as missing:
        return str(missing)
    return "" if shutil.which("redis-server") else "redis-server is not installed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call):
    """A failure shows what each process said last."""
    report = yield
    rig = getattr(item, "funcargs", {}).get("rig")
    if isinstance(rig, Rig) and report.when == "call":
        if report.failed:
            report.sections += [(f"log of {name}", text) for name, text in rig.logs()]
        elif rig.figures:
            row = {"test": item.nodeid, "seconds": round(report.duration, 1), **rig.figures}
            item.config.stash[FIGURES].append(row)
    return report


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    rows = config.stash[FIGURES]
    if not rows:
        return
    terminalreporter.section("figures of the tests of faults")
    for row in rows:
        told = ", ".join(f"{k} {v}" for k, v in row.items() if k not in ("test", "seconds"))
        terminalreporter.write_line(f"{row['test'].split('::')[-1]} ({row['seconds']} s): {told}")
    if path := os.environ.get("FAULTS_FIGURES"):
        Path(path).write_text(json.dumps(rows, ensure_ascii=False, indent=1))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with clusters.running() as running:
        yield running


@pytest.fixture(scope="session")
def template(cluster: Cluster, tmp_path_factory) -> str:
    """A migrated database with people in it, from which each test copies its own."""
    cluster.make_database("template_portal")
    rig = Rig(cluster, "template_portal", tmp_path_factory.mktemp("template"))
    try:
        migrated = subprocess.run(
            python("manage.py", "migrate", "--verbosity", "0"),
            cwd=ROOT, env=rig.environment(), capture_output=True, text=True,
        )  # fmt: skip
        assert not migrated.returncode, migrated.stderr
        rig.sql(CLOCK)
        rig.actor()("prepare")
    finally:
        rig.close()
    return "template_portal"


@pytest.fixture
def rig(cluster: Cluster, template: str, tmp_path: Path, request) -> Iterator[Rig]:
    name = f"rig_{abs(hash(request.node.nodeid)) % 10**8}"
    cluster.make_database(name, template)
    rig = Rig(cluster, name, tmp_path)
    try:
        yield rig.open()
    finally:
        rig.close()
        if not cluster.answers():
            cluster.start()
        cluster.drop_database(name)


@pytest.fixture
def holds(rig: Rig):
    """Asserts that O1 to O5 hold now."""

    def check() -> None:
        found = oracle.problems(rig)
        assert not found, "\n".join(f"{p.oracle}: {p.what}" for p in found[:10])

    return check


@pytest.fixture
def size():
    """The full number with `make faults`, a smaller one in every other run."""
    return lambda full, small: full if FULL else small
