"""Names between a paper's title and its abstract: its authors, and no headings."""

import pytest

from rag.readers import read_article
from rag.readers.pdf.bylines import authors_of, with_bylines
from rag.readers.pdf.paragraphs import Text
from rag.readers.pdf.runs import Run
from tests.pdf_files import Line, pdf_file

TEXT = "The river flowed over the old piers for the whole of that research."


def text(words: str, level: int = 0, page: int = 1) -> Text:
    """Set a text of one line."""
    line = Run(words, page, 72, 72 + 6 * len(words), 100, 110, 10, is_bold=False)
    return Text(words, level, (line,))


def levels(*texts: Text) -> list[int]:
    """Give the levels that are left."""
    return [each.level for each in with_bylines(texts)]


TITLE, NAME = text("Old Piers", 1), text("Jo Doe", 2)


@pytest.mark.parametrize(
    ("last", "level"),
    [
        (text("Abstract", 2), 0),
        (text("ABSTRACT.", 4), 0),
        (text("Abstract", 0), 2),
        (text("Abstract", 2, page=2), 2),
        (text("Abstracts", 2), 2),
    ],
)
def test_what_is_above_an_abstract_heads_nothing(last: Text, level: int) -> None:
    """One that is a heading of the first page."""
    assert levels(TITLE, NAME, last, text(TEXT)) == [1, level, last.level, 0]


def test_a_paper_without_an_abstract_keeps_its_headings() -> None:
    """They may head its parts."""
    assert levels(TITLE, NAME, text(TEXT)) == [1, 2, 0]
    assert levels(text("Abstract", 2), text(TEXT)) == [2, 0]


def test_lines_that_look_as_the_title_are_of_it() -> None:
    """It may have two."""
    assert levels(TITLE, text("In Ice", 1), NAME, text("Abstract", 2))[1:3] == [1, 0]


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["Jo Doe", "Ann Roe and Bo Poe"], "Jo Doe · Ann Roe · Bo Poe"),
        (["Jo Doe", "University of Tarn"], "Jo Doe"),
        (["Jo Doe", "A report to the town"], None),
        (["Old Research"], None),
        (["University of Tarn"], None),
    ],
)
def test_persons_above_an_abstract_wrote_it(lines: list[str], author) -> None:
    """If nothing else stands there but where they work."""
    heads = [text(line, 2) for line in lines]
    texts = with_bylines([TITLE, *heads, text("Abstract", 2), text(TEXT)])
    assert authors_of(texts) == author


def test_no_bylines_are_no_authors() -> None:
    """What is a heading there names nobody."""
    assert authors_of([TITLE, NAME]) is None


def test_a_paper_has_the_authors_that_it_names() -> None:
    """They head nothing in it; its properties say more than its looks."""
    lines = [Line(72, 60, "Old Piers", 20), Line(72, 90, "Jo Doe", 12, is_bold=True)]
    lines += [Line(72, 120, "Abstract", 12, is_bold=True)]
    lines += [Line(72, 140 + 12 * at, TEXT) for at in range(5)]
    article = read_article(pdf_file([lines]), "x.pdf")
    assert (article.title, article.author) == ("Old Piers", "Jo Doe")
    assert [article.text[h.start : h.end] for h in article.headings] == ["Abstract"]
    article = read_article(pdf_file([lines], info="/Author (Ann Roe)"), "x.pdf")
    assert article.author == "Ann Roe"
