"""A question in a conversation: searched as it stands, or as it was meant.

The question itself is always searched. What it may mean after the questions before it
(`rag.asking.followups`) is searched only where that could win, and wins only when it
makes an answer more probable without losing the question's own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.asking.followups import FollowUp, follow_up
from rag.asking.retrieval import Retrieved, Retriever
from rag.text.languages import choose_language
from rag.types import Hit, Turn

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


def understand(
    retriever: Retriever,
    question: str,
    history: Sequence[Turn],
    languages: Sequence[str],
    top_k: int,
    article_id: str | None = None,
) -> Understood:
    """Search for a question as it stands or, if that finds more, as a follow-up.

    Args:
        retriever: Searches.
        question: The question.
        history: The turns before it, oldest first; empty to take it literally.
        languages: ISO 639-1 codes of the articles' languages.
        top_k: How many passages at most.
        article_id: Search only this article.

    Raises:
        ArticleNotFoundError: No article has that id.
    """
    literal = retriever.search(question, top_k, article_id)
    leaning = _leaning(question, history, languages)
    # No answer is more probable than 1, so no reading could win: none is searched.
    if leaning is None or literal.confidence + _gain(leaning) >= 1:
        return Understood(literal, None)
    tried = (
        Understood(retriever.search(sense.searched, top_k, article_id), sense.plain)
        for sense in leaning.readings
    )
    better = [one for one in tried if is_better(one.found, literal, leaning)]
    if not better:
        return Understood(literal, None)
    # Of equals the first, which is the plainest.
    best = max(better, key=lambda one: one.found.confidence)
    hits = _with_sentences_of(literal.hits, best.found.hits, leaning)
    return replace(best, found=replace(best.found, hits=hits))


def is_better(found: Retrieved, literal: Retrieved, leaning: FollowUp) -> bool:
    """Tell whether a reading of a question finds more than the question itself.

    The words taken from the question before are found easily where that one was. So
    the question's own words must be found too: all of a short question's, one at least
    of an incomplete one's, which may have a single word that is missing ("How is it
    calculated?").

    Args:
        found: What the reading finds.
        literal: What the question finds as it stands.
        leaning: The question.
    """
    if found.confidence <= literal.confidence + _gain(leaning):
        return False
    matched = {word.lower() for hit in found.hits[:1] for word in hit.matched_terms}
    if not leaning.incomplete:
        return leaning.own_words <= matched
    return len(leaning.own_words) <= 1 or not matched.isdisjoint(leaning.own_words)


def _leaning(
    question: str, history: Sequence[Turn], languages: Sequence[str]
) -> FollowUp | None:
    if not history:
        return None
    # "Why?" alone does not tell a language.
    language = choose_language(f"{history[-1].question} {question}", languages)
    return follow_up(question, history, language)


def _gain(leaning: FollowUp) -> float:
    return GAIN_IF_INCOMPLETE if leaning.incomplete else GAIN_IF_SHORT


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
        replace(hit, sentence=mark.sentence, words=mark.words)
        for hit, mark in zip(hits, marks, strict=True)
    )
