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
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

import faiss

from bench.measuring import apart, memory_mb, percentiles, timed, times_ms
from bench.reporting import folder_for_results, head, picture, plot, table_of, write
from bench.scale_library import Written, write_larger
from bench.speed_setup import make_assistant
from rag.asking.assistant import CHECK_THREAD, Assistant
from rag.asking.opening import open_encoder
from rag.asking.ranking.candidates import find_candidates
from rag.asking.ranking.query import prepare
from rag.disk import size_of
from rag.judging.question_sets import read_question_set
from rag.library.generation.generation import Generation
from rag.library.generation.vectors import EXACT_ROWS, VectorIndex
from rag.library.library import Library
from rag.roles import Encoder
from rag.settings import Settings

PACKAGES = ("faiss-cpu", "numpy", "bm25s", "onnxruntime")
SETS = ("squad2", "pubmedqa", "long_excerpts")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (1_000, 2_000)
QUICK_ARTICLES = 2
KEPT_TOKENS = 32
WARM_UP = 20
QUESTIONS = 200
RECALL_DEPTH = 20


FORMS = {
    "passages": ",",
    "built in, s of a core": ",.1f",
    "memory to build, GB": ".2f",
    "on disk, GB": ".2f",
    "opened in, ms": ",.0f",
    "question p50, ms": ".1f",
    "p95, ms": ".1f",
    "mean, ms of a core": ".1f",
    "memory to answer, GB": ".2f",
    "recall@20": ".3f",
}
"""The columns, and how their figures are written."""

Size = dict[str, float]
"""How a library was built, opens and answers: a figure for each column."""

PANELS = {
    "a question": ("mean, ms of a core",),
    "build and start": ("built in, s of a core", "opened in, ms"),
    "memory": ("memory to build, GB", "memory to answer, GB"),
    "disk": ("on disk, GB",),
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
    core_s = time.process_time() - started
    figures = (
        written.passages,
        written.core_s,
        written.peak_mb / 1000,
        size_of(folder) / 1e9,
        open_s * 1000,
        *times,
        core_s * 1000 / len(asked),
        memory_mb("RssAnon") / 1000,
        candidate_recall(generation, encoder, asked),
    )
    return dict(zip(FORMS, figures, strict=True))


def candidate_recall(
    generation: Generation, encoder: Encoder, questions: Sequence[str]
) -> float:
    """Give the share of candidates that comparing with every vector gives, too."""
    languages = generation.manifest.languages
    parts = [range(len(generation.passages))]
    queries = [prepare(question, encoder, languages) for question in questions]

    def candidates() -> list[list[int]]:
        found = (find_candidates(query, generation, parts) for query in queries)
        return [[candidate.row for candidate in one] for one in found]

    found = candidates()
    kept = generation.first
    kept.passages, kept.sentences = flat(kept.passages), flat(kept.sentences)
    return recall(found, candidates())


def flat(index: VectorIndex) -> VectorIndex:
    """Have an index compare a question with each of its vectors."""
    return VectorIndex(faiss.IndexFlatIP(index.dimension), index.rows(0, len(index)))


def recall(found: Iterable[list[int]], expected: Iterable[list[int]]) -> float:
    """Give the mean share of the expected first rows that are among those found."""
    pairs = zip(found, expected, strict=True)
    firsts = ((some[:RECALL_DEPTH], set(every[:RECALL_DEPTH])) for some, every in pairs)
    return mean(len(every.intersection(some)) / len(every) for some, every in firsts)


def write_report(sizes: Sequence[Size], path: Path) -> None:
    """Write the table and the plot."""
    lines = head(
        "How Quotewell grows",
        "bench.scale",
        PACKAGES,
        "The machine is shared: shapes are sounder than times, times of a core "
        "sounder than others. Texts are real ones again and again, vectors are made up "
        "to crowd as theirs do; encoding them is not in these times. Of each passage "
        f"{KEPT_TOKENS} tokens are kept.",
    )
    lines += [
        *table_of(FORMS, sizes),
        f"Up to {EXACT_ROWS:,} vectors are compared one by one, more are parted into "
        "lists. Recall is the share of the candidates that comparing all one by one "
        "would give, before reranking. Memory is the process's own, without what is "
        "mapped from files.",
        "",
        *picture("growth", path.with_suffix(".png")),
    ]
    write(path, lines)
    figures = {name: [size[name] for size in sizes] for name in FORMS}
    with plot(path.with_suffix(".png"), len(PANELS), 16, 4) as axes:
        for axis, (title, names) in zip(axes, PANELS.items(), strict=True):
            for name in names:
                axis.plot(figures["passages"], figures[name], marker="o", label=name)
            axis.set(xlabel="passages", title=title, xscale="log", yscale="log")
            axis.legend()


def main() -> None:
    """Measure the sizes one after another; write the table and the plot after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--quick", action="store_true", help="try small libraries")
    given = parser.parse_args()
    sets = [read_question_set(given.shared / "eval" / name) for name in SETS]
    articles = [article for one in sets for article in one.articles]
    asked = [q.question for q in sets[0].sample(QUESTIONS).questions]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the processes of `apart`
    sizes: list[Size] = []
    out = folder_for_results(given.quick)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name, "base")
        make_assistant(base, articles[: QUICK_ARTICLES if given.quick else None])
        for passages in QUICK_SIZES if given.quick else SIZES:
            with tempfile.TemporaryDirectory() as folder:
                written = apart(build, base, Path(folder), passages)
                sizes.append(apart(ask, base, Path(folder), asked, written))
            write_report(sizes, out / "scale.md")


if __name__ == "__main__":
    main()
