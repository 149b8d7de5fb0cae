"""The competent authorities of LC-8.3, from incidents/data/authorities.toml."""

import tomllib
from pathlib import Path

from django.db import migrations


DATA = Path(__file__).resolve().parent.parent / "data" / "authorities.toml"


def load(apps, schema_editor):
    Authority = apps.get_model("incidents", "Authority")
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["authority"]
    by_code = {}
    for row in rows:
        names = {f"name_{language}": text for language, text in row["name"].items()}
        by_code[row["code"]], _created = Authority.objects.update_or_create(
            code=row["code"],
            defaults={
                "competent_for": row["competent_for"],
                "until": row.get("until"),
                "confirmed": row["confirmed"],
                "name": names["name_vi"],
                **names,
            },
        )
    for row in rows:
        if "successor" in row:
            by_code[row["code"]].successor = by_code[row["successor"]]
            by_code[row["code"]].save()


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
