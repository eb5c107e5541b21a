"""Measure how a library grows: build, disk, memory, opening, adding one more.

    python -m bench.build

Articles are made of paragraphs of the question sets beside the checkout, three each,
no two the same. Each size runs in a process of its own, so that its peak memory is its
own. `words` is the tests' encoder, which counts words: all but the model's own time.
`--quick` tries it on one and three articles.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bench.measuring import apart, memory_mb, timed
from bench.reporting import folder_for_results, head, section, table_of, write
from rag.building.indexing import build_index
from rag.disk import size_of
from rag.library.generation.manifest import Manifest
from rag.library.library import Library
from rag.models.encoder import load_encoder
from rag.suggesting.suggestions import make_starters
from tests.fakes import WordEncoder

SETS = Path(__file__).parents[2] / "shared" / "eval"
NAMES = ("squad2", "nq_gold", "boolq", "covidqa", "pubmedqa")
PARAGRAPHS = 3
MIN_CHARS, MAX_CHARS = 200, 1200
SIZES = {"model": (1, 100, 1000), "words": (1, 100, 1000, 10_000)}
QUICK_SIZES = (1, 3)
PACKAGES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "bm25s")
MODEL_DIMENSION = 384
TITLES = {
    "model": "With the model that comes installed",
    "words": "With an encoder that only counts words: all but the model's own time",
}


FORMS = {
    "articles": ",",
    "passages": ",",
    "stored, articles/s": ".0f",
    "indexed, articles/s": ".1f",
    "bytes a passage": ",.0f",
    "peak memory, MiB": ",.0f",
    "opened in, ms": ",.0f",
    "one more in, s": ".2f",
}
"""The columns, and how their figures are written."""

Size = dict[str, float]
"""One size of library: a figure for each column."""


def paragraphs() -> list[str]:
    """Read the paragraphs that the articles are made of."""
    paths = [SETS / name / "corpus.jsonl" for name in NAMES]
    lines = (line for path in paths for line in path.open(encoding="utf-8"))
    texts = (text for line in lines for text in json.loads(line)["text"].split("\n\n"))
    return [text for text in texts if MIN_CHARS <= len(text) <= MAX_CHARS]


def articles(count: int, texts: Sequence[str]) -> Iterator[bytes]:
    """Make articles, each with other paragraphs, or the same in another company."""
    for number in range(count):
        round_, start = divmod(number * PARAGRAPHS, len(texts))
        # A step that grows with each round joins other paragraphs than before.
        step = 1 + round_
        chosen = [texts[(start + i * step) % len(texts)] for i in range(PARAGRAPHS)]
        yield "\n\n".join([f"# Article {number}", *chosen]).encode()


def measure(count: int, encoder_name: str) -> Size:
    """Build a library of so many articles; run it in a process of its own."""
    is_real = encoder_name == "model"
    encoder = load_encoder() if is_real else WordEncoder(dimension=MODEL_DIMENSION)
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name))

        def store() -> None:
            for number, data in enumerate(articles(count, paragraphs())):
                library.add(data, f"article-{number}.md")

        def index() -> Manifest:
            return build_index(library, encoder, suggest=make_starters)

        def add_one() -> None:
            library.add(b"# One more\n\nThis article came last.", "one-more.md")
            index()

        _, storing_s = timed(store)
        manifest, indexing_s = timed(index)
        folder = library.generations.folder(manifest.number)
        figures = (
            count,
            manifest.passages,
            count / storing_s,
            count / indexing_s,
            size_of(folder) / manifest.passages,
            memory_mb("VmHWM"),
            timed(partial(library.open, encoder.identity))[1] * 1000,
            timed(add_one)[1],
        )
        return dict(zip(FORMS, figures, strict=True))


def write_report(done: Mapping[str, Sequence[Size]], path: Path) -> None:
    """Write a table for each encoder."""
    lines = head("How building grows", "bench.build", PACKAGES)
    for encoder, sizes in done.items():
        lines += [*section(TITLES[encoder]), *table_of(FORMS, sizes)]
    lines.append(
        "Storing reads a file in a process of its own and keeps it; indexing is all "
        "the rest. One more article is stored, encoded, and all else copied. The "
        "machine is shared: shapes are sounder than times."
    )
    write(path, lines)


def main() -> None:
    """Measure the sizes one after another; write the tables after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    out = folder_for_results(given.quick)
    done: dict[str, list[Size]] = {}
    for encoder, sizes in SIZES.items():
        for count in QUICK_SIZES if given.quick else sizes:
            done.setdefault(encoder, []).append(apart(measure, count, encoder))
            write_report(done, out / "build.md")


if __name__ == "__main__":
    main()
