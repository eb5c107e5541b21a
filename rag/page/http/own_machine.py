"""Whether a request comes from who runs the server, at the machine that it runs on.

A page that is served to others, or through a program that passes requests on, is asked
by people who may not name a folder of it. A connection inside this machine is told by
its addresses, and on Linux by the system's list of connections, which names the user
at its other end. A program of this user may pass on what others ask (a tunnel): it says
so in a header, or names the host that they asked for.
"""

import os
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any

from rag.page.http.rules import hostname

PASSED_ON = "quotewell.passed_on"
"""What the guard notes in a request's scope where it took off such a header."""

_PROXY_HEADERS = frozenset({b"forwarded", b"via", b"x-real-ip"})
LISTS = ("/proc/net/tcp", "/proc/net/tcp6")
LOCAL, REMOTE, USER = 1, 2, 7
"""Columns of the list (Linux, Documentation/networking/proc_net_tcp.rst)."""

Address = tuple[str, int]


def is_own(scope: Mapping[str, Any]) -> bool:
    """Tell whether a request was sent by this user on this machine.

    Args:
        scope: The request, as ASGI has it.
    """
    ours, theirs = scope.get("server"), scope.get("client")
    if not ours or not theirs or not (_is_inside(ours[0]) and _is_inside(theirs[0])):
        return False
    if _is_passed_on(scope):
        return False
    lists = [Path(name) for name in LISTS if Path(name).exists()]
    if not lists:
        return True  # another system, which doesn't say
    listed = "".join(path.read_text("ascii") for path in lists)
    return user_of(listed, tuple(theirs), tuple(ours)) == os.getuid()


def user_of(listed: str, local: Address, remote: Address) -> int | None:
    """Give the id of the user who has one end of a connection, None where it isn't.

    Args:
        listed: Lines as in `/proc/net/tcp`.
        local: Address and port of that end.
        remote: Those of the other end.
    """
    wanted = {(_hex(local, wide), _hex(remote, wide)) for wide in (False, True)}
    for line in listed.splitlines():
        fields = line.split()
        if len(fields) > USER and (fields[LOCAL], fields[REMOTE]) in wanted:
            return int(fields[USER])
    return None


def _is_passed_on(scope: Mapping[str, Any]) -> bool:
    headers = dict(scope.get("headers", ()))
    host = hostname(headers.get(b"host", b"").decode("latin1")).strip("[]")
    is_named_here = host == "localhost" or _is_inside(host)
    has_passed = scope.get(PASSED_ON) or not headers.keys().isdisjoint(_PROXY_HEADERS)
    return bool(has_passed or not is_named_here)


def _is_inside(host: str) -> bool:
    try:
        return bool(_plain(host).is_loopback)
    except ValueError:
        return False


def _plain(host: str) -> Any:  # noqa: ANN401 - an address of either version
    """Read an address; one of version 4 may be written in version 6."""
    address = ip_address(host)
    return getattr(address, "ipv4_mapped", None) or address


def _hex(address: Address, wide: bool) -> str:
    """Write an address as the list does: words of four bytes, each backwards.

    >>> _hex(("127.0.0.1", 7860), False)
    '0100007F:1EB4'
    """
    host = _plain(address[0])
    if wide and host.version == 4:
        host = IPv6Address(f"::ffff:{host}")
    packed = host.packed
    words = (packed[at : at + 4][::-1].hex() for at in range(0, len(packed), 4))
    return f"{''.join(words).upper()}:{address[1]:04X}"
