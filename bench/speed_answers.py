"""Questions: beside the plain script, eight at once, and what stays in memory."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple, TypeVar

import faiss
import torch

from bench.measuring import Times, in_turn, medians, percentiles, timed, times_ms
from bench.peers.comparison import OURS
from bench.peers.processes import run
from bench.peers.programs import plain
from bench.reporting import compared, section, table
from bench.setup import Setup
from rag.asking.assistant import Assistant
from rag.library.starter import STARTER_QUESTIONS
from rag.models.files import find_model

CLIENTS = 8
PROGRAMS = ("ours", "plain", "plain with all threads")
T = TypeVar("T")
Ask = Callable[[str], object]


class Together(NamedTuple):
    """Eight askers at once: questions a second, and percentiles in ms."""

    per_second: float
    p50: float
    p95: float


def questions_part(setup: Setup) -> Iterator[str]:
    """Compare times of a question in three libraries."""
    asked = setup.asked(setup.size(20, 4))
    yield from section(
        f"A question ({setup.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
    )
    rows = {}
    for ours, questions in (
        (setup.real, STARTER_QUESTIONS * 4),
        (setup.some, asked),
        (setup.many, asked),
    ):
        times = _three_ways(partial(_times, questions), ours, setup)
        passages = len(ours.generation().passages)
        for name, figures in zip(Times._fields, zip(*times, strict=True), strict=True):
            rows[f"{passages:,} passages, {name}, ms"] = figures
    yield from compared(PROGRAMS, rows)


def _times(questions: Sequence[str], ask: Ask) -> Times:
    return percentiles(times_ms(ask, questions))


def _three_ways(
    measure: Callable[[Ask], T], ours: Assistant, setup: Setup
) -> Iterator[T]:
    """Measure ours, plain with one thread, plain with all; medians of the rounds."""
    ask = plain(str(find_model(None).folder)).open(setup.plain(ours))
    every = torch.get_num_threads(), faiss.omp_get_max_threads()

    def with_threads(of_torch: int, of_faiss: int) -> T:
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
    return map(medians, in_turn(measures, setup.rounds))


def crowd_part(setup: Setup) -> Iterator[str]:
    """Compare eight clients at once."""
    rounds, asked = setup.rounds, setup.asked(setup.size(64, 16))
    yield from section(
        f"{CLIENTS} clients at once ({rounds} rounds of {len(asked)} questions)",
        "Plain has one thread a client, as ours has, or torch's default, all of them. "
        "No question failed.",
    )
    found = _three_ways(partial(together, asked), setup.some, setup)
    names = ("questions a second", "p50, ms", "p95, ms")
    figures = zip(*found, strict=True)
    yield from compared(PROGRAMS, dict(zip(names, figures, strict=True)))


def together(questions: Sequence[str], ask: Ask) -> Together:
    """Ask from eight threads, each the next question as soon as it has an answer.

    A question that fails ends the measurement.
    """
    one = partial(times_ms, ask)
    with ThreadPoolExecutor(CLIENTS) as pool:
        times, seconds = timed(lambda: list(pool.map(one, ([q] for q in questions))))
    return Together(len(times) / seconds, *percentiles([ms for (ms,) in times]))


def memory_part(setup: Setup) -> Iterator[str]:
    """Ask a process of its own many questions, and see what stays in its memory."""
    setup.some.generation()  # it is there before another process opens it
    count = setup.size(2000, 40)
    asked = list(islice(cycle(setup.asked(count)), count))
    done = run(OURS, folder=setup.work / "some", questions=asked)
    numbers = (1, *range(count // 4, count + 1, count // 4))
    yield "## Memory of a process that answers"
    held = (f"{done['replies'][n - 1]['memory_mb']:.0f}" for n in numbers)
    head = ["after questions", *(f"{number:,}" for number in numbers)]
    yield from table(" | ".join(head), [" | ".join(["MB", *held])])
