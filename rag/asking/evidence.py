"""What says that a passage answers: the figures its probability is computed from."""

from collections.abc import Sequence
from math import log

from rag.asking.confidence import Features
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Reranked, second_score
from rag.asking.wording.answer_types import fits
from rag.types import Passage

Judged = tuple[Candidate, Reranked]


def features_of(
    query: Query,
    judged: Sequence[Judged],
    cosines: Sequence[Sequence[float]],
    word_shares: Sequence[float],
    searched: int,
) -> list[Features]:
    """Gather what the probability of each passage is computed from.

    Args:
        query: The question.
        judged: The passages, best first, at least one.
        cosines: Of the question's vector with each passage's, then its sentences'.
        word_shares: What share of the question's words each passage has.
        searched: How many passages were searched.
    """
    read = [judgement.read.answers for _, judgement in judged if judgement.read]
    # What wasn't read is taken to answer as little as the worst that was.
    worst = min(read, default=None)
    return [
        Features(
            sentence_maxsim=float(candidate.interaction.sentences.max()),
            # A sentence's own vector tells more where its passage is on several things.
            cosine=max(near),
            word_share=share,
            log_searched=log(searched),
            answers=judgement.read.answers if judgement.read else worst,
            misfit=float(not _fits(query, candidate.passage, judgement)),
            lacks_kind=float(_lacks_kind(query, candidate.passage, judgement)),
            score=second_score(query, candidate) if query.is_second else 0.0,
            margin=near[0] - candidate.level if query.is_second else 0.0,
        )
        for (candidate, judgement), near, share in zip(
            judged, cosines, word_shares, strict=True
        )
    ]


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
