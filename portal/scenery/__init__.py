"""Pictures the portal draws itself until photographs come: `draw` a scene, or its `card`."""

import zlib
from collections.abc import Callable

from PIL import Image

from portal.scenery import sky
from portal.scenery.canvas import Canvas
from portal.scenery.noise import dice
from portal.scenery.palette import AUTUMN, DAWN, DAY, DUSK, GOLDEN, HOURS, RAIN, Palette
from portal.scenery.scenes import feast, hearth, homeland, life, places, uplands
from portal.scenery.stage import Stage


CARD = (1200, 630)

_SCENES: dict[str, tuple[Callable[[Stage], None], tuple[Palette, ...]]] = {
    "ridges": (uplands.ridges, HOURS),
    "terraces": (uplands.rice_terraces, HOURS),
    "mist": (uplands.cloud_sea, (DAWN, GOLDEN, AUTUMN, DUSK)),
    "bridge": (places.bridge, HOURS),
    "market": (life.market, (DAY, GOLDEN, AUTUMN, DAWN)),
    "brocade": (life.brocade, (DAY,)),
    "river": (uplands.river, HOURS),
    "border": (places.border, (DAY, GOLDEN, AUTUMN, RAIN, DAWN)),
    "train": (places.railway, HOURS),
    "festival": (feast.festival, (GOLDEN, DAY, DUSK, AUTUMN)),
    "forest": (uplands.forest, (DAWN, DAY, GOLDEN, AUTUMN, RAIN)),
    "city": (places.city, (DUSK, DAWN, DUSK, GOLDEN, AUTUMN)),
    "kitchen": (hearth.kitchen, (GOLDEN, DAY, DUSK, AUTUMN)),
    "harvest": (uplands.harvest, (GOLDEN, AUTUMN, DAY, DAWN)),
    "sea": (homeland.sea, HOURS),
    "flag": (homeland.summit_flag, (DAY, DAWN, AUTUMN, GOLDEN)),
}
SCENES: tuple[str, ...] = tuple(_SCENES)


def draw(scene: str, *, seed: int, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """Draw a scene; the same name, seed and size always give the same picture."""
    compose, hours = _SCENES[scene]
    hour = hours[(seed + zlib.crc32(scene.encode())) % len(hours)]
    stage = Stage(Canvas(size), hour, dice(scene, seed), seed + seed // len(hours))
    compose(stage)
    if compose not in (hearth.kitchen, life.brocade):
        sky.shower(stage)
    return stage.canvas.finish()


def card(scene: str, seed: int) -> Image.Image:
    """The same scene in the shape that shared links show (Open Graph)."""
    return draw(scene, seed=seed, size=CARD)
