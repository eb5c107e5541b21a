"""Tables over columns of text: read whole, and told from what is in one column."""

import pytest

from rag.readers import read_article
from tests.articles import paragraphs
from tests.pdf_files import Line, pdf_file

LEFT, RIGHT = 72, 320
SENTENCE = "was a year of rain, in which they fell."
ROWS = [("Year", "Rye", "Hull", "Deal"), ("2019", "12", "140", "1,200"),
        ("2020", "9", "96", "880"), ("2021", "14", "151", "1,410")]  # fmt: skip
WHOLE = [
    "Year: 2019; Rye: 12; Hull: 140; Deal: 1,200",
    "Year: 2020; Rye: 9; Hull: 96; Deal: 880",
    "Year: 2021; Rye: 14; Hull: 151; Deal: 1,410",
]


def columns(y: float, *words: str) -> list[Line]:
    """Set eight lines of text in each column, which begin with its word."""
    return [
        Line(x, y + 12 * i, f"{word} {SENTENCE}")
        for x, word in zip((LEFT, RIGHT), words, strict=True)
        for i in range(8)
    ]


def set_rows(y: float, *places: float, rows: int = 4) -> list[Line]:
    """Set rows of a table, whose columns begin at some places."""
    return [
        Line(x, y + 13 * i, text)
        for i, row in enumerate(ROWS[:rows])
        for x, text in zip(places, row, strict=False)
    ]


def rows_of(lines: list[Line]) -> list[str]:
    """Read a page, and give its rows."""
    article = read_article(pdf_file([lines]), "x.pdf")
    return [text for text in paragraphs(article) if ": " in text]


@pytest.mark.parametrize(
    ("places", "rows"),
    [
        ((72, 200, 330, 460), WHOLE),
        ((72, 170, 290, 440), WHOLE),
        ((72, 140, 210), [row.rpartition("; ")[0] for row in WHOLE]),
    ],
)
def test_a_table_over_columns_is_read_whole(places, rows) -> None:
    """Wherever its own columns are; one that is in a column is read there."""
    text = columns(100, "First", "Third") + columns(300, "Second", "Fourth")
    assert rows_of(text + set_rows(220, *places)) == rows


def test_what_is_above_and_below_is_read_by_column() -> None:
    """Both columns above the table come before it, both below it after."""
    text = columns(100, "First", "Third") + columns(300, "Second", "Fourth")
    lines = text + set_rows(220, 72, 200, 330, 460)
    read = paragraphs(read_article(pdf_file([lines]), "x.pdf"))
    assert [text.split()[0] for text in read] == [
        "First", "Third", "Year:", "Year:", "Year:", "Second", "Fourth",
    ]  # fmt: skip


def test_tables_beside_each_other_are_two() -> None:
    """A column of both begins where the column of text does."""
    text = columns(100, "First", "Third") + columns(300, "Second", "Fourth")
    tables = set_rows(220, 72, 140, 210) + set_rows(220, RIGHT, 390, 460)
    part = [row.rpartition("; ")[0] for row in WHOLE]
    assert rows_of(text + tables) == part * 2


def test_short_lines_of_text_are_no_rows() -> None:
    """Two rows are too few, and what ends two paragraphs is above the first."""
    text = columns(100, "First", "Third") + columns(300, "Second", "Fourth")
    ends = [Line(LEFT, 196, "and fell"), Line(RIGHT, 196, "at last")]
    assert rows_of(text + ends + set_rows(215, 72, 200, 330, 460)) == WHOLE
    assert rows_of(text + set_rows(220, 72, 200, 330, 460, rows=2)) == []
