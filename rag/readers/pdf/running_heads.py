"""Running heads and page numbers of a PDF: lines that repeat at the edges of pages."""

import re
from collections import Counter

from rag.readers.pdf.paragraphs import Text, has_word
from rag.readers.pdf.runs import HYPHEN, Run

EDGE_LINES = 2
"""How many lines at the top and the bottom of a page can be running heads."""

MIN_REPEATS = 3
MIN_REPEATED_SHARE = 0.4
"""A line at the edge of as many pages is a running head, numbers in it aside."""

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


def part_running_heads(
    pages: list[list[list[Run]]],
) -> tuple[list[list[list[Run]]], list[Text]]:
    """Part lines that repeat at the top or the bottom of pages, and page numbers.

    Args:
        pages: Blocks of lines, page by page.

    Returns:
        The same without those lines; and those that have letters, once each.
    """
    edges = [_edge_lines(blocks) for blocks in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = max(MIN_REPEATS, MIN_REPEATED_SHARE * len(pages))
    kept = []
    heads: dict[str, Text] = {}
    for blocks, lines in zip(pages, edges, strict=True):
        found = {id(line): line for line in lines if counts[_key(line)] >= least}
        kept.append([[line for line in b if id(line) not in found] for b in blocks])
        for line in found.values():
            if has_word(line):
                text = line.text.replace(HYPHEN, "")
                heads.setdefault(_key(line), Text(text, 0, (line,)))
    return kept, list(heads.values())


def _edge_lines(blocks: list[list[Run]]) -> list[Run]:
    every = (line for block in blocks for line in block if not line.table)
    lines = sorted(every, key=lambda line: line.top)
    return lines[:EDGE_LINES] + lines[EDGE_LINES:][-EDGE_LINES:]


def _key(line: Run) -> str:
    # Page numbers, and dates, differ from page to page.
    return _DIGITS.sub("#", line.text.casefold())
