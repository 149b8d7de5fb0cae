"""What stands outside: a mail server, a messenger's gateway, a cache of pages. All count."""

import email
import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

from tests import servers


class Mailbox:
    """Accepts mail and remembers each Message-ID as often as it came.

    `on_accept` runs after a message is kept and before the sender hears so: the moment in which
    a sender that dies cannot know whether it was heard.
    """

    def __init__(self) -> None:
        self.port = servers.free_port()
        self.received: list[dict[str, str]] = []
        self.on_accept: Callable[[], None] = lambda: None
        self.refuses = False
        self._controller: Controller | None = None

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        if self.refuses:
            return "451 Requested action aborted"
        message = email.message_from_bytes(envelope.content)
        self.received.append(
            {
                "key": message["Message-ID"],
                "to": ",".join(envelope.rcpt_tos),
                "subject": message["Subject"] or "",
            }
        )
        self.on_accept()
        return "250 OK"

    @property
    def keys(self) -> list[str]:
        return [row["key"] for row in self.received]

    @property
    def repeated(self) -> int:
        """How many arrived again under a key that was known."""
        return sum(Counter(self.keys).values()) - len(set(self.keys))

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None


class Gateway:
    """Takes POST as a messenger's gateway does, and serves one page as a stale cache does."""

    def __init__(self) -> None:
        self.requests: list[dict[str, object]] = []
        self.on_accept: Callable[[], None] = lambda: None
        self.status = 200
        # As a cache before the portal: it serves what it holds, whatever the portal says.
        self.page, self.page_status, self.asked = b"the page as it was", 200, 0
        self.port = servers.free_port()
        self._server: _Server | None = None

    def start(self) -> None:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if gateway.status == 200:
                    gateway.requests.append(
                        {"headers": dict(self.headers), "path": self.path, "body": _read(body)}
                    )
                    gateway.on_accept()
                self.send_response(gateway.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def do_GET(self) -> None:
                gateway.asked += 1
                page = b"" if self.command == "HEAD" else gateway.page
                self.send_response(gateway.page_status)
                self.send_header("Content-Length", str(len(gateway.page)))
                self.end_headers()
                self.wfile.write(page)

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = _Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class _Server(ThreadingHTTPServer):
    """A sender that is killed in mid-answer is what the tests do, not an error to print."""

    daemon_threads = True

    def handle_error(self, *_arguments: object) -> None:
        pass


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
