"""Lines, paragraphs and headings of a PDF, from the places and fonts of its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from rag.readers.draft import MAX_LEVEL
from rag.readers.pdf.breaks import (
    FONT_SHARE,
    MIN_OPEN_CHARS,
    groups_of,
    is_apart,
    is_new,
    next_end,
)
from rag.readers.pdf.fonts import Fonts, is_caption, is_numbered_title
from rag.readers.pdf.joining import LineJoiner
from rag.readers.pdf.marks import has_letter
from rag.readers.pdf.rows import RowText, goes_on, whole, written
from rag.readers.pdf.runs import HYPHEN, Run
from rag.readers.plain.lines import ends_sentence, is_list_item

EDGE_POINTS = 1.0
"""Lines that begin nearer to each other than this begin at one edge."""

BULLET_SIGN, LETTER_SIGN = "-", "."
"""What stands before the words of an item, and behind its letter."""

MAX_ASIDES = 500
"""So many texts of tables, figures and notes may stand amid a sentence at most."""

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*+)\.?\s+\S")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (level 0) or heading, and the lines that it was joined from.

    A table's row has the `row` that it was written from. An item has a `sign` that is
    drawn nowhere, where no line tells it: a dash for its bullet, or a full stop behind
    its letter. `turns` are where in its words further pages begin, and which. What
    repeats at the edges of pages `is_head`; what stands between a paper's title and its
    abstract, as a heading would, `is_byline`.
    """

    words: str
    level: int
    lines: tuple[Run, ...]
    row: RowText | None = None
    sign: str = ""
    turns: tuple[tuple[int, int], ...] = ()
    is_head: bool = False
    is_byline: bool = False

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
            for group in groups_of(block, fonts):
                if begun := _begun(group, above, merged, fonts):
                    begun += group
                else:
                    merged.append(group)
                above = []
    texts = (text for group in merged for text in _texts(group, fonts, joiner))
    return list(_nested(texts))


def _nested(texts: Iterable[Text]) -> Iterator[Text]:
    """Put each heading numbered "5.1" below the one numbered "5", however it looks.

    What stands below it goes down with it. In the letters of the text, as in italics,
    such a title is a heading, too.
    """
    levels: dict[str, int] = {}
    looked = moved = 0
    for text in texts:
        is_line = len(text.lines) == 1 and text.row is None
        is_title = is_line and is_numbered_title(text.words)
        number = _NUMBER.match(text.words) if text.level or is_title else None
        above = levels.get(number[1].rpartition(".")[0]) if number else None
        if above is not None and text.level:
            looked, moved = text.level, max(0, above + 1 - text.level)
        elif 0 < text.level <= looked:
            moved = 0
        level = min(text.level + moved, MAX_LEVEL) if text.level else 0
        if above is not None and not text.level:
            level = min(above + 1, MAX_LEVEL)
        if number and level:
            levels[number[1]] = level
        yield replace(text, level=level)


def _texts(group: Sequence[Run], fonts: Fonts, joiner: LineJoiner) -> Iterator[Text]:
    """Make the text of a group of lines, or those of a table's rows."""
    if group[0].table is None:
        yield _text(group, fonts.level(group), joiner)
        return
    table = whole(group)
    for row in written(table, joiner.words):
        lines = tuple(line for each in row.drawn for line in each.lines)
        yield Text(row.words, 0, lines or tuple(table.lines), row)


def _text(lines: Sequence[Run], level: int, joiner: LineJoiner) -> Text:
    """Make a text; an item's words say that it is one, as in other formats."""
    sign, words = "", joiner.words(lines)
    # A heading's bullet says nothing.
    if lines[0].is_item and not level and not is_list_item(words):
        sign = LETTER_SIGN if has_letter(lines[0]) else BULLET_SIGN
    if sign == LETTER_SIGN:
        words = f"{words[0]}{sign}{words[1:]}"
    elif sign:
        words = f"{sign} {words}"
    text = Text(words, level, tuple(lines), sign=sign)
    return replace(text, turns=tuple(_turns(text, joiner)))


def _turns(text: Text, joiner: LineJoiner) -> Iterator[tuple[int, int]]:
    """Say where in a text's words further pages begin, and which, the last first."""
    lines, place = text.lines, len(text.words)
    firsts = [n for n in range(1, len(lines)) if lines[n].page != lines[n - 1].page]
    for end, at in pairwise([len(lines), *reversed(firsts)]):
        # With the first line behind them, which is as long as alone: it may be joined.
        behind = lines[end : end + 1]
        said = joiner.words(lines[at : end + 1])
        place -= len(said) - (len(joiner.words(behind)) if behind else 0)
        yield place, lines[at].page


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
            and not is_apart(last, first, fonts)
            and not (fonts.level(begun) or fonts.level(group))
            and not is_new(last, first, first.x0, max(r.x1 for r in begun))
        ):
            return begun
    return _interrupted(merged, group, fonts)


def _interrupted(
    merged: Sequence[list[Run]], following: Sequence[Run], fonts: Fonts
) -> list[Run] | None:
    """Find the paragraph that goes on in another column or on another page.

    Between them tables, figures and notes may stand, which it goes on behind; a caption
    goes on only if no text does.
    """
    caption = None
    for at, begun in enumerate(islice(reversed(merged), MAX_ASIDES)):
        is_text = at == 0 or len(begun[-1].text) >= MIN_OPEN_CHARS
        if is_text and _goes_on(begun, following, fonts):
            if not is_caption(begun[0].text):
                return begun
            caption = caption or begun
        if not _is_aside(begun, following[0], fonts):
            break
    return caption


def _is_aside(group: Sequence[Run], text: Run, fonts: Fonts) -> bool:
    """Tell whether lines may stand amid a text: a table, a figure or a note."""
    if not fonts.is_of_body(text) or text.table:
        return False
    first = group[0]
    is_small = all(line.size < (1 - FONT_SHARE) * text.size for line in group)
    return bool(first.table or first.is_turned or is_caption(first.text) or is_small)


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
    if not (is_open and same_font) or first.is_item:
        return False
    if first.text[:1].islower():
        return not is_list_item(first.text)
    # A capital may be a name's, but each new paragraph begins with one, too.
    return _is_cut(group, following) and fonts.begins_with_name(first)


def _is_cut(group: Sequence[Run], following: Sequence[Run]) -> bool:
    """Tell whether the last line of a paragraph is full, and another one a text's."""
    last, first = group[-1], following[0]
    return (
        min(len(group), len(following)) > 1
        and len(last.text) >= MIN_OPEN_CHARS
        and (last.text[-1].isalpha() or last.text[-1] in ",-")
        and next_end(last, first) > max(line.x1 for line in group)
        and first.x0 <= min(line.x0 for line in following) + EDGE_POINTS
        and not any(is_caption(each[0].text) for each in (group, following))
    )
