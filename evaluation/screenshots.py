"""The pages as they look, for docs/: on a phone, a desk and a wide screen, in the light and in the dark.

They show the samples, and some made pages that tell of places which are on the map. Nothing in them is real but the
names of towns.

python -m evaluation.screenshots [FOLDER]
"""

import io
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sayso.compare.keeping import bring
from sayso.settings import Settings
from sayso.web.app import create_app

FOLDER: Final = Path("docs/screenshots")
SAMPLES: Final = Path("samples")
SIZES: Final = (
    ViewportSize(width=390, height=844),
    ViewportSize(width=1280, height=900),
    ViewportSize(width=1920, height=1080),
)
TALL: Final = {"story": 2400}  # pixels of a picture that shows more than fits the screen
COLOURS: Final = 256  # of the palette: what is text, lines and a few tints keeps its look
MADE: Final = (
    ("2019-04-04", "River Aid Federation opens a depot in Nairobi",
     "The River Aid Federation delivered 40 tonnes of food to Nairobi on 2 April, its spokeswoman Mara Iven said. "
     "“The next ship leaves Mombasa on Friday,” Iven told Halyard."),
    ("2019-04-09", "Envoys of Kordavia and Seltany meet in Geneva",
     "Foreign Minister Ilio Senn met Tam Ollery in Geneva on 8 April. Senn said that the two had talked in Oslo in "
     "March. Ollery denied that he had travelled to Oslo."),
    ("2019-04-15", "Protests in Lima and Osaka over the Korrin Dam",
     "About 300 people protested in Lima on 13 April. On 14 April students marched in Osaka, organisers said. The "
     "Kordavian embassy in Wellington accused Seltany of paying the marchers."),
    ("2019-04-23", "Observers ask for help in Vienna",
     "Ambassador Lucan Odway asked for more observers in Vienna on 22 April. Kordavia rejected that, Odway said. "
     "Brazil promised to send ten doctors to Geneva."),
)  # fmt: skip


def main(folder: Path = FOLDER) -> None:
    """Writes one picture for each page, size and theme, and says how large they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, served(ledger(Path(scratch))) as server, chromium() as browser:
        pages = addresses(browser, server)
        for size in SIZES:
            for theme in ("light", "dark"):
                taken(browser, server, pages, size, theme, folder)
    sizes = [each.stat().st_size for each in folder.glob("*.png")]
    print(f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB, the largest {max(sizes) / 1e3:.0f} kB: {folder}")


def ledger(scratch: Path) -> Path:
    """A ledger of the samples, the sample stories and the made pages, compared."""
    made = scratch / "made"
    made.mkdir()
    for number, (day, title, text) in enumerate(MADE):
        head = f'<title>{title}</title><meta property="article:published_time" content="{day}">'
        head += '<meta property="og:site_name" content="Halyard">'
        page = (
            f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>'
        )
        (made / f"{number}.html").write_text(page, encoding="utf-8")
    folder = scratch / "ledger"
    asked = ["--ledger", folder, "--actors", SAMPLES / "actors.yaml", SAMPLES, made]
    subprocess.run([sys.executable, "-m", "sayso", "read", *map(str, asked)], check=True, stdout=subprocess.DEVNULL)
    bring(folder)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    config = uvicorn.Config(create_app(Settings(ledger=folder)), port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def addresses(browser: Browser, server: str) -> Mapping[str, str]:
    """What is shown, under the name of its picture."""
    page = browser.new_page(base_url=server)
    page.goto("/ledger?words=bridge&act=accuse")
    chosen = page.locator(".hit-what a").first.get_attribute("href")
    page.goto("/stories?words=ferry")
    story = page.locator(".entry").first.get_attribute("href")
    page.close()
    return {
        "overview": "/",
        "ledger": "/ledger?words=bridge",
        "reader": chosen or "/documents",
        "story": story or "/stories",
        "compare": "/compare?publisher=Halyard&publisher=KTR+World+Service&publisher=The+Brunsel+Standard",
        "actor": "/actors/kordavia",
        "timeline": "/timeline?since=2019-03-20&until=2019-05",
        "map": "/map",
        "system": "/system",
    }


def taken(
    browser: Browser, server: str, pages: Mapping[str, str], size: ViewportSize, theme: str, folder: Path
) -> None:
    scheme = browser.new_context(
        base_url=server, viewport=size, reduced_motion="reduce", color_scheme="dark" if theme == "dark" else "light"
    )
    with scheme as context:
        page = context.new_page()
        for name, address in pages.items():
            shown(page, address)
            data = smaller(picture(page, size, TALL.get(name)))
            (folder / f"{name}-{size['width']}-{theme}.png").write_bytes(data)


def picture(page: Page, size: ViewportSize, tall: int | None) -> bytes:
    """What fits the screen of a page, or so many pixels of it from above."""
    if tall is None:
        return page.screenshot()
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": tall})


def shown(page: Page, address: str) -> None:
    """A page with all that its scripts draw."""
    while page.request.get(address).status == 202:  # until it is put together
        page.wait_for_timeout(500)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.locator(".net-canvas").count():  # the blocs and the forms stand above it
        page.locator(".net-canvas[data-drawn]").wait_for()
        page.locator(".net").scroll_into_view_if_needed()
    elif page.locator("section.map, section.time").count() and page.evaluate("innerWidth < 768"):
        page.locator("section.map, section.time").first.evaluate("(drawn) => drawn.scrollIntoView()")
    page.wait_for_timeout(600)


def smaller(png: bytes) -> bytes:
    """The same picture in few colours."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    reduced = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
