"""From judged passages to hits: what each says of a question, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.asking.confidence import (
    Features,
    answer_probability,
    related_probability,
    second_probability,
    second_threshold,
)
from rag.asking.evidence import Compared, Judged, features_of
from rag.asking.ranking.candidates import encodings_for
from rag.asking.ranking.marking import Form, further_sentences
from rag.asking.ranking.query import Query
from rag.asking.ranking.question_words import QuestionWords
from rag.asking.ranking.reranking import Reranked
from rag.asking.retrieved import Retrieved
from rag.library.generation.generation import Generation
from rag.types import Hit, Passage, Span


@dataclass(frozen=True, slots=True)
class RankedPassages:
    """What one way of searching found, best first, at least one passage.

    Args:
        query: What was searched for.
        generation: The index that was searched.
        judged: The passages, and what the reranker says of each.
        words: The question's words in the passages of the index.
        searched: How many passages were searched.
        leads: By how much each stands out, as `leads_of` says of them.
    """

    query: Query
    generation: Generation
    judged: Sequence[Judged]
    words: QuestionWords
    searched: int
    leads: Sequence[float]

    def retrieved(self, form: Form) -> Retrieved:
        """Give the hits, with the sentences that such a form of answer has marked."""
        query = self.query
        found = self.words.in_passages([candidate.row for candidate, _ in self.judged])
        near = zip(self.judged, found, self.leads, strict=True)
        compared = [self._compared(*each) for each in near]
        features = features_of(query, self.judged, compared, self.searched)
        return Retrieved(
            hits=tuple(
                self._hit(form, *each)
                for each in zip(self.judged, features, found, strict=True)
            ),
            features=features[0],
            related=_related(query, features[0]),
            missing_terms=self.words.nowhere(),
            language=query.language,
            own_threshold=second_threshold(is_across=query.is_across)
            if query.is_second
            else None,
        )

    def _compared(
        self, judged: Judged, found: NDArray[np.bool_], lead: float
    ) -> Compared:
        """Compare a passage with the question once more, by vectors and words."""
        encodings, row = encodings_for(self.query, self.generation), judged[0].row
        return Compared(
            cosines=encodings.cosines(row, self.query.encoded.vector),
            word_share=self.words.share(row, found),
            lead=lead,
            lacks_name=self.words.lacks_name(found),
        )

    def _hit(
        self, form: Form, judged: Judged, features: Features, terms: NDArray[np.bool_]
    ) -> Hit:
        candidate, judgement = judged
        passage, query = candidate.passage, self.query
        matched, missing = self.words.matched_and_missing(candidate, terms)
        marks = further_sentences(form, passage, judgement.sentences)
        return Hit(
            passage=passage,
            sentence=passage.sentences[judgement.sentence],
            score=judgement.score,
            words=_words(passage, judgement),
            marks=tuple(passage.sentences[place] for place in marks),
            ranks=candidate.ranks,
            matched_terms=matched,
            missing_terms=missing,
            probability=_related(query, features)
            if query.is_second
            else answer_probability(features, query.trust),
            row=candidate.row,
        )


def _related(query: Query, features: Features) -> float:
    if query.is_second:
        return second_probability(features, is_across=query.is_across)
    return related_probability(features, query.trust)


def _words(passage: Passage, judgement: Reranked) -> Span | None:
    """Find the answer's own words in the article, where a reader marked them."""
    if judgement.read is None:
        return None
    words = judgement.read.words
    return Span(passage.start + words.start, passage.start + words.end)
