"""Articles that were read when they were added, for the build that follows.

Reading takes a process of its own, and as long as all the rest of a small build.
"""

import threading
from collections import OrderedDict

from rag.types import Article

MAX_CHARS = 4_000_000
"""So much text is held, those that were read last."""

Key = tuple[str, str, str | None]
"""The hash of a file, its name, and the title that a person gave it."""


class JustRead:
    """Articles by what they were read of; safe to use from many threads."""

    def __init__(self) -> None:
        self._articles: OrderedDict[Key, Article] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: Key, article: Article) -> None:
        """Keep an article, unless it is longer than all that may be kept."""
        with self._lock:
            self._articles.pop(key, None)
            self._articles[key] = article
            while sum(len(each.text) for each in self._articles.values()) > MAX_CHARS:
                self._articles.popitem(last=False)

    def take(self, key: Key) -> Article | None:
        """Give an article away; None where it isn't kept."""
        with self._lock:
            return self._articles.pop(key, None)
