"""Bullets that are drawn before the lines of a PDF's lists."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from rag.readers import read_article
from rag.readers.pdf.joining import lines_of
from rag.readers.pdf.marks import MAX_MARKS, DrawnMark, marks_of, with_items
from rag.readers.pdf.paragraphs import texts_of
from rag.readers.pdf.runs import Run
from tests.pdf_files import Line, Shape, pdf_file
from tests.pdf_places import check_places

ITEMS = [
    "the lamp of the north pier is lit from dusk until the last boat is in",
    "the lamp of the south pier burns all night, whatever the weather is",
    "the bell is rung by hand when there is fog and no wind to ring it for us",
]
RUN = Run("the lamp", 1, 80, 120, 100, 110, 10, is_bold=False)


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize(("size", "parts"), [(3, 3), (0.8, 1)])
def test_a_line_behind_a_drawn_bullet_is_an_item(rotate, size, parts) -> None:
    """Also on a page that is turned; dots that lead somewhere are none.

    The places of all characters stay theirs: the bullet is none.
    """
    lines = [Line(80, 100 + 12 * i, text) for i, text in enumerate(ITEMS)]
    discs = [Shape(68, 95 + 12 * i, size, size) for i in range(3)]
    data = pdf_file([[*lines, *discs]], rotate=rotate)
    article = read_article(data, "x.pdf")
    texts = [article.text[p.start : p.end] for p in article.paragraphs]
    assert texts == (ITEMS if parts == 3 else [" ".join(ITEMS)])
    check_places(data, article)


@pytest.mark.parametrize(
    ("mark", "is_item"),
    [
        (DrawnMark(105, 70, 3), True),
        (DrawnMark(100, 70, 3), True),
        (DrawnMark(110, 70, 3), True),
        (DrawnMark(99, 70, 3), False),
        (DrawnMark(111, 70, 3), False),
        (DrawnMark(105, 80, 3), True),
        (DrawnMark(105, 81, 3), False),
        (DrawnMark(105, 65, 3), True),
        (DrawnMark(105, 64, 3), False),
        (DrawnMark(105, 70, 1.5), True),
        (DrawnMark(105, 70, 1.4), False),
        (DrawnMark(105, 70, 7), True),
        (DrawnMark(105, 70, 7.1), False),
    ],
)
def test_a_mark_is_near_its_line_and_smaller(mark, is_item) -> None:
    """At its height, left of it by 1.5 ems at most, 0.15 to 0.7 ems across."""
    others = [DrawnMark(20, 70, 3), DrawnMark(300, 70, 3)]
    (run,) = with_items([RUN], sorted([*others, mark]))
    assert run == replace(RUN, is_item=is_item)


def found(shapes: list[Shape]) -> list[DrawnMark]:
    """Find the marks of a page of shapes."""
    document = pdfium.PdfDocument(pdf_file([shapes]))
    return marks_of(document[0], 0)


def test_marks_are_nearly_as_wide_as_high() -> None:
    """A dash is none, nor an upright bar; they come from the top down."""
    shapes = [
        Shape(60, 300, 4, 3.3),
        Shape(60, 200, 5, 3.9),
        Shape(60, 210, 3.9, 5),
        Shape(60, 100, 3.3, 4),
    ]
    upper, lower = found(shapes)
    assert upper == pytest.approx((102 - 792, 63.3, 4), abs=0.01)
    assert lower == pytest.approx((301.65 - 792, 64, 4), abs=0.01)


def test_a_drawing_has_no_marks() -> None:
    """A page of hundreds of small shapes is a chart or a map."""
    shapes = [Shape(6 * (i % 90), 6 * (i // 90), 3, 3) for i in range(MAX_MARKS)]
    assert len(found(shapes)) == MAX_MARKS
    assert found([*shapes, Shape(60, 600, 3, 3)]) == []


def test_a_line_is_an_item_if_its_first_run_is() -> None:
    """A bullet amid a line begins nothing."""
    right = replace(RUN, text="the last lamp of all", x0=200, x1=240)
    marked = [replace(run, is_item=True) for run in (RUN, right)]
    assert [line.is_item for line in lines_of([marked[0], right])] == [True]
    assert [line.is_item for line in lines_of([RUN, marked[1]])] == [False]


@pytest.mark.parametrize(("is_item", "parts"), [(True, 2), (False, 1)])
def test_an_item_on_the_next_page_goes_on_with_none(is_item, parts) -> None:
    """Though it begins with a small letter, and the one before has no full stop."""
    line = replace(RUN, page=2, is_item=is_item)
    assert len(texts_of([[[RUN]], [[line]]])) == parts
