"""Lines of a PDF that say nothing of their own: running heads, contents, page numbers.

The first and the last repeat at the edges of pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from math import inf
from statistics import median

from rag.readers.contents import MIN_ENTRIES, named_by, words_of
from rag.readers.pdf.fonts import has_word, is_caption
from rag.readers.pdf.joining import in_lines
from rag.readers.pdf.paragraphs import Text
from rag.readers.pdf.runs import HYPHEN, Run

EDGE_ROWS = 2
"""How many rows of lines at the top and the bottom of a page can be running heads."""

MAX_HEAD_ROWS = 10
"""So many can, where they are the same, at one place, as on the page before or behind,
and parted from what follows: a letterhead. Where more are, the page is there twice."""

MIN_REPEATS = 3
MIN_REPEATED_SHARE = 0.4
"""What is at the edge of as many pages is a running head, numbers in it aside."""

MIN_AT_ONE_PLACE = 2
PLACE_POINTS = 2.0
"""So many are enough where it stands at one place, within that, smaller than the text
or apart from it, and its numbers are the same or those of the pages."""

TITLE_SIZE = 1.25
"""So many times larger than the running heads that it is like is a title, or more."""

_ARABIC = re.compile(r"\d+")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page, or all those that stand on one line there.

    How far it is from what is next to it, away from the edge, is its `gap`.
    """

    page: int
    lines: tuple[Run, ...]
    gap: float

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def key(self) -> str:
        return _key(self.text)

    def is_apart(self, usual: float) -> bool:
        """Tell whether it is not as the first or last lines of a text are."""
        size = self.size
        return size < usual or (size == usual and self.gap > size)

    def is_again(self, other: "_Edge") -> bool:
        """Tell whether this is another one, on its own page."""
        pages = other.page - self.page
        return _counts_on(self.text, other.text, pages) and self._is_at(other)

    def is_same(self, other: "_Edge") -> bool:
        """Tell whether this is another one of the same words."""
        return self.key == other.key and self.is_again(other)

    def _is_at(self, other: "_Edge") -> bool:
        """Tell whether one place is meant, for its left, right or middle."""
        (left, right, middle), (left2, right2, middle2) = (
            (
                min(line.x0 for line in each.lines),
                max(line.x1 for line in each.lines),
                each.lines[0].middle,
            )
            for each in (self, other)
        )
        shifts = (left - left2, right - right2, (left + right - left2 - right2) / 2)
        return max(abs(middle - middle2), min(map(abs, shifts))) <= PLACE_POINTS


def part_running_heads(
    pages: list[list[list[Run]]],
) -> tuple[list[list[list[Run]]], list[Text]]:
    """Part lines that repeat at the top or the bottom of pages, and page numbers.

    Args:
        pages: Blocks of lines, page by page.

    Returns:
        The same without those lines; and those that have letters and repeat nothing
        else, as a title, once each.
    """
    edges = list(_edges([_rows(*each) for each in enumerate(pages)]))
    repeats: dict[str, list[_Edge]] = {}
    for edge in edges:
        if not is_caption(edge.text):
            repeats.setdefault(edge.key, []).append(edge)
    sizes = [line.size for blocks in pages for block in blocks for line in block]
    usual = median(sizes) if sizes else 0.0
    heads = [
        head for each in repeats.values() for head in _repeated(each, len(pages), usual)
    ]
    found = {id(line) for head in heads for line in head.lines}
    kept = [[[line for line in b if id(line) not in found] for b in p] for p in pages]
    said = {_key(line.text) for blocks in kept for block in blocks for line in block}
    return kept, [
        Text(head.text.replace(HYPHEN, ""), 0, head.lines, is_head=True)
        for head in _once(sorted(heads, key=lambda head: head.page))
        if any(map(has_word, head.lines)) and head.key not in said
    ]


def _once(heads: list[_Edge]) -> Iterator[_Edge]:
    """Leave out what comes again, and what is part of a row that comes."""
    rows = {id(line) for head in heads if len(head.lines) > 1 for line in head.lines}
    seen = set()
    for head in heads:
        is_part = len(head.lines) == 1 and id(head.lines[0]) in rows
        if not is_part and head.key not in seen:
            seen.add(head.key)
            yield head


def _rows(page: int, blocks: list[list[Run]]) -> list[tuple[_Edge, _Edge]]:
    """Give what stands on each line of a page, as seen from the top, and the bottom."""
    every = (line for block in blocks for line in block if not line.table)
    rows = in_lines(sorted(every, key=lambda line: line.top))
    gaps = [
        min(line.top for line in below) - max(line.bottom for line in above)
        for above, below in pairwise(rows)
    ]
    return [
        (_Edge(page, tuple(row), below), _Edge(page, tuple(row), above))
        for row, above, below in zip(rows, [inf, *gaps], [*gaps, inf], strict=False)
    ]


