"""The language that a request is answered in: as chosen, else the browser's.

A pure ASGI middleware before the gate, whose sign-in page has words, too. What the API
says is its contract: English.
"""

from http.cookies import SimpleCookie

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.words.saying import LANGUAGES, preferred, speaking

COOKIE = "quotewell-language"
CHOICE = "lang"
"""In an address: a language to be kept, or else to follow the browser again."""

KEPT_S = 365 * 24 * 3600


class Spoken:
    """The middleware.

    Args:
        app: What lies behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered in its reader's language."""
        if scope["type"] != "http" or scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        wanted = request.query_params.get(CHOICE)
        kept = request.cookies.get(COOKIE) if wanted is None else wanted
        chosen = kept if kept in LANGUAGES else ""
        code = chosen or preferred(request.headers.get("accept-language", ""))
        answer = send if wanted is None else _keeping(chosen, send)
        with speaking(code):
            await self.app(scope, receive, answer)


def _keeping(chosen: str, send: Send) -> Send:
    """Have the browser keep what was chosen, or forget it."""
    cookie: SimpleCookie = SimpleCookie({COOKIE: chosen})
    seconds = str(KEPT_S if chosen else 0)
    cookie[COOKIE].update({"path": "/", "max-age": seconds, "samesite": "lax"})
    header = (b"set-cookie", cookie[COOKIE].OutputString().encode())

    async def send_keeping(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), header]}
        await send(message)

    return send_keeping
