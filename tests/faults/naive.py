"""How it is usually built: deadlines as tasks of a broker, the host's clock, no keys.

The controls of the tests of faults run this, and measure what it loses and what it doubles.
"""

import argparse
import os
import smtplib
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import psycopg2
from celery import Celery


BEFORE_IT_IS_HEARD = "before it is heard"
LATE = os.environ.get("NAIVE_LATE", "") == "1"

app = Celery("naive", broker=os.environ.get("REDIS_URL", "memory://"))
app.conf.broker_connection_retry_on_startup = True
app.conf.task_ignore_result = True
app.conf.broker_transport_options = {"visibility_timeout": 5 if LATE else 3600}
app.conf.beat_schedule = {"tick": {"task": "tick", "schedule": 1.0}}


def write(what: str, key: str) -> None:
    with Path(os.environ["NAIVE_OUT"]).open("a") as out:
        out.write(f"{what} {key}\n")


@app.task(name="ring", acks_late=LATE)
def ring(key: str, seconds: float) -> None:
    """Tell that a deadline has come."""
    write("begin", key)
    time.sleep(seconds)
    write("end", key)


@app.task(name="tick")
def tick() -> None:
    """What beat sends each second: tell what is due in this second."""
    write("end", datetime.now(tz=UTC).strftime("%H:%M:%S"))


def send(arguments: argparse.Namespace) -> None:
    """One task for each deadline, to be done when its time has come."""
    eta = datetime.now(tz=UTC) + timedelta(seconds=arguments.eta) if arguments.eta else None
    for number in range(int(arguments.count)):
        key = f"{arguments.prefix}-{number}"
        ring.apply_async(args=[key, arguments.seconds], eta=eta)


def mail(arguments: argparse.Namespace) -> None:
    """Send, then note that it was sent: without a key, and without a lease."""
    while not Path(os.environ["NAIVE_OUT"]).exists():
        message = EmailMessage()
        message["Subject"] = "Due"
        message["Message-ID"] = f"<{time.time_ns()}@naive.invalid>"
        message.set_content("due")
        with smtplib.SMTP("127.0.0.1", int(os.environ["EMAIL_PORT"])) as server:
            server.send_message(message, "naive@example.invalid", [arguments.prefix])
        write("end", "sent")


def batch(_arguments: argparse.Namespace) -> None:
    """All that is due in one transaction, in the order of the keys; a bad row raises."""
    url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id, poisoned FROM naive_due WHERE told IS NULL ORDER BY id")
        for pk, poisoned in cursor.fetchall():
            if poisoned:
                break  # as an exception does: nothing of the batch is stored
            cursor.execute("UPDATE naive_due SET told = now() WHERE id = %s", [pk])
        else:
            return
        connection.rollback()


def sweep_by(moment: str) -> int:
    """The portal's own act, asked by the clock of a host instead of the database's."""
    from incidents import actions

    return actions.remind(at=datetime.fromisoformat(moment))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["send", "mail", "batch"])
    parser.add_argument("count", nargs="?", default="1")
    parser.add_argument("--eta", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--prefix", default="key")
    arguments = parser.parse_args()
    {"send": send, "mail": mail, "batch": batch}[arguments.what](arguments)


if __name__ == "__main__":
    main()
