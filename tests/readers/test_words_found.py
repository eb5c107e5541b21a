"""The measure of readers, on words that were counted by hand."""

import pytest

from tests.words_found import judged


def test_words_are_compared_as_often_as_they_are_expected():
    """Of a, b, b, c two are found; of six words a and two b's are right, and the title.

    Words of the first line, title and byline, are neither expected nor wrong.
    """
    found, right, f1 = judged("Title a B b x y", "title by\na b b c d d")
    assert (found, right) == (0.5, pytest.approx(4 / 6))
    assert f1 == pytest.approx(4 / 7)


def test_a_header_that_is_repeated_is_not_wrong():
    """It is found once, and right in each row."""
    assert judged("Year 2021 Year 2022", "\nyear 2021 2022") == (1.0, 1.0, 1.0)


def test_chinese_is_compared_by_characters():
    """Three of four are found, whatever stands beside them."""
    assert judged("水上有", "\n水上有船")[:2] == (0.75, 1.0)
