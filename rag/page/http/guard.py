"""What every request must pass before Gradio or a route of ours sees it.

A pure ASGI application around all others, so that streams pass through it. It refuses
what `rules` doesn't let through, and what takes too long or too much: a body
comes whole, at more than a snail's pace, and few large ones are looked into at once.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from contextlib import AsyncExitStack

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.http.own_machine import PASSED_ON
from rag.page.http.rules import HEADERS, SAFE_METHODS, Refusal, Rules, judge, too_large

log = logging.getLogger(__name__)

GRACE_S = 10.0
MIN_BYTES_PER_S = 2**16
"""A body has the grace, and a second more for each so many bytes of it that came."""

LARGE_BODY_BYTES = 2**16
MAX_LARGE_BODIES = 4
"""Parsed, a body may take twenty times its size: so many large ones are, at once."""

STREAM = re.compile(r"/gradio_api/heartbeat/[^/]+")
MAX_STREAMS = 128
"""Each open page holds one, for as long as it is open; it works without."""

EVENT = re.compile(r"/gradio_api/run/[^/]+/?")
MISFIT = Refusal(
    422, "event_refused", "the event failed, since its data don't fit; see the log"
)
"""Gradio answers what doesn't fit an event with status 500 and a shape of its own."""

BUG = Refusal(500, "internal_error", "this is a fault of Quotewell's; see its log")


class BodyRefusedError(Exception):
    """The body was too large or too slow; `Body.refusal` says which."""


class Body:
    """A request's body, received within limits of size and time.

    Args:
        receive: Gives the next part.
        limit: Number of bytes that it may have.
    """

    def __init__(self, receive: Receive, limit: int) -> None:
        self.refusal: Refusal | None = None
        self._receive = receive
        self._limit = limit
        self._seen = 0
        self._ended = False
        self._began: float | None = None

    async def __call__(self) -> Message:
        """Give the next part.

        Raises:
            BodyRefusedError: It didn't come in time, or is more than may come.
        """
        if self._ended:
            return await self._receive()  # whoever asks now waits for the end of it
        message = await self._next()
        self._seen += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._seen > self._limit:
            self.refusal = too_large(self._limit)
            raise BodyRefusedError
        return message

    async def _next(self) -> Message:
        if self._began is None:  # not before: whoever waits for a turn reads nothing
            self._began = asyncio.get_running_loop().time()
        allowed_s = GRACE_S + self._seen / MIN_BYTES_PER_S
        try:
            async with asyncio.timeout_at(self._began + allowed_s):
                return await self._receive()
        except TimeoutError as error:
            self.refusal = Refusal(408, "too_slow", "the body comes too slowly")
            raise BodyRefusedError from error

    async def whole(self) -> bytes:
        """Give all of it.

        Raises:
            ClientDisconnect: Whoever sent it is gone.
        """
        data = bytearray()
        while not self._ended:
            message = await self()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            data += message.get("body", b"")
        return bytes(data)


class Guard:
    """The application around all others.

    Args:
        app: What lies behind.
        rules: What is let through.
    """

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules
        self._large = asyncio.Semaphore(MAX_LARGE_BODIES)
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "websocket":
            # "Policy violation" (RFC 6455, 7.4.1): the page uses none.
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refusal := judge(scope, self.rules):
            await refusal.send(send)
        elif STREAM.fullmatch(scope["path"]):
            await self._stream(scope, receive, send)
        else:
            await self._pass_on(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._streams >= MAX_STREAMS:
            await Refusal(503, "too_many_pages", "too many are open").send(send)
            return
        self._streams += 1
        try:
            await self._pass_on(scope, receive, send)
        finally:
            self._streams -= 1

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = Body(receive, self.rules.body_limit(scope["path"]))
        answer = _Answer(
            send, body, is_event=EVENT.fullmatch(scope["path"]) is not None
        )
        try:
            await self._call(_without_forwarded(scope), body, answer)
        except BodyRefusedError:
            if body.refusal and not answer.started:
                await body.refusal.send(send)
        # Nobody is left to be answered.
        except ClientDisconnect:
            return
        except Exception:
            # Half an answer can't become another one; the server ends the connection.
            if answer.started:
                raise
            log.exception("a request failed")
            await BUG.send(send)

    async def _call(self, scope: Scope, body: Body, answer: Send) -> None:
        path, is_safe = scope["path"], scope["method"] in SAFE_METHODS
        if is_safe or self.rules.uploads.fullmatch(path):
            await self.app(scope, body, answer)  # an upload waits for its turn first
            return
        data = await body.whole()
        async with AsyncExitStack() as room:
            # Only now: while a body comes slowly, it keeps nobody from a place.
            if len(data) > LARGE_BODY_BYTES:
                await room.enter_async_context(self._large)
            await self.app(scope, _replay(data, body), answer)


class _Answer:
    """Sends an answer with the security headers; none where the body was refused.

    Of an answer that is replaced by another, nothing more is sent.
    """

    def __init__(self, send: Send, body: Body, *, is_event: bool) -> None:
        self.started = False
        self._is_replaced = False
        self._send = send
        self._body = body
        self._is_event = is_event

    async def __call__(self, message: Message) -> None:
        if self._is_replaced or (self._body.refusal is not None and not self.started):
            return
        if message["type"] == "http.response.start":
            self.started = True
            if self._is_event and message["status"] == BUG.status:
                self._is_replaced = True
                await MISFIT.send(self._send)
                return
            message = {**message, "headers": _secure(message.get("headers", ()))}
        await self._send(message)


def _replay(data: bytes, body: Body) -> Receive:
    """Give a body that was received once more, and then what comes after it."""
    parts = iter([{"type": "http.request", "body": data, "more_body": False}])

    async def receive() -> Message:
        return next(parts, None) or await body()

    return receive


def _without_forwarded(scope: Scope) -> Scope:
    """Drop X-Forwarded-*, which Gradio would believe and reflect; note that it came."""
    headers = scope["headers"]
    kept = [pair for pair in headers if not pair[0].startswith(b"x-forwarded")]
    return {**scope, "headers": kept, PASSED_ON: len(kept) < len(headers)}


def _secure(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add the security headers; a policy that a route set itself stays."""
    given = list(headers)
    own_policy = {name.lower() for name, _ in given} & {b"content-security-policy"}
    added = [pair for pair in HEADERS if pair[0] not in own_policy]
    replaced = {name for name, _ in added}
    return [pair for pair in given if pair[0].lower() not in replaced] + added
