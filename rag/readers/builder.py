"""Drafts of formats that mark their own structure: text put together block by block."""

from rag.readers.draft import Block, Draft
from rag.readers.front import author_from_biography
from rag.readers.layout import lines
from rag.readers.statements import Front, read_lead, read_statement
from rag.types import Span

PARAGRAPH_GAP = "\n\n"
LINE_GAP = "\n"


class DraftBuilder:
    """Collects text and blocks, then takes the front off the top.

    Usage:
        builder = DraftBuilder()
        builder.add("Trains", level=1)
        builder.add("They are fast.")
        draft = builder.finish()
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def add(
        self,
        text: str,
        *,
        level: int = 0,
        page: int | None = None,
        gap: str = PARAGRAPH_GAP,
        indent: str = "",
    ) -> None:
        """Add a paragraph (level 0) or a heading; one without text is left out.

        Args:
            text: Its text.
            level: 0, or the heading's level from 1 to 6.
            page: Its page, from 1.
            gap: What parts it from the block above.
            indent: White space in front of it.
        """
        body = text.strip()
        if not body:
            return
        self._append((gap if self._parts else "") + indent)
        start = self._length
        self._append(body)
        self._blocks.append(Block(start, self._length, level, page))

    def add_raw(self, text: str) -> Span:
        """Add text that is no block, such as a header, and give its range."""
        start = self._length
        self._append(text)
        return Span(start, self._length)

    def finish(self, known: Front | None = None, language: str | None = None) -> Draft:
        """Make the draft.

        Args:
            known: What the file's own metadata say; they count before what the text
                says. Their span, if any, is at the top of the text.
            language: ISO 639-1 code, where the file names its language.
        """
        text = "".join(self._parts)
        known = known or Front()
        stated, blocks = _taken_off(text, self._blocks, known)
        biography = author_from_biography(text[blocks[-1].start :]) if blocks else None
        return Draft(
            text=text,
            blocks=tuple(blocks),
            title=stated.title or _only_title(text, blocks),
            front=stated.span,
            date=stated.date,
            author=stated.author or biography,
            language=language,
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _taken_off(
    text: str, blocks: list[Block], known: Front
) -> tuple[Front, list[Block]]:
    """Part the blocks at the top that state title, author or date from the others."""
    front = known
    for index, block in enumerate(blocks):
        stated = _stated(text, block, is_top=index == 0, is_first=front.span is None)
        if stated.span is None:
            lead = read_lead(text[block.start : block.end], block.start)
            rest = [_after(text, block, lead), *blocks[index + 1 :]]
            return front.joined(lead), rest
        front = front.joined(stated)
    return front, []


def _stated(text: str, block: Block, is_top: bool, is_first: bool) -> Front:
    """Read a block whose every line states something; the top heading is the title."""
    if block.level:
        title = text[block.start : block.end] if is_top and block.level == 1 else None
        span = Span(block.start, block.end) if title else None
        return Front(span, title=title and " ".join(title.split()))
    front = Front()
    for line in lines(text[block.start : block.end]):
        row = text[block.start + line.start : block.start + line.end]
        stated = read_statement(row, block.start + line.start, is_first)
        if stated.span is None:
            return Front()
        front = front.joined(stated)
    return front


def _after(text: str, block: Block, lead: Front) -> Block:
    if lead.span is None:
        return block
    rest = text[lead.span.end : block.end]
    start = lead.span.end + len(rest) - len(rest.lstrip())
    return Block(start, block.end, block.level, block.page)


def _only_title(text: str, blocks: list[Block]) -> str | None:
    """Take the first heading as the title if it is the only one of level 1."""
    tops = [block for block in blocks if block.level == 1]
    headings = [block for block in blocks if block.level]
    if len(tops) == 1 and headings[0] is tops[0]:
        return " ".join(text[tops[0].start : tops[0].end].split())
    return None
