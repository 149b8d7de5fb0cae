"""What a picture may weigh and measure, each rule by itself."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from files.rules import documents, limits
from incidents.forms.files import MOST_FILES


SOUND = {"size": 1000, "width": 800, "height": 600, "frames": 1, "kind": "JPEG"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"size": limits.MAX_BYTES}, ""),
        ({"size": limits.MAX_BYTES + 1}, "too_many_bytes"),
        ({"kind": "GIF"}, "not_a_picture"),
        ({"kind": None}, "not_a_picture"),
        ({"frames": 2, "kind": "WEBP"}, "moving_picture"),
        ({"width": 8000, "height": 5001}, "too_many_pixels"),
        ({"height": limits.MIN_EDGE - 1}, "too_small"),
        ({"height": limits.MIN_EDGE}, ""),
    ],
)
def test_the_first_rule_a_picture_breaks_is_named(changes, code):
    assert limits.refusal(**(SOUND | changes)) == code


def test_the_front_server_lets_through_what_the_portal_takes():
    """Five documents of a form, with its fields, pass nginx; a form without files stays small."""
    front = (Path(settings.BASE_DIR) / "deploy" / "nginx.conf").read_text()
    let_through = int(re.search(r"client_max_body_size (\d+)m;", front)[1]) * 1024 * 1024

    assert documents.MAX_BYTES == limits.MAX_BYTES == 12 * 1024 * 1024
    assert let_through >= MOST_FILES * documents.MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES >= MOST_FILES
