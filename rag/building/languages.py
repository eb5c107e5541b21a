"""The languages of a library, and how far the encoder knows each of them.

That is found out from the articles themselves: a sentence's nearest other sentence
should come from the same passage. How often that is so for the encoder, against how
often for the words (BM25), needs no questions, no table of languages, and the encoding
of a few hundred sentences.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.building.terms import PassageTerms
from rag.library.generation.lexical import LexicalIndex
from rag.library.generation.manifest import LanguageEntry
from rag.models.files import DEFAULT_SHA256
from rag.roles import Encoder
from rag.steps import begin, expect
from rag.text.languages import DEFAULT_LANGUAGE
from rag.types import Article, Passage

REMEASURE_GROWTH = 2
"""How far the encoder knows a language is measured anew when the library has so many
times the articles in it: adding one article to many must not cost a second."""

SAMPLE_SENTENCES = 200
"""About so many sentences are compared with one another. With 100, 200 and 400 the
default model's trust in Russian was 0.13, 0.20 and 0.10, in Arabic always 0."""

MIN_TERMS = 5
"""Sentences of fewer terms resemble anything."""

ENCODER_PRIOR_HITS = 6.0
WORD_PRIOR_HITS = 5.0
"""Granted to each side before anything is counted: the person chose the model, so it
is trusted until some ten sentences speak against it."""

LEARNED_WEIGHT = 10
"""Of the language that the default model learned from it is so many times as much: in a
page with names and figures in it three sentences had halved the trust in English."""

NO_TRUST_RATIO = 0.25
FULL_TRUST_RATIO = 1.15
"""Measured so, priors included, with the default model, which was trained on English:
English 1.08 to 1.3, German 1.04, Spanish 1.03, Portuguese 0.8, Russian 0.4. The lower
bound is where the encoder adds nothing beyond chance (Arabic); with the upper one at
1.0 a Spanish library refused 48 % of the questions on something else, now 76 %."""


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
    begin("languages")
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
    # Each for itself: read in its passage, a sentence would give that away.
    expect(len(quotes))
    vectors = [encoded.vector for encoded in encoder.encode_passages(quotes)]
    own_terms = [sentences[row][2] for row in chosen]
    is_english = language == DEFAULT_LANGUAGE
    has_learned = is_english and encoder.identity.sha256 == DEFAULT_SHA256
    return encoder_trust(
        # `stack` would refuse to make a matrix of none, where no sentence was chosen.
        np.array(vectors, np.float32),
        passage_of[chosen],
        own_terms,
        LEARNED_WEIGHT if has_learned else 1,
    )


def sample_sentences(
    passage_of: NDArray[np.int64], terms: Sequence[Sequence[str]]
) -> NDArray[np.int64]:
    """Choose the sentences of evenly spread passages that have a neighbour in them.

    Args:
        passage_of: The number of each sentence's passage, shape (sentences,).
        terms: The lexical terms of each sentence.

    Returns:
        Numbers of the chosen sentences, rising.

    Example:
        Of two passages, one with a single sentence, the other's sentences are chosen.
    """
    long_enough = np.array([len(t) >= MIN_TERMS for t in terms], dtype=bool)
    step = max(1, round(np.count_nonzero(long_enough) / SAMPLE_SENTENCES))
    known, counts = np.unique(passage_of[long_enough], return_counts=True)
    wanted = known[counts > 1][::step]
    return np.flatnonzero(long_enough & np.isin(passage_of, wanted))


def encoder_trust(
    vectors: NDArray[np.float32],
    passage_of: NDArray[np.int64],
    terms: Sequence[Sequence[str]],
    prior_weight: float = 1,
) -> float:
    """Say how much an encoder's similarities are worth in one language's texts.

    Args:
        vectors: Unit vectors of sampled sentences, each encoded by itself (what stands
            around it would give the passage away), shape (sentences, dimension).
        passage_of: The number of each sentence's passage, shape (sentences,).
        terms: The lexical terms of each sentence.
        prior_weight: How many times the prior hits are granted.

    Returns:
        From 0 (leave it to the words) to 1 (it knows the language).

    Example:
        Twenty sentences in ten passages whose neighbours the encoder finds every
        time, and the words half the time, give 1.0; the reverse gives 0.42.
    """
    encoder_hits = _hits(vectors @ vectors.T, passage_of)
    word_hits = _hits(_word_scores(terms), passage_of)
    ratio = (encoder_hits + prior_weight * ENCODER_PRIOR_HITS) / (
        word_hits + prior_weight * WORD_PRIOR_HITS
    )
    trust = (ratio - NO_TRUST_RATIO) / (FULL_TRUST_RATIO - NO_TRUST_RATIO)
    return float(np.clip(trust, 0.0, 1.0))


def _word_scores(terms: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    if not terms:
        return np.zeros((0, 0), dtype=np.float32)
    index = LexicalIndex.build(terms)
    return np.stack([index.scores(t) for t in terms])


def _hits(similarities: NDArray[np.float32], passages: NDArray[np.int64]) -> float:
    """Count sentences whose nearest other one is of the same passage, beyond chance."""
    count = len(passages)
    if count < 2:
        return 0.0
    others = similarities.copy()
    # Nothing is as near to a sentence as itself.
    np.fill_diagonal(others, -np.inf)
    hits = np.count_nonzero(passages[others.argmax(axis=1)] == passages)
    # Any other sentence is as likely the nearest: (size - 1) of count - 1 are right.
    _, sizes = np.unique(passages, return_counts=True)
    chance = float((sizes * (sizes - 1)).sum()) / (count - 1)
    return max(0.0, float(hits) - chance)
