"""The second reader's part in order and sentence, where the second model answers."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from rag.asking.ranking.reranking import Read, Reranked, with_read
from rag.asking.wording.as_written import written_in
from rag.asking.wording.figures_asked import asks_figure, states_asked, unit_behind
from rag.asking.wording.names import says_no_more
from rag.roles import Reader, Reading
from rag.types import Passage, Span

READ = 3
REACH = 0.15
"""How many passages are read at most: those next to the first may answer, too. What is
farther behind it isn't read, so that half as many are. Five and eight find no more."""


@dataclass(frozen=True, slots=True)
class ReadingShares:
    """What reading adds to what comparison says of a passage and of its sentences.

    `order` is what a unit of the log-odds of answering adds to a passage, `sentence`
    what one of the best words' score adds to a sentence.
    """

    order: float
    sentence: float


WITHIN, ACROSS = ReadingShares(0.04, 0.05), ReadingShares(0.01, 0.01)
"""Within a language and across. On the fitted half of five sets, of 500 questions, the
right passage is first for 0.930 with an order share of 0.04 and for 0.928 without, and
the right sentence is marked for 0.828 with a share of 0.05, 0.814 with 0.02. Of 600 of
six pairs the passage is first for 0.863 with an order share of 0.01, 0.851 without and
0.843 with 0.04, and the sentence is right for 0.721 with 0.01, 0.713 with 0.02. XQuAD's
questions have many of the text's words. Of 230 with fewer, on 22 documents, the right
sentence is marked for 159 with these, 156 with an order share of 0.03."""

LEAST_SHARE = 0.3
"""Words are marked in which the answer begins and ends as surely as this, if there is
one. With the weights before, those of 0.71 of 406 answers on the fitted half were, and
0.84 of them were right; with 0.4 it was 0.63 and 0.87."""


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
            place: said
            for place, passage, reading in zip(first, passages, readings, strict=True)
            if (said := _read(query, judged[place], passage, reading))
        }
        return with_read(judged, read)


def _read(
    query: Query, compared: Reranked, passage: Passage, reading: Reading
) -> Reranked | None:
    """Add what a reader says of a passage to what comparison said, if anything."""
    fits = partial(_fits, query, passage.text)
    own = of_text(reading, passage)
    found = answers_by_sentence(own, passage, fits)
    shares = ACROSS if query.is_across else WITHIN
    gains: Floats = shares.sentence * found.scores
    sentences: Floats = (compared.sentences + gains).astype(np.float32)
    words = found.spans[int(np.argmax(sentences))]
    if words is None:
        return None  # a passage of signs that the reader has no pieces for
    words = written_in(query.text, passage, words)
    is_sure = share_of(words, own) >= LEAST_SHARE
    read = Read(reading.answers, words, is_sure=is_sure)
    score = compared.score + shares.order * reading.answers
    return Reranked(score, sentences, read)


def _fits(query: Query, text: str, span: Span) -> bool:
    """Tell whether words may be the answer: the question's own say nothing new."""
    words = text[span.start : span.end]
    if asks_figure(query.text):
        # "17" are seconds or boats by the word behind it.
        return states_asked(query.text, words + unit_behind(words, text[span.end :]))
    return not says_no_more(query.text, words, query.language)
