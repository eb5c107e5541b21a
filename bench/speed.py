"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `results/speed.md`.
README.md beside this says what is compared, and how it is made fair.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, Popen

import faiss
import httpx
import torch

from bench.measuring import Ask, Figures, cpu_s, in_turn, memory_mb, together
from bench.peers.comparison import passages_of, peers_part
from bench.peers.programs import plain
from bench.reporting import compared, section, table
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model
from tests.served import free_port

TRIES, STEP_S = 10_000, 0.01
REST_S = 10.0


def questions_part(setup: Setup) -> list[str]:
    """Compare times of a question in three libraries, and eight clients at once."""
    asked, crowd = setup.asked(setup.size(20, 4)), setup.asked(setup.size(64, 16))
    lines = []
    for ours, questions, clients in (
        (setup.real, STARTER_QUESTIONS * 4, 1),
        (setup.some, asked, 1),
        (setup.many, asked, 1),
        (setup.some, crowd, 8),
    ):
        found = three_ways(partial(together, questions, clients), ours, setup)
        passages = len(ours.generation().passages)
        lines += [f"{passages:,} passages, {clients} at once:", "", *compared(found)]
    return section(
        f"A question ({setup.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, reading, "
        "confidence and citations, in one thread but for reading. Plain is the nearest "
        "five passages, in one thread; with all threads, torch's default, it waits for "
        "cores that others use.",
        lines,
    )


def three_ways(
    measure: Callable[[Ask], Figures], ours: Assistant, setup: Setup
) -> dict[str, Figures]:
    """Measure ours, plain with one thread, and plain with all."""
    model, folder = str(find_model(None).folder), setup.work / "plain"
    ask = plain(model, folder, passages_of(ours))
    every = torch.get_num_threads(), faiss.omp_get_max_threads()

    def with_threads(of_torch: int, of_faiss: int) -> Figures:
        # With more than one, waiting for a busy core counts against plain.
        torch.set_num_threads(of_torch)
        faiss.omp_set_num_threads(of_faiss)
        return measure(ask)

    measures = {
        "ours": partial(measure, ours.ask),
        "plain": partial(with_threads, 1, 1),
        # Last, so that they are what they were.
        "plain with all threads": partial(with_threads, *every),
    }
    in_turn(measures, 1)  # warms all up
    return in_turn(measures, setup.rounds)


def start_part(setup: Setup) -> list[str]:
    """Measure starts, from the command to the page and to an answer."""
    setup.real.generation()  # it is there before another process opens it
    measures = {"ours": partial(start, setup.work / "real")}
    (figures,) = in_turn(measures, setup.rounds).values()
    return section(f"A start ({setup.rounds} rounds)", "", table([figures]))


def start(library: Path) -> Figures:
    """Start the page on a library, ask it, and end it."""
    port, question = str(free_port()), {"question": STARTER_QUESTIONS[0]}
    command = [sys.executable, "app.py", "--no-browser", "--port", port]
    url, started = f"http://127.0.0.1:{port}", time.perf_counter()
    with Popen([*command, "--index", library], stdout=DEVNULL) as process:
        try:
            page_s = until_it_succeeds(partial(httpx.get, url)) - started
            ask = partial(httpx.post, f"{url}/api/ask", json=question)
            return {
                "page, s": page_s,
                "first answer, s": until_it_succeeds(ask) - started,
                "most memory, MB": memory_mb("VmHWM", process.pid),
                "at rest, % of a core": at_rest(process.pid),
            }
        finally:
            process.terminate()


def at_rest(process: int) -> float:
    """Say how much a process computes that nobody asks anything, in % of a core."""
    time.sleep(REST_S)  # what a start leaves for later is done by then
    before = cpu_s(process)
    time.sleep(REST_S)
    return 100 * (cpu_s(process) - before) / REST_S


def until_it_succeeds(ask: Callable[..., httpx.Response]) -> float:
    """Ask a page again and again; gives the time when it answers."""
    for _ in range(TRIES):
        try:
            # Reading the machine's certificates would take time.
            ask(verify=False, timeout=None).raise_for_status()
            return time.perf_counter()
        except httpx.HTTPError:
            time.sleep(STEP_S)
    raise TimeoutError("the page doesn't answer")


PARTS = {"peers": peers_part, "questions": questions_part, "start": start_part}
HEADING = (
    "Speed, beside a plain pipeline and beside peers",
    "The machine is shared: ratios are sounder than times. All ratios are to the plain "
    "program: sentence-transformers and a flat FAISS index. What is compared ran in "
    "turn, round by round.",
)

if __name__ == "__main__":
    write_report(__doc__, "speed", HEADING, PARTS)
