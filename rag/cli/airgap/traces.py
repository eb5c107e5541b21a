"""What strace wrote: which addresses off this machine a program asked."""

import re

from rag.cli.airgap.python_events import is_outside

CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
"""The system calls that name another side, as an argument of strace."""

_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_SERVICE = re.compile(r'sun_path="(/(?:var/)?run/[^"]+)"\}.* = 0$')
"""A service of this machine that was there, such as one that looks up names."""


def outside_in(trace: str) -> tuple[str, ...]:
    r"""List the addresses and the services that were asked, each once.

    Args:
        trace: Lines of strace, made with `CALLS`.

    Example:
        >>> outside_in('7 connect(3, {sin_addr=inet_addr("192.0.2.1")}, 16) = 0\n')
        ('192.0.2.1',)
    """
    found: dict[str, None] = {}
    for line in trace.splitlines():
        for older, newer in _ADDRESS.findall(line):
            if is_outside((older or newer, 0)):
                found[older or newer] = None
        if service := _SERVICE.search(line):
            found[service[1]] = None
    return tuple(found)
