"""A backup from before a removal is restored and the portal started: it stays gone (T-20)."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


ROOT = Path(settings.BASE_DIR)

PUBLISH = """
from tests.factories import editorial, incidents
who = editorial.board()
articles = [incidents.published_article(who, "en") for _ in range(3)]
print(json.dumps([[one.pk, one.url("vi"), one.url("en")] for one in articles]))
"""
REMOVE = """
from accounts.models import User
from accounts.roles import Role
from deadlines.queries import now
from editorial.rules.reasons import Ground
from incidents import actions
from sections import actions as public
from sections.models import Article
from tests.factories.accounts import person
down, hidden, back = Article.objects.order_by("pk")
# Appointed after the backup: whoever removes it does not exist in the database that comes back.
deputy = person(Role.DEPUTY_HEAD, username="later-1")
head = person(Role.HEAD_OF_BOARD, username="later-2")
actions.order_takedown(down, ground=Ground.UNTRUE, reason="Sai.", by=deputy, at=now())
public.hide(hidden, ground=Ground.UNTRUE, provision="LC-8.3", by=None, at=now())
again = public.hide(back, ground=Ground.UNTRUE, provision="LC-8.3", by=None, at=now())
public.release(again, reason="Nhầm.", provision="LC-8.3", asked_by=deputy, by=head, at=now())
"""
SERVE = """
import portal.wsgi
from django.test import Client
from editorial.models import Edition
from portal import ledger
client = Client()
codes = {path: client.get(path).status_code for path in ADDRESSES}
live = Edition.objects.filter(publication="live").count()
print(json.dumps({"codes": codes, "refused": ledger.gate.refused, "live": live}))
"""
SETUP = "import django, json; django.setup(); "


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def around(tmp_path: Path, database: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
        "SECRET_KEY": "x" * 50,
        "VAR_DIR": str(tmp_path),
        "TAKEDOWN_LEDGER": str(tmp_path / "another-volume" / "takedowns.jsonl"),
        "DATABASE_URL": database,
        "ALLOWED_HOSTS": "*",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "CRITICAL",
    }


def drill(environment: dict[str, str], back_up, restore) -> None:
    """Back up, remove, restore, start; the oracle is what a reader is answered."""
    Path(environment["TAKEDOWN_LEDGER"]).parent.mkdir()
    run("from django.core.management import call_command; call_command('migrate', verbosity=0)",
        environment)  # fmt: skip
    (_d, *down), (_h, *hidden), (_b, *back) = json.loads(run(PUBLISH, environment))
    serve = f"ADDRESSES = {[*down, *hidden, *back]!r}\n{SERVE}"
    back_up()
    run(REMOVE, environment)
    restore()

    told = json.loads(run(serve, environment))

    assert told["refused"] == ""
    assert {told["codes"][path] for path in (*down, *hidden)} == {410}
    assert {told["codes"][path] for path in back} == {200}
    assert told["live"] == 4, "the desk knows that two of six languages are live no more"


def test_an_older_sqlite_file_put_back_shows_nothing_that_was_removed(tmp_path):
    base, backup = tmp_path / "portal.sqlite3", tmp_path / "backup.sqlite3"

    def back_up():
        with sqlite3.connect(base) as source, sqlite3.connect(backup) as target:
            source.backup(target)

    def restore():
        for name in ("portal.sqlite3", "portal.sqlite3-wal", "portal.sqlite3-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.copy(backup, base)

    drill(around(tmp_path, f"sqlite:///{base}"), back_up, restore)


def test_a_ledger_that_is_gone_closes_the_portal_to_readers(tmp_path):
    base = tmp_path / "portal.sqlite3"
    environment = around(tmp_path, f"sqlite:///{base}")
    ledger = Path(environment["TAKEDOWN_LEDGER"])
    ledger.parent.mkdir()
    run("from django.core.management import call_command; call_command('migrate', verbosity=0)",
        environment)  # fmt: skip
    _down, _hidden, (_b, *back) = json.loads(run(PUBLISH, environment))
    run(REMOVE, environment)
    ledger.unlink()

    told = json.loads(
        run(f"ADDRESSES = {[*back, '/readyz', '/vi/sign-in/']!r}\n{SERVE}", environment)
    )

    assert told["refused"] == "ledger_missing"
    assert {told["codes"][path] for path in back} == {503}
    assert told["codes"]["/readyz"] == 503
    assert told["codes"]["/vi/sign-in/"] == 200


@pytest.mark.postgresql
@pytest.mark.skipif(not shutil.which("pg_dump"), reason="pg_dump is not installed")
def test_an_older_dump_restored_shows_nothing_that_was_removed(tmp_path, db):
    facts = connection.settings_dict
    name = f"restore_drill_{os.getpid()}"
    host, port = facts["HOST"] or "127.0.0.1", str(facts["PORT"] or 5432)
    address = f"postgres://{facts['USER']}:{facts['PASSWORD']}@{host}:{port}/{name}"
    whom = ["-h", host, "-p", port, "-U", facts["USER"]]
    environment = around(tmp_path, address) | {"PGPASSWORD": facts["PASSWORD"]}
    dump = tmp_path / "backup.dump"

    def tool(*command: str) -> None:
        program, *rest = command
        subprocess.run([program, *whom, *rest], check=True, env=environment, capture_output=True)

    def restore():
        tool("dropdb", name)
        tool("createdb", name)
        tool("pg_restore", "--exit-on-error", "--no-owner", "-d", name, str(dump))

    tool("createdb", name)
    try:
        drill(environment, lambda: tool("pg_dump", "-Fc", "-f", str(dump), name), restore)
    finally:
        tool("dropdb", "--force", name)
