"""How probable it is that the articles answer a question, by the second model.

`python -m bench.fit_confidence` refits the constants.
"""

from rag.asking.confidence import (
    Coefficients,
    Features,
    ReadCoefficients,
    logistic,
    probability,
)

SECOND_COEFFICIENTS = Coefficients(
    -6.71, 0.0, 0.0, 5.11, -0.82, 8.23, 0.0, 5.01, 0.78, -1.25
)
ACROSS_COEFFICIENTS = Coefficients(-6.13, 0.0, 0.0, 0.0, -0.17, 19.72, 9.52, 7.56)
"""The same fit with the second model, on sets in languages that the first doesn't know,
and across languages, where words are no measure. Its score is of both similarities.
Most unanswerable questions of this fit are the sets' own, asked of all articles but the
ones that answer them."""

SECOND_RELATED_COEFFICIENTS = Coefficients(
    -4.66, 0.0, 0.0, 5.29, -0.77, 5.96, 0.0, 6.32, 0.65, -0.79
)
SECOND_READ_COEFFICIENTS = ReadCoefficients(4.58, 1.61, 0.0)
"""With the second reader what is read within a language is a second factor, on the same
questions."""

ACROSS_READ_COEFFICIENTS = Coefficients(
    -2.97, 0.0, 0.0, 0.0, -0.24, 13.95, 10.16, 7.32, answers=0.68
)
"""Across languages it is one feature more, as there it is surer than the comparison: of
4,000 questions of the fit 0.885 are then called answered and 0.080 of 2,000 asked of
other articles, as a factor 0.847 and 0.082, and without it 0.824 and 0.089."""

SECOND_THRESHOLD = 0.32
ACROSS_THRESHOLD = 0.5
"""The same with the second model. Within a language it is the lowest at which jsquad
refuses what it did without that model; each of XQuAD's five then answers 95 % and more
of both halves together and refuses 92 % and more. Across languages even odds count."""

SECOND_READ_THRESHOLD = 0.6
"""With the second reader, within a language and across. On the fitted half, asked of
one article, 0.986 of 420 questions are called answered, and 0.264 of them where the
passages that answer are taken out; with 0.4 it is 0.993 and 0.376, with 0.76, as the
first model needs, 0.960 and 0.199. Across 0.885 of 4,000 are, and 0.080 of those asked
of other articles; with 0.5 it is 0.909 and 0.121."""

SECOND_BESIDE_POINT = 0.3
"""At most so probably a quote of the second model answers that asks itself, has the
question's own words alone, to a "how many" no number, to a "how heavy" no weight, or is
on other names or another year: near at most."""


def second_probability(features: Features, *, is_across: bool) -> float:
    """Say how probable it is that a passage is on the subject, by the second model.

    Args:
        features: What retrieval found.
        is_across: The question is in another language than the articles.
    """
    is_read = features.answers is not None
    if is_across:
        compared = probability(features, ACROSS_COEFFICIENTS)
        # What answers is on the subject, however little alike it is.
        return max(compared, _read_across(features)) if is_read else compared
    known = SECOND_RELATED_COEFFICIENTS if is_read else SECOND_COEFFICIENTS
    return probability(features, known)


def _read_across(features: Features) -> float:
    return probability(features, ACROSS_READ_COEFFICIENTS)


def second_answer_probability(features: Features, *, is_across: bool) -> float:
    """Say how probable an answer is by the second model.

    Args:
        features: What retrieval found.
        is_across: The question is in another language than the articles.

    Returns:
        A probability between 0 and 1, by what the second reader says, too, where it
        read; small where the quote is beside the point.
    """
    found = second_probability(features, is_across=is_across)
    if features.answers is not None and is_across:
        found = _read_across(features)
    elif features.answers is not None:
        read = SECOND_READ_COEFFICIENTS
        found *= logistic(read.intercept + read.answers * features.answers)
    return min(found, SECOND_BESIDE_POINT) if features.beside_point else found


def second_threshold(*, is_across: bool, is_read: bool) -> float:
    """Give the probability from which on the second model's is an answer."""
    if is_read:
        return SECOND_READ_THRESHOLD
    return ACROSS_THRESHOLD if is_across else SECOND_THRESHOLD
