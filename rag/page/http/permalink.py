"""The permalink: a quote where it stands, on a page of its own without any script."""

import re
from functools import partial
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from rag.errors import ArticleNotFoundError, ReadError
from rag.page.http.errors import described_router
from rag.page.http.pages import (
    FIRST_WIDTH,
    Sheet,
    article_page_html,
    message_page_html,
    sheet_page_html,
)
from rag.page.http.rules import STILL_POLICY
from rag.page.library.pdf_pages import PdfPages
from rag.page.quotes.pdf_layout import has_pages
from rag.page.quotes.references import Reference, parse_reference
from rag.page.service import Service
from rag.page.tabs.preferences import Theme, theme_of
from rag.page.words.reasons import said
from rag.page.words.saying import _
from rag.types import Article

AS_TEXT = "text"
PAGE = re.compile(r"\d{1,6}")
TOP = "0:0-0"
"""The place of no quote."""

HEADERS = {"content-security-policy": f"{STILL_POLICY} 'none'"}


class WantedPlace(BaseModel):
    """Which quote is asked for, and how it is to be shown; what is nonsense is not.

    Args:
        p: Its paragraph.
        s: Its first character and the one after its last: "120-246".
        view: "text" for the text of what has pages.
        page: Another page than the quote's, from 1.
    """

    p: str = ""
    s: str = ""
    view: str = ""
    page: str = ""


def make_permalink(service: Service, drawing: CapacityLimiter) -> APIRouter:
    """Make the route around one service; `drawing` bounds what is drawn at once."""
    router = described_router()

    @router.get("/articles/{article_id}", response_class=HTMLResponse)
    async def article(
        request: Request, article_id: str, wanted: Annotated[WantedPlace, Query()]
    ) -> HTMLResponse:
        """Show an article without script: the quote's page, or all of its text."""
        theme = theme_of(request.cookies)
        if service.readiness.state == "loading":
            return _starting(theme)
        found = await to_thread.run_sync(service.find, article_id)
        if found is None:
            return _missing(theme)
        # In what replaced the article other words may stand there: none are marked.
        place = f"{wanted.p}:{wanted.s}" if found.id == article_id else TOP
        reference = parse_reference(f"{found.id}:{place}")
        why_text = ""
        if reference and has_pages(found) and wanted.view != AS_TEXT:
            pages = service.pdf_pages
            try:
                sheet = await to_thread.run_sync(
                    _sheet, pages, found, reference, wanted.page
                )
                # Without script nobody else would notice that it can't be drawn.
                picture = partial(pages.picture, found.id, sheet.page, FIRST_WIDTH)
                await to_thread.run_sync(picture, limiter=drawing)
                return HTMLResponse(sheet_page_html(sheet, theme), 200, HEADERS)
            except (ReadError, ArticleNotFoundError) as error:
                why_text = said(str(error))
        html = await to_thread.run_sync(
            article_page_html, found, reference, theme, why_text
        )
        return HTMLResponse(html, 200, HEADERS)

    return router


def _starting(theme: Theme) -> HTMLResponse:
    message = _("The page is starting: reload it.")
    html = message_page_html(_("One moment"), message, theme)
    return HTMLResponse(html, 503, {**HEADERS, "retry-after": "5"})


def _missing(theme: Theme) -> HTMLResponse:
    message = _("It may have been removed from the library.")
    html = message_page_html(_("No such article"), message, theme)
    return HTMLResponse(html, 404, HEADERS)


def _sheet(pages: PdfPages, article: Article, reference: Reference, page: str) -> Sheet:
    """Lay out the page that is asked for, or else the quote's own."""
    layout = pages.layout(article)
    number = int(page) if PAGE.fullmatch(page) else 0
    if not 1 <= number <= len(layout.sizes):
        number = layout.page_of(reference.start, reference.end)
    return Sheet(article, reference, layout, number)
