"""The row of a table that a question names whole."""

from pathlib import Path

import pytest

from rag.asking.tables.named import named_row
from tests.asking.making import indexed
from tests.asking.test_most_of_table import found_in, quotes
from tests.fakes import WordEncoder

LAMPS = """# Lamps

They were measured.

| Lamp | Year | Moths |
|---|---|---|
| White, dimmed | 2019 | 7 |
| White | 2019 | 5 |
| White | 2020 | 4 |
| Amber | 2020 | 9 |
"""


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
    tmp_path: Path, question: str, first: int, chosen: int
) -> None:
    """The one found stays first where several are named as much."""
    lamps = indexed(tmp_path, WordEncoder(), {"l.md": LAMPS}).open(
        WordEncoder().identity
    )
    rows = [n for n, p in enumerate(lamps.passages) if p.text.startswith("Lamp: ")]
    found = found_in(lamps, rows[first], 0, *rows)
    hits = named_row(question, found, lamps).hits
    assert hits[0].row == rows[chosen]
    assert hits[0].passage == lamps.passages[rows[chosen]]
    assert hits[0].probability == found.hits[0].probability
    # No row stands twice but as it was found, nor more than were found.
    if first != chosen:
        assert [hit.row for hit in hits[1:]].count(rows[chosen]) == 0
        assert hits[1].row == rows[first]
    assert len(hits) <= len(found.hits)


def test_a_sum_stays(tmp_path: Path) -> None:
    """It is no row of those that are compared, and others aren't named by "total"."""
    rows = "| Fish | Sold |\n|---|---|\n| Cod | 9 |\n| Total | 9 |\n"
    text = f"# Fish\n\nThey sold it.\n\n{rows}"
    fish = indexed(tmp_path, WordEncoder(), {"f.md": text}).open(WordEncoder().identity)
    (row,) = (n for n, p in enumerate(fish.passages) if "Total" in p.text)
    found = found_in(fish, row, 0)
    for question in ("What was sold overall?", "What share of the total is cod?"):
        assert named_row(question, found, fish) == found


def test_what_is_no_row_stays(tmp_path: Path) -> None:
    """The text beside a table has no cells."""
    lamps = indexed(tmp_path, WordEncoder(), {"l.md": LAMPS}).open(
        WordEncoder().identity
    )
    found = found_in(lamps, 0, 1, 2)
    assert named_row("What came to the white lamp in 2020?", found, lamps) == found
    assert "measured" in quotes(found)[0]
