"""`manage.py loaddemo`: the demonstration, loaded once however often it is called."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from portal.demo import calendar, cases, dossiers, hidings, people, roster


class Command(BaseCommand):
    """Refuses to touch a portal that real people use, unless told to."""

    help = "Load the demonstration: agencies, people, articles, submissions and cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--among-real-users", action="store_true", help="load even where real accounts exist"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if (real := people.real_users()) and not options["among_real_users"]:
            raise CommandError(
                f"{real} real accounts exist here. Nothing was changed. To load the "
                "demonstration all the same, add --among-real-users."
            )
        if taken := people.taken_names():
            raise CommandError(
                f"Real people have these user names: {', '.join(taken)}. Nothing was changed; the "
                "demonstration would give their accounts its own password."
            )
        at = timezone.now()
        with translation.override(settings.LANGUAGE_CODE):
            people.load_agencies(at=at)
            people.load_people(settings.DEMO_PASSWORD if settings.DEMO else "", at=at)
            new = {
                "articles": dossiers.load_articles(at=at),
                "submissions": dossiers.load_submissions(at=at),
                "cases": cases.load(at=at) + hidings.load(at=at),
                "calendar notices": calendar.load(at=at),
                "shifts": roster.load(at=at),
            }
        told = ", ".join(f"{count} {kind}" for kind, count in new.items())
        self.stdout.write(f"Demonstration ready; new: {told}.")
        if not settings.DEMO:
            self.stdout.write("Its people cannot sign in: start the portal with DEMO=1 for that.")
