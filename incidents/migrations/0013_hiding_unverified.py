from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0012_notices_are_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="hidingstep",
            name="step",
            field=models.CharField(choices=[("announced", "Announced"), ("hidden", "Hidden"), ("nothing_to_hide", "Nothing to hide"), ("held_by_clock", "Held back: the clock had been set back"), ("held_by_breaker", "Held back: too many at once"), ("suspended", "Suspended by the head"), ("verified", "Found gone from outside"), ("unverified", "Not seen gone from outside in time"), ("release_asked", "Release asked for"), ("tripped", "Breaker: automatic hiding stopped"), ("lifted", "Breaker lifted by the head")], max_length=20, verbose_name="step"),
        ),
    ]
