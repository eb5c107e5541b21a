"""A PDF's table of contents is left out: its lines are headings further down."""

from collections.abc import Sequence

import pytest

from rag.readers import read_article
from rag.readers.pdf.paragraphs import texts_of
from rag.readers.pdf.running_heads import without_contents
from rag.readers.pdf.runs import Run
from tests.pdf_files import Line, pdf_file
from tests.pdf_places import check_places

HEADINGS = ["1. The harbour", "2.1 Cranes", "Annex"]


def run(text: str, y: float, page: int = 1, size: float = 10) -> Run:
    """Set a line of characters of half an em."""
    x1 = 60 + size / 2 * len(text)
    return Run(text, page, 60, x1, y, y + size, size, is_bold=False)


def section(heading: str, y: float, page: int) -> list[Run]:
    """Set a heading over a paragraph."""
    words = f"Of all that there is to say of {heading} this is what we know by now."
    body = [run(words, y + 30 + 12 * at, page) for at in range(3)]
    return [run(heading, y, page, size=14), *body]


def left(contents: Sequence[str], y: float = 20, page: int = 1) -> list[str]:
    """Give what is left of lines of contents, before or among sections of page 1."""
    lines = [run(text, y + 14 * at, page) for at, text in enumerate(contents)]
    sections = [
        line
        for at, heading in enumerate(HEADINGS)
        for line in section(heading, 100 + 100 * at, 1)
    ]
    pages = [[lines, sections] if page == 1 else [sections], [lines] * (page == 2)]
    kept = without_contents(pages, texts_of(pages))
    texts = [line.text for blocks in kept for block in blocks for line in block]
    assert all(line.text in texts for line in sections)
    stays = [text for text in contents if text in texts]
    assert (kept is pages) == (stays == contents)
    return stays


@pytest.mark.parametrize(
    "contents",
    [
        ["1. The harbour 3", "2.1 Cranes 4", "Annex 12"],
        ["1. The harbour 3", "2.1 Cranes 4", "Annex 12", "Annex 13"],
        ["1 The Harbour 3", "2.1 CRANES xii", "Annex 1000"],
        ["1. The harbour . . . . 3", "2.1 Cranes.......4", "Annex ____ 5"],
    ],
)
def test_lines_of_contents_are_left_out(contents) -> None:
    """Headings with their pages, whatever leads the eye from one to the other."""
    assert left(contents) == []


@pytest.mark.parametrize(
    "contents",
    [
        ["1. The harbour 3", "2.1 Cranes 4"],  # two are too few
        ["1. The harbour 3", "Of boats", "2.1 Cranes 4", "Annex 5"],  # not in a row
        ["1. The harbour 3", "2.1 Cranes 4", "Annexes 5"],
        ["1. The harbour", "2.1 Cranes", "Annex"],
        ["1. The harbour 3", "2.1 Cranes 4", "Annex 12345"],
        ["1. The harbour3", "2.1 Cranes 4", "Annex 5"],
    ],
)
def test_other_lines_stay(contents) -> None:
    """Three in a row, each a heading and a page number."""
    assert left(contents) == contents


def test_what_lists_headings_above_stays() -> None:
    """A list at the end is no table of contents, on the same page or a later one.

    The last heading is at 300 points.
    """
    contents = [f"{heading} 3" for heading in HEADINGS]
    assert left(contents, y=390) == contents
    assert left(contents, page=2) == contents


def test_a_page_of_contents_is_read_without_them() -> None:
    """What follows is read as it is, and each character keeps its place."""
    lines = [
        [
            Line(60, 100 + 20 * i, f"{text} . . . . . {i + 2}")
            for i, text in enumerate(HEADINGS)
        ],
        *(
            [Line(60, 80, text, 16), Line(60, 110, f"Here is what we say of {text}.")]
            for text in HEADINGS
        ),
    ]
    data = pdf_file(lines)
    article = read_article(data, "x.pdf")
    check_places(data, article)
    assert [article.text[h.start : h.end] for h in article.headings] == HEADINGS[1:]
    assert len(article.paragraphs) == 3
