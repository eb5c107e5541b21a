"""From a question to ranked hits in one opened generation, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from rag.asking.confidence import (
    RELATED,
    Features,
    answer_probability,
    default_threshold,
    related_probability,
    status_of,
)
from rag.asking.dictionary import Dictionary
from rag.asking.front import MAX_ARTICLES, STATED, stated_hits
from rag.asking.ranking.asides import without_asides
from rag.asking.ranking.candidates import Candidate, find_candidates
from rag.asking.ranking.marking import Form, form_of, further_sentences
from rag.asking.ranking.query import Query, prepare
from rag.asking.ranking.question_words import QuestionWords
from rag.asking.ranking.reranking import LateInteractionReranker, Reranked, Reranker
from rag.asking.wording.answer_types import fits
from rag.asking.wording.front_questions import (
    FrontQuestion,
    as_of_article,
    front_question,
)
from rag.library.generation.generation import Generation
from rag.roles import QuestionEncoder
from rag.types import Hit, Passage, Span, Status

Judged = tuple[Candidate, Reranked]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: hits, best first, at least one.

    `features` are the first one's, `related` the probability that it is on the subject,
    by comparison alone. `missing_terms` are the question's words that no article has.
    """

    hits: tuple[Hit, ...]
    features: Features
    related: float
    missing_terms: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1, that the first hit answers."""
        return self.hits[0].probability

    @property
    def threshold(self) -> float:
        """The probability from which on it is an answer, by the models."""
        return default_threshold(is_read=self.features.answers is not None)

    @property
    def status(self) -> Status:
        """What it is: an answer, something said about it, or nothing."""
        return status_of(self.confidence, self.related, self.threshold)


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
        self.dictionary = Dictionary(generation)
        self._generation = generation
        self._encoder = encoder
        self._reranker = reranker or LateInteractionReranker()

    def search(
        self,
        question: str,
        top_k: int,
        article_id: str | None = None,
        form: Form | None = None,
    ) -> Retrieved:
        """Find passages, best first; for title, author or date the lines that state it.

        Args:
            question: The question as it is to be searched for.
            top_k: How many passages at most.
            article_id: Search only this article.
            form: What kind of answer is wanted; None tells by the question.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        asked = front_question(question)
        if asked and (stated := self._stated(asked, top_k, article_id)):
            return stated
        generation = self._generation
        # Readers refuse a file without text, so each article has a passage.
        assert generation.passage_terms is not None
        rows = range(len(generation.passages))
        if article_id is not None:
            rows = generation.passage_rows(article_id)
        query = prepare(question, self._encoder, generation.manifest.languages)
        candidates = find_candidates(query, generation, rows)
        candidates = without_asides(query, candidates, generation.passage_terms)
        # All are judged before any is left out: the first stage's order isn't the last.
        judged = self._judged(query, candidates)[:top_k]
        words = QuestionWords(query, generation.passage_terms)
        found = words.in_passages([candidate.row for candidate, _ in judged])
        features = self._features(query, judged, words, found, len(rows))
        retrieved = Retrieved(
            hits=tuple(
                _hit(
                    query,
                    form or form_of(question),
                    each,
                    known,
                    words.matched_and_missing(each[0], terms),
                )
                for each, known, terms in zip(judged, features, found, strict=True)
            ),
            features=features[0],
            related=related_probability(features[0], query.trust),
            missing_terms=words.nowhere(),
        )
        # "The report" is the article itself, unless the article says who wrote one.
        asked = front_question(as_of_article(question))
        if asked and retrieved.status != "answered":
            return self._stated(asked, top_k, article_id) or retrieved
        return retrieved

    def is_word(self, text: str) -> bool:
        """Tell whether the encoder has a word as it stands, and not in pieces.

        Its vocabulary are the words that are common: a misspelt one isn't among them.
        """
        encoded = self._encoder.encode_question(text)
        pieces = np.count_nonzero(encoded.offsets[:, 1] > encoded.offsets[:, 0])
        return bool(pieces == 1 and encoded.known.all())

    def _stated(
        self, asked: FrontQuestion, top_k: int, article_id: str | None
    ) -> Retrieved | None:
        """Quote what articles state of themselves; None where none does."""
        found = [
            hit
            for each in self._articles_on(asked.subject, article_id)
            for hit in stated_hits(self._generation.article(each), asked.fields)
        ]
        if not found:
            return None
        features = Features(1.0, 1.0, 1.0, log(len(self._generation.passages)))
        return Retrieved(tuple(found[:top_k]), features, STATED, ())

    def _articles_on(
        self, subject: str | None, article_id: str | None
    ) -> Sequence[str]:
        """Choose the articles that are asked of; without a subject it may be any."""
        if subject is not None:
            found = self.search(subject, 1, article_id)
            is_one = found.related >= RELATED
            return [hit.passage.article_id for hit in found.hits if is_one]
        if article_id is not None:
            return [article_id]
        articles = self._generation.manifest.articles[:MAX_ARTICLES]
        return [article.id for article in articles]

    def _judged(self, query: Query, candidates: Sequence[Candidate]) -> list[Judged]:
        judgements = self._reranker.judge(query, candidates)
        pairs = zip(candidates, judgements, strict=True)
        # A stable sort: of equals the first stage's better one stays before the other.
        return sorted(pairs, key=lambda pair: pair[1].score, reverse=True)

    def _features(
        self,
        query: Query,
        judged: Sequence[Judged],
        words: QuestionWords,
        found: NDArray[np.bool_],
        searched: int,
    ) -> list[Features]:
        """Gather what the probability of each passage is computed from."""
        read = [judgement.read.answers for _, judgement in judged if judgement.read]
        # What wasn't read is taken to answer as little as the worst that was.
        worst = min(read, default=None)
        return [
            Features(
                sentence_maxsim=float(candidate.interaction.sentences.max()),
                cosine=self._cosine(query, candidate.row),
                word_share=words.share(candidate.row, terms),
                log_searched=log(searched),
                answers=judgement.read.answers if judgement.read else worst,
                misfit=float(not _fits(query, candidate.passage, judgement)),
                lacks_kind=float(_lacks_kind(query, candidate.passage, judgement)),
            )
            for (candidate, judgement), terms in zip(judged, found, strict=True)
        ]

    def _cosine(self, query: Query, row: int) -> float:
        """Compare the question's vector with a passage's and its sentences'."""
        generation = self._generation
        sentences = generation.sentence_rows(row)
        # A sentence's own vector tells more where its passage is on several things.
        vectors = (
            generation.passage_vectors.rows(row, row + 1),
            generation.sentence_vectors.rows(sentences.start, sentences.stop),
        )
        return max(float((v @ query.encoded.vector).max()) for v in vectors)


def _hit(
    query: Query,
    form: Form,
    judged: Judged,
    features: Features,
    words: tuple[tuple[str, ...], tuple[str, ...]],
) -> Hit:
    candidate, judgement = judged
    passage, (matched, missing) = candidate.passage, words
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
        probability=answer_probability(features, query.trust),
        row=candidate.row,
    )


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
