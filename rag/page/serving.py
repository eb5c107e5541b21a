"""Serving the page: Gradio's `launch` with everything shut that the page doesn't use.

`launch`, never `mount_gradio_app`: mounted, Gradio 6.31 skips the check that keeps a
request from naming a file of this machine.
"""

import contextlib
import errno
import signal
import socket
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import gradio as gr
from httpx import TransportError
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from rag.asking.assistant import Assistant
from rag.asking.opening import open_assistant
from rag.errors import ServeError
from rag.judging.opening import open_journal
from rag.library.fetching import fetch
from rag.library.generations import SESSIONS
from rag.library.library import Library
from rag.page.gradio_start import without_app
from rag.page.http.connections import guarded_servers
from rag.page.http.errors import HANDLERS
from rag.page.http.gate import SIGN_IN, SIGN_OUT, Gate
from rag.page.http.routes import UPLOADS, make_router, paths_of
from rag.page.http.rules import Rules
from rag.page.http.spoken import Spoken
from rag.page.library.upkeep import Fetch
from rag.page.offline import LOOPBACK, keep_files_in, refuse_downloads
from rag.page.service import Service
from rag.page.tabs.blocks import HEAD, THEME, make_blocks
from rag.roles import Encoder
from rag.settings import DEFAULT_PORT, MAX_FILE_BYTES, MAX_PORT, Settings

STOP_S = 5.0
"""How long a rebuild that is stopped has to tidy up; the next one does what it left."""

WAKE_S = 0.5
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A page that is being served."""

    url: str
    blocks: gr.Blocks
    service: Service

    def close(self) -> None:
        """Stop serving."""
        self.service.job.cancel()
        self.blocks.close(verbose=False)
        self.service.job.stop(STOP_S)
        self.service.upkeep.servers.stop()


def serve_until_interrupted(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve the page until the process is interrupted.

    Args:
        settings: Which library and model, and where to listen.
        tell: Told in a line where the page is.

    Raises:
        ServeError: See `check_address`.
    """
    # A service manager ends us so; temporary files are to go then, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running(settings) as page, contextlib.suppress(KeyboardInterrupt):
        tell(f"Quotewell is at {page.url} (Ctrl+C stops it)")
        # The system may give a signal to another thread; Python acts on it in this one,
        # when it wakes.
        while True:
            time.sleep(WAKE_S)


@contextlib.contextmanager
def running(
    settings: Settings,
    load: Callable[[str | None], Encoder] | None = None,
    fetch_page: Fetch = fetch,
) -> Iterator[ServedPage]:
    """Serve the page while the context is open.

    Args:
        settings: Which library and models, and where to listen.
        load: Loads the encoder of `settings.model`; None is `open_encoder`.
        fetch_page: Fetches a page from the web.

    Raises:
        ServeError: See `check_address`; or the page doesn't answer.
        JournalError: See `open_journal`.
    """
    check_address(settings)
    refuse_downloads()

    def open_() -> Assistant:
        return open_assistant(settings, load(settings.model) if load else None)

    home = open_journal(settings.index, settings.journal)
    service = Service(Library(settings.index), open_, fetch_page, home)
    with tempfile.TemporaryDirectory(prefix="quotewell-") as cache:
        keep_files_in(cache)
        try:
            page = _launch(settings, service, cache)
        except OSError as error:
            raise ServeError(_why_not(settings.host, settings.port, error)) from error
        except TransportError as error:  # Gradio asks it to begin, at its own address
            raise ServeError(
                f"the page doesn't answer at its own address ({error}), a proxy or a "
                "firewall being in the way",
                "start it again when that is mended",
            ) from error
        try:
            yield page
        finally:
            page.close()


