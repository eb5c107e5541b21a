"""What all measurements share: clock, rounds in turn, memory, processes."""

import multiprocessing
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Ask = Callable[[str], object]
Figures = dict[str, float]
"""What was measured of one thing, each with its name and unit."""


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do something; give its result, and the seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def times_ms(ask: Ask, questions: Sequence[str]) -> list[float]:
    """Time each question."""
    return [timed(partial(ask, question))[1] * 1000 for question in questions]


def percentiles(ms: Sequence[float]) -> Figures:
    """Give the 50th and the 95th percentile of the times of questions.

    >>> percentiles([1.0, 2.0, 3.0])
    {'question p50, ms': 2.0, 'p95, ms': 2.9}
    """
    p50, p95 = np.percentile(ms, (50, 95)).tolist()
    return {"question p50, ms": p50, "p95, ms": p95}


def together(questions: Sequence[str], clients: int, ask: Ask) -> Figures:
    """Ask from threads, each the next question as soon as it has an answer.

    A question that fails ends the measurement.
    """
    one = partial(times_ms, ask)
    with ThreadPoolExecutor(clients) as pool:
        times, seconds = timed(lambda: list(pool.map(one, ([q] for q in questions))))
    rate = {"questions a second": len(times) / seconds}
    return percentiles([ms for (ms,) in times]) | rate


def in_turn(
    measures: Mapping[str, Callable[[], Figures]], rounds: int
) -> dict[str, Figures]:
    """Measure one after another, round by round, so that all share what goes on.

    Gives the median of each figure.
    """
    done = [{name: do() for name, do in measures.items()} for _ in range(rounds)]
    return {
        name: {of: median(one[name][of] for one in done) for of in done[0][name]}
        for name in measures
    }


def memory_mb(field: str, process: int | str = "self") -> float:
    """Read a figure of a process's memory, in MB, by the name that Linux gives it.

    VmHWM is the most so far, RssAnon what it has now without what files hold, too.
    """
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def cpu_s(process: int | str = "self") -> float:
    """Read how long a process has computed since it began, in seconds of a core."""
    # Behind its name, which may have spaces: fields 14 and 15 of proc_pid_stat(5).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def apart(task: Callable[..., T], *arguments: object) -> T:
    """Run a function in a new process, and give its result."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(task, *arguments).result()
