"""Conversations over HTTP: list, read, rename, delete, export; drawn for the page."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal
from urllib.parse import quote as percent_encoded

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rag.errors import JournalAwayError
from rag.judging.conversations import MAX_NAME_CHARS, Conversation
from rag.library.scope import MAX_WITHIN
from rag.page.http.api import ScopeName
from rag.page.http.errors import described_router
from rag.page.quotes.conversations import conversations_html, recent_html, turn_html
from rag.page.quotes.export import export
from rag.page.quotes.kept_turns import parse_turn
from rag.page.quotes.packing import make_pack
from rag.page.quotes.welcome import empty_welcome_html, welcome_html
from rag.page.service import Service

log = logging.getLogger(__name__)

MAX_WORDS_CHARS = 200
MAX_RECENT = 3
MAX_FILE_WORDS_CHARS = 50
"""A file's name has up to 255 bytes on most systems, a character up to 4 (UTF-8)."""

Form = Literal["html", "markdown", "json"]
Chosen = Annotated[Sequence[ScopeName], Query(alias="in", max_length=MAX_WITHIN)]
Words = Annotated[str, Query(max_length=MAX_WORDS_CHARS)]


class NewName(BaseModel):
    """The body of a rename."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a conversation, and how it was read where that differs."""

    id: int
    question: str
    read_as: str | None


@dataclass(frozen=True, slots=True)
class WholeConversation:
    """A conversation with its questions, oldest first."""

    conversation: Conversation
    turns: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A conversation for the page: `html` has its turns behind a given one."""

    id: str
    name: str
    within: tuple[tuple[str, str], ...]
    html: tuple[str, ...]


def make_conversations_api(service: Service) -> APIRouter:
    """Make the routes around one service."""
    router = described_router()
    _add_drawn(router, service)
    _add_json(router, service)
    _add_export(router, service)
    return router


def _add_drawn(router: APIRouter, service: Service) -> None:
    conversations = service.conversations

    @router.get("/welcome", response_class=HTMLResponse)
    def welcome(within: Chosen = ()) -> HTMLResponse:
        """Give what stands in the place of a conversation before there is one."""
        if not service.library.articles():
            return HTMLResponse(empty_welcome_html())
        try:
            recent = recent_html(conversations.all()[:MAX_RECENT])
        except JournalAwayError as error:  # questions can be asked all the same
            log.warning("%s", error)
            recent = ""
        questions, is_trial = service.examples(within), service.upkeep.is_offered()
        return HTMLResponse(welcome_html(questions, is_trial=is_trial) + recent)

    @router.get("/conversations", response_class=HTMLResponse)
    def listed(words: Words = "") -> HTMLResponse:
        """Give the list of conversations for people."""
        return HTMLResponse(conversations_html(conversations.all(words), words))

    @router.get("/conversations/{conversation_id}")
    def drawn(conversation_id: str, after: Annotated[int, Query(ge=0)] = 0) -> Drawn:
        """Draw the turns of a conversation that come behind the one of an id."""
        found = conversations.get(conversation_id)
        return Drawn(
            id=found.id,
            name=found.name,
            within=tuple(service.called(found.within)),
            html=tuple(
                turn_html(turn, service.find, service.verdicts_on)
                for turn in conversations.turns(conversation_id, after)
            ),
        )


def _add_json(router: APIRouter, service: Service) -> None:
    conversations = service.conversations

    @router.get("/api/conversations")
    def listed(words: Words = "") -> list[Conversation]:
        """List the conversations that have some words, the latest first."""
        return conversations.all(words)

    @router.get("/api/conversations/{conversation_id}")
    def read(conversation_id: str) -> WholeConversation:
        """Give a conversation with its questions."""
        turns = conversations.turns(conversation_id)
        return WholeConversation(
            conversations.get(conversation_id),
            tuple(
                AskedQuestion(turn.id, turn.question, turn.read_as) for turn in turns
            ),
        )

    @router.patch("/api/conversations/{conversation_id}")
    def rename(conversation_id: str, new: NewName) -> Conversation:
        """Give a conversation another name."""
        return conversations.rename(conversation_id, new.name)

    @router.delete("/api/conversations/{conversation_id}", status_code=204)
    def delete(conversation_id: str) -> Response:
        """Delete a conversation for good."""
        conversations.remove(conversation_id)
        return Response(status_code=204)


def _attachment(file_name: str, title: str) -> str:
    r"""Have a file saved under a title, before its own name (RFC 6266, section 4.3).

    >>> _attachment("notes.md", "Où?")
    'attachment; filename="notes.md"; filename*=UTF-8\'\'O%C3%B9-notes.md'
    """
    words = re.findall(r"\w+", title[:MAX_FILE_WORDS_CHARS])
    named = percent_encoded("-".join([*words, file_name]))
    return f"attachment; filename=\"{file_name}\"; filename*=UTF-8''{named}"


def _add_export(router: APIRouter, service: Service) -> None:
    conversations = service.conversations

    @router.get("/api/conversations/{conversation_id}/export", response_class=Response)
    def save(conversation_id: str, form: Form = "json") -> Response:
        """Give a conversation as an evidence pack, a file to be saved."""
        found = conversations.get(conversation_id)
        turns = map(parse_turn, (t.answer for t in conversations.turns(found.id)))
        pack = make_pack(
            [turn for turn in turns if turn],
            service.find,
            service.verdicts,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            generation=service.library.current(),
        )
        file = export(pack, form, found.name)
        headers = {"content-disposition": _attachment(file.name, found.name)}
        return Response(
            file.text, media_type="application/octet-stream", headers=headers
        )
