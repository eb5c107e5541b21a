"""Texts of a table's rows that are cut where other rows have a column."""

import numpy as np
import pytest

from rag.readers import read_article
from rag.readers.pdf.cuts import Letters, cut_at_columns
from rag.readers.pdf.glyphs import GLYPH
from rag.readers.pdf.runs import Run
from tests.pdf_files import Line, pdf_file
from tests.pdf_places import check_places

CHAR = 5.0


def page(*lines: list[tuple[str, float]]) -> tuple[list[list[Run]], Letters]:
    """Set words where they begin; those that are parted by "|" are one text."""
    lefts: list[float] = []
    found = []
    for number, line in enumerate(lines):
        runs = []
        for text, *xs in line:
            words = text.split("|")
            places = [x + CHAR * i for w, x in zip(words, xs, strict=True)
                      for i in range(len(w))]  # fmt: skip
            drawn = tuple(range(len(lefts), len(lefts) + len(places)))
            lefts += places
            y = 100 + 12 * number
            runs.append(
                Run(" ".join(words), 1, places[0], places[-1] + CHAR, y, y + 10, 10,
                    is_bold=False, drawn=drawn)
            )  # fmt: skip
        found.append(runs)
    at = np.array(lefts)
    return found, Letters(at, at + CHAR)


def cut(*lines: list[tuple[str, float]]) -> list[list[str]] | None:
    """Give the texts of the rows that are cut."""
    rows = cut_at_columns(*page(*lines))
    return rows and [[run.text for run in row] for row in rows]


NAMES = [("Boat", 60.0), ("Lost", 100.0)]


@pytest.mark.parametrize(
    ("x", "is_cut"), [(99, True), (101, True), (98.9, False), (101.1, False)]
)
def test_a_word_that_begins_where_others_do_is_a_text(x: float, is_cut: bool) -> None:
    """Within a point of the column: "Grey" ends at 80."""
    assert cut(NAMES, [("Grey|1950", 60, x)]) == (
        [["Boat", "Lost"], ["Grey", "1950"]] if is_cut else None
    )


@pytest.mark.parametrize(("x", "is_cut"), [(75, True), (75.1, False)])
def test_a_space_parts_no_texts(x: float, is_cut: bool) -> None:
    """Half of the size, five points, are more than one: four letters from 75 on."""
    found = cut(NAMES, [("Grey|1950", x, 100)])
    assert (found is not None) == is_cut


def test_what_is_cut_has_its_own_places_and_letters() -> None:
    """Of three texts in one, each is as wide as its words."""
    rows, letters = page(
        [*NAMES, ("Port", 140)], [("Old|tub|1950|Rye", 60, 78, 100, 140)]
    )
    found = cut_at_columns(rows, letters)
    assert found is not None
    assert found[0] == rows[0]
    assert [(r.text, r.x0, r.x1, r.drawn) for r in found[1]] == [
        ("Old tub", 60, 93, (12, 13, 14, 15, 16, 17)),
        ("1950", 100, 120, (18, 19, 20, 21)),
        ("Rye", 140, 155, (22, 23, 24)),
    ]


def test_rows_without_narrow_gaps_stay() -> None:
    """So do those whose characters aren't known."""
    assert cut(NAMES, [("Grey", 60), ("1950", 100)]) is None
    bare = Run("Grey 1950", 1, 60, 120, 112, 122, 10, is_bold=False)
    assert cut_at_columns([page(NAMES)[0][0], [bare]], page(NAMES)[1]) is None


def test_letters_are_found_by_their_numbers() -> None:
    """However they are ordered; a page may have none."""
    glyphs = np.zeros(2, GLYPH)
    glyphs["index"], glyphs["left"], glyphs["right"] = [3, 1], [10, 30], [14, 36]
    letters = Letters.of(glyphs)
    assert letters.lefts.tolist() == [0, 30, 0, 10]
    assert [letters.middle(n, n) for n in range(4)] == [0, 33, 0, 12]
    assert Letters.of(np.zeros(0, GLYPH)).rights.tolist() == [0]


def table(head: list[str], name: str) -> list[Line]:
    """Set a table whose last two columns are near to each other."""
    rows = [head, *([name, f"0.{n}", str(n)] for n in (71, 82, 93))]
    return [
        Line(x, 100 + 12 * i, text)
        for i, row in enumerate(rows)
        for text, x in zip(row, (72, 200, 225), strict=True)
        if text
    ]


def test_columns_may_be_near_to_each_other() -> None:
    """The names of columns stand apart, which tells that figures do."""
    lines = table(["Boat", "", "Lost"], "Goose")
    lines.append(Line(200, 100, "R"))
    data = pdf_file([lines])
    article = read_article(data, "x.pdf")
    assert article.text == "\n".join(
        f"Boat: Goose; R: 0.{n}; Lost: {n}" for n in (71, 82, 93)
    )
    check_places(data, article)


def test_a_wrapped_name_of_a_column_leaves_its_table_as_it_was() -> None:
    """A text alone above the first whole row may be any column's."""
    lines = [*table(["Boat", "", "Lost"], "Goose"), Line(200, 88, "R")]
    lines = [line._replace(y=line.y + 12 * (line.y > 100)) for line in lines]
    lines += [Line(200, 112, "(new)"), Line(72, 88, "Old")]
    assert "Lost:" not in read_article(pdf_file([lines]), "x.pdf").text
