"""What a reader's process may not do: it has its file, and needs nothing else.

Limits of the operating system bound what any code in it takes. On Linux the kernel
refuses connections, programs and changes to files, whatever code asks, and reading what
isn't software (`system_calls`, `landlock`, `rag.network`). Everywhere Python's own
audit events refuse the same and say what it was; where the kernel doesn't help (macOS,
Windows, Linux on a processor that `system_calls` doesn't know), code that gets past
Python (`ctypes`, a parser in C that was broken) is held by the limits alone.
"""

import os
import sys
from pathlib import Path
from typing import Any

from rag.network import leave_network
from rag.readers.apart.landlock import can_read_only_software, read_only_software
from rag.readers.apart.system_calls import (
    WRITING,
    allow_only_reading,
    can_allow_only_reading,
)

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


def confine(folder: str) -> None:
    """Take away from this process, for good, what a reader doesn't need.

    Args:
        folder: An empty folder, which becomes the working directory.
    """
    os.chdir(folder)
    os.environ.clear()  # it may hold a password
    sys.dont_write_bytecode = True
    leave_network()
    _limit_resources()
    read_only_software()
    allow_only_reading()  # the last: it refuses the calls of those above
    sys.addaudithook(_refuse)


def refused_by_kernel() -> tuple[str, ...]:
    """Name what the kernel refuses a reader on this system, whatever code asks."""
    held = (
        (can_allow_only_reading(), ("connections", "programs", "changes to files")),
        (can_read_only_software(), ("private files",)),
    )
    return tuple(name for is_held, names in held if is_held for name in names)


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
    if is_refused or (event == "open" and arguments[2] & WRITING):
        raise PermissionError(f"a reader may not do this: {event}")
