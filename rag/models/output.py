"""From what a model puts out for a text to an `EncodedText`, whatever ran the model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.roles import EncodedText
from rag.types import Vectors


def encoded_text(
    prompted: str,
    prompt: str,
    vector: Vectors,
    tokens: Vectors,
    offsets: Sequence[tuple[int, int]],
    known: NDArray[np.bool_],
) -> EncodedText:
    """Bring a model's output into shape: unit length, ranges in the text.

    Args:
        prompted: The text as the model saw it.
        prompt: What stands before the text in it.
        vector: The vector of the whole, shape (d,), any length.
        tokens: The tokens' vectors without padding, shape (t, d), any length.
        offsets: Each token's range in `prompted`.
        known: False for tokens that stand for text the model has no piece for, (t,).

    Returns:
        The record; tokens of the prompt get an empty range, as special tokens have.

    Example:
        "query: owl" with the prompt "query: ": the range (7, 10) becomes (0, 3).
    """
    ranges = _trimmed(prompted, offsets) - len(prompt)
    return EncodedText(
        vector=unit(vector),
        tokens=unit(tokens),
        offsets=np.maximum(ranges, 0),
        known=known,
    )


def unit(vectors: Vectors) -> Vectors:
    """Scale vectors along the last axis to length 1; zeros stay zeros.

    >>> unit(np.array([3.0, 4.0], dtype=np.float32)).tolist()
    [0.6000000238418579, 0.800000011920929]
    """
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    # No vector of a model is this short; zeros are divided by it instead of by zero.
    divisors = np.maximum(lengths, 1e-12).astype(vectors.dtype, copy=False)
    scaled: Vectors = vectors / divisors
    return scaled


def _trimmed(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Begin each token's range at its first character that is no white space.

    Some tokenizers count the space before a word to it, and the word would then begin
    outside its sentence.
    """
    ranges = []
    for start, end in offsets:
        token = text[start:end]
        ranges.append((end - len(token.lstrip()), end) if token else (start, end))
    return np.asarray(ranges, dtype=np.int64)
