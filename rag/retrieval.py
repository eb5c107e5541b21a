"""From a question to ranked hits in one opened generation."""

import numpy as np

from rag.generation import Generation
from rag.types import Encoder, Hit, Vectors


class Retriever:
    """Finds the passages closest to a question, and the best sentence of each.

    Args:
        generation: The index to search.
        encoder: The model that made it.
    """

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder

    def search(
        self, question: str, top_k: int, article_id: str | None = None
    ) -> list[Hit]:
        """Find passages, best first.

        Args:
            question: The question as it is to be searched for.
            top_k: How many passages at most.
            article_id: Search only this article.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        vector = self._encoder.encode_questions([question])[0]
        rows = self._generation.passage_rows(article_id) if article_id else None
        found, scores = self._generation.passage_vectors.search(vector, top_k, rows)
        return [
            self._hit(int(row), float(score), rank, vector)
            for rank, (row, score) in enumerate(zip(found, scores, strict=True), 1)
        ]

    def _hit(self, row: int, score: float, rank: int, vector: Vectors) -> Hit:
        passage = self._generation.passages[row]
        rows = self._generation.sentence_rows(row)
        sentences = self._generation.sentence_vectors.rows(rows.start, rows.stop)
        best = int(np.argmax(sentences @ vector))
        return Hit(passage, passage.sentences[best], score, (("dense", rank),))