def check_address(settings: Settings) -> None:
    """Refuse, before anything is loaded, to listen where it can't or mustn't.

    Raises:
        ServeError: Other machines could reach the page and there is no password, the
            password is blank, or nothing can listen there; the message says why.
    """
    host, port, password = settings.host, settings.port, settings.password
    if host not in LOOPBACK and not password:
        raise ServeError(
            f"{host} can be reached by other machines, and the page has no password; "
            "set QUOTEWELL_PASSWORD, or serve this machine with --host 127.0.0.1"
        )
    if password is not None and not password.strip():
        raise ServeError(
            "the password is blank, so anybody could guess it; set QUOTEWELL_PASSWORD "
            "to another one, or leave it out to serve this machine only"
        )
    if not 0 < port <= MAX_PORT:
        raise ServeError(
            f"there is no port {port}; name one from 1 to {MAX_PORT} with --port"
        )
    try:
        _try_to_listen(host, port)
    except OSError as error:
        raise ServeError(_why_not(host, port, error)) from error


def _try_to_listen(host: str, port: int) -> None:
    """Listen for a moment, as the server will.

    Raises:
        OSError: It can't.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except UnicodeError as error:  # a name that no host can have
            raise socket.gaierror(str(error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    """Say why nothing can listen on an address, and what mends it."""
    if isinstance(error, socket.gaierror):
        why = error.strerror or str(error)
        return f"the host {host!r} is not known ({why}); name one with --host"
    # Gradio's own tells of its ways to choose a port.
    why = error.strerror or "its server ended at once"
    if error.errno == errno.EADDRNOTAVAIL:
        return (
            f"{host} is no address of this machine ({why}); name one of its own with "
            "--host, or 0.0.0.0 for all of them"
        )
    if error.errno == errno.EACCES:
        return (
            f"port {port} needs an administrator's rights ({why}); serve on another "
            f"one with --port {DEFAULT_PORT}"
        )
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use ({why}); stop the program that uses it, or serve "
            f"on another one with --port {port + 1 if port < MAX_PORT else port - 1}"
        )
    return f"nothing can listen on {host}, port {port} ({why}); check --host and --port"


def _launch(settings: Settings, service: Service, cache: str) -> ServedPage:
    with without_app():
        blocks = make_blocks(service, settings)
    # Now, since most of a launch is waiting; earlier it would hold up the page.
    service.start()
    blocks.GRADIO_CACHE = cache
    routes = make_router(service).routes
    with guarded_servers(_rules(settings, routes)):
        _, url, _ = blocks.launch(
            server_name=_bracketed(settings.host),
            server_port=settings.port,
            prevent_thread_lock=True,
            quiet=True,
            inbrowser=False,
            inline=False,
            share=False,
            head=HEAD,
            theme=THEME,
            footer_links=[],
            run_history=False,
            show_error=False,
            max_file_size=0,
            enable_monitoring=False,
            pwa=False,
            ssr_mode=False,
            mcp_server=False,
            # It has answered Gradio once by then, however long that took; this would
            # ask a second time, and give up after three seconds.
            _frontend=False,
            state_session_capacity=200,
            strict_cors=True,
            app_kwargs=_app(settings, routes),
        )
    if settings.open_browser:
        webbrowser.open(url)
    return ServedPage(url, blocks, service)


def _app(settings: Settings, routes: Sequence[BaseRoute]) -> dict[str, object]:
    """Say what Gradio's server has of ours, and leave out what describes its own."""
    return {
        "docs_url": None,
        "redoc_url": None,
        "openapi_url": None,
        "routes": routes,
        "exception_handlers": HANDLERS,
        "middleware": [Middleware(Spoken), *_gate(settings)],
    }


def _rules(settings: Settings, routes: Sequence[BaseRoute]) -> Rules:
    """Say what is let through.

    Other machines know this one by names that can't be listed. A page that points its
    own name here (DNS rebinding) is stopped by the gate then: it has no cookie.
    """
    hosts = HOSTS if settings.host in LOOPBACK else None
    paths = paths_of(routes, SIGN_IN, SIGN_OUT)
    return Rules(hosts, paths, UPLOADS, max_upload_bytes=MAX_FILE_BYTES)


def _gate(settings: Settings) -> list[Middleware]:
    """Give the gate where there is a password."""
    if not settings.password:
        return []
    sessions = settings.index / SESSIONS
    return [Middleware(Gate, password=settings.password, sessions=sessions)]


def _bracketed(host: str) -> str:
    """Write an IPv6 address as an address bar wants it."""
    return f"[{host}]" if ":" in host else host
