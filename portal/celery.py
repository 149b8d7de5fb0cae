"""The worker and the beat of production."""

import os

from celery import Celery


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def _beat(sender: Celery, **_kwargs: object) -> None:
    from portal import clockwork  # noqa: PLC0415 the apps must be loaded first

    sender.conf.beat_schedule = clockwork.beat_schedule()
