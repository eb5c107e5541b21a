"""The password, where the page is served to other machines.

A pure ASGI middleware behind the guard and before everything else, since Gradio's own
`auth` leaves routes of ours open. People sign in on a page and get a cookie that no
script can read and no other site can send; programs send the password by HTTP Basic.
"""

import base64
import hashlib
import hmac
import math
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.disk import replace_file
from rag.page.http.attempts import Attempts, neighbourhood
from rag.page.http.errors import error_response
from rag.page.http.pages import sign_in_page_html
from rag.page.http.rules import STILL_POLICY
from rag.page.tabs.preferences import theme_of
from rag.page.words.saying import N_, _, ngettext

COOKIE = "quotewell-session"
SESSION_S = 7 * 24 * 3600
# Says of a browser that it gave the right password once; it opens nothing.
DEVICE_COOKIE = "quotewell-device"
DEVICE_S = 365 * 24 * 3600
MAX_SESSIONS = 1000

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
# What the sign-in page and a probe need, and what Gradio asks itself when it starts.
OPEN = re.compile(
    r"/(healthz|style/[a-z-]+\.css|static/fonts/[\w./-]+|favicon\.ico"
    r"|gradio_api/startup-events/?)"
)
# A path of this page: "//host" and "/\host" would lead a browser elsewhere.
LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
WRONG = N_("That is not the password.")
MAX_FORM_BYTES = 2**14
"""A sign-in form holds a password and a path; parsing much more holds up everybody."""


