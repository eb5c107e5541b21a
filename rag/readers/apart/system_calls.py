"""A list of all that a reader's process may ask of the Linux kernel (seccomp).

The kernel holds any code to it, native code too, without privileges, and for good.
Nothing on the list opens a socket, starts a program or a process, or changes a file:
files may be opened to be read. Our own, since the kept libraries for it need one of the
system's that may be missing; a filter is as short as the list.
"""

import ctypes
import os
import platform
import struct
import sys
from dataclasses import dataclass
from errno import EACCES, EFAULT

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
"""Flags of a file that is opened for more than reading."""

_CALLS = {
    # name: number on x86-64, and on ARM64 (None: it has no such call)
    "read": (0, 63), "readv": (19, 65), "pread64": (17, 67), "lseek": (8, 62),
    "write": (1, 64), "writev": (20, 66), "close": (3, 57), "dup": (32, 23),
    "fstat": (5, 80), "newfstatat": (262, 79), "statx": (332, 291),
    "stat": (4, None), "lstat": (6, None), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "getdents64": (217, 61),
    "getcwd": (79, 17), "readlink": (89, None), "readlinkat": (267, 78),
    "fadvise64": (221, 223), "mmap": (9, 222), "munmap": (11, 215),
    "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233), "brk": (12, 214),
    "futex": (202, 98), "restart_syscall": (219, 128), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "getcpu": (309, 168), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "gettimeofday": (96, 169), "time": (201, None),
    "getrandom": (318, 278), "getrusage": (98, 165), "sysinfo": (99, 179),
    "uname": (63, 160), "getpid": (39, 172), "gettid": (186, 178),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
"""From the kernel's tables, `asm/unistd_64.h` and `asm-generic/unistd.h`."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """What the filter must know of a kind of processor.

    Args:
        audit_arch: Its number in `linux/audit.h`.
        column: Its place in the table of calls.
        filtering: The number of the call `seccomp` itself.
        opening: Calls that open a file, and which argument holds the flags.
    """

    audit_arch: int
    column: int
    filtering: int
    opening: tuple[tuple[int, int], ...]


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 0, 317, ((2, 1), (257, 2))),
    "aarch64": _Machine(0xC00000B7, 1, 277, ((56, 2),)),
}

# linux/bpf_common.h: load a word, jump if equal, jump if any of these bits, return
_LOAD, _IF, _IF_ANY, _RETURN = 0x20, 0x15, 0x45, 0x06
# linux/seccomp.h: where the call's number, its machine and its arguments stand
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | EACCES
_MODE_FILTER, _ALL_THREADS = 1, 1
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h


def allow_only_reading() -> bool:
    """Hold this process, all its threads, to the list; other calls are refused.

    Returns:
        Whether the kernel does so: on Linux, on x86-64 and ARM64, where it has seccomp.
    """
    machine = _machine()
    if machine is None:
        return False
    code = _filter(machine)
    kept = ctypes.create_string_buffer(code, len(code))
    length = struct.calcsize("HBBI")
    program = struct.pack("HP", len(code) // length, ctypes.addressof(kept))
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done: int = libc.syscall(machine.filtering, _MODE_FILTER, _ALL_THREADS, program)
    return done == 0


def can_allow_only_reading() -> bool:
    """Tell whether the kernel would, changing nothing: no filter is at address 0."""
    if _machine() is None:
        return False
    ctypes.CDLL(None, use_errno=True).prctl(_SECCOMP, _FILTER, None)
    return ctypes.get_errno() == EFAULT


def _machine() -> _Machine | None:
    """Give what is known of this processor; a Python of 32 bits calls otherwise."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    return _MACHINES.get(platform.machine())


def _filter(machine: _Machine) -> bytes:
    """Write the list as a program of the kernel's packet filter."""
    numbers = [n for row in _CALLS.values() if (n := row[machine.column]) is not None]
    return b"".join(
        (
            _step(_LOAD, _ARCH),
            _step(_IF, machine.audit_arch, skip=1),
            _step(_RETURN, _REFUSE),
            *(_opening(number, argument) for number, argument in machine.opening),
            _step(_LOAD, _NUMBER),
            *(_step(_IF, n, over=1) + _step(_RETURN, _ALLOW) for n in numbers),
            _step(_RETURN, _REFUSE),
        )
    )


def _opening(number: int, argument: int) -> bytes:
    """Write the instructions on a call that opens a file: allowed for reading only."""
    return b"".join(
        (
            _step(_LOAD, _NUMBER),
            _step(_IF, number, over=4),
            _step(_LOAD, _ARGUMENTS + 8 * argument),
            _step(_IF_ANY, WRITING, skip=1),
            _step(_RETURN, _ALLOW),
            _step(_RETURN, _REFUSE),
        )
    )


def _step(code: int, value: int, *, skip: int = 0, over: int = 0) -> bytes:
    """Write one instruction; `skip` counts those passed over if true, `over` if not."""
    return struct.pack("HBBI", code, skip, over, value)
