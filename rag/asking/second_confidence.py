"""How probable it is that the articles answer a question, by the second model.

`python -m bench.fit_confidence` refits the constants.
"""

from rag.asking.confidence import Coefficients, Features, probability

SECOND_COEFFICIENTS = Coefficients(
    -6.71,
    word_share=5.11,
    log_searched=-0.82,
    score=8.23,
    lead=5.01,
    says=0.78,
    lacks_name=-1.25,
)
ACROSS_COEFFICIENTS = Coefficients(
    -6.13, log_searched=-0.17, score=19.72, margin=9.52, lead=7.56
)
"""The same fit with the second model, on sets in languages that the first doesn't know,
and across languages, where words are no measure. Its score is of both similarities.
Most unanswerable questions of this fit are the sets' own, asked of all articles but the
ones that answer them."""

SECOND_READ_COEFFICIENTS = Coefficients(
    -2.18, log_searched=-0.75, score=6.26, margin=-0.1, lead=6.33, answers=0.8
)
"""With the second reader what it says is one feature more, on the same questions. As a
factor, as in English, it could only take from what the comparison says: of 100
questions to ten documents in as many languages, in a reader's own words and little like
the text's, 24 were answered by the right quote then, and 30 are now."""

ACROSS_READ_COEFFICIENTS = Coefficients(
    -1.36, margin=5.58, clear_lead=2.98, answers=0.58
)
"""Across languages only how clearly a passage leads counts beside that: in an article
on one train all that is asked of it is far ahead, whether it is told or not. So the fit
has its questions also put to what is left without the passages that answer."""

SUBJECT_ODDS = 3
"""So many times the odds of an answer, where it was read, are those of being on the
subject. So of the fitted half's questions, asked of one article, 0.008 of those that
can be answered aren't found and 0.973 of those on something else, by the comparison
alone 0.015 and 0.963; across languages it is 0.041 and 0.886."""

SECOND_THRESHOLD = 0.32
ACROSS_THRESHOLD = 0.5
"""The same with the second model. Within a language it is the lowest at which jsquad
refuses what it did without that model; each of XQuAD's five then answers 95 % and more
of both halves together and refuses 92 % and more. Across languages even odds count,
with the second reader, too: of the fitted half's questions, asked of one article, 0.880
of 2,000 are called answered then, and 0.273 where the passages that answer are taken
out, and of those asked of all articles but their own 0.057; with 0.4 it is 0.920, 0.354
and 0.089, with 0.6 0.837, 0.207 and 0.029."""

SECOND_READ_THRESHOLD = 0.6
"""With the second reader, within a language. On the fitted half, asked of one article,
0.975 of 357 questions are called answered, and 0.275 of them where the passages that
answer are taken out; with 0.4 it is 0.989 and 0.356, with 0.76 0.958 and 0.207."""

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
    return probability(features, compared if features.answers is None else read)


def second_threshold(*, is_across: bool, is_read: bool) -> float:
    """Give the probability from which on the second model's is an answer."""
    if is_across:
        return ACROSS_THRESHOLD
    return SECOND_READ_THRESHOLD if is_read else SECOND_THRESHOLD
