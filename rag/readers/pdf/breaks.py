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
from rag.readers.plain.lines import ends_sentence, is_list_item, width
from rag.text.line_breaks import ITEM_SIGNS

PARAGRAPH_GAP = 1.35
"""A larger distance than this many usual ones between lines parts paragraphs."""

INDENT_EMS = 0.8
FILLED_SHARE = 0.7
"""A line that leaves more of the width unused, though the next word fits, is meant."""

MIN_OPEN_CHARS = 20
"""A shorter line breaks off no sentence: it is an item, a label, or of an address."""

MAX_PITCH_EMS = 3.0
"""Lines further from each other are of no paragraph, however far others are."""

MAX_LACKING = 2.5
"""Of characters of a full line in Chinese or Japanese: none begins with a full stop."""

FONT_SHARE = 0.08
"""Sizes that differ by more are different fonts."""

_OF_SENTENCE = re.compile(r"\(?\d{3}|\[")
"""An item's mark that may be a word of a sentence, or point to a source."""

_COMMA = re.compile(r"[,;]\W*$")
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
            is_apart(above, line, fonts, _pitch(block, at, right))
            or (
                is_new(above, line, left, right) and not (is_second and is_label(above))
            )
            or _ends_item(block, at)
            or _is_entry(group, line)
            or _is_next_row(group, line)
            or (is_second and _is_title(above, line, right))
        )
        if begins and not (is_second and explains(above, line)):
            yield group
            group = []
        group.append(line)
    yield group


def _pitch(block: Sequence[Run], at: int, right: float) -> float:
    """Give the distance of the lines around two, if the first of these is full.

    A document may have text in wider lines than its most; 0 elsewhere.
    """
    above, line = block[at : at + 2]
    around = block[max(0, at - 1) : at + 3]
    pitches = [below.top - one.top for one, below in pairwise(around) if one != above]
    near = min((pitch for pitch in pitches if pitch > 0), default=0.0)
    is_full = next_end(above, line) >= right - line.size
    return near if is_full and near <= MAX_PITCH_EMS * line.size else 0.0


def next_end(above: Run, line: Run) -> float:
    """Tell where the first word of a line would end behind the line above it.

    Args:
        above: A line.
        line: The one that is read behind it.
    """
    # Chinese and Japanese lines break behind any character.
    chars = 1 if width(line.text[0]) == 2 else len(line.text.split()[0]) + 1
    return above.x1 + chars * line.width / len(line.text)


def _flows(above: Run, line: Run) -> bool:
    """Tell whether a line goes on with a sentence that had no room above.

    The room may be less than that of most lines, as beside a picture.
    """
    is_open = len(above.text) >= MIN_OPEN_CHARS and not ends_sentence(above.text)
    return is_open and line.text[0].islower() and next_end(above, line) > line.x1


def _is_title(above: Run, line: Run, right: float) -> bool:
    """Tell whether a line has a number and a title, and had room for what is below."""
    return (
        next_end(above, line) < right - line.size
        and not line.text[0].islower()
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


def is_apart(above: Run, line: Run, fonts: Fonts, pitch: float = 0.0) -> bool:
    """Tell whether font or distance part two lines, or they are rows of a table.

    Args:
        above: A line.
        line: The one below it.
        fonts: What is usual in their document.
        pitch: How far from each other lines are where these stand, in points.
    """
    if above.table or line.table or _are_rows(above, line):
        return True
    if abs(above.size - line.size) > FONT_SHARE * line.size:
        return True
    if above.is_bold != line.is_bold:
        bold = above if above.is_bold else line
        # A sentence may have a line that is bold throughout, or begin in bold.
        is_within = has_label(above) or _flows(above, line)
        if looks_like_heading(bold.text) and not is_within:
            return True
    if fonts.has_lone_lines and is_wide(above, line) and not line.text[0].islower():
        return True
    distance = line.top - above.top
    return not 0 < distance <= PARAGRAPH_GAP * max(fonts.leading * line.size, pitch)


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
    if _is_meant(above, line, left, right):
        return True
    has_room = next_end(above, line) < right - line.size
    if has_label(line):
        return is_over or has_room
    is_indented = _is_indented(line, left) and not _is_indented(above, left)
    return is_over and (has_room or (is_indented and not _hangs(above, line)))


def _is_meant(above: Run, line: Run, left: float, right: float) -> bool:
    """Tell whether a line is shorter than it had to be, whatever it ends with."""
    used = next_end(above, line)
    if used < left + FILLED_SHARE * (right - left) and not _flows(above, line):
        return True
    if width(line.text[0]) == 2:
        return above.pieces > 2 or above.x1 < right - MAX_LACKING * line.size
    # A heading in the letters of the text, and the first line of a paragraph.
    is_full = line.x1 > right - line.size and line.text[0].isupper()
    is_elsewhere = abs(above.x0 - line.x0) > INDENT_EMS * line.size
    is_elsewhere = is_elsewhere and not _COMMA.search(above.text)
    is_first = is_full and is_elsewhere and _is_indented(line, left)
    return is_first and used < right - line.size and not _hangs(above, line)


def _is_indented(line: Run, left: float) -> bool:
    return line.x0 > left + INDENT_EMS * line.size


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
