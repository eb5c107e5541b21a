"""A passage of two sentences, and what a reader might make of it."""

from collections.abc import Sequence

import numpy as np

from rag.roles import Reading
from rag.types import Passage, Sentence

SENTENCES = Sentence(100, 106, 1), Sentence(107, 112, 1)
TWO = Passage("sea", 100, 112, "Ab cd. Ef gh", "", None, SENTENCES)
OFFSETS = ((0, 2), (3, 5), (5, 6), (7, 9), (10, 12))


def reading(starts: Sequence[float], ends: Sequence[float]) -> Reading:
    """Make a reading of `TWO`: tokens Ab, cd, ".", Ef, gh."""
    return Reading(
        0.0,
        np.array(starts, np.float32),
        np.array(ends, np.float32),
        np.array(OFFSETS[: len(starts)], np.int64).reshape(-1, 2),
    )
