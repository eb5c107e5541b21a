"""A real Milvus server (PyPI `milvus`), alone in a network of its own.

It listens on every address, and there only this program reaches it, which lends it one
port of 127.0.0.1 here: a socket stays in the network that it was made in.

What a line of its input names happens to the server: it is killed, or cut off.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import TYPE_CHECKING, NoReturn

from rag.network import be_alone

if TYPE_CHECKING:
    from milvus import MilvusServer

ROOT = Path(__file__).parent.parent


class LentServer:
    """A server, the port of 127.0.0.1 to reach it at, and what is to happen to it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._said())

    def suffer(self, *events: str) -> None:
        """Have events happen, one after the other; `Lender` has what they are."""
        for event in events:
            assert self._process.stdin
            self._process.stdin.write(f"{event}\n")
            self._process.stdin.flush()
            assert self._said() == event

    def _said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


SOON_BACK = "common.session.ttl=8"
"""One that was killed starts again when its place is free, by default after 30 s."""


def unpack(folder: Path) -> None:
    """Put the programs of the package where servers have them: that takes seconds."""
    from milvus import _initialize_data_files

    _initialize_data_files(folder)


@contextmanager
def lent_server(*settings: str, programs: Path | None = None) -> Iterator[LentServer]:
    """Run a server with empty storage, and settings of its own, as NAME=VALUE.

    Args:
        settings: The server's own.
        programs: The folder that they were unpacked to; by default they are unpacked.
    """
    with tempfile.TemporaryDirectory(prefix="milvus-") as folder:
        if programs:
            (Path(folder) / "bin").symlink_to(programs / "bin")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.milvus_server", folder, *settings],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # Leaving the block closes its input, upon which it ends, as it would if this
        # process were killed.
        with process:
            yield LentServer(process)


@contextmanager
def milvus_server(*settings: str, programs: Path | None = None) -> Iterator[int]:
    """Run a server with empty storage; gives the port of 127.0.0.1 to reach it at."""
    with lent_server(*settings, programs=programs) as server:
        yield server.port


@contextmanager
def guarded_server(programs: Path, folder: Path) -> Iterator[int]:
    """Run one that talks by TLS alone, and asks who is there: root, whom it knows.

    Args:
        programs: The folder that the programs were unpacked to.
        folder: Gets its certificate, `server.pem`.
    """
    certificate, key = folder / "server.pem", folder / "server.key"
    making = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key}"
    named = ["-subj", "/CN=milvus", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [*making.split(), "-out", certificate, *named]
    subprocess.run(command, check=True, capture_output=True)
    with milvus_server(
        "common.security.tlsMode=1",
        "common.security.authorizationEnabled=true",
        f"tls.serverPemPath={certificate}",
        f"tls.serverKeyPath={key}",
        programs=programs,
    ) as port:
        yield port


def _serve(folder: str, *settings: str) -> None:
    listener = create_server(("127.0.0.1", 0))
    if not be_alone():
        sys.exit("this system gives no process its own network")
    # Imported here, as below: whoever leaves the network must have one thread.
    from milvus import MilvusServer, MilvusServerConfig

    server = MilvusServer(MilvusServerConfig(data_dir=folder))
    for setting in settings:
        server.config.set(*setting.split("="))
    server.start()
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    asyncio.run(Lender(server).lend(listener))


class Lender:
    """Passes on what comes for a server, and what it is told has happen to it.

    Args:
        server: It runs.
    """

    def __init__(self, server: "MilvusServer") -> None:
        self._server = server
        self._passing = asyncio.Event()
        self._passing.set()

    async def lend(self, listener: object) -> NoReturn:
        """Go on until this program's input ends; then end with the server."""
        async with await asyncio.start_server(self._accept, sock=listener):
            while event := await asyncio.to_thread(sys.stdin.readline):
                await getattr(self, event.strip())()
                sys.stdout.write(event)
                sys.stdout.flush()
            self._server.stop()
            os._exit(0)  # without a word on connections that are still open

    async def kill(self) -> None:
        """End the server by a signal that it can't catch."""
        self._server.server_proc.kill()
        self._server.server_proc.wait()

    async def start(self) -> None:
        """Start it again on the storage that it left."""
        self._server.stop()
        await asyncio.to_thread(self._server.start)

    async def cut(self) -> None:
        """Pass nothing on, and close nothing."""
        self._passing.clear()

    async def join(self) -> None:
        """Pass on again what comes, and what came meanwhile."""
        self._passing.set()

    async def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        port = self._server.listen_port
        try:
            to_server = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            writer.close()
            return
        pumps = self._pump(reader, to_server[1]), self._pump(to_server[0], writer)
        await asyncio.gather(*pumps)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while data := await reader.read(2**16):
                await self._passing.wait()
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass  # whoever it was has gone
        finally:
            await self._passing.wait()
            writer.close()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
