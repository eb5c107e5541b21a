"""How often a wrong password may be tried: a few times, then ever more slowly."""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 5
LONGEST_WAIT_S = 900.0
MAX_ADDRESSES = 10_000
"""So many addresses are remembered; the one that tried longest ago is forgotten."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong tries from one address, and when the next one may be made."""

    count: int
    until_s: float


def wait_after(failures: int) -> float:
    """Give the seconds to wait after so many wrong tries in a row.

    The wait doubles with each try over the free ones, up to a quarter of an hour.

    Example:
        >>> wait_after(4), wait_after(5), wait_after(8), wait_after(99)
        (0.0, 1.0, 8.0, 900.0)
    """
    if failures < FREE_TRIES:
        return 0.0
    return min(2.0 ** min(failures - FREE_TRIES, 30), LONGEST_WAIT_S)


def neighbourhood(address: str) -> str:
    """Name what counts as one address: an IPv6 host may have a whole /64 of them.

    Example:
        >>> neighbourhood("192.0.2.7"), neighbourhood("2001:db8::1:2:3")
        ('192.0.2.7', '2001:db8::/64')
        >>> neighbourhood("::ffff:192.0.2.7")  # as a socket of both kinds names it
        '192.0.2.7'
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))


class Attempts:
    """Counts wrong tries by address.

    Args:
        clock: Gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, Failures] = {}

    def wait_s(self, address: str) -> float:
        """Give the seconds until an address may try again, 0 if it may now."""
        known = self._failures.get(neighbourhood(address))
        return max(0.0, known.until_s - self._clock()) if known else 0.0

    def failed(self, address: str) -> None:
        """Count a wrong try."""
        name = neighbourhood(address)
        before = self._failures.pop(name, None)
        count = before.count + 1 if before else 1
        self._failures[name] = Failures(count, self._clock() + wait_after(count))
        if len(self._failures) > MAX_ADDRESSES:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, address: str) -> None:
        """Forget an address's wrong tries."""
        self._failures.pop(neighbourhood(address), None)
