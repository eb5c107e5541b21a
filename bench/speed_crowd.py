"""A process that many questions are put to: eight at once, and two thousand in all."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple

from bench.measuring import in_turn, medians, percentiles, times_ms
from bench.programs import OURS, Worker
from bench.reporting import section, table
from bench.speed_questions import Ask, three_ways
from bench.speed_setup import Setup, make_plain

CLIENTS = 8
MEMORY_STEPS = 4


class Together(NamedTuple):
    """Eight askers at once: questions a second, percentiles in ms, and errors."""

    per_second: float
    p50: float
    p95: float
    errors: int


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
