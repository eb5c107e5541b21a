"""From Enter to the answer on the page, and from a click to a source, in Chromium.

    python -m bench.page_speed

A library of the starter article answers conversations of twenty turns: of each turn's
time from the key to the painted answer, what retrieval took is taken off. In another
library, of an article of 2 MB, a citation in its middle is opened beside the answer and
on a page of its own.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

from playwright.sync_api import Browser, Page, sync_playwright

from bench.speed_start import free_port
from rag.assistant import Assistant
from rag.indexing import build_index
from rag.library import Library
from rag.page.offline import go_offline
from rag.settings import Settings
from rag.starter import STARTER_QUESTIONS
from rag.types import Answer, Encoder
from tests.fakes import WordEncoder

if TYPE_CHECKING:
    from rag.page.serving import ServedPage

ROUNDS = 7
TURNS = 20
ENDS = 5
"""So many turns at either end of a conversation are compared."""

LONG_BYTES = 2 * 2**20
LONG_WORDS = "The keeper of lamp number {n} wrote that the light had burned all night. "
PARAGRAPH_SENTENCES = 6
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


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """Medians over the rounds, in ms.

    `turns` is from Enter to the answer less `retrieval`, turn by turn; `panel` from a
    click to the source of 2 MB beside the answer, `reading` the same on its own page.
    """

    turns: list[float]
    retrieval: list[float]
    panel: float
    reading: float
    rounds: int

    @property
    def growth(self) -> float:
        """How much longer the last turns take than the first ones, in ms."""
        return median(self.turns[-ENDS:]) - median(self.turns[:ENDS])


def measure_page(rounds: int = ROUNDS) -> PageSpeed:
    """Measure conversations, and opening sources.

    Raises:
        RuntimeError: There is no Chromium.
    """
    go_offline()
    chromium = os.environ.get("QUOTEWELL_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("no Chromium; install it, or name it in QUOTEWELL_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        turns, retrieval = _conversations(browser, rounds)
        panel, reading = _openings(browser, rounds)
        browser.close()
    return PageSpeed(turns, retrieval, panel, reading, rounds)


def _conversations(browser: Browser, rounds: int) -> tuple[list[float], list[float]]:
    """Ask in `rounds` conversations; medians of each turn."""
    answers: list[Answer] = []
    ask = Assistant.ask

    def remembering(*args: object, **named: object) -> Answer:
        answers.append(ask(*args, **named))
        return answers[-1]

    times: list[list[float]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as page,
        patch.object(Assistant, "ask", remembering),
    ):
        _converse(browser, page.url, 1)
        answers.clear()
        times = [_converse(browser, page.url, TURNS) for _ in range(rounds)]
    retrieval = [
        [answer.elapsed_ms for answer in answers[start : start + TURNS]]
        for start in range(0, len(answers), TURNS)
    ]
    less = [
        [a - b for a, b in zip(*pair, strict=True)]
        for pair in zip(times, retrieval, strict=True)
    ]
    return _by_turn(less), _by_turn(retrieval)


def _by_turn(rounds: list[list[float]]) -> list[float]:
    return [median(turn) for turn in zip(*rounds, strict=True)]


def _converse(browser: Browser, url: str, turns: int) -> list[float]:
    """Ask one question after another; ms from Enter to each painted answer."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(url)
    page.wait_for_selector("#welcome h2")
    times = [
        _ask(page, STARTER_QUESTIONS[turn % len(STARTER_QUESTIONS)])
        for turn in range(turns)
    ]
    page.close()
    return times


def _ask(page: Page, question: str) -> float:
    page.fill("#question textarea", question)
    page.evaluate(WATCH)
    page.press("#question textarea", "Enter")
    shown: float = page.evaluate("window.answered")
    # What follows an answer (the panel, the box) must not fall into the next turn.
    page.wait_for_timeout(300)
    return shown


def _openings(browser: Browser, rounds: int) -> tuple[float, float]:
    """Open a source in the middle of a long article, in the panel and by itself."""
    text, lamps = long_article()
    # Opening doesn't depend on the encoder, and this one needs no time.
    encoder = WordEncoder()
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        library.add(text, "lamps.txt")
        build_index(library, encoder)
        with served(Path(folder), lambda _: encoder) as served_page:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            page.goto(served_page.url)
            page.wait_for_selector("#question textarea")
            _ask(page, f"Who wrote that lamp number {lamps // 2} had burned?")
            panel, reading = [], []
            for _ in range(rounds):
                _open_in_panel(page, 2)
                panel.append(_open_in_panel(page, 1))
                reading.append(_open_by_itself(page))
            return median(panel), median(reading)


def long_article() -> tuple[bytes, int]:
    """Make an article of 2 MB whose sentences differ; and say how many it has."""
    sentences: list[str] = []
    size = 0
    while size < LONG_BYTES:
        number = len(sentences)
        ends = number % PARAGRAPH_SENTENCES == PARAGRAPH_SENTENCES - 1
        sentences.append(LONG_WORDS.format(n=number) + "\n\n" * ends)
        size += len(sentences[-1])
    return "".join(sentences).encode(), len(sentences)


def _open_in_panel(page: Page, number: int) -> float:
    """Click on a citation of the last answer; ms until its source is marked."""
    cite = page.locator("#chat [data-testid=bot]").last.locator("a.cite")
    started = time.perf_counter()
    cite.nth(number - 1).click()
    page.locator(
        f'#sources ol.numbers li:nth-child({number}) a[aria-current="true"]'
    ).wait_for()
    page.locator("#sources p.active").wait_for()
    return (time.perf_counter() - started) * 1000


def _open_by_itself(page: Page) -> float:
    """Open the first citation's address; ms until its words are in view."""
    cite = page.locator("#chat [data-testid=bot]").last.locator("a.cite").first
    address = cite.evaluate("link => link.href")
    alone = page.context.new_page()
    started = time.perf_counter()
    alone.goto(address)
    alone.locator("mark").first.wait_for()
    taken = (time.perf_counter() - started) * 1000
    alone.close()
    return taken


@contextmanager
def served(
    index: Path, load: Callable[[str | None], Encoder] | None = None
) -> Iterator["ServedPage"]:
    """Serve a library, and wait until it answers."""
    from rag.page.serving import running

    settings = Settings(index=index, port=free_port(), open_browser=False)
    with running(settings, load) as page:
        service = page.service
        while service.readiness.state == "loading" or service.job.view.busy:
            time.sleep(0.1)
        while service.library.current() is None:
            time.sleep(0.1)
        yield page


def main() -> None:
    """Measure, and print."""
    found = measure_page()
    print(f"Enter to answer, less retrieval: {median(found.turns):.0f} ms")
    print(f"the last turns less the first: {found.growth:+.0f} ms")
    print(f"a source of 2 MB: panel {found.panel:.0f}, page {found.reading:.0f} ms")


if __name__ == "__main__":
    main()
