"""What is changed in Gradio's page on its way out: its language, and its first script.

Its template says English, whatever is in it, and puts what is ours behind all that is
its own.
"""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from rag.page.words.saying import ENGLISH
from rag.text.language_names import direction_of

_LANGUAGE = b'lang="en"'
_FIRST_SCRIPT = b"<script>window.gradio_config"
_FRAMES = (Path(__file__).parent.parent / "assets/frames.js").read_bytes()


def amended(code: str, send: Send) -> Send:
    """Have the page say which language it is in, and draw no more than it shows.

    Args:
        code: The language, ISO 639-1.
        send: Sends the page.

    Returns:
        What sends it so.
    """
    changes = {_FIRST_SCRIPT: b"<script>" + _FRAMES + b"</script>" + _FIRST_SCRIPT}
    if code != ENGLISH:
        said = f'lang="{code}" dir="{direction_of(code)}" data-language="{code}"'
        changes[_LANGUAGE] = said.encode()
    starts: list[Message] = []

    async def send_amended(message: Message) -> None:
        if message["type"] == "http.response.start":
            starts.append(message)  # its length isn't known yet
            return
        body = amended_body = message.get("body", b"")
        for theirs, ours in changes.items():
            amended_body = amended_body.replace(theirs, ours, 1)
        if starts:
            headers = MutableHeaders(scope=starts[0])
            if "content-length" in headers:
                more = len(amended_body) - len(body)
                headers["content-length"] = str(int(headers["content-length"]) + more)
            await send(starts.pop())
        await send({**message, "body": amended_body})

    return send_amended
