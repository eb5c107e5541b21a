"""What was made or read last, kept in memory so that it need not be once more."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class LastOnes(Generic[K, T]):
    """What was put in or got last, up to so much; safe to use from many threads.

    Args:
        limit: So much is kept in all.
        size_of: How much one of them is.

    Example:
        >>> words = LastOnes[int, str](9, len)
        >>> words.put(1, "Moon"), words.put(2, "Tide"), words.get(1)
        ('Moon', 'Tide', 'Moon')
        >>> words.put(3, "Sea"), words.get(2), words.take(1), words.get(1)
        ('Sea', None, 'Moon', None)
    """

    def __init__(self, limit: int, size_of: Callable[[T], int]) -> None:
        self._limit = limit
        self._size_of = size_of
        self._kept: OrderedDict[K, T] = OrderedDict()
        self._size = 0
        self._lock = threading.RLock()

    def get(self, key: K) -> T | None:
        """Give one, None where it isn't kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: K, made: T) -> T:
        """Keep one, unless it is larger than all that may be kept, and give it."""
        with self._lock:
            self._drop(key)
            self._kept[key] = made
            self._size += self._size_of(made)
            while self._size > self._limit:
                self._drop(next(iter(self._kept)))
        return made

    def made(self, key: K, make: Callable[[K], T]) -> T:
        """Give one, made unless it is kept; who asks meanwhile waits until it is."""
        with self._lock:
            kept = self.get(key)
            return self.put(key, make(key)) if kept is None else kept

    def take(self, key: K) -> T | None:
        """Give one away, None where it isn't kept."""
        with self._lock:
            return self._drop(key)

    def _drop(self, key: K) -> T | None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._size -= self._size_of(dropped)
        return dropped
