"""Where a text is divided, by vectors whose spread is worked out by hand."""

import numpy as np
import pytest

from rag.overview.segments import segments

A, B, C = np.eye(3, dtype=np.float32)
BETWEEN = np.array([0.8, 0.6, 0], np.float32)


def divided(vectors: list[np.ndarray], count: int, unfit: tuple[int, ...] = ()):
    """Divide; what is unfit may not be quoted."""
    eligible = np.array([place not in unfit for place in range(len(vectors))])
    return segments(np.array(vectors), eligible, count)


def test_a_text_is_divided_where_its_subject_changes():
    """Into stretches without any spread, however long each is."""
    assert divided([A, A, A, B, C, C], 3) == [(0, 3), (3, 4), (4, 6)]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_all_of_it_is_divided_into_as_many_as_wanted(count: int):
    """One behind the other, from the first sentence to the last."""
    found = divided([A, BETWEEN, B, C], count)
    assert len(found) == count
    assert [first for first, _ in found[1:]] == [end for _, end in found[:-1]]
    assert (found[0][0], found[-1][1]) == (0, 4)


def test_a_sentence_between_goes_with_the_nearer():
    """With the first it has a spread of 2 - 3.6/2 = 0.2, with the last of 0.4."""
    assert divided([A, BETWEEN, B], 2) == [(0, 2), (2, 3)]
    assert divided([B, BETWEEN, A], 2) == [(0, 1), (1, 3)]


NEARER_B = np.array([0.6, 0.8, 0], np.float32)


def test_a_sentence_may_be_a_stretch_by_itself():
    """The last three have a spread of 3 - 8.2/3 = 0.27, the first two of 2 - 3.2/2."""
    assert divided([A, NEARER_B, B, B], 2) == [(0, 1), (1, 4)]


def test_a_long_stretch_is_no_better_for_its_length():
    """The last two have a spread of 2 - 3.6/2 = 0.2, the first four of 4 - 13.6/4."""
    assert divided([A, A, A, NEARER_B, B], 2) == [(0, 3), (3, 5)]


def test_each_stretch_has_one_to_quote():
    """What is on another subject joins its neighbour where it may not be quoted."""
    assert divided([A, A, B], 2) == [(0, 2), (2, 3)]
    assert divided([A, A, B], 2, unfit=(2,)) == [(0, 1), (1, 3)]


def test_without_a_subject_stretches_are_of_like_length():
    """All cuts of unlike sentences cost the same, so that the length decides."""
    assert divided(list(np.eye(6, dtype=np.float32)), 3) == [(0, 2), (2, 4), (4, 6)]
