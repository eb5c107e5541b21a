"""Vector search beside comparing with every vector: what is found, and how fast."""

import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from unittest.mock import patch

import numpy as np

from rag.candidates import LIST_DEPTH, SENTENCE_DEPTH, find_candidates
from rag.generation import Generation
from rag.query import Query, prepare
from rag.types import Encoder, Vectors
from rag.vectors import Rows, VectorIndex

RECALL_DEPTH = 20
BLOCK_ROWS = 65_536
TIMED_ROWS = tuple(2**power for power in range(12, 19))
TIMED = 15


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
    """Comes in place of a vector index: has compared questions with every vector.

    Args:
        index: The index.
        questions: Vectors, shape (q, dimension); others can't be asked.
        depth: How many rows are found for each.
    """

    def __init__(self, index: VectorIndex, questions: Vectors, depth: int) -> None:
        scores = np.empty((len(questions), 0), np.float32)
        rows = np.empty((len(questions), 0), np.int64)
        for start in range(0, len(index), BLOCK_ROWS):
            block = index.rows(start, start + BLOCK_ROWS)
            numbers = np.arange(start, start + len(block))
            scores = np.hstack([scores, questions @ block.T])
            rows = np.hstack([rows, np.tile(numbers, (len(questions), 1))])
            if scores.shape[1] > depth:
                best = np.argpartition(-scores, depth, axis=1)[:, :depth]
                scores = np.take_along_axis(scores, best, 1)
                rows = np.take_along_axis(rows, best, 1)
        order = np.argsort(-scores, axis=1, kind="stable")
        scores = np.take_along_axis(scores, order, 1)
        rows = np.take_along_axis(rows, order, 1)
        self._found = {
            vector.tobytes(): (rows[number], scores[number])
            for number, vector in enumerate(questions)
        }

    def search(
        self, vector: Vectors, top_k: int, _: range | None = None
    ) -> tuple[Rows, Vectors]:
        """Give the nearest rows of all, best first, and their inner products."""
        rows, scores = self._found[vector.tobytes()]
        return rows[:top_k], scores[:top_k]


def compare(
    generation: Generation, encoder: Encoder, questions: Sequence[str]
) -> Dense:
    """Compare what is found with what comparing with every vector finds."""
    languages = generation.manifest.languages
    queries = [prepare(question, encoder, languages) for question in questions]
    vectors = np.stack([query.encoded.vector for query in queries])
    real = {
        "passage_vectors": generation.passage_vectors,
        "sentence_vectors": generation.sentence_vectors,
    }
    depths = (LIST_DEPTH, SENTENCE_DEPTH)
    every = {
        name: EveryVector(index, vectors, depth)
        for (name, index), depth in zip(real.items(), depths, strict=True)
    }
    times, found = zip(*(_search(list(real.values()), q) for q in queries), strict=True)
    passages, sentences = (
        _recall(
            [rows[which] for rows in found],
            [compared.search(vector, depths[which])[0] for vector in vectors],
        )
        for which, compared in enumerate(every.values())
    )
    candidates = [_candidates(generation, query) for query in queries]
    with ExitStack() as patches:
        for name, compared in every.items():
            patches.enter_context(patch.object(generation, name, compared))
        expected = [_candidates(generation, query) for query in queries]
    return Dense(
        ms=median(times),
        every_ms=sum(_one_by_one(index, len(index)) for index in real.values()),
        passages=passages,
        sentences=sentences,
        candidates=_recall(candidates, expected),
    )


def one_by_one_ms(index: VectorIndex) -> dict[int, float]:
    """Time comparing a question with so many vectors: medians in ms of one core."""
    return {rows: _one_by_one(index, rows) for rows in TIMED_ROWS if rows < len(index)}


def _one_by_one(index: VectorIndex, rows: int) -> float:
    """Search two halves: a part of the rows is always searched one by one."""
    times = []
    for number in range(TIMED):
        vector = index.rows(number, number + 1)[0]
        started = time.thread_time()
        for part in (range(rows // 2), range(rows // 2, rows)):
            index.search(vector, LIST_DEPTH, part)
        times.append((time.thread_time() - started) * 1000)
    return median(times)


def _search(
    indexes: Sequence[VectorIndex], query: Query
) -> tuple[float, tuple[Rows, ...]]:
    """Search passages and sentences as a question does: ms, and the rows of each."""
    started = time.thread_time()
    found = tuple(
        index.search(query.encoded.vector, depth)[0]
        for index, depth in zip(indexes, (LIST_DEPTH, SENTENCE_DEPTH), strict=True)
    )
    return (time.thread_time() - started) * 1000, found


def _candidates(generation: Generation, query: Query) -> Rows:
    found = find_candidates(query, generation, range(len(generation.passages)))
    return np.array([candidate.row for candidate in found])


def _recall(found: Iterable[Rows], expected: Iterable[Rows]) -> float:
    """Give the mean share of the expected first rows that are among those found."""
    shares = [
        len(np.intersect1d(some[:RECALL_DEPTH], every[:RECALL_DEPTH]))
        / len(every[:RECALL_DEPTH])
        for some, every in zip(found, expected, strict=True)
    ]
    return sum(shares) / len(shares)