class Sessions:
    """Who has signed in; only digests of what their browsers hold are kept.

    Args:
        folder: Where all servers of a library find them, a file each: when it ends.
        password: The one they were begun with; with another one they are over.
        clock: Gives the time in seconds.
    """

    def __init__(
        self, folder: Path, password: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._password = password
        self._clock = clock
        # Where the folder can't be written: who signed in on this server.
        self._here: dict[Path, float] = {}

    def begin(self) -> str:
        """Give a new session's secret."""
        token = secrets.token_urlsafe(32)
        file, end = self._file(token), self._clock() + SESSION_S
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(file, str(end).encode())
            for old in sorted(self._folder.glob("*"), key=_end_of)[:-MAX_SESSIONS]:
                old.unlink(missing_ok=True)
        except OSError:
            self._here[file] = end
        return token

    def holds(self, token: str) -> bool:
        """Tell whether a secret is of a session that still runs."""
        file = self._file(token)
        return max(_end_of(file), self._here.get(file, -math.inf)) > self._clock()

    def end(self, token: str) -> None:
        """End a session."""
        file = self._file(token)
        self._here.pop(file, None)
        with suppress(OSError):
            file.unlink()

    def _file(self, token: str) -> Path:
        return self._folder / _digest(f"{token} {self._password}")


def _end_of(file: Path) -> float:
    try:
        return float(file.read_bytes())
    except (OSError, ValueError):
        return -math.inf


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


class Gate:
    """The middleware.

    Args:
        app: What lies behind.
        password: What opens it.
        sessions: The folder that says who has signed in.
    """

    def __init__(self, app: ASGIApp, password: str, sessions: Path) -> None:
        self.app = app
        self._password = _digest(password)
        self._sessions = Sessions(sessions, self._password)
        self._attempts = Attempts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or ask for the password."""
        if scope["type"] != "http" or OPEN.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        answer = await self._answer(Request(scope, receive))
        await (answer or self.app)(scope, receive, _privately(send))

    async def _answer(self, request: Request) -> Response | None:
        """Answer a request here, or give None where it may pass."""
        token = request.cookies.get(COOKIE, "")
        path = request.scope["path"]
        if path == SIGN_IN:
            return await self._sign_in(request)
        if path == SIGN_OUT and request.method == "POST":
            self._sessions.end(token)
            answer = RedirectResponse(SIGN_IN, 303)
            answer.delete_cookie(COOKIE)
            return answer
        if self._sessions.holds(token):
            return None
        given = basic_password(request.headers.get("authorization", ""))
        if given is None:
            return _ask_for_it(request)
        if wait_s := self._attempts.wait_s(self._who(request)):
            return _too_often(wait_s)
        return None if self._is_right(given, request) else _ask_for_it(request)

    async def _sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            return _page(request, request.query_params.get("next", "/"))
        try:
            form = parse_qs(await _short_body(request))
        except _TooLongError:
            return _page(request, "/", _(WRONG), 413)
        onward = form.get("next", ["/"])[0]
        # From here to the comparison nothing is awaited: no try slips in between.
        if wait_s := self._attempts.wait_s(self._who(request)):
            said = ngettext(
                "Too many wrong tries. Wait {n} second.",
                "Too many wrong tries. Wait {n} seconds.",
                math.ceil(wait_s),
            )
            return _page(request, onward, said, 429)
        if not self._is_right(form.get("password", [""])[0], request):
            return _page(request, onward, _(WRONG), 401)
        answer = RedirectResponse(_local(onward), 303)
        device = secrets.token_urlsafe(32)
        self._attempts.succeeded(_digest(device))
        _set_cookie(answer, request, COOKIE, self._sessions.begin(), SESSION_S)
        _set_cookie(answer, request, DEVICE_COOKIE, device, DEVICE_S)
        return answer

    def _is_right(self, given: str, request: Request) -> bool:
        """Compare in constant time, and count."""
        is_right = hmac.compare_digest(_digest(given), self._password)
        count = self._attempts.succeeded if is_right else self._attempts.failed
        count(self._who(request))
        return is_right

    def _who(self, request: Request) -> str:
        """Name the browser where it is known, else the address."""
        device = _digest(request.cookies.get(DEVICE_COOKIE, ""))
        if self._attempts.knows(device):
            return device
        return neighbourhood(request.client.host if request.client else "")


class _TooLongError(Exception):
    """More was sent than a sign-in form holds."""


async def _short_body(request: Request) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise _TooLongError
    return body.decode("utf-8", "replace")


def _privately(send: Send) -> Send:
    """Keep a proxy from giving to others what one person may see."""

    async def send_privately(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("cache-control", "private, no-cache")
        await send(message)

    return send_privately


def basic_password(header: str) -> str | None:
    """Take the password out of an Authorization header (RFC 7617), whoever the user.

    Example:
        >>> basic_password("Basic bWU6b3BlbiBzZXNhbWU=")
        'open sesame'
    """
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        _, _, password = base64.b64decode(encoded).decode().partition(":")
    except ValueError:  # no Base64, or no UTF-8 in it
        return ""
    return password


def _set_cookie(
    answer: Response, request: Request, name: str, value: str, max_age_s: int
) -> None:
    """Set a cookie that no script can read and no other site can send."""
    answer.set_cookie(
        name,
        value,
        max_age=max_age_s,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _local(path: str) -> str:
    return path if LOCAL.fullmatch(path) else "/"


def _page(
    request: Request, onward: str, message: str = "", status: int = 200
) -> Response:
    page = sign_in_page_html(_local(onward), message, theme_of(request.cookies))
    policy = f"{STILL_POLICY} 'self'"
    headers = {"content-security-policy": policy, "cache-control": "no-store"}
    return HTMLResponse(page, status, headers)


def _ask_for_it(request: Request) -> Response:
    """Lead a person to the sign-in page, and tell a program what is missing."""
    path: str = request.scope["path"]
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        query = request.url.query
        onward = f"{path}?{query}" if query else path
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': onward})}", 303)
    message = "send the password by HTTP Basic, or sign in at /sign-in"
    # Elsewhere than under /api a browser's own question would get in a person's way.
    challenge = {"www-authenticate": 'Basic realm="Quotewell", charset="UTF-8"'}
    headers = challenge if path.startswith("/api/") else None
    return error_response(401, "password_required", message, headers)


def _too_often(wait_s: float) -> Response:
    seconds = math.ceil(wait_s)
    message = f"too many wrong passwords; wait {seconds} s"
    headers = {"retry-after": str(seconds)}
    return error_response(429, "too_many_tries", message, headers)
