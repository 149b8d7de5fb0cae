"""The drawn pictures: each scene whole, each seed its own, always the same for the same seed."""

import hashlib

import pytest
from PIL import ImageChops

from portal import scenery
from portal.scenery.built import FLAG_RED, FLAG_YELLOW


SMALL = (320, 200)


def fingerprint(scene, seed):
    return hashlib.sha256(scenery.draw(scene, seed=seed, size=SMALL).tobytes()).hexdigest()


@pytest.mark.parametrize("scene", scenery.SCENES)
def test_the_same_seed_gives_the_same_picture_and_another_seed_another(scene):
    first = fingerprint(scene, 1)

    assert fingerprint(scene, 1) == first
    assert len({first, *(fingerprint(scene, seed) for seed in (2, 3, 4))}) == 4


@pytest.mark.parametrize("scene", scenery.SCENES)
def test_a_picture_has_its_size_and_is_neither_empty_nor_noise(scene):
    picture = scenery.draw(scene, seed=7, size=SMALL)

    assert picture.size == SMALL
    assert picture.mode == "RGB"
    assert 4.5 < picture.convert("L").entropy() < 7.95


def test_a_card_has_the_shape_shared_links_ask_for():
    assert scenery.card("terraces", 3).size == (1200, 630)


def test_a_picture_fills_the_sheet_of_an_article():
    assert scenery.draw("sea", seed=2).size == (1600, 1000)


@pytest.mark.parametrize("seed", range(4))
def test_the_flag_keeps_its_colours_and_proportions(seed):
    size = (1600, 1000)
    picture = scenery.draw("flag", seed=seed, size=size)
    yellow = box_of(picture, FLAG_YELLOW)
    red = box_of(picture, FLAG_RED)

    width, height = red[2] - red[0], red[3] - red[1]
    star = yellow[2] - yellow[0]
    assert 1.35 < width / height < 1.55  # 3:2, moved a little by the wind
    assert star / width == pytest.approx(0.38, abs=0.03)  # 2 · 1/5 · cos 18°
    assert (yellow[0] + yellow[2]) / 2 == pytest.approx((red[0] + red[2]) / 2, abs=6)


def box_of(picture, colour):
    """Where pixels of exactly this colour lie."""
    mask = None
    for band, value in zip(picture.split(), colour, strict=True):
        exact = band.point([255 if level == value else 0 for level in range(256)])
        mask = exact if mask is None else ImageChops.darker(mask, exact)
    return mask.getbbox()


def test_an_unknown_scene_is_refused():
    with pytest.raises(KeyError):
        scenery.draw("volcano", seed=1)
