"""Central sentences by hand-worked vectors: who has the votes, and who is chosen."""

from math import sqrt

import numpy as np
import pytest

from rag.overview.centrality import choose, lexrank

REST = sqrt(0.75)
# The first is at a cosine of 0.5 to each other one, and these at 0.25 to each other.
STAR = np.array(
    [[1, 0, 0, 0], [0.5, REST, 0, 0], [0.5, 0, REST, 0], [0.5, 0, 0, REST]],
    np.float32,
)
ACROSS = np.eye(3, dtype=np.float32)


def test_the_middle_of_a_star_has_the_votes():
    """It is a neighbour of all four, itself among them, each other one of two.

    So h = 0.15 + 0.85 (h/4 + 3 s/2) for the middle and s = 0.15 + 0.85 (s/2 + h/4) for
    the others: 1.5258 and 0.8247.
    """
    assert lexrank(STAR) == pytest.approx([1.5258, 0.8247, 0.8247, 0.8247], abs=1e-4)


def test_a_tenth_of_the_pairs_are_neighbours():
    """Of ten pairs only the one at 0.5 counts: the others stay at the mean of one."""
    vectors = np.eye(5, dtype=np.float32)
    vectors[1] = [0.5, REST, 0, 0, 0]
    vectors[2] = [0, 0.25, sqrt(1 - 0.0625), 0, 0]
    # A pair shares its votes, and one without any neighbour keeps its own.
    assert lexrank(vectors) == pytest.approx([1, 1, 1, 1, 1])
    # As a chain of three, the middle one takes from both ends.
    vectors[4] = [0, 0.5 / REST, 0, 0, sqrt(1 - 1 / 3)]
    scores = lexrank(vectors)
    assert scores[1] == max(scores)
    assert scores[3] == pytest.approx(1)


@pytest.mark.parametrize("count", [1, 2])
def test_one_sentence_and_two_are_as_central_as_any(count: int):
    """There is nobody to tell them apart by."""
    assert lexrank(STAR[:count]) == pytest.approx([1.0] * count)


def choice(
    worth: list[float],
    vectors: np.ndarray = ACROSS,
    eligible: tuple[bool, ...] = (True, True, True),
    count: int = 3,
) -> list[int]:
    """Choose among three."""
    return choose(np.array(worth), vectors, np.array(eligible), count)


def at(cosine: float) -> np.ndarray:
    """Give three vectors: the second at this cosine to the first, the third across."""
    second = [cosine, sqrt(1 - cosine**2), 0]
    return np.array([[1, 0, 0], second, [0, 0, 1]], np.float32)


def test_the_worthiest_comes_first():
    """Each is a stretch of its own, and says all that this says."""
    assert choice([0.2, 1, 0.5]) == [1, 2, 0]


def test_a_stretch_gives_one():
    """The first two are alike: the worthier stands for both, whichever that is."""
    assert choice([0.5, 0.6, 0], at(0.8), count=2) == [1, 2]
    assert choice([0.6, 0.5, 0], at(0.8), count=2) == [0, 2]


@pytest.mark.parametrize(("worth", "first"), [(0.7, 0), (0.5, 2)])
def test_likeness_to_the_stretch_counts_twice_its_worth(worth: float, first: int):
    """The last is nearer to the middle of all, by 0.1471: that is worth 0.2942."""
    vectors = np.array([[1, 0, 0], [0.6, 0.8, 0], [0.6, 0.8, 0]], np.float32)
    near = vectors @ vectors.mean(axis=0) / np.linalg.norm(vectors.mean(axis=0))
    assert near == pytest.approx([0.8087, 0.9558, 0.9558], abs=1e-4)
    assert choice([worth, 0, 0.3058], vectors, (True, False, True), 1) == [first]


@pytest.mark.parametrize(("cosine", "chosen"), [(0.91, [0, 2]), (0.89, [0, 1, 2])])
def test_what_says_the_same_is_left_out(cosine: float, chosen: list[int]):
    """From 0.9 on the second never comes, though it has a stretch of its own."""
    assert choice([1, 0.9, 0.1], at(cosine)) == chosen


def test_what_may_not_be_chosen_is_not():
    """Two may, so two come, though three are wanted."""
    assert choice([1, 0.5, 0.7], eligible=(False, True, True)) == [2, 1]


def test_sentences_that_cancel_out_are_no_error():
    """Of two opposite ones the middle is nowhere: their worth for the text decides."""
    vectors = np.array([[1, 0], [-1, 0]], np.float32)
    assert choose(np.array([0.1, 0.2]), vectors, np.array([True, True]), 1) == [1]
