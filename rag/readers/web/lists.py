"""Lists of a page, one in another: what stands before each of their items."""

import re

from rag.readers.numerals import number_in, numeral
from rag.readers.plain.lines import is_labelled
from rag.readers.web.elements import Attributes

BULLET = "- "
LEAST_LINES = 3
"""Of fewer lines that begin alike one may go on in the other."""

_PARAGRAPH_BREAK = re.compile(r"\n{2,}")


def paragraphs_of(text: str) -> list[str]:
    r"""Divide what breaks part: at empty lines, and where each line is an item.

    Items all begin with a number, or all with a label. Lines of verse or of an address
    stay together.

    Example:
        >>> paragraphs_of("2 eels\n3 herons\n9 boats")
        ['2 eels', '3 herons', '9 boats']
    """
    found: list[str] = []
    for part in _PARAGRAPH_BREAK.split(text):
        lines = part.split("\n")
        are_counted = all(line[:1].isdigit() for line in lines)
        are_items = are_counted or all(map(is_labelled, lines))
        found += lines if len(lines) >= LEAST_LINES and are_items else [part]
    return found


class Lists:
    """Counts the items of the lists that are open.

    Usage:
        lists = Lists()
        lists.begin("ol", {"start": "3", "type": "a"})
        lists.begin_item({})
        lists.take_marker()  # "c. "
        lists.end()
    """

    def __init__(self) -> None:
        # The type of each, and the number of its last item; None where it has none.
        self._open: list[tuple[str, int | None]] = []
        self._marker = ""

    @property
    def has_marker(self) -> bool:
        """Whether the text that comes is the first of an item."""
        return self._marker != ""

    @property
    def depth(self) -> int:
        """How many lists the list is in that items come of."""
        return max(0, len(self._open) - 1)

    def begin(self, tag: str, attributes: Attributes) -> None:
        """Take the start of a list, "ol" or "ul"."""
        start = number_in(attributes.get("start"), 1) - 1 if tag == "ol" else None
        self._open.append((attributes.get("type") or "1", start))

    def end(self) -> None:
        """Take the end of a list."""
        self.end_item()
        if self._open:
            self._open.pop()

    def begin_item(self, attributes: Attributes) -> None:
        """Take the start of an item."""
        form, last = self._open[-1] if self._open else ("", None)
        if last is None:
            self._marker = BULLET
            return
        number = number_in(attributes.get("value"), last + 1)
        self._open[-1] = form, number
        self._marker = f"{numeral(number, form)}. "

    def end_item(self) -> None:
        """Take the end of an item; before what follows one without text is nothing."""
        self._marker = ""

    def take_marker(self) -> str:
        """Give what is shown before the text that comes: an item's first text alone."""
        marker, self._marker = self._marker, ""
        return marker
