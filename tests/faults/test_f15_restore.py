"""F15: the database is lost, and a backup of half an hour ago takes its place."""

import subprocess
from datetime import datetime, timedelta

from tests.faults.rig import HERE, Rig
from tests.faults.waiting import until


RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
BACKUP = datetime(2026, 11, 19, 13, 20, tzinfo=HERE)


def test_after_a_restore_messages_go_out_under_the_same_keys_and_removals_stand(
    rig, tmp_path, holds
):
    rig.set_clock(RECEIVED)
    actor = rig.actor()
    actor("receive", count=20, received_at=RECEIVED.isoformat())
    (hidden_case,) = actor(
        "demand", count=1, received_at=(BACKUP - timedelta(hours=20)).isoformat()
    )
    loop = rig.clock()
    until(lambda: rig.value("SELECT count(*) FROM deadlines_sweeprun"), "the loop runs")
    rig.all_sent()
    rig.set_clock(BACKUP - timedelta(minutes=5))
    _dump(rig, tmp_path / "backup")

    rig.set_clock(BACKUP + timedelta(minutes=25))
    rig.all_told()
    hidden = "SELECT count(*) FROM sections_article WHERE hidden_at IS NOT NULL"
    until(lambda: rig.value(hidden) == 1, "the demanded article is hidden")
    rig.all_sent()
    first = set(rig.mailbox.keys)
    loop.terminate()

    now = rig.now()
    _restore(rig, tmp_path / "backup")
    rig.set_clock(now)
    assert rig.value(hidden) == 0, "the control: the backup knows nothing of it"
    rig.clock(2)
    rig.all_told()
    until(lambda: rig.value(hidden) == 1, "hidden again")
    rig.all_sent()

    again = [key for key in rig.mailbox.keys if key in first]
    assert not _other_keys(rig, first), "what concerns a case goes out under no other key"
    assert len(again) > len(first), "it was sent again"
    gap = rig.sql("SELECT from_at, to_at FROM deadlines_sweepgap ORDER BY id DESC LIMIT 1")
    assert gap, "the gap is on record for a person"
    holds()
    rig.figures |= {
        "messages": len(first), "sent again": rig.mailbox.repeated, "kept after dedupe":
        len(set(rig.mailbox.keys)), "removals undone": 0, "case": bool(hidden_case),
    }  # fmt: skip


def _other_keys(rig: Rig, known: set[str]) -> list[tuple[str, str]]:
    """Messages that the other side cannot know again. Alarms are of the restore itself, and a
    digest gathers what happens to wait together.
    """
    sent = rig.sql(
        "SELECT proof, kind FROM notifications_message WHERE channel = 'email' AND sent_at IS NOT"
        " NULL AND digest_id IS NULL AND kind NOT IN ('alarm', 'digest')"
    )
    return [(key, kind) for key, kind in sent if key not in known]


def _dump(rig: Rig, path) -> None:
    command = [rig.cluster.program("pg_dump"), "-Fc", "-f", str(path), *_where(rig)]
    subprocess.run([*command, rig.database], check=True, capture_output=True)


def _restore(rig: Rig, path) -> None:
    rig.cluster.drop_database(rig.database)
    rig._disconnect()
    rig.cluster.make_database(rig.database)
    command = [rig.cluster.program("pg_restore"), "--exit-on-error", "--no-owner", *_where(rig)]
    subprocess.run([*command, "-d", rig.database, str(path)], check=True, capture_output=True)


def _where(rig: Rig) -> list[str]:
    return ["-h", "127.0.0.1", "-p", str(rig.cluster.port), "-U", "postgres"]
