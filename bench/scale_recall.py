"""Vector search beside comparing with every vector: what is found, and how fast."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from statistics import mean, median
from typing import TypeVar
from unittest.mock import patch

import faiss
import numpy as np
from faiss.contrib.exhaustive_search import knn_ground_truth

from rag.asking.candidates import LIST_DEPTH, SENTENCE_DEPTH, find_candidates
from rag.asking.query import Query, prepare
from rag.library.generation.generation import Generation
from rag.library.generation.vectors import Rows, VectorIndex
from rag.types import Encoder, Vectors

T = TypeVar("T")

RECALL_DEPTH = 20
BLOCK_ROWS = 65_536
TIMED_ROWS = tuple(2**power for power in range(12, 19))
TIMED = 15
DEPTHS = {"passage_vectors": LIST_DEPTH, "sentence_vectors": SENTENCE_DEPTH}


@dataclass(frozen=True, slots=True)
class Dense:
    """Both vector searches of a question beside comparing with every vector.

    Medians in ms of one core, and the mean shares (0 to 1) of the first 20 that are
    the same: passages, sentences, and the candidates fused from them and from words.
    """

    ms: float
    every_ms: float
    passages: float
    sentences: float
    candidates: float


class EveryVector:
    """Comes in place of a vector index: has compared it with questions, shape (q, d).

    Other questions can't be asked; `depth` rows are found for each.
    """

    def __init__(self, index: VectorIndex, questions: Vectors, depth: int) -> None:
        starts = range(0, len(index), BLOCK_ROWS)
        blocks = (index.rows(start, start + BLOCK_ROWS) for start in starts)
        scores, rows = knn_ground_truth(
            questions, blocks, depth, faiss.METRIC_INNER_PRODUCT
        )
        found = zip(rows, scores, strict=True)
        self._found = {
            v.tobytes(): one for v, one in zip(questions, found, strict=True)
        }

    def search(
        self, vector: Vectors, top_k: int, _: range | None = None
    ) -> tuple[Rows, Vectors]:
        """Give the nearest rows of all, best first, and their inner products."""
        rows, scores = self._found[vector.tobytes()]
        return rows[:top_k], scores[:top_k]


Searched = VectorIndex | EveryVector


def compare(
    generation: Generation, encoder: Encoder, questions: Sequence[str]
) -> Dense:
    """Compare what is found with what comparing with every vector finds."""
    languages = generation.manifest.languages
    queries = [prepare(question, encoder, languages) for question in questions]
    vectors = np.stack([query.encoded.vector for query in queries])
    real = {name: getattr(generation, name) for name in DEPTHS}
    every = {n: EveryVector(real[n], vectors, depth) for n, depth in DEPTHS.items()}
    timed = [_core_ms(partial(_search, real, vector)) for vector in vectors]
    passages, sentences = map(
        recall,
        zip(*(found for found, _ in timed), strict=True),
        zip(*(_search(every, vector) for vector in vectors), strict=True),
    )
    candidates = [_candidates(generation, query) for query in queries]
    with ExitStack() as patches:
        for name, compared in every.items():
            patches.enter_context(patch.object(generation, name, compared))
        expected = [_candidates(generation, query) for query in queries]
    return Dense(
        ms=median(ms for _, ms in timed),
        every_ms=sum(_one_by_one(index, len(index)) for index in real.values()),
        passages=passages,
        sentences=sentences,
        candidates=recall(candidates, expected),
    )


def one_by_one_ms(index: VectorIndex) -> dict[int, float]:
    """Time comparing a question with so many vectors: medians in ms of one core."""
    return {rows: _one_by_one(index, rows) for rows in TIMED_ROWS if rows < len(index)}


def _one_by_one(index: VectorIndex, rows: int) -> float:
    """Search two halves: a part of the rows is always searched one by one."""

    def search(vector: Vectors) -> None:
        for part in (range(rows // 2), range(rows // 2, rows)):
            index.search(vector, LIST_DEPTH, part)

    vectors = index.rows(0, TIMED)
    return median(_core_ms(partial(search, vector))[1] for vector in vectors)


def _core_ms(work: Callable[[], T]) -> tuple[T, float]:
    started = time.thread_time()
    result = work()
    return result, (time.thread_time() - started) * 1000


def _search(indexes: Mapping[str, Searched], vector: Vectors) -> list[Rows]:
    """Search passages and sentences as a question does."""
    return [indexes[n].search(vector, depth)[0] for n, depth in DEPTHS.items()]


def _candidates(generation: Generation, query: Query) -> Rows:
    found = find_candidates(query, generation, range(len(generation.passages)))
    return np.array([candidate.row for candidate in found])


def recall(found: Iterable[Rows], expected: Iterable[Rows]) -> float:
    """Give the mean share of the expected first rows that are among those found."""
    return mean(
        len(np.intersect1d(some[:RECALL_DEPTH], every[:RECALL_DEPTH]))
        / len(every[:RECALL_DEPTH])
        for some, every in zip(found, expected, strict=True)
    )
