"""From a question to ranked hits in one opened generation, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.analysis import index_terms, missing_words
from rag.candidates import Candidate, find_candidates
from rag.chunking import passage_input
from rag.confidence import Features, answer_probability, word_share
from rag.generation import Generation
from rag.late_interaction import split_by_match
from rag.query import Query, prepare
from rag.reranking import Judgement, LateInteractionReranker, Reranker
from rag.types import Encoder, Hit

TRUSTED = 0.5
"""From this trust on a word is also matched by another one of like meaning."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: hits, best first, and how probable it is that the first answers.

    `missing_terms` are the question's words that no article has.
    """

    hits: tuple[Hit, ...]
    features: Features | None
    confidence: float
    missing_terms: tuple[str, ...]


class Retriever:
    """Finds the passages that answer a question, and the best sentence of each.

    Args:
        generation: The index to search.
        encoder: The model that made it.
        reranker: Gives the final order.
    """

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
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
        rows = range(len(generation.passages))
        if article_id is not None:
            rows = generation.passage_rows(article_id)
        query = prepare(question, self._encoder, generation.manifest.languages)
        candidates = find_candidates(query, generation, rows)
        judged = self._judged(query, candidates)[:top_k]
        hits = tuple(self._hit(query, *pair) for pair in judged)
        features = self._features(query, judged[0][0]) if judged else None
        return Retrieved(
            hits=hits,
            features=features,
            confidence=answer_probability(features, query.trust) if features else 0.0,
            missing_terms=self._missing(query),
        )

    def _judged(
        self, query: Query, candidates: Sequence[Candidate]
    ) -> list[tuple[Candidate, Judgement]]:
        judgements = self._reranker.judge(query, candidates)
        pairs = zip(candidates, judgements, strict=True)
        return sorted(pairs, key=lambda pair: pair[1].score, reverse=True)

    def _hit(self, query: Query, candidate: Candidate, judgement: Judgement) -> Hit:
        matched, missing = _matched_and_missing(
            query, candidate, self._stems(candidate)
        )
        return Hit(
            passage=candidate.passage,
            sentence=candidate.passage.sentences[judgement.sentence],
            score=judgement.score,
            ranks=candidate.ranks,
            matched_terms=matched,
            missing_terms=missing,
        )

    def _features(self, query: Query, best: Candidate) -> Features:
        vector = self._generation.passage_vectors.rows(best.row, best.row + 1)[0]
        return Features(
            sentence_maxsim=float(best.interaction.sentences.max()),
            passage_cosine=float(vector @ query.encoded.vector),
            word_share=self._word_share(query, self._stems(best)),
        )

    def _word_share(self, query: Query, stems: frozenset[str]) -> float:
        words = [term for term in query.terms if not term.stop]
        lexical = self._generation.passage_terms
        if lexical is None:
            return 0.0
        rarity = [min(map(lexical.idf, term.stems)) for term in words]
        found = [not stems.isdisjoint(term.stems) for term in words]
        return word_share(np.array(rarity, np.float32), np.array(found, bool))

    def _stems(self, candidate: Candidate) -> frozenset[str]:
        """Collect the terms of a passage, its title and headings."""
        article = self._generation.article(candidate.passage.article_id)
        return frozenset(
            index_terms(passage_input(candidate.passage), article.language)
        )

    def _missing(self, query: Query) -> tuple[str, ...]:
        lexical = self._generation.passage_terms
        if lexical is None:
            return ()
        return tuple(missing_words(query.text, query.terms, lexical.knows))


def _matched_and_missing(
    query: Query, candidate: Candidate, stems: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the question's words that a passage has, itself or in other words."""
    whole = [term for term in query.terms if not term.partial]
    found = {i for i, t in enumerate(whole) if not stems.isdisjoint(t.stems)}
    if query.trust >= TRUSTED:
        by_meaning, _ = split_by_match(
            candidate.interaction.best, query.encoded.offsets, whole
        )
        found.update(by_meaning)
    content = [(i, term.text) for i, term in enumerate(whole) if not term.stop]
    return (
        tuple(dict.fromkeys(text for i, text in content if i in found)),
        tuple(dict.fromkeys(text for i, text in content if i not in found)),
    )
