"""The limits that questions set, and what is left of a question without them."""

import pytest

from rag.asking.wording.limits import limits_in, unit_of, without_limits


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("Which inns have under 20 beds?", (19,), (20, 21)),
        ("Which inns have below 20 beds?", (19,), (20, 21)),
        ("Which inns have fewer than 20 beds?", (19,), (20, 21)),
        ("Which inns have less than 20 beds?", (19,), (20, 21)),
        ("Which inns have up to 20 beds?", (19, 20), (21,)),
        ("Which inns have at most 20 beds?", (19, 20), (21,)),
        ("Which inns are within 20 km?", (19, 20), (21,)),
        ("Which inns have no more than 20 beds?", (19, 20), (21,)),
        ("Which inns have not over 20 beds?", (19, 20), (21,)),
        ("Which inns have over 20 beds?", (21,), (20, 19)),
        ("Which inns are above 20 m?", (21,), (20, 19)),
        ("Which inns have more than 20 beds?", (21,), (20, 19)),
        ("Which inns are larger than 20 beds?", (21,), (20, 19)),
        ("Which inns have AT LEAST 20 beds?", (20, 21), (19,)),
        ("Which inns have not less than 20 beds?", (20, 21), (19,)),
        ("Which inns opened before 1900?", (1899,), (1900, 1901)),
        ("Which inns opened until 1900?", (1899, 1900), (1901,)),
        ("Which inns opened after 1900?", (1901,), (1900, 1899)),
        ("Which inns opened since 1900?", (1900, 1901), (1899,)),
        ("Which inns cost between £80 and £1,200?", (80, 1000, 1200), (79.5, 1200.5)),
        ("Which cost from £80 to £120?", (80, 120), (79, 121)),
        ("Which inns have 20 or more beds?", (20, 21), (19,)),
        ("Which inns have 20 beds or more?", (20, 21), (19,)),
        ("Which inns cost £20 or less?", (19, 20), (21,)),
        ("Which are over 1,234.5 m?", (1234.6,), (1234.5, 1234)),
    ],
)
def test_a_limit_is_read_as_it_is_said(
    question: str, held: tuple[float, ...], others: tuple[float, ...]
) -> None:
    """The number itself is within some."""
    limits = limits_in(question)
    assert limits
    for number in (*held, *others):
        is_held = all(limit.holds(number, "Number") for limit in limits)
        assert (number, is_held) == (number, number in held)


@pytest.mark.parametrize(
    ("question", "column", "number", "is_held"),
    [
        ("Who is older than 50 years?", "Age", 51, True),
        ("Who is older than 50 years?", "Age", 49, False),
        # The older ones are of earlier years.
        ("Which towers are older than 1900?", "Built", 1899, True),
        ("Which towers are older than 1900?", "Built", 1901, False),
        ("Which towers are newer than 1900?", "Built", 1901, True),
        # Who is faster takes less time.
        ("Who was faster than 50 s?", "Time", 49, True),
        ("Who was faster than 50 s?", "Time", 51, False),
        ("Who was slower than 50 s?", "Time", 51, True),
        ("Which cars are faster than 50 km/h?", "Speed", 51, True),
        ("Which are less expensive than £50?", "Price", 49, True),
        ("Which are more expensive than £50?", "Price", 49, False),
    ],
)
def test_a_comparative_is_of_a_column(
    question: str, column: str, number: float, is_held: bool
) -> None:
    """As its superlative is."""
    (limit,) = limits_in(question)
    assert limit.holds(number, column) is is_held


@pytest.mark.parametrize(
    ("question", "unit", "measures"),
    [
        ("Which inns cost under £90?", "£", ""),
        ("Which inns cost under 90 euros?", "€", ""),
        ("Which inns cost under 90?", "", "price|cost|fee|fare|rate|charge"),
        (
            "Which inns can I pay for less than 90?",
            "",
            "price|cost|fee|fare|rate|charge",
        ),
        ("Which paths are over 12km?", "km", ""),
        ("Which paths are over 12 kilometres?", "km", ""),
        ("Which paths are over 12-mile length?", "mi", ""),
        ("Which inns have over 20 beds?", "bed", ""),
        ("Which inns have 20 or more beds?", "bed", ""),
        ("Which inns have 20 beds or more in Alva?", "bed", ""),
        ("Which inns cost 20 or less?", "", "price|cost|fee|fare|rate|charge"),
        ("Which inns cost £20 or less a day?", "£", ""),
        ("Which are not before 1990 still?", "", ""),
        ("Which inns have over 20?", "", ""),
        ("Which are over 20%?", "%", ""),
        ("Which opened before 1990 there?", "", ""),
        ("Which opened before 12 hours?", "h", ""),
        ("Which weigh over 1990 kg?", "kg", ""),
        ("Which are over 50 square metres?", "m", ""),
        ("Which are over 50 sq. feet?", "ft", ""),
        ("Who is under 30?", "", "age"),
    ],
)
def test_a_limit_is_of_a_unit(question: str, unit: str, measures: str) -> None:
    """What is said behind its number, but for a year's; or of a price."""
    (limit,) = limits_in(question)
    assert (limit.unit, limit.measures) == (unit, measures)


def test_a_year_is_a_number_of_no_unit() -> None:
    """Not every number can be one."""
    for question, is_year in (
        ("Which opened before 1990?", True),
        ("Which cost more than £1990?", False),
        ("Which hold more than 19900?", False),
        ("Which hold more than 90?", False),
    ):
        assert limits_in(question)[0].is_year is is_year


def test_what_sets_no_limit_is_none() -> None:
    """Nor does what is other than a number, or more than no number."""
    for question in (
        "Which inns allow dogs?",
        "Which number other than 20 is it?",
        "Which inns have more than Alva?",
        "Which 20 inns are under the hill?",
    ):
        assert limits_in(question) == []


def test_a_question_is_left_without_its_limits() -> None:
    """Both words and numbers of them are gone, with the unit."""
    question = "Which inns with over 20 beds cost between £80 and £120 in Alva?"
    left = ["Which", "inns", "with", "cost", "Alva?"]
    assert without_limits(question).split() == left
    assert without_limits("Are 20 or more beds here?").split() == ["Are", "here?"]
    assert without_limits("Which inns allow dogs?") == "Which inns allow dogs?"


def test_units_are_compared_in_one_form() -> None:
    """Signs stay."""
    for words in ("km", "kilometre", "kilometers"), ("£", "pounds"), ("min", "minutes"):
        assert len({unit_of(word) for word in words}) == 1
    assert unit_of("beds") == unit_of("bed") == "bed"
    assert unit_of("per") == ""
