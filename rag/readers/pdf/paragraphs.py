"""Lines, paragraphs and headings of a PDF, from the places and fonts of its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.readers.draft import MAX_LEVEL
from rag.readers.pdf.fonts import (
    Fonts,
    begins_bold,
    explains,
    has_label,
    is_label,
    is_wide,
)
from rag.readers.pdf.joining import LineJoiner
from rag.readers.pdf.marks import has_letter
from rag.readers.pdf.rows import RowText, goes_on, whole, written
from rag.readers.pdf.runs import HYPHEN, Run
from rag.readers.plain.headings import looks_like_heading
from rag.readers.plain.lines import ends_sentence, is_list_item
from rag.text.line_breaks import ITEM_SIGNS

PARAGRAPH_GAP = 1.35
"""A larger distance than this many usual ones between lines parts paragraphs."""

EDGE_POINTS = 1.0
"""Lines that begin nearer to each other than this begin at one edge."""

INDENT_EMS = 0.8
FILLED_SHARE = 0.7
"""A line that leaves more of the width unused, though the next word fits, is meant."""

FONT_SHARE = 0.08
"""Sizes that differ by more are different fonts."""

BULLET_SIGN, LETTER_SIGN = "-", "."
"""What stands before the words of an item, and behind its letter."""

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*+)\.?\s+\S")
_OF_SENTENCE = re.compile(r"\(?\d{3}|\[")
"""An item's mark that may be a word of a sentence, or point to a source."""

_LABEL = re.compile(
    rf"(?:[{ITEM_SIGNS}]|\[\d{{1,3}}\]|\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*+[.)]?|[a-zA-Z][.)]))\s"
)
HANG_EMS = 1.2
"""What goes on below a label's text begins that near to where the text does, or to
where it would if all characters were equally wide."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (level 0) or heading, and the lines that it was joined from.

    A table's row has the `row` that it was written from. An item has a `sign` that is
    drawn nowhere, where no line tells it: a dash for its bullet, or a full stop behind
    its letter. What repeats at the edges of pages `is_head`.
    """

    words: str
    level: int
    lines: tuple[Run, ...]
    row: RowText | None = None
    sign: str = ""
    is_head: bool = False

    @property
    def page(self) -> int:
        """The page on which it starts."""
        return self.lines[0].page


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
    fonts = Fonts(every)
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
    texts = (text for group in merged for text in _texts(group, fonts, joiner))
    return list(_nested(texts))


def _nested(texts: Iterable[Text]) -> Iterator[Text]:
    """Put each heading numbered "5.1" below the one numbered "5", however it looks.

    What stands below it goes down with it.
    """
    levels: dict[str, int] = {}
    looked = moved = 0
    for text in texts:
        number = _NUMBER.match(text.words) if text.level else None
        above = levels.get(number[1].rpartition(".")[0]) if number else None
        if above is not None:
            looked, moved = text.level, max(0, above + 1 - text.level)
        elif 0 < text.level <= looked:
            moved = 0
        level = min(text.level + moved, MAX_LEVEL) if text.level else 0
        if number:
            levels[number[1]] = level
        yield replace(text, level=level)


def _texts(group: Sequence[Run], fonts: Fonts, joiner: LineJoiner) -> Iterator[Text]:
    """Make the text of a group of lines, or those of a table's rows."""
    if group[0].table is None:
        yield _text(joiner.words(group), fonts.level(group), group)
        return
    table = whole(group)
    for row in written(table, joiner.words):
        lines = tuple(line for each in row.drawn for line in each.lines)
        yield Text(row.words, 0, lines or tuple(table.lines), row)


def _text(words: str, level: int, lines: Sequence[Run]) -> Text:
    """Make a text; an item's words say that it is one, as in other formats."""
    sign = ""
    # A heading's bullet says nothing.
    if lines[0].is_item and not level and not is_list_item(words):
        sign = LETTER_SIGN if has_letter(lines[0]) else BULLET_SIGN
    if sign == LETTER_SIGN:
        words = f"{words[0]}{sign}{words[1:]}"
    elif sign:
        words = f"{sign} {words}"
    return Text(words, level, tuple(lines), sign=sign)


