"""How often a wrong password may be tried: a few times, then ever more slowly.

It is counted for each address, and for all strangers together: whoever has many
addresses gains nothing by them. Who gave the right password before, from an address or
with a browser, is no stranger and has a count of their own. A stranger with the right
password waits like all others: to let it in is to tell it from the wrong ones, and then
nobody who guesses would wait.
"""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 5
LONGEST_WAIT_S = 900.0
MAX_ADDRESSES = 10_000
"""So many addresses are remembered; the one that tried longest ago is forgotten."""

SHARED_TRIES = 50
SHARED_WAIT_S = 30.0
"""Strangers have so many wrong tries together, and another one after each such wait."""

THIS_MACHINE = "this machine"


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
    # 2.0 ** 1024 is an error, not a number.
    return min(2.0 ** min(failures - FREE_TRIES, 30), LONGEST_WAIT_S)


def neighbourhood(address: str) -> str:
    """Name what counts as one address: an IPv6 host may have a whole /64 of them.

    Example:
        >>> neighbourhood("192.0.2.7"), neighbourhood("2001:db8::1:2:3")
        ('192.0.2.7', '2001:db8::/64')
        >>> neighbourhood("::ffff:192.0.2.7")  # as a socket of both kinds names it
        '192.0.2.7'
        >>> neighbourhood("127.3.2.1"), neighbourhood("::1")
        ('this machine', 'this machine')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6 and parsed.ipv4_mapped:
        return neighbourhood(str(parsed.ipv4_mapped))
    if parsed.is_loopback:
        return THIS_MACHINE
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))


class Shared:
    """The wrong tries that all strangers have together: a bucket that leaks.

    Args:
        clock: Gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._spent = 0.0
        self._spent_at = clock()

    def wait_s(self) -> float:
        """Give the seconds until there is another try, 0 if there is one now."""
        return max(0.0, self._left() + 1 - SHARED_TRIES) * SHARED_WAIT_S

    def spend(self) -> None:
        """Take a try; one is given back after each wait."""
        self._spent = min(self._left() + 1, SHARED_TRIES)
        self._spent_at = self._clock()

    def _left(self) -> float:
        """Give how many of those spent aren't given back yet."""
        return max(0.0, self._spent - (self._clock() - self._spent_at) / SHARED_WAIT_S)


class Attempts:
    """Counts wrong tries by whoever makes them.

    A name is that of an address's neighbourhood, or of a browser that got one when it
    gave the right password.

    Args:
        clock: Gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, Failures] = {}
        self._known: dict[str, None] = {}
        self._shared = Shared(clock)

    def knows(self, name: str) -> bool:
        """Tell whether the right password came from there before."""
        return name in self._known

    def wait_s(self, name: str) -> float:
        """Give the seconds until the next try, 0 if it may be made now."""
        failures = self._failures.get(name)
        own = max(0.0, failures.until_s - self._clock()) if failures else 0.0
        return own if self.knows(name) else max(own, self._shared.wait_s())

    def failed(self, name: str) -> None:
        """Count a wrong try."""
        # Put in again, it is the last that will be forgotten.
        before = self._failures.pop(name, None)
        count = before.count + 1 if before else 1
        self._failures[name] = Failures(count, self._clock() + wait_after(count))
        if len(self._failures) > MAX_ADDRESSES:
            del self._failures[next(iter(self._failures))]
        if not self.knows(name):
            self._shared.spend()

    def succeeded(self, name: str) -> None:
        """Forget the wrong tries, and remember that the right one came from there."""
        self._failures.pop(name, None)
        # Who signs in often stays known.
        self._known.pop(name, None)
        self._known[name] = None
        if len(self._known) > MAX_ADDRESSES:
            del self._known[next(iter(self._known))]
