"""Which reading of a question wins over the question as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.asking.retrieved import Retrieved
from rag.asking.wording.followups import FollowUp
from rag.types import Hit

GAIN_IF_INCOMPLETE = 0.0
GAIN_IF_SHORT = 0.1
"""By how much a reading must raise the probability of an answer, for a question that
can't stand alone by its form, and for one that is only short. Measured on the
conversations of mtrag: smaller gains misread questions that stand alone, larger ones
find less."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found, and how the question was read; None is as it stands, alone.

    Read together with those before it, though no whole question says how, it is the
    question itself.
    """

    found: Retrieved
    read_as: str | None


def gain_needed(leaning: FollowUp) -> float:
    """Give by how much a reading of a question must raise the probability."""
    return GAIN_IF_INCOMPLETE if leaning.incomplete else GAIN_IF_SHORT


def best_reading(
    tried: Iterable[Understood],
    literal: Retrieved,
    leaning: FollowUp,
    *,
    is_across: bool,
) -> Understood | None:
    """Choose among readings; None where the question itself is as good.

    Args:
        tried: What each reading finds, the plainest first.
        literal: What the question finds as it stands.
        leaning: The question.
        is_across: It is in another language than all articles.
    """
    better = [
        one
        for one in tried
        if is_better(one.found, literal, leaning, is_across=is_across)
    ]
    if not better:
        return None
    # Of equals the first, which is the plainest.
    best = max(better, key=lambda one: one.found.confidence)
    hits = _with_sentences_of(literal.hits, best.found.hits, leaning)
    return replace(best, found=replace(best.found, hits=hits))


def is_better(
    found: Retrieved,
    literal: Retrieved,
    leaning: FollowUp,
    *,
    is_across: bool = False,
) -> bool:
    """Tell whether a reading of a question finds more than the question itself.

    The words taken from the question before are found easily where that one was. So
    the question's own words must be found too: all of a short question's, one at least
    of an incomplete one's, which may have a single word that is missing ("How is it
    calculated?").

    Args:
        found: What the reading finds.
        literal: What the question finds as it stands.
        leaning: The question.
        is_across: It is in another language than the articles, which have none of its
            words: only one that can't stand alone is read otherwise.
    """
    if found.confidence <= literal.confidence + gain_needed(leaning):
        return False
    if is_across:
        return leaning.incomplete
    matched = {word.lower() for hit in found.hits[:1] for word in hit.matched_terms}
    if not leaning.incomplete:
        return leaning.own_words <= matched
    return len(leaning.own_words) <= 1 or not matched.isdisjoint(leaning.own_words)


def _with_sentences_of(
    literal: Sequence[Hit], hits: Sequence[Hit], leaning: FollowUp
) -> tuple[Hit, ...]:
    """Mark the sentences that the question's own words chose, where they found any.

    The words taken from the question before say which passage, and would draw the mark
    to the sentence that answered that question.
    """
    if not leaning.own_words:
        return tuple(hits)
    chosen = {(hit.passage.article_id, hit.passage.start): hit for hit in literal}
    marks = (
        chosen.get((hit.passage.article_id, hit.passage.start), hit) for hit in hits
    )
    return tuple(
        replace(
            hit,
            sentence=mark.sentence,
            words=mark.words,
            marks=mark.marks,
            is_chosen=mark.is_chosen,
        )
        for hit, mark in zip(hits, marks, strict=True)
    )
