"""From judged passages to hits: what each says of a question, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from rag.asking.confidence import (
    Features,
    answer_probability,
    related_probability,
    second_probability,
    second_threshold,
)
from rag.asking.ranking.candidates import Candidate, encodings_for
from rag.asking.ranking.marking import Form, further_sentences
from rag.asking.ranking.query import Query
from rag.asking.ranking.question_words import QuestionWords
from rag.asking.ranking.reranking import Reranked
from rag.asking.retrieved import Retrieved
from rag.asking.wording.answer_types import fits
from rag.library.generation.generation import Generation
from rag.types import Hit, Passage, Span

Judged = tuple[Candidate, Reranked]


@dataclass(frozen=True, slots=True)
class RankedPassages:
    """What one way of searching found, best first, at least one passage.

    Args:
        query: What was searched for.
        generation: The index that was searched.
        judged: The passages, and what the reranker says of each.
        words: The question's words in the passages of the index.
        searched: How many passages were searched.
    """

    query: Query
    generation: Generation
    judged: Sequence[Judged]
    words: QuestionWords
    searched: int

    def retrieved(self, form: Form) -> Retrieved:
        """Give the hits, with the sentences that such a form of answer has marked."""
        query = self.query
        found = self.words.in_passages([candidate.row for candidate, _ in self.judged])
        features = self._features(found)
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

    def _features(self, found: NDArray[np.bool_]) -> list[Features]:
        """Gather what the probability of each passage is computed from."""
        read = [
            judgement.read.answers for _, judgement in self.judged if judgement.read
        ]
        # What wasn't read is taken to answer as little as the worst that was.
        worst = min(read, default=None)
        return [
            Features(
                sentence_maxsim=float(candidate.interaction.sentences.max()),
                # A sentence's own tells more where its passage is on several things.
                cosine=max(self._cosines(candidate.row)),
                word_share=self.words.share(candidate.row, terms),
                log_searched=log(self.searched),
                answers=judgement.read.answers if judgement.read else worst,
                misfit=float(not _fits(self.query, candidate.passage, judgement)),
                lacks_kind=float(_lacks_kind(self.query, candidate.passage, judgement)),
            )
            for (candidate, judgement), terms in zip(self.judged, found, strict=True)
        ]

    def _cosines(self, row: int) -> list[float]:
        """Compare the question's vector with a passage's and its sentences'."""
        encodings = encodings_for(self.query, self.generation)
        return encodings.cosines(row, self.query.encoded.vector)

    def _hit(
        self, form: Form, judged: Judged, features: Features, terms: NDArray[np.bool_]
    ) -> Hit:
        candidate, judgement = judged
        passage, query = candidate.passage, self.query
        matched, missing = self.words.matched_and_missing(candidate, terms)
        _, *cosines = self._cosines(candidate.row)
        marks = further_sentences(form, passage, judgement.sentences, cosines)
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


def _fits(query: Query, passage: Passage, judgement: Reranked) -> bool:
    """Tell whether the words that a reader marked are what was asked for."""
    if judgement.read is None:
        return True
    words = judgement.read.words
    return fits(query.text, passage.text[words.start : words.end])


def _lacks_kind(query: Query, passage: Passage, judgement: Reranked) -> bool:
    """Tell whether nothing in the sentence that is quoted is what was asked for."""
    if judgement.read is None:
        return False
    return not fits(query.text, passage.quote(passage.sentences[judgement.sentence]))


def _words(passage: Passage, judgement: Reranked) -> Span | None:
    """Find the answer's own words in the article, where a reader marked them."""
    if judgement.read is None:
        return None
    words = judgement.read.words
    return Span(passage.start + words.start, passage.start + words.end)
