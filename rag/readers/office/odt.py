"""OpenDocument texts (ODT): text, headings, lists, tables, notes and properties.

The format is ISO/IEC 26300 (OpenDocument 1.2); only what carries text is read.
"""

from collections.abc import Container, Iterator

from rag.errors import ReadError
from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder, with_metadata
from rag.readers.draft import MAX_LEVEL, Draft, without_typing
from rag.readers.numerals import number_in
from rag.readers.office.archive import Archive
from rag.readers.office.odt_numbers import ListNumbers
from rag.readers.office.odt_words import (
    UNSEEN,
    OdtWords,
    TextStyles,
    inner_blocks,
)
from rag.readers.office.xmltree import (
    Element,
    attribute,
    child,
    local,
    named,
    parse,
    parts,
    words,
)
from rag.readers.phrase import as_listing, solid_chars
from rag.readers.plain.dates import date_in
from rag.readers.tables import Cell, spread, write_table
from rag.types import TextLook

CONTENT = "content.xml"
STYLES = "styles.xml"
METADATA = "meta.xml"
MANIFEST = "META-INF/manifest.xml"
TITLE_STYLE = "Title"

_RUNNING_HEADS = ("header", "footer")
_ROW_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
_STYLED = ("p", "h", "span")
_HIDDEN = ("hidden-text", "section")


def read(data: bytes) -> Draft:
    """Read an OpenDocument text.

    Args:
        data: An ODT file.

    Returns:
        A draft of its body; notes and text boxes follow the paragraph that they are in,
        and running heads come last, once each.

    Raises:
        ReadError: It is damaged, or under a password.
    """
    archive = Archive(data)
    if any(named(archive.xml(MANIFEST), "encryption-data")):
        raise ReadError("is protected by a password: save it without one")
    content = parse(archive.read(CONTENT))
    body = child(content, "body", "text")
    if body is None:
        raise ReadError("holds no text document: save it as .odt")
    styles = archive.xml(STYLES)
    styled = (styles, content)
    hidden = frozenset(name for part in styled for name in _hiding_styles(part))
    writer = OdtWords(TextStyles(*styled))
    reader = _Reader(_title_styles(content), ListNumbers(*styled), writer)
    _remove_hidden(body, hidden)
    reader.add_all(body)
    reader.add_heads(styles)
    return _with_properties(without_typing(reader.builder.finish()), archive)


def _hiding_styles(part: Element) -> Iterator[str]:
    """Name the styles of which nothing is shown."""
    for style in named(part, "style"):
        shown = attribute(child(style, "text-properties"), "display")
        if shown == "none":
            yield attribute(style, "name") or ""


def _remove_hidden(element: Element, styles: Container[str | None]) -> None:
    """Take out of a text, at every depth, what is not shown; keep what follows it."""
    kept: list[Element] = []
    for part in element:
        if not _is_hidden(part, styles):
            _remove_hidden(part, styles)
            kept.append(part)
        elif kept:
            kept[-1].tail = (kept[-1].tail or "") + (part.tail or "")
        else:
            element.text = (element.text or "") + (part.tail or "")
    element[:] = kept


def _is_hidden(element: Element, styles: Container[str | None]) -> bool:
    """Tell whether an element, or a sign in its paragraph, says it is not shown."""
    hides = attribute(element, "display") == "none"
    is_named = local(element) in _STYLED and attribute(element, "style-name") in styles
    marks = [element] if local(element) in _HIDDEN else []
    marks += (e for e in element if local(e) == "hidden-paragraph")
    return (
        hides
        or is_named
        or any(attribute(mark, "is-hidden") == "true" for mark in marks)
    )


def _with_properties(draft: Draft, archive: Archive) -> Draft:
    metadata = child(archive.xml(METADATA), "meta")
    # `creator` is who saved it last.
    first, last = (child(metadata, name) for name in ("initial-creator", "creator"))
    return with_metadata(
        draft,
        title=words(child(metadata, "title")),
        author=words(first) or words(last),
        date=date_in(words(child(metadata, "creation-date"))),
    )


