"""Lines of a PDF that say nothing of their own: running heads, contents, page numbers.

The first and the last repeat at the edges of pages.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from statistics import median

from rag.readers.pdf.fonts import has_word
from rag.readers.pdf.paragraphs import Text
from rag.readers.pdf.runs import HYPHEN, Run

EDGE_LINES = 2
"""How many lines at the top and the bottom of a page can be running heads."""

MIN_REPEATS = 3
MIN_REPEATED_SHARE = 0.4
"""A line at the edge of as many pages is a running head, numbers in it aside."""

TITLE_SIZE = 1.25
"""So many times larger than the running heads that it is like is a title, or more."""

MIN_ENTRIES = 3
"""Fewer lines in a row are no table of contents."""

_LEADERS = " .…·_"
_ON_PAGE = re.compile(rf"(?<=[{_LEADERS}])(?:\d{{1,4}}|[ivxlc]{{1,7}})$")
_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


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
    edges = [_edge_lines(blocks) for blocks in pages]
    repeats: dict[str, list[float]] = {}
    for lines in edges:
        for key, line in {_key(line): line for line in lines}.items():
            repeats.setdefault(key, []).append(line.size)
    least = max(MIN_REPEATS, MIN_REPEATED_SHARE * len(pages))
    # In larger letters the same words are the title.
    sizes = {k: TITLE_SIZE * median(v) for k, v in repeats.items() if len(v) >= least}
    kept: list[list[list[Run]]] = []
    heads: dict[str, Text] = {}
    for blocks, lines in zip(pages, edges, strict=True):
        found = {
            id(line): line for line in lines if line.size < sizes.get(_key(line), 0)
        }
        kept.append([[line for line in b if id(line) not in found] for b in blocks])
        for line in found.values():
            if has_word(line):
                text = line.text.replace(HYPHEN, "")
                heads.setdefault(_key(line), Text(text, 0, (line,)))
    said = {_key(line) for blocks in kept for block in blocks for line in block}
    return kept, [text for key, text in heads.items() if key not in said]


def _edge_lines(blocks: list[list[Run]]) -> list[Run]:
    every = (line for block in blocks for line in block if not line.table)
    lines = sorted(every, key=lambda line: line.top)
    return lines[:EDGE_LINES] + lines[EDGE_LINES:][-EDGE_LINES:]


def _key(line: Run) -> str:
    # Page numbers, and dates, differ from page to page, and may stand apart.
    return " ".join(_DIGITS.sub(" ", line.text.casefold()).split())


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
    last = {_words(t.words): (t.page, t.lines[0].top) for t in texts if t.level}
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
    page = _ON_PAGE.search(line.text)
    place = headings.get(_words(line.text[: page.start()])) if page else None
    return place is not None and (line.page, line.top) < place


def _words(text: str) -> str:
    # Numbers may have a full stop here or there, and leaders aren't always dots.
    return " ".join(_WORDS.findall(text.casefold().replace("_", " ")))
