"""Libraries of any size: the texts of another one again and again, as many as wanted.

The first copies have the vectors of the original, later ones vectors like them: each is
moved towards where two other vectors of the original lie apart, as far as sentences on
the same subject are apart. So they crowd where the real ones do, and no two are alike.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.measuring import memory_mb
from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import ArticleEntry, Manifest
from rag.library.generation.nearest import VectorHome
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.vectors import ON_DISK
from rag.library.generation.writer import GenerationWriter
from rag.library.library import Library
from rag.models.output import unit
from rag.types import Article, Vectors

NEAREST_SHARE, FARTHEST_SHARE = 0.3, 0.9
"""How much of a moved vector comes from elsewhere, at least and at most. The 20th
nearest of 16,000 is then as near to a real question (0.32) as of 8,000 real ones."""

SAMPLING_S = 0.02


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
    """The articles of a generation, repeated until there are enough passages.

    Of each passage so many tokens are kept: a million passages' would fill the disk.
    """

    def __init__(
        self,
        base: Generation,
        passages: int,
        tokens: int,
        home: VectorHome = ON_DISK,
    ) -> None:
        self._base, self._tokens, self._home = base, tokens, home
        originals = [(one, base.passage_rows(one.id)) for one in base.articles]
        self._texts: list[tuple[ArticleEntry, Article, range]] = []
        self.passages = 0
        while self.passages < passages:
            turn, which = divmod(len(self._texts), len(originals))
            article, rows = originals[which]
            name = f"{article.id}-{turn}"
            entry = ArticleEntry(name, article.title, len(rows), article.language)
            self._texts.append((entry, article, rows))
            self.passages += len(rows)

    def fill(self, folder: Path) -> Manifest:
        """Write all files but the manifest, as `rag.building.indexing` does."""
        base, terms = self._base, self._terms()
        dimension = base.manifest.model.dimension
        with GenerationWriter(folder, dimension, home=self._home) as writer:
            writer.first.write(self.encoded())
            writer.write_texts(
                (replace(article, id=entry.id) for entry, article, _ in self._texts),
                (
                    [
                        replace(passage, article_id=entry.id)
                        for passage in base.passages[rows.start : rows.stop]
                    ]
                    for entry, _, rows in self._texts
                ),
            )
            writer.write_terms(t.own for t in terms)
            writer.write_vocabulary(make_vocabulary(terms))
            writer.finish()
            writer.write_starters(() for _ in self._texts)
        return replace(
            base.manifest,
            articles=tuple(entry for entry, *_ in self._texts),
            passages=self.passages,
            sentences=sum(len(term.own.sentences) for term in terms),
            encoded=0,
            second_model=None,  # what grows here are the vectors of one model
            files=(),
        )

    def _terms(self) -> list[PassageTerms]:
        """Give the terms of each passage; those of its copies are the same object."""
        base, known = self._base, {}
        for _, article, rows in self._texts[: len(base.articles)]:
            for row in rows:
                passage, terms = base.passages[row], base.terms[row]
                known[row] = analyse(passage, passage.context, article.language, terms)
        return [known[row] for *_, rows in self._texts for row in rows]

    def encoded(self) -> Iterator[EncodedPassage]:
        """Give each passage's vectors, and the codes of its first tokens."""
        base, count = self._base, len(self._base.passages)
        real = base.passage_vectors.rows(0, count)
        real_sentences = base.sentence_vectors.rows(0, len(base.sentence_vectors))
        for turn in range(math.ceil(self.passages / count)):
            chance = np.random.default_rng(turn * count)
            vectors = moved(real, chance) if turn else real
            sentences = moved(real_sentences, chance) if turn else real_sentences
            for row in range(min(count, self.passages - turn * count)):
                rows, passage = base.sentence_rows(row), base.first.encoded(row)
                yield replace(
                    passage,
                    vector=vectors[row],
                    sentences=sentences[rows.start : rows.stop],
                    codes=passage.codes[: self._tokens],
                    token_spans=np.minimum(passage.token_spans, self._tokens),
                    context_tokens=min(passage.context_tokens, self._tokens),
                )


def moved(vectors: Vectors, chance: np.random.Generator) -> Vectors:
    """Move unit vectors, shape (n, d), each towards where two others lie apart."""
    n = len(vectors)
    apart = unit(vectors[chance.integers(n, size=n)] - vectors[chance.permutation(n)])
    share = chance.uniform(NEAREST_SHARE, FARTHEST_SHARE, (n, 1)).astype(np.float32)
    return unit(np.sqrt(1 - share**2) * vectors + share * apart)


def write_larger(
    base: Generation, library: Library, passages: int, tokens: int
) -> Written:
    """Publish so many passages, of whole articles, with so many tokens of each."""
    copies = Copies(base, passages, tokens, library.home)
    # What is made up for the measurement doesn't count, so it is made once in vain.
    made_up_s, _ = _core_time(lambda: deque(copies.encoded(), maxlen=0))
    as_of = library.snapshot().as_of
    core_s, peak_mb = _core_time(lambda: library.publish(copies.fill, as_of))
    return Written(copies.passages, core_s - made_up_s, peak_mb)


def _core_time(work: Callable[[], object]) -> tuple[float, float]:
    """Do something; gives the seconds of a core, and the peak of own memory in MB."""
    peaks, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(SAMPLING_S):
            peaks.append(memory_mb("RssAnon"))

    started = time.process_time()
    threading.Thread(target=look, daemon=True).start()
    work()
    done.set()
    return time.process_time() - started, max(peaks)
