"""Which files a reader's process may read, held by the Linux kernel (Landlock).

It needs Python and its libraries, and fonts; not what the user keeps, nor what /proc
tells of other processes. Our own, as the libraries for it are young: it is three calls,
with the same numbers on every machine (kernel documentation, userspace-api/landlock).
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

_CREATE_RULES, _ADD_RULE, _RESTRICT = 444, 445, 446
_READ_FILE, _PATH_BENEATH, _GIVE_VERSION = 1 << 2, 1, 1  # linux/landlock.h
_NO_NEW_PRIVILEGES = 38  # linux/prctl.h
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/opt", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom",
)  # fmt: skip


def read_only_software() -> bool:
    """Let this process open no file but those of Python, its libraries and the system.

    Returns:
        Whether the kernel holds it to that: Linux from 5.13 on, where Landlock is on.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None)
    handled = struct.pack("Q", _READ_FILE)
    rules = libc.syscall(_CREATE_RULES, handled, len(handled), 0)
    if rules < 0:
        return False
    for path in _software():
        _allow(libc, rules, path)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done: int = libc.syscall(_RESTRICT, rules, 0)
    os.close(rules)
    return done == 0


def can_read_only_software() -> bool:
    """Tell whether the kernel would, changing nothing: it has a version of Landlock."""
    if sys.platform != "linux":
        return False
    version: int = ctypes.CDLL(None).syscall(_CREATE_RULES, None, 0, _GIVE_VERSION)
    return version > 0


def _software() -> Iterator[str]:
    """Name folders of Python, its modules and the system's libraries and fonts."""
    yield from _SYSTEM
    package = Path(__file__).parents[2]
    yield from (sys.prefix, sys.base_prefix, str(package))
    # In a checkout there is more beside this package: a library, perhaps.
    is_installed = package.parent.name.endswith("-packages")
    for path in filter(None, sys.path):
        if is_installed or Path(path) != package.parent:
            yield path


def _allow(libc: ctypes.CDLL, rules: int, path: str) -> None:
    """Add a folder or a file to the rules, if it is there."""
    try:
        opened = os.open(path, os.O_PATH)
    except OSError:
        return
    try:
        libc.syscall(
            _ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", _READ_FILE, opened), 0
        )
    finally:
        os.close(opened)
