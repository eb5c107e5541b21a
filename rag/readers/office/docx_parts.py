"""Parts of a Word document: its text, what links lead to, and files in other formats.

Such files (altChunk: ECMA-376, part 1, 17.17.2.1) are shown where they are named: Word
takes them into the text when it saves the document.
"""

from collections.abc import Iterator
from posixpath import join, normpath

from rag.errors import ReadError
from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder
from rag.readers.draft import Block, Draft
from rag.readers.formats import HTML, MHTML, PLAIN_TEXT, RTF, format_of
from rag.readers.office.archive import Archive
from rag.readers.office.xmltree import Element, attribute, parse
from rag.readers.plain.decoding import decode
from rag.readers.plain.text import read_part
from rag.readers.rtf.rtf import read as read_rtf
from rag.readers.web.blocks import add_markup
from rag.readers.web.html import decode_html
from rag.readers.web.markup import read_markup
from rag.readers.web.mhtml import page_in

RELATIONS = "_rels/.rels"
DEFAULT_DOCUMENT = "word/document.xml"

_CHUNK = "/aFChunk"
_XML = "<?xml"


def document_name(archive: Archive) -> str:
    """Give the name of the part that holds a document's text."""
    for relation in parse(archive.read(RELATIONS)):
        # The two variants of the format, strict and transitional, name it by addresses
        # that only end alike.
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or DEFAULT_DOCUMENT).lstrip("/")
    return DEFAULT_DOCUMENT


def links(archive: Archive, main: str) -> dict[str | None, str]:
    """Give the addresses that a document's links lead to, by what they are called."""
    return {
        attribute(relation, "Id"): attribute(relation, "Target") or ""
        for relation in _relations(archive, main)
        if attribute(relation, "TargetMode") == "External"
    }


def chunks(archive: Archive, main: str) -> dict[str | None, str]:
    """Give the names of the files that stand in a document's text, likewise."""
    folder = main.rpartition("/")[0]
    return {
        attribute(relation, "Id"): normpath(
            join("/", folder, attribute(relation, "Target") or "")
        ).lstrip("/")
        for relation in _relations(archive, main)
        if (attribute(relation, "Type") or "").endswith(_CHUNK)
    }


def _relations(archive: Archive, main: str) -> Iterator[Element]:
    folder, _, name = main.rpartition("/")
    yield from archive.xml(f"{folder}/_rels/{name}.rels")


def add_chunk(builder: DraftBuilder, data: bytes, name: str) -> None:
    """Add a page, rich text or a plain text that stands in a document.

    Raises:
        ReadError: It is in another format: left out, it would be missed unnoticed.
    """
    form = format_of(data, name)
    if form in (HTML, MHTML):
        page = page_in(data) if form == MHTML else data
        blocks = read_markup(decode_html(page)).blocks
        add_markup(builder, [b for b in blocks if not b.is_around] or blocks)
    elif form == RTF:
        _add_draft(builder, read_rtf(data))
    elif form == PLAIN_TEXT and not data.lstrip().startswith(_XML.encode()):
        _add_draft(builder, read_part(decode(data) or ""))
    else:
        raise ReadError(
            f"holds a file of another format ({name!r}): open it in Word and save it"
        )


def _add_draft(builder: DraftBuilder, draft: Draft) -> None:
    front = [Block(draft.front.start, draft.front.end)] if draft.front else []
    end = 0
    for block in (*front, *draft.blocks):
        is_next = draft.text[end : block.start] == LINE_GAP
        gap = LINE_GAP if is_next else PARAGRAPH_GAP
        text, end = draft.text[block.start : block.end], block.end
        builder.add(text, level=block.level, is_row=block.is_row, gap=gap)
