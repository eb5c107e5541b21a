"""Links of a page: how much of a block they are, and contents, which only lead on."""

from collections.abc import Sequence
from itertools import groupby

from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.elements import Attributes

LEAST_LINKS = 3
"""Fewer links to other parts of a page may be a paragraph's."""

LEAST_SHARE = 0.75
"""Of a block of contents at least so much is links; numbers may stand before them."""


class Links:
    """Counts what of a block is links, and how many lead to other parts of the page.

    `share` is that of the last block's text, `leads` how many links to other parts of
    the page it is made of, 0 where it is more than that.

    Usage:
        links = Links()
        links.open({"href": "#eels"})
        links.write("Eels")
        links.end("Eels")  # links.share is 1.0, links.leads 1
    """

    def __init__(self) -> None:
        self.share = 0.0
        self.leads = 0
        self._chars = self._chars_within = self._count = 0
        self._is_within = False

    def open(self, attributes: Attributes) -> None:
        """Take the start of a link."""
        self._is_within = (attributes.get("href") or "").startswith("#")
        self._count += self._is_within

    def write(self, text: str) -> None:
        """Take text of it."""
        self._chars += len(text)
        self._chars_within += len(text) * self._is_within

    def end(self, text: str) -> None:
        """End a block of such a text."""
        chars = max(1, len(text))
        self.share = self._chars / chars
        self.leads = self._count * (self._chars_within >= LEAST_SHARE * chars)
        self._chars = self._chars_within = self._count = 0


def without_contents(blocks: Sequence[MarkupBlock]) -> list[MarkupBlock]:
    """Leave out contents: blocks in a row that only lead to other parts of the page.

    A heading over these alone goes with them, unless it is the first of all, which may
    be the title.
    """
    contents = set[int]()
    for is_leading, group in groupby(
        range(len(blocks)), lambda at: blocks[at].leads > 0
    ):
        rows = list(group)
        if is_leading and sum(blocks[at].leads for at in rows) >= LEAST_LINKS:
            above, below = rows[0] - 1, rows[-1] + 1
            is_over = above > 0 and 0 < _level(blocks, below) <= _level(blocks, above)
            contents.update(rows, [above] if is_over else ())
    kept = [block for at, block in enumerate(blocks) if at not in contents]
    is_text = any(not block.level for block in kept)
    return kept if is_text else list(blocks)


def _level(blocks: Sequence[MarkupBlock], at: int) -> int:
    return blocks[at].level if at < len(blocks) else 0
