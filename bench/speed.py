"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `results/speed.md`.
README.md beside this says what is compared, and how it is made fair.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple, TypeVar

import faiss
import torch

from bench.measuring import Times, in_turn, percentiles, timed, times_ms
from bench.peers.comparison import OURS, peers_part
from bench.peers.processes import run
from bench.peers.programs import plain
from bench.reporting import compared, section, table
from bench.setup import Setup, write_report
from bench.speed_page import page_part, start_part
from rag.asking.assistant import Assistant
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model

CLIENTS = 8
PROGRAMS = ("ours", "plain", "plain with all threads")
R = TypeVar("R", bound=tuple[float, ...])
Ask = Callable[[str], object]


class Together(NamedTuple):
    """Eight askers at once: questions a second, and percentiles in ms."""

    per_second: float
    p50: float
    p95: float


def questions_part(setup: Setup) -> list[str]:
    """Compare times of a question in three libraries."""
    asked, rows = setup.asked(setup.size(20, 4)), {}
    for ours, questions in (
        (setup.real, STARTER_QUESTIONS * 4),
        (setup.some, asked),
        (setup.many, asked),
    ):
        passages = len(ours.generation().passages)
        names = [f"{passages:,} passages, {name}, ms" for name in Times._fields]
        figures = three_ways(partial(alone, questions), ours, setup)
        rows |= dict(zip(names, figures, strict=True))
    return section(
        f"A question ({setup.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
        compared(PROGRAMS, rows),
    )


def crowd_part(setup: Setup) -> list[str]:
    """Compare eight clients at once."""
    asked = setup.asked(setup.size(64, 16))
    names = ("questions a second", "p50, ms", "p95, ms")
    figures = three_ways(partial(together, asked), setup.some, setup)
    return section(
        f"{CLIENTS} clients at once ({setup.rounds} rounds of {len(asked)} questions)",
        "Plain has one thread a client, as ours has, or torch's default, all of them. "
        "No question failed.",
        compared(PROGRAMS, dict(zip(names, figures, strict=True))),
    )


def three_ways(
    measure: Callable[[Ask], R], ours: Assistant, setup: Setup
) -> Iterable[tuple[float, ...]]:
    """Give each figure of ours, of plain with one thread, and of plain with all."""
    ask = plain(str(find_model(None).folder)).open(setup.plain(ours))
    every = torch.get_num_threads(), faiss.omp_get_max_threads()

    def with_threads(of_torch: int, of_faiss: int) -> R:
        # With more than one, waiting for a busy core counts against plain.
        torch.set_num_threads(of_torch)
        faiss.omp_set_num_threads(of_faiss)
        return measure(ask)

    measures = [
        partial(measure, ours.ask),
        partial(with_threads, 1, 1),
        partial(with_threads, *every),  # last, so that they are what they were
    ]
    in_turn(measures, 1)  # warms all up
    return zip(*in_turn(measures, setup.rounds), strict=True)


def alone(questions: Sequence[str], ask: Ask) -> Times:
    """Ask one question after another."""
    return percentiles(times_ms(ask, questions))


def together(questions: Sequence[str], ask: Ask) -> Together:
    """Ask from eight threads, each the next question as soon as it has an answer.

    A question that fails ends the measurement.
    """
    one = partial(times_ms, ask)
    with ThreadPoolExecutor(CLIENTS) as pool:
        times, seconds = timed(lambda: list(pool.map(one, ([q] for q in questions))))
    return Together(len(times) / seconds, *percentiles([ms for (ms,) in times]))


def memory_part(setup: Setup) -> list[str]:
    """Ask a process of its own many questions, and see what stays in its memory."""
    setup.some.generation()  # it is there before another process opens it
    count = setup.size(2000, 40)
    asked = list(islice(cycle(setup.asked(count)), count))
    replies = run(OURS, folder=setup.work / "some", questions=asked)
    numbers = (1, *range(count // 4, count + 1, count // 4))
    held = {f"{number:,}": replies[number - 1]["now_mb"] for number in numbers}
    rows = table([{"after questions": "MB"} | held], "", ".0f")
    return section("Memory of a process that answers", "", rows)


PARTS = {
    "peers": peers_part,
    "questions": questions_part,
    "start": start_part,
    "page": page_part,
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
