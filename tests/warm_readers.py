"""Readers that are warm: of each a process that is started once, and forked for a file.

What takes long before a file is read apart is Python's own start, and the imports of
the reader. Here a process has done both (`tests.warm_reader`), and nothing else; what
it forks is confined, reads, and ends as one that is started anew.
"""

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from rag.readers.apart import child, parent

BLOCK = 2**16
PROGRAM = "tests.warm_reader"
Done = subprocess.CompletedProcess[bytes]


class WarmReader:
    """A process that waits to be forked, at the other end of a socket."""

    def __init__(self, module: str, **options: Any) -> None:
        self.wire, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.warm_reader",
                    str(theirs.fileno()),
                    module,
                ],
                pass_fds=[theirs.fileno()],
                **options,
            )

    def read(self, command: list[str], data: bytes, timeout: float) -> Done:
        """Have a fork do what a command says, as `subprocess.run` has it done."""
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            out, err = os.pipe(), os.pipe()
            files = [given.fileno(), out[1], err[1]]
            socket.send_fds(self.wire, [json.dumps(command[2:]).encode()], files)
            os.close(out[1])
            os.close(err[1])
            pid = int(self.wire.recv(BLOCK))
            try:
                said = _read([out[0], err[0]], timeout)
            except TimeoutError as error:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(command, timeout) from error
            finally:
                os.close(out[0])
                os.close(err[0])
                status = int(self.wire.recv(BLOCK))
        return subprocess.CompletedProcess(command, status, *said)

    def stop(self) -> None:
        """End the process."""
        self.wire.close()
        self.process.wait()


def _read(pipes: list[int], limit_s: float) -> list[bytes]:
    """Read pipes to their ends."""
    said = {pipe: bytearray() for pipe in pipes}
    ends = time.monotonic() + limit_s
    with selectors.DefaultSelector() as ready:
        for pipe in pipes:
            ready.register(pipe, selectors.EVENT_READ)
        while ready.get_map():
            found = ready.select(ends - time.monotonic())
            if not found:
                raise TimeoutError
            for key, _ in found:
                block = os.read(key.fd, BLOCK)
                said[key.fd] += block
                if not block:
                    ready.unregister(key.fd)
    return [bytes(said[pipe]) for pipe in pipes]


@pytest.fixture(scope="session", autouse=True)
def warm_readers():
    """Read with warm readers, but for programs that a test wrote itself."""
    readers: dict[str, WarmReader] = {}
    lock = threading.Lock()

    def run(command: list[str], **options: Any) -> Done:
        _, _, program, module, *_ = command
        if program != child.__name__:
            return subprocess.run(command, **options)
        with lock:
            if module not in readers:
                begun_in = {name: options[name] for name in ("cwd", "env")}
                readers[module] = WarmReader(module, **begun_in)
            return readers[module].read(command, options["input"], options["timeout"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            parent, "subprocess", SimpleNamespace(**vars(subprocess) | {"run": run})
        )
        yield
    for reader in readers.values():
        reader.stop()
