"""`make run`: prepares the embedded default and runs it until told to stop."""

import http.client
import os
import socket
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.utils import timezone, translation

from accounts.models import Appointment, User
from portal import ledger
from portal.demo import people
from portal.supervision import Program, Supervisor
from sections.actions.ledger_replay import Unsettled


HOST = "127.0.0.1"


class Command(BaseCommand):
    """One command for everything the portal needs to live, the clock included."""

    help = "Prepare the database and serve the portal and its clock on this machine (PORT=8000)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        port = _free_port()
        address = f"http://{HOST}:{port}"
        try:
            self._prepare()
        except KeyboardInterrupt:
            sys.exit(130)
        connections.close_all()

        supervisor = Supervisor([_web(port), _clock()], say=self.stderr.write)
        code = supervisor.run(
            ready=lambda: _answers(port), when_ready=lambda: self._announce(address)
        )
        self._say("Stopped.")
        sys.exit(code)

    def _prepare(self) -> None:
        """Everything a first start needs; each step does nothing when it is done already."""
        self._say("Preparing the database and the message catalogues ...")
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_register", stdout=StringIO())
        call_command("catalogues", "compile", verbosity=0)
        self._settle()
        if settings.DEMO and not _demonstration_is_loaded():
            self._load_demonstration()

    def _settle(self) -> None:
        """What was removed stays removed; where that is in doubt the web server refuses readers."""
        try:
            ledger.settle(at=timezone.now())
        except Unsettled as doubt:
            self._say(f"The takedown ledger is not settled, no public page is served: {doubt}")

    def _load_demonstration(self) -> None:
        """Whole or not at all: a start that was interrupted leaves no half of it behind."""
        self._say("Loading the demonstration content ...")
        known = User.objects.filter(username__in=people.SHOWN).exists()
        with transaction.atomic():
            call_command("loaddemo", among_real_users=known, stdout=StringIO())

    def _announce(self, address: str) -> None:
        self._say(f"\nThe portal is ready: {address}")
        if settings.DEMO:
            self._say(f"The agencies' door:  {address}/agency/")
            self._say(f"The editorial desk:  {address}/admin/")
            self._say(f"\nDemonstration sign-ins, password {settings.DEMO_PASSWORD}")
            for username, roles in _sign_ins():
                self._say(f"  {username:<22} {roles}")
        self._say("\nCtrl-C stops everything.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _free_port() -> int:
    """The port of the environment, if it is one and nobody has it."""
    wish = os.environ.get("PORT", "") or "8000"
    if not (wish.isascii() and wish.isdigit() and 0 < int(wish) < 65536):
        raise CommandError(f"PORT must be a number from 1 to 65535, not {wish!r}.")
    try:
        socket.create_server((HOST, int(wish))).close()
    except PermissionError:
        raise CommandError(
            f"Port {wish} needs root. Choose one above 1023: make run PORT=8001"
        ) from None
    except OSError:
        raise CommandError(
            f"Port {wish} is taken by another program. Choose another: make run PORT=8001"
        ) from None
    return int(wish)


def _web(port: int) -> Program:
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--no-control-socket"]
    size = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    return Program("The web server", [*command, *size, "--log-level", "warning"])


def _clock() -> Program:
    return Program("The clock", [sys.executable, "manage.py", "clock"], vital=False)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def _demonstration_is_loaded() -> bool:
    """Whether the accounts are there and open with the password that will be printed."""
    person = User.objects.filter(username=people.SHOWN[0]).first()
    return person is not None and person.check_password(settings.DEMO_PASSWORD)


def _sign_ins() -> list[tuple[str, str]]:
    """User names with the roles held today, in the order of the journey."""
    shown = User.objects.filter(username__in=people.SHOWN).prefetch_related(
        "appointments", *User.grant_relations()
    )
    now = timezone.now()
    with translation.override("en"):
        return [
            (person.username, ", ".join(map(_role, person.appointments_at(now))))
            for person in sorted(shown, key=lambda person: people.SHOWN.index(person.username))
        ]


def _role(held: Appointment) -> str:
    language = f" ({held.get_language_display()})" if held.language else ""
    return f"{held.get_role_display()}{language}"
