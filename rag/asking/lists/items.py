"""Where the items of a list begin and end in an article, and which stand within one."""

import re
from collections.abc import Sequence
from itertools import takewhile

from rag.readers.plain.lines import is_list_item
from rag.text.line_breaks import INDENT
from rag.types import Article, Paragraph

MOST_ITEMS = 40
"""Of a longer list those are quoted that are like the question."""

MOST_BETWEEN = 3
"""So many paragraphs may stand between one step and the next."""

_NUMBERED = re.compile(r"\W*(?P<number>\d{1,3})(?:[.)]\s|[、．）])")


def is_numbered(item: str) -> bool:
    """Tell whether an item is counted, as steps are.

    >>> is_numbered("1. Wax it."), is_numbered("- Wax it.")
    (True, False)
    """
    return _NUMBERED.match(item) is not None


class ListItems:
    """The items of an article's lists, and the rows of its tables."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def at(self, own: Paragraph) -> list[Paragraph]:
        """List the items, or rows, beside one, or behind what stands before them.

        Args:
            own: A paragraph of the article. With an item go those within it.

        Returns:
            At most `MOST_ITEMS`: none of a list that is longer, or where none is.
        """
        every, number = self._article.paragraphs, own.number
        is_item = own.is_row or self._is_item(own)
        depth = self._depth(own if is_item else every[min(number, len(every) - 1)])

        def goes_on(other: Paragraph) -> bool:
            if other.is_row != own.is_row or other.section != own.section:
                return False
            is_like = self._is_item(other) and self._depth(other) >= depth
            return own.is_row or is_like

        near = slice(max(number - 1 - MOST_ITEMS, 0), number - 1)
        before = [*takewhile(goes_on, reversed(every[near]))] if is_item else []
        after = [*takewhile(goes_on, every[number : number + MOST_ITEMS + 1])]
        items = [*reversed(before), own, *after] if is_item else after
        over = self.over(own) if items == [own] else None
        if over:  # the only one within it
            return self.at(over)
        items = self._with_other_steps(items)
        return items if len(items) <= MOST_ITEMS else []

    def _is_item(self, paragraph: Paragraph) -> bool:
        return is_list_item(self._text(paragraph))

    def _depth(self, paragraph: Paragraph) -> int:
        """Tell within how many lists an item stands, by where in its line it begins."""
        line = self._article.text.rfind("\n", 0, paragraph.start) + 1
        return (paragraph.start - line) // len(INDENT)

    def over(self, first: Paragraph) -> Paragraph | None:
        """Give the item that a list stands within, by the first one of that list."""
        over = self._article.paragraph(first.number - 1)
        if over is None or over.section != first.section:
            return None
        are_items = self._is_item(over) and self._is_item(first)
        return over if are_items and self._depth(first) > self._depth(over) else None

    def _with_other_steps(self, items: list[Paragraph]) -> list[Paragraph]:
        """Take in the steps before and behind that an explanation parts from these."""
        every = self._article.paragraphs
        while items and len(items) <= MOST_ITEMS:
            first, last = items[0], items[-1]
            before = every[max(first.number - 2 - MOST_BETWEEN, 0) : first.number - 1]
            behind = every[last.number : last.number + MOST_BETWEEN + 1]
            further = self._up_to(behind, self._step(last) + 1, last.section)
            earlier = self._up_to(before[::-1], self._step(first) - 1, first.section)
            if not further and not earlier:
                break
            items = [*earlier[::-1], *items, *further]
        return items

    def _up_to(
        self, near: Sequence[Paragraph], step: int, section: str | None
    ) -> Sequence[Paragraph]:
        """Give the paragraphs up to a step, none where it isn't among them."""
        if step < 1:
            return ()
        steps = (
            place
            for place, each in enumerate(near, 1)
            if self._step(each) == step and each.section == section
        )
        return near[: next(steps, 0)]

    def _step(self, paragraph: Paragraph) -> int:
        """Give the number that an item has, -1 for any other paragraph."""
        found = _NUMBERED.match(self._text(paragraph))
        return int(found["number"]) if found else -1

    def _text(self, paragraph: Paragraph) -> str:
        return self._article.text[paragraph.start : paragraph.end]
