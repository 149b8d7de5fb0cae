"""`make run`: one command starts everything, says where it is, and stops all of it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from portal.demo import people
from portal.management.commands import serve
from tests.servers import free_port


ROOT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.mark.parametrize("wish", ["0", "65536", "-1", "eighty", "\uff18\uff10", "8000 "])
def test_what_is_no_port_is_refused_in_words(monkeypatch, wish):
    monkeypatch.setenv("PORT", wish)

    with pytest.raises(CommandError, match="PORT must be a number"):
        serve._free_port()


def test_a_taken_port_says_how_to_choose_another(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CommandError, match=f"Port {port} is taken .* make run PORT=8001"):
            serve._free_port()


@pytest.mark.django_db
def test_the_demonstration_counts_as_loaded_only_with_the_password_that_is_printed(
    settings, django_user_model
):
    settings.DEMO_PASSWORD = "ruong-bac-thang"
    before = serve._demonstration_is_loaded()
    person = django_user_model.objects.create_user(people.SHOWN[0], password="another-one")
    with_another_password = serve._demonstration_is_loaded()
    person.set_password("ruong-bac-thang")
    person.save()

    assert (before, with_another_password) == (False, False)
    assert serve._demonstration_is_loaded()
    assert serve._sign_ins() == [(people.SHOWN[0], "")]


class Portal:
    """The portal as `make run` starts it, without the demonstration."""

    def __init__(self, var: Path) -> None:
        self.port = free_port()
        plain = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=plain | {"PORT": str(self.port), "VAR_DIR": str(var)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def status(self, path: str) -> int:
        """The status of an address, 0 while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def becomes_ready(self) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.status("/readyz") == 200:
                return True
            time.sleep(0.2)
        return False

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


def test_it_starts_the_portal_with_its_clock_and_stops_both(tmp_path):
    portal = Portal(tmp_path)

    ready = portal.becomes_ready()
    home = portal.status("/vi/")
    code, said = portal.stop()

    assert ready, said
    assert home == 200
    assert code == 0, said
    assert f"http://127.0.0.1:{portal.port}" in said
    assert "Demonstration" not in said
    assert portal.status("/healthz") == 0
    assert not (tmp_path / "demo-password").exists()
