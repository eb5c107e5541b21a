"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `results/speed.md`.
README.md beside this says what is compared, and how it is made fair.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import faiss
import httpx
import torch

from bench.measuring import Figures, in_turn, memory_mb, percentiles, timed, times_ms
from bench.peers.comparison import peers_part, run, save_plainly
from bench.peers.programs import plain
from bench.reporting import compared, section, table
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model
from tests.served import free_port

CLIENTS = 8
PATIENCE_S, STEP_S = 600, 0.01
Ask = Callable[[str], object]


def questions_part(setup: Setup) -> list[str]:
    """Compare times of a question in three libraries."""
    asked, lines = setup.asked(setup.size(20, 4)), []
    for ours, questions in (
        (setup.real, STARTER_QUESTIONS * 4),
        (setup.some, asked),
        (setup.many, asked),
    ):
        found = three_ways(partial(alone, questions), ours, setup)
        lines += [
            f"{len(ours.generation().passages):,} passages:",
            "",
            *compared(found),
        ]
    return section(
        f"A question ({setup.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
        lines,
    )


def crowd_part(setup: Setup) -> list[str]:
    """Compare eight clients at once."""
    asked = setup.asked(setup.size(64, 16))
    return section(
        f"{CLIENTS} clients at once ({setup.rounds} rounds of {len(asked)} questions)",
        "Plain has one thread a client, as ours has, or torch's default, all of them. "
        "No question failed.",
        compared(three_ways(partial(together, asked), setup.some, setup)),
    )


def three_ways(
    measure: Callable[[Ask], Figures], ours: Assistant, setup: Setup
) -> dict[str, Figures]:
    """Measure ours, plain with one thread, and plain with all."""
    folder = save_plainly(ours, setup.work / "plain")
    ask = plain(str(find_model(None).folder), folder, {})
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


def alone(questions: Sequence[str], ask: Ask) -> Figures:
    """Ask one question after another."""
    return percentiles(times_ms(ask, questions))


def together(questions: Sequence[str], ask: Ask) -> Figures:
    """Ask from eight threads, each the next question as soon as it has an answer.

    A question that fails ends the measurement.
    """
    one = partial(times_ms, ask)
    with ThreadPoolExecutor(CLIENTS) as pool:
        times, seconds = timed(lambda: list(pool.map(one, ([q] for q in questions))))
    rate = {"questions a second": len(times) / seconds}
    return rate | percentiles([ms for (ms,) in times])


def start_part(setup: Setup) -> list[str]:
    """Measure starts of the page."""
    setup.real.generation()  # it is there before another process opens it
    measures = {"ours": partial(start, setup.work / "real", free_port())}
    (figures,) = in_turn(measures, setup.rounds).values()
    title = f"From the command to the page and to an answer ({setup.rounds} rounds)"
    return section(title, "", table([figures], ".2f"))


def start(library: Path, port: int) -> Figures:
    """Start the page on a library, ask it, and end it."""
    options = ("--no-browser", "--index", library, "--port", str(port))
    url, started = f"http://127.0.0.1:{port}", time.perf_counter()
    with subprocess.Popen([sys.executable, "app.py", *options]) as process:
        try:
            until_it_succeeds(partial(httpx.get, url, verify=False))
            page_s = time.perf_counter() - started
            asked = {"question": STARTER_QUESTIONS[0]}
            post = partial(httpx.post, f"{url}/api/ask", json=asked, verify=False)
            until_it_succeeds(post)
            return {
                "page, s": page_s,
                "first answer, s": time.perf_counter() - started,
                "most memory, MB": memory_mb("VmHWM", process.pid),
            }
        finally:
            process.terminate()


def until_it_succeeds(ask: Callable[[], httpx.Response]) -> None:
    """Try again and again."""
    # Without `verify`: reading the machine's certificates would take time.
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            ask().raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
        time.sleep(STEP_S)


def memory_part(setup: Setup) -> list[str]:
    """Ask a process of its own many questions, and see what stays in its memory."""
    setup.some.generation()  # it is there before another process opens it
    count = setup.size(2000, 40)
    asked = list(islice(cycle(setup.asked(count)), count))
    replies = run(
        "bench.peers.programs:quotewell", folder=setup.work / "some", questions=asked
    )
    numbers = (1, *range(count // 4, count + 1, count // 4))
    held = {f"{number:,}": replies[number - 1]["now_mb"] for number in numbers}
    rows = table([{"after questions": "MB"} | held], "", ".0f")
    return section("Memory of a process that answers", "", rows)


PARTS = {
    "peers": peers_part,
    "questions": questions_part,
    "start": start_part,
    "crowd": crowd_part,
    "memory": memory_part,
}
HEADING = (
    "Speed, beside a plain pipeline and beside peers",
    "The machine is shared: ratios are sounder than times. All ratios are to the plain "
    "program: sentence-transformers and a flat FAISS index, for starts with a Gradio "
    "page. What is compared ran in turn, round by round.",
)

if __name__ == "__main__":
    write_report(__doc__, "speed", HEADING, PARTS)
