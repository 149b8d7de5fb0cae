"""The 13 sections and 26 subsections of LC-3.2, from sections/data/sections.toml."""

import tomllib
from pathlib import Path

from django.db import migrations


DATA = Path(__file__).resolve().parent.parent / "data" / "sections.toml"


def seed(apps, schema_editor):
    Section = apps.get_model("sections", "Section")
    by_code = {}
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["section"]:
        names = {f"name_{lang}": text for lang, text in row["name"].items()}
        summaries = {f"summary_{lang}": text for lang, text in row["summary"].items()}
        by_code[row["code"]], _created = Section.objects.update_or_create(
            code=row["code"],
            defaults={
                "parent": by_code.get(row.get("parent")),
                "letter": row.get("letter", ""),
                "kind": row["kind"],
                "position": row["position"],
                "mandatory": True,
                "name": names["name_vi"],
                "summary": summaries["summary_vi"],
                **names,
                **summaries,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("sections", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
