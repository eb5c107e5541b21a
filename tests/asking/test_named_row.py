"""The row of a table that a question names whole."""

from dataclasses import replace

import pytest

from rag.asking.ranking.reranking import Judged, Read, Reranked
from rag.asking.tables.named import named_first
from rag.types import Passage, Sentence, Span
from tests.asking.test_evidence import FOUND, floats

LAMPS = (
    "Lamp: White, dimmed; Year: 2019; Moths: 7",
    "Lamp: White; Year: 2019; Moths: 5",
    "Lamp: White; Year: 2020; Moths: 4",
    "Lamp: Amber; Year: 2020; Moths: 9",
)


def judged(text: str, article: str = "a", *, is_read: bool = True) -> Judged:
    """Make a passage of one sentence, read or not."""
    found = Passage(article, 0, len(text), text, "", None, (Sentence(0, len(text), 1),))
    read = Read(1.0, Span(0, 1)) if is_read else None
    return Judged(replace(FOUND, passage=found), Reranked(0.5, floats(0), read))


@pytest.mark.parametrize(
    ("question", "first", "chosen"),
    [
        ("How many moths came to the white lamp in 2019?", 0, 1),
        ("How many moths came to the dimmed white lamp in 2019?", 1, 0),
        ("How many moths came to the white lamp in 2020?", 0, 2),
        ("What came in 2019?", 3, 3),  # two rows
        ("What came?", 3, 3),
        ("How many came to the amber lamp?", 3, 3),
        # Numbers name nothing but years.
        ("Which lamp had more than 4 moths?", 0, 0),
    ],
)
def test_the_row_that_is_named_whole_comes_first(
    question: str, first: int, chosen: int
) -> None:
    """The one found stays first where several are named as much; the order else."""
    rows = [judged(text) for text in LAMPS]
    order = [rows[first], *(row for row in rows if row is not rows[first])]
    found = named_first(question, order)
    assert found[0] is rows[chosen]
    rest = [row for row in order if row is not rows[chosen]]
    assert found[1:] == rest if first != chosen else found == order


@pytest.mark.parametrize(
    "other",
    [
        judged(LAMPS[1], "b"),  # of another article
        judged(LAMPS[1], is_read=False),
        judged("Lamp: White; Moths: 5"),  # of another table
        judged("The white lamp had 5 moths in 2019."),
    ],
)
def test_only_rows_of_the_same_table_that_were_read_are_compared(other: Judged) -> None:
    """Of others nobody knows whether they answer."""
    found = [judged(LAMPS[0]), other]
    assert named_first("How many moths had the white lamp in 2019?", found) == found


def test_what_is_no_row_stays_first() -> None:
    """However well a row is named."""
    found = [judged("The lamps were measured in 2019."), *map(judged, LAMPS)]
    assert named_first("What had the white lamp in 2019?", found) == found
    assert named_first("What had the white lamp?", found[:1]) == found[:1]
