"""The articles of a generation that were read last, so that quoting reads none anew."""

import threading
from collections import OrderedDict
from collections.abc import Callable

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
        self._articles: OrderedDict[int, Article] = OrderedDict()
        self._chars = 0
        self._lock = threading.Lock()

    def article(self, number: int) -> Article:
        """Give an article, read anew only if it was not among the last."""
        with self._lock:
            # Read under the lock, so that two who ask for one article read it once.
            if number not in self._articles:
                self._articles[number] = self._read(number)
                self._chars += len(self._articles[number].text)
            self._articles.move_to_end(number)
            found = self._articles[number]
            # That may be the one just read; it is given all the same.
            while self._chars > MAX_KEPT_CHARS:
                _, oldest = self._articles.popitem(last=False)
                self._chars -= len(oldest.text)
        return found
