"""Takes the pictures of the README from a portal that runs.

    make run                                            # in one terminal
    .venv/bin/python -m docs.screenshots.take           # in another, after make test or make check

The address is that of `make run`, or the first argument. Needs Chromium.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright


HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8000"
LANGUAGES = {"vi": "vi-VN", "zh": "zh-CN", "en": "en-GB"}
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
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


def main(address: str = ADDRESS) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        for slug in LANGUAGES:
            keep(take(browser, address, slug, DESKTOP), HERE / f"home-{slug}.png")
            keep(take(browser, address, slug, PHONE), HERE / f"phone-{slug}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
