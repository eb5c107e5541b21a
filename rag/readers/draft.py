"""What a reader finds in a file, and how it becomes an article."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from rag.errors import FileTooLargeError
from rag.readers.contents import listed
from rag.readers.naming import slug, title_from_name
from rag.readers.plain.headings import (
    BARE_LEVEL,
    MAX_HEADING_WORDS,
    looks_like_heading,
)
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.types import Article, Heading, Paragraph, Span, TextLook

MAX_SLUG_CHARS = 48
HASH_CHARS = 12
MAX_LEVEL = 6
MAX_TITLE_CHARS = 500
MAX_BLOCKS = 50_000
"""So many paragraphs, headings and rows has a file at most. Each
may become a passage, and each passage is encoded."""

MAX_HEADING_CHARS = 300
"""What is longer is no heading: each paragraph below it would carry it along."""


_PROGRAMS_VALUE = re.compile(
    r"[A-Z]+\(0x[0-9a-f]+\)|\[object \w+\]|<.* at 0x[0-9a-f]+>|undefined",
    re.IGNORECASE,
)
"""What programs write by mistake for a list or an object of theirs."""

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_NOBODY = re.compile(
    r"(?:\W|\d)*|null|none|nan|n/a|unknown|(?:your|user) ?name|author"
    r"|admin(?:istrator)?|owner|(?:ie|microsoft |windows )?user|utilisateur|benutzer"
    r"|usuario|dell|微软用户",
    re.IGNORECASE,
)

_QUOTED_FIRST = re.compile(r"\A[\"“„‘«「『]([^\"“”’«»」』]+)[\"“”’»」』](?=\s*\w)")


def clean(text: str) -> str:
    """Drop what no text holds: control characters, and halves of surrogate pairs."""
    return _NOT_TEXT.sub("", text)


def check_count(count: int) -> None:
    """Refuse a file that holds too much to be an article.

    Args:
        count: How many paragraphs, headings and rows it has, as far as it was read.

    Raises:
        FileTooLargeError: They are more than `MAX_BLOCKS`.
    """
    if count > MAX_BLOCKS:
        raise FileTooLargeError(
            f"holds more than {MAX_BLOCKS:,} paragraphs or rows of a table: divide it, "
            "or add only the part that is asked about"
        )


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`level` 0) or a heading (`level` 1 to 6) in a draft's text.

    `time_s` and `is_row` are a `Paragraph`'s.
    """

    start: int
    end: int
    level: int = 0
    page: int | None = None
    time_s: int | None = None
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its reader understood it: text, blocks in order, and metadata.

    `front` is the range at the top of the text that states title, author or date; no
    block lies in it. `looks` say how parts of the text look in the file; `unread` are
    the pages, from 1, that only OCR can read.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    front: Span | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    looks: tuple[TextLook, ...] = ()
    unread: tuple[int, ...] = ()


def without_typing(draft: Draft) -> Draft:
    """Take no code from a typescript: where most is monospaced, that says nothing."""
    typed = [look for look in draft.looks if look.kind in ("code", "listing")]
    if 2 * sum(look.end - look.start for look in typed) <= len(draft.text):
        return draft
    return replace(draft, looks=tuple(k for k in draft.looks if k not in set(typed)))


def article_from_draft(
    draft: Draft, data: bytes, name: str, title: str | None, language: str
) -> Article:
    """Number the paragraphs of a draft, and name the article.

    Args:
        draft: What the reader found.
        data: The file, whose hash makes the id.
        name: The file's name, which stands in where there is no title.
        title: A title to use instead of the one found.
        language: ISO 639-1 code of the text.

    Returns:
        The article; its id is the title in ASCII and the hash of the file.
    """
    title = " ".join((title or _written(draft.title) or "").split())
    title = title or title_from_name(name)
    # It stands in each list and before each passage.
    title = title[:MAX_TITLE_CHARS].rstrip()
    digest = hashlib.sha256(data).hexdigest()[:HASH_CHARS]
    blocks, front = _settled(draft)
    return Article(
        id=f"{slug(title)[:MAX_SLUG_CHARS].strip('-')}-{digest}",
        title=title,
        text=draft.text,
        paragraphs=tuple(_paragraphs(draft.text, blocks)),
        headings=tuple(Heading(b.start, b.end, b.level) for b in blocks if b.level),
        front=front,
        date=draft.date,
        author=_person(draft.author),
        source=name,
        language=language,
        looks=draft.looks,
    )


def _written(name: str | None) -> str | None:
    """Give a title or an author as text; None for what a program put by mistake.

    Example:
        >>> _written("ARRAY(0x55d0c8)"), _written("Jo Doe")
        (None, 'Jo Doe')
    """
    name = clean(name or "").strip()
    return None if not name or _PROGRAMS_VALUE.fullmatch(name) else name


def _person(name: str | None) -> str | None:
    """Give an author; None for what says that there is none."""
    name = _written(name)
    return None if name is None or _NOBODY.fullmatch(name) else name


