"""How probable it is that the articles answer a question, by the second model.

`python -m bench.fit_confidence` refits the constants.
"""

from rag.asking.confidence import Coefficients, Features, probability

SECOND_COEFFICIENTS = Coefficients(
    -6.71, 0.0, 0.0, 5.11, -0.82, 8.23, 0.0, 5.01, 0.78, -1.25
)
ACROSS_COEFFICIENTS = Coefficients(-6.13, 0.0, 0.0, 0.0, -0.17, 19.72, 9.52, 7.56)
"""The same fit with the second model, on sets in languages that the first doesn't know,
and across languages, where words are no measure. Its score is of both similarities.
Most unanswerable questions of this fit are the sets' own, asked of all articles but the
ones that answer them."""

SECOND_READ_COEFFICIENTS = Coefficients(
    -2.18, log_searched=-0.75, score=6.26, margin=-0.1, lead=6.33, answers=0.8
)
ACROSS_READ_COEFFICIENTS = Coefficients(
    -2.97, log_searched=-0.24, score=13.95, margin=10.16, lead=7.32, answers=0.68
)
"""With the second reader what it says is one feature more, on the same questions. As a
factor beside what the comparison says, as in English, it could take from that alone:
asked in a reader's own words, which are little like the article's, 28 of 100 questions
to ten documents in as many languages had an answer then, and 38 have now."""

ON_SUBJECT = 3
"""So many times the odds of an answer are those of being on the subject, within a
language. Questions on something else that are put to one article, of the fitted half of
six sets, are called near as seldom as by comparison alone (0.03 of them, 0.04), and
0.007 of those that can be answered aren't found instead of 0.015."""

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
    compared = ACROSS_COEFFICIENTS if is_across else SECOND_COEFFICIENTS
    found = probability(features, compared)
    if features.answers is None:
        return found
    answers = _read_probability(features, is_across=is_across)
    if is_across:
        return max(found, answers)  # what answers is on it, however little alike it is
    return ON_SUBJECT * answers / (1 + (ON_SUBJECT - 1) * answers)


def _read_probability(features: Features, *, is_across: bool) -> float:
    read = ACROSS_READ_COEFFICIENTS if is_across else SECOND_READ_COEFFICIENTS
    return probability(features, read)


def second_answer_probability(features: Features, *, is_across: bool) -> float:
    """Say how probable an answer is by the second model.

    Args:
        features: What retrieval found.
        is_across: The question is in another language than the articles.

    Returns:
        A probability between 0 and 1, by what the second reader says, too, where it
        read; small where the quote is beside the point.
    """
    of = second_probability if features.answers is None else _read_probability
    found = of(features, is_across=is_across)
    return min(found, SECOND_BESIDE_POINT) if features.beside_point else found


def second_threshold(*, is_across: bool, is_read: bool) -> float:
    """Give the probability from which on the second model's is an answer."""
    if is_read:
        return SECOND_READ_THRESHOLD
    return ACROSS_THRESHOLD if is_across else SECOND_THRESHOLD
