"""`manage.py takedown_ledger`: look at the takedown ledger, replay it, or write it anew."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from deadlines import queries as deadlines
from portal import ledger
from sections.actions import ledger_replay, takedown_ledger
from sections.actions.ledger_replay import Unsettled


class Command(BaseCommand):
    """`verify` and a plain `replay` change nothing; the exit code is 1 when something is wrong."""

    help = "Verify the takedown ledger, replay it over an older backup, or write it anew."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("verify", help="is the chain whole, and does the database know all of it?")
        replay = acts.add_parser("replay", help="what the ledger knows beyond the database")
        replay.add_argument("--apply", action="store_true", help="do it, instead of listing it")
        replay.add_argument(
            "--accept-broken",
            action="store_true",
            help="replay a broken chain as far as it can be read, after a person looked at it",
        )
        rebuild = acts.add_parser("rebuild", help="write what the database knows into a new file")
        rebuild.add_argument("--apply", action="store_true", help="do it, instead of counting")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Ledger: {settings.TAKEDOWN_LEDGER}")
        act = {"verify": self._verify, "replay": self._replay, "rebuild": self._rebuild}
        try:
            whole = act[options["act"]](options)
        except Unsettled as doubt:
            self.stderr.write(f"Not settled: {doubt}")
            whole = False
        except OSError as failure:
            self.stderr.write(f"The ledger cannot be read or written: {failure}")
            whole = False
        if not whole:
            sys.exit(1)

    def _verify(self, options: Any) -> bool:
        found = ledger.inspect()
        told = ", ".join(f"{count} {what}" for what, count in sorted(found.entries.items()))
        self.stdout.write(f"{found.lines} lines; entries: {told or 'none'}")
        if found.cut_short:
            self.stdout.write(f"Cut short, and written again below: lines {found.cut_short}")
        facts = {
            "First line that does not follow from the one before": found.first_broken,
            "Lines that are not what the database wrote": found.unlike,
            "Entries that the database does not know (replay)": found.unknown,
            "Entries that the file has lost": found.lost,
        }
        for name, value in facts.items():
            if value:
                self.stderr.write(f"{name}: {value}")
        if found.waiting:
            self.stdout.write(f"{found.waiting} entries wait to be written.")
        self.stdout.write("The chain is whole." if found.whole else "Something is wrong.")
        return found.whole

    def _replay(self, options: Any) -> bool:
        at = deadlines.now()
        if not options["apply"]:
            lines = ledger_replay.missing(takedown_ledger.ledger().read())
            for line in lines:
                content = dict(line.content or {})
                facts = (content.get(name, "") for name in ("at", "what", "code", "languages"))
                self.stdout.write(f"line {line.number}: " + " ".join(map(str, facts)))
            self.stdout.write(f"{len(lines)} entries to replay; nothing was changed (--apply).")
            return True
        settlement = ledger.settle(accept_broken=options["accept_broken"], at=at)
        for outcome, count in sorted(settlement.outcomes.items()):
            self.stdout.write(f"{outcome}: {count}")
        for left in settlement.left_over:
            self.stdout.write(f"For people to see to: {left}")
        self.stdout.write("Ledger and database agree.")
        return True

    def _rebuild(self, options: Any) -> bool:
        if not options["apply"]:
            self.stdout.write("Nothing was changed (--apply). Keep the damaged file first.")
            return True
        if takedown_ledger.ledger().read().lines:
            self.stderr.write("The file is not empty. Move it away first: it is evidence.")
            return False
        count = ledger_replay.rebuild(at=deadlines.now())
        self.stdout.write(f"{count} entries written.")
        return True
