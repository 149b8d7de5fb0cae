"""`manage.py takedown_drill`: proves that what is taken down is gone from every surface."""

import json
import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from deadlines import queries as deadlines
from portal.drill import running
from portal.drill.running import Result


class Command(BaseCommand):
    """Publishes a marked article for a few seconds; the exit code is 1 when the drill fails."""

    help = "Publish an article that is marked in every part, take it down, prove that it is gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs instead of people")

    def handle(self, *args: Any, **options: Any) -> None:
        # What is gone answers 410, as it should: no line of the log for each of them.
        logging.getLogger("django.request").setLevel(logging.ERROR)
        with translation.override("en"):
            result = running.run(now=deadlines.now)
        if options["json"]:
            self.stdout.write(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(result)
        if not result.passed:
            sys.exit(1)

    def _tell(self, result: Result) -> None:
        self.stdout.write(f"Drill {result.run}: article {result.article}, case {result.case}")
        row = "{:<40} {:>6} {:>6} {:>6} {:>7}  {}"
        self.stdout.write(row.format("surface", "places", "before", "after", "ms", ""))
        for line in result.lines:
            places = str(line.places + line.for_people) if line.verdict != "not built" else "-"
            figures = (line.before, line.after, line.ms) if places != "-" else ("-", "-", "-")
            self.stdout.write(row.format(line.name[:40], places, *figures, line.verdict))
        for fault in result.faults:
            self.stderr.write(f"FAILED: {fault}")
        self.stdout.write(
            f"The act took {result.act_ms} ms; everything was found empty {result.total_ms} ms "
            "after it began."
        )
        self.stdout.write("PASSED" if result.passed else "FAILED")
