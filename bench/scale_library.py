"""Libraries of any size: the texts of another one again and again, as many as wanted.

The first copies have the vectors of the original, later ones vectors like them: each is
moved towards where two other vectors of the original lie apart, as far as sentences on
the same subject are apart. So they crowd where the real ones do, and no two are alike.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import tee
from pathlib import Path
from typing import TypeVar

import numpy as np

from rag.encoded_text import unit
from rag.generation import Generation
from rag.generation_writer import GenerationWriter
from rag.indexed_terms import PassageTerms, analyse, make_vocabulary
from rag.library import Library
from rag.manifest import ArticleEntry, Manifest
from rag.passage_encoding import EncodedPassage
from rag.types import Article, Passage, Vectors

NEAREST_SHARE, FARTHEST_SHARE = 0.3, 0.9
"""How much of a moved vector comes from elsewhere, at least and at most. The 20th
nearest of 16,000 is then as near to a real question (0.32) as of 8,000 real ones."""

SAMPLING_S = 0.02
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """How a library was written, in s of the clock and by part in s of a core.

    Making the vectors up is not among the seconds. `peak_mb` is own memory, in MB:
    pages of files that are mapped into memory don't count, as the system takes them
    back when it needs the room.
    """

    passages: int
    sentences: int
    built_s: float
    seconds: tuple[tuple[str, float], ...]
    peak_mb: float


class Copies:
    """The articles of a generation, repeated until there are enough passages.

    Args:
        base: The generation.
        passages: How many passages at least.
    """

    def __init__(self, base: Generation, passages: int) -> None:
        self._base = base
        self._articles = list(base.articles)
        self._groups = [
            base.passages[rows.start : rows.stop]
            for rows in (base.passage_rows(article.id) for article in self._articles)
        ]
        sizes = np.array([len(group) for group in self._groups])
        rounds = -(-passages // int(sizes.sum()))
        ends = np.cumsum(np.tile(sizes, rounds))
        self.articles = int(np.searchsorted(ends, passages)) + 1
        self.passages = int(ends[self.articles - 1])

    def texts(self) -> Iterator[tuple[Article, list[Passage]]]:
        """Give each article under a name of its own, with its passages."""
        for number in range(self.articles):
            turn, which = divmod(number, len(self._articles))
            article = self._articles[which]
            name = f"{article.id}-{turn}"
            yield (
                replace(article, id=name),
                [replace(p, article_id=name) for p in self._groups[which]],
            )

    def terms(self) -> list[PassageTerms]:
        """Give the terms of each passage; those of its copies are the same object."""
        every = [
            analyse(passage, passage.context, article.language, self._base.terms[row])
            for row, (article, passage) in enumerate(
                (article, passage)
                for article, group in zip(self._articles, self._groups, strict=True)
                for passage in group
            )
        ]
        rounds = -(-self.passages // len(every))
        return (every * rounds)[: self.passages]

    def encoded(self, tokens: int) -> Iterator[EncodedPassage]:
        """Give each passage's vectors, and the codes of its first tokens."""
        base, count = self._base, len(self._base.passages)
        real = base.passage_vectors.rows(0, count)
        real_sentences = base.sentence_vectors.rows(0, len(base.sentence_vectors))
        first = [_cut(base.encoded(row), tokens) for row in range(count)]
        vectors, sentences = real, real_sentences
        for start in range(0, self.passages, count):
            if start:
                chance = np.random.default_rng(start)
                vectors = moved(real, chance)
                sentences = moved(real_sentences, chance)
            for row in range(min(count, self.passages - start)):
                rows = base.sentence_rows(row)
                yield replace(
                    first[row],
                    vector=vectors[row],
                    sentences=sentences[rows.start : rows.stop],
                )


def moved(vectors: Vectors, chance: np.random.Generator) -> Vectors:
    """Move each unit vector in the direction in which two others lie apart.

    Args:
        vectors: Shape (n, dimension).
        chance: Chooses the others, and how far.

    Returns:
        Unit vectors, shape (n, dimension).
    """
    n = len(vectors)
    apart = unit(vectors[chance.integers(n, size=n)] - vectors[chance.permutation(n)])
    share = chance.uniform(NEAREST_SHARE, FARTHEST_SHARE, (n, 1)).astype(np.float32)
    return unit(np.sqrt(1 - share**2) * vectors + share * apart)


