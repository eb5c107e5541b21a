"""Lines, paragraphs and headings of a PDF, from the places and fonts of its text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from rag.readers.draft import MAX_LEVEL
from rag.readers.pdf.joining import LineJoiner
from rag.readers.pdf.rows import RowText, goes_on, whole, written
from rag.readers.pdf.runs import HYPHEN, Run
from rag.readers.plain.headings import looks_like_heading
from rag.readers.plain.lines import ends_sentence, is_list_item

HEADING_SIZE = 1.12
"""How much larger than the body's a heading's font is, at least."""

MAX_HEADING_CHARS = 200

PARAGRAPH_GAP = 1.35
"""A larger distance than this many usual ones between lines parts paragraphs."""

MIN_LONE_LINES = 5
WIDE_EMS = 1.7
"""Lines farther from each other may be items of a list whose bullets are drawn."""

EDGE_POINTS = 1.0
"""Lines that begin nearer to each other than this begin at one edge."""

INDENT_EMS = 0.8
FILLED_SHARE = 0.7
"""A line that leaves more of the width unused, though the next word fits, is meant."""

FONT_SHARE = 0.08
"""Sizes that differ by more are different fonts."""

_HIGH = re.compile(r"\(?\d{3}")
_ROMAN = re.compile(r"[IVX]+\.\s+[A-Z]")
_NAMED = re.compile(
    r"abstract|acknowledge?ments?|appendix|bibliography|conclusions?|references",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (level 0) or heading, and the lines that it was joined from.

    A table's row has the `row` that it was written from.
    """

    words: str
    level: int
    lines: tuple[Run, ...]
    row: RowText | None = None

    @property
    def page(self) -> int:
        """The page on which it starts."""
        return self.lines[0].page


def has_word(line: Run) -> bool:
    """Tell whether a line has more than numbers and signs."""
    return _LETTERS.search(line.text) is not None


def texts_of(pages: list[list[list[Run]]]) -> list[Text]:
    """Join lines into paragraphs and headings, across columns and pages.

    Args:
        pages: Blocks of lines, page by page.

    Returns:
        Paragraphs and headings in reading order, words divided at line ends joined.
    """
    every = [line for blocks in pages for block in blocks for line in block]
    if not every:
        return []
    fonts = _Fonts(every)
    joiner = LineJoiner(every)
    merged: list[list[Run]] = []
    for blocks in pages:
        on_page = len(merged)
        for block in blocks:
            above = merged[on_page:]
            for group in _groups(block, fonts):
                if begun := _begun(group, above, merged, fonts):
                    begun += group
                else:
                    merged.append(group)
                above = []
    return [text for group in merged for text in _texts(group, fonts, joiner)]


def _texts(group: Sequence[Run], fonts: "_Fonts", joiner: LineJoiner) -> Iterator[Text]:
    """Make the text of a group of lines, or those of a table's rows."""
    if group[0].table is None:
        yield Text(joiner.words(group), fonts.level(group), tuple(group))
        return
    table = whole(group)
    for row in written(table, joiner.words):
        lines = tuple(line for each in row.drawn for line in each.lines)
        yield Text(row.words, 0, lines or tuple(table.lines), row)


class _Fonts:
    """What is usual in a document: the body's font, the distance of its lines."""

    def __init__(self, lines: Sequence[Run]) -> None:
        chars: Counter[float] = Counter()
        bold_chars = 0
        for line in lines:
            chars[_rounded(line.size)] += len(line.text)
            bold_chars += len(line.text) * line.is_bold
        self.body_size = max(chars, key=chars.__getitem__)
        self.is_body_bold = bold_chars > sum(chars.values()) / 2
        large = {_rounded(line.size) for line in lines if self._is_large(line)}
        self._levels = {
            size: min(rank, MAX_LEVEL)
            for rank, size in enumerate(sorted(large, reverse=True), 1)
        }
        distances = [
            (line.top - above.top) / line.size
            for above, line in pairwise(lines)
            if above.page == line.page and above.top < line.top
        ]
        # Most lines stand within paragraphs, so the median is the distance there.
        self.leading = median(distances) if distances else inf
        self.has_lone_lines = self._has_lone_lines(lines)

    def _has_lone_lines(self, lines: Sequence[Run]) -> bool:
        """Tell whether lines far below others begin anew, as on slides.

        In a typescript most go on with a sentence, in small letters.
        """
        below = [line for above, line in pairwise(lines) if _is_wide(above, line)]
        small = sum(line.text[0].islower() for line in below)
        return len(below) >= MIN_LONE_LINES and 2 * small < len(below)

    def _is_large(self, line: Run) -> bool:
        return (
            line.size >= HEADING_SIZE * self.body_size
            and len(line.text) <= MAX_HEADING_CHARS
            and has_word(line)
        )

    def level(self, group: Sequence[Run]) -> int:
        """Give the level of a heading, 0 of a paragraph.

        It is large, or short and bold, numbered in Roman figures or one that every
        paper has.
        """
        # A paragraph may have thousands of lines, and is asked at each.
        if len(group) > MAX_HEADING_CHARS:
            return 0
        text = " ".join(line.text for line in group)
        # A numbered heading begins as an item does, but ends without a full stop.
        is_item = is_list_item(text) and ends_sentence(text)
        if len(text) > MAX_HEADING_CHARS or is_item:
            return 0
        if all(map(self._is_large, group)):
            return self._levels[_rounded(group[0].size)]
        # Where all is bold, bold tells nothing.
        is_bold = not self.is_body_bold and all(line.is_bold for line in group)
        is_named = _ROMAN.match(text) or _NAMED.fullmatch(text)
        is_heading = (is_bold or is_named) and looks_like_heading(text)
        return min(len(self._levels) + 1, MAX_LEVEL) if is_heading else 0


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def _groups(block: Sequence[Run], fonts: _Fonts) -> Iterator[list[Run]]:
    """Divide the lines of a block into paragraphs and headings."""
    if not block:
        return
    left, right = min(r.x0 for r in block), max(r.x1 for r in block)
    group = [block[0]]
    for above, line in pairwise(block):
        if _is_apart(above, line, fonts) or _is_new(above, line, left, right):
            yield group
            group = []
        group.append(line)
    yield group


