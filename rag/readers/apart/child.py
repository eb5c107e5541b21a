"""A reader's own process: reads one file within limits, and reaches nothing else.

    python -m rag.readers.apart.child MODULE FOLDER [WANTED] < file

prints a draft, or what is wrong with the file, as JSON; with WANTED, a JSON object,
what the module's `make` makes of it. `parent` starts it, with an empty folder to be in.

    python -m rag.readers.apart.child --kept SOCKET

is kept for many files: it makes a copy of itself for each (fork), which reads that file
as above and ends with it. So nothing of a file is there when the next is read, and what
readers import is imported once. It ends when `workers` closes its socket.
"""

import importlib
import json
import logging
import os
import select
import signal
import socket
import sys
from dataclasses import asdict, astuple
from typing import Any

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart.limits import MEMORY_LIMIT_BYTES, confine
from rag.readers.apart.workers import KEPT
from rag.readers.draft import Draft, check_count

MAX_TEXT_CHARS = 30_000_000
"""A text beyond that is no article: War and Peace has 3 million characters."""

MAX_REQUEST_BYTES = 2**16

log = logging.getLogger(__name__)


Wanted = dict[str, int]


def answer(
    module: str, folder: str, data: bytes, wanted: Wanted | None = None
) -> dict[str, Any]:
    """Read a file; this process can do nothing else from here on.

    Args:
        module: Name of a module of this package with `read(data: bytes) -> Draft`, or
            `make(data: bytes, **wanted)`, which gives what can be said in JSON.
        folder: An empty folder, which becomes the working directory.
        data: The file.
        wanted: What `make` is to make; None reads a draft.

    Returns:
        The draft as a dictionary, what was made, or the keys "error" and "message".
    """
    reader = importlib.import_module(f"rag.readers.{module}")
    confine(folder)
    try:
        if wanted is None:
            return _fields(reader.read(data))
        made: dict[str, Any] = reader.make(data, **wanted)
        return made
    except ReadError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        size = MEMORY_LIMIT_BYTES // 2**20
        message = f"needs more than {size} MiB to be read: save it as plain text"
        return {"error": ReadError.__name__, "message": message}
    except Exception as error:  # whatever a parser raises on bad data
        kind = module.rpartition(".")[2]
        message = f"is damaged, or no {kind} file ({type(error).__name__})"
        log.debug("reader failed", exc_info=True)
        return {"error": ReadError.__name__, "message": f"{message}: save it anew"}


def _fields(draft: Draft) -> dict[str, Any]:
    if len(draft.text) > MAX_TEXT_CHARS:
        raise FileTooLargeError("holds too much text: split it")
    check_count(len(draft.blocks))
    blocks = list(map(astuple, draft.blocks))
    front = draft.front and (draft.front.start, draft.front.end)
    return asdict(draft) | {"blocks": blocks, "front": front}


def read_from_input(module: str, folder: str, wanted: str | None) -> None:
    """Read the file on standard input with a module, and print the result."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the braces
    given = json.loads(wanted) if wanted else None
    with open(0, "rb", closefd=False) as file:
        result = answer(module, folder, file.read(), given)
    output.write(json.dumps(result).encode())
    output.flush()


def serve(control: socket.socket) -> None:
    """Have a copy of this process read each file that is asked for, one at a time.

    Args:
        control: A packet asks for a file: it has a list of module, folder and what is
            wanted, or null, and the socket that the file comes from and the result goes
            to. The answer is the status that the copy ended with.
    """
    while True:
        asked, descriptors, _, _ = socket.recv_fds(control, MAX_REQUEST_BYTES, 1)
        if not asked:
            return
        module, folder, wanted = json.loads(asked)
        # For this copy and all that follow.
        importlib.import_module(f"rag.readers.{module}")
        copy = os.fork()
        if not copy:
            control.close()
            _be_a_copy(descriptors[0], module, folder, wanted)
        os.close(descriptors[0])
        control.send(b"%d" % _status_of(copy, control))


def _be_a_copy(descriptor: int, module: str, folder: str, wanted: str | None) -> None:
    """Read one file, and end: this never returns."""
    status = 1
    try:
        os.dup2(descriptor, 0)
        os.dup2(descriptor, 1)
        os.close(descriptor)
        read_from_input(module, folder, wanted)
        status = 0
    finally:
        os._exit(status)


def _status_of(copy: int, control: socket.socket) -> int:
    """Wait until a copy ends, and end it if whoever asked is gone."""
    ended = os.pidfd_open(copy)
    ready, _, _ = select.select([ended, control.fileno()], [], [])
    if ended not in ready:
        os.kill(copy, signal.SIGKILL)
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])


def main() -> None:
    """Read what the arguments say (see above)."""
    if sys.argv[1] == KEPT:
        serve(socket.socket(fileno=int(sys.argv[2])))
    else:
        module, folder, *wanted = sys.argv[1:]
        read_from_input(module, folder, wanted[0] if wanted else None)


if __name__ == "__main__":
    main()
