"""The page: from the command to its first answer, and from Enter to a painted one."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from unittest.mock import patch

import httpx
from playwright.sync_api import Page, sync_playwright

from bench.measuring import Figures, in_turn, memory_mb
from bench.peers.comparison import save_plainly
from bench.reporting import compared, section, table
from bench.setup import Setup
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model
from rag.settings import Settings
from rag.types import Answer
from tests.browser.conftest import QUIET as QUIET_BROWSER
from tests.browser.conftest import chromium
from tests.served import free_port, served

QUESTION = "What is embodied AI?"
PATIENCE_S = 600
STEP_S = 0.01
TURNS = 20
ENDS = 5
"""So many turns at either end of a conversation are compared."""

# The second frame after the answer is in the page begins when it has been painted.
ENTER = """async () => {
  const box = document.querySelector('#question textarea');
  const answers = () => [...document.querySelectorAll('#chat [data-testid=bot]')]
    .filter(bot => bot.querySelector('.source')).length;
  const frame = () => new Promise(requestAnimationFrame);
  const before = answers(), started = performance.now();
  box.dispatchEvent(new KeyboardEvent('keypress', {key: 'Enter', bubbles: true}));
  while (answers() === before) await frame();
  await frame();
  return performance.now() - started;
}"""


def start_part(setup: Setup) -> list[str]:
    """Compare starts: of the page, and of a plain Gradio app."""
    library, plain = setup.work / "real", save_plainly(setup.real, setup.work / "plain")
    model, port = find_model(None).folder, free_port()
    app = ("app", "--no-browser", "--index", library, "--port", port)
    plain_app = ("bench.peers.plain_app", model, plain, port)
    measures = {
        "ours": partial(start, app, "/api/ask", {"question": QUESTION}),
        "plain": partial(start, plain_app, "/gradio_api/run/ask", {"data": [QUESTION]}),
    }
    return section(
        f"From the command to an answer ({setup.rounds} rounds)",
        "",
        compared(in_turn(measures, setup.rounds)),
    )


def start(program: Sequence[object], path: str, question: object) -> Figures:
    """Start a program that will listen on its last argument, ask it, and end it."""
    url = f"http://127.0.0.1:{program[-1]}"
    # Reading the machine's certificates, which play no part here, would take time.
    with httpx.Client(base_url=url, timeout=PATIENCE_S, verify=False) as client:
        started = time.perf_counter()
        command = [sys.executable, "-m", *map(str, program)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            until_it_succeeds(lambda: client.get("/"), process)
            page_s = time.perf_counter() - started
            until_it_succeeds(lambda: client.post(path, json=question), process)
            return {
                "page, s": page_s,
                "first answer, s": time.perf_counter() - started,
                "most memory, MB": memory_mb("VmHWM", process.pid),
            }
        finally:
            process.terminate()
            process.wait()


def until_it_succeeds(
    work: Callable[[], httpx.Response], process: subprocess.Popen[bytes]
) -> None:
    """Ask a program again and again, while it runs."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            work().raise_for_status()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(STEP_S)


def page_part(setup: Setup) -> list[str]:
    """Measure conversations, in Chromium."""
    setup.real.generation()  # it is there before it is served
    _, *rounds = converse(setup.work / "real", setup.rounds + 1)  # one to warm up
    turns = [median(ms) for ms in zip(*rounds, strict=True)]
    figures = {
        "all turns, median": turns,
        f"turns 1 to {ENDS}": turns[:ENDS],
        f"turns {TURNS - ENDS + 1} to {TURNS}": turns[-ENDS:],
    }
    rows = [{"": name, "ms": median(ms)} for name, ms in figures.items()]
    return section(
        f"On the page, in Chromium ({setup.rounds} rounds)",
        "From Enter to the painted answer, less what retrieval took, over "
        f"conversations of {TURNS} turns.",
        table(rows, "", ".0f"),
    )


def converse(library: Path, rounds: int) -> list[list[float]]:
    """Hold so many conversations; gives ms of each turn, less those of retrieval."""
    retrieval_ms: list[float] = []
    ask = Assistant.ask

    def noting(*arguments: object, **named: object) -> Answer:
        answer = ask(*arguments, **named)
        retrieval_ms.append(answer.elapsed_ms)
        return answer

    with (
        patch.object(Assistant, "ask", noting),
        served(library, lambda _: open_encoder(Settings(library))) as page,
        sync_playwright() as playwright,
    ):
        options = {"executable_path": chromium(), "args": list(QUIET_BROWSER)}
        browser = playwright.chromium.launch(**options)
        shown_ms = [converse_once(browser.new_page(), page.url) for _ in range(rounds)]
    retrieved = iter(retrieval_ms)
    return [[ms - next(retrieved) for ms in turns] for turns in shown_ms]


def converse_once(page: Page, url: str) -> list[float]:
    """Ask on a new page; gives the ms from Enter to each painted answer."""
    page.goto(url)
    page.wait_for_selector("#welcome h2")
    shown_ms = []
    for question in islice(cycle(STARTER_QUESTIONS), TURNS):
        page.fill("#question textarea", question)
        shown_ms.append(page.evaluate(ENTER))
        # What follows an answer (the panel, the box) must not fall into the next turn.
        page.wait_for_timeout(300)
    page.close()
    return shown_ms
