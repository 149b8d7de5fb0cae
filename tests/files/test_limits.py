"""What a picture may weigh and measure, each rule by itself."""

import pytest

from files.rules import limits


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
