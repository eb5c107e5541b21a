"""Take the pictures of the page that the README shows: `python docs/screenshots.py`.

It serves a library of its own with the starter article, so the pictures show what a
first start shows; for the map alone Quotewell's own documents are added. Needs the
extra `test` and Chromium (on the path, or named in QUOTEWELL_CHROMIUM).
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from rag.library.starter import STARTER_ARTICLE
from rag.page.offline import go_offline
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
# The starter article is among them, since it stays where somebody adds it.
DOCUMENTS = (STARTER_ARTICLE, ROOT / "README.md", ROOT / "docs" / "scale.md")
PORT = 7879
DESKTOP = (1280, 800)
PHONE = (390, 844)
QUESTIONS = ("What is embodied AI?", "How fast did the CR450 go in tests?")
UNANSWERED = "Who invented the quantum toaster in Paris?"


@contextmanager
def starter_page() -> Iterator[str]:
    """Serve a fresh library, and give its address once it answers questions."""
    go_offline()
    from rag.page.serving import running

    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index), port=PORT, open_browser=False)
        with running(settings) as page:
            while page.service.library.current() is None or page.service.job.view.busy:
                sleep(0.1)
            yield page.url


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer and its source stand."""
    before = page.locator("#chat [data-testid=bot]").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator("#chat [data-testid=bot]").nth(before).locator(
        ".source"
    ).first.wait_for()
    page.wait_for_timeout(400)


def take(page: Page, folder: Path, name: str) -> None:
    """Save what the window shows."""
    page.screenshot(path=folder / f"{name}.png")
    sys.stdout.write(f"{folder / name}.png\n")


def take_all(page: Page, folder: Path, suffix: str, narrow: bool) -> None:
    """Take the pictures of one window."""
    page.wait_for_selector("#welcome h2")
    take(page, folder, f"welcome{suffix}")
    for question in QUESTIONS:
        ask(page, question)
    if narrow:
        take(page, folder, f"answer{suffix}")
        page.locator("#chat [data-testid=bot]").last.locator("a.cite").first.click()
        page.wait_for_timeout(400)
        take(page, folder, f"source{suffix}")
        page.click(".back")
    else:
        take(page, folder, f"ask{suffix}")
        ask(page, UNANSWERED)
        take(page, folder, f"not-found{suffix}")
    page.click("#tab-library-button")
    page.wait_for_selector("#shelf table")
    page.wait_for_timeout(300)
    take(page, folder, f"library{suffix}")


def take_maps(browser: Browser, url: str, folder: Path) -> None:
    """Take the map of several articles, with a question, in light and dark."""
    for path in DOCUMENTS:
        body, named = path.read_bytes(), {"name": path.name}
        httpx.post(f"{url}api/articles", params=named, content=body, timeout=60)
    for scheme, suffix in (("light", ""), ("dark", "-dark")):
        window = {"width": DESKTOP[0], "height": DESKTOP[1]}
        context = browser.new_context(viewport=window, color_scheme=scheme)
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector("#welcome h2")
        ask(page, QUESTIONS[1])
        page.click("#tab-map-button")
        # It follows the library until all articles are indexed.
        page.wait_for_function(
            "wanted => document.querySelectorAll('#map tbody tr').length === wanted",
            arg=len(DOCUMENTS),
            timeout=180_000,
        )
        page.wait_for_selector("#map-plot [data-ready] .point")
        page.wait_for_timeout(400)
        take(page, folder, f"map{suffix}")
        context.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures at two sizes, light and dark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "images")
    folder = parser.parse_args(arguments).to
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("QUOTEWELL_CHROMIUM") or shutil.which("chromium")
    with starter_page() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for size, name in ((DESKTOP, ""), (PHONE, "-phone")):
            for scheme, ending in (("light", ""), ("dark", "-dark")):
                window = {"width": size[0], "height": size[1]}
                context = browser.new_context(viewport=window, color_scheme=scheme)
                page = context.new_page()
                page.goto(url)
                take_all(page, folder, name + ending, narrow=size == PHONE)
                context.close()
        take_maps(browser, url, folder)
        browser.close()


if __name__ == "__main__":
    main()