def _groups(block: Sequence[Run], fonts: Fonts) -> Iterator[list[Run]]:
    """Divide the lines of a block into paragraphs and headings."""
    if not block:
        return
    left, right = min(r.x0 for r in block), max(r.x1 for r in block)
    group = [block[0]]
    for at, (above, line) in enumerate(pairwise(block)):
        is_new = (
            _is_apart(above, line, fonts)
            or (_is_new(above, line, left, right) and not is_label(group[0]))
            or _ends_item(block, at)
            or _is_entry(group, line)
        )
        if is_new and not (len(group) == 1 and explains(above, line)):
            yield group
            group = []
        group.append(line)
    yield group


def _ends_item(block: Sequence[Run], at: int) -> bool:
    """Tell whether a line ends as items do, "a; b; c.", and one beside it, too.

    In a sentence a line may end with a semicolon by chance, but hardly two in a row.
    """
    ends = [line.text.endswith(";") for line in block[max(0, at - 1) : at + 2]]
    return block[at].text.endswith(";") and sum(ends) > 1


def _is_entry(group: Sequence[Run], line: Run) -> bool:
    """Tell whether a sentence begins in bold, as the paragraph that it ends did.

    So do entries whose labels have no sign behind them.
    """
    is_alike = begins_bold(group[0]) and begins_bold(line)
    return is_alike and ends_sentence(group[-1].text)


def _is_apart(above: Run, line: Run, fonts: Fonts) -> bool:
    """Tell whether font or distance part two lines, or they are rows of a table."""
    if above.table or line.table or _are_rows(above, line):
        return True
    if abs(above.size - line.size) > FONT_SHARE * line.size:
        return True
    if above.is_bold != line.is_bold:
        bold = above if above.is_bold else line
        # A sentence may have a line that is bold throughout.
        if looks_like_heading(bold.text):
            return True
    if fonts.has_lone_lines and is_wide(above, line) and not line.text[0].islower():
        return True
    distance = line.top - above.top
    return not 0 < distance <= PARAGRAPH_GAP * fonts.leading * line.size


def _are_rows(above: Run, line: Run) -> bool:
    """Tell whether two lines have a gap below a gap, as cells do.

    Lines that are justified have wide gaps by chance, each elsewhere.
    """
    return any(
        start < other_end and other_start < end
        for start, end in above.gaps
        for other_start, other_end in line.gaps
    )


def _is_new(above: Run, line: Run, left: float, right: float) -> bool:
    """Tell whether a line begins a paragraph: an item, indented, after a short one."""
    if line.is_item:
        return True
    is_over = ends_sentence(above.text)
    if is_list_item(line.text) and (is_over or not _OF_SENTENCE.match(line.text)):
        return is_over or line.x0 <= above.x0 + 1
    indent = INDENT_EMS * line.size
    is_indented = line.x0 > left + indent and above.x0 <= left + indent
    is_indented = is_indented and not _hangs(above, line)
    char_width = line.width / len(line.text)
    # Had the next word fitted above, the break was meant.
    used = above.x1 + (len(line.text.split()[0]) + 1) * char_width
    if used < left + FILLED_SHARE * (right - left):
        return True
    has_room = used < right - line.size
    if has_label(line):
        return is_over or has_room
    return is_over and (is_indented or has_room)


def _hangs(above: Run, line: Run) -> bool:
    """Tell whether a line begins below the text of a line that has a label."""
    label = _LABEL.match(above.text)
    chars = label.end() if label else 2 * has_letter(above)
    if not chars:
        return False
    start = above.x0 + above.width * chars / len(above.text)
    if above.gaps and above.gaps[0][0] - above.x0 <= chars * above.size:
        start = above.gaps[0][1]
    return abs(line.x0 - start) <= HANG_EMS * line.size


def _begun(
    group: list[Run],
    above: Sequence[list[Run]],
    merged: Sequence[list[Run]],
    fonts: Fonts,
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


def _goes_on(group: Sequence[Run], following: Sequence[Run], fonts: Fonts) -> bool:
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
