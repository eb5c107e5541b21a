"""A quote of another time than the one that a question has."""

import pytest

from rag.asking.wording.times import is_of_other_time


@pytest.mark.parametrize(
    ("question", "quote", "is_of_another"),
    [
        ("What came in 2016?", "In 2015 a bridge came.", True),
        ("What came in 2016?", "A bridge came in 2015.", True),
        ("What came in 1516?", "In 1515 a bridge came.", True),
        ("What came in May?", "In May 2015 a bridge came.", False),
        ("What came in 2016?", "A bridge came.", False),
        ("What came in 2016?", "In 2016 a bridge came.", False),
        ("What came in 2015 and in 2016?", "In 2015 a bridge came.", False),
        ("What came in 2016?", "From 2015 to 2017 a bridge came.", False),
        ("What came in 2016?", "In 2015/16 a bridge came.", False),
        ("What came in 2017?", "In 2015-17 a bridge came.", False),
        ("What came in 2000?", "In 1999–00 a bridge came.", False),
        ("What came in 1900?", "In 1999–00 a bridge came.", True),
        ("What came in 2010?", "On 2016-05-12 a bridge came.", True),
        ("What came in 2010?", "In 2016-05 a bridge came.", True),
        ("What came in 2018?", "On 2016-20-12 a bridge came.", True),
        ("What came in 2018?", "In 2015-17 a bridge came.", True),
        ("What came in 2016?", "In 2015 a bridge came, and in 2016 a road.", False),
    ],
)
def test_what_came_in_a_year_came_in_no_other(
    question: str, quote: str, is_of_another: bool
) -> None:
    """Unless the quote has both, or none."""
    assert is_of_other_time(question, quote, quote) is is_of_another


@pytest.mark.parametrize(
    ("quote", "is_of_another"),
    [
        ("2015: a bridge came", True),
        ("- May 2015 - a bridge came", True),
        ("- 9 May 2015 – a bridge came", True),
        ("After 2015 a bridge came: a big one", False),
        ("In 2015 a bridge came", True),
        ("on 9 May 2015, a bridge came", True),
        ("In the end of 2015 a bridge came", True),
        ("During 2015 and 2016 a bridge came", False),
        ("In a 2015 plan a bridge came", False),
        ("In the 2015 plan a bridge came", False),
        ("Since 2015 a bridge came", False),
        ("A bridge came in 2015", False),
        ("In a year or so, in 2015, a bridge came", False),
        ("In 20155 ways a bridge came", False),
    ],
)
def test_a_passage_that_has_the_year_may_be_a_list_of_them(
    quote: str, is_of_another: bool
) -> None:
    """A year is a quote's own where it begins it, not where it is told of."""
    passage = f"{quote}\n2016: a road came"
    assert is_of_other_time("What came in 2016?", passage, quote) is is_of_another


@pytest.mark.parametrize(
    ("question", "quote", "is_of_another"),
    [
        ("Who came in the 1600s?", "Ann came in the 16th century.", True),
        ("Who came in the 1600s?", "Ann came in the 17th century.", False),
        ("Who came in the 1600’s?", "Ann came in 1699.", False),
        ("Who came in the 1600s?", "Ann came in 1599.", True),
        ("Who came in the 1600s?", "Ann came in the 1700s.", True),
        ("Who came in the 1100s?", "Ann came in the eleventh century.", True),
        ("Who came in the 1100s?", "Ann came in the twelfth century.", False),
        ("Who came in the 1930's?", "Ann came in the 1940s.", True),
        ("Who came in the 1930's?", "Ann came in 1939.", False),
        ("Who came in the 1930s?", "Ann came in 1940.", True),
        ("Who came in 1935?", "Ann came in the 1930s.", False),
        ("Who came in the 21st century?", "Ann came in the 20th century.", True),
        ("Who came in the 20th century?", "Ann's twenty-first-century boat", True),
        ("Who came in the 20th century?", "Ann's twentieth-century boat", False),
        ("Who came in the 2nd century?", "Ann came in the first century.", True),
        ("Who came in the 11th century?", "In the 10th, 11th and 12th century", False),
        ("Who came in the 10th century?", "In the 11th and the 12th centuries", True),
        ("Who came in the 18th century?", "The 17th to early 18th century", False),
        ("Who came in the 11th century?", "Ann was the 10th to come.", False),
        ("Who was the 10th to come?", "Ann came in the 11th century.", False),
        ("Who came in May 2016?", "Ann came on 9 June 2016.", True),
        ("Who came in May 2016?", "Ann came on May 9th, 2016.", False),
        ("Who came in May 2016?", "Ann came in May of 2016.", False),
        ("Who came in May 2016?", "Ann came in 2016.", False),
        ("Who came in 2016?", "Ann came in December 2016.", False),
        ("Who came in 2016?", "Ann came in December 2015.", True),
        ("Who came in 2016?", "Ann came in January 2017.", True),
        ("Who came in May 2016?", "From March to June 2016 Ann came.", False),
    ],
)
def test_decades_centuries_and_months_are_times(
    question: str, quote: str, is_of_another: bool
) -> None:
    """A time that has the other in it, or a part of it, is no other."""
    assert is_of_other_time(question, quote, quote) is is_of_another


@pytest.mark.parametrize(
    ("question", "is_of_another"),
    [
        ("Who came before 1980?", False),
        ("Who came before the late 1970s?", False),
        ("Who came by the end of the 19th century?", True),
        ("Who came prior to May 2010?", False),
        ("Who came before 1970?", True),
        ("Who came after 1970?", False),
        ("Who came later than 1960?", False),
        ("Who came from the twentieth century on?", False),
        ("Who came since 1980?", True),
        ("Who came by boat in 1980?", True),
        ("Who came from Lima in 1970?", True),
        ("Who came between 1970 and 1980?", False),
    ],
)
def test_what_came_before_or_after_came_in_no_year_alone(
    question: str, is_of_another: bool
) -> None:
    """All before it counts, or all after it."""
    assert is_of_other_time(question, "", "Ann came in 1975.") is is_of_another


@pytest.mark.parametrize(
    ("question", "passage", "is_of_another"),
    [
        ("Who came in 1985?", "In the 1980s many came.", True),
        ("Who came in 1985?", "In 1985 many came.", False),
        ("Who came in the 1980s?", "In 1985 many came.", False),
        ("Who came in the 1980s?", "In 1979 or in 1990 many came.", True),
    ],
)
def test_a_passage_has_a_time_where_it_has_no_more(
    question: str, passage: str, is_of_another: bool
) -> None:
    """What it says of ten years is said of none of them."""
    quote = "Ann came in 1975."
    assert is_of_other_time(question, f"{passage} {quote}", quote) is is_of_another
