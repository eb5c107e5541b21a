"""From what was found to what an answer shows: a quote for each part, no fillers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from rag.asking.retrieved import Retrieved
from rag.asking.wording.parts import AskedPart
from rag.text.terms import content_terms
from rag.types import AnswerPart, Hit, Status

NEAREST = 3
"""How many passages are shown where none is on the subject: as many as are read."""

LEAST_ODDS = {"answered": 0.92, "near": 0.5}
"""A further passage is shown from this share of the best one's odds on: what answers is
nearly as sure, and where none is, there is more to choose from. Of 453 labelled
questions as many parts, 0.87, have a right quote as with 0.5 for both, and an answer
has 0.4 quotes that answer nothing instead of 0.6 (`python -m bench.answers`)."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an answer shows: the hits, best first, and which part each answers.

    `confidence`, `related` and `threshold` are those of the surest part, `parts` empty
    where the question asks one thing.
    """

    hits: tuple[Hit, ...]
    status: Status
    confidence: float
    related: float
    parts: tuple[AnswerPart, ...] = ()
    threshold: float | None = None


def compose(
    whole: Retrieved, parts: Sequence[tuple[AskedPart, Retrieved]], top_k: int | None
) -> Composed:
    """Choose what an answer shows.

    Args:
        whole: What the whole question found.
        parts: The question's parts with what each found; empty where it has none.
        top_k: How many passages are shown, whether or not they may answer, and at least
            one of each part; None shows those that may.
    """
    parts = _each_of_its_own(parts)
    answered = [found for _, found in parts if found.status == "answered"]
    quotes = {_place(found.hits[0]) for found in answered}
    # It may have been taken apart where it shouldn't have been.
    if not answered:
        hits = _shown(whole, top_k)
        return _composed(hits, whole.status, whole)
    surest = max(answered, key=lambda found: found.confidence)
    # One sentence that says it all needs no parts, and nothing beside it.
    if len(quotes) == 1 and len(answered) == len(parts):
        best = whole if whole.confidence > surest.confidence else surest
        hits = _one_for_all(surest.hits[0], whole, top_k)
        return _composed(hits, "answered", best)
    quoted = _unique(found.hits[0] for _, found in parts if _is_shown(found))
    numbers = {_place(hit): number for number, hit in enumerate(quoted, 1)}
    # Fewer than the parts' own would leave a part without its quote.
    hits = tuple(_unique([*quoted, *whole.hits]))[: max(top_k or 0, len(quoted))]
    each = tuple(
        AnswerPart(
            asked=part.written,
            status=found.status,
            confidence=found.confidence,
            related=found.related,
            threshold=found.threshold,
            number=numbers[_place(found.hits[0])] if _is_shown(found) else None,
        )
        for part, found in parts
    )
    return _composed(hits, "answered", surest, each)


def _composed(
    hits: tuple[Hit, ...],
    status: Status,
    surest: Retrieved,
    parts: tuple[AnswerPart, ...] = (),
) -> Composed:
    return Composed(
        hits, status, surest.confidence, surest.related, parts, surest.threshold
    )


def _each_of_its_own(
    parts: Sequence[tuple[AskedPart, Retrieved]],
) -> Sequence[tuple[AskedPart, Retrieved]]:
    """Quote what is said of one side alone, where the sentence found names both.

    "Lima and Quito have universities" tells them less apart than "Lima has two".
    """
    if len(parts) != 2 or not all(part.is_side for part, _ in parts):
        return parts
    one, other = (_words(part.written) for part, _ in parts)
    places = {_place(found.hits[0]) for _, found in parts}
    # What both find is what compares them.
    if len(places) == 1 or not one - other or not other - one:
        return parts
    wanted = ((one - other, other - one), (other - one, one - other))
    return [
        (
            part,
            replace(found, hits=(_of_its_own(found.hits[0], *names), *found.hits[1:])),
        )
        for (part, found), names in zip(parts, wanted, strict=True)
    ]


def _of_its_own(hit: Hit, own: frozenset[str], other: frozenset[str]) -> Hit:
    """Take a sentence of the passage that names one and not the other, if any does."""
    quote = hit.passage.quote
    if not other <= _words(quote(hit.sentence)):
        return hit
    alone = (
        sentence
        for sentence in (*hit.marks, *hit.passage.sentences)
        if own <= (words := _words(quote(sentence))) and other.isdisjoint(words)
    )
    if (found := next(alone, None)) is None:
        return hit
    marks = tuple(mark for mark in hit.marks if mark != found)
    return replace(hit, sentence=found, words=None, marks=marks)


def _words(text: str) -> frozenset[str]:
    return frozenset(term.text.lower() for term in content_terms(text, "en"))


def _one_for_all(quote: Hit, whole: Retrieved, top_k: int | None) -> tuple[Hit, ...]:
    """Give the quote of all parts, as the whole question found it where it did."""
    same = [hit for hit in whole.hits if _place(hit) == _place(quote)]
    return tuple(_unique([*same, quote, *whole.hits]))[: top_k or 1]


def _shown(found: Retrieved, top_k: int | None) -> tuple[Hit, ...]:
    """Leave out what follows the first and hardly answers."""
    if top_k is not None:
        return found.hits[:top_k]
    if found.status == "not_found":
        return found.hits[:NEAREST]
    first, *further = found.hits
    least = LEAST_ODDS[found.status] * _odds(first.probability)
    if found.status == "answered":
        least = max(least, _odds(found.threshold))
    return (first, *(hit for hit in further if _is_further(hit, least)))


def _is_further(hit: Hit, least: float) -> bool:
    if hit.is_chosen is None:
        return _odds(hit.probability) >= least
    return hit.is_chosen


def _odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else inf


def _is_shown(found: Retrieved) -> bool:
    return found.status != "not_found"


def _unique(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what quotes the same sentence again."""
    first: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        first.setdefault(_place(hit), hit)
    return list(first.values())


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.article_id, hit.sentence.start