def _settled(draft: Draft) -> tuple[list[Block], Span | None]:
    """Turn headings over no text or too long, and a front over none, into paragraphs.

    What stands over nothing would otherwise be in no passage. A heading right above
    one of its own level, as a chapter's number is above its name, is over its text.
    """
    # A file of one heading is an article of one paragraph.
    if not draft.blocks and draft.front:
        return [Block(draft.front.start, draft.front.end)], None
    draft = replace(draft, blocks=_with_lead(draft))
    settled: list[Block] = []
    level_over_text = 0
    is_stackable = False
    # From the end: whether a heading has text below is known there.
    for block in reversed(_without_contents(draft.text, _with_bold_headings(draft))):
        is_stacked = is_stackable and block.level == level_over_text
        is_over_text = block.level < level_over_text or is_stacked
        is_brief = block.end - block.start <= MAX_HEADING_CHARS
        if block.level and is_over_text and is_brief:
            settled.append(block)
            level_over_text = block.level
            is_stackable = not is_stacked
        else:
            settled.append(replace(block, level=0))
            level_over_text = MAX_LEVEL + 1
            is_stackable = False
    return settled[::-1], draft.front


def _with_lead(draft: Draft) -> tuple[Block, ...]:
    """Take a heading below the title that says what all is about for a paragraph.

    News pages have a sentence there that sums the text up. It heads no part: no other
    heading is of its level, or above it.
    """
    first, *others = draft.blocks or (None,)
    if first is None or not first.level:
        return draft.blocks
    words = draft.text[first.start : first.end]
    is_said = words.endswith(".") or len(words.split()) > MAX_HEADING_WORDS
    heads_all = all(b.level == 0 or b.level > first.level for b in others)
    return (replace(first, level=0), *others) if is_said and heads_all else draft.blocks


def _without_contents(text: str, blocks: list[Block]) -> list[Block]:
    """Leave contents to the text alone: a PDF's were found line by line."""
    texts = [text[b.start : b.end] for b in blocks]
    headings = {at: texts[at] for at, b in enumerate(blocks) if b.level}
    may_be = [not (b.level or b.is_row or b.page) for b in blocks]
    lines = [words if may else "" for words, may in zip(texts, may_be, strict=True)]
    contents = listed(lines, headings)
    return [block for at, block in enumerate(blocks) if at not in contents]


def _with_bold_headings(draft: Draft) -> list[Block]:
    """Take short bold lines for headings: many people make theirs so, and not by level.

    They stand below the last one that is marked as a heading.
    """
    bold = in_bold(draft.blocks, draft.looks)
    blocks, level = [], BARE_LEVEL
    for block in draft.blocks:
        if block.level:
            level = min(block.level + 1, MAX_LEVEL)
        elif block in bold:
            # "“Wet” is no word" heads a part as any other line does.
            words = _QUOTED_FIRST.sub(r"\1", draft.text[block.start : block.end])
            if looks_like_heading(words):
                block = replace(block, level=level)
        blocks.append(block)
    return blocks


def in_bold(blocks: Iterable[Block], looks: Iterable[TextLook]) -> frozenset[Block]:
    """Find the paragraphs that are bold from end to end; rows are none."""
    strong = (look for look in looks if look.kind == "strong")
    bold = {look.start: look.end for look in sorted(strong, key=lambda k: k.end)}
    return frozenset(
        block
        for block in blocks
        if not (block.level or block.is_row) and block.end <= bold.get(block.start, 0)
    )


def cleaned_looks(
    looks: Iterable[TextLook], text: str, at: int, length: int
) -> Iterator[TextLook]:
    """Move looks along with their text, which is cleaned and loses its ends.

    Args:
        looks: How ranges of `text` look.
        text: The text as it was.
        at: Where it begins now.
        length: How long it is now.
    """
    cleaned = clean(text)
    skipped = len(cleaned) - len(cleaned.lstrip())
    is_whole = len(cleaned) == len(text)
    for look in looks:
        start, end = (
            edge if is_whole else len(clean(text[:edge]))
            for edge in (look.start, look.end)
        )
        first, last = (min(max(0, edge - skipped), length) for edge in (start, end))
        yield replace(look, start=at + first, end=at + last)


def _paragraphs(text: str, blocks: list[Block]) -> Iterator[Paragraph]:
    number = 0
    trail: list[tuple[int, str]] = []
    is_below_heading = False
    for block in blocks:
        if block.level:
            reach = block.level + is_below_heading  # right below, its own level counts
            trail = [entry for entry in trail if entry[0] < reach]
            words = text[block.start : block.end].split()
            trail.append((block.level, " ".join(words)))
        else:
            number += 1
            # A chapter's first heading often repeats the chapter's name.
            names = groupby(words for _, words in trail)
            section = TRAIL_SEPARATOR.join(name for name, _ in names) or None
            yield Paragraph(
                number=number,
                start=block.start,
                end=block.end,
                section=section,
                page=block.page,
                time_s=block.time_s,
                is_row=block.is_row,
            )
        is_below_heading = block.level > 0
