"""The process of a reader that waits to be forked; `tests.warm_readers` starts it.

Its arguments are the number of its end of the socket, and the reader's module.
"""

import importlib
import json
import os
import socket
import sys

from rag.readers.apart import child

BLOCK = 2**16


def main() -> None:
    """Import a reader; then fork for each file that comes, until the other end goes."""
    wire, module = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    importlib.import_module(f"rag.readers.{module}")
    while True:
        said, files, _, _ = socket.recv_fds(wire, BLOCK, 3)
        if not said:
            return
        pid = os.fork()
        if not pid:
            _become_a_reader(json.loads(said), files)
        for each in files:
            os.close(each)
        wire.send(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        wire.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become_a_reader(arguments: list[str], files: list[int]) -> None:
    """Read one file as the program does that is started for one; doesn't return."""
    for number, each in enumerate(files):
        os.dup2(each, number)
    os.closerange(3, 64)
    sys.argv = arguments
    sys.stdin = open(0)  # noqa: SIM115 - the former has been read
    status = 1
    try:
        child.main()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
