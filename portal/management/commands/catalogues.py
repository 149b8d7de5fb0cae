"""The message catalogues, without GNU gettext."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import catalogues
from portal.catalogues import checking


class Command(BaseCommand):
    help = (
        "extract: bring locale/*.po in step with the code; compile: make what Django reads; "
        "check: list what is missing, not translated or said with other placeholders."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["extract", "compile", "check"])

    def handle(self, *, act: str, verbosity: int, **_options: Any) -> None:
        getattr(self, f"_{act}")(verbosity)

    def _extract(self, verbosity: int) -> None:
        for locale in catalogues.LOCALES:
            for domain in catalogues.DOMAINS:
                path = catalogues.path_of(locale, domain)
                catalogue = checking.brought_up_to_date(locale, domain)
                catalogues.write(catalogue, path)
                unsaid = sum(
                    1
                    for message in catalogue
                    if message.id and not all(catalogues.forms(message.string))
                )
                if verbosity:
                    self.stdout.write(f"{path}: {len(catalogue)} messages, {unsaid} to translate")

    def _compile(self, verbosity: int) -> None:
        count = catalogues.compile_all()
        if verbosity:
            self.stdout.write(f"{count} compiled")

    def _check(self, _verbosity: int) -> None:
        found = [
            f"{locale}/{domain}: {fault}"
            for locale in catalogues.LOCALES
            for domain in catalogues.DOMAINS
            for fault in checking.faults(locale, domain)
        ]
        for line in sorted(found):
            self.stderr.write(line)
        if found:
            sys.exit(1)
