"""What every request must pass before Gradio or a route of ours sees it.

A pure ASGI middleware, so that streams pass through it. It knows which hosts, methods
and paths the page uses; all else is refused with one JSON shape:

    {"error": "unknown_host", "message": "this page is served to 127.0.0.1 only"}
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY_BYTES = 2**20
SAFE_METHODS = frozenset({"GET", "HEAD"})
# `gr.HTML` and Gradio's start script need inline scripts and `new Function`; nothing
# may come from, or go to, anywhere else.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": a form of ours would be sent with the origin "null" then.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
# What the page asks of Gradio. No upload, no file, no proxy, no queue, no monitoring.
GRADIO_PATHS = re.compile(
    r"/(config/?|theme\.css|favicon\.ico|robots\.txt|manifest\.json"
    r"|(assets|static)/[\w./@-]+"
    r"|gradio_api/(info/?|app_id/?|theme\.css|startup-events/?|reset/?"
    r"|run/[\w-]+/?|heartbeat/[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is let through.

    Args:
        hosts: Names and addresses in the Host header, without port; None is any,
            for a page behind a password.
        paths: Our own routes, as patterns of the whole path.
        uploads: Pattern of the paths that take a whole file.
        max_upload_bytes: Limit of a file's body.
        max_body_bytes: Limit of any other body.
    """

    hosts: frozenset[str] | None
    paths: re.Pattern[str]
    uploads: re.Pattern[str]
    max_upload_bytes: int
    max_body_bytes: int = MAX_BODY_BYTES

    def body_limit(self, path: str) -> int:
        """Give the number of bytes that a request to this path may carry."""
        is_upload = self.uploads.fullmatch(path) is not None
        return self.max_upload_bytes if is_upload else self.max_body_bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away."""

    status: int
    error: str
    message: str

    async def send(self, send: Send) -> None:
        """Answer the request with this refusal."""
        body = json.dumps({"error": self.error, "message": self.message}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            *HEADERS,
        ]
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class BodyTooLargeError(Exception):
    """The body went over its limit while it was read."""


class Guard:
    """The middleware.

    Args:
        app: What lies behind.
        rules: What is let through.
    """

    def __init__(self, app: App, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = judge(scope, self.rules)
        if refusal is not None:
            await refusal.send(send)
            return
        await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self.rules.body_limit(scope["path"])
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise BodyTooLargeError
            return message

        async def secured(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": _secure(message.get("headers", ()))}
            await send(message)

        try:
            await self.app(_without_forwarded(scope), counted, secured)
        except BodyTooLargeError:
            if not started:
                await too_large(limit).send(send)


def judge(scope: Scope, rules: Rules) -> Refusal | None:
    """Say why a request is refused by its head alone, or None if it may pass."""
    texts = {
        name.decode("latin1"): value.decode("latin1")
        for name, value in scope["headers"]
    }
    host = texts.get("host", "")
    if rules.hosts is not None and _hostname(host) not in rules.hosts:
        shown = ", ".join(sorted(rules.hosts))
        return Refusal(421, "unknown_host", f"this page is served to {shown} only")
    if not _same_origin(scope["method"], host, texts):
        return Refusal(403, "foreign_origin", "requests from other pages are refused")
    path = scope["path"]
    if not (GRADIO_PATHS.fullmatch(path) or rules.paths.fullmatch(path)):
        return Refusal(404, "not_found", "there is nothing at this address")
    declared = texts.get("content-length", "0")
    limit = rules.body_limit(path)
    if not declared.isdigit() or int(declared) > limit:
        return too_large(limit)
    return None


def too_large(limit: int) -> Refusal:
    """Refuse a body over `limit` bytes."""
    return Refusal(413, "too_large", f"over the limit of {limit / 2**20:.0f} MB")


def _hostname(host: str) -> str:
    """Take the port off a Host header: "[::1]:7860" -> "[::1]"."""
    return re.sub(r":\d+$", "", host).lower()


def _same_origin(method: str, host: str, headers: MutableMapping[str, str]) -> bool:
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return False
    site = headers.get("sec-fetch-site", "same-origin")
    return method in SAFE_METHODS or site in ("same-origin", "none")


def _without_forwarded(scope: Scope) -> Scope:
    """Drop X-Forwarded-*, which Gradio would believe and reflect."""
    kept = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-forwarded")]
    return {**scope, "headers": kept}


def _secure(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add the security headers; a policy that a route set itself stays."""
    given = list(headers)
    own_policy = {name.lower() for name, _ in given} & {b"content-security-policy"}
    added = [pair for pair in HEADERS if pair[0] not in own_policy]
    replaced = {name for name, _ in added}
    return [pair for pair in given if pair[0].lower() not in replaced] + added
