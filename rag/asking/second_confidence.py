"""How probable it is that the articles answer a question, by the second model.

`python -m bench.fit_confidence` refits the constants.
"""

from dataclasses import replace
from math import tanh

from rag.asking.confidence import Coefficients, Features, probability

SECOND_COEFFICIENTS = Coefficients(
    -8.91,
    word_share=5.26,
    log_searched=-0.86,
    score=9.28,
    lead=3.12,
    says=0.8,
    lacks_name=-1.23,
)
ACROSS_COEFFICIENTS = Coefficients(
    -6.49, log_searched=-0.07, score=17.54, margin=8.21, lead=2.53
)
"""The same fit with the second model, on sets in languages that the first doesn't know,
and across languages, where words are no measure. Its score is of both similarities.
Most unanswerable questions of this fit are the sets' own, asked of all articles but the
ones that answer them."""

SECOND_READ_COEFFICIENTS = Coefficients(-4.25, margin=4.64, lead=4.15, answers=0.83)
ACROSS_READ_COEFFICIENTS = Coefficients(-1.36, margin=5.58, lead=2.98, answers=0.58)
"""With the second reader: what it says, and how clearly the passage is the one that the
question is on. Fitted on the same questions and on these without the passages that
answer. As a factor, as in English, reading could only take from what the comparison
says, and questions in a reader's own words are little like the text's."""

SAYS_SO = 1.0
CLEARLY = tanh(1)
"""A passage that answers by such log-odds of the second reader leads clearly at least
(`rag.asking.evidence.CLEAR_LEAD`): of two articles that say the same neither does. Of
the fitted half's questions, asked of all articles, that is 0.935 instead of 0.926
answered, and of all but those that answer 0.032 instead of 0.020; with no lead it would
be 0.78 of the former instead of 0.19. Across languages it changes 0.007 of them."""

SUBJECT_ODDS = 3
"""So many times the odds of an answer, where it was read, are those of being on the
subject. So of the fitted half's questions, asked of one article, 0.021 of those that
can be answered aren't found, and 0.966 of those on something else; across languages
0.041 and 0.886."""

SECOND_THRESHOLD = 0.32
ACROSS_THRESHOLD = 0.5
"""The same with the second model. Within a language each of XQuAD's five then answers
94 % and more of 240 questions and refuses 93 % and more. Across languages even odds
count."""

SECOND_READ_THRESHOLD = 0.5
"""With the second reader, within a language and across: even odds. On the fitted half,
asked of one article, 0.935 of 1,500 questions are called answered, and 0.251 of them
where the passages that answer are taken out; with 0.4 it is 0.955 and 0.297, with 0.6
0.900 and 0.200. Across 0.880 and 0.273 are, and 0.057 of those asked of all articles
but their own; with 0.4 it is 0.920, 0.354 and 0.089, with 0.6 0.837, 0.207 and
0.029."""

SECOND_BESIDE_POINT = 0.3
"""At most so probably a quote of the second model answers that asks itself, has the
question's own words alone, to a "how many" no number, to a "how heavy" no weight, or is
on other names or another year: near at most."""


def second_probability(features: Features, *, is_across: bool) -> float:
    """Say how probable it is that a passage is on the subject, by the second model.

    Args:
        features: What retrieval found.
        is_across: The question is in another language than the articles.

    Returns:
        A probability between 0 and 1. Where the second reader read, it follows from
        that of an answer (`SUBJECT_ODDS`).
    """
    answers = _probability(features, is_across=is_across)
    if features.answers is None:
        return answers
    return SUBJECT_ODDS * answers / (1 + (SUBJECT_ODDS - 1) * answers)


def second_answer_probability(features: Features, *, is_across: bool) -> float:
    """Say how probable an answer is by the second model.

    Args:
        features: What retrieval found.
        is_across: The question is in another language than the articles.

    Returns:
        A probability between 0 and 1, by what the second reader says, too, where it
        read; small where the quote is beside the point.
    """
    found = _probability(features, is_across=is_across)
    return min(found, SECOND_BESIDE_POINT) if features.beside_point else found


def _probability(features: Features, *, is_across: bool) -> float:
    compared, read = (
        (ACROSS_COEFFICIENTS, ACROSS_READ_COEFFICIENTS)
        if is_across
        else (SECOND_COEFFICIENTS, SECOND_READ_COEFFICIENTS)
    )
    if features.answers is None:
        return probability(features, compared)
    if features.answers >= SAYS_SO:
        features = replace(features, lead=max(features.lead, CLEARLY))
    return probability(features, read)


def second_threshold(*, is_across: bool, is_read: bool) -> float:
    """Give the probability from which on the second model's is an answer."""
    if is_read:
        return SECOND_READ_THRESHOLD
    return ACROSS_THRESHOLD if is_across else SECOND_THRESHOLD
