"""The lexical side of the search: BM25 over the terms of passages, kept on disk.

BM25 in its Lucene form (Kamphuis et al. 2020, "Which BM25 Do You Mean?"), computed
once when the index is built: a question only adds up columns of a sparse matrix.
bm25s keeps it; it is built here, as bm25s would but from passages that come one by one.
"""

import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log1p
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.library.generation.term_counts import CountedTerms, TermCounter
from rag.steps import pause

if TYPE_CHECKING:
    from bm25s import BM25

Scores = NDArray[np.float32]
PassageIds = NDArray[np.int64]

TERM_SATURATION = 1.2
"""k1: how soon further occurrences of a term stop counting."""

LENGTH_NORMALIZATION = 0.75
"""b: how far long passages are marked down, from 0 (not at all) to 1."""

BLOCK_ENTRIES = 1_000_000
"""Scores computed at a time, to bound memory."""

UNSTATED = "\0"
"""Before a term: the passage is found by that term, but its article doesn't say it."""

MAX_WORD_CHARS = 24
"""A longer term isn't among `words`: few type one, and each takes as much room."""

_NO_TERM = ""
"""Stands in a passage without terms; no question has it."""


class LexicalIndex:
    """A BM25 index over passages, numbered from 0 in the order they were given.

    Example:
        >>> index = LexicalIndex.build([["old", "tower"], ["new", "bridge"]])
        >>> index.search(["bridge"], top_k=5)[0].tolist()
        [1]
    """

    def __init__(self, retriever: "BM25") -> None:
        self._retriever = retriever
        # Seen as plain arrays: taking a slice of a memmap costs many times as much.
        self._scores, self._passages, self._starts = (
            np.asarray(retriever.scores[name]) for name in ("data", "indices", "indptr")
        )

    @classmethod
    def build(
        cls, passages: Iterable[Sequence[str]], *, presence_only: bool = False
    ) -> "LexicalIndex":
        """Index passages.

        Args:
            passages: For each passage its terms, repeated as they occur
                (`rag.text.terms.index_terms`). Each is looked at once, so they may come
                one by one.
            presence_only: Score a term by its idf alone, however often it occurs and
                however long the text is: better for sentences.

        Raises:
            ValueError: There is no passage.
        """
        counter = TermCounter()
        for terms in passages:
            pause()
            # A passage without terms must have its number, too.
            counter.append(terms or [_NO_TERM])
        if not len(counter):
            raise ValueError("a lexical index needs at least one passage, got none")
        counted = counter.counted()
        saturation = 0.0 if presence_only else TERM_SATURATION
        retriever = _engine()(k1=saturation, b=LENGTH_NORMALIZATION, method="lucene")
        retriever.vocab_dict = counted.numbers
        retriever.nonoccurrence_array = None
        retriever.scores = {
            "data": _bm25(counted, saturation),
            "indices": counted.passages,
            "indptr": counted.starts,
            "num_docs": len(counter),
        }
        return cls(retriever)

    def save(self, folder: Path) -> None:
        """Write the index into a folder, as NumPy arrays and JSON."""
        self._retriever.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Open what `save` wrote; its arrays stay on disk until a question needs them.

        Raises:
            OSError: A file is missing.
            ValueError: A file is damaged.
        """
        return cls(_engine().load(folder, mmap=True, show_progress=False))

    def __len__(self) -> int:
        return int(self._retriever.scores["num_docs"])

    def scores(
        self,
        terms: Sequence[str],
        weights: Sequence[float] | None = None,
        rows: PassageIds | None = None,
    ) -> Scores:
        """Score passages.

        Args:
            terms: The question's terms; unknown ones count nothing.
            weights: What each term counts, 1 by default.
            rows: Numbers of the passages to score; None for all.

        Returns:
            BM25 scores, one a passage, 0 where no term occurs.
        """
        each = [1.0] * len(terms) if weights is None else weights
        total = np.zeros(len(self) if rows is None else len(rows), dtype=np.float32)
        for term, weight in zip(terms, each, strict=True):
            column = self._column(term)
            places, scores = self._passages[column], self._scores[column]
            if rows is not None:
                places, entries = _found(places, rows)
                scores = scores[entries]
            # A column has a passage once, so adding needs no `np.add.at`.
            total[places] += np.float32(weight) * scores
        return total

    def coverage(
        self,
        terms: Sequence[str],
        weights: Sequence[float] | None = None,
        rows: PassageIds | None = None,
    ) -> Scores:
        """Say how much of the question passages have.

        Args:
            terms: The question's terms.
            weights: What each term counts, 1 by default.
            rows: Numbers of the passages to look at; None for all.

        Returns:
            Scores as shares (0 to 1) of the idf of all terms, unknown ones included,
            one a passage.
        """
        each = [1.0] * len(terms) if weights is None else weights
        all_of_it = sum(w * self.idf(t) for t, w in zip(terms, each, strict=True))
        return self.scores(terms, weights, rows) / np.float32(all_of_it or 1.0)

    def search(
        self,
        terms: Sequence[str],
        top_k: int,
        allowed: PassageIds | None = None,
        weights: Sequence[float] | None = None,
    ) -> tuple[PassageIds, Scores]:
        """Find the passages with the highest scores.

        Args:
            terms: The question's terms.
            top_k: How many passages at most.
            allowed: Numbers of the passages to choose from; None for all.
            weights: What each term counts, 1 by default.

        Returns:
            Passage numbers and their scores, best first, of equals the first passage
            first. Passages with none of the terms are left out.
        """
        rows = None if allowed is None else np.unique(allowed)
        scores = self.scores(terms, weights, rows)
        candidates = np.flatnonzero(scores > 0)
        if len(candidates) > top_k:
            # Sorting takes long, and most can't be among the first.
            least = np.partition(scores[candidates], -top_k)[-top_k]
            candidates = candidates[scores[candidates] >= least]
        best = candidates[np.argsort(-scores[candidates], kind="stable")[:top_k]]
        return best if rows is None else rows[best], scores[best]

    def has(self, term: str, rows: PassageIds) -> NDArray[np.bool_]:
        """Tell which passages have a term, and not only as `UNSTATED`.

        Args:
            term: A term.
            rows: Passage numbers, shape (n,).

        Returns:
            Shape (n,).
        """
        return self._finds(term, rows) & ~self._finds(UNSTATED + term, rows)

    def knows(self, term: str) -> bool:
        """Say whether any passage has the term, and not only as `UNSTATED`."""
        return self._stated_in(term) > 0

    @cached_property
    def words(self) -> NDArray[np.str_]:
        """All terms of letters alone, of two at least, sorted; made when asked for."""
        known = self._retriever.vocab_dict
        words = [t for t in known if t.isalpha() and 1 < len(t) <= MAX_WORD_CHARS]
        return np.sort(np.array(words, dtype=f"U{MAX_WORD_CHARS}"))

    def rows_with(self, term: str) -> NDArray[np.int64]:
        """Give the passages that are found by a term, in order."""
        return self._passages[self._column(term)].astype(np.int64)

    def idf(self, term: str) -> float:
        """Say how rare a term is: ln(1 + (n - df + 0.5) / (df + 0.5)), as in Lucene.

        An unknown term is the rarest (df 0); where it is `UNSTATED` doesn't count.
        """
        found_in = self._stated_in(term)
        return log1p((len(self) - found_in + 0.5) / (found_in + 0.5))

    def _finds(self, term: str, rows: PassageIds) -> NDArray[np.bool_]:
        finds = np.zeros(len(rows), dtype=bool)
        places, _ = _found(self._passages[self._column(term)], rows)
        finds[places] = True
        return finds

    def _stated_in(self, term: str) -> int:
        columns = self._column(term), self._column(UNSTATED + term)
        finding, unstated = (int(column.stop - column.start) for column in columns)
        return finding - unstated

    def _column(self, term: str) -> slice:
        """Find a term's part of the matrix, empty for an unknown term."""
        if term == _NO_TERM or term not in self._retriever.vocab_dict:
            return slice(0, 0)
        number = self._retriever.vocab_dict[term]
        return slice(*self._starts[number : number + 2].tolist())


