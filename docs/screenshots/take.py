"""Takes the pictures of the README and of the guides from a portal that runs.

    VAR_DIR=/tmp/pictures make run DEMO_PASSWORD=pictures-2026    # in one terminal
    DEMO_PASSWORD=pictures-2026 .venv/bin/python -m docs.screenshots.take   # in another

after `make test` or `make check`. The address is that of `make run`, or the first argument. Without
DEMO_PASSWORD the pictures of the desk are left out; they take an article down (desk.py). Needs
Chromium.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from docs.screenshots import desk
from docs.screenshots.desk import DESKTOP, PHONE


HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8000"
LANGUAGES = {"vi": "vi-VN", "zh": "zh-CN", "en": "en-GB"}
MOST_BYTES = 290_000


def take(browser: Browser, address: str, slug: str, viewport: ViewportSize) -> bytes:
    """The home page as somebody sees it who has just come, in the light theme."""
    page = browser.new_page(
        viewport=viewport, locale=LANGUAGES[slug], color_scheme="light", reduced_motion="reduce"
    )
    try:
        page.goto(f"{address}/{slug}/", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        return page.screenshot()
    finally:
        page.close()


def keep(content: bytes, path: Path) -> None:
    """As PNG; where that is too heavy, in steps of colour too small to be seen."""
    picture = Image.open(BytesIO(content)).convert("RGB")
    for step in (1, 2, 3, 4, 6):
        rounded = [min(255, round(value / step) * step) for value in range(256)]
        picture.point(rounded * 3).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def keep_few_colours(content: bytes, path: Path) -> None:
    """Pages of the desk are text on paper: 128 colours are more than they have."""
    picture = Image.open(BytesIO(content)).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def main(address: str = ADDRESS) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        for slug in LANGUAGES:
            keep(take(browser, address, slug, DESKTOP), HERE / f"home-{slug}.png")
            keep(take(browser, address, slug, PHONE), HERE / f"phone-{slug}.png")
        if password := os.environ.get("DEMO_PASSWORD", ""):
            for name, content in desk.pictures(browser, address, password):
                keep_few_colours(content, HERE / "desk" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
