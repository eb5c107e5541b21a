"""The second stage: the final order of the candidates, and each one's best sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.discourse import as_answered, as_read_on
from rag.asking.ranking.late_interaction import Floats
from rag.asking.ranking.marking import form_of
from rag.asking.ranking.query import Query
from rag.asking.wording.figures_asked import states_asked
from rag.asking.wording.reasons_asked import asks_why, says_why
from rag.readers.plain.lines import ends_sentence
from rag.text.terms import content_stems
from rag.types import Passage, Sentence, Span

FUSED_SHARE = 0.05
"""How much the fused first-stage score, in standard deviations, adds to the order."""

COVERAGE_SHARE = 0.3
"""How much the best sentence's share of the question's words adds to the order.

Both shares were chosen on eight English sets together, by mean hit@1 and sentence@1;
from (0.02, 0.2) to (0.05, 0.3) the means move by 0.4 points."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What adds to the second model's similarities, which differ by less.

    `fused` is as `FUSED_SHARE`, `coverage` as `COVERAGE_SHARE`, and `sentence` what
    coverage counts in choosing a sentence.
    """

    fused: float
    coverage: float
    sentence: float


WITHIN = Shares(fused=0.05, coverage=0.2, sentence=0.6)
ACROSS = Shares(fused=0.005, coverage=0.1, sentence=0.1)
"""Within a language and across languages, where hardly a word but names and figures is
the same. Chosen on half of XQuAD's articles in five languages and six pairs, by hit@1
and sentence@1: within from (0.02, 0.1) to (0.07, 0.3) hit@1 moves by 0.6 points."""

FIGURE_SHARE = 0.1
"""What a sentence gains by the second model that has the number or time asked for. On
half of XQuAD in German, Spanish and Russian four questions more get the right sentence
with it and none less; with 0.3 they are as many."""

REASON_SHARE = 0.3
"""What one gains there that gives a reason by its words, where one is asked for. Of 112
questions for one in seven public sets, in German, Spanish, Portuguese, Russian, Arabic
and Chinese, 98 get the right sentence with it and 97 without; of 17 to articles of our
own one more with 0.2 and 0.3, two with 0.5, and then one more near miss is answered."""

NAMING_SHARE = 0.3
"""What one loses there that is no sentence, and has the question's own words alone: a
title in minutes or a list. On half of XQuAD in German, Spanish, Russian and Chinese,
which has none, as many sentences are right with 0 to 0.6."""

WORDS_SHARE = 1.1
"""What coverage counts in choosing a sentence, less trust: little in a language that
the encoder knows, nearly all in one that it doesn't."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a passage.

    `answers` is the log-odds that it answers; `words` are the best of what is quoted,
    as characters of its text, and `is_sure` tells whether they are likely enough the
    answer's own to be marked. `beside` is -1 where its best sentence is quoted with the
    one that it points back to, 1 with the one that it leads up to, and else 0. `above`
    are the words of a heading that answer instead, as characters of its `section`.
    """

    answers: float
    words: Span
    beside: int = 0
    above: Span | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Reranked:
    """A candidate's final score, and that of each of its sentences, shape (s,).

    Higher is better. `read` is what a reader made of it, None where none read it.
    """

    score: float
    sentences: Floats
    read: Read | None = None

    @property
    def sentence(self) -> int:
        """Index of the best sentence."""
        return int(np.argmax(self.sentences))

    def quoted(self, passage: Passage) -> Sentence:
        """Give the best sentence, with the one beside it where it needs that.

        "He is the oldest of them" answers no "who". 4 in 100 questions of nq_gold have
        such a quote, and 0.767 of its answers are in the quote instead of 0.749.
        """
        beside = self.read.beside if self.read else 0
        first, last = sorted((self.sentence, self.sentence + beside))
        return replace(passage.sentences[first], end=passage.sentences[last].end)


def with_read(
    judged: Sequence[Reranked], read: Mapping[int, Reranked]
) -> list[Reranked]:
    """Put what was read in its places.

    What wasn't can't be better than what was: as little is said of it as of the worst.
    """
    gains = [new.score - judged[place].score for place, new in read.items()]
    least = min(gains, default=0.0)
    return [
        read.get(place) or replace(one, score=one.score + least)
        for place, one in enumerate(judged)
    ]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, and what was made of it."""

    candidate: Candidate
    judgement: Reranked

    @property
    def passage(self) -> Passage:
        """The passage that may answer."""
        return self.candidate.passage

    @property
    def read(self) -> Read | None:
        """What a reader made of it, None where none read it."""
        return self.judgement.read

    @property
    def best(self) -> int:
        """Index of the best sentence."""
        return self.judgement.sentence

    @property
    def quote(self) -> str:
        """What is quoted of it."""
        return self.passage.quote(self.judgement.quoted(self.passage))