def _engine() -> type["BM25"]:
    """Import bm25s when an index is opened: it takes SciPy along, and the page waits.

    At its import it sets its log to DEBUG.
    """
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    engine: type[BM25] = bm25s.BM25
    return engine


def _found(
    column: NDArray[np.int32], rows: PassageIds
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Look rows up in a sorted column: places in `rows`, and entries of the column."""
    if not len(column):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    # Of one type, or NumPy would copy all of the column to compare.
    wanted = rows.astype(column.dtype)
    entries = np.minimum(np.searchsorted(column, wanted), len(column) - 1)
    places = np.flatnonzero(column[entries] == wanted)
    return places, entries[places]


def _bm25(counted: CountedTerms, saturation: float) -> Scores:
    """Score each entry: idf * tf / (tf + k1 * (1 - b + b * length)).

    The length of a passage is in terms, as a multiple of the average.
    """
    passages = len(counted.lengths)
    found_in = np.diff(counted.starts)
    idf = np.log(1 + (passages - found_in + 0.5) / (found_in + 0.5)).astype(np.float32)
    lengths = counted.lengths / counted.lengths.mean()
    damping = 1 - LENGTH_NORMALIZATION + LENGTH_NORMALIZATION * lengths
    term_of = np.repeat(np.arange(len(found_in), dtype=np.int32), found_in)
    scores = np.empty(len(counted.counts), dtype=np.float32)
    for start in range(0, len(scores), BLOCK_ENTRIES):
        part = slice(start, start + BLOCK_ENTRIES)
        tf = counted.counts[part]
        length = saturation * damping[counted.passages[part]]
        scores[part] = idf[term_of[part]] * (tf / (length + tf))
    return scores
