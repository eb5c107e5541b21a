"""How Quotewell grows: libraries of 1,000 to 1,000,000 passages, built and asked.

    python -m bench.scale ../shared

Texts are those of public sets again and again, vectors resemble theirs
(`bench.scale_library`); everything else is what every library goes through: the same
writer, the same files, the same search. Each size is built by one process and asked by
another, with one thread. A million passages take about 20 GB of disk while they are
measured; --tokens says how many tokens of each passage are kept (all would be another
25 GB). Writes a table and a plot (`pip install -e ".[bench]"`).
"""

import argparse
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.scale_library import Written, own_memory_mb, write_larger
from bench.scale_recall import compare, one_by_one_ms
from bench.scale_report import Asked, Size, report
from bench.speed_questions import make_assistant, times_ms
from rag.assistant import CHECK_THREAD, Assistant
from rag.encoder import load_encoder
from rag.library import Library
from rag.onnx_encoder import EXPORTS
from rag.question_sets import read_question_set
from rag.storage import size_of

SETS = ("squad2", "pubmedqa", "long_excerpts")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
KEPT_TOKENS = 32
WARM_UP = 20
QUESTIONS = 200
T = TypeVar("T")


def build(base: Path, folder: Path, passages: int, tokens: int) -> Written:
    """Build a library of so many passages; run it in a process of its own."""
    identity = load_encoder(None, base / EXPORTS).identity
    return write_larger(Library(base).open(identity), Library(folder), passages, tokens)


def ask(base: Path, folder: Path, questions: Sequence[str]) -> Asked:
    """Open a library and ask it; run it in a process of its own."""
    encoder = load_encoder(None, base / EXPORTS)
    assistant = Assistant(Library(folder), encoder)
    (open_ms,) = times_ms(lambda _: assistant.generation(), questions[:1])
    (first_ms,) = times_ms(assistant.ask, questions[:1])
    (check_ms,) = times_ms(lambda _: await_check(), questions[:1])
    times_ms(assistant.ask, questions[:WARM_UP])
    started = time.process_time()
    p50, p95 = np.percentile(times_ms(assistant.ask, questions), (50, 95)).tolist()
    core_ms = (time.process_time() - started) * 1000 / len(questions)
    memory_mb = own_memory_mb()
    generation = assistant.generation()
    return Asked(
        open_ms=open_ms,
        first_ms=first_ms,
        check_s=check_ms / 1000,
        p50=p50,
        p95=p95,
        core_ms=core_ms,
        memory_mb=memory_mb,
        dense=compare(generation, encoder, questions),
        one_by_one=one_by_one_ms(generation.sentence_vectors),
    )


def await_check() -> None:
    """Wait until the large files are read whole."""
    for thread in threading.enumerate():
        if thread.name == CHECK_THREAD:
            thread.join()


def measure(
    base: Path, work: Path, questions: Sequence[str], passages: int, tokens: int
) -> Size:
    """Measure one size, and leave nothing of it on the disk."""
    folder = work / f"{passages}"
    try:
        written = apart(build, base, folder, passages, tokens)
        size_bytes = size_of(folder)
        return Size(written, size_bytes, apart(ask, base, folder, questions))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def apart(task: Callable[..., T], *arguments: object) -> T:
    """Run a function in a new process, and give its result."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(task, *arguments).result()


def main() -> None:
    """Measure the sizes one after another; write the table and the plot after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--tokens", type=int, default=KEPT_TOKENS)
    parser.add_argument("--out", type=Path, default=Path("bench/results/scale.md"))
    parser.add_argument("--work", type=Path, help="keep the base library here")
    arguments = parser.parse_args()
    sets = [read_question_set(arguments.shared / "eval" / name) for name in SETS]
    asked = [q.question for q in sets[0].sample(QUESTIONS).questions]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the processes of `apart`
    sizes: list[Size] = []
    with ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory
        work = arguments.work or Path(stack.enter_context(temporary()))
        make_assistant(work / "base", [a for one in sets for a in one.articles])
        for passages in arguments.sizes:
            sizes.append(
                measure(work / "base", work, asked, passages, arguments.tokens)
            )
            report(sizes, arguments.tokens, arguments.out)


if __name__ == "__main__":
    main()
