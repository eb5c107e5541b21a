"""Which questions want the most or the least, and of which column."""

import re

import pytest

from rag.asking.wording.superlatives import superlative_of


@pytest.mark.parametrize(
    ("question", "word", "is_most"),
    [
        ("Which city has the most parks?", "most", True),
        ("Which has the fewest?", "fewest", False),
        ("What is the largest lake?", "largest", True),
        ("Name the lowest price.", "lowest", False),
        ("Which car is the most expensive?", "most expensive", True),
        ("Which car is the least expensive?", "least expensive", False),
        ("Which month is the wettest?", "wettest", True),
        ("What was the driest year?", "driest", False),
    ],
)
def test_the_word_says_most_or_least(question: str, word: str, is_most: bool) -> None:
    """With what is said of it: an expensive car has a price."""
    found = superlative_of(question)
    assert found is not None
    assert (found.word, found.is_most) == (word, is_most)


@pytest.mark.parametrize(
    "question",
    [
        "How many parks does Alva have?",
        "Does it have at least three parks?",
        "Which is the largest city with the most parks?",  # two orders at once
        "Almost all of them?",
    ],
)
def test_other_questions_want_none(question: str) -> None:
    """Nor do those that want two, which one column can't order."""
    assert superlative_of(question) is None


@pytest.mark.parametrize(
    ("question", "column", "is_most"),
    [
        ("Which is the oldest?", "Age", True),
        ("Which is the oldest?", "Ages", True),
        ("Which is the fastest?", "Times (s)", False),
        ("Which is the oldest?", "Founded", False),
        ("Which is the youngest?", "Age", False),
        ("Which is the youngest?", "Born", True),
        ("Which is the newest?", "Year built", True),
        ("Which is the fastest?", "Speed", True),
        ("Which is the fastest?", "Time", False),
        ("Which is the slowest?", "Time", True),
        ("Which is the cheapest?", "Price", False),
    ],
)
def test_years_and_times_turn_the_order_round(
    question: str, column: str, is_most: bool
) -> None:
    """The oldest has the greatest age and the lowest year."""
    found = superlative_of(question)
    assert found is not None
    assert found.is_most_in(column) is is_most


@pytest.mark.parametrize(
    ("question", "has_one"),
    [
        ("Which is the most expensive?", True),
        ("Which is the least expensive?", True),
        ("Which is the cheapest?", True),
        ("Which is the tallest?", True),
        ("Which is the heaviest?", True),
        ("Which is the lightest?", True),
        ("Which is the oldest?", True),
        ("Which is the youngest?", True),
        ("Which is the fastest?", True),
        ("Which is the slowest?", True),
        ("Which is the highest?", False),
        ("Which is the largest?", False),
        ("Which has the most?", False),
    ],
)
def test_some_words_say_what_is_measured(question: str, has_one: bool) -> None:
    """The highest of something may be a price, the oldest is so by age."""
    found = superlative_of(question)
    assert found is not None
    assert found.has_one_measure is has_one


@pytest.mark.parametrize(
    "column", ["Size", "Area", "Capacity", "Volume", "Litres", "Liters"]
)
def test_what_holds_the_most_is_the_largest(column: str) -> None:
    """By such a column it is compared."""
    found = superlative_of("Which is the biggest rucksack?")
    assert found is not None
    assert re.fullmatch(found.measures, column.lower())
