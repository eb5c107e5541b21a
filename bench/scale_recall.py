"""How many candidates vector search loses beside comparing with every vector."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from statistics import mean
from unittest.mock import patch

import faiss
import numpy as np
from faiss.contrib.exhaustive_search import knn_ground_truth

from rag.asking.candidates import LIST_DEPTH, SENTENCE_DEPTH, find_candidates
from rag.asking.query import Query, prepare
from rag.library.generation.generation import Generation
from rag.library.generation.vectors import Rows, VectorIndex
from rag.types import Encoder, Vectors

RECALL_DEPTH = 20
BLOCK_ROWS = 65_536
DEPTHS = {"passage_vectors": LIST_DEPTH, "sentence_vectors": SENTENCE_DEPTH}


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


def candidate_recall(
    generation: Generation, encoder: Encoder, questions: Sequence[str]
) -> float:
    """Give the share of candidates that comparing with every vector gives, too."""
    languages = generation.manifest.languages
    queries = [prepare(question, encoder, languages) for question in questions]
    vectors = np.stack([query.encoded.vector for query in queries])
    found = [_candidates(generation, query) for query in queries]
    with ExitStack() as patches:
        for name, depth in DEPTHS.items():
            every = EveryVector(getattr(generation, name), vectors, depth)
            patches.enter_context(patch.object(generation, name, every))
        return recall(found, [_candidates(generation, query) for query in queries])


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
