"""From paragraphs, rows and properties of a rich text file (RTF) to a draft."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder, with_metadata
from rag.readers.draft import Block, Draft
from rag.readers.plain.text import read_part, read_text
from rag.readers.rtf.flow import FlowParagraph, Kind
from rag.readers.rtf.looks import RtfPiece, joined
from rag.readers.tables import moved
from rag.types import TextLook


def draft_of(paragraphs: list[FlowParagraph]) -> Draft:
    """Make a draft; without styles, headings are found as in plain text."""
    # Without styles, headings can only be told by their looks.
    if not any(paragraph.level for paragraph in paragraphs):
        return _draft_by_looks(paragraphs)
    builder = DraftBuilder()
    for paragraph, gap in _with_gaps(paragraphs):
        is_row = paragraph.kind == "row"
        builder.add(
            paragraph.text,
            level=paragraph.level,
            is_row=is_row,
            gap=gap,
            looks=paragraph.looks,
        )
    return builder.finish()


def _draft_by_looks(paragraphs: list[FlowParagraph]) -> Draft:
    """Read paragraphs as plain text, but rows of tables as such."""
    parts: list[str] = []
    rows: list[Block] = []
    looks: list[TextLook] = []
    length = 0
    for paragraph, gap in _with_gaps(paragraphs, ("row",)):
        parts += [gap if parts else "", paragraph.text]
        start = length + len(parts[-2])
        length = start + len(paragraph.text)
        looks += moved(paragraph.looks, start)
        if paragraph.kind == "row":
            rows.append(Block(start, length, is_row=True))
    text = "".join(parts)
    draft = read_text(text)
    # A table's first row is no title of what is below it.
    if draft.front and paragraphs[0].kind == "row":
        draft = replace(read_part(text), title=None)
    starts = [row.start for row in rows]
    blocks = [b for b in draft.blocks if not _holds(b, starts)]
    blocks = sorted([*blocks, *rows], key=lambda block: block.start)
    return replace(draft, blocks=tuple(blocks), looks=tuple(looks))


def _holds(block: Block, starts: list[int]) -> bool:
    at = bisect_left(starts, block.start)
    return at < len(starts) and starts[at] < block.end


def _with_gaps(
    paragraphs: list[FlowParagraph], close: tuple[Kind, ...] = ("row", "item")
) -> Iterator[tuple[FlowParagraph, str]]:
    """Give paragraphs with what parts each from the one above."""
    above: Kind = "paragraph"
    for paragraph in paragraphs:
        kind = paragraph.kind
        yield paragraph, LINE_GAP if kind == above and kind in close else PARAGRAPH_GAP
        above = kind


_TEXTS = ("title", "author")


class RtfProperties:
    """Gathers what a file says of itself: title, author, and when it was made.

    `texts` has a place for what each destination holds.
    """

    def __init__(self) -> None:
        self.texts: dict[str, list[RtfPiece]] = {name: [] for name in _TEXTS}
        self.created: dict[str, int] = {}

    def added_to(self, draft: Draft) -> Draft:
        """Give a draft with them; a date that isn't whole is none."""
        title, author = (" ".join(joined(self.texts[n]).split()) for n in _TEXTS)
        year, month, day = (self.created.get(n, 0) for n in ("yr", "mo", "dy"))
        date = f"{year:04}-{month:02}-{day:02}" if year and month and day else None
        return with_metadata(draft, title=title, author=author, date=date)
