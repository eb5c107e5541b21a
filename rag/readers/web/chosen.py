"""Which of a page's blocks are its article, by the text that trafilatura found.

That text itself lacks looks, captions, and on some pages headings and lists: so it only
says which of the page's own blocks count (`tests/readers/test_pages.py`).
"""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from rag.readers.plain.lines import ends_sentence, width
from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.shown import plain_words
from rag.text.asides import is_furniture

MAX_LINK_SHARE = 0.5
"""A block with more links than that is a menu."""

MIN_BLOCK_COLUMNS = 40
MIN_KNOWN_SHARE = 0.8
"""Share of a block's word triples that are in the article where the block is."""

STRANGER_WEIGHT = 0.25
"""What trafilatura leaves out between two parts of an article is mostly part of it."""

MIN_LEAD_COLUMNS = 80
"""Captions and bylines are shorter than the paragraph that leads into an article."""

_MARKER = re.compile(r"- |\d+\. ")
"""What stands before items that no list marks as such."""


def article_blocks(
    blocks: Sequence[MarkupBlock], text: str, titles: Collection[str] = ()
) -> list[MarkupBlock]:
    """Take the blocks that are in a text, and what stands between them but menus.

    Args:
        blocks: All blocks of a page.
        text: Its article as trafilatura found it.
        titles: What the title may be, as far as the page says it.

    Returns:
        The article's blocks; none if no long one is in the text.
    """
    is_in = _with_whole_tables(blocks, _found(blocks, text))
    repeats = _repeats(blocks, is_in)
    chosen = [i for i, block in enumerate(blocks) if is_in[i] and is_long(block)]
    if not chosen:
        return []
    first, last = _densest(blocks, chosen)
    homes = _homes(blocks, chosen)
    home = max(homes, key=homes.__getitem__)
    between = _kept_between(blocks, is_in, homes)
    at_home = {i for i, block in enumerate(blocks) if _is_at(home, block)}
    last = max([last, *(i for i in at_home if is_in[i] or _ends(blocks[i]))])
    # A first paragraph that is set apart in bold may not be found.
    title_row = _title_row(blocks, first, last, titles)
    ends = (
        i for i, b in enumerate(blocks) if is_in[i] and i not in repeats and _ends(b)
    )
    end = max([last, *ends])
    return [
        block
        for i, block in enumerate(blocks[: end + 1])
        if i not in repeats
        and (
            (is_in[i] and (i >= chosen[0] or block.level))
            or (first < i <= last and between[i])
            or (title_row < i < first and _leads_in(block, is_in[i], i in at_home))
            or (
                i < first
                and i in at_home
                and (is_in[i] or block.is_caption or is_long(block))
            )
        )
    ]


def _homes(blocks: Sequence[MarkupBlock], chosen: Sequence[int]) -> Counter[int]:
    """Count the characters of an article in each part of a page.

    trafilatura may leave out what stands in the part with most of them, at its top or
    end, as where only breaks part the paragraphs.
    """
    chars = Counter[int]()
    for i in chosen:
        chars[blocks[i].home] += len(blocks[i].text)
    return chars


def _kept_between(
    blocks: Sequence[MarkupBlock], is_in: Sequence[bool], homes: Collection[int]
) -> Sequence[bool]:
    """Tell of each block whether it is of an article, if it stands between two of it.

    What trafilatura leaves out in a part that holds nothing of the article is mostly a
    row of buttons, a player or a list of other articles, unless it is text, or a
    heading over what is kept.
    """
    kept = deque[bool]()
    is_under = False
    for block, is_found in zip(reversed(blocks), reversed(is_in), strict=True):
        if not block.level and not block.is_around:
            is_set = block.is_row or block.is_apart or block.is_caption
            is_text = width(block.text) >= MIN_LEAD_COLUMNS or ends_sentence(block.text)
            is_under = is_set or is_text or is_found or block.home in homes
            is_under &= not is_menu(block)
        kept.appendleft(is_under and not _is_beside(block))
    return kept


def _is_at(home: int, block: MarkupBlock) -> bool:
    """Tell whether a block stands right in that part, if it is known, and is text."""
    is_known = home > 0 and block.home == home
    return is_known and not (_is_beside(block) or is_furniture(block.text))


def is_long(block: MarkupBlock) -> bool:
    """Tell whether a block is no mere label: what is found of these is an article."""
    return width(block.text) >= MIN_BLOCK_COLUMNS


def is_menu(block: MarkupBlock) -> bool:
    """Tell whether a block is mostly links, and no heading that leads to itself."""
    is_own = block.level > 0 and block.leads > 0
    return block.link_share > MAX_LINK_SHARE and not is_own


def _found(blocks: Sequence[MarkupBlock], text: str) -> list[bool]:
    """Tell of each block whether it is in a text."""
    words = set(plain_words(text))
    # A block of one word or two is there where it is a line of its own.
    known = set(_shingles(text)).union(*map(_shingles, text.split("\n")))
    return [
        # A row has the words of its header between its own.
        words.issuperset(plain_words(block.text))
        if block.is_row
        else any(_is_known(text, known) for text in _with_signs(block))
        for block in blocks
    ]


