"""Libraries of any size: the texts of another one again and again, as many as wanted.

The first copies have the vectors of the original, later ones vectors like them: each is
moved towards where two other vectors of the original lie apart, as far as sentences on
the same subject are apart. So they crowd where the real ones do, and no two are alike.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.measuring import memory_mb
from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import ArticleEntry, Manifest
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.writer import GenerationWriter
from rag.library.library import Library
from rag.models.output import unit
from rag.types import Article, Passage, Vectors

NEAREST_SHARE, FARTHEST_SHARE = 0.3, 0.9
"""How much of a moved vector comes from elsewhere, at least and at most. The 20th
nearest of 16,000 is then as near to a real question (0.32) as of 8,000 real ones."""

SAMPLING_S = 0.02
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """How a library was written: seconds of a core, but for making the vectors up.

    `peak_mb` is own memory, in MB: pages of files that are mapped into memory don't
    count, as the system takes them back when it needs the room.
    """

    passages: int
    core_s: float
    peak_mb: float


class Copies:
    """The articles of a generation, repeated until there are enough passages."""

    def __init__(self, base: Generation, passages: int) -> None:
        self._base = base
        self._originals = [
            (article, base.passages[rows.start : rows.stop])
            for article in base.articles
            for rows in [base.passage_rows(article.id)]
        ]
        self.entries: list[ArticleEntry] = []
        self.passages = 0
        while self.passages < passages:
            turn, which = divmod(len(self.entries), len(self._originals))
            article, group = self._originals[which]
            entry = ArticleEntry(f"{article.id}-{turn}", article.title, len(group))
            self.entries.append(entry)
            self.passages += len(group)

    def articles(self) -> Iterator[Article]:
        """Give each article under a name of its own."""
        for entry, (article, _) in zip(self.entries, cycle(self._originals)):
            yield replace(article, id=entry.id)

    def groups(self) -> Iterator[list[Passage]]:
        """Give the passages of each article."""
        for entry, (_, group) in zip(self.entries, cycle(self._originals)):
            yield [replace(passage, article_id=entry.id) for passage in group]

    def terms(self) -> list[PassageTerms]:
        """Give the terms of each passage; those of its copies are the same object."""
        originals = ((a, passage) for a, group in self._originals for passage in group)
        every = [
            analyse(passage, passage.context, article.language, self._base.terms[row])
            for row, (article, passage) in enumerate(originals)
        ]
        return list(islice(cycle(every), self.passages))

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
    """Move unit vectors, shape (n, d), each towards where two others lie apart."""
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
    """Publish so many passages, of whole articles, with so many tokens of each."""
    copies, watch = Copies(base, passages), Stopwatch()
    with watch:
        fill = partial(_fill, base, copies, watch.leaving_out(copies.encoded(tokens)))
        manifest = library.publish(fill, library.snapshot().as_of)
    return Written(manifest.passages, watch.core_s, watch.peak_mb)


def _fill(
    base: Generation, copies: Copies, encoded: Iterator[EncodedPassage], folder: Path
) -> Manifest:
    """Write all files but the manifest, as `rag.building.indexing` does."""
    with GenerationWriter(folder, base.manifest.model.dimension) as writer:
        writer.write_passages(encoded)
        writer.write_texts(copies.articles(), copies.groups())
        terms = copies.terms()
        writer.write_terms(t.own for t in terms)
        writer.write_vocabulary(make_vocabulary(terms))
        writer.finish()
        writer.write_starters(() for _ in copies.entries)
    return replace(
        base.manifest,
        articles=tuple(copies.entries),
        passages=copies.passages,
        sentences=sum(len(term.own.sentences) for term in terms),
        encoded=0,
        files=(),
    )


class Stopwatch:
    """Seconds of a core in its block, and the peak of this process's own memory."""

    def __init__(self) -> None:
        self.core_s = self.peak_mb = 0.0
        self._done = threading.Event()

    def __enter__(self) -> "Stopwatch":
        threading.Thread(target=self._look, daemon=True).start()
        self.core_s -= time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.core_s += time.process_time()
        self._done.set()

    def leaving_out(self, made_up: Iterator[T]) -> Iterator[T]:
        """Give on what is made up for the measurement, whose making doesn't count."""
        while True:
            started = time.process_time()
            one = next(made_up, None)
            self.core_s -= time.process_time() - started
            if one is None:
                return
            yield one

    def _look(self) -> None:
        while not self._done.wait(SAMPLING_S):
            self.peak_mb = max(self.peak_mb, memory_mb("RssAnon"))
