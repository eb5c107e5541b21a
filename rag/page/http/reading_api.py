"""What an open source asks for: its pages, and where words stand in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rag.errors import ArticleNotFoundError, ReadError
from rag.judging.verdicts import Verdict
from rag.page.http.errors import described_router
from rag.page.quotes.kept_turns import MAX_MARKS
from rag.page.quotes.panel import Opened, gone_panel_html, marks_of, panel_html
from rag.page.quotes.pdf_layout import DrawnPiece, PdfLayout, has_pages, pieces_of
from rag.page.quotes.pdf_page import pdf_page_html
from rag.page.quotes.reading import MAX_WORDS_CHARS, find_in
from rag.page.quotes.references import parse_reference
from rag.page.service import Service
from rag.settings import MAX_QUESTION_CHARS
from rag.types import Article, Span

MAX_PAGE = 10**6
MAX_QUOTES = 200
"""An answer's own, and before them what was named as the answer to its question."""
FOR_A_DAY = "private, max-age=86400, immutable"
"""A picture is of the file that its article's id names by its hash."""


Marked = Annotated[str, Field(pattern=r"^\d{1,9}-\d{1,9}$")]


class WantedPanel(BaseModel):
    """Which source to show: references as "ID:4:120-246", the one at `active` open.

    `marks` are what else of its article is marked, as "247-310".
    """

    quotes: Annotated[list[str], Field(min_length=1, max_length=MAX_QUOTES)]
    active: Annotated[int, Field(ge=0)] = 0
    earlier: Annotated[list[str], Field(max_length=500)] = []
    question: Annotated[str, Field(max_length=MAX_QUESTION_CHARS)] = ""
    around: Annotated[int | None, Field(ge=0)] = None
    pages: bool = False
    marks: Annotated[list[Marked], Field(max_length=MAX_MARKS)] = []

    def opened(self, verdicts_on: Callable[[str], Sequence[Verdict]]) -> Opened | None:
        """Read the references; None where one is malformed.

        Args:
            verdicts_on: Gives what was said of a question's answers.
        """
        # One that was left out would move all the numbers after it.
        parsed = [parse_reference(text) for text in self.quotes]
        quotes = [item for item in parsed if item is not None]
        if self.active >= len(quotes) or len(quotes) != len(parsed):
            return None
        earlier = [parse_reference(text) for text in self.earlier]
        return Opened(
            references=quotes,
            active=self.active,
            earlier=[item for item in earlier if item is not None],
            question=self.question,
            around=self.around,
            verdicts=verdicts_on(self.question) if self.question else (),
            as_pages=self.pages,
            marks=[Span(*map(int, each.split("-"))) for each in self.marks],
        )


class WantedWords(BaseModel):
    """What to find in an article, and whether to say where that is drawn."""

    words: Annotated[str, Field(max_length=MAX_WORDS_CHARS)]
    pages: bool = False


@dataclass(frozen=True, slots=True)
class PdfSheets:
    """The pages of an article: their sizes in points, and that of the open quote."""

    sizes: Sequence[tuple[float, float]]
    page: int


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where words were found, and in which paragraph.

    `boxes` are where they are drawn on `page`: left, top, right and bottom in points.
    """

    start: int
    end: int
    paragraph: int
    page: int | None = None
    boxes: Sequence[DrawnPiece] = ()


def make_reading_api(service: Service, drawing: CapacityLimiter) -> APIRouter:
    """Make the panel's routes around one service; `drawing` bounds what is drawn."""
    router = described_router()
    _add_panel(router, service)
    _add_pages(router, service, drawing)
    _add_finding(router, service)
    return router


def _article(service: Service, article_id: str) -> Article:
    found = service.find(article_id)
    if found is None:
        raise ArticleNotFoundError(f"no article {article_id!r} in the library")
    return found


def _layout(service: Service, article: Article) -> PdfLayout:
    if not has_pages(article):
        raise ReadError(f"{article.title} has no pages: read it as text")
    return service.pdf_pages.layout(article)


def _add_panel(router: APIRouter, service: Service) -> None:
    @router.post("/panel", response_class=HTMLResponse)
    def panel(wanted: WantedPanel) -> HTMLResponse:
        """Give the source panel."""
        opened = wanted.opened(service.verdicts_on)
        if opened is None:
            return HTMLResponse(gone_panel_html(), 422)
        found = service.find(opened.reference.article_id)
        if found is None:
            return HTMLResponse(gone_panel_html(), 404)
        return HTMLResponse(panel_html(found, opened))


def _add_pages(router: APIRouter, service: Service, drawing: CapacityLimiter) -> None:
    @router.post("/pages/{article_id}")
    def pages(article_id: str, wanted: WantedPanel) -> PdfSheets:
        """Give the sizes of an article's pages, and which one the quote is on."""
        article = _article(service, article_id)
        layout = _layout(service, article)
        opened = wanted.opened(service.verdicts_on)
        place = opened.reference if opened else Span(0, 0)
        return PdfSheets(layout.sizes, layout.page_of(place.start, place.end))

    @router.post("/pages/{article_id}/{page}", response_class=HTMLResponse)
    def words(article_id: str, page: int, wanted: WantedPanel) -> HTMLResponse:
        """Give the words of a page, the quotes marked, to lie over its picture."""
        article = _article(service, article_id)
        layout = _layout(service, article)
        opened = wanted.opened(service.verdicts_on)
        if opened is None or not 1 <= page <= len(layout.sizes):
            raise ReadError(f"{article.title} has no page {page}")
        marks = marks_of(article, opened)
        return HTMLResponse(pdf_page_html(article, layout, page, marks))

    @router.get("/pages/{article_id}/{page}.png", response_class=Response)
    async def picture(
        article_id: str,
        page: Annotated[int, Field(ge=1, le=MAX_PAGE)],
        width: Annotated[int, Field(ge=1, le=10_000)] = 1200,
    ) -> Response:
        """Give a page as a picture, at least so many pixels wide."""
        drawn = await to_thread.run_sync(
            service.pdf_pages.picture, article_id, page, width, limiter=drawing
        )
        headers = {"cache-control": FOR_A_DAY}
        return Response(drawn, media_type="image/png", headers=headers)


def _add_finding(router: APIRouter, service: Service) -> None:
    @router.post("/find/{article_id}")
    def find(article_id: str, wanted: WantedWords) -> list[FoundPlace]:
        """Find words in an article, up to a thousand times."""
        article = _article(service, article_id)
        layout = _layout(service, article) if wanted.pages else None
        found = find_in(article.text, wanted.words)
        return [_place(article, span, layout) for span in found]


def _place(article: Article, span: Span, layout: PdfLayout | None) -> FoundPlace:
    paragraph = article.paragraph_at(span.start) or article.paragraphs[0]
    found = FoundPlace(span.start, span.end, paragraph.number)
    if layout is None:
        return found
    page = layout.page_of(span.start, span.end)
    pieces = pieces_of(layout, page, span.start, span.end)
    return replace(found, page=page, boxes=pieces)
