"""How far an encoder is trusted: by whether it finds a sentence's neighbours."""

import numpy as np
import pytest

from rag.building.languages import encoder_trust, sample_sentences

PASSAGES = np.repeat(np.arange(10), 2)
"""Twenty sentences, two a passage: by chance 20/19 of them meet their neighbour."""

FILLER = ["a", "b", "c", "d"]


def vectors(groups):
    """Give sentences of one group the same unit vector."""
    return np.eye(int(max(groups)) + 1, dtype=np.float32)[groups]


def words(groups):
    """Give sentences of one group a word in common, beside words that all have."""
    return [[*FILLER, f"topic{group}"] for group in groups]


# In the second half, sentences resemble those of the next passage, not their own.
HALF = np.concatenate([PASSAGES[:10], 5 + (np.arange(10) + 1) // 2 % 5])


def test_better_than_words_is_full_trust():
    """(20 - 20/19 + 6) / (10 - 20/19 + 5) is over 1.15."""
    assert encoder_trust(vectors(PASSAGES), PASSAGES, words(HALF)) == 1.0


def test_half_as_good_as_words_is_partial_trust():
    """The ratio (10 - 20/19 + 6) / (20 - 20/19 + 5) lies 0.42 up from 0.25 to 1.15."""
    ratio = (10 - 20 / 19 + 6) / (20 - 20 / 19 + 5)
    trust = encoder_trust(vectors(HALF), PASSAGES, words(PASSAGES))
    assert trust == pytest.approx((ratio - 0.25) / 0.9)
    assert trust == pytest.approx(0.42, abs=0.01)


def test_an_encoder_that_finds_nothing_is_not_trusted():
    """Neighbours always elsewhere, over 200 sentences: 6 / 205 is below any trust."""
    passages = np.repeat(np.arange(100), 2)
    elsewhere = (np.arange(200) + 1) // 2 % 100
    assert encoder_trust(vectors(elsewhere), passages, words(passages)) == 0.0


def test_without_evidence_the_model_is_trusted():
    """No sentence has a neighbour: nothing speaks against the model."""
    one = encoder_trust(vectors([0]), np.array([0]), words([0]))
    apart = encoder_trust(vectors([0, 1]), np.array([0, 1]), words([0, 1]))
    none = encoder_trust(np.zeros((0, 3), np.float32), np.zeros(0, np.int64), [])
    assert one == apart == none == 1.0


def test_short_sentences_do_not_count():
    """Sentences of under five terms say nothing of the encoder: none is chosen."""
    short = [terms[:3] for terms in words(PASSAGES)]
    assert sample_sentences(PASSAGES, short).tolist() == []


def test_a_sample_of_a_large_library_is_compared():
    """Of 10,000 sentences every fiftieth passage is taken, and taken whole."""
    passages = np.repeat(np.arange(5000), 2)
    chosen = sample_sentences(passages, words(passages))
    assert np.unique(passages[chosen]).tolist() == list(range(0, 5000, 50))
    assert len(chosen) == 2 * len(range(0, 5000, 50))
