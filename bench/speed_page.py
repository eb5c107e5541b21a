"""From Enter to the answer on the page, and from a click to a source, in Chromium.

A library of the starter article answers conversations: of each turn's time from the key
to the painted answer, what retrieval took is taken off. In another library, of an
article of 2 MB, a citation in its middle is opened beside the answer and on a page of
its own.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from playwright.sync_api import Browser, Page, sync_playwright

from bench.measuring import medians, timed
from bench.reporting import MEBIBYTE, OURS, picture, plot, section, table
from bench.speed_setup import Setup
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.building.indexing import build_index
from rag.library.library import Library
from rag.library.starter import STARTER_QUESTIONS
from rag.settings import Settings
from rag.types import Answer, Encoder
from tests.fakes import WordEncoder
from tests.served import served

TURNS = 20
STEP_S = 0.1
ENDS = 5
"""So many turns at either end of a conversation are compared."""

LONG_BYTES = 2 * MEBIBYTE
LONG_WORDS = "The keeper of lamp number {n} wrote that the light had burned all night. "
PARAGRAPH_SENTENCES = 6
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


class Opening(NamedTuple):
    """Ms from a click to the source, beside the answer and on a page of its own."""

    panel: float
    reading: float


def page_part(setup: Setup) -> Iterator[str]:
    """Measure conversations, and opening sources."""
    rounds = setup.sizes.rounds
    with _chromium() as browser:
        turns = _conversations(browser, rounds)
        opening = _openings(browser, rounds)
    yield from section(
        f"On the page, in Chromium ({rounds} rounds)",
        "From Enter to the painted answer, less what retrieval took, over "
        f"conversations of {TURNS} turns; and from a click to a quote in the middle of "
        f"an article of {LONG_BYTES / MEBIBYTE:.0f} MB.",
    )
    yield from page_table(turns, opening)
    yield from _draw(turns, setup.out / "speed-page.png")


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("QUOTEWELL_CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise RuntimeError("no Chromium; install it, or name it in QUOTEWELL_CHROMIUM")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )


@contextmanager
def _patient(index: Path, load: Callable[[str | None], Encoder]) -> Iterator[Any]:
    """Serve a library; the tests' patience ends where a busy machine only begins."""
    with served(index, load, wait=False) as page:
        service = page.service
        while service.readiness.state == "loading" or service.job.view.busy:
            time.sleep(STEP_S)
        while service.library.current() is None:
            time.sleep(STEP_S)
        yield page


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
        with _patient(folder, lambda _: open_encoder(Settings(folder))) as page:
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


def _openings(browser: Browser, rounds: int) -> Opening:
    """Open a source in the middle of a long article, in the panel and by itself."""
    lamps = LONG_BYTES // len(LONG_WORDS.format(n=10_000))
    text = "".join(
        LONG_WORDS.format(n=n) + "\n\n" * (n % PARAGRAPH_SENTENCES == 0)
        for n in range(1, lamps)
    )
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        library.add(text.encode(), "lamps.txt")
        # Opening doesn't depend on the encoder, and this one needs no time.
        build_index(library, WordEncoder())
        with _patient(Path(folder), lambda _: WordEncoder()) as asked:
            # Not `new_page`: its context has no room for another page.
            page = browser.new_context(viewport=VIEWPORT).new_page()
            page.goto(asked.url)
            page.wait_for_selector("#question textarea")
            _ask(page, f"Who wrote that lamp number {lamps // 2} had burned?")
            return medians([_open(page) for _ in range(rounds)])


def _open(page: Page) -> Opening:
    """Open the first citation of the last answer in both ways, after another one."""
    citations = page.locator("#chat [data-testid=bot]").last.locator("a.cite")
    address = citations.first.evaluate("link => link.href")

    def show(number: int) -> None:
        citations.nth(number - 1).click()
        shown = f'#sources ol.numbers li:nth-child({number}) a[aria-current="true"]'
        page.locator(shown).wait_for()
        page.locator("#sources p.active").wait_for()

    def read() -> None:
        alone.goto(address)
        alone.locator("mark").first.wait_for()

    show(2)
    _, panel_s = timed(partial(show, 1))
    with page.context.new_page() as alone:
        _, reading_s = timed(read)
    return Opening(panel_s * 1000, reading_s * 1000)


def page_table(turns: Sequence[float], opening: Opening) -> list[str]:
    """Say what the page adds to an answer, and what opening a source takes, in ms."""
    figures = {
        "all turns, median": median(turns),
        f"turns 1 to {ENDS}": median(turns[:ENDS]),
        f"turns {TURNS - ENDS + 1} to {TURNS}": median(turns[-ENDS:]),
        "source beside the answer": opening.panel,
        "source on its own page": opening.reading,
    }
    return table(" | ms", (f"{name} | {ms:.0f}" for name, ms in figures.items()))


def _draw(turns: Sequence[float], path: Path) -> list[str]:
    with plot(path, 1, 1, 6, 2.4) as axis:
        numbers = range(1, len(turns) + 1)
        axis.plot(numbers, turns, marker="o", color=OURS)
        axis.set(xlabel="turn", ylabel="ms beside retrieval", ylim=(0, None))
        axis.set_xticks(numbers)
    return picture("Enter to answer, by turn", path)
