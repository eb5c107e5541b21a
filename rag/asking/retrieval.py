"""From a question to ranked hits in one opened generation, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from rag.asking.candidates import Candidate, find_candidates
from rag.asking.confidence import Features, answer_probability, word_share
from rag.asking.late_interaction import split_by_match
from rag.asking.query import Query, prepare
from rag.asking.reranking import LateInteractionReranker, Reranked, Reranker
from rag.library.generation.generation import Generation
from rag.library.generation.lexical import UNSTATED
from rag.text.passages.contexts import stated
from rag.text.terms import missing_words
from rag.types import Hit, QuestionEncoder

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
        if not self._generation.manifest.articles:
            return Retrieved((), None, 0.0, ())
        generation = self._generation
        rows = range(len(generation.passages))
        if article_id is not None:
            rows = generation.passage_rows(article_id)
        query = prepare(question, self._encoder, generation.manifest.languages)
        judged = self._judged(query, find_candidates(query, generation, rows))[:top_k]
        found = self._found_words(query, [candidate.row for candidate, _ in judged])
        features = None
        if judged:
            features = self._features(query, judged[0][0], found[0], len(rows))
        return Retrieved(
            hits=tuple(
                _hit(query, *pair, words)
                for pair, words in zip(judged, found, strict=True)
            ),
            features=features,
            confidence=answer_probability(features, query.trust) if features else 0.0,
            missing_terms=self._missing(query),
        )

    def _judged(
        self, query: Query, candidates: Sequence[Candidate]
    ) -> list[tuple[Candidate, Reranked]]:
        judgements = self._reranker.judge(query, candidates)
        pairs = zip(candidates, judgements, strict=True)
        return sorted(pairs, key=lambda pair: pair[1].score, reverse=True)

    def _found_words(self, query: Query, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Tell which passage, its headings included, has which term: (rows, terms)."""
        lexical = self._generation.passage_terms
        found = np.zeros((len(rows), len(query.terms)), dtype=bool)
        if lexical is not None:
            for number, term in enumerate(query.terms):
                for stem in term.stems if not term.stop else ():
                    found[:, number] |= lexical.has(stem, np.asarray(rows))
        return found

    def _features(
        self, query: Query, best: Candidate, words: NDArray[np.bool_], searched: int
    ) -> Features:
        generation = self._generation
        sentences = generation.sentence_rows(best.row)
        vectors = (
            generation.passage_vectors.rows(best.row, best.row + 1),
            generation.sentence_vectors.rows(sentences.start, sentences.stop),
        )
        return Features(
            sentence_maxsim=float(best.interaction.sentences.max()),
            cosine=max(float((v @ query.encoded.vector).max()) for v in vectors),
            word_share=self._word_share(query, best.row, words),
            log_searched=log(searched),
        )

    def _word_share(self, query: Query, row: int, words: NDArray[np.bool_]) -> float:
        """Weigh the question's words that a passage has against those it lacks.

        Words that only its hint has are neither: they ask for author or date, which it
        states. A question of such words alone lacks nothing.
        """
        rarity, unstated = self._rarity(query), self._unstated(query, row)
        share = word_share(np.where(unstated, 0, rarity), words)
        return 1.0 if unstated.any() and not rarity[~unstated].any() else share

    def _unstated(self, query: Query, row: int) -> NDArray[np.bool_]:
        """Tell which content words a passage is found by that its text doesn't have."""
        lexical = self._generation.passage_terms
        rows = np.array([row])
        unstated = [
            lexical is not None
            and not term.stop
            and any(lexical.has(UNSTATED + stem, rows)[0] for stem in term.stems)
            for term in query.terms
        ]
        return np.array(unstated, dtype=bool)

    def _rarity(self, query: Query) -> NDArray[np.float32]:
        """Give each term's IDF, that of its commonest stem; 0 for stop words."""
        lexical = self._generation.passage_terms
        rarity = [
            0.0 if term.stop or lexical is None else min(map(lexical.idf, term.stems))
            for term in query.terms
        ]
        return np.array(rarity, dtype=np.float32)

    def _missing(self, query: Query) -> tuple[str, ...]:
        lexical = self._generation.passage_terms
        if lexical is None:
            return ()
        return tuple(missing_words(query.text, query.terms, lexical.knows))


def _hit(
    query: Query, candidate: Candidate, judgement: Reranked, words: NDArray[np.bool_]
) -> Hit:
    matched, missing = _matched_and_missing(query, candidate, words)
    passage = candidate.passage
    return Hit(
        passage=passage,
        sentence=passage.sentences[judgement.sentence],
        score=judgement.score,
        ranks=candidate.ranks,
        matched_terms=matched,
        missing_terms=missing,
    )


def _matched_and_missing(
    query: Query, candidate: Candidate, words: NDArray[np.bool_]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the question's words that a passage has, itself or in other words.

    One that is read with a hint has no other words: its tokens would match the hint's.
    """
    found = set(np.flatnonzero(words).tolist())
    context = candidate.passage.context
    if query.trust >= TRUSTED and stated(context) == context:
        by_meaning, _ = split_by_match(
            candidate.interaction.best, query.encoded.offsets, query.terms
        )
        found.update(by_meaning)
    content = [
        (number in found, term.text)
        for number, term in enumerate(query.terms)
        if not term.stop and not term.partial
    ]
    return (
        tuple(dict.fromkeys(text for has, text in content if has)),
        tuple(dict.fromkeys(text for has, text in content if not has)),
    )