class Reranker(Protocol):
    """Gives the candidates of a question their final scores."""

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge each candidate, in the order given."""


class LateInteractionReranker:
    """Orders by late interaction, by the words, and a little by the first stage."""

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge each candidate by what was compared already."""
        return [self._judgement(query, candidate) for candidate in candidates]

    @staticmethod
    def _judgement(query: Query, candidate: Candidate) -> Reranked:
        interaction, coverage = candidate.interaction, candidate.coverage
        by_sentence = compared_sentences(query, candidate)
        if query.is_second:
            return Reranked(second_score(query, candidate), by_sentence)
        # Coverage isn't scaled by trust: words are evidence in a known language, too.
        score = (
            query.trust * interaction.score
            + COVERAGE_SHARE * float(coverage.max())
            + FUSED_SHARE * candidate.fused
        )
        return Reranked(score, by_sentence)


def compared_sentences(query: Query, candidate: Candidate) -> Floats:
    """Score each sentence of a candidate by comparison alone, shape (s,).

    Example:
        With a trust of 1, a MaxSim of 1 and no word of the question: 1.
    """
    matches, coverage = candidate.interaction.sentences, candidate.coverage
    if query.is_second:
        shares = ACROSS if query.is_across else WITHIN
        compared = matches + shares.sentence * coverage
        compared += _told(query, candidate.passage)
    else:
        if form_of(query.text) == "reason":
            matches = as_read_on(candidate.passage, matches)
        compared = query.trust * matches + (WORDS_SHARE - query.trust) * coverage
    return as_answered(query.text, candidate.passage, compared)


def _told(query: Query, passage: Passage) -> Floats:
    """Say what a passage's sentences gain that have what is asked for, shape (s,)."""
    quotes = passage.quotes()
    if asks_why(query.text):
        states = [REASON_SHARE * says_why(quote) for quote in quotes]
    else:
        states = [FIGURE_SHARE * states_asked(query.text, quote) for quote in quotes]
    names = [NAMING_SHARE * only_names(query, quote) for quote in quotes]
    return np.array(states, np.float32) - np.array(names, np.float32)


def only_names(query: Query, quote: str) -> bool:
    """Tell whether a quote is no sentence, and has the question's own words alone.

    To keywords, which ask nothing, that is no fault.
    """
    if ends_sentence(quote) or not any(term.stop for term in query.terms):
        return False
    own = {stem for term in query.terms for stem in term.stems}
    return own.issuperset(content_stems(quote, query.language))


def second_score(query: Query, candidate: Candidate) -> float:
    """Score a candidate by what the second model and the words say of it.

    Example:
        Within a language, a MaxSim of 1 and nothing else give 1.
    """
    shares = ACROSS if query.is_across else WITHIN
    return (
        candidate.interaction.score
        + shares.coverage * float(candidate.coverage.max())
        + shares.fused * candidate.fused
    )


class PairScorer(Protocol):
    """Scores how well each text answers a question, as a cross-encoder does."""

    def score_pairs(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give a score, higher is better, for each text."""


class CrossEncoderReranker:
    """Orders by a cross-encoder, which reads question and passage together.

    Args:
        scorer: The model.
    """

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Score each passage, and each sentence of it, with the question."""
        passages = [candidate.passage for candidate in candidates]
        scores = self._scorer.score_pairs(query.text, [p.text for p in passages])
        quotes = [passage.quotes() for passage in passages]
        every = [quote for group in quotes for quote in group]
        # All at once: the model reads full batches in less time than many short ones.
        by_sentence = iter(self._scorer.score_pairs(query.text, every))
        return [
            Reranked(score, np.array([next(by_sentence) for _ in group], np.float32))
            for score, group in zip(scores, quotes, strict=True)
        ]
