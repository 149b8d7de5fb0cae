"""The settings of production, for processes that the tests of faults start, kill and freeze."""

import os

from portal.settings.base import *  # noqa: F403
from portal.settings.base import INSTALLED_APPS, LOGGING


INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.injection.Injection"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# The law of 300 s is production's; a round of a test would wait that long for each lost worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": int(os.environ.get("FAULTS_VISIBILITY", "300"))
}
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}
