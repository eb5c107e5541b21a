"""The page: from the command to an answer on it, and from Enter to the painted answer.

A library of the starter article answers conversations: of each turn's time from the key
to the painted answer, what retrieval took is taken off.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.measuring import in_turn, medians, memory_mb
from bench.reporting import compared, section, table
from bench.setup import Setup
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model
from rag.quiet import QUIET
from rag.settings import Settings
from rag.types import Answer
from tests.browser.conftest import QUIET as QUIET_BROWSER
from tests.browser.conftest import WINDOWED, chromium
from tests.served import free_port, served

QUESTION = "What is embodied AI?"
PATIENCE_S = 600
STEP_S = 0.01
TURNS = 20
ENDS = 5
"""So many turns at either end of a conversation are compared."""

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


class Start(NamedTuple):
    """Seconds to the page and to the first answer, and the most memory taken, in MB."""

    page_s: float
    answer_s: float
    memory_mb: float


def start_part(setup: Setup) -> Iterator[str]:
    """Compare starts."""
    setup.real.generation()  # it is there before another process opens it
    model, plain = find_model(None).folder, setup.plain(setup.real)

    def start_ours() -> Start:
        library, port = setup.work / "real", free_port()
        return _start(
            port, _ask_ours, "app", QUOTEWELL_INDEX=library, QUOTEWELL_PORT=port
        )

    def start_plain() -> Start:
        port = free_port()
        return _start(port, _ask_plain, "bench.peers.plain_app", model, plain, port)

    rounds = in_turn([start_ours, start_plain], setup.rounds)
    figures = zip(*map(medians, rounds), strict=True)
    yield from section(f"From the command to an answer ({setup.rounds} rounds)")
    names = ("page, s", "first answer, s", "most memory, MB")
    yield from compared(("ours", "plain"), dict(zip(names, figures, strict=True)))


def _ask_ours(client: httpx.Client) -> None:
    client.post("/api/ask", json={"question": QUESTION}).raise_for_status()


def _ask_plain(client: httpx.Client) -> None:
    call = client.post("/gradio_api/call/ask", json={"data": [QUESTION]})
    answer = client.get(f"/gradio_api/call/ask/{call.json()['event_id']}").text
    if "event: complete" not in answer:
        raise RuntimeError(answer)


def _start(
    port: int,
    ask: Callable[[httpx.Client], object],
    *program: object,
    **environment: object,
) -> Start:
    """Start a program that will listen on a port, ask it, and end it."""
    others = {name: str(value) for name, value in environment.items()}
    # Reading the machine's certificates, which play no part here, would take time.
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S, verify=False
    ) as client:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *map(str, program)],
            env=os.environ | QUIET | {"BROWSER": "true"} | others,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until(lambda: client.get("/").raise_for_status(), process)
            page_s = time.perf_counter() - started
            _until(lambda: ask(client), process)
            answer_s = time.perf_counter() - started
            return Start(page_s, answer_s, memory_mb("VmHWM", process.pid))
        finally:
            process.terminate()
            process.wait()


def _until(work: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Try until it succeeds."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            work()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(STEP_S)


def page_part(setup: Setup) -> Iterator[str]:
    """Measure conversations, in Chromium."""
    rounds = setup.rounds
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(WINDOWED), args=list(QUIET_BROWSER)
        )
        turns = _conversations(browser, rounds)
    yield from section(
        f"On the page, in Chromium ({rounds} rounds)",
        "From Enter to the painted answer, less what retrieval took, over "
        f"conversations of {TURNS} turns.",
    )
    figures = {
        "all turns, median": turns,
        f"turns 1 to {ENDS}": turns[:ENDS],
        f"turns {TURNS - ENDS + 1} to {TURNS}": turns[-ENDS:],
    }
    rows = (f"{name} | {median(ms):.0f}" for name, ms in figures.items())
    yield from table(" | ms", rows)


def _conversations(browser: Browser, rounds: int) -> list[float]:
    """Ask in `rounds` conversations; medians of each turn, in ms beside retrieval."""
    retrieval_ms: list[float] = []
    ask = Assistant.ask

    def remembering(*arguments: object, **named: object) -> Answer:
        answer = ask(*arguments, **named)
        retrieval_ms.append(answer.elapsed_ms)
        return answer

    def converse(url: str) -> list[float]:
        retrieval_ms.clear()
        with browser.new_page(viewport={"width": 1280, "height": 800}) as page:
            page.goto(url)
            page.wait_for_selector("#welcome h2")
            asked = islice(cycle(STARTER_QUESTIONS), TURNS)
            times = [_ask(page, question) for question in asked]
        return [a - b for a, b in zip(times, retrieval_ms, strict=True)]

    with TemporaryDirectory() as name, patch.object(Assistant, "ask", remembering):
        folder = Path(name)
        load = lambda _: open_encoder(Settings(folder))  # noqa: E731
        with served(folder, load, wait=False) as page:
            service = page.service
            # The tests' patience ends where a busy machine only begins.
            while service.library.current() is None or service.job.view.busy:
                time.sleep(STEP_S)
            converse(page.url)  # warms it up
            done = [converse(page.url) for _ in range(rounds)]
    return list(map(median, zip(*done, strict=True)))


def _ask(page: Page, question: str) -> float:
    page.fill("#question textarea", question)
    page.evaluate(WATCH)
    page.press("#question textarea", "Enter")
    shown: float = page.evaluate("window.answered")
    # What follows an answer (the panel, the box) must not fall into the next turn.
    page.wait_for_timeout(300)
    return shown
