"""Questions: beside the plain script, eight at once, and what stays in memory."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple, TypeVar

import faiss
import torch

from bench.measuring import Times, in_turn, medians, percentiles, times_ms
from bench.peers.plain import Plain
from bench.peers.programs import OURS, Worker
from bench.reporting import section, table
from bench.speed_setup import Setup, make_plain
from rag.asking.assistant import Assistant
from rag.library.starter import STARTER_QUESTIONS

CLIENTS = 8
MEMORY_STEPS = 4
T = TypeVar("T")
Ask = Callable[[str], object]


class Together(NamedTuple):
    """Eight askers at once: questions a second, percentiles in ms, and errors."""

    per_second: float
    p50: float
    p95: float
    errors: int


def questions_part(setup: Setup) -> Iterator[str]:
    """Compare times of a question in three libraries."""
    asked = setup.asked(setup.sizes.questions)
    libraries = {
        setup.real: STARTER_QUESTIONS * 4,
        setup.some: asked,
        setup.many: asked,
    }
    yield from section(
        f"A question ({setup.sizes.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
    )
    yield from table(
        "passages | p50 ratio | p95 ratio | p50 ratio, all threads | p95 ratio, all "
        "threads | ours p50 / p95, ms | plain, ms | plain, all threads",
        (
            f"{_passages(ours)} | {question_cells(*_compare(ours, questions, setup))}"
            for ours, questions in libraries.items()
        ),
    )


def _passages(assistant: Assistant) -> str:
    return f"{len(assistant.generation().passages):,}"


def _compare(
    ours: Assistant, questions: Sequence[str], setup: Setup
) -> Iterator[Times]:
    """Ask ours, plain with all threads, and plain with one; medians of the rounds."""
    plain = make_plain(ours)
    measures = three_ways(
        lambda ask: percentiles(times_ms(ask, questions)), ours, plain
    )
    in_turn(measures[:2], 1)  # warms both up
    return map(medians, in_turn(measures, setup.sizes.rounds))


def three_ways(
    measure: Callable[[Ask], T], ours: Assistant, plain: Plain
) -> list[Callable[[], T]]:
    """Give what measures ours, plain with all threads, and plain with one."""

    def plain_one() -> T:
        with one_thread():
            return measure(plain.ask)

    return [partial(measure, ours.ask), partial(measure, plain.ask), plain_one]


@contextmanager
def one_thread() -> Iterator[None]:
    """Have torch and FAISS use one thread, as ours does.

    With more, waiting for a busy core counts against plain.
    """
    threads, searching = torch.get_num_threads(), faiss.omp_get_max_threads()
    torch.set_num_threads(1)
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        faiss.omp_set_num_threads(searching)


def question_cells(ours: Times, plain: Times, plain_one: Times) -> str:
    """Write a row: ratios to plain with one thread and with all, then the times."""
    ratios = [
        f"{mine / theirs:.2f}"
        for other in (plain_one, plain)
        for mine, theirs in zip(ours, other, strict=True)
    ]
    times = [f"{t.p50:.1f} / {t.p95:.1f}" for t in (ours, plain_one, plain)]
    return " | ".join(ratios + times)


def crowd_part(setup: Setup) -> Iterator[str]:
    """Compare eight clients at once."""
    rounds, asked = setup.sizes.rounds, setup.asked(setup.sizes.crowd_questions)
    plain = make_plain(setup.some)
    measures = three_ways(partial(together, questions=asked), setup.some, plain)
    yield from section(
        f"{CLIENTS} clients at once ({rounds} rounds of {len(asked)} questions)",
        "Plain has one thread a client, as ours has, or torch's default, all of them.",
    )
    yield from crowd_table(*in_turn(measures, rounds))


def together(ask: Ask, questions: Sequence[str]) -> Together:
    """Ask from eight threads, each the next question as soon as it has an answer."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        asked = [pool.submit(times_ms, ask, [question]) for question in questions]
        wait(asked)
    elapsed = time.perf_counter() - started
    times = [one.result()[0] for one in asked if one.exception() is None]
    errors = len(asked) - len(times)
    return Together(len(times) / elapsed, *percentiles(times), errors)


def crowd_table(
    ours: Sequence[Together], plain: Sequence[Together], plain_one: Sequence[Together]
) -> list[str]:
    """Compare medians over the rounds, and add up the errors of all."""
    names = ("questions a second", "p50, ms", "p95, ms")
    columns = [medians(rounds)[:3] for rounds in (ours, plain_one, plain)]
    rows = [
        f"{name} | {a / one:.2f} | {a / every:.2f} | {a:.1f} | {one:.1f} | {every:.1f}"
        for name, a, one, every in zip(names, *columns, strict=True)
    ]
    mine, one, every = (sum(r.errors for r in c) for c in (ours, plain_one, plain))
    return table(
        " | ratio | ratio, all threads | ours | plain | plain, all threads",
        [*rows, f"errors | | | {mine} | {one} | {every}"],
    )


def memory_part(setup: Setup) -> Iterator[str]:
    """Ask a process of its own many questions, and see what stays in its memory."""
    setup.some.generation()  # it is there before another process opens it
    count = setup.sizes.memory_questions
    asked = list(islice(cycle(setup.asked(count)), count))
    step = count // MEMORY_STEPS
    found = {}
    with Worker(OURS) as worker:
        worker.request("open", folder=str(setup.work / "some"))
        worker.request("ask", question=asked[0])
        found[1] = worker.memory_mb("VmRSS")
        for number, question in enumerate(asked, 1):
            worker.request("ask", question=question)
            if number % step == 0:
                found[number] = worker.memory_mb("VmRSS")
    yield "## Memory of a process that answers"
    yield from table(
        " | ".join(["after questions", *(f"{number:,}" for number in found)]),
        [" | ".join(["MB", *(f"{mb:.0f}" for mb in found.values())])],
    )
