"""The languages of a library, and how far the encoder knows each of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from rag.building.terms import PassageTerms
from rag.building.trust import encoder_trust, sample_sentences
from rag.library.generation.manifest import LanguageEntry
from rag.types import Article, Encoder, Passage

REMEASURE_GROWTH = 2
"""How far the encoder knows a language is measured anew when the library has so many
times the articles in it: adding one article to many must not cost a second."""


def measure_languages(
    articles: Iterable[Article],
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    encoder: Encoder,
    measured: Iterable[LanguageEntry],
) -> tuple[LanguageEntry, ...]:
    """List the languages, that of the most articles first.

    Args:
        articles: All articles.
        passages: All passages.
        terms: The terms of each passage.
        encoder: The model that makes the vectors.
        measured: What was measured for the generation before.
    """
    known = {entry.code: entry for entry in measured}
    counts = Counter(article.language for article in articles)
    return tuple(
        entry
        if (entry := known.get(code)) and count < REMEASURE_GROWTH * entry.measured
        else LanguageEntry(code, count, _trust(code, passages, terms, encoder))
        for code, count in counts.most_common()
    )


def _trust(
    language: str,
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    encoder: Encoder,
) -> float:
    """Measure on a sample of its sentences how far the encoder knows a language."""
    sentences = [
        (number, passage.quote(sentence), own)
        for number, (passage, t) in enumerate(zip(passages, terms, strict=True))
        if t.own.language == language
        for sentence, own in zip(passage.sentences, t.own.sentences, strict=True)
    ]
    passage_of = np.array([number for number, _, _ in sentences])
    chosen = sample_sentences(passage_of, [own for _, _, own in sentences])
    quotes = [sentences[row][1] for row in chosen]
    vectors = [encoded.vector for encoded in encoder.encode_passages(quotes)]
    if not vectors:
        return encoder_trust(np.empty((0, 0), np.float32), passage_of[chosen], [])
    own_terms = [sentences[row][2] for row in chosen]
    return encoder_trust(np.stack(vectors), passage_of[chosen], own_terms)
