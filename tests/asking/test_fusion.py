"""Fusion: expected sums are worked out by hand."""

import numpy as np
import pytest

from rag.asking.ranking.fusion import Ranking, fuse, standardize


def ranking(**scores: float) -> Ranking:
    """Make a ranking from passages named p0, p1, ... in the order given."""
    ids = [int(name[1:]) for name in scores]
    return Ranking(
        np.array(ids, dtype=np.int64), np.array([*scores.values()], dtype=np.float32)
    )


def test_standardised_scores_have_mean_0_and_deviation_1() -> None:
    """2, 4 and 9 have the mean 5 and the variance 26 / 3."""
    deviation = np.sqrt(26 / 3)
    expected = [-3 / deviation, -1 / deviation, 4 / deviation]
    assert standardize(np.array([2, 4, 9], np.float32)) == pytest.approx(expected)


@pytest.mark.parametrize("scores", [[], [0.4], [0.4, 0.4, 0.4]])
def test_equal_scores_decide_nothing(scores: list[float]) -> None:
    """A list that prefers no passage adds zeros, not a division by zero."""
    standardised = standardize(np.array(scores, np.float32))
    assert standardised.tolist() == [0.0] * len(scores)


def test_the_unit_of_a_score_does_not_matter() -> None:
    """BM25 in tens and cosines in tenths have the same say."""
    fused = fuse([ranking(p0=30, p1=10), ranking(p1=0.3, p0=0.1)], [0.6, 0.4], 5)
    assert fused.ids.tolist() == [0, 1]
    assert fused.scores.tolist() == pytest.approx([0.2, -0.2])


def test_a_passage_absent_from_a_list_gets_its_lowest_score() -> None:
    """Being just below a list's end is no worse than being its last."""
    fused = fuse([ranking(p5=3, p2=1), ranking(p9=2, p2=1)], [1, 1], 5)
    # List one is 3, 1, 1 for the passages 5, 2, 9; list two 1, 1, 2.
    top, low = 2 / np.sqrt(2), -1 / np.sqrt(2)
    assert fused.ids.tolist() == [5, 9, 2]
    assert fused.scores.tolist() == pytest.approx([top + low, top + low, 2 * low])


def test_the_best_are_kept_and_equal_scores_go_by_id() -> None:
    """The order is the same at every run."""
    fused = fuse([ranking(p8=2, p3=2, p1=0)], [1], 2)
    assert fused.ids.tolist() == [3, 8]


def test_an_empty_list_has_no_say() -> None:
    """No word of the question known: the vectors decide alone."""
    vectors = ranking(p4=0.9, p6=0.5)
    alone = fuse([vectors], [0.6], 5)
    both = fuse([vectors, ranking()], [0.6, 0.4], 5)
    assert both.ids.tolist() == alone.ids.tolist() == [4, 6]
    assert both.scores.tolist() == alone.scores.tolist()


def test_a_list_of_weight_0_brings_no_candidates() -> None:
    """What counts nothing must not crowd the candidates either."""
    fused = fuse([ranking(p0=2, p1=1), ranking(p7=2, p8=1)], [1, 0], 5)
    assert fused.ids.tolist() == [0, 1]


def test_nothing_fused_is_an_empty_ranking() -> None:
    """No list at all is no error: there are no candidates."""
    assert fuse([], [], 5).ids.size == 0


def test_lists_and_weights_must_agree() -> None:
    """A forgotten weight is a mistake, not a weight of zero."""
    with pytest.raises(ValueError, match="shorter"):
        fuse([ranking(p0=1), ranking(p1=1)], [1], 5)
