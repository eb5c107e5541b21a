"""What Python asks of the outside, refused and noted before it happens.

Python tells an audit hook of each name that is looked up and each connection that is
opened before it is. What it can't see: connections that a library opens without Python,
and those of another interpreter in the process.
"""

import ipaddress
import sys
from typing import Any

EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""Audit events, and which of their arguments names the other side."""


def refuse_outside() -> list[str]:
    """Refuse connections that leave this machine, from now on; gives their list."""
    attempted: list[str] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and is_outside(arguments[EVENTS[event]]):
            attempted.append(f"{event} {arguments[EVENTS[event]]}")
            raise ConnectionRefusedError("nothing leaves this machine")

    sys.addaudithook(hook)
    return attempted


def is_outside(address: object) -> bool:
    """Tell whether an address or a host's name leads off this machine.

    Example:
        >>> is_outside(("127.0.0.1", 80)), is_outside("example.org")
        (False, True)
    """
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    # A path is that of a socket on this machine.
    if not isinstance(host, str) or host in ("", "localhost") or host.startswith("/"):
        return False
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        # A name: to look it up is to ask the outside already.
        return True
    # 0.0.0.0 and :: lead to this machine, too.
    return not (parsed.is_loopback or parsed.is_unspecified)
