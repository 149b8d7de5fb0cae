"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")
application = get_wsgi_application()

from django.db import connections  # noqa: E402  the apps must be loaded first
from django.utils import timezone  # noqa: E402

from portal import ledger  # noqa: E402


# What was removed stays removed, whatever backup the database was restored from: before any page.
ledger.arm(at=timezone.now())  # noqa: TID251  an edge: nobody else is there to read the clock
connections.close_all()