def _title_styles(content: Element) -> frozenset[str | None]:
    """Give the names of the styles that make a title, automatic ones included."""
    automatic = child(content, "automatic-styles")
    # What a person changes by hand in one paragraph is kept as a style of its own,
    # based on the one that it had.
    derived = {
        attribute(style, "name")
        for style in (automatic if automatic is not None else ())
        if attribute(style, "parent-style-name") == TITLE_STYLE
    }
    return frozenset(derived | {TITLE_STYLE})


class _Reader:
    """Adds blocks to a builder in the order of the document."""

    def __init__(
        self,
        title_styles: frozenset[str | None],
        numbers: ListNumbers,
        writer: OdtWords,
    ) -> None:
        self.builder = DraftBuilder()
        self._title_styles = title_styles
        self._numbers = numbers
        self._writer = writer
        self._note: list[TextLook] = []

    def add_all(self, container: Element, marker: str = "") -> None:
        """Add what a body, section, list item, note or text box holds."""
        gap = PARAGRAPH_GAP
        for element in container:
            name = local(element)
            if name in ("p", "h"):
                self._add_paragraph(element, marker, gap)
                marker = ""
            elif name == "list":
                self._numbers.begin(
                    attribute(element, "style-name"),
                    attribute(element, "continue-numbering") == "true",
                    attribute(element, "continue-list"),
                )
                self.add_all(element)
                self._numbers.end(attribute(element, "id"))
            elif name == "list-item":
                self.add_all(element, self._item_marker(element))
                gap = LINE_GAP
            elif name == "table":
                self._add_table(element)
            elif name not in UNSEEN:
                self.add_all(element, marker)

    def _item_marker(self, item: Element) -> str:
        if not any(local(part) in ("p", "h") for part in item):
            return ""  # it only holds an inner list, and has no number
        marker = self._numbers.marker(attribute(item, "start-value"))
        return marker and f"{marker} "

    def add_heads(self, styles: Element) -> None:
        """Add what stands above or below the text of pages, page numbers aside."""
        texts = (
            " ".join(self._writer.phrase(paragraph).text.split())
            for page in named(styles, "master-page")
            for part in page
            if local(part).startswith(_RUNNING_HEADS)
            for paragraph in named(part, "p")
        )
        for text in dict.fromkeys(texts):
            if any(map(str.isalpha, text)):
                self.builder.add(text)

    def _add_paragraph(self, element: Element, marker: str, gap: str) -> None:
        level = self._level(element)
        phrase = self._writer.phrase(element, is_heading=level > 0)
        text = phrase.text.strip()
        is_numbered = local(element) == "h" and text
        number = self._numbers.heading(level) if is_numbered else ""
        is_item = bool(marker and text and not level)
        before = marker if is_item else f"{number} "
        shown = f"{before}{text}".strip()
        looks = phrase.looks_in(shown, -solid_chars(before))
        if is_item:
            depth = str(self._numbers.depth)
            looks.append(TextLook(0, len(shown), "item", depth))
        # A clause is no title: the file has a name of its own.
        self.builder.add(
            shown,
            level=level,
            gap=gap,
            may_be_title=not number,
            looks=as_listing(looks, shown) + self._note,
        )
        self._note = [] if text else self._note
        self._add_inner(element)

    def _level(self, element: Element) -> int:
        """Give the level of a heading (a title's is 1), or 0."""
        if local(element) == "h":
            return min(number_in(attribute(element, "outline-level"), 1), MAX_LEVEL)
        return int(attribute(element, "style-name") in self._title_styles)

    def _add_inner(self, element: Element) -> None:
        """Add a paragraph's notes behind it: they would divide its sentences."""
        for label, box in inner_blocks(element):
            self._note = [TextLook(0, 0, "note", label)] if label else []
            self.add_all(box)
            self._note = []

    def _add_table(self, table: Element) -> None:
        marked = child(table, "table-header-rows")
        headers = len(() if marked is None else list(parts(marked, "table-row", ())))
        rows = spread(
            map(self._cell, parts(row, "table-cell", _ROW_GROUPS))
            for row in parts(table, "table-row", _ROW_GROUPS)
        )
        self.builder.add_table(write_table(rows, headers or None))

    def _cell(self, element: Element) -> Cell:
        """Read a cell; those that it covers are elements of another name."""
        columns, rows = (
            number_in(attribute(element, f"number-{name}-spanned"), 1)
            for name in ("columns", "rows")
        )
        return self._writer.cell(element).cell(columns, rows)
