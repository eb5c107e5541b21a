"""Drafts of formats that mark their own structure: text put together block by block."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.readers.contents import heads_contents
from rag.readers.draft import Block, Draft, check_count, clean, cleaned_looks, in_bold
from rag.readers.plain.front import stated_below
from rag.readers.plain.lines import is_body, lines
from rag.readers.plain.names import author_from_biography, authors_over_addresses
from rag.readers.plain.statements import Front, read_lead, read_statement
from rag.readers.plain.titles import MIN_TITLE_WORDS, looks_like_title
from rag.readers.tables import FIELD_SEPARATOR, Line
from rag.text.line_breaks import INDENT
from rag.types import Span, TextLook

PARAGRAPH_GAP = "\n\n"
LINE_GAP = "\n"
MAX_ABOVE = 3
"""So many lines stand over a paper's title at most: its journal, the kind of piece."""

MAX_DEPTH = 8
"""An item is indented for so many lists at most that it stands within: a page may nest
thousands."""


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
        self._looks: list[TextLook] = []
        self._front_lines: set[str] = set()
        self._clauses: set[int] = set()

    def add(
        self,
        text: str,
        *,
        level: int = 0,
        page: int | None = None,
        time_s: int | None = None,
        is_row: bool = False,
        gap: str = PARAGRAPH_GAP,
        indent: str = "",
        may_be_title: bool = True,
        looks: Iterable[TextLook] = (),
    ) -> None:
        """Add a paragraph (level 0) or a heading; one without text is left out.

        Args:
            text: Its text.
            level: 0, or the heading's level from 1 to 6.
            page: Its page, from 1.
            time_s: When it is said, in seconds from the start.
            is_row: Whether it is a table's row.
            gap: What parts it from the block above.
            indent: White space in front of it; an item's tells how deep it stands.
            may_be_title: Whether the first heading may be the title; no clause is.
            looks: How ranges of `text` look.

        Raises:
            FileTooLargeError: There are too many.
        """
        body = clean(text).strip()
        if not body:
            return
        check_count(len(self._blocks) + 1)
        looks = [*looks]
        self._append((gap if self._parts else "") + (indent or _indent(looks)))
        start = self._length
        if not may_be_title:
            self._clauses.add(start)
        self._append(body)
        self._blocks.append(Block(start, self._length, level, page, time_s, is_row))
        self._looks += cleaned_looks(looks, text, start, len(body))

    def add_table(self, lines: Iterable[Line], *, page: int | None = None) -> None:
        """Add a table as `rag.readers.tables` writes it, a row a line."""
        gap = PARAGRAPH_GAP
        for line in lines:
            self.add(line.text, page=page, is_row=True, gap=gap, looks=line.looks)
            gap = LINE_GAP

    def add_front(self, text: str) -> Span:
        """Add text that states title, author or date, before any block.

        Returns:
            The range of all such text so far.
        """
        self._append(PARAGRAPH_GAP if self._parts else "")
        self._append(clean(text))
        self._front_lines.update(map(_normal, text.split("\n")))
        return Span(0, self._length)

    def finish(self, known: Front | None = None, language: str | None = None) -> Draft:
        """Make the draft.

        Args:
            known: What the file's own metadata say; they count before what the text
                says. Their span is that of `add_front`, or None.
            language: The language as the file names it ("de-AT"), if it does.
        """
        text = "".join(self._parts)
        known = known or Front()
        stated, blocks = self._stated_at_top(text, known)
        if not known.title:
            # A standfirst between them stays a part of the text.
            stated = replace(stated_below(text, stated), span=stated.span)
        # Only the last: anywhere else a sentence of this form may be about somebody.
        last = blocks[-1] if blocks and not blocks[-1].is_row else None
        biography = author_from_biography(text[last.start :]) if last else None
        return Draft(
            text=text,
            blocks=tuple(blocks),
            title=stated.title or self._only_title(text, blocks),
            front=stated.span,
            date=stated.date,
            author=stated.author or biography,
            language=_language_code(language),
            looks=tuple(self._looks),
        )

    def plain(self) -> Draft:
        """Make the draft of a part: nothing is taken off its top."""
        return Draft("".join(self._parts), tuple(self._blocks))

    def _stated_at_top(self, text: str, known: Front) -> tuple[Front, list[Block]]:
        """Part what states title, author or date from the rest.

        Over the title of a paper's first page may stand a line of its journal.
        """
        found = self._taken_off(text, known)
        top = next((i for i, b in enumerate(self._blocks) if b.level == 1), 0)
        above = self._blocks[:top]
        is_paged = 0 < top <= MAX_ABOVE and self._blocks[top].page == 1
        if (
            not (is_paged and self._only_title(text, self._blocks))
            or found[0].span
            or any(is_body(text[b.start : b.end]) or b.is_row for b in above)
        ):
            return found
        stated, rest = self._taken_off(text, known, top)
        if not (stated.author and stated.span):
            return found
        return replace(stated, span=Span(above[0].start, stated.span.end)), rest

    def _taken_off(
        self, text: str, known: Front, top: int = 0
    ) -> tuple[Front, list[Block]]:
        """Part the blocks from a top one on that state something from the rest."""
        front = known
        tops = sum(block.level == 1 for block in self._blocks)
        # A book's first pages repeat what its metadata say.
        stated_again = filter(None, (known.title, known.author))
        self._front_lines.update(map(_normal, stated_again))
        for index, block in enumerate(self._blocks[top:], top):
            # A book has a title of its own, and its chapters are headings of level 1.
            may_be_title = (
                index == top
                and (tops == 1 or not known.title)
                and block.start not in self._clauses
            )
            # A row may begin "Author: ", and say that of anything.
            if block.is_row:
                rows = [*takewhile(lambda each: each.is_row, self._blocks[index:])]
                stated = _stated_by_rows(text, rows)
                taken = len(rows) if stated.span else 0
                return front.joined(stated), self._blocks[index + taken :]
            stated = self._stated(text, block, may_be_title, front.span is None)
            if stated.span is None:
                lead = read_lead(text[block.start : block.end], block.start)
                rest = [_after(text, block, lead), *self._blocks[index + 1 :]]
                return front.joined(lead), rest
            front = front.joined(stated)
        return front, []

    def _stated(
        self, text: str, block: Block, may_be_title: bool, is_first: bool
    ) -> Front:
        """Read a block that repeats the front, is the top heading, or states things."""
        words = text[block.start : block.end]
        if _normal(words) in self._front_lines:
            return Front(Span(block.start, block.end))
        if block.level:
            is_title = may_be_title and block.level == 1 and not heads_contents(words)
            span = Span(block.start, block.end) if is_title else None
            return Front(span, title=" ".join(words.split()) if is_title else None)
        stated = _stated_by_lines(text, block, is_first)
        if stated.span or not (may_be_title and self._is_bold_title(text, block)):
            return stated
        return Front(Span(block.start, block.end), title=" ".join(words.split()))

    def _is_bold_title(self, text: str, block: Block) -> bool:
        """Tell whether a line is bold, and what follows has no title of its own."""
        has_title = any(other.level == 1 for other in self._blocks)
        words = text[block.start : block.end]
        # A question may be the first of many.
        is_title = looks_like_title(words) and not words.endswith("?")
        is_long = is_title and len(words.split()) >= MIN_TITLE_WORDS
        is_over = is_long and not has_title and block is not self._blocks[-1]
        return is_over and block in in_bold([block], self._looks)

    def _only_title(self, text: str, blocks: list[Block]) -> str | None:
        """Take the first heading as the title if it is the only one of level 1.

        On a first page others may stand before it, as those of a column beside it.
        """
        headings = [block for block in blocks if block.level]
        tops = [block for block in headings if block.level == 1]
        if len(tops) != 1 or not (headings[0] is tops[0] or tops[0].page == 1):
            return None
        words = " ".join(text[tops[0].start : tops[0].end].split())
        is_none = tops[0].start in self._clauses or heads_contents(words)
        return None if is_none else words

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _indent(looks: Iterable[TextLook]) -> str:
    """Give the white space before an item that stands within others."""
    depths = (int(look.detail) for look in looks if look.kind == "item")
    return INDENT * min(next(depths, 0), MAX_DEPTH)


