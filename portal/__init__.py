"""The project: settings, addresses, front page, clock; the only place that composes the apps."""

from portal.celery import app as celery_app


__all__ = ["celery_app"]
