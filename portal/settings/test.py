"""Settings of the tests: the same portal, with fast passwords and files thrown away."""

import os
import tempfile
from pathlib import Path


os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
_scratch = Path(tempfile.gettempdir()) / f"portal-tests-{os.getuid()}"
os.environ.setdefault("VAR_DIR", str(_scratch))
(_scratch / "static").mkdir(parents=True, exist_ok=True)

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import DATABASES, env  # noqa: E402


if "DATABASE_URL" not in env.ENVIRON:
    DATABASES["default"]["NAME"] = str(_scratch / "portal.sqlite3")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the server of the browser tests reads it from threads of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / f"test-{os.getpid()}.sqlite3")}
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
MEDIA_ROOT = _scratch / "media"
TAKEDOWN_LEDGER = _scratch / f"takedowns-{os.getpid()}.jsonl"
DATABASE_CLOCK = False
