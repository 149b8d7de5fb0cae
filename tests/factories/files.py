"""Pictures as they are kept."""

from datetime import UTC, datetime

from PIL import Image

from accounts.models import User
from files import actions
from files.models import Attachment


def picture(*, by: User | None, colour: str = "seagreen") -> Attachment:
    """A small picture somebody uploaded."""
    at = datetime(2026, 11, 18, 1, tzinfo=UTC)
    return actions.keep_picture(Image.new("RGB", (300, 200), colour), by=by, at=at)
