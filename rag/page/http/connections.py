"""An end to waiting: connections that send no whole head, or don't read, are closed.

Gradio makes the server itself, with uvicorn's defaults: a connection may stay open for
ever without a request, and as many may as the system lets. There is no setting of
Gradio's against either, so a server of ours stands in the place of its own.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Thread

import h11
from gradio import http_server
from gradio.exceptions import ServerFailedToStartError
from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from rag.page.http.guard import Guard
from rag.page.http.rules import Refusal, Rules

HEAD_LIMIT_S = 10.0
"""From a connection's begin, or the end of its last answer, to the next whole head."""

READ_LIMIT_S = 60.0
"""So long an answer waits for whoever asked to read on."""

LOOK_S = 0.001
"""How often it is looked whether a server has begun, as Gradio does."""

MAX_CONNECTIONS = 384
BACKLOG = 128
"""Both and some files of our own fit into the 1,024 that a process may have open."""


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, patient but not for ever.

    Where all places are taken, the connection that has kept one for the longest without
    a request gives it up.
    """

    idle_since = 0.0
    is_dropped = False
    _head_timer: asyncio.TimerHandle | None = None
    _read_timer: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether no request of this connection is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a head, in the place of another if there is none free."""
        super().connection_made(transport)
        self._wait_for_head()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self.is_dropped = True
        self._stop(self._head_timer)
        self._stop(self._read_timer)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Stop waiting for a head where one has come."""
        super().handle_events()
        if not self.is_idle:
            self._stop(self._head_timer)

    def on_response_complete(self) -> None:
        """Begin to wait for the next head."""
        super().on_response_complete()
        if self.is_idle:
            self._wait_for_head()

    def pause_writing(self) -> None:
        """Begin to wait for the other side to read."""
        super().pause_writing()
        self._wait_for_reader()

    def resume_writing(self) -> None:
        """Stop waiting for it."""
        self._stop(self._read_timer)
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Say in the one shape that this is no HTTP."""
        if self.is_idle:
            self._refuse(Refusal(400, "malformed_request", msg))
        self.transport.close()

    def drop(self) -> None:
        """Close the connection, read or not."""
        self.is_dropped = True
        self.transport.abort()

    def _should_upgrade(self) -> bool:
        # The page speaks plain HTTP: an upgrade would lead past the guard.
        return False

    def _wait_for_head(self) -> None:
        self._stop(self._head_timer)
        self.idle_since = self.loop.time()
        self._head_timer = self.loop.call_later(HEAD_LIMIT_S, self._give_up)

    def _give_up(self) -> None:
        if self.conn.trailing_data[0] and self.conn.our_state is h11.IDLE:
            self._refuse(Refusal(408, "too_slow", "the request comes too slowly"))
        # Closing waits until all is sent, and so for whoever doesn't read.
        self.transport.close()
        self._wait_for_reader()

    def _wait_for_reader(self) -> None:
        self._stop(self._read_timer)
        self._read_timer = self.loop.call_later(READ_LIMIT_S, self.drop)

    def _make_room(self) -> None:
        known = (each for each in self.connections if isinstance(each, PatientProtocol))
        held = [each for each in known if not each.is_dropped]
        if len(held) <= MAX_CONNECTIONS:
            return
        idle = (each for each in held if each.is_idle)
        # Whoever came just now is idle, so there is one.
        oldest = min(idle, key=lambda each: each.idle_since)
        if oldest is self:
            self._refuse(Refusal(503, "busy", "too many ask at once; try later"))
        oldest.drop()

    def _refuse(self, refusal: Refusal) -> None:
        """Answer without a request, and close."""
        body = json.dumps(refusal.said)
        head = (
            f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}\r\n"
            "content-type: application/json\r\nconnection: close\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        # Written by hand: there is no request that the program could answer.
        self.transport.write((head + body).encode("latin1"))
        self.transport.close()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()


@contextmanager
def guarded_servers(rules: Rules) -> Iterator[None]:
    """Have what Gradio launches in the context be served behind a guard.

    The guard goes around Gradio's own middleware: that answers some requests itself.
    """
    plain = http_server.Server

    class Server(http_server.Server):
        def __init__(self, config: Config) -> None:
            config.app = _guarded(config.app, rules)
            config.http = PatientProtocol
            # The guard refuses websockets; here they aren't even understood.
            config.ws = "none"
            config.backlog = BACKLOG
            super().__init__(config)

        def run_in_thread(self) -> None:
            # Gradio gives up after five seconds, which a busy machine may need.
            self.thread = Thread(target=self.run, daemon=True)
            self.thread.start()
            while not self.started:
                if not self.thread.is_alive():
                    raise ServerFailedToStartError
                self.thread.join(LOOK_S)

    http_server.Server = Server  # type: ignore[assignment,misc]  # no other way to
    try:
        yield
    finally:
        # Another page in this process has rules of its own, not these as well.
        http_server.Server = plain  # type: ignore[misc]


def _guarded(app: object, rules: Rules) -> ASGIApp:
    assert callable(app)
    return Guard(app, rules)