def _edges(pages: Sequence[Sequence[tuple[_Edge, _Edge]]]) -> Iterator[_Edge]:
    """Give what stands at the edges of pages: each line, and rows of several."""
    tops = [[row for row, _ in page] for page in pages]
    bottoms = [[row for _, row in reversed(page)] for page in pages]
    heads, feet = list(_outer(tops)), list(_outer(bottoms))
    for page, head, foot in zip(pages, heads, feet, strict=True):
        for row in (*head, *reversed(foot[: len(page) - len(head)])):
            yield from (replace(row, lines=(line,)) for line in row.lines)
            if len(row.lines) > 1:
                yield row


def _outer(pages: Sequence[list[_Edge]]) -> Iterator[list[_Edge]]:
    """Give the rows of each page that can be running heads, from its edge inwards."""
    shared = [0, *(_shared(*pair) for pair in pairwise(pages)), 0]
    for page, *counts in zip(pages, shared, shared[1:], strict=False):
        count = max(counts)
        # A letterhead is as far from the text as its last row.
        gap = page[count - 1].gap if count > EDGE_ROWS else None
        rows = page[: max(EDGE_ROWS, count)]
        yield rows if gap is None else [replace(row, gap=gap) for row in rows]


def _shared(page: list[_Edge], following: list[_Edge]) -> int:
    """Count the rows of a letterhead that two pages have; 0 if they have none."""
    pairs = list(zip(page, following, strict=False))
    count = sum(1 for _ in takewhile(lambda pair: pair[0].is_same(pair[1]), pairs))
    if not 0 < count < min(len(page), len(following)) or count > MAX_HEAD_ROWS:
        return 0
    return count if all(row.gap > row.size for row in pairs[count - 1]) else 0


def _repeated(edges: list[_Edge], pages: int, usual: float) -> Iterator[_Edge]:
    """Give those of edges of one key that are running heads.

    Args:
        edges: What has one key, page by page.
        pages: How many pages there are.
        usual: The size of most lines.
    """
    count = len({edge.page for edge in edges})
    if count < MIN_REPEATED_SHARE * pages or count < MIN_AT_ONE_PLACE:
        return
    # In larger letters the same words are the title.
    size = TITLE_SIZE * median(edge.size for edge in edges)
    small = [edge for edge in edges if edge.size < size]
    if count >= MIN_REPEATS:
        yield from small
        return
    for pair in pairwise(small):
        if all(edge.is_apart(usual) for edge in pair) and pair[0].is_again(pair[1]):
            yield from pair


def is_again(text: str, other: str, pages: int) -> bool:
    """Tell whether a text is another one's like, so many pages further.

    Example:
        >>> is_again("Boats 16", "Boats 18", 2), is_again("Boats 16", "Boats 19", 2)
        (True, False)
    """
    return _key(text) == _key(other) and _counts_on(text, other, pages)


def _counts_on(text: str, other: str, pages: int) -> bool:
    """Tell whether the numbers of two texts are the same, or those of their pages."""
    numbers, others = (list(map(int, _ARABIC.findall(t))) for t in (text, other))
    return len(numbers) == len(others) and all(
        b - a in (0, pages) for a, b in zip(numbers, others, strict=True)
    )


def _key(text: str) -> str:
    # Page numbers, and dates, differ from page to page, and may stand apart.
    return " ".join(_DIGITS.sub(" ", text.casefold()).split())


def without_contents(
    pages: list[list[list[Run]]], texts: Sequence[Text]
) -> list[list[list[Run]]]:
    """Leave a table of contents out: headings further down, each with its page.

    Args:
        pages: Blocks of lines, page by page.
        texts: What was joined from them.

    Returns:
        The same without those lines; `pages` itself where there are none.
    """
    last = {words_of(t.words): (t.page, t.lines[0].top) for t in texts if t.level}
    every = [line for blocks in pages for block in blocks for line in block]
    listed: set[int] = set()
    for is_entry, group in groupby(every, lambda line: _is_entry(line, last)):
        entries = list(map(id, group))
        if is_entry and len(entries) >= MIN_ENTRIES:
            listed.update(entries)
    if not listed:
        return pages
    return [
        [[line for line in b if id(line) not in listed] for b in blocks]
        for blocks in pages
    ]


def _is_entry(line: Run, headings: Mapping[str, tuple[int, float]]) -> bool:
    """Tell whether a line is a heading further down, with a page number."""
    place = headings.get(named_by(line.text))
    return place is not None and (line.page, line.top) < place
