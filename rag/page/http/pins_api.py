"""The desk over HTTP: pin, list, note, move, remove and bring back, export."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rag.judging.pins import MAX_NOTE_CHARS, Asked, Pin
from rag.page.desk.desk import Desk
from rag.page.desk.entries import DeskEntry
from rag.page.desk.exports import DeskForm, desk_file
from rag.page.desk.html import desk_html
from rag.page.http.errors import described_router, error_response
from rag.page.quotes.references import parse_reference
from rag.page.service import Service
from rag.settings import MAX_QUESTION_CHARS

CONVERSATION = r"^[0-9a-f]{0,32}$"
Note = Annotated[str, Field(max_length=MAX_NOTE_CHARS)]


class WantedPin(BaseModel):
    """What to pin: a quote as "ID:4:120-246", and where it was asked for, if it was."""

    quote: Annotated[str, Field(max_length=200)]
    question: Annotated[str, Field(max_length=MAX_QUESTION_CHARS)] = ""
    conversation: Annotated[str, Field(pattern=CONVERSATION)] = ""
    note: Note = ""


class NewNote(BaseModel):
    """A note in the place of a pin's; an empty one takes it away."""

    note: Note


class Move(BaseModel):
    """The pin before which another is to stand; null is the end."""

    before: int | None = None


def make_pins_api(service: Service) -> APIRouter:
    """Make the routes around one service."""
    router = described_router()
    _add_pins(router, service.desk)
    _add_changes(router, service.desk)

    @router.get("/desk", response_class=HTMLResponse)
    def drawn() -> HTMLResponse:
        """Give the desk for people."""
        return HTMLResponse(desk_html(service.desk.entries()))

    @router.get("/api/pins/export", response_class=Response)
    def save(form: DeskForm) -> Response:
        """Give the desk as a file: a page, a bibliography, or an evidence pack."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        generation = service.library.current()
        file = desk_file(service.desk.entries(), form, made, generation)
        headers = {"content-disposition": f'attachment; filename="{file.name}"'}
        return Response(
            file.data, media_type="application/octet-stream", headers=headers
        )

    return router


def _add_pins(router: APIRouter, desk: Desk) -> None:
    @router.get("/api/pins")
    def listed() -> list[DeskEntry]:
        """List the pins in the person's order, and how each quote stands now."""
        return desk.entries()

    @router.get("/api/pins/places")
    def places() -> dict[str, int]:
        """Name the pin at each place, "ID:120-246", that has one now."""
        places = ((entry.place, entry.pin.id) for entry in desk.entries())
        return {f"{at.article_id}:{at.start}-{at.end}": pin for at, pin in places}

    @router.post("/api/pins", status_code=201, response_model=Pin)
    def pin(wanted: WantedPin) -> Pin | Response:
        """Pin a quote; one that is pinned already is the same pin."""
        reference = parse_reference(wanted.quote)
        if reference is None:
            return error_response(422, "invalid_request", "the quote doesn't fit")
        made = desk.pin(reference, Asked(wanted.question, wanted.conversation))
        if not wanted.note:
            return made
        return desk.pins.note(made.id, wanted.note)


def _add_changes(router: APIRouter, desk: Desk) -> None:
    @router.patch("/api/pins/{pin_id}")
    def note(pin_id: int, new: NewNote) -> Pin:
        """Put another note in the place of a pin's."""
        return desk.pins.note(pin_id, new.note)

    @router.post("/api/pins/{pin_id}/move", status_code=204)
    def move(pin_id: int, where: Move) -> Response:
        """Move a pin before another, or to the end."""
        desk.pins.move(pin_id, where.before)
        return Response(status_code=204)

    @router.delete("/api/pins/{pin_id}", status_code=204)
    def remove(pin_id: int) -> Response:
        """Take a pin from the desk; for a day it can be brought back."""
        desk.pins.remove(pin_id)
        return Response(status_code=204)

    @router.post("/api/pins/{pin_id}/restore")
    def restore(pin_id: int) -> Pin:
        """Bring a removed pin back."""
        return desk.pins.restore(pin_id)
