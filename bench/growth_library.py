"""Libraries of any size: the texts of another one again and again, as many as wanted.

The first copies have the vectors of the original, later ones vectors like them: each is
moved towards where two other vectors of the original lie apart, as far as sentences on
the same subject are apart. So they crowd where the real ones do, and no two are alike.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import ArticleEntry, Manifest
from rag.library.generation.nearest import VectorHome
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.writer import GenerationWriter
from rag.library.library import Library
from rag.models.output import unit
from rag.types import Article, Passage, Vectors

KEPT_TOKENS = 32
ALL_TOKENS = 10**6
"""How many of each passage are kept: all of a million passages' would fill the disk."""

NEAREST_SHARE, FARTHEST_SHARE = 0.3, 0.9
"""How much of a moved vector comes from elsewhere, at least and at most. The 20th
nearest of 16,000 is then as near to a real question (0.32) as of 8,000 real ones."""


class Copies:
    """The articles of a generation, repeated until there are enough passages."""

    def __init__(
        self, base: Generation, passages: int, tokens: int = KEPT_TOKENS
    ) -> None:
        self._base, self._tokens = base, tokens
        self._copies: list[tuple[Article, range]] = []
        self.passages = 0
        originals = [(each, base.passage_rows(each.id)) for each in base.articles]
        while self.passages < passages:
            turn, which = divmod(len(self._copies), len(originals))
            article, rows = originals[which]
            self._copies.append((replace(article, id=f"{article.id}-{turn}"), rows))
            self.passages += len(rows)

    def publish(self, library: Library) -> None:
        """Make them the library's generation in use."""
        library.publish(partial(self._fill, library.home), library.snapshot().as_of)

    def _fill(self, home: VectorHome, folder: Path) -> Manifest:
        """Write all files but the manifest, as `rag.building.indexing` does."""
        base, terms = self._base, self._terms()
        dimension = base.manifest.model.dimension
        with GenerationWriter(folder, dimension, home=home) as writer:
            writer.first.write(self.encoded())
            texts = (self._passages(article, rows) for article, rows in self._copies)
            writer.write_texts((article for article, _ in self._copies), texts)
            writer.write_terms(term.own for term in terms)
            writer.write_vocabulary(make_vocabulary(terms))
            writer.finish()
            writer.write_starters(() for _ in self._copies)
            writer.write_overviews(() for _ in self._copies)
        return replace(
            base.manifest,
            articles=tuple(
                ArticleEntry(article.id, article.title, len(rows), article.language)
                for article, rows in self._copies
            ),
            passages=self.passages,
            sentences=sum(len(term.own.sentences) for term in terms),
            encoded=0,
            second_model=None,  # what grows here are the vectors of one model
            files=(),
        )

    def _passages(self, article: Article, rows: range) -> list[Passage]:
        own = self._base.passages[rows.start : rows.stop]
        return [replace(passage, article_id=article.id) for passage in own]

    def _terms(self) -> list[PassageTerms]:
        """Give the terms of each passage; those of its copies are the same object."""
        base, known = self._base, {}
        for article, rows in self._copies[: len(base.articles)]:
            for row in rows:
                passage, terms = base.passages[row], base.terms[row]
                known[row] = analyse(passage, passage.context, article.language, terms)
        return [known[row] for _, rows in self._copies for row in rows]

    def encoded(self) -> Iterator[EncodedPassage]:
        """Give each passage's vectors, and the codes of its first tokens."""
        base, count = self._base, len(self._base.passages)
        vectors = real = base.passage_vectors.rows(0, count)
        sentences = every = base.sentence_vectors.rows(0, len(base.sentence_vectors))
        for number in range(self.passages):
            turn, row = divmod(number, count)
            if turn and not row:
                chance = np.random.default_rng(number)
                vectors, sentences = moved(real, chance), moved(every, chance)
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
