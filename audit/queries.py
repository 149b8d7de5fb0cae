"""What the record says of a thing."""

from typing import Any

from django.db.models import Model

from audit.models import Record


def told_of(target: Model) -> list[dict[str, Any]]:
    """Every act done to one thing, the oldest first: for copies that must not change later."""
    rows = Record.objects.of(target).order_by("at", "id")
    return [
        {
            "verb": row.verb,
            "at": row.at.isoformat(),
            "by": row.by_name,
            "provision": row.provision,
            "data": row.data,
        }
        for row in rows
    ]
