"""The table and the plot of `bench.scale`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.machine import made_by, row
from bench.scale_library import Written
from bench.scale_recall import RECALL_DEPTH, Dense
from rag.manifest import LARGE_BYTES
from rag.vectors import EXACT_ROWS

PACKAGES = ("faiss-cpu", "numpy", "bm25s", "onnxruntime")
THOUSAND_MB = 1000
GIGABYTE = 1e9
EXACT_MS = 10
"""How long comparing one by one may take."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a library opens and answers, in ms, and its process's own memory in MB.

    `check_s` is how long after the first answer all files were read whole, `core_ms`
    a question's mean on one core, `one_by_one` what comparing with so many vectors
    takes there, in ms.
    """

    open_ms: float
    first_ms: float
    check_s: float
    p50: float
    p95: float
    core_ms: float
    memory_mb: float
    dense: Dense
    one_by_one: dict[int, float]


@dataclass(frozen=True, slots=True)
class Size:
    """Everything about one size."""

    written: Written
    size_bytes: int
    asked: Asked


BUILT = (
    "passages",
    "sentences",
    "built in, s",
    "s of a core",
    "peak memory, GB",
    "bytes a passage",
    "on disk, GB",
)
ASKED = (
    "passages",
    "opened in, ms",
    "first question, ms",
    "all files checked after, s",
    "question p50, ms",
    "p95, ms",
    "mean, ms of a core",
    "memory, GB",
)
FOUND = (
    "passages",
    "sentences",
    "both vector searches, ms of a core",
    "one by one, ms of a core",
    f"recall@{RECALL_DEPTH}: passages",
    "sentences",
    "candidates",
)


def report(sizes: Sequence[Size], tokens: int, path: Path) -> None:
    """Write the tables to `path`, and the plot beside it.

    Args:
        sizes: What was measured.
        tokens: How many tokens of each passage were kept.
        path: A Markdown file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "# How Quotewell grows",
        "",
        made_by("bench.scale", PACKAGES),
        "",
        "The machine is shared: shapes are sounder than times, times of a core sounder "
        "than others. Texts are real ones again and again, vectors are made up to "
        "crowd as theirs do; encoding them is not in these times. Of each passage "
        f"{tokens} tokens are kept.",
        "",
        "## Building",
        "",
        *_table(BUILT, sizes, _built),
        "",
        "Seconds of a core by part; all but the vector indexes are proportional to the "
        "passages, and parting n vectors into lists takes n√n:",
        "",
        *_parts(sizes),
        "",
        "## Asking",
        "",
        *_table(ASKED, sizes, _asked),
        "",
        "Opening hashes what is quoted, all smaller files, and samples of other files "
        f"above {LARGE_BYTES / 2**20:.0f} MiB; these are hashed whole behind the first "
        "answers. Memory is the process's own, without what is mapped from files.",
        "",
        "## Vectors: by lists, and one by one",
        "",
        *_table(FOUND, sizes, _found),
        "",
        f"Up to {EXACT_ROWS:,} vectors are compared one by one, more are parted into "
        "lists. Recall is the share of what comparing one by one finds first; "
        "candidates are fused from passages, sentences and words, before reranking.",
        "",
        *_one_by_one(sizes[-1].asked.one_by_one),
        "",
        f"![growth]({path.with_suffix('.png').name})",
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    plot(sizes, path.with_suffix(".png"))


def _table(
    names: Sequence[str],
    sizes: Sequence[Size],
    cells: Callable[[Size], Sequence[str]],
) -> list[str]:
    return [row(names), row(["---:"] * len(names)), *(row(cells(s)) for s in sizes)]


def _built(size: Size) -> list[str]:
    written = size.written
    return [
        f"{written.passages:,}",
        f"{written.sentences:,}",
        f"{written.built_s:,.1f}",
        f"{core_s(size):,.1f}",
        f"{written.peak_mb / THOUSAND_MB:.2f}",
        f"{size.size_bytes / written.passages:,.0f}",
        f"{size.size_bytes / GIGABYTE:.2f}",
    ]


def _asked(size: Size) -> list[str]:
    asked = size.asked
    return [
        f"{size.written.passages:,}",
        f"{asked.open_ms:,.0f}",
        f"{asked.first_ms:,.0f}",
        f"{asked.check_s:,.1f}",
        f"{asked.p50:.1f}",
        f"{asked.p95:.1f}",
        f"{asked.core_ms:.1f}",
        f"{asked.memory_mb / THOUSAND_MB:.2f}",
    ]


def _found(size: Size) -> list[str]:
    dense = size.asked.dense
    return [
        f"{size.written.passages:,}",
        f"{size.written.sentences:,}",
        f"{dense.ms:.1f}",
        f"{dense.every_ms:.1f}",
        f"{dense.passages:.3f}",
        f"{dense.sentences:.3f}",
        f"{dense.candidates:.3f}",
    ]


def _parts(sizes: Sequence[Size]) -> list[str]:
    names = ["passages", *(name for name, _ in sizes[0].written.seconds)]

    def cells(size: Size) -> list[str]:
        seconds = [f"{s:,.1f}" for _, s in size.written.seconds]
        return [f"{size.written.passages:,}", *seconds]

    return _table(names, sizes, cells)


def _one_by_one(times: dict[int, float]) -> list[str]:
    """Say how long so many vectors take, and where that passes the limit."""
    slow = [rows for rows, ms in times.items() if ms > EXACT_MS]
    passed = f"at {min(slow):,}" if slow else "at none of these"
    return [
        row(["vectors", *(f"{rows:,}" for rows in times)]),
        row(["---"] + ["---:"] * len(times)),
        row(["one by one, ms of a core", *(f"{ms:.1f}" for ms in times.values())]),
        "",
        f"It takes more than {EXACT_MS} ms {passed}.",
    ]


def core_s(size: Size) -> float:
    """Add up the seconds of a core of all parts."""
    return sum(seconds for _, seconds in size.written.seconds)


def plot(sizes: Sequence[Size], path: Path) -> None:
    """Draw growth over the number of passages, both in powers of ten."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 4, figsize=(16, 4), layout="constrained")
    passages = [size.written.passages for size in sizes]
    drawn = (
        (
            "a question, ms of a core",
            {
                "all of it": [size.asked.core_ms for size in sizes],
                "vectors": [size.asked.dense.ms for size in sizes],
                "vectors, one by one": [size.asked.dense.every_ms for size in sizes],
            },
        ),
        (
            "seconds",
            {
                "built, of a core": list(map(core_s, sizes)),
                "opened": [size.asked.open_ms / 1000 for size in sizes],
            },
        ),
        (
            "memory, MB",
            {
                "to build": [size.written.peak_mb for size in sizes],
                "to answer": [size.asked.memory_mb for size in sizes],
            },
        ),
        ("on disk, GB", {"": [size.size_bytes / GIGABYTE for size in sizes]}),
    )
    for axis, (title, lines) in zip(axes, drawn, strict=True):
        for name, values in lines.items():
            axis.loglog(passages, values, marker="o", label=name)
        axis.set(xlabel="passages", title=title)
        if len(lines) > 1:
            axis.legend()
    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)
