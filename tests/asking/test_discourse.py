"""What an explanation goes on with, and what a sentence that points back speaks of."""

import numpy as np
import pytest

from rag.asking.ranking.discourse import as_read_on, read_with
from tests.asking.test_marking import passage

PLAIN = ("The dam was old.", "Rain fell for days.", "The town was flooded.")


@pytest.mark.parametrize(
    "opening", ["In addition, it", "Also, it", "Another dam", "Moreover, it", "Others"]
)
def test_what_adds_something_is_read_with_the_best(opening: str):
    """As many as follow one another, none behind a gap, none before."""
    lines = [f"{opening} broke.", *PLAIN[:1], *[f"{opening} broke."] * 2, PLAIN[1]]
    assert read_with(passage(*lines), 1) == {2, 3}
    gap = passage(PLAIN[0], PLAIN[1], f"{opening} broke.")
    assert read_with(gap, 0) == set()


@pytest.mark.parametrize(
    "opening", ["As a result,", "Therefore", "Because of this,", "That is why", "So"]
)
def test_a_conclusion_is_read_with_what_it_concludes_from(opening: str):
    """The sentence before it, and only where it is the best itself."""
    drawn = passage(PLAIN[0], PLAIN[1], f"{opening} the town was flooded.")
    assert read_with(drawn, 2) == {1}
    assert read_with(drawn, 1) == set()


def test_another_paragraph_is_not_gone_on_with():
    """A connective at its beginning joins it to more than the last sentence."""
    added = passage(PLAIN[0], "Also, it leaked.", paragraphs=(1, 2))
    assert read_with(added, 0) == set()
    drawn = passage(PLAIN[0], "Therefore it broke.", paragraphs=(1, 2))
    assert read_with(drawn, 1) == set()


def test_a_word_that_only_begins_so_is_none():
    """So "Sofia" is no "so", and "Alsop" no "also"."""
    names = passage(PLAIN[0], "Alsop wrote on dams.", "Sofia has one.")
    assert read_with(names, 0) == read_with(names, 2) == set()


def read_on(*lines: str, paragraphs: tuple[int, ...] = ()) -> list[float]:
    """Read on sentences that match by 0.6, 0.2 and 0.1, rounded."""
    scores = np.array([0.6, 0.2, 0.1], np.float32)
    return as_read_on(passage(*lines, paragraphs=paragraphs), scores).round(2).tolist()


def test_what_points_back_matches_by_what_it_points_to():
    """Its own words or the ones before it, the better; others match by their own."""
    assert read_on("Storms come.", "These are caused by heat.", "Rain falls.") == [
        pytest.approx(0.6),
        pytest.approx(0.6),
        pytest.approx(0.1),
    ]
    assert read_on("It rains.", "Storms come.", "They last.") == pytest.approx(
        [0.6, 0.2, 0.2]
    )


def test_it_points_one_sentence_back_and_no_further():
    """The third has the second's own match, not what that was given."""
    assert read_on("Storms come.", "They last.", "These end.") == pytest.approx(
        [0.6, 0.6, 0.2]
    )


def test_what_comes_behind_it_is_not_what_it_points_to():
    """Of 0.1, 0.5 and 0.9 the second keeps its own match, the better of two."""
    scores = np.array([0.1, 0.5, 0.9], np.float32)
    three = passage("Storms come.", "They last.", "Rain falls.")
    assert as_read_on(three, scores).tolist() == pytest.approx([0.1, 0.5, 0.9])


def test_it_does_not_point_into_another_paragraph():
    """Nor does the first sentence of a passage point anywhere."""
    apart = read_on("Storms come.", "They last.", "Rain falls.", paragraphs=(1, 2, 2))
    assert apart == pytest.approx([0.6, 0.2, 0.1])


def test_the_scores_given_stay_as_they_are():
    """What is read on is a copy: others use the same scores."""
    scores = np.array([0.6, 0.2], np.float32)
    as_read_on(passage("Storms come.", "They last."), scores)
    assert scores.tolist() == pytest.approx([0.6, 0.2])
