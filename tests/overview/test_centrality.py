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
    parts: tuple[int, ...] = (0, 1, 2),
    eligible: tuple[bool, ...] = (True, True, True),
    count: int = 2,
) -> list[int]:
    """Choose among three, in a part of its own each."""
    return choose(np.array(worth), vectors, np.array(eligible), np.array(parts), count)


def at(cosine: float) -> np.ndarray:
    """Give three vectors: the second at this cosine to the first, the third across."""
    second = [cosine, sqrt(1 - cosine**2), 0]
    return np.array([[1, 0, 0], second, [0, 0, 1]], np.float32)


def test_the_worthiest_comes_first():
    """The order of choice is that of worth where nothing is alike."""
    assert choice([0.2, 1, 0.5], count=3) == [1, 2, 0]


@pytest.mark.parametrize(("worth", "second"), [(0.7, 2), (0.68, 1)])
def test_likeness_costs_a_fifth(worth: float, second: int):
    """0.8 x 0.9 less 0.2 x 0.85 is 0.55: between 0.8 x 0.7 and 0.8 x 0.68."""
    assert choice([1, 0.9, worth], at(0.85)) == [0, second]


@pytest.mark.parametrize(("cosine", "second"), [(0.91, 2), (0.89, 1)])
def test_what_says_the_same_is_left_out(cosine: float, second: int):
    """From 0.9 on the second never comes, however little the third is worth."""
    assert choice([1, 0.9, 0.1], at(cosine)) == [0, second]


@pytest.mark.parametrize(("worth", "second"), [(0.68, 2), (0.66, 1)])
def test_another_part_comes_before_the_same(worth: float, second: int):
    """Two thirds of the text have 4/3 of two quotes due, so the first costs 0.225.

    0.8 x 0.95 less that is 0.535: between 0.8 x 0.68 and 0.8 x 0.66.
    """
    assert choice([1, 0.95, worth], parts=(0, 0, 1)) == [0, second]


def test_what_may_not_be_chosen_is_not():
    """Two may, so two come, though three are wanted."""
    assert choice([1, 0.5, 0.7], eligible=(False, True, True), count=3) == [2, 1]
