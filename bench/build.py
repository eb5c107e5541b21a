"""Measure how a library grows: build, disk, memory, opening, adding one more.

    python -m bench.build
    python -m bench.build --encoders words --sizes 1 100 --out growth.md

Articles are made of paragraphs of the question sets beside the checkout, three each,
no two the same. Each size runs in a process of its own, so that its peak memory is its
own. `words` is the tests' encoder, which counts words: all but the model's own time.
Writes tables and a plot (`pip install -e ".[bench]"`).
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bench.machine import made_by, row
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
SIZES = {"model": (1, 100, 1000), "words": (1, 100, 1000, 10_000)}
PACKAGES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "bm25s")
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


def measure(count: int, encoder_name: str, result: Connection) -> None:
    """Build a library of so many articles, and send what was measured."""
    encoder: Encoder = WordEncoder(dimension=MODEL_DIMENSION)
    if encoder_name == "model":
        encoder = load_encoder(None)
    with tempfile.TemporaryDirectory() as folder:
        result.send(_measure(Library(Path(folder)), count, encoder))


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


COLUMNS = (
    "articles",
    "passages",
    "stored, articles/s",
    "indexed, articles/s",
    "bytes a passage",
    "peak memory, MiB",
    "opened in, ms",
    "one more in, s",
)


def cells(measured: Measured) -> list[str]:
    """Write what was measured, as the columns name it."""
    return [
        f"{measured.articles:,}",
        f"{measured.passages:,}",
        f"{measured.articles / measured.storing_s:.0f}",
        f"{measured.articles / measured.indexing_s:.1f}",
        f"{measured.generation_bytes / measured.passages:,.0f}",
        f"{measured.peak_bytes / MEBIBYTE:,.0f}",
        f"{measured.opening_s * 1000:,.0f}",
        f"{measured.adding_one_s:.2f}",
    ]


TITLES = {
    "model": "With the model that comes installed",
    "words": "With an encoder that only counts words: all but the model's own time",
}


def report(done: dict[str, list[Measured]], path: Path) -> None:
    """Write a table for each encoder to `path`, and the plot beside it."""
    lines = ["# How building grows", "", made_by("bench.build", PACKAGES), ""]
    for encoder, sizes in done.items():
        lines += [f"## {TITLES[encoder]}", "", row(COLUMNS)]
        lines += [row(["---:"] * len(COLUMNS)), *(row(cells(size)) for size in sizes)]
        lines.append("")
    lines += [
        "Storing reads a file in a process of its own and keeps it; indexing is all "
        "the rest. One more article is stored, encoded, and all else copied. The "
        "machine is shared: shapes are sounder than times.",
        "",
        f"![growth]({path.with_suffix('.png').name})",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    plot(done, path.with_suffix(".png"))


def plot(done: dict[str, list[Measured]], path: Path) -> None:
    """Draw time, disk and memory over the number of articles: lines are linear."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 4, figsize=(16, 4), layout="constrained")
    drawn: tuple[tuple[str, Callable[[Measured], float]], ...] = (
        ("stored and indexed, s", lambda size: size.storing_s + size.indexing_s),
        ("on disk, MiB", lambda size: size.generation_bytes / MEBIBYTE),
        ("peak memory, MiB", lambda size: size.peak_bytes / MEBIBYTE),
        ("one more, s", lambda size: size.adding_one_s),
    )
    for axis, (name, value) in zip(axes, drawn, strict=True):
        for encoder, sizes in done.items():
            articles = [size.articles for size in sizes]
            axis.plot(articles, list(map(value, sizes)), marker="o", label=encoder)
        axis.set(xlabel="articles", title=name, xlim=(0, None), ylim=(0, None))
        axis.legend()
    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)


def apart(count: int, encoder: str) -> Measured:
    """Measure one size in a new process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=measure, args=(count, encoder, there))
    process.start()
    there.close()
    measured: Measured = here.recv()
    process.join()
    return measured


def main() -> None:
    """Measure the sizes one after another; write tables and plot after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoders", nargs="+", choices=SIZES, default=tuple(SIZES))
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of articles")
    parser.add_argument("--out", type=Path, default=Path("bench/results/build.md"))
    arguments = parser.parse_args()
    done: dict[str, list[Measured]] = {}
    for encoder in arguments.encoders:
        for count in arguments.sizes or SIZES[encoder]:
            done.setdefault(encoder, []).append(apart(count, encoder))
            report(done, arguments.out)


if __name__ == "__main__":
    main()
