"""Bullets that are drawn before the lines of a PDF's lists."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from rag.readers import read_article
from rag.readers.pdf.joining import lines_of
from rag.readers.pdf.marks import (
    MAX_MARKS,
    DrawnMark,
    has_letter,
    marks_of,
    with_items,
    with_letters,
)
from rag.readers.pdf.paragraphs import texts_of
from rag.readers.pdf.runs import Run
from tests.articles import paragraphs
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

    It has a dash, as in other formats, which is drawn nowhere: the places of all other
    characters stay theirs.
    """
    lines = [Line(80, 100 + 12 * i, text) for i, text in enumerate(ITEMS)]
    discs = [Shape(68, 95 + 12 * i, size, size) for i in range(3)]
    data = pdf_file([[*lines, *discs]], rotate=rotate)
    article = read_article(data, "x.pdf")
    texts = paragraphs(article)
    items = [f"- {item}" for item in ITEMS]
    assert texts == (items if parts == 3 else [" ".join(ITEMS)])
    looks = [(look.start, look.end, look.kind) for look in article.looks]
    spans = [(p.start, p.end, "item") for p in article.paragraphs]
    assert looks == (spans if parts == 3 else [])
    assert article.text == ("\n".join(items) if parts == 3 else texts[0])
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


@pytest.mark.parametrize(
    ("text", "size", "words"),
    [
        ("the lamp", 10, "- the lamp"),
        ("1. The lamp", 10, "1. The lamp"),
        ("• The lamp", 10, "• The lamp"),
        ("A lamp", 10, "- A lamp"),
        ("The lamp", 20, "The lamp"),
    ],
)
def test_an_item_is_written_as_one(text, size, words) -> None:
    """By a dash, where it has no sign of its own, and where it is no heading."""
    body = [replace(RUN, text="the river " * 6, top=150 + 12 * i) for i in range(3)]
    item = replace(RUN, text=text, size=size, is_item=True)
    assert texts_of([[[item, *body]]])[0].words == words


def lettered(text: str, y: float = 100, hang: float = 40, x: float = 80) -> Run:
    """Set a letter, and a text behind a gap."""
    gap = (x + 6, x + hang)
    return replace(RUN, text=text, x0=x, x1=300, top=y, bottom=y + 10, gaps=(gap,))


@pytest.mark.parametrize(
    ("line", "has"),
    [
        (lettered("a light it"), True),
        (lettered("ab light it"), False),
        (lettered("1 light it"), False),
        (lettered("a"), False),
        (replace(lettered("a light it"), gaps=()), False),
        (replace(lettered("a light it"), gaps=((90, 120),)), True),
        (replace(lettered("a light it"), gaps=((90.1, 120),)), False),
    ],
)
def test_a_letter_stands_apart_from_its_text(line, has) -> None:
    """The gap is right behind it: further on in a line it tells nothing."""
    assert has_letter(line) == has


@pytest.mark.parametrize(
    ("second", "is_item"),
    [
        (lettered("b put it out", 120), True),
        (lettered("c put it out", 120), False),
        (lettered("a put it out", 120), False),
        (lettered("B put it out", 120), False),
        (lettered("b put it out", 120, x=300), True),
        (lettered("b put it out", 120, hang=42), True),
        (lettered("b put it out", 120, hang=43), False),
        (replace(lettered("b put it out", 120), page=2), True),
    ],
)
def test_letters_that_go_on_count_items(second, is_item) -> None:
    """Equally far before their texts, in another column and on another page, too.

    Other lines may stand between; a letter alone may be a word.
    """
    first, between = lettered("a light it"), replace(RUN, text="We ask:", top=110)
    pages = [[[first], [between]], [[second]]]
    (one,), (same,) = with_letters(pages)[0]
    ((other,),) = with_letters(pages)[1]
    assert (one.is_item, other.is_item) == (is_item, is_item)
    assert same == between
    if is_item:
        words = [text.words for text in texts_of(with_letters(pages))]
        assert words == ["a. light it We ask:", "b. put it out"]


def test_letters_keep_their_places() -> None:
    """The full stop behind a letter is drawn nowhere; a letter alone has none."""
    lines = [
        Line(72, 100, "a"), Line(100, 100, "put the lamp out when it is day;"),
        Line(72, 112, "b"), Line(100, 112, "ring the bell when there is fog."),
        Line(72, 140, "e"), Line(100, 140, "sleep at noon."),
    ]  # fmt: skip
    data = pdf_file([lines])
    article = read_article(data, "x.pdf")
    assert article.text == (
        "a. put the lamp out when it is day;\nb. ring the bell when there is fog."
        "\n\ne sleep at noon."
    )
    assert [look.kind for look in article.looks] == ["item"] * 2
    check_places(data, article)
