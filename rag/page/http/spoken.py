"""The language of an answer: the open page's, else as chosen, else the browser's.

A pure ASGI middleware before the gate, whose sign-in page has words, too. What the API
says is its contract: English.
"""

from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.http.template import amended
from rag.page.words.saying import COOKIE, LANGUAGES, preferred, speaking

CHOICE = "lang"
"""In an address: a language to be kept, or else to follow the browser again."""

PAGES_OWN = COOKIE
"""The header in which an open page names the language that it was loaded in."""

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
        # A choice in another tab is for what is loaded from then on.
        own = request.headers.get(PAGES_OWN, request.cookies.get(COOKIE))
        kept = own if wanted is None else wanted
        chosen = kept if kept in LANGUAGES else ""
        code = chosen or preferred(request.headers.get("accept-language", ""))
        answer = send if wanted is None else _keeping(chosen, send)
        if scope["path"] == "/":
            answer = amended(code, answer)
        with speaking(code):
            await self.app(scope, receive, answer)


def _keeping(chosen: str, send: Send) -> Send:
    """Have the browser keep what was chosen, or forget it."""
    cookie: SimpleCookie = SimpleCookie({COOKIE: chosen})
    seconds = str(KEPT_S if chosen else 0)
    cookie[COOKIE].update({"path": "/", "max-age": seconds, "samesite": "lax"})

    async def send_keeping(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", cookie[COOKIE].OutputString())
        await send(message)

    return send_keeping
