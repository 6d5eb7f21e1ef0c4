"""Take the README's picture: ``python -m tests.browser.picture`` in the project's folder.

Three frames of the flagship example: a visitor opens it, filters, and another one opens her link
in a browser of his own. A headless browser has no address bar, so the script draws one around
the app, with the real address.
"""

import base64
import html
import io
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from PIL import Image
from playwright.sync_api import Browser, Page, expect

sys.path.extend(str(folder) for folder in Path(__file__).parents[:2])
from conftest import chromium, settled
from drivers.server import EXAMPLES, served

PICTURE = EXAMPLES / "atlas" / "link.webp"
SHOWN_FOR_MS = 2600
FRAME = """
<style>
  body {{ margin: 0; padding: 16px; background: {around}; font: 15px system-ui, sans-serif; }}
  h1 {{ margin: 2px 6px 14px; color: {ink}; font-size: 23px; font-weight: 600; }}
  main {{ border-radius: 12px; overflow: hidden; box-shadow: 0 4px 18px #0003; background: {bar}; }}
  header {{ display: flex; gap: 9px; align-items: center; padding: 11px 16px; }}
  i {{ width: 13px; height: 13px; border-radius: 50%; }}
  p {{ flex: 1; margin: 0 0 0 10px; padding: 8px 16px; border-radius: 18px; background: {field};
       color: {ink}; font-size: 19px; white-space: nowrap; overflow: hidden; }}
  img {{ display: block; width: 100%; }}
</style>
<h1>{caption}</h1>
<main>
  <header><i style="background:#ee6a5f"></i><i style="background:#f5bd4f"></i>
  <i style="background:#61c454"></i><p>{address}</p></header>
  <img src="data:image/png;base64,{app}">
</main>
"""
COLORS = {
    "light": {"around": "#e7e9ee", "bar": "#f4f5f7", "field": "#fff", "ink": "#30343b"},
    "dark": {"around": "#3b3f48", "bar": "#22252b", "field": "#33373f", "ink": "#e7e9ee"},
}


def main() -> None:
    with served("atlas/app.py") as url, chromium() as browser:
        ann = visitor(browser, "light")
        ann.goto(url)
        opened = framed(browser, ann, "light", "Ann opens the app")
        filter_by_hand(ann)
        filtered = framed(browser, ann, "light", "She filters, and the address follows")
        bob = visitor(browser, "dark")
        bob.goto(ann.url)
        shared = framed(browser, bob, "dark", "Bob opens her link in another browser")
    opened.save(PICTURE, save_all=True, append_images=[filtered, shared], **WRITTEN)


WRITTEN = {"duration": SHOWN_FOR_MS, "loop": 0, "quality": 82, "method": 6}


def visitor(browser: Browser, scheme: Literal["light", "dark"]) -> Page:
    """Return a page of another browser."""
    return browser.new_page(viewport={"width": 1368, "height": 930}, color_scheme=scheme)


def filter_by_hand(page: Page) -> None:
    """Choose what a visitor would."""
    drawn(page)
    for name in ("Sun", "Rain"):
        page.get_by_role("combobox", name="Weather").click()
        page.get_by_role("option", name=name).click()
        page.keyboard.press("Escape")
        settled(page)
    page.get_by_text("month", exact=True).click()
    page.wait_for_url("**/*by=month*")
    page.get_by_text("Compare years").click()
    page.wait_for_url("**/*compare=true*")


def drawn(page: Page) -> None:
    """Wait until the app and its charts are there."""
    settled(page)
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg")).to_have_count(3)
    page.evaluate("document.fonts.ready")


def framed(browser: Browser, page: Page, scheme: str, caption: str) -> Image.Image:
    """Return a picture of a page with an address bar around it."""
    drawn(page)
    app = base64.b64encode(page.screenshot(animations="disabled")).decode()
    address = html.escape(unquote(page.url.removeprefix("http://")))
    around = browser.new_page(viewport={"width": 1400, "height": 400})
    words = {"address": address, "app": app, "caption": caption}
    around.set_content(FRAME.format(**words, **COLORS[scheme]))
    return Image.open(io.BytesIO(around.screenshot(full_page=True)))


if __name__ == "__main__":
    main()
