"""Where a paragraph of a PDF begins: what parts a line from the one above it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.readers.pdf.fonts import (
    Fonts,
    begins_bold,
    explains,
    has_label,
    is_label,
    is_numbered_title,
    is_wide,
)
from rag.readers.pdf.marks import has_letter
from rag.readers.pdf.runs import Run
from rag.readers.plain.headings import looks_like_heading
from rag.readers.plain.lines import ends_sentence, is_list_item
from rag.text.line_breaks import ITEM_SIGNS

PARAGRAPH_GAP = 1.35
"""A larger distance than this many usual ones between lines parts paragraphs."""

INDENT_EMS = 0.8
FILLED_SHARE = 0.7
"""A line that leaves more of the width unused, though the next word fits, is meant."""

FONT_SHARE = 0.08
"""Sizes that differ by more are different fonts."""

_OF_SENTENCE = re.compile(r"\(?\d{3}|\[")
"""An item's mark that may be a word of a sentence, or point to a source."""

_LABEL = re.compile(
    rf"(?:[{ITEM_SIGNS}]|\[\d{{1,3}}\]|\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*+[.)]?|[a-zA-Z][.)]))\s"
)
HANG_EMS = 1.2
"""What goes on below a label's text begins that near to where the text does, or to
where it would if all characters were equally wide."""


def groups_of(block: Sequence[Run], fonts: Fonts) -> Iterator[list[Run]]:
    """Divide the lines of a block into paragraphs and headings."""
    if not block:
        return
    left, right = min(r.x0 for r in block), max(r.x1 for r in block)
    group = [block[0]]
    for at, (above, line) in enumerate(pairwise(block)):
        is_second = len(group) == 1
        begins = (
            is_apart(above, line, fonts)
            or (
                is_new(above, line, left, right) and not (is_second and is_label(above))
            )
            or _ends_item(block, at)
            or _is_entry(group, line)
            or _is_next_row(group, line)
            or (len(group) == 1 and _is_title(above, line, right))
        )
        if begins and not (is_second and explains(above, line)):
            yield group
            group = []
        group.append(line)
    yield group


def _is_title(above: Run, line: Run, right: float) -> bool:
    """Tell whether a line has a number and a title, and had room for what is below."""
    following = line.text.split()[0]
    used = above.x1 + (len(following) + 1) * line.width / len(line.text)
    return (
        used < right - line.size
        and not following[0].islower()
        and is_numbered_title(above.text)
    )


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


def _is_next_row(group: Sequence[Run], line: Run) -> bool:
    """Tell whether a label and its value follow on a value of several lines."""
    hangs = any(
        abs(group[-1].x0 - end) <= HANG_EMS * line.size for _, end in group[0].gaps
    )
    return hangs and _are_rows(group[0], line)


def is_apart(above: Run, line: Run, fonts: Fonts) -> bool:
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


def is_new(above: Run, line: Run, left: float, right: float) -> bool:
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
