"""How probable it is that the articles answer a question.

A logistic regression on four figures that retrieval has anyway, which tells apart
questions on another subject almost surely. Ones that were written to look answerable
take reading: where a reader read the passage, what it says is in a second factor.
`python -m bench.fit_confidence` refits the constants.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import exp, log
from operator import attrgetter, mul

from rag.types import Status


@dataclass(frozen=True, slots=True)
class Features:
    """What the probability is computed from, all of the best passage.

    `sentence_maxsim` is the MaxSim of its best sentence, `cosine` that of the
    question's vector to its own or to one of its sentences', whichever is greater,
    both in [-1, 1]; `word_share` in [0, 1] is the share of the question's content
    words, weighted by IDF, that it or its title has. `log_searched` is the natural
    logarithm of how many passages were searched: the best of more is better by chance.
    `answers` is a reader's log-odds that the passage answers, None without one;
    `misfit` is 1 where the words it marked aren't of the kind that was asked for, and
    `beside_point` 1 where nothing in the quote is, or it has what the question excludes
    (`rag.asking.wording.opposites`), or is on other names or another year. `is_stated`
    is 1 where it has an address that is asked for, in a passage with all other words of
    the question, or stands where the question says: under its heading or time, in its
    row and column. `stands_out` is how much the first stage's score is above
    the best of as many by chance (`rag.asking.evidence.stands_out`). With the second
    model `score` is what the passage is ordered by, `margin` how much nearer it is than
    further ones (`rag.asking.ranking.candidates.NEIGHBOURS`), `lead` how much its score
    is above another article's (`rag.asking.evidence.leads_of`), `clear_lead` how
    clearly, its hyperbolic tangent in `rag.asking.evidence.CLEAR_LEAD`, `says` how much
    the question says, the logarithm of 1 and the weights of its tokens: what is as like
    a longer one is likelier its answer; and `lacks_name` the share of its names and
    figures that the passage lacks (`QuestionWords.lacks_name`). With the first all six
    are 0. `gives_reason` is 1 where the quote says why, and that is asked.
    """

    sentence_maxsim: float
    cosine: float
    word_share: float
    log_searched: float
    answers: float | None = None
    misfit: float = 0.0
    beside_point: float = 0.0
    is_stated: float = 0.0
    score: float = 0.0
    margin: float = 0.0
    lead: float = 0.0
    clear_lead: float = 0.0
    says: float = 0.0
    lacks_name: float = 0.0
    stands_out: float = 0.0
    gives_reason: float = 0.0


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A fitted model: log-odds are `intercept` plus the products with the features."""

    intercept: float
    sentence_maxsim: float = 0.0
    cosine: float = 0.0
    word_share: float = 0.0
    log_searched: float = 0.0
    score: float = 0.0
    margin: float = 0.0
    lead: float = 0.0
    clear_lead: float = 0.0
    says: float = 0.0
    lacks_name: float = 0.0
    stands_out: float = 0.0
    misfit: float = 0.0
    answers: float = 0.0


COEFFICIENTS = Coefficients(-5.65, 7.53, 5.63, 0.92, -0.32)
"""Fitted on half of the articles of English sets, asked whole or an article at a time,
in which answerable questions weigh as much as unanswerable ones, and each kind of these
the same. `python -m bench.fit_confidence` repeats the fit."""


# `dataclasses.astuple` copies each number, which took a tenth of a question. What a
# reader says comes last and is left out: there may be none.
_EVIDENCE = [field.name for field in fields(Coefficients)][1:-1]
_FACTORS = attrgetter("intercept", *_EVIDENCE)
_VALUES = attrgetter(*_EVIDENCE)


RELATED_COEFFICIENTS = Coefficients(-5.21, 11.74, 8.19, 0.94, -0.78)
READ_COEFFICIENTS = Coefficients(1.08, stands_out=0.31, misfit=-1.17, answers=0.4)
"""With the reader that ships two things must hold: that the passage is on the subject,
by comparison, and that it answers, by reading and by how far it stands out. Fitted
together, as factors, on the same questions; then the second once more, where from
`RELATED` on the first counts as 1. So the AUROC of near misses is higher on each of
five sets in people's own words than with the plain product, by 0.01 to 0.03, and on
squad2's halves as it was (docs/measured.md)."""

LEXICAL_COEFFICIENTS = Coefficients(-3.09, word_share=15.19, log_searched=-0.55)
"""The same fit on the words alone, for languages that the encoder does not know: on
Russian, Chinese and Arabic sets."""

THRESHOLD = 0.3
"""Below this probability the comparison alone says "not found"."""

READ_THRESHOLD = 0.58
"""Below this probability an answer that was read is near at most. Of squad2's questions
that is half of the adversarial ones and 10 % of those that can be answered, on articles
that the fit did not see 63 % and 12 %. In a library of other texts (nq_gold) it is 11 %
of those that can be answered (`python -m bench.quality`)."""

MOST_BESIDE_POINT = 0.5
"""At most so probably a quote answers that is beside the point: for a "how tall" it has
no number, for "West Avalon" East Avalon, for what isn't so what is. Of the quotes to
1,623 adversarial questions of squad2 54 have what is excluded and 219 affirm what is
denied, and 60 of these would have been called answers, from 0.76 on; of those to 3,719
that can be answered, of four sets, it is 1 and 9, and 4 would have been. So it is with
marked words of another kind: of 321 answers to 575 questions of squad2 and nq_gold none
has such words."""

