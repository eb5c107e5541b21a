"""How Quotewell grows: libraries of 1,000 to 1,000,000 passages, built and asked.

    python -m bench.scale ../shared

Texts are those of public sets again and again, vectors resemble theirs
(`bench.scale_library`); everything else is what every library goes through: the same
writer, the same files, the same search. Each size is built by one process and asked by
another, with one thread. A million passages take about 20 GB of disk while they are
measured; of each, `KEPT_TOKENS` tokens are kept (all would be another 25 GB). Writes
tables and a plot (`pip install -e ".[bench]"`); `--quick` tries it on small libraries.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measuring import apart, memory_mb, percentiles, timed, times_ms
from bench.reporting import RESULTS
from bench.scale_library import Written, write_larger
from bench.scale_recall import compare, one_by_one_ms
from bench.scale_report import Size, write_report
from bench.speed_setup import make_assistant
from rag.asking.assistant import CHECK_THREAD, Assistant
from rag.asking.opening import open_encoder
from rag.disk import size_of
from rag.judging.question_sets import read_question_set
from rag.library.library import Library
from rag.settings import Settings

SETS = ("squad2", "pubmedqa", "long_excerpts")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (1_000, 2_000)
QUICK_ARTICLES = 2
KEPT_TOKENS = 32
WARM_UP = 20
QUESTIONS = 200


def build(base: Path, folder: Path, passages: int) -> Written:
    """Build a library of so many passages; run it in a process of its own."""
    original = Library(base).open(open_encoder(Settings(base)).identity)
    return write_larger(original, Library(folder), passages, KEPT_TOKENS)


def ask(base: Path, folder: Path, asked: Sequence[str], written: Written) -> Size:
    """Open a library and ask it; run it in a process of its own."""
    encoder = open_encoder(Settings(base))
    assistant = Assistant(Library(folder), encoder)
    generation, open_s = timed(assistant.generation)
    (first_ms,) = times_ms(assistant.ask, asked[:1])
    checks = [t for t in threading.enumerate() if t.name == CHECK_THREAD]
    _, check_s = timed(lambda: [check.join() for check in checks])
    times_ms(assistant.ask, asked[:WARM_UP])
    started = time.process_time()
    times = percentiles(times_ms(assistant.ask, asked))
    core_ms = (time.process_time() - started) * 1000 / len(asked)
    return Size(
        written=written,
        disk_bytes=size_of(folder),
        open_ms=open_s * 1000,
        first_ms=first_ms,
        check_s=check_s,
        times=times,
        core_ms=core_ms,
        memory_mb=memory_mb("RssAnon"),
        dense=compare(generation, encoder, asked),
        one_by_one=one_by_one_ms(generation.sentence_vectors),
    )


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
            write_report(sizes, KEPT_TOKENS, given.out)


if __name__ == "__main__":
    main()
