"""The notice of a complex case becomes a letter of the register of outgoing documents.

Those written before went out as the text of an e-mail: they keep their numbers, and have no files.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models


SYMBOL = "TB-BBT"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def register(apps, schema_editor):
    notice_model = apps.get_model("incidents", "CaseNotice")
    document_model = apps.get_model("notifications", "OutgoingDocument")
    series_model = apps.get_model("notifications", "OutgoingSeries")
    for notice in notice_model.objects.select_related("case", "issued_by").order_by("year", "count"):
        signer = notice.issued_by.full_name or notice.issued_by.username
        content = {
            "superior": "", "issuer": "", "number": f"{notice.count:02}", "symbol": SYMBOL,
            "place": "", "issued_on": notice.issued_on.isoformat(), "kind": "Thông báo",
            "abstract": notice.case.number, "addressee": notice.case.reporter_name,
            "content": [notice.text], "authority": [], "signer": signer, "recipients": [],
            "draft": False,
        }
        notice.document = document_model.objects.create(
            symbol=SYMBOL, year=notice.year, count=notice.count, kind="complex_case",
            issued_on=notice.issued_on,
            issued_at=datetime.combine(notice.issued_on, time(), tzinfo=HERE),
            issued_by=notice.issued_by, signer=signer, addressee=notice.case.reporter_name,
            abstract=notice.case.number, content=content,
        )
        notice.way = "by_hand" if notice.delivered_at else ""
        if notice.delivery_proof.startswith("e-mail, "):
            notice.way = "email"
        notice.save(update_fields=["document", "way"])
    old = apps.get_model("incidents", "NumberSeries").objects.filter(register="notices")
    for series in old:
        series_model.objects.create(symbol=SYMBOL, year=series.year, last=series.last)
    old.delete()
    if schema_editor.connection.vendor == "postgresql":
        # What was put off to the end of the transaction stands in the way of changing tables.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0002_enclosures"),
        ("incidents", "0011_proofs_and_seals"),
        ("notifications", "0003_outgoing_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="casenotice",
            name="document",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="case_notice", to="notifications.outgoingdocument",
                verbose_name="number",
            ),
        ),
        migrations.AddField(
            model_name="casenotice",
            name="way",
            field=models.CharField(
                blank=True, default="", max_length=10, verbose_name="way of delivery",
                choices=[("email", "By e-mail"), ("by_hand", "Handed over"), ("post", "By post")],
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casenotice",
            name="delivered_to",
            field=models.CharField(
                blank=True, default="", max_length=150, verbose_name="delivered to"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casenotice",
            name="receipt",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="receipt_of", to="files.enclosure", verbose_name="scanned receipt",
            ),
        ),
        migrations.RunPython(register, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="casenotice", name="incidents_notices_numbered_once"
        ),
        migrations.AlterField(
            model_name="casenotice",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="case_notice",
                to="notifications.outgoingdocument", verbose_name="number",
            ),
        ),
        migrations.AlterModelOptions(
            name="casenotice",
            options={
                "ordering": ["-pk"],
                "verbose_name": "notice of a complex case",
                "verbose_name_plural": "notices of complex cases",
            },
        ),
        migrations.RemoveField(model_name="casenotice", name="count"),
        migrations.RemoveField(model_name="casenotice", name="issued_on"),
        migrations.RemoveField(model_name="casenotice", name="year"),
        migrations.AlterField(
            model_name="numberseries",
            name="register",
            field=models.CharField(
                choices=[("cases", "Cases")], max_length=20, verbose_name="register"
            ),
        ),
    ]