GIVEN_REASON = 1.3
"""What it adds to the log-odds of answering that the quote gives a reason by its words,
where one is asked for. People ask why in words of their own, and the reader doubts what
shares none of theirs. Of 916 questions and 366 near misses to 52 articles of our own
516 are called answered by the right quote instead of 504 (522 with `REASON_SHARE`), by
another 72 instead of 70, and of the near misses 77 as before; of the questions to four
public sets one more. Fits on one half of our articles or the other give 1.2 and 1.3."""


RELATED = 0.5
"""From this probability on a passage is on the subject of a question, and where it
doesn't answer it a near miss."""


SURELY_READ = 2.0
LEAST_RELATED = 0.9
"""At least so probably a passage is on the subject that has the address which is asked
for, or of which a reader says with such log-odds that it answers, in words that fit:
by comparison "office@inn.example" is like nothing, and a question of few words like
little. Of 3,719 questions of squad2, xquad_en, nq_gold and covidqa that can be answered
that makes 36 answers more, 27 of them right, and of 2,136 that can't nine, of which
none of the 405 on something else."""


def probability(
    features: Features, coefficients: Coefficients = COEFFICIENTS, more: float = 0.0
) -> float:
    """Say how probable it is by a fitted model that the articles answer the question.

    Args:
        features: What retrieval found.
        coefficients: The fitted model.
        more: Log-odds beside those of the model.

    Returns:
        A probability between 0 and 1.

    Example:
        With all coefficients 0 any features give 0.5.
    """
    read = coefficients.answers * (features.answers or 0.0) + more
    return logistic(_log_odds(features, _FACTORS(coefficients)) + read)


def _log_odds(features: Features, factors: Sequence[float]) -> float:
    """Give the log-odds by all but what a reader says."""
    log_odds: float = sum(map(mul, (1.0, *_VALUES(features)), factors))
    return log_odds


def logistic(log_odds: float) -> float:
    """Turn log-odds into a probability, however large they are.

    >>> logistic(0.0)
    0.5
    """
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    return exp(log_odds) / (1 + exp(log_odds))


def related_probability(features: Features, trust: float) -> float:
    """Say how probable it is that the passage is on the subject of the question.

    Args:
        features: What retrieval found.
        trust: How far the encoder knows the question's language, 0 to 1.

    Returns:
        A probability between 0 and 1; the log-odds of the model with the encoder and
        of that on words alone are weighed by the square of trust. It is
        `LEAST_RELATED` at least where an address is stated or the reader is sure.

    Example:
        With a trust of 1, and no reader, it is `probability(features)`.
    """
    known = COEFFICIENTS if features.answers is None else RELATED_COEFFICIENTS
    # Squared: half-known languages are told apart better by their words.
    weight = trust**2
    weighed = [
        weight * of_encoder + (1 - weight) * of_words
        for of_encoder, of_words in zip(
            _FACTORS(known), _FACTORS(LEXICAL_COEFFICIENTS), strict=True
        )
    ]
    found = logistic(_log_odds(features, weighed))
    is_sure = features.is_stated or _is_surely_read(features)
    return max(found, LEAST_RELATED) if is_sure else found


def _is_surely_read(features: Features) -> bool:
    """Tell whether a reader leaves little doubt that the passage answers."""
    if features.answers is None or features.misfit or features.beside_point:
        return False
    return features.answers >= SURELY_READ


def answer_probability(features: Features, trust: float) -> float:
    """Say how probable an answer is: on the subject, and one by what a reader says.

    Args:
        features: What retrieval found.
        trust: How far the models know the question's language, 0 to 1.

    Returns:
        A probability between 0 and 1; what the reader says counts by the square of
        trust, as far as the passage is on the subject at all, from `RELATED` on fully.
        Without a reader it is that the passage is on the subject.
    """
    related = related_probability(features, trust)
    if features.answers is None:
        return related
    given = GIVEN_REASON * features.gives_reason
    answers = probability(features, READ_COEFFICIENTS, given)
    if features.beside_point or (features.misfit and not features.is_stated):
        answers = min(answers, MOST_BESIDE_POINT)
    # How like the question a passage is says no more from there on: what people ask in
    # their own words is less like its answer than like what is nearly that.
    on_subject = min(1.0, related / RELATED)
    return (1 - trust**2) * related + trust**2 * on_subject * answers


def default_threshold(is_read: bool) -> float:
    """Give the probability from which on it is an answer, with a reader or without."""
    return READ_THRESHOLD if is_read else THRESHOLD


def as_strict(wanted: float, own: float) -> float:
    """Give the threshold that is as strict for another model as one is in English.

    Each model, and each way of asking it, has its own; what a person sets is told
    beside that of the first model with the reader (`READ_THRESHOLD`).

    Args:
        wanted: What the person set, 0 to 1.
        own: The other one's own threshold, between 0 and 1.

    Returns:
        By as much more or less than its own in log-odds; 0 and 1 remain.

    Example:
        >>> as_strict(READ_THRESHOLD, 0.32)
        0.32
        >>> as_strict(1.0, 0.32), as_strict(0.0, 0.32)
        (1.0, 0.0)
    """
    if not 0 < wanted < 1:
        return wanted
    more = _log_odds_of(wanted) - _log_odds_of(READ_THRESHOLD)
    return round(logistic(_log_odds_of(own) + more), 9)


def _log_odds_of(probability: float) -> float:
    return log(probability / (1 - probability))


def status_of(confidence: float, related: float, threshold: float) -> Status:
    """Say what an answer is: one, something said about it, or nothing.

    Args:
        confidence: The probability that the articles answer.
        related: The probability that they are on the subject.
        threshold: From which confidence on it is an answer.

    Example:
        With a confidence of 0.1, and 0.9 of being on the subject: "near".
    """
    if confidence >= threshold:
        return "answered"
    return "near" if related >= RELATED else "not_found"