def _is_wide(above: Run, line: Run) -> bool:
    """Tell whether a line stands as far below another as in double spacing."""
    return above.page == line.page and line.top - above.top > WIDE_EMS * line.size


def _is_apart(above: Run, line: Run, fonts: _Fonts) -> bool:
    """Tell whether font or distance part two lines, or they are rows of a table."""
    if above.table or line.table or (above.pieces > 1 and line.pieces > 1):
        return True
    if abs(above.size - line.size) > FONT_SHARE * line.size:
        return True
    if above.is_bold != line.is_bold:
        bold = above if above.is_bold else line
        # A sentence may have a line that is bold throughout.
        if looks_like_heading(bold.text):
            return True
    if fonts.has_lone_lines and _is_wide(above, line) and not line.text[0].islower():
        return True
    distance = line.top - above.top
    return not 0 < distance <= PARAGRAPH_GAP * fonts.leading * line.size


def _is_new(above: Run, line: Run, left: float, right: float) -> bool:
    """Tell whether a line begins a paragraph: an item, indented, after a short one."""
    if line.is_item:
        return True
    is_over = ends_sentence(above.text)
    # Amid a sentence so high a number is one of its words.
    if is_list_item(line.text) and (is_over or not _HIGH.match(line.text)):
        return is_over or line.x0 <= above.x0 + 1
    indent = INDENT_EMS * line.size
    is_indented = line.x0 > left + indent and above.x0 <= left + indent
    char_width = line.width / len(line.text)
    # Had the next word fitted above, the break was meant.
    used = above.x1 + (len(line.text.split()[0]) + 1) * char_width
    if used < left + FILLED_SHARE * (right - left):
        return True
    return is_over and (is_indented or used < right - line.size)


def _begun(
    group: list[Run],
    above: Sequence[list[Run]],
    merged: Sequence[list[Run]],
    fonts: _Fonts,
) -> list[Run] | None:
    """Find the paragraph that lines go on with, if any.

    It may stand right above their block: what flows around a box is a column beside
    it, and below it lines over two columns, which are read behind the box.
    """
    first = group[0]
    for begun in above:
        last = begun[-1]
        if (
            abs(first.x0 - last.x0) <= EDGE_POINTS
            and not _is_apart(last, first, fonts)
            and not (fonts.level(begun) or fonts.level(group))
            and not _is_new(last, first, first.x0, max(r.x1 for r in begun))
        ):
            return begun
    return merged[-1] if merged and _goes_on(merged[-1], group, fonts) else None


def _goes_on(group: Sequence[Run], following: Sequence[Run], fonts: _Fonts) -> bool:
    """Tell whether a paragraph goes on in another column or on another page."""
    last, first = group[-1], following[0]
    if last.table or first.table:
        return goes_on(last, first)
    is_elsewhere = last.page != first.page or first.top < last.top
    if not is_elsewhere or fonts.level(group) or fonts.level(following):
        return False
    is_open = not ends_sentence(last.text) or last.text.endswith((HYPHEN, "-"))
    same_font = abs(last.size - first.size) <= FONT_SHARE * first.size
    # A capital may be a name's, but each new paragraph begins with one, too.
    is_begun = first.is_item or not first.text[:1].islower()
    return is_open and same_font and not is_begun
