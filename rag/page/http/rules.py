"""What may pass, judged by a request's head alone.

It knows which hosts, methods and paths the page uses. All else is refused with one JSON
shape:

    {"error": "unknown_host", "message": "this page is served to 127.0.0.1 only"}
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import Scope, Send

MAX_BODY_BYTES = 2**20
SAFE_METHODS = frozenset({"GET", "HEAD"})
# RFC 3986, 3.2.2: a name or an address of version 4, or one of version 6 in brackets.
HOST = re.compile(r"([\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.ASCII | re.I)
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
# Of pages that run no script at all: each says where its forms may lead.
STILL_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": a form of ours would be sent with the origin "null" then.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    # Else a browser may ask for the hosts that an article's links name.
    (b"x-dns-prefetch-control", b"off"),
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

    @property
    def said(self) -> dict[str, str]:
        """What every error over HTTP says, in JSON."""
        return {"error": self.error, "message": self.message}

    async def send(self, send: Send) -> None:
        """Answer the request with this refusal."""
        body = json.dumps(self.said).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            *HEADERS,
        ]
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def judge(scope: Scope, rules: Rules) -> Refusal | None:
    """Say why a request is refused by its head alone, or None if it may pass."""
    texts = {
        name.decode("latin1"): value.decode("latin1")
        for name, value in scope["headers"]
    }
    return (
        _judge_host(texts.get("host", ""), rules.hosts)
        or _judge_origin(scope["method"], texts)
        or _judge_path(scope["path"], rules)
        or _judge_body(texts, rules.body_limit(scope["path"]))
    )


def _judge_host(host: str, known: frozenset[str] | None) -> Refusal | None:
    if known is not None and hostname(host) not in known:
        shown = ", ".join(sorted(known))
        return Refusal(421, "unknown_host", f"this page is served to {shown} only")
    if HOST.fullmatch(host) is None:
        return Refusal(400, "malformed_host", "the Host header names no host")
    return None


def _judge_origin(method: str, headers: Mapping[str, str]) -> Refusal | None:
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "same-origin")
    is_own = origin is None or _netloc(origin) == headers.get("host", "").lower()
    if is_own and (method in SAFE_METHODS or site in ("same-origin", "none")):
        return None
    return Refusal(403, "foreign_origin", "requests from other pages are refused")


def _judge_path(path: str, rules: Rules) -> Refusal | None:
    if GRADIO_PATHS.fullmatch(path) or rules.paths.fullmatch(path):
        return None
    return Refusal(404, "not_found", "there is nothing at this address")


def _judge_body(headers: Mapping[str, str], limit: int) -> Refusal | None:
    declared = headers.get("content-length", "0")
    if re.fullmatch(r"[0-9]{1,19}", declared) is None or int(declared) > limit:
        return too_large(limit)
    if headers.get("content-encoding", "identity").lower() != "identity":
        return Refusal(415, "packed_body", "send the body as it is, not packed")
    return None


def too_large(limit: int) -> Refusal:
    """Refuse a body over `limit` bytes."""
    return Refusal(413, "too_large", f"over the limit of {limit / 2**20:.0f} MB")


def hostname(host: str) -> str:
    """Take the port off a Host header: "[::1]:7860" -> "[::1]"."""
    return re.sub(r":\d+$", "", host).lower()


def _netloc(origin: str) -> str:
    """Take host and port out of an origin; one that is malformed has none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
