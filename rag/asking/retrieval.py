"""From a question to ranked hits in one opened generation, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from rag.asking.candidates import Candidate, find_candidates
from rag.asking.confidence import (
    Features,
    answer_probability,
    default_threshold,
    related_probability,
    status_of,
)
from rag.asking.query import Query, prepare
from rag.asking.question_words import QuestionWords
from rag.asking.reranking import LateInteractionReranker, Reranked, Reranker
from rag.library.generation.generation import Generation
from rag.types import Hit, Passage, QuestionEncoder, Span, Status


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: hits, best first.

    `confidence` is the probability that the first answers, `related` that of the
    comparison alone, without a reader. `missing_terms` are the question's words that no
    article has.
    """

    hits: tuple[Hit, ...]
    features: Features
    confidence: float
    related: float
    missing_terms: tuple[str, ...]

    @property
    def status(self) -> Status:
        """What it is by the threshold that fits the models."""
        threshold = default_threshold(is_read=self.features.answers is not None)
        return status_of(self.confidence, self.related, threshold)


class Retriever:
    """Finds the passages that answer a question, and the best sentence of each.

    Args:
        generation: The index to search, of one article at least.
        encoder: The model that made it.
        reranker: Gives the final order.
    """

    def __init__(
        self,
        generation: Generation,
        encoder: QuestionEncoder,
        reranker: Reranker | None = None,
    ) -> None:
        self._generation = generation
        self._encoder = encoder
        self._reranker = reranker or LateInteractionReranker()

    def search(
        self, question: str, top_k: int, article_id: str | None = None
    ) -> Retrieved:
        """Find passages, best first.

        Args:
            question: The question as it is to be searched for.
            top_k: How many passages at most.
            article_id: Search only this article.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        generation = self._generation
        # Readers refuse a file without text, so each article has a passage.
        assert generation.passage_terms is not None
        rows = range(len(generation.passages))
        if article_id is not None:
            rows = generation.passage_rows(article_id)
        query = prepare(question, self._encoder, generation.manifest.languages)
        # All are judged before any is left out: the first stage's order isn't the last.
        judged = self._judged(query, find_candidates(query, generation, rows))[:top_k]
        words = QuestionWords(query, generation.passage_terms)
        found = words.in_passages([candidate.row for candidate, _ in judged])
        best, judgement = judged[0]
        share = words.share(best.row, found[0])
        features = self._features(query, best, share, len(rows))
        if judgement.read is not None:
            features = replace(features, answers=judgement.read.answers)
        return Retrieved(
            hits=tuple(
                _hit(*pair, *words.matched_and_missing(pair[0], terms))
                for pair, terms in zip(judged, found, strict=True)
            ),
            features=features,
            confidence=answer_probability(features, query.trust),
            related=related_probability(features, query.trust),
            missing_terms=words.nowhere(),
        )

    def _judged(
        self, query: Query, candidates: Sequence[Candidate]
    ) -> list[tuple[Candidate, Reranked]]:
        judgements = self._reranker.judge(query, candidates)
        pairs = zip(candidates, judgements, strict=True)
        # A stable sort: of equals the first stage's better one stays before the other.
        return sorted(pairs, key=lambda pair: pair[1].score, reverse=True)

    def _features(
        self, query: Query, best: Candidate, word_share: float, searched: int
    ) -> Features:
        generation = self._generation
        sentences = generation.sentence_rows(best.row)
        # A sentence's own vector tells more where its passage is on several things.
        vectors = (
            generation.passage_vectors.rows(best.row, best.row + 1),
            generation.sentence_vectors.rows(sentences.start, sentences.stop),
        )
        return Features(
            sentence_maxsim=float(best.interaction.sentences.max()),
            cosine=max(float((v @ query.encoded.vector).max()) for v in vectors),
            word_share=word_share,
            log_searched=log(searched),
        )


def _hit(
    candidate: Candidate,
    judgement: Reranked,
    matched: tuple[str, ...],
    missing: tuple[str, ...],
) -> Hit:
    passage = candidate.passage
    return Hit(
        passage=passage,
        sentence=passage.sentences[judgement.sentence],
        score=judgement.score,
        words=_words(passage, judgement),
        ranks=candidate.ranks,
        matched_terms=matched,
        missing_terms=missing,
        row=candidate.row,
    )


def _words(passage: Passage, judgement: Reranked) -> Span | None:
    """Find the answer's own words in the article, where a reader marked them."""
    if judgement.read is None:
        return None
    words = judgement.read.words
    return Span(passage.start + words.start, passage.start + words.end)
