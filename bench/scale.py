"""How Quotewell grows: libraries of 1,000 to 1,000,000 passages, built and asked.

    python -m bench.scale ../shared

Texts are those of public sets again and again, vectors resemble theirs
(`bench.scale_library`); everything else is what every library goes through: the same
writer, the same files, the same search. Each size is built by one process and asked by
another, with one thread. A million passages take about 20 GB of disk while they are
measured; of each, `KEPT_TOKENS` tokens are kept (all would be another 25 GB). Writes
a table and a plot (`pip install -e ".[bench]"`); `--quick` tries it on small libraries.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Times, apart, memory_mb, percentiles, timed, times_ms
from bench.reporting import RESULTS, Column, draw_growth, head, table_of, write
from bench.scale_library import Written, write_larger
from bench.scale_recall import RECALL_DEPTH, candidate_recall
from bench.speed_setup import make_assistant
from rag.asking.assistant import CHECK_THREAD, Assistant
from rag.asking.opening import open_encoder
from rag.disk import size_of
from rag.judging.question_sets import read_question_set
from rag.library.generation.vectors import EXACT_ROWS
from rag.library.library import Library
from rag.settings import Settings

PACKAGES = ("faiss-cpu", "numpy", "bm25s", "onnxruntime")
SETS = ("squad2", "pubmedqa", "long_excerpts")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (1_000, 2_000)
QUICK_ARTICLES = 2
KEPT_TOKENS = 32
WARM_UP = 20
QUESTIONS = 200
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Size:
    """How a library was built, opens and answers, and its process's memory in MB.

    `core_ms` is a question's mean on one core, `recall` that of its candidates.
    """

    written: Written
    disk_bytes: int
    open_s: float
    times: Times
    core_ms: float
    memory_mb: float
    recall: float


COLUMNS: tuple[Column, ...] = (
    ("passages", ",", lambda size: size.written.passages),
    ("built in, s of a core", ",.1f", lambda size: size.written.core_s),
    ("memory to build, GB", ".2f", lambda size: size.written.peak_mb / 1000),
    ("on disk, GB", ".2f", lambda size: size.disk_bytes / GIGABYTE),
    ("opened in, ms", ",.0f", lambda size: size.open_s * 1000),
    ("question p50, ms", ".1f", lambda size: size.times.p50),
    ("p95, ms", ".1f", lambda size: size.times.p95),
    ("mean, ms of a core", ".1f", lambda size: size.core_ms),
    ("memory to answer, GB", ".2f", lambda size: size.memory_mb / 1000),
    (f"recall@{RECALL_DEPTH}", ".3f", lambda size: size.recall),
)
PANELS: dict[str, dict[str, Callable[[Size], float]]] = {
    "a question, ms of a core": {"": lambda size: size.core_ms},
    "seconds": {
        "built, of a core": lambda size: size.written.core_s,
        "opened": lambda size: size.open_s,
    },
    "memory, MB": {
        "to build": lambda size: size.written.peak_mb,
        "to answer": lambda size: size.memory_mb,
    },
    "on disk, GB": {"": lambda size: size.disk_bytes / GIGABYTE},
}


def build(base: Path, folder: Path, passages: int) -> Written:
    """Build a library of so many passages; run it in a process of its own."""
    original = Library(base).open(open_encoder(Settings(base)).identity)
    return write_larger(original, Library(folder), passages, KEPT_TOKENS)


def ask(base: Path, folder: Path, asked: Sequence[str], written: Written) -> Size:
    """Open a library and ask it; run it in a process of its own."""
    encoder = open_encoder(Settings(base))
    assistant = Assistant(Library(folder), encoder)
    generation, open_s = timed(assistant.generation)
    times_ms(assistant.ask, asked[:WARM_UP])
    for check in threading.enumerate():
        if check.name == CHECK_THREAD:
            check.join()
    started = time.process_time()
    times = percentiles(times_ms(assistant.ask, asked))
    core_ms = (time.process_time() - started) * 1000 / len(asked)
    return Size(
        written=written,
        disk_bytes=size_of(folder),
        open_s=open_s,
        times=times,
        core_ms=core_ms,
        memory_mb=memory_mb("RssAnon"),
        recall=candidate_recall(generation, encoder, asked),
    )


def write_report(sizes: Sequence[Size], path: Path) -> None:
    """Write the table and the plot."""
    passages = [size.written.passages for size in sizes]
    panels = {
        title: {name: (passages, list(map(of, sizes))) for name, of in lines.items()}
        for title, lines in PANELS.items()
    }
    lines = [
        *head(
            "How Quotewell grows",
            "bench.scale",
            PACKAGES,
            "The machine is shared: shapes are sounder than times, times of a core "
            "sounder than others. Texts are real ones again and again, vectors are "
            "made up to crowd as theirs do; encoding them is not in these times. Of "
            f"each passage {KEPT_TOKENS} tokens are kept.",
        ),
        *table_of(COLUMNS, sizes),
        f"Up to {EXACT_ROWS:,} vectors are compared one by one, more are parted into "
        "lists. Recall is the share of the candidates that comparing all one by one "
        "would give, before reranking. Memory is the process's own, without what is "
        "mapped from files.",
        "",
        *draw_growth(path.with_suffix(".png"), "passages", panels),
    ]
    write(path, lines)


def main() -> None:
    """Measure the sizes one after another; write the table and the plot after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--quick", action="store_true", help="try small libraries")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of passages")
    parser.add_argument("--out", type=Path, default=RESULTS / "scale.md")
    parser.add_argument("--work", type=Path, help="keep the base library here")
    given = parser.parse_args()
    sets = [read_question_set(given.shared / "eval" / name) for name in SETS]
    articles = [article for one in sets for article in one.articles]
    if given.quick:
        del articles[QUICK_ARTICLES:]
    asked = [q.question for q in sets[0].sample(QUESTIONS).questions]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the processes of `apart`
    sizes: list[Size] = []
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        make_assistant(work / "base", articles)
        for passages in given.sizes or (QUICK_SIZES if given.quick else SIZES):
            with tempfile.TemporaryDirectory(dir=work) as name:
                folders = work / "base", Path(name)
                written = apart(build, *folders, passages)
                sizes.append(apart(ask, *folders, asked, written))
            write_report(sizes, given.out)


if __name__ == "__main__":
    main()
