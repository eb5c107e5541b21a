"""A page whose engine is away: it says so, and goes on by itself once that is back."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from rag.building.indexing import build_index
from rag.errors import EngineError
from rag.library.engine import EngineAddress, adopt
from rag.library.generation import patience
from rag.library.library import Library
from rag.library.milvus import Milvus
from tests.alone import network_can_be_left
from tests.fakes import WordEncoder
from tests.milvus_server import guarded_server
from tests.served import PATIENCE_S, served, wait_until

OWLS = b"Owls fly without a sound. Their feathers have soft edges."
ALONE = pytest.mark.skipif(
    find_spec("milvus") is None or not network_can_be_left(),
    reason="this system has no Milvus server, or gives no process its own network",
)


class Cable:
    """A port that leads to another one, until it is pulled out.

    Args:
        port: Where it leads to.
    """

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._ends: list[socket.socket] = []
        self._turn = threading.Lock()
        self.port = 0
        self.plug_in()

    def plug_in(self) -> None:
        """Listen, at the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def pull_out(self) -> None:
        """Listen no longer, and end what goes through it."""
        with self._turn:
            for end in (self._listener, *self._ends):
                hang_up(end)
            self._ends.clear()

    def _accept(self) -> None:
        listener = self._listener
        try:
            while True:
                ours, _ = listener.accept()
                theirs = socket.create_connection(self._to)
                with self._turn:
                    if listener.fileno() < 0:  # pulled out meanwhile
                        hang_up(ours)
                        return hang_up(theirs)
                    self._ends += [ours, theirs]
                for pair in ((ours, theirs), (theirs, ours)):
                    threading.Thread(target=pump, args=pair, daemon=True).start()
        except OSError:
            return  # pulled out


def hang_up(end: socket.socket) -> None:
    """Wake whoever waits at a socket, and close it."""
    with suppress(OSError):  # the other end may have been quicker
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def pump(source: socket.socket, to: socket.socket) -> None:
    """Pass on what comes, until one end is closed."""
    with suppress(OSError):
        while data := source.recv(2**16):
            to.sendall(data)
    hang_up(to)


@contextmanager
def library_in_engine(programs: Path, folder: Path) -> Iterator[Cable]:
    """Give a library of one article in a real engine, and the cable to that."""
    with guarded_server(programs, folder) as port:
        cable = Cable(port)
        try:
            adopt(folder, EngineAddress(f"https://127.0.0.1:{cable.port}", "owls"))
            library = Library(folder)
            library.add(OWLS, "owls.txt")
            build_index(library, WordEncoder())
            yield cable
        finally:
            cable.pull_out()


@ALONE
def test_an_engine_that_is_away_is_named_and_asked_again(
    tmp_path: Path, milvus_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with the reason, for probes as for questions; all else works meanwhile.

    It talks by TLS, and is told a password.
    """
    question = {"question": "How do owls fly?"}
    monkeypatch.setenv("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", str(tmp_path / "server.pem"))
    monkeypatch.setenv("MILVUS_TOKEN", "root:Milvus")
    # What is there may take longer where the machine is busy; what is away doesn't.
    monkeypatch.setattr(patience, "ASK_S", PATIENCE_S)
    with (
        library_in_engine(milvus_programs, tmp_path) as cable,
        served(tmp_path) as page,
        httpx.Client(base_url=page.url, timeout=30) as client,
    ):
        assert client.get("/readyz").json() == {"status": "ready", "message": ""}
        before = client.post("/api/ask", json=question).json()["citations"]
        assert before[0]["quote"].startswith("Owls fly")
        cable.pull_out()
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["error"]) == (503, "no_engine")
        away = f"the index can't be reached: the engine at 127.0.0.1:{cable.port}"
        assert ready.json()["message"].startswith(away)
        asked = client.post("/api/ask", json=question)
        assert (asked.status_code, asked.json()["error"]) == (503, "index")
        assert asked.json()["message"].startswith(away)
        for path in ("/healthz", "/live", "/shelf", "/api/articles"):
            assert client.get(path).status_code == 200
        cable.plug_in()
        wait_until(lambda: client.get("/readyz").status_code == 200)
        again = client.post("/api/ask", json=question).json()["citations"]
        assert again == before
        monkeypatch.setenv("MILVUS_TOKEN", "root:wrong")
        with pytest.raises(EngineError, match="name USER:PASSWORD as it knows them"):
            Milvus(f"https://127.0.0.1:{cable.port}").names("")
