"""Tables whose rows are ruled and whose columns are not."""

from dataclasses import replace

import pytest

from rag.readers import read_article
from rag.readers.pdf.bands import banded
from rag.readers.pdf.cells import is_table
from rag.readers.pdf.rulings import Ruling, Rulings
from rag.readers.pdf.runs import Run, TableCell
from tests.pdf_files import Line, Rule, pdf_file
from tests.pdf_places import check_places

HEAD, *ROWS = [
    ("Boat", "Built (by)", "Lost"),
    ("Heron", "1912 (Doe)", "1950"),
    ("Grey goose", "1920 (Roe)", "1951"),
]
LINES = [Ruling(float(at), 60, 500) for at in (100, 130, 160, 190)]


def run(text: str, x: float, y: float) -> Run:
    """Set a text of five points a character, ten high."""
    return Run(text, 1, x, x + 5 * len(text), y, y + 10, 10, is_bold=False)


def cells(*rows: tuple[str, ...], xs=(64, 200, 360), y: float = 110) -> list[Run]:
    """Set rows between the lines, 30 points apart."""
    return [
        run(text, x, y + 30 * i)
        for i, row in enumerate(rows)
        for text, x in zip(row, xs, strict=False)
    ]


def found(runs: list[Run], lines=LINES) -> list[tuple[int, list[float]]]:
    """Give how many lines rule the rows of each table, and where its columns meet."""
    made = banded(lines, runs)
    return [(len(each.across), [line.at for line in each.down]) for each in made]


TABLE = cells(HEAD, *ROWS)
# The longest texts end at 114 and at 250.
ONE = [(4, [157, 305])]


def test_texts_that_stand_apart_between_lines_are_columns() -> None:
    """Lines down are put in the middle of each gap, from the first to the last."""
    (made,) = banded(LINES, TABLE)
    assert made == Rulings(LINES, [Ruling(157, 100, 190), Ruling(305, 100, 190)])


def test_three_rows_are_needed() -> None:
    """With two, lines are above and below the names and all rows together."""
    assert found(TABLE[:6], LINES[:3]) == []


@pytest.mark.parametrize(("shift", "is_table"), [(3, True), (3.1, False)])
@pytest.mark.parametrize("edge", ["start", "end"])
def test_lines_of_a_table_are_equally_long(edge, shift, is_table) -> None:
    """Within three points; one that isn't is no line of it."""
    moved = LINES[1]._replace(**{edge: getattr(LINES[1], edge) + shift})
    assert bool(found(TABLE, [LINES[0], moved, *LINES[2:]])) == is_table


@pytest.mark.parametrize("x", [20, 520])
def test_what_is_beside_the_lines_is_no_cell(x: float) -> None:
    """As the text of another column."""
    assert found([*TABLE, run("Rain", x, 140)]) == ONE


@pytest.mark.parametrize(("x", "count"), [(117, 1), (117.1, 2)])
def test_columns_are_more_than_three_points_apart(x: float, count: int) -> None:
    """In a gap that is as narrow texts may be one."""
    rows = cells(HEAD[:2], ("Heron", "by Doe"), ROWS[1], xs=(64, x))
    assert found(rows) == ([(4, [(114 + x) / 2])] if count == 2 else [])


def test_a_row_may_have_no_text_in_a_column() -> None:
    """Half of all must have one in each, at least."""
    wide = [*LINES, Ruling(220, 60, 500)]
    three = cells(HEAD, *ROWS, ("Tern",))
    assert found(three, wide) == ONE  # the last line is of no row of texts in parts
    assert found(cells(HEAD, ROWS[1], *[each[:2] for each in ROWS]), wide) == [
        (5, [157, 305])
    ]
    fewer = [*wide, Ruling(250, 60, 500)]
    parts = cells(HEAD, ROWS[1], *[each[:2] for each in (*ROWS, ROWS[0])])
    assert found(parts, fewer) == []


def test_columns_stand_below_each_other() -> None:
    """What is elsewhere in each row is no column."""
    moved = [replace(each, x0=115.0, x1=199.0) for each in TABLE[4:5]]
    assert found([*TABLE[:4], *moved, *TABLE[5:]]) == []


@pytest.mark.parametrize(("chars", "is_table"), [(40, True), (41, False)])
def test_long_texts_are_no_cells(chars: int, is_table: bool) -> None:
    """More than 40 characters in the mean."""
    rows = cells(*[("x" * chars, "y" * chars)] * 3, xs=(64, 280))
    assert bool(found(rows)) == is_table


@pytest.mark.parametrize(
    ("y", "is_table"), [(79.9, True), (80.1, False), (199.9, False), (200, True)]
)
def test_rows_beyond_the_lines_are_read_by_themselves(y: float, is_table: bool) -> None:
    """Within 1.5 heights of the first or the last line: where they end isn't known."""
    beyond = [run("Wren", 64, y), run("1930", 200, y)]
    assert bool(found([*TABLE, *beyond])) == is_table
    assert found([*TABLE, beyond[0]]) == ONE


def test_text_between_two_tables_parts_them() -> None:
    """Each has lines of its own, though all are equally long."""
    lines = [Ruling(100 + 30 * i, 60, 500) for i in range(8)]
    text = run("The boats of the other harbour were lost in the same night", 64, 200)
    below = cells(HEAD, *ROWS, y=230)
    assert found([*TABLE, text, *below], lines) == [*ONE, *ONE]


def test_wrapped_cells_are_one_row() -> None:
    """As they are where lines are drawn down, too."""
    rows = [["Boat", "Lost in"], ["Grey", "1950"], ["White", "1951"]]
    lines = [
        Line(x, 112 + 30 * i, text, is_bold=i == 0)
        for i, row in enumerate(rows)
        for x, text in zip((64, 200), row, strict=True)
    ]
    wraps = [Line(64, 153, "goose"), Line(64, 183, "heron"), Line(200, 183, "(May)")]
    rules = [Rule(60, 100 + 30 * i, 400, 100 + 30 * i) for i in range(4)]
    data = pdf_file([[*lines, *wraps, *rules]])
    article = read_article(data, "x.pdf")
    assert article.text == (
        "Boat: Grey goose; Lost in: 1950\nBoat: White heron; Lost in: 1951 (May)"
    )
    check_places(data, article)


def cell(*texts: str) -> TableCell:
    """Make a cell of such lines."""
    return TableCell(tuple(run(text, 64, 100 + 12 * i) for i, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("row", "are_rows"),
    [
        ([cell("7", "9"), cell("2 ml", "5 ml"), cell("3"), cell("4")], False),
        ([cell("7", "9"), cell("2 ml", "5 ml"), cell("3")], True),
        ([cell("7", "9"), cell("2 ml", "5 ml"), cell("3"), cell()], True),
    ],
)
def test_figures_below_one_another_are_one_where_half_are_alone(row, are_rows) -> None:
    """They are wrapped then, as "7 to" and "9 kg" may be; else rows no line parts."""
    assert is_table([row, row]) != are_rows