def _cut(passage: EncodedPassage, tokens: int) -> EncodedPassage:
    """Keep a passage's first tokens only: a million passages' would fill the disk."""
    return replace(
        passage,
        codes=passage.codes[:tokens],
        token_spans=np.minimum(passage.token_spans, tokens),
        context_tokens=min(passage.context_tokens, tokens),
    )


def write_larger(
    base: Generation, library: Library, passages: int, tokens: int
) -> Written:
    """Publish a library of so many passages, by the writer that every library has.

    Args:
        base: What is repeated.
        library: Where it goes.
        passages: How many passages at least; whole articles are copied.
        tokens: How many tokens of each passage are kept.
    """
    copies = Copies(base, passages)
    watch = Stopwatch()

    def fill(folder: Path) -> Manifest:
        return _fill(folder, base, copies, tokens, watch)

    with watch.memory():
        started, started_core = time.perf_counter(), time.process_time()
        manifest = library.publish(fill)
        built_s = time.perf_counter() - started - watch.waited_s
        core_s = time.process_time() - started_core
    parts = dict(watch.seconds)
    made_up = parts.pop("made up")
    parts["check and publish"] = core_s - made_up - sum(parts.values())
    return Written(
        manifest.passages,
        manifest.sentences,
        built_s,
        tuple(parts.items()),
        watch.peak_mb,
    )


def _fill(
    folder: Path, base: Generation, copies: Copies, tokens: int, watch: "Stopwatch"
) -> Manifest:
    """Write all files but the manifest, as `rag.indexing` does."""
    entries: list[ArticleEntry] = []
    sentences = 0

    def counted() -> Iterator[tuple[Article, list[Passage]]]:
        nonlocal sentences
        for article, group in copies.texts():
            entries.append(ArticleEntry(article.id, article.title, len(group)))
            sentences += sum(len(passage.sentences) for passage in group)
            yield article, group

    with GenerationWriter(folder, base.manifest.model.dimension) as writer:
        with watch.part("vectors and tokens"):
            writer.write_passages(watch.producing(copies.encoded(tokens)))
        with watch.part("texts"):
            one, other = tee(counted())
            writer.write_texts((a for a, _ in one), (group for _, group in other))
        with watch.part("words"):
            terms = copies.terms()
            writer.write_terms(t.own for t in terms)
            writer.write_vocabulary(make_vocabulary(terms))
        with watch.part("vector indexes"):
            writer.finish()
        writer.write_starters(() for _ in entries)
    return replace(
        base.manifest,
        articles=tuple(entries),
        passages=copies.passages,
        sentences=sentences,
        encoded=0,
        files=(),
    )


class Stopwatch:
    """Seconds of a core by part, and the peak of this process's own memory in MB.

    `waited_s` is how long, by the clock, what is made up took.
    """

    def __init__(self) -> None:
        self.waited_s = 0.0
        self.seconds: dict[str, float] = {"made up": 0.0}
        self.peak_mb = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time what is done in the block, without what `producing` took."""
        started, before = time.process_time(), self.seconds["made up"]
        yield
        made_up = self.seconds["made up"] - before
        self.seconds[name] = time.process_time() - started - made_up

    def producing(self, passages: Iterator[T]) -> Iterator[T]:
        """Give on what is made up for the measurement, timed apart."""
        while True:
            started, started_core = time.perf_counter(), time.process_time()
            passage = next(passages, None)
            self.seconds["made up"] += time.process_time() - started_core
            self.waited_s += time.perf_counter() - started
            if passage is None:
                return
            yield passage

    @contextmanager
    def memory(self) -> Iterator[None]:
        """Look at the memory all the while."""
        done = threading.Event()

        def look() -> None:
            while not done.wait(SAMPLING_S):
                self.peak_mb = max(self.peak_mb, own_memory_mb())

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def own_memory_mb() -> float:
    """Give this process's memory without pages of files, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1024
