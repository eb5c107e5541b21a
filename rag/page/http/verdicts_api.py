"""Verdicts over HTTP: record, list, take back, and export as a question set."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rag.judging.evidence import FindArticle
from rag.judging.question_sets import judged_set
from rag.judging.verdicts import Kind, Verdict, Verdicts
from rag.page.http.errors import described_router, error_response
from rag.page.quotes.references import parse_reference
from rag.page.quotes.verdicts import verdicts_html
from rag.page.service import Service
from rag.settings import MAX_QUESTION_CHARS
from rag.types import Article

EXPORT_NAME = "quotewell-verdicts.zip"


class ZipResponse(Response):
    """A zip archive."""

    media_type = "application/zip"


class Judgement(BaseModel):
    """What a person says: of the quote at "ID:4:120-246", or ("none") of all.

    A question that was read otherwise (`read_as`) is judged as it was read.
    """

    question: Annotated[str, Field(pattern=r"\S", max_length=MAX_QUESTION_CHARS)]
    kind: Kind
    quote: Annotated[str, Field(max_length=200)] = ""


def make_verdicts_api(service: Service) -> APIRouter:
    """Make the routes around one service."""
    router = described_router()
    _add_json(router, service)

    @router.get("/verdicts", response_class=HTMLResponse)
    def listed() -> HTMLResponse:
        """Give the list of verdicts for people."""
        return HTMLResponse(verdicts_html(service.verdicts(), service.find))

    @router.get("/api/verdicts/set.zip", response_class=ZipResponse)
    def export() -> Response:
        """Give the verdicts as a question set: corpus.jsonl and questions.jsonl."""
        headers = {"content-disposition": f'attachment; filename="{EXPORT_NAME}"'}
        articles = service.every_article()
        body = question_set(service.journal, articles, service.find)
        return ZipResponse(body, headers=headers)

    return router


def _add_json(router: APIRouter, service: Service) -> None:
    @router.get("/api/verdicts")
    def verdicts() -> list[Verdict]:
        """List the verdicts, newest first, each where its quote stands now."""
        return service.verdicts()

    @router.post("/api/verdicts", status_code=201, response_model=Verdict)
    def judge(judgement: Judgement) -> Verdict | Response:
        """Record a verdict; it replaces an earlier one on the same quote."""
        reference = parse_reference(judgement.quote)
        if (reference is None) != (judgement.kind == "none"):
            return error_response(422, "invalid_request", "the quote doesn't fit")
        return service.judge(judgement.question, judgement.kind, reference)

    @router.delete("/api/verdicts/{verdict_id}", status_code=204)
    def take_back(verdict_id: int) -> Response:
        """Take a verdict back."""
        if not service.journal.remove(verdict_id):
            return error_response(404, "not_found", "there is no such verdict")
        return Response(status_code=204)


def question_set(
    journal: Verdicts, articles: Iterable[Article], find: FindArticle
) -> bytes:
    """Write the questions that were judged right or unanswerable as a question set."""
    # The journal gives the newest first.
    judged = judged_set(reversed(journal.judged()), articles, find)
    rows = [
        {
            "id": item.id,
            "question": item.question,
            "answers": item.answers,
            "relevant": item.relevant,
            "answerable": item.answerable,
        }
        for item in judged.questions
    ]
    corpus = [
        {"id": article.id, "title": article.title, "text": article.text}
        for article in judged.articles
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("corpus.jsonl", _lines(corpus))
        archive.writestr("questions.jsonl", _lines(rows))
    return packed.getvalue()


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
