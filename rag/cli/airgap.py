"""The proof that nothing is asked of the outside: do everything, and watch.

    python -m rag.cli.airgap    builds, asks and serves, and prints what was attempted

Python tells an audit hook of each name that is looked up and each connection that is
opened before it is. The hook notes those that leave this machine, and refuses them. It
can't be taken out again, so all of it runs in a process of its own. The processes that
read files have a hook of their own, which refuses any connection. What neither can see:
connections that a library opens without Python.
"""

import ipaddress
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.cli.terminal import finish, say_json
from rag.errors import QuotewellError
from rag.settings import Settings

TIME_LIMIT_S = 300
QUESTION = "What is this about?"
EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""Audit events, and which of their arguments names the other side."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What was done while watched, and which outside addresses were attempted."""

    done: tuple[str, ...]
    attempted: tuple[str, ...]


def watch() -> Watched:
    """Build, ask and serve the page in a process that can't reach the outside.

    Raises:
        QuotewellError: That process failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "rag.cli.airgap"],
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT_S,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise QuotewellError(f"the watched process failed ({last}); run it again")
    found = json.loads(done.stdout.splitlines()[-1])
    return Watched(tuple(found["done"]), tuple(found["attempted"]))


def refuse_outside() -> list[str]:
    """Refuse connections that leave this machine, from now on; gives their list."""
    attempted: list[str] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and is_outside(arguments[EVENTS[event]]):
            attempted.append(f"{event} {arguments[EVENTS[event]]}")
            raise ConnectionRefusedError("nothing leaves this machine")

    sys.addaudithook(hook)
    return attempted


def is_outside(address: object) -> bool:
    """Tell whether an address or a host's name leads off this machine.

    Example:
        >>> is_outside(("127.0.0.1", 80)), is_outside("example.org")
        (False, True)
    """
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str) or host in ("", "localhost") or host.startswith("/"):
        return False
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return True
    return not (parsed.is_loopback or parsed.is_unspecified)


def _do_everything() -> list[str]:
    """Start up, build, ask and serve; gives the names of what was done."""
    from rag.page.offline import go_offline

    go_offline()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder), port=_free_port(), open_browser=False)
        return ["start", *_build_and_ask(settings), *_ask_the_page(settings)]


def _build_and_ask(settings: Settings) -> list[str]:
    from rag.assistant import Assistant
    from rag.encoder import load_encoder
    from rag.indexing import build_index, prepare_library
    from rag.library import Library
    from rag.onnx_encoder import EXPORTS

    library = Library(settings.index)
    encoder = load_encoder(settings.model, settings.index / EXPORTS)
    prepare_library(library)
    library.add(b"<html><body><p>A page is read apart.</p></body></html>", "page.html")
    build_index(library, encoder)
    Assistant(library, encoder).ask(QUESTION)
    return ["build", "ask"]


def _ask_the_page(settings: Settings) -> list[str]:
    import httpx

    from rag.page.serving import running

    with running(settings) as page:
        httpx.get(page.url).raise_for_status()
        asked = httpx.post(
            f"{page.url}api/ask",
            json={"question": QUESTION},
            headers={"Origin": page.url.rstrip("/")},
            timeout=TIME_LIMIT_S,
        )
        asked.raise_for_status()
    return ["open the page", "ask the page"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Do everything while watched, and print what was done and attempted."""
    attempted = refuse_outside()
    done = _do_everything()
    say_json({"done": done, "attempted": attempted}, indent=None)
    finish()
    # Gradio's threads would be waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