def _with_signs(block: MarkupBlock) -> set[str]:
    """Write a block as trafilatura may, to which signs of notes are text, both ways."""
    forms = set()
    for form in ("{}", " {} "):
        text, end = "", _marker_chars(block)
        for look in sorted(block.looks, key=lambda look: look.start):
            if look.kind == "note":
                text += block.text[end : look.start] + form.format(look.detail)
                end = max(end, look.start)
        forms.add(text + block.text[end:])
    return forms


def _with_whole_tables(
    blocks: Sequence[MarkupBlock], is_in: Sequence[bool]
) -> list[bool]:
    """Add the other rows of a table of which half or more are in a text.

    trafilatura leaves out a row with a picture and its caption, and lists in cells.
    """
    tables = accumulate(not block.goes_on for block in blocks)
    whole: list[bool] = []
    for _, rows in groupby(zip(tables, is_in, strict=True), itemgetter(0)):
        known = [is_known for _, is_known in rows]
        is_found = 2 * sum(known) >= len(known)
        whole += [is_found or is_known for is_known in known]
    return whole


def _repeats(blocks: Sequence[MarkupBlock], is_in: Sequence[bool]) -> set[int]:
    """Find the long blocks that are there again, and short ones right below these.

    One that is shown stays, or the first. A heading repeats no line of a table of
    contents. Some pages hold their article several times, for screens of several sizes.
    What was found stays where its part says it again under a heading of its own.
    """
    kept: dict[tuple[str, bool], int] = {}
    each = [(block.text, block.level > 0) for block in blocks]
    for i, (key, block) in enumerate(zip(each, blocks, strict=True)):
        at = kept.setdefault(key, i)
        if blocks[at].is_around and not block.is_around:
            kept[key] = i
    repeats: set[int] = set()
    heading = -1
    for i, (key, block) in enumerate(zip(each, blocks, strict=True)):
        at = kept[key]
        if at == i:
            heading = i if block.level else heading
            continue
        is_own = is_in[i] and at < heading and 0 < block.home == blocks[at].home
        if not is_own and (is_long(block) or i - 1 in repeats):
            repeats.add(i)
    return repeats


def _densest(blocks: Sequence[MarkupBlock], chosen: Sequence[int]) -> tuple[int, int]:
    """Find the stretch of blocks that holds most of an article and least else.

    A page often repeats a headline far below, under comments and other articles.

    Args:
        blocks: All blocks of a page.
        chosen: The numbers of those that are in the article, one at least.

    Returns:
        The numbers of the first and the last block: the stretch in which the chosen
        blocks' characters, less `STRANGER_WEIGHT` times the others', are most.
    """
    best = here = float(-1)
    start, found = chosen[0], (chosen[0], chosen[0])
    is_chosen = set(chosen)
    for i, block in enumerate(blocks):
        if i in is_chosen:
            if here < 0:
                here, start = 0.0, i
            here += len(block.text)
            if here > best:
                best, found = here, (start, i)
        elif not _is_beside(block):
            here -= STRANGER_WEIGHT * len(block.text)
    return found


def _title_row(
    blocks: Sequence[MarkupBlock], first: int, last: int, titles: Collection[str]
) -> int:
    """Find the row of the title above the stretch that holds most of an article.

    It is that of the last heading of level 1 up there that may be the title, or of the
    last at all; its own first row where there is none. Where headings of the same level
    head parts of the article, what comes first may be one of these.
    """
    tops = [i for i, block in enumerate(blocks[:first]) if block.level == 1]
    named = [i for i in tops if " ".join(blocks[i].text.split()) in titles]
    is_parted = any(b.level == 1 and not _is_beside(b) for b in blocks[first:last])
    if tops and is_parted and not named:
        return tops[0] - 1
    return (named or tops or [first])[-1]


def _ends(block: MarkupBlock) -> bool:
    """Tell whether an article may end so: not by a headline that is there again."""
    is_text = block.is_row or is_long(block) or ends_sentence(block.text)
    return (is_text or _marker_chars(block) > 0) and not is_menu(block)


def _leads_in(block: MarkupBlock, is_in: bool, is_at_home: bool) -> bool:
    """Tell whether a block between title and text may be of the article.

    Items stand there in a list of what the article says, but elsewhere than in its part
    they may be buttons.
    """
    is_prose = width(block.text) >= MIN_LEAD_COLUMNS and ends_sentence(block.text)
    is_part = is_prose or block.level > 0 or (block.is_row and is_in)
    is_part |= block.is_caption or (is_at_home and _marker_chars(block) > 0)
    return is_part and not _is_beside(block)


def _is_beside(block: MarkupBlock) -> bool:
    return block.is_around or is_menu(block)


def _shingles(text: str) -> Iterator[int]:
    """Give a hash of each three words in a row; of fewer words, one of them all."""
    words = plain_words(text)
    for i in range(max(1, len(words) - 2)):
        yield hash(tuple(words[i : i + 3]))


def _marker_chars(block: MarkupBlock) -> int:
    """Count the characters of what stands before an item's words."""
    if any(look.kind == "item" for look in block.looks):
        return block.text.index(" ") + 1
    marker = _MARKER.match(block.text)
    return marker.end() if marker else 0


def _is_known(text: str, known: set[int]) -> bool:
    """Tell whether nearly all of a block's words are, in their order, in a text."""
    shingles = list(_shingles(text))
    return sum(s in known for s in shingles) >= MIN_KNOWN_SHARE * len(shingles)
