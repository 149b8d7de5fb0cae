"""The demonstration's pictures: drawn by the portal, two at a time, each from its own seed."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from PIL import Image

from accounts.models import User
from files import actions
from files.models import Attachment
from portal.scenery import batch


SIZE = (1280, 800)


def drawn(wanted: list[tuple[str, int]]) -> Iterator[bytes]:
    """A lossless picture for each (scene, seed), in order."""
    return batch.draw_all(wanted, size=SIZE)


def keep(content: bytes, name: str, *, by: User, at: datetime) -> Attachment:
    """Keep a drawn picture as if it had been uploaded."""
    with Image.open(BytesIO(content)) as picture:
        return actions.keep_picture(picture.convert("RGB"), by=by, at=at, original_name=name)
