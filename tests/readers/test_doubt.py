"""What reads as no language: marked in an article, or refused where most is so."""

from collections.abc import Iterator

import pytest
from openpyxl import Workbook

from rag.errors import UnreadableError
from rag.page.quotes.cutting import Quote, cut_quote
from rag.page.quotes.references import Reference
from rag.readers import read_article
from rag.readers.ocr import scans
from rag.types import Article
from tests.archives import saved
from tests.pdf_files import Line, pdf_file

GOOD = [
    "The river rose by two metres in one night, and the bridge was closed",
    "at once. Many people came to look at it, and some of them stayed",
    "there until the morning came and the water fell again.",
]
BAD = ["-.4.)& ? ' & 6)'.+ !!) +,- ''& (6*) /.-, ?? &&. ++)( 4.4 ''. &-- ))("] * 2


def page(lines: list[str]) -> list[Line]:
    """Set lines below each other."""
    return [Line(72, 100 + 12 * i, text) for i, text in enumerate(lines)]


@pytest.fixture(scope="module")
def doubtful() -> Iterator[Article]:
    """Give an article whose second page reads as no language, and isn't scanned."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scans, "is_installed", lambda: False)
        yield read_article(pdf_file([page(GOOD), page(BAD), page(GOOD)]), "x.pdf")


def test_a_page_that_reads_as_no_language_is_marked(doubtful: Article) -> None:
    """The paragraphs of that page are, and no other."""
    article = doubtful
    assert [p.page for p in article.paragraphs if p.is_doubtful] == [2]
    assert {p.page for p in article.paragraphs if not p.is_doubtful} == {1, 3}
    numbers = [p.number for p in article.paragraphs if p.is_doubtful]
    assert [n for n in range(9) if article.doubts(n)] == numbers


def test_an_article_that_reads_as_no_language_is_refused() -> None:
    """It is said why, and what mends it: OCR for a PDF, UTF-8 for text."""
    with pytest.raises(UnreadableError, match=r"^x\.pdf reads as no .*fonts.*\[ocr\]"):
        read_article(pdf_file([page(GOOD[:1]), page(BAD)]), "x.pdf")
    with pytest.raises(
        UnreadableError, match=r"^x\.txt reads as no .*save it as UTF-8"
    ):
        read_article("\n".join(BAD).encode(), "x.txt")


def test_a_sheet_of_codes_is_read() -> None:
    """Its characters are those that the file says, whatever they mean."""
    book = Workbook()
    for line in BAD:
        book.active.append([line])
    assert not read_article(saved(book), "x.xlsx").doubts(1)


def test_text_without_pages_is_judged_in_pieces() -> None:
    """A broken piece of 1,500 characters amid good ones is marked by itself."""
    good, bad = " ".join(GOOD), " ".join(BAD)
    text = "\n\n".join([good] * 16 + [bad] * 12 + [good] * 16)
    article = read_article(text.encode(), "x.txt")
    marked = [n for n in range(1, 45) if article.doubts(n)]
    assert set(range(19, 27)) <= set(marked) <= set(range(9, 37))


def test_a_doubtful_quote_says_so_on_the_page(doubtful: Article) -> None:
    """Its place, as the page and what is exported show it, ends with the warning."""
    shown = []
    for paragraph in doubtful.paragraphs[:2]:
        place = (paragraph.number, paragraph.start, paragraph.start + 9)
        reference = Reference(doubtful.id, *place, paragraph.start, paragraph.end)
        quote = cut_quote(reference, lambda _id: doubtful)
        assert isinstance(quote, Quote)
        shown.append(quote.where[-1])
    assert shown == ["¶ 1", "may be misread"]
