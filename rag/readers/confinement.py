"""What a reader's process may not do: it has its file, and needs nothing else.

Limits of the operating system bound what any code in it takes. Python's own audit
events refuse connections, programs and changes to files before they happen; code that
gets past Python is not held by those, only by the limits.
"""

import os
import sys
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's time limit holds there
    resource = None  # type: ignore[assignment]

TIME_LIMIT_S = 60
MEMORY_LIMIT_BYTES = 2**30
"""What a reader may take beyond what Python and its libraries take when idle."""

MAX_OPEN_FILES = 64

_STATM = Path("/proc/self/statm")
_REFUSED = ("os.", "shutil.", "socket.", "subprocess.", "pty.", "webbrowser.")
"""Families of audit events, listed in the Python library's "Audit events table"."""

_LOOKING = frozenset({"os.listdir", "os.scandir", "os.walk", "os.fwalk"})
"""Events of those families that change nothing; the import of a module needs them."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(folder: str) -> None:
    """Take away from this process, for good, what a reader doesn't need.

    Args:
        folder: An empty folder, which becomes the working directory.
    """
    os.chdir(folder)
    os.environ.clear()  # it may hold a password
    sys.dont_write_bytecode = True
    _limit_resources()
    sys.addaudithook(_refuse)


def _limit_resources() -> None:
    """Bound time, memory and open files; forbid writing, forking and core dumps."""
    if resource is None:
        return
    _lower(resource.RLIMIT_CPU, TIME_LIMIT_S)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    _lower(resource.RLIMIT_NPROC, 0)
    if _STATM.exists():
        pages = int(_STATM.read_text().split()[0])
        used = pages * resource.getpagesize()
        _lower(resource.RLIMIT_AS, used + MEMORY_LIMIT_BYTES)


def _lower(limit: int, value: int) -> None:
    """Set a limit, but never above the one that is there: only root may raise it."""
    _, highest = resource.getrlimit(limit)
    if highest != resource.RLIM_INFINITY:
        value = min(value, highest)
    resource.setrlimit(limit, (value, value))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse an audit event that reaches beyond the process.

    Raises:
        PermissionError: It does; libraries treat it as they treat a locked file.
    """
    is_refused = event.startswith(_REFUSED) and event not in _LOOKING
    if is_refused or (event == "open" and arguments[2] & _WRITING):
        raise PermissionError(f"a reader may not do this: {event}")
