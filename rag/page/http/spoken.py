"""The language of an answer: the open page's, else as chosen, else the browser's.

A pure ASGI middleware before the gate, whose sign-in page has words, too. What the API
says is its contract: English.
"""

from http.cookies import SimpleCookie
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.page.words.saying import COOKIE, ENGLISH, LANGUAGES, preferred, speaking
from rag.text.language_names import direction_of

CHOICE = "lang"
"""In an address: a language to be kept, or else to follow the browser again."""

PAGES_OWN = COOKIE
"""The header in which an open page names the language that it was loaded in."""

TEMPLATE = b'lang="en"'
FIRST = b"<script>window.gradio_config"
"""Where the first script of Gradio's template begins."""

FRAMES = (Path(__file__).parent.parent / "assets/frames.js").read_bytes()
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
            answer = _declaring(code, answer)
        with speaking(code):
            await self.app(scope, receive, answer)


def _declaring(code: str, send: Send) -> Send:
    """Have Gradio's page say which language it is in, and which way that is written.

    Its template says English, whatever is in it, and puts what is ours behind all of
    its own: `frames.js` is to be there before.
    """
    direction = direction_of(code)
    spoken = f'lang="{code}" dir="{direction}" data-language="{code}"'.encode()
    replaced = {FIRST: b"<script>" + FRAMES + b"</script>" + FIRST}
    replaced |= {TEMPLATE: spoken} if code != ENGLISH else {}
    starts: list[Message] = []

    async def send_declaring(message: Message) -> None:
        if message["type"] == "http.response.start":
            starts.append(message)  # its length isn't known yet
            return
        body = message.get("body", b"")
        declared = body
        for theirs, ours in replaced.items():
            declared = declared.replace(theirs, ours, 1)
        if starts:
            headers = MutableHeaders(scope=starts[0])
            if "content-length" in headers:
                more = len(declared) - len(body)
                headers["content-length"] = str(int(headers["content-length"]) + more)
            await send(starts.pop())
        await send({**message, "body": declared})

    return send_declaring


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
