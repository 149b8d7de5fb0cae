"""Many scenes at once, on two processors. Knows no Django, so that its processes start light."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context

from portal import scenery


def draw_all(wanted: list[tuple[str, int]], *, size: tuple[int, int]) -> Iterator[bytes]:
    """A lossless PNG for each (scene, seed), in order; `size` in pixels."""
    if not wanted:
        return
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_draw, size=size), wanted)


def _draw(wanted: tuple[str, int], *, size: tuple[int, int]) -> bytes:
    scene, seed = wanted
    buffer = BytesIO()
    scenery.draw(scene, seed=seed, size=size).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
