"""Tables that are made by spaces become rows; what may be none stays as it is."""

import pytest

from rag.readers.plain.text import find_tables, read_text
from tests.articles import BODY, read

TABLE = """\
   Boat              Oars    Built
   The old heron        4     1912
   Lark                12     2003"""


def rows(text: str) -> list[str] | None:
    """Give the rows of a text's only table; None where it has none."""
    tables = [[row.text for row in table.rows] for table in find_tables(text)]
    assert len(tables) <= 1
    return tables[0] if tables else None


ROWS = [
    "Boat: The old heron; Oars: 4; Built: 1912",
    "Boat: Lark; Oars: 12; Built: 2003",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TABLE, ROWS),
        (f"-----\n{TABLE}\n=====", ROWS),
        ("Boat   Rower\nLark   Jo\nHeron  Al",
         ["Boat: Rower", "Lark: Jo", "Heron: Al"]),
        ("Boat   Rower\n-----  -----\nLark   Jo\nHeron  Al",
         ["Boat: Lark; Rower: Jo", "Boat: Heron; Rower: Al"]),
        ("Boat   Rower\n-----\nLark   Jo\n-----\nHeron  Al",
         ["Boat: Rower", "Lark: Jo", "Heron: Al"]),
        ("Lark   Jo\nHeron  Al\n-----\nOwl    Bo",
         ["Lark: Jo", "Heron: Al", "Owl: Bo"]),
        ("Boat:   Lark\nRower:  Jo\nBuilt:  2003",
         ["Boat: Lark", "Rower: Jo", "Built: 2003"]),
        ("Boat\tOar\nLark\t4\nHern\t12", ["Boat: Lark; Oar: 4", "Boat: Hern; Oar: 12"]),
        ("Oars   1\xa0000\nSails     12\nRopes      7",
         ["Oars: 1 000", "Sails: 12", "Ropes: 7"]),
        (f"{'a' * 60}  1\nb{' ' * 61}2\nc{' ' * 61}3",
         [f"{'a' * 60}: 1", "b: 2", "c: 3"]),
        # Two lines, one column, a line more or less, a cell below two.
        ("Lark   Jo\nHeron  Al", None),
        ("Lark\nHeron\nOwl", None),
        (f"{TABLE}\nAll of them", None),
        (f"Boats of the Tarn\n{TABLE}", None),
        ("Lark      Jo\nThe heron    Al\nOwl  Bo", None),
        ("Lark   Jo\nHeron  Al\n-----\n-----", None),
        ("Lark Jo\nHeron Al\nOwl Bo", None),
        # A list, two columns of a page, and sentences.
        ("1.  Oars\n2.  Sails\n3.  Ropes", None),
        ("1.  Oars\nOld  Sails\nNew  Ropes", None),
        ("Old  Sails\n1.   Ropes\nNew  Oars", ["Old: Sails", "1.: Ropes", "New: Oars"]),
        ("The river   and many\nrose by a   came to see\nfoot or so  it at once", None),
        (f"{'a' * 61}  1\nb{' ' * 62}2\nc{' ' * 62}3", None),
        ("of the river  Jo\nof the boats  Al\nThe bridges   Bo", None),
        ("of the river  Jo\nThe boats     Al\nof bridges    Bo",
         ["of the river: Jo", "The boats: Al", "of bridges: Bo"]),
        ("of the river  Jo\nThe boats     Al\nof all boats  Bo\nOars          Cy",
         ["of the river: Jo", "The boats: Al", "of all boats: Bo", "Oars: Cy"]),
        ("of the river  Jo\nThe boats     Al\nof all boats  Bo\nOars          Cy\n"
         "of the mud    Di", None),
    ],
)  # fmt: skip
def test_cells_below_one_another_make_a_table(
    text: str, found: list[str] | None
) -> None:
    """Three lines at least, all of as many cells, two or more."""
    assert rows(text) == found


def test_a_texts_table_is_read_as_any_other() -> None:
    """Its rows name the columns, under the heading; the rest stays as it was."""
    text = f"On Rivers\n\n{BODY}\n\nBoats of the Tarn\n\n{TABLE}\n\n{BODY}\n\n  {BODY}"
    article = read(text)
    assert article.text == text.replace(TABLE, "\n".join(ROWS))
    found = [p for p in article.paragraphs if p.is_row]
    assert [article.text[p.start : p.end] for p in found] == ROWS
    assert {p.section for p in found} == {"Boats of the Tarn"}
    assert [p.number for p in found] == [2, 3]
    assert len(article.paragraphs) == 5
    cells = [article.text[k.start : k.end] for k in article.looks if k.kind == "cell"]
    assert cells == [cell for row in ROWS for cell in row.split("; ")]


def test_several_tables_are_found_in_order() -> None:
    """Each between blank lines."""
    text = f"{TABLE}\n\n{BODY}\n\n{TABLE}\n"
    article = read(text)
    assert article.text == text.replace(TABLE, "\n".join(ROWS))
    assert [p.is_row for p in article.paragraphs] == [True, True, False, True, True]


def test_what_counts_in_the_text_itself_reads_no_tables() -> None:
    """As mail and JSON, whose blocks are cut out of it."""
    assert read_text(f"{BODY}\n\n{TABLE}").text == f"{BODY}\n\n{TABLE}"


def test_rows_that_state_the_front_stay_in_it() -> None:
    """Labels right at the top are no table's."""
    text = f"Title:   On rivers\nAuthor:  Jo Doe\nDate:    2 May 2024\n\n{BODY}"
    article = read(text)
    assert (article.title, article.author, article.date) == (
        "On rivers",
        "Jo Doe",
        "2024-05-02",
    )
    assert [p.is_row for p in article.paragraphs] == [False]
