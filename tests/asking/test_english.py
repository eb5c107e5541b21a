"""Lists of English words that forms of questions are made of."""

import calendar

import pytest

from rag.asking.wording.english import MONTHS, NUMBERS, ORDINALS, WEEKDAYS, is_plural


def test_months_and_days_are_those_of_the_calendar() -> None:
    """All of them, in small letters and in their order."""
    assert MONTHS.split("|") == [name.lower() for name in calendar.month_name[1:]]
    assert WEEKDAYS.split("|") == [name.lower() for name in calendar.day_name]


def test_numbers_stand_at_their_places() -> None:
    """From two to twenty by one, then by ten; the first ten have an ordinal each."""
    numbers = NUMBERS.split("|")
    assert [numbers.index(word) + 2 for word in ("ten", "thirteen", "twenty")] == [
        10,
        13,
        20,
    ]
    assert [numbers.index(word) for word in ("fifty", "ninety")] == [21, 25]
    ends = {"five": "fifth", "eight": "eighth", "nine": "ninth"}
    own = [ends.get(word, f"{word}th") for word in numbers[2:9]]
    assert ORDINALS.split("|") == ["first", "second", "third", *own]


@pytest.mark.parametrize(
    ("subject", "plural"),
    [
        ("the Two Sessions", True),
        ("a bus", False),
        ("a glass", False),
        ("the crisis", False),
        ("Xi'an and Wuhan", True),
        ("CATL's", False),
    ],
)
def test_several_things_are_told_by_the_end(subject: str, plural: bool):
    """An s that isn't the word's own, or an "and"."""
    assert is_plural(subject) is plural
