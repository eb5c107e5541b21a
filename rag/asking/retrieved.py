"""What was found for a question, and one ranking of what several ways found."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import merge

from rag.asking.confidence import Features, default_threshold, status_of
from rag.asking.ranking.marking import Doubles
from rag.types import Hit, Status


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: hits, best first, at least one.

    `features` are the first one's, `related` the probability that it is on the subject,
    by comparison alone, in other languages also by what a reader says. `missing_terms`
    are the question's words that no article that is asked has.
    `language` is the question's, empty where its form alone told what it asks;
    `own_threshold` that of the second model, where that found it. `evidence` is what
    the marks of the first hits were chosen by (`rag.asking.ranking.marking`), if any.
    """

    hits: tuple[Hit, ...]
    features: Features
    related: float
    missing_terms: tuple[str, ...]
    language: str = ""
    own_threshold: float | None = None
    evidence: tuple[Doubles, ...] = field(default=(), compare=False)

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1, that the first hit answers."""
        return self.hits[0].probability

    @property
    def threshold(self) -> float:
        """The probability from which on it is an answer, by the models."""
        if self.own_threshold is not None:
            return self.own_threshold
        return default_threshold(is_read=self.features.answers is not None)

    @property
    def status(self) -> Status:
        """What it is: an answer, something said about it, or nothing."""
        return status_of(self.confidence, self.related, self.threshold)


def joined(found: Sequence[Retrieved], top_k: int) -> Retrieved:
    """Make one ranking of what was found in several ways.

    Args:
        found: What each way found, one at least; that of the question's language first.
        top_k: How many hits are kept.

    Returns:
        The best way's, with the hits of the others where their probability puts them.
    """
    # What the question's own language says of it leads: across languages the second
    # model is less sure than it says, and a list of names is taken for any language.
    best = found[0]
    if best.status == "not_found":
        # Probabilities have each their own threshold: an answer comes before none.
        best = max(found, key=lambda one: (one.status == "answered", one.confidence))
    others = [one.hits for one in found if one is not best]
    if not others:
        return best
    rest = merge(best.hits[1:], *others, key=lambda hit: -hit.probability)
    return replace(best, hits=(best.hits[0], *rest)[:top_k])
