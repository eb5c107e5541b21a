"""A real Milvus server (PyPI `milvus`), alone in a network of its own.

It listens on every address, and there only this program reaches it, which lends it one
port of 127.0.0.1 here: a socket stays in the network that it was made in.
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


@contextmanager
def milvus_server() -> Iterator[int]:
    """Run a server with empty storage; gives the port of 127.0.0.1 to reach it at."""
    with tempfile.TemporaryDirectory(prefix="milvus-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.milvus_server", folder],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # Leaving the block closes its input, upon which it ends, as it would if this
        # process were killed.
        with process:
            assert process.stdout
            yield int(process.stdout.readline())


def _serve(folder: str) -> None:
    listener = create_server(("127.0.0.1", 0))
    if not be_alone():
        sys.exit("this system gives no process its own network")
    # Imported here, as below: whoever leaves the network must have one thread.
    from milvus import MilvusServer, MilvusServerConfig

    server = MilvusServer(MilvusServerConfig(data_dir=folder))
    server.start()
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    asyncio.run(_lend(listener, server))


async def _lend(listener: object, server: "MilvusServer") -> NoReturn:
    """Pass on what comes, until this program's input ends; then end with the server."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        to_server = await asyncio.open_connection("127.0.0.1", server.listen_port)
        await asyncio.gather(_pump(reader, to_server[1]), _pump(to_server[0], writer))

    async with await asyncio.start_server(accept, sock=listener):
        await asyncio.to_thread(sys.stdin.read)
        server.stop()
        os._exit(0)  # without a word on connections that are still open


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass  # whoever it was has gone
    finally:
        writer.close()


if __name__ == "__main__":
    _serve(sys.argv[1])
