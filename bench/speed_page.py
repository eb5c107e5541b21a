"""From Enter to the answer on the page, in Chromium.

A library of the starter article answers conversations: of each turn's time from the key
to the painted answer, what retrieval took is taken off.
"""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from playwright.sync_api import Browser, Page, sync_playwright

from bench.reporting import section, table
from bench.speed_setup import Setup
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.library.starter import STARTER_QUESTIONS
from rag.settings import Settings
from rag.types import Answer
from tests.served import served

TURNS = 20
STEP_S = 0.1
ENDS = 5
"""So many turns at either end of a conversation are compared."""

VIEWPORT = {"width": 1280, "height": 800}
# `answered` resolves when one more answer is in the page and has been painted.
WATCH = """() => {
  const answers = () => [...document.querySelectorAll('#chat [data-testid=bot]')]
    .filter(bot => bot.querySelector('.source')).length;
  const before = answers();
  let started;
  document.querySelector('#question textarea').addEventListener('keydown', () => {
    started = performance.now();
  }, {capture: true, once: true});
  window.answered = new Promise(resolve => {
    const watch = new MutationObserver(() => {
      if (answers() === before) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(
        () => resolve(performance.now() - started)));
    });
    watch.observe(
      document.querySelector('#chat'), {childList: true, subtree: true});
  });
}"""


def page_part(setup: Setup) -> Iterator[str]:
    """Measure conversations."""
    rounds = setup.sizes.rounds
    with _chromium() as browser:
        turns = _conversations(browser, rounds)
    yield from section(
        f"On the page, in Chromium ({rounds} rounds)",
        "From Enter to the painted answer, less what retrieval took, over "
        f"conversations of {TURNS} turns.",
    )
    yield from page_table(turns)


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("QUOTEWELL_CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise RuntimeError("no Chromium; install it, or name it in QUOTEWELL_CHROMIUM")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )


def _conversations(browser: Browser, rounds: int) -> list[float]:
    """Ask in `rounds` conversations; medians of each turn, in ms beside retrieval."""
    retrieval_ms: list[float] = []
    ask = Assistant.ask

    def remembering(*arguments: object, **named: object) -> Answer:
        answer = ask(*arguments, **named)
        retrieval_ms.append(answer.elapsed_ms)
        return answer

    def converse(url: str, turns: int) -> list[float]:
        retrieval_ms.clear()
        times = _converse(browser, url, turns)
        return [a - b for a, b in zip(times, retrieval_ms, strict=True)]

    with TemporaryDirectory() as name, patch.object(Assistant, "ask", remembering):
        folder = Path(name)
        load = lambda _: open_encoder(Settings(folder))  # noqa: E731
        with served(folder, load, wait=False) as page:
            service = page.service
            # The tests' patience ends where a busy machine only begins.
            while service.library.current() is None or service.job.view.busy:
                time.sleep(STEP_S)
            converse(page.url, 1)
            done = [converse(page.url, TURNS) for _ in range(rounds)]
    return list(map(median, zip(*done, strict=True)))


def _converse(browser: Browser, url: str, turns: int) -> list[float]:
    """Ask one question after another; ms from Enter to each painted answer."""
    with browser.new_page(viewport=VIEWPORT) as page:
        page.goto(url)
        page.wait_for_selector("#welcome h2")
        return [_ask(page, asked) for asked in islice(cycle(STARTER_QUESTIONS), turns)]


def _ask(page: Page, question: str) -> float:
    page.fill("#question textarea", question)
    page.evaluate(WATCH)
    page.press("#question textarea", "Enter")
    shown: float = page.evaluate("window.answered")
    # What follows an answer (the panel, the box) must not fall into the next turn.
    page.wait_for_timeout(300)
    return shown


def page_table(turns: Sequence[float]) -> list[str]:
    """Say what the page adds to an answer, in ms."""
    figures = {
        "all turns, median": median(turns),
        f"turns 1 to {ENDS}": median(turns[:ENDS]),
        f"turns {TURNS - ENDS + 1} to {TURNS}": median(turns[-ENDS:]),
    }
    return table(" | ms", (f"{name} | {ms:.0f}" for name, ms in figures.items()))
