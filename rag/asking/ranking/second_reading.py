"""The second reader's part in the order, where the second model answers."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

import numpy as np

from rag.asking.ranking.answer_words import (
    answers_by_sentence,
    of_text,
    readings_of,
)
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Floats
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Read, Reranked, with_read
from rag.asking.wording.as_written import as_written
from rag.asking.wording.figures_asked import states_asked
from rag.roles import Reader, Reading
from rag.types import Passage, Span

READ = 3
"""How many passages are read at most: with five as many are right."""

REACH = 0.1
"""A passage that is farther behind the first isn't read. Of the questions below as many
are right with 0.05 and more, and with 0.1 half as many passages are read as without."""

ORDER_SHARE = 0.01
"""How much the log-odds that a passage answers adds to its score. Of 1,757 questions of
seven sets and four pairs of languages, on the fitted half, the right passage is first
for 0.911 with 0.01 and 0.02, 0.907 with 0.04, and 0.909 without."""

SENTENCE_SHARE = 0.01
"""How much its best words' score adds to that of a sentence. Of those questions the
right sentence is marked for 0.765 with 0.01, 0.763 with 0.02, 0.760 with 0.03, and for
0.759 without either share."""


class SecondReading:
    """Reads the best few passages that the second model found.

    Args:
        reader: The model that reads.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def add(
        self, query: Query, candidates: Sequence[Candidate], judged: list[Reranked]
    ) -> list[Reranked]:
        """Add what it says of the best to what was made of all by comparison."""
        known = self._reader.languages
        if known and query.language not in known:
            return judged
        order = sorted(range(len(judged)), key=lambda place: -judged[place].score)
        near = (p for p in order if judged[order[0]].score - judged[p].score <= REACH)
        first = list(islice(near, READ))
        passages = [candidates[place].passage for place in first]
        readings = readings_of(self._reader, query.text, passages)
        read = {
            place: _read(query, judged[place], passage, reading)
            for place, passage, reading in zip(first, passages, readings, strict=True)
        }
        return with_read(judged, read)


def _read(
    query: Query, compared: Reranked, passage: Passage, reading: Reading
) -> Reranked:
    """Add what a reader says of a passage to what comparison said."""
    fits = partial(_states, query.text, passage.text)
    found = answers_by_sentence(of_text(reading, passage), passage, fits)
    gains: Floats = SENTENCE_SHARE * found.scores
    sentences: Floats = (compared.sentences + gains).astype(np.float32)
    words = found.spans[int(np.argmax(sentences))]
    if words is None:
        return compared  # a passage of signs that the reader has no pieces for
    score = compared.score + ORDER_SHARE * reading.answers
    return Reranked(
        score, sentences, Read(reading.answers, as_written(passage.text, words))
    )


def _states(question: str, text: str, span: Span) -> bool:
    return states_asked(question, text[span.start : span.end])
