"""The tables and the plot of `bench.scale`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Times
from bench.reporting import (
    Column,
    draw_growth,
    head,
    section,
    table,
    table_of,
    write,
)
from bench.scale_library import Written
from bench.scale_recall import RECALL_DEPTH, Dense
from rag.library.generation.manifest import LARGE_BYTES
from rag.library.generation.vectors import EXACT_ROWS

PACKAGES = ("faiss-cpu", "numpy", "bm25s", "onnxruntime")
GIGABYTE = 1e9
EXACT_MS = 10
"""How long comparing one by one may take."""


@dataclass(frozen=True, slots=True)
class Size:
    """How a library was built, opens and answers, and its process's memory in MB.

    `check_s` is how long after the first answer all files were read whole, `core_ms`
    a question's mean on one core, `one_by_one` what comparing with so many vectors
    takes there, in ms.
    """

    written: Written
    disk_bytes: int
    open_ms: float
    first_ms: float
    check_s: float
    times: Times
    core_ms: float
    memory_mb: float
    dense: Dense
    one_by_one: dict[int, float]

    @property
    def core_s(self) -> float:
        """Seconds of a core of all parts of the build."""
        return sum(self.written.core_s.values())


PASSAGES: Column = ("passages", ",", lambda size: size.written.passages)
SENTENCES: Column = ("sentences", ",", lambda size: size.written.sentences)
BUILT: tuple[Column, ...] = (
    PASSAGES,
    SENTENCES,
    ("built in, s", ",.1f", lambda size: size.written.built_s),
    ("s of a core", ",.1f", lambda size: size.core_s),
    ("peak memory, GB", ".2f", lambda size: size.written.peak_mb / 1000),
    ("bytes a passage", ",.0f", lambda size: size.disk_bytes / size.written.passages),
    ("on disk, GB", ".2f", lambda size: size.disk_bytes / GIGABYTE),
)
ASKED: tuple[Column, ...] = (
    PASSAGES,
    ("opened in, ms", ",.0f", lambda size: size.open_ms),
    ("first question, ms", ",.0f", lambda size: size.first_ms),
    ("all files checked after, s", ",.1f", lambda size: size.check_s),
    ("question p50, ms", ".1f", lambda size: size.times.p50),
    ("p95, ms", ".1f", lambda size: size.times.p95),
    ("mean, ms of a core", ".1f", lambda size: size.core_ms),
    ("memory, GB", ".2f", lambda size: size.memory_mb / 1000),
)
FOUND: tuple[Column, ...] = (
    PASSAGES,
    SENTENCES,
    ("both vector searches, ms of a core", ".1f", lambda size: size.dense.ms),
    ("one by one, ms of a core", ".1f", lambda size: size.dense.every_ms),
    (f"recall@{RECALL_DEPTH}: passages", ".3f", lambda s: s.dense.passages),
    ("sentences", ".3f", lambda size: size.dense.sentences),
    ("candidates", ".3f", lambda size: size.dense.candidates),
)
PANELS: dict[str, dict[str, Callable[[Size], float]]] = {
    "a question, ms of a core": {
        "all of it": lambda size: size.core_ms,
        "vectors": lambda size: size.dense.ms,
        "vectors, one by one": lambda size: size.dense.every_ms,
    },
    "seconds": {
        "built, of a core": lambda size: size.core_s,
        "opened": lambda size: size.open_ms / 1000,
    },
    "memory, MB": {
        "to build": lambda size: size.written.peak_mb,
        "to answer": lambda size: size.memory_mb,
    },
    "on disk, GB": {"": lambda size: size.disk_bytes / GIGABYTE},
}


def write_report(sizes: Sequence[Size], tokens: int, path: Path) -> None:
    """Write the tables and the plot; `tokens` were kept of each passage."""
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
            f"each passage {tokens} tokens are kept.",
        ),
        *_built(sizes),
        *_asked(sizes),
        *draw_growth(path.with_suffix(".png"), "passages", panels, "log"),
    ]
    write(path, lines)


def _built(sizes: Sequence[Size]) -> list[str]:
    parts = [(name, ",.1f", _part(name)) for name in sizes[0].written.core_s]
    return [
        *section("Building"),
        *table_of(BUILT, sizes),
        "Seconds of a core by part; all but the vector indexes are proportional to the "
        "passages, and parting n vectors into lists takes n√n:",
        "",
        *table_of([PASSAGES, *parts], sizes),
    ]


def _asked(sizes: Sequence[Size]) -> list[str]:
    return [
        *section("Asking"),
        *table_of(ASKED, sizes),
        "Opening hashes what is quoted, all smaller files, and samples of other files "
        f"above {LARGE_BYTES / 2**20:.0f} MiB; these are hashed whole behind the first "
        "answers. Memory is the process's own, without what is mapped from files.",
        "",
        *section("Vectors: by lists, and one by one"),
        *table_of(FOUND, sizes),
        f"Up to {EXACT_ROWS:,} vectors are compared one by one, more are parted into "
        "lists. Recall is the share of what comparing one by one finds first; "
        "candidates are fused from passages, sentences and words, before reranking.",
        "",
        *one_by_one_table(sizes[-1].one_by_one),
    ]


def _part(name: str) -> Callable[[Size], float]:
    return lambda size: size.written.core_s[name]


def one_by_one_table(times: dict[int, float]) -> list[str]:
    """Say how many ms of a core so many vectors take, and where the limit is passed."""
    slow = [rows for rows, ms in times.items() if ms > EXACT_MS]
    passed = f"at {min(slow):,}" if slow else "at none of these"
    cells = (f"{ms:.1f}" for ms in times.values())
    return [
        *table(
            " | ".join(["vectors", *(f"{rows:,}" for rows in times)]),
            [" | ".join(["one by one, ms of a core", *cells])],
        ),
        f"It takes more than {EXACT_MS} ms {passed}.",
        "",
    ]
