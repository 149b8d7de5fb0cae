"""Bring the register of acts and provisions up to the data files."""

from typing import Any

from django.core.management.base import BaseCommand

from law import actions


class Command(BaseCommand):
    help = "Load the register of acts and provisions from the data files; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_register()
        self.stdout.write(f"{loaded.acts} acts, {loaded.provisions} provisions")
