"""The articles of a generation that were read last, so that quoting reads none anew."""

import threading
from collections.abc import Callable

from rag.library.last_ones import LastOnes
from rag.types import Article

MAX_KEPT_CHARS = 2**22
"""So much text of articles that were quoted is kept: up to 16 MiB, for which a question
need not read them again (0.3 ms for one of 36,000 characters)."""


class KeptArticles:
    """The articles that were read last; safe to use from many threads.

    Args:
        read: Reads one by its number.
    """

    def __init__(self, read: Callable[[int], Article]) -> None:
        self._read = read
        self._last = LastOnes[int, Article](MAX_KEPT_CHARS, lambda it: len(it.text))
        self._reading = threading.Lock()

    def article(self, number: int) -> Article:
        """Give an article, read anew only if it was not among the last."""
        # Read under a lock, so that two who ask for one article read it once.
        with self._reading:
            return self._last.get(number) or self._last.put(number, self._read(number))
