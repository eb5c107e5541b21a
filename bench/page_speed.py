"""How long it takes from Enter to the answer on the page: `python bench/page_speed.py`.

It serves a fresh library with the starter article and the real model, asks twenty
questions in one conversation in Chromium, and opens a quote in an article of 2 MB.
"""

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from rag.page.offline import go_offline
from rag.settings import Settings
from rag.starter import STARTER_QUESTIONS

PORT = 7878
TURNS = 20
LONG_BYTES = 2 * 2**20
LONG_WORDS = "The keeper of lamp number {n} wrote that the light had burned all night. "
# Resolves when the answer is in the page and has been painted.
ASK = """question => new Promise(resolve => {
  const chat = document.querySelector('#chat');
  const answered = () =>
    [...chat.querySelectorAll('.asked')].at(-1)?.textContent === question &&
    [...chat.querySelectorAll('[data-testid=bot]')].at(-1)?.querySelector('.source');
  const box = document.querySelector('#question textarea');
  const started = performance.now();
  const watch = new MutationObserver(() => {
    if (!answered()) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(
      () => resolve(performance.now() - started)));
  });
  watch.observe(chat, {childList: true, subtree: true});
  box.value = question;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  setTimeout(() => document.querySelector('#question .submit-button').click());
})"""


@contextmanager
def served() -> Iterator[tuple[str, object]]:
    """Serve a fresh library, and give its address and service."""
    go_offline()
    from rag.page.serving import running

    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index), port=PORT, open_browser=False)
        with running(settings) as page:
            while page.service.library.current() is None:
                time.sleep(0.1)
            yield page.url, page.service


def ask(page: Page, question: str) -> float:
    """Ask on the page; gives milliseconds from Enter to the painted answer."""
    shown: float = page.evaluate(ASK, question)
    page.wait_for_timeout(300)
    return shown


def long_article() -> bytes:
    """Make an article of 2 MB whose sentences differ."""
    parts: list[str] = []
    size = 0
    for number in range(10**6):
        parts.append(LONG_WORDS.format(n=number) + ("\n\n" if number % 6 == 5 else ""))
        size += len(parts[-1])
        if size > LONG_BYTES:
            break
    return "".join(parts).encode()


def measure() -> dict[str, float]:
    """Measure answers over a conversation, and opening a quote of a long article."""
    chromium = os.environ.get("QUOTEWELL_CHROMIUM") or shutil.which("chromium")
    with served() as (url, service), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        page.wait_for_selector("#welcome h2")
        ask(page, STARTER_QUESTIONS[0])
        answers = [service.ask(question) for question in STARTER_QUESTIONS]
        retrieval = statistics.median(answer.elapsed_ms for answer in answers)
        times = [
            ask(page, STARTER_QUESTIONS[turn % len(STARTER_QUESTIONS)])
            for turn in range(1, TURNS)
        ]
        opening = open_long(page, service)
        browser.close()
    return {
        "retrieval_ms": round(retrieval, 1),
        "enter_to_answer_first_5_ms": round(statistics.median(times[:5]), 1),
        "enter_to_answer_last_5_ms": round(statistics.median(times[-5:]), 1),
        "open_quote_of_2_mb_article_ms": round(opening, 1),
    }


def open_long(page: Page, service) -> float:
    """Add a long article, ask it, and open another quote of the answer."""
    service.upkeep.add(long_article(), "lamps.txt")
    time.sleep(1)
    while service.job.view.busy:
        time.sleep(0.5)
    ask(page, "Who wrote that lamp number 9000 had burned all night?")
    started = time.perf_counter()
    page.locator("#chat [data-testid=bot]").last.locator("a.cite").nth(1).click()
    page.locator(
        '#sources ol.numbers li:nth-child(2) a[aria-current="true"]'
    ).wait_for()
    page.locator("#sources p.active").wait_for()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
