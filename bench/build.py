"""Measure how a library grows: build, disk, memory, opening, adding one more.

    python -m bench.build                       # the model, 1 to 1,000 articles
    python -m bench.build --encoder words --sizes 1 100 1000 10000 --plot growth.svg

Articles are made of paragraphs of the question sets beside the checkout, three each,
no two the same. Each size runs in a process of its own, so that its peak memory is its
own. `words` is the tests' encoder, which counts words: all but the model's own time.
The plot needs `pip install -e ".[bench]"`.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from rag.encoder import load_encoder
from rag.indexing import build_index
from rag.library import Library
from rag.storage import size_of
from rag.types import Encoder
from tests.fakes import WordEncoder

SETS = Path(__file__).parents[2] / "shared" / "eval"
NAMES = ("squad2", "nq_gold", "boolq", "covidqa", "pubmedqa")
PARAGRAPHS = 3
MIN_CHARS, MAX_CHARS = 200, 1200
SIZES = (1, 100, 1000)
MODEL_DIMENSION = 384
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """One size; times in seconds."""

    articles: int
    passages: int
    storing_s: float
    indexing_s: float
    generation_bytes: int
    peak_bytes: int
    opening_s: float
    adding_one_s: float


def paragraphs() -> list[str]:
    """Read the paragraphs that the articles are made of."""
    found = [
        paragraph
        for name in NAMES
        for line in (SETS / name / "corpus.jsonl").open(encoding="utf-8")
        for paragraph in json.loads(line)["text"].split("\n\n")
    ]
    return [text for text in found if MIN_CHARS <= len(text) <= MAX_CHARS]


def articles(count: int) -> Iterator[bytes]:
    """Make articles, each with other paragraphs, or the same in another company."""
    texts = paragraphs()
    for number in range(count):
        round_, start = divmod(number * PARAGRAPHS, len(texts))
        # A step that grows with each round joins other paragraphs than before.
        step = 1 + round_
        chosen = [texts[(start + i * step) % len(texts)] for i in range(PARAGRAPHS)]
        yield "\n\n".join([f"# Article {number}", *chosen]).encode()


def measure(count: int, encoder_name: str, report: Connection) -> None:
    """Build a library of so many articles, and send what was measured."""
    encoder: Encoder = WordEncoder(dimension=MODEL_DIMENSION)
    if encoder_name == "model":
        encoder = load_encoder(None)
    with tempfile.TemporaryDirectory() as folder:
        report.send(_measure(Library(Path(folder)), count, encoder))


def _measure(library: Library, count: int, encoder: Encoder) -> Measured:
    started = time.perf_counter()
    for number, data in enumerate(articles(count)):
        library.add(data, f"article-{number}.md")
    stored = time.perf_counter()
    manifest = build_index(library, encoder)
    indexed = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    size = size_of(library.generations.folder(manifest.number))
    opening = time.perf_counter()
    library.open(encoder.identity)
    opened = time.perf_counter()
    library.add(b"# One more\n\nThis article came last.", "one-more.md")
    build_index(library, encoder)
    added = time.perf_counter()
    return Measured(
        articles=count,
        passages=manifest.passages,
        storing_s=stored - started,
        indexing_s=indexed - stored,
        generation_bytes=size,
        peak_bytes=peak,
        opening_s=opened - opening,
        adding_one_s=added - opened,
    )


HEAD = """\
| articles | passages | stored a second | indexed a second | bytes a passage \
| peak memory | open | add one |
|---:|---:|---:|---:|---:|---:|---:|---:|"""


def table_row(row: Measured) -> str:
    """Write a row of the table as Markdown."""
    return (
        f"| {row.articles:,} | {row.passages:,} "
        f"| {row.articles / row.storing_s:.0f} "
        f"| {row.articles / row.indexing_s:.1f} "
        f"| {row.generation_bytes / row.passages:,.0f} "
        f"| {row.peak_bytes / MEBIBYTE:,.0f} MiB "
        f"| {row.opening_s * 1000:,.0f} ms | {row.adding_one_s:.2f} s |"
    )


def plot(rows: list[Measured], path: Path) -> None:
    """Draw time and disk over the number of passages: straight lines are linear."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(12, 4), layout="constrained")
    passages = [row.passages for row in rows]
    drawn = (
        ("index, s", [row.indexing_s for row in rows]),
        ("on disk, MiB", [row.generation_bytes / MEBIBYTE for row in rows]),
        ("add one more, s", [row.adding_one_s for row in rows]),
    )
    for axis, (name, values) in zip(axes, drawn, strict=True):
        axis.plot(passages, values, marker="o")
        axis.set(xlabel="passages", ylabel=name, xlim=(0, None), ylim=(0, None))
    figure.savefig(path)


def main() -> None:
    """Measure the sizes one after another, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--encoder", choices=("model", "words"), default="model")
    parser.add_argument("--plot", type=Path, help="where to draw the growth")
    arguments = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    rows: list[Measured] = []
    print(HEAD)
    for size in arguments.sizes:
        here, there = context.Pipe()
        process = context.Process(target=measure, args=(size, arguments.encoder, there))
        process.start()
        rows.append(here.recv())
        process.join()
        print(table_row(rows[-1]), flush=True)
    if arguments.plot:
        plot(rows, arguments.plot)


if __name__ == "__main__":
    main()