def with_metadata(
    draft: Draft,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
) -> Draft:
    """Fill what the text itself doesn't state from a file's properties.

    These come after the text, for programs write them unasked.
    """
    return replace(
        draft,
        title=draft.title or title or None,
        author=draft.author or author or None,
        date=draft.date or date or None,
    )


def _stated_by_lines(text: str, block: Block, is_first: bool) -> Front:
    """Read a paragraph whose every line states something."""
    front = Front()
    for line in lines(text[block.start : block.end]):
        row = text[block.start + line.start : block.start + line.end]
        stated = read_statement(row, block.start + line.start, is_first)
        if stated.span is None:
            return Front()
        front = front.joined(stated)
    return front


def _stated_by_rows(text: str, rows: Sequence[Block]) -> Front:
    """Read the authors of a paper that stand in columns; other tables state nothing."""
    cells = [text[row.start : row.end].split(FIELD_SEPARATOR) for row in rows]
    author = authors_over_addresses(cells)
    return (
        Front(Span(rows[0].start, rows[-1].end), author=author) if author else Front()
    )


def _after(text: str, block: Block, lead: Front) -> Block:
    if lead.span is None:
        return block
    rest = text[lead.span.end : block.end]
    start = lead.span.end + len(rest) - len(rest.lstrip())
    return replace(block, start=start)


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()


def _language_code(language: str | None) -> str | None:
    """Give the ISO 639-1 code of a language tag, if it has one.

    Example:
        >>> _language_code("de-AT")
        'de'
    """
    # Locales, which some programs write there, have an underscore.
    code = re.split("[-_]", language.strip())[0].lower() if language else ""
    return code if re.fullmatch("[a-z]{2}", code) else None
