"""Token codes: four bits keep directions, and nothing but directions."""

import numpy as np
import pytest

from rag.library.generation.token_codes import encode, row_bytes, similarities


def unit_vectors(rows: int, dimension: int) -> np.ndarray:
    """Draw unit vectors, the same at each call."""
    vectors = np.random.default_rng(7).normal(size=(rows, dimension))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def test_codes_by_hand() -> None:
    """The largest component becomes 7, the others are rounded to sevenths of it."""
    codes = encode(np.array([[0.7, 0.1, -0.3, 0.0]], dtype=np.float32))
    # Levels 7, 1, -3, 0 are nibbles 15, 9, 5, 8; the second half is the high one.
    assert codes[0, :2].tolist() == [15 + 16 * 5, 9 + 16 * 8]
    stored_scale = float(codes[0, 2:].copy().view(np.float16)[0])
    assert stored_scale == pytest.approx(1 / np.sqrt(49 + 1 + 9), rel=1e-3)


@pytest.mark.parametrize("dimension", [384, 7])
def test_similarities_are_nearly_exact(dimension: int) -> None:
    """Cosines are kept within a few hundredths, for odd dimensions too."""
    vectors = unit_vectors(40, dimension)
    exact = vectors[:5] @ vectors.T
    assert similarities(vectors[:5], encode(vectors)) == pytest.approx(exact, abs=0.1)


def test_levels_that_fit_are_kept_exactly() -> None:
    """A vector of whole sevenths loses nothing but the scale's half precision."""
    vector = np.array([[7, -7, 0, 3]], dtype=np.float32) / np.sqrt(107)
    assert similarities(vector, encode(vector))[0, 0] == pytest.approx(1, abs=1e-3)


def test_length_does_not_matter() -> None:
    """Only directions are stored, so vectors need not be normalised."""
    vectors = unit_vectors(3, 8)
    assert np.array_equal(encode(4 * vectors), encode(vectors))


def test_a_zero_vector_is_similar_to_nothing() -> None:
    """A token without a direction has cosine 0 to all others."""
    codes = encode(np.zeros((1, 4), dtype=np.float32))
    assert similarities(unit_vectors(2, 4), codes).ravel() == pytest.approx(
        [0, 0], abs=1e-6
    )


def test_no_tokens_give_an_empty_matrix() -> None:
    """A passage without tokens has no columns."""
    codes = encode(np.zeros((0, 384), dtype=np.float32))
    assert codes.shape == (0, row_bytes(384))
    assert similarities(unit_vectors(2, 384), codes).shape == (2, 0)


def test_codes_of_another_dimension_are_refused() -> None:
    """The message has both sizes and the command that mends it."""
    codes = encode(unit_vectors(1, 8))
    with pytest.raises(ValueError, match=r"6 bytes .*, 10 expected for 16 .*rebuild"):
        similarities(unit_vectors(1, 16), codes)
