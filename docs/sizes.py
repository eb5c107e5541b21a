"""Work out what libraries of each size take: `python docs/sizes.py` prints the table.

It stands in docs/scale.md. What was measured is given as it is, and what is worked out
of it in italics.
"""

import sys

MEASURED_TO = 1_000_000
"""Nothing larger was run: bench/results/growth.md."""

SENTENCES = 5.02
DIMENSIONS = (384, 512)
"""Sentences of a passage, and components of each encoder's vectors: of squad2's 544
passages, in 2,730 sentences, as `quotewell add` indexes them."""

FOLDER_BYTES = 102_200
"""Of the same library's generation, a passage: tokens 31,452 and 43,842, sentences
7,708 and 10,278, passages 1,536 and 2,048, texts 3,138, words 2,102."""

WORDS_BYTES = 2_102
PARTED_BYTES = 1
"""A component of what is parted into lists, so that all of it fits into memory."""

GRAPH_LINKS = 16
"""HNSW's M (`rag/library/milvus.py`)."""

ENCODED_A_CORE_S = 10.6 * 3 / 2
"""Passages: 1,000 articles of three, on two cores (bench/results/growth.md)."""

ENGINE_A_S = 469
"""Passages that a build writes to a Milvus server which makes a graph of them: 100,006,
on two cores, the server's among them (bench/results/growth.md)."""

BUILT_S = {1_000: 0.2, 10_000: 1.3, 100_000: 31.3, MEASURED_TO: 413.7}
BUILD_GB = {1_000: 0.40, 10_000: 0.48, 100_000: 0.84, MEASURED_TO: 4.88}
ANSWER_GB = {1_000: 0.41, 10_000: 0.41, 100_000: 0.42, MEASURED_TO: 0.54}
QUESTION_MS = {1_000: 8.8, 10_000: 11.9, 100_000: 15.2, MEASURED_TO: 41.4}
"""By passages, of bench/results/growth.md: seconds of a core without encoding, memory
to build and to answer, and milliseconds of a core."""

LIBRARY_PASSAGES = 10_000_000
"""The most that one library is worth: each build writes all of it anew."""

MACHINES = 4
"""Of one library in Milvus: that, two servers, and one that builds."""

GB = 1e9
HOUR_S = 3600


def graph_bytes(dimension: int) -> float:
    """Give what HNSW takes in memory, of one vector.

    Its components, four bytes each, and 2 M links of four bytes in the lowest layer
    (Faiss wiki, "Guidelines to choose an index").

    Example:
        >>> graph_bytes(384)
        1664
    """
    return 4 * dimension + 2 * GRAPH_LINKS * 4


def grown(measured: dict[int, float], passages: int) -> float:
    """Give what was measured; of more, go on along the line of the last two.

    Example:
        >>> grown({1: 1.0, 2: 3.0}, 4)
        7.0
    """
    if passages in measured:
        return measured[passages]
    (less, low), (more, high) = sorted(measured.items())[-2:]
    return high + (passages - more) * (high - low) / (more - less)


def row(passages: int) -> tuple[str, ...]:
    """Write a row of the table: of one library, where it takes several."""
    libraries = max(1, passages // LIBRARY_PASSAGES)
    each = passages // libraries
    in_engine = each > MEASURED_TO
    build = f"*{time(each / ENGINE_A_S)}*" if in_engine else time(BUILT_S[each])
    return (
        f"{passages:,}",
        f"{libraries} × Milvus" if in_engine else "folder",
        f"{MACHINES * libraries:,}" if in_engine else "1",
        gigabytes(each * FOLDER_BYTES),
        said(BUILD_GB, each),
        f"{said(ANSWER_GB, each)} + {gigabytes(each * cached_bytes(in_engine))}",
        gigabytes(each * engine_bytes()) if in_engine else "",
        f"*{time(each / ENCODED_A_CORE_S)}*",
        build,
        said(QUESTION_MS, each),
    )


def cached_bytes(in_engine: bool) -> float:
    """Give what is read of a passage at every question, and so is best in memory."""
    parted = (1 + SENTENCES) * sum(DIMENSIONS) * PARTED_BYTES
    return WORDS_BYTES + (0 if in_engine else parted)


def engine_bytes() -> float:
    """Give what a passage takes of an engine's memory: its own vectors, its sentences'.

    Example:
        >>> round(engine_bytes())  # 6.02 x (1,664 + 2,176)
        23117
    """
    return (1 + SENTENCES) * sum(map(graph_bytes, DIMENSIONS))


def said(measured: dict[int, float], passages: int) -> str:
    """Write what was measured as it is, and what is worked out of it in italics."""
    if passages in measured:
        return f"{measured[passages]:g}"
    return worked_out(grown(measured, passages))


def worked_out(number: float) -> str:
    """Write in italics, to two places that count.

    Example:
        >>> worked_out(1234.5), worked_out(0.0123)
        ('*1,200*', '*0.012*')
    """
    rounded = float(f"{number:.2g}")
    return f"*{rounded:,.0f}*" if rounded >= 10 else f"*{rounded:g}*"


def gigabytes(number: float) -> str:
    """Write so many bytes as gigabytes, worked out."""
    return worked_out(number / GB)


def time(seconds: float) -> str:
    """Write a time in the largest unit that it has one of.

    Example:
        >>> time(31.3), time(413.7), time(25907)
        ('31 s', '6.9 min', '7.2 h')
    """
    unit, length = next(
        (unit for unit in (("h", HOUR_S), ("min", 60)) if seconds >= unit[1]), ("s", 1)
    )
    return f"{worked_out(seconds / length).strip('*')} {unit}"


HEAD = (
    "passages",
    "home",
    "machines",
    "a generation on disk, GB",
    "memory to build, GB",
    "to answer, and to be cached, GB",
    "Milvus, GB of memory",
    "to encode, of a core",
    "to build without that",
    "a question, ms of a core",
)


def table() -> str:
    """Write the table, from a thousand passages to a thousand million."""
    rows = [HEAD, ("---:", "---", *["---:"] * (len(HEAD) - 2))]
    rows += [row(10**power) for power in range(3, 10)]
    return "".join(f"| {' | '.join(each)} |\n" for each in rows)


if __name__ == "__main__":
    sys.stdout.write(table())
