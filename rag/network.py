"""A network of a process's own, in which there is nobody else (Linux namespaces).

Whatever code asks the outside there, in Python or not, is refused by the kernel, which
also counts it.
"""

import ctypes
import os
import socket
import struct
import sys
from pathlib import Path

NEW_USER, NEW_NETWORK, NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000
"""From `linux/sched.h`; Python has names for them from 3.12 on."""

_PRIVATE_FOR_ALL = 0x40000 | 0x4000  # MS_PRIVATE and MS_REC of `linux/mount.h`
_SET_FLAGS, _UP = 0x8914, 1  # SIOCSIFFLAGS of `linux/sockios.h`, IFF_UP of `linux/if.h`

_COUNTERS = ("Ip:OutNoRoutes", "Udp:NoPorts", "Ip6OutNoRoutes", "Udp6NoPorts")
"""What asks an address outside finds no route; what asks this machine for a name
sends a datagram to a port that nobody listens on (RFC 4293, RFC 4113)."""


def leave_network(more: int = 0) -> bool:
    """Move this process, and those that it starts, to a network that leads nowhere.

    No privileges are needed, but the process must have one thread (unshare(2)).

    Args:
        more: What else it is to have of its own, as flags of `linux/sched.h`.

    Returns:
        Whether the kernel did so: some systems forbid it.
    """
    if sys.platform != "linux":
        return False
    done: int = ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK | more)
    return done == 0


def be_alone() -> bool:
    """Leave the network for one with a loopback, and the services of this machine.

    Some of those look up names for whoever asks, over sockets in /run.

    Returns:
        Whether the kernel did so; if not, the process may be left with no loopback.
    """
    user, group = os.getuid(), os.getgid()
    if not leave_network(NEW_MOUNTS):
        return False
    try:
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        _raise_loopback()
    except OSError:
        return False
    return _hide_services()


def _raise_loopback() -> None:
    import fcntl  # Windows has none

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH22x", b"lo", _UP)
        fcntl.ioctl(any_socket, _SET_FLAGS, request)


def _hide_services() -> bool:
    """Put an empty folder over /run, for this process only."""
    mount = ctypes.CDLL(None).mount
    if mount(None, b"/", None, _PRIVATE_FOR_ALL, None):
        return False
    return not Path("/run").is_dir() or mount(b"none", b"/run", b"tmpfs", 0, None) == 0


def asked_outside() -> int:
    """Count what the kernel has refused in this network since it was made.

    Returns:
        Connections and datagrams to other machines, and look-ups of names.
    """
    return sum(_counters().get(name, 0) for name in _COUNTERS)


def _counters() -> dict[str, int]:
    """Read the counters of IP and UDP: a line of names, a line of numbers; or pairs."""
    found: dict[str, int] = {}
    lines = Path("/proc/self/net/snmp").read_text().splitlines()
    for names, numbers in zip(lines[::2], lines[1::2], strict=True):
        kind, *columns = names.split()
        values = map(int, numbers.split()[1:])
        found |= {kind + name: n for name, n in zip(columns, values, strict=True)}
    newer = Path("/proc/self/net/snmp6")
    pairs = newer.read_text().split() if newer.exists() else []
    numbers6 = map(int, pairs[1::2])
    return found | dict(zip(pairs[::2], numbers6, strict=True))
