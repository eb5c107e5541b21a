"""Numbers and bullets of OpenDocument's lists and headings.

The format is ISO/IEC 26300 (OpenDocument 1.2), part 1, 16.30 to 16.34.
"""

from dataclasses import dataclass

from rag.readers.numerals import BULLET, number_in, numeral
from rag.readers.office.xmltree import Element, attribute, local, named

OUTLINE = "outline-style"
_LEVELS = ("list-level-style-number", "outline-level-style")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is numbered; of `shown_levels` numbers the last is its own."""

    form: str
    prefix: str
    suffix: str
    start: int
    shown_levels: int


class ListNumbers:
    """Counts the items of lists that open and close, and headings.

    Args:
        parts: Where styles of lists are: a document's content and its styles.
    """

    def __init__(self, *parts: Element) -> None:
        self._styles = {
            attribute(style, "name") or "": _levels(style)
            for part in parts
            for style in named(part, "list-style")
        }
        for part in parts:
            # One style numbers all headings of a document.
            for style in named(part, OUTLINE):
                self._styles[OUTLINE] = _levels(style)
        self._counts: dict[str, dict[int, int]] = {}
        self._ended: dict[str, dict[int, int]] = {}
        self._open: list[str] = []

    @property
    def depth(self) -> int:
        """How deep in lists the list is that is open, from 0."""
        return max(0, len(self._open) - 1)

    def begin(
        self, style: str | None, goes_on: bool, earlier: str | None = None
    ) -> None:
        """Open a list, in the list that is open if any.

        Args:
            style: The name of its style, if it has one.
            goes_on: Whether it goes on with the last one of its style.
            earlier: What the list is called that it goes on with, which counts before.
        """
        # An inner list without a style of its own is in its outer list's.
        name = style or (self._open[-1] if self._open else "")
        self._open.append(name)
        if earlier in self._ended:
            self._counts[name] = dict(self._ended[earlier])
        elif not goes_on:
            self._forget(name, len(self._open))

    def end(self, called: str | None = None) -> None:
        """Close the list that was opened last, by whose name others may go on."""
        counts = self._counts.get(self._open.pop(), {})
        if called:
            self._ended[called] = dict(counts)

    def marker(self, start: str | None) -> str:
        """Count an item of the list that is open, and give what stands before it.

        Args:
            start: The number that the item itself begins anew with, if it does.
        """
        return self._next(self._open[-1], len(self._open), start, BULLET)

    def heading(self, level: int) -> str:
        """Count a heading, and give its number, "" where headings have none."""
        return self._next(OUTLINE, level, None, "")

    def _next(self, style: str, level: int, start: str | None, default: str) -> str:
        levels = self._styles.get(style, {})
        own = levels.get(level)
        if own is None:
            return default
        counts = self._counts.setdefault(style, {})
        self._forget(style, level + 1)
        counts[level] = number_in(start, counts.get(level, own.start - 1) + 1)
        # Counted, but not shown.
        if not own.form:
            return ""
        first = max(1, level - own.shown_levels + 1)
        numerals = [
            numeral(counts.get(at, levels[at].start), levels[at].form)
            for at in range(first, level + 1)
            if at in levels and levels[at].form
        ]
        return f"{own.prefix}{'.'.join(numerals)}{own.suffix}".strip()

    def _forget(self, style: str, first: int) -> None:
        counts = self._counts.get(style, {})
        for level in [level for level in counts if level >= first]:
            del counts[level]


def _levels(style: Element) -> dict[int, _Level]:
    return {
        number_in(attribute(element, "level"), 1): _Level(
            form=attribute(element, "num-format") or "",
            prefix=attribute(element, "num-prefix") or "",
            suffix=attribute(element, "num-suffix") or "",
            start=number_in(attribute(element, "start-value"), 1),
            shown_levels=number_in(attribute(element, "display-levels"), 1),
        )
        for element in style
        if local(element) in _LEVELS
    }
