"""Libraries without the passages that answer a question."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.asking.ranking.query import Query
from rag.asking.retrieval import Retriever
from rag.judging.evaluation import is_right
from rag.judging.question_sets import LabelledQuestion
from rag.library.generation.generation import chosen_of


class PassagesRemoved(Retriever):
    """Finds only the passages of an index that `kept` has True for, shape (n,)."""

    kept: NDArray[np.bool_]

    def keep_wrong(
        self, question: LabelledQuestion, articles: Sequence[str] | None
    ) -> bool:
        """Keep the passages that don't answer, of some articles, and tell of any.

        Args:
            question: What they don't answer.
            articles: The ids of the articles that it is asked of; None is all.
        """
        self.kept = np.array(
            [
                (articles is None or passage.article_id in articles)
                and not is_right(question, passage.article_id, passage.text)
                for passage in self._generation.passages
            ]
        )
        return bool(self.kept.any())

    def _ways(
        self, question: str, parts: Sequence[range]
    ) -> Iterator[tuple[Query, Sequence[range]]]:
        for query, own in super()._ways(question, parts):
            if kept := chosen_of(own, self.kept):
                yield query, kept
