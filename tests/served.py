"""A page that is really served, for tests that speak HTTP or drive a browser."""

import asyncio
import contextlib
import itertools
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.library.fetching import Fetched, fetch
from rag.library.starter import STARTER_ARTICLE
from rag.page.offline import go_offline
from rag.roles import EncodedText, Encoder
from rag.settings import Settings
from tests.fakes import WordEncoder
from tests.made_once import made_once

if TYPE_CHECKING:
    from rag.page.serving import ServedPage

PATIENCE_S = 30.0
KEPT_PORTS: list[int] = []
FIRST_PORT, PORTS_EACH, WORKERS = 18_000, 1_000, 14
"""Below what Linux gives by itself, from 32,768 on."""


class SlowEncoder(WordEncoder):
    """An encoder that can be made to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()
        self.is_waiting = False

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Wait until it may go on."""
        self.is_waiting = True
        assert self.go.wait(PATIENCE_S)
        self.is_waiting = False
        return super().encode_passages(texts)


def _own_ports() -> Iterator[int]:
    """Give ports for ever that no other worker gives, nor the system by itself.

    One that the system gives twice, after the first was asked for and before it is
    listened on, would be served by one worker and asked by another.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    first = FIRST_PORT + PORTS_EACH * (worker % WORKERS)
    ports = [*range(first, first + PORTS_EACH)]
    at = os.getpid() % PORTS_EACH  # another run on this machine begins elsewhere
    return itertools.cycle(ports[at:] + ports[:at])


OWN_PORTS = _own_ports()


def free_port() -> int:
    """Find a port that nothing listens on."""
    while True:
        port = next(OWN_PORTS)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@contextlib.contextmanager
def kept_port() -> Iterator[int]:
    """Lend a port that is given again when it comes back.

    A browser knows scripts by their address: at an old one it needn't fetch and compile
    them again, which is half of opening a page.
    """
    port = KEPT_PORTS.pop() if KEPT_PORTS else free_port()
    yield port
    # Where something failed, it may still be taken, and each page there would fail.
    KEPT_PORTS.append(port)


def wait_until(
    condition: Callable[[], bool], patience_s: float = PATIENCE_S, step_s: float = 0.02
) -> None:
    """Wait until a condition holds, and fail if it never does."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(step_s)


def settle(page: "ServedPage") -> None:
    """Wait until no index is built."""
    wait_until(lambda: not page.service.job.view.busy)


def added(page: "ServedPage", data: bytes, name: str) -> str:
    """Add an article, and wait until it can be asked; gives its id."""
    id_ = page.service.upkeep.add(data, name).stored.id
    wait_until(lambda: page.service.find(id_) is not None)
    return id_


def keep_starter(page: "ServedPage") -> None:
    """Add the starter article by hand, so that it stays beside what comes."""
    page.service.library.add(STARTER_ARTICLE.read_bytes(), STARTER_ARTICLE.name)


def routes_of(router):
    """Go through a router's routes; FastAPI may hold included routers as one."""
    for route in router.routes:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from routes_of(included)


@contextlib.contextmanager
def closing_loops() -> Iterator[None]:
    """Close the event loops that Gradio 6.31 makes for its locks and forgets.

    Without this they are reported, as errors, in whatever test runs when they are
    collected.
    """
    made: list[asyncio.AbstractEventLoop] = []
    make = asyncio.new_event_loop

    def remember() -> asyncio.AbstractEventLoop:
        made.append(make())
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "new_event_loop", remember)
        yield
    asyncio.set_event_loop(None)
    for loop in made:
        if not loop.is_running():  # else it's another's, such as a file system's
            loop.close()


def _start_first(index: Path) -> None:
    with served(index, wait=False) as page:
        wait_until(lambda: page.service.library.current() is not None)


@contextlib.contextmanager
def served(
    index: Path,
    load: Callable[[str | None], Encoder] | None = None,
    wait: bool = True,
    fetch_page: Callable[[str], Fetched] = fetch,
    **settings: str,
) -> Iterator["ServedPage"]:
    """Serve a page of the library in `index` on a free port.

    Where nothing is yet, it begins as it is after its first start, which is made once a
    run: indexing takes longer than all the rest of a page's start.

    Args:
        index: Folder of the library.
        load: Loads the encoder; by default one that counts words.
        wait: Wait until it answers questions; else it makes its own first start.
        fetch_page: Fetches a page from the web.
        settings: How it is to be served, beside the port.
    """
    go_offline()
    from rag.page.serving import running

    if wait and not any(index.glob("*")):
        run = Path(os.environ["XDG_STATE_HOME"]).parent
        first = made_once(run / "first start", _start_first)
        shutil.copytree(first, index, dirs_exist_ok=True)
    # Several passages, so that there is something to step through.
    said = {"top_k": 5, "open_browser": False} | settings
    load = load or (lambda _: WordEncoder())
    with contextlib.ExitStack() as stack:
        stack.enter_context(closing_loops())
        wanted = Settings(index=index, port=stack.enter_context(kept_port()), **said)
        page = stack.enter_context(running(wanted, load, fetch_page))
        if wait:
            wait_until(lambda: page.service.readiness.state == "ready")
            wait_until(lambda: page.service.library.current() is not None)
            settle(page)
        yield page
        # A build that outlives its test would write into a folder that goes away.
        settle(page)
