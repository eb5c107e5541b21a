"""The second reader's part in a sentence's choice, where the second model answers."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

import numpy as np

from rag.asking.ranking.answer_words import (
    answers_by_sentence,
    of_text,
    readings_of,
    share_of,
)
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Floats
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Read, Reranked
from rag.asking.wording.as_written import as_written
from rag.asking.wording.figures_asked import asks_figure, states_asked
from rag.asking.wording.names import says_no_more
from rag.roles import Reader, Reading
from rag.types import Passage, Span

READ = 3
REACH = 0.1
"""How many passages are read at most: those next to the first may answer, too. What is
farther behind it isn't read, so that half as many are. The order stays as it was: of
the questions below the right passage is first for 0.933 within a language and 0.862
across, and for 0.932 and 0.858 if the log-odds of answering count 0.01."""

SENTENCE_SHARE, ACROSS_SHARE = 0.02, 0.01
"""How much its best words' score adds to that of a sentence, within a language and
across. Of 1,400 questions of seven sets, on the fitted half, the right sentence is
marked for 0.805 with 0.02, 0.806 with 0.03, 0.794 with 0.01 and 0.786 without; of 796
of four pairs of languages for 0.705 with 0.01, 0.694 with 0.02 and 0.681 without."""

LEAST_SHARE = 0.3
"""Words are marked in which the answer begins and ends as surely as this, if there is
one."""


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
        return [read.get(place, one) for place, one in enumerate(judged)]


def _read(
    query: Query, compared: Reranked, passage: Passage, reading: Reading
) -> Reranked:
    """Add what a reader says of a passage to what comparison said."""
    fits = partial(_fits, query, passage.text)
    own = of_text(reading, passage)
    found = answers_by_sentence(own, passage, fits)
    share = ACROSS_SHARE if query.is_across else SENTENCE_SHARE
    gains: Floats = share * found.scores
    sentences: Floats = (compared.sentences + gains).astype(np.float32)
    words = found.spans[int(np.argmax(sentences))]
    if words is None:
        return compared  # a passage of signs that the reader has no pieces for
    words = as_written(passage.text, words)
    is_sure = share_of(words, own) >= LEAST_SHARE
    read = Read(reading.answers, words, is_sure=is_sure)
    return Reranked(compared.score, sentences, read)


def _fits(query: Query, text: str, span: Span) -> bool:
    """Tell whether words may be the answer: the question's own say nothing new."""
    words = text[span.start : span.end]
    if asks_figure(query.text):
        return states_asked(query.text, words)
    return not says_no_more(query.text, words, query.language)
