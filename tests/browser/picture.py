"""Take the README's picture: ``python -m tests.browser.picture`` in the project's folder.

A headless browser has no address bar, so the script draws one around the app, with the real
address.
"""

import base64
import html
import sys
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import expect

sys.path.extend(str(folder) for folder in Path(__file__).parents[:2])
from conftest import chromium, settled
from drivers.server import EXAMPLES, served

VIEW = (
    "?measure=high&by=month&compare=true&period=2012-01-01&period=2014-12-31"
    "&weather=sun&weather=rain&temp=-5&temp=40"
)
FRAME = """
<style>
  body {{ margin: 0; padding: 16px; background: #e7e9ee; font: 15px system-ui, sans-serif; }}
  main {{ border-radius: 12px; overflow: hidden; box-shadow: 0 4px 18px #0003; background: #fff; }}
  header {{ display: flex; gap: 9px; align-items: center; padding: 11px 16px;
            background: #f4f5f7; }}
  i {{ width: 13px; height: 13px; border-radius: 50%; }}
  p {{ flex: 1; margin: 0 0 0 10px; padding: 8px 16px; border-radius: 18px; background: #fff;
       border: 1px solid #dcdfe5; color: #30343b; white-space: nowrap; overflow: hidden; }}
  img {{ display: block; width: 100%; }}
</style>
<main>
  <header><i style="background:#ee6a5f"></i><i style="background:#f5bd4f"></i>
  <i style="background:#61c454"></i><p>{address}</p></header>
  <img src="data:image/png;base64,{app}">
</main>
"""


def main() -> None:
    with served("atlas/app.py") as url, chromium() as browser:
        page = browser.new_page(viewport={"width": 1368, "height": 930})
        page.goto(f"{url}/{VIEW}")
        settled(page)
        charts = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg")
        expect(charts).to_have_count(3)
        page.evaluate("document.fonts.ready")
        app = base64.b64encode(page.screenshot(animations="disabled")).decode()

        address = html.escape(unquote(page.url.removeprefix("http://")))
        page.set_viewport_size({"width": 1400, "height": 400})
        page.set_content(FRAME.format(address=address, app=app))
        page.screenshot(path=EXAMPLES / "atlas" / "screenshot.png", full_page=True)


if __name__ == "__main__":
    main()
