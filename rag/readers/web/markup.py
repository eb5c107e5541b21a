"""Blocks of text in HTML, of any depth and however broken: no tree is built."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from rag.readers.phrase import Phrase, solid_chars
from rag.readers.tables import Line
from rag.readers.web.blocks import Markup, MarkupBlock
from rag.readers.web.elements import (
    AROUND,
    BREAKING,
    DRAWING,
    HEADINGS,
    LAYOUT_ROLES,
    LOOKS,
    SILENT,
    VOID,
    WORDS_IN_DRAWINGS,
    Attributes,
    Homes,
    PagePart,
    is_apart,
    is_beside,
    is_place,
    is_title,
    is_unread,
)
from rag.readers.web.figures import FigureText, said_of_image
from rag.readers.web.formulas import Formula
from rag.readers.web.html_table import HtmlTable
from rag.readers.web.links import Links
from rag.readers.web.lists import Lists, paragraphs_of
from rag.readers.web.notes import NoteSign
from rag.types import TextLook

_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_SPACED_BREAK = re.compile(r" *\n *")


def read_markup(text: str) -> Markup:
    """Read the blocks of an HTML or XHTML file.

    Args:
        text: The file's text. Entities are read, none is defined or fetched.

    Returns:
        Its blocks in order. A list item begins with "- " or its number; a row of a
        table is a block that names its columns; what stands in navigation, footers,
        asides, forms and drawings, or is not shown, is marked as being around the text.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end_table()
    return Markup(tuple(parser.blocks), parser.title, parser.language)


class _Parser(HTMLParser):
    """Keeps what is open in counters, so depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[MarkupBlock] = []
        self.title: str | None = None
        self.language: str | None = None
        self._open: Counter[str] = Counter()
        self._hidden = PagePart(is_beside)
        self._unread = PagePart(is_unread)
        self._apart = PagePart(is_apart)
        self._titled = PagePart(is_title)
        self._phrase = Phrase()
        self._formula = Formula()
        self._sign = NoteSign()
        self._noted = ""
        # Words came before a drawing or the like on their line, and aren't of it.
        self._is_begun = False
        self._links = Links()
        self._level = 0
        self._lists = Lists()
        self._table = HtmlTable()
        # Of each open table, and of what is in none: rows there may be of a table.
        self._is_data = [True]
        self._figure = FigureText()
        self._homes = Homes()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; one that breaks the line ends the block before it."""
        attributes = dict(attrs)
        if tag == "a":
            # As in a browser, one that is open ends.
            self.handle_endtag(tag)
            if is_place(attributes):
                return
            is_raised = self._open["sup"] > 0
            self._sign.open(attributes, is_raised=is_raised, is_heading=self._level > 0)
            self._links.open(attributes)
        if tag in BREAKING:
            self.flush()
        if tag == "table":
            self._give_table()  # what came before one within it
            is_layout = (attributes.get("role") or "").lower() in LAYOUT_ROLES
            self._is_data.append(not is_layout)
        is_outside = not (self._phrase.is_blank or self._is_around())
        self._is_begun |= tag in AROUND and is_outside
        # What has no end tag would stay open for ever.
        if tag not in VOID:
            self._open[tag] += 1
            self._homes.open(tag)
            self._formula.open(tag, self._phrase)
        self._hidden.open(tag, attributes)
        self._unread.open(tag, attributes)
        self._apart.open(tag, attributes)
        self._titled.open(tag, attributes)
        if tag in LOOKS:
            self._phrase.begin(LOOKS[tag], attributes.get("href") or "")
        self._level = HEADINGS.get(tag, self._level)
        if tag in _STARTS:
            _STARTS[tag](self, tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; the end of one that was never opened is no end."""
        if tag in BREAKING:
            self.flush()
        # Broken pages close what they never opened.
        if not self._open[tag]:
            return
        if tag == "table":
            self._give_table()
            self._is_data.pop()
        self._open[tag] -= 1
        self._homes.close(tag)
        self._formula.close(tag, self._phrase)
        if tag in _ENDS:
            _ENDS[tag](self)
        self._hidden.close(tag)
        self._unread.close(tag)
        self._apart.close(tag)
        if tag in LOOKS:
            self._phrase.end(LOOKS[tag])
        if tag in HEADINGS:
            self._level = 0

    def handle_data(self, data: str) -> None:
        """Take text, unless it stands where nothing is shown."""
        if self._is_silent():
            return
        if self._open["title"]:
            self.title = " ".join(((self.title or "") + data).split()) or None
            return
        if self._sign.is_open:
            data = self._sign.write(data)
        # As in a browser, white space is one space outside of `pre`.
        text = data if self._open["pre"] else _SPACE.sub(" ", data)
        if self._formula.is_in_parts:
            text = text.strip()
        self._phrase.write(text)
        self._links.write(text if self._open["a"] else "")

    def _is_silent(self) -> bool:
        """Tell whether text isn't read: in scripts, marks, and drawings but words."""
        # Books of fixed layout hold whole pages as drawings.
        is_drawn = self._open[DRAWING] and not any(
            self._open[tag] for tag in WORDS_IN_DRAWINGS
        )
        is_open = bool(is_drawn) or any(self._open[tag] for tag in SILENT)
        return is_open or self._unread.is_open

    def flush(self) -> None:
        """End the block, or in a table the cell, that is being read."""
        self._unread.end()
        self._end_sign()
        self._formula.end(self._phrase)
        phrase, self._phrase = self._phrase, self._phrase.continued()
        is_around = self._is_around() and not self._is_begun
        self._is_begun = False
        text = phrase.text.strip("\n ")
        if not self._open["pre"]:
            text = _SPACED_BREAK.sub("\n", _SPACES.sub(" ", text))
        self._links.end(text)
        if not text or text.isspace():
            return
        label, self._noted = self._noted, ""
        marker = self._lists.take_marker()  # a cell is read without
        if self._open["figcaption"]:
            self._figure.caption()
        if self._open["table"] and self._table.has_row and not self._level:
            cell = phrase.cell()
            self._table.add(Line(cell.text, cell.looks))
            return
        # A heading in a table is no cell: the table is there for the layout.
        self._give_table()
        parts = [text] if self._open["pre"] else paragraphs_of(text)
        parts[0] = marker + parts[0]
        every = phrase.looks_of(parts, -solid_chars(marker))
        noted = [TextLook(0, 0, "note", label)] if label else []
        for part, looks in zip(parts, every, strict=True):
            if marker:
                depth = str(self._lists.depth)
                looks.append(TextLook(0, len(part), "item", depth))
            self._add(part, (*looks, *noted), is_around)
            marker, noted = "", []

    def _end_sign(self) -> None:
        """Put the sign of a note, or keep that of one which begins; else it is text."""
        kind, text, label = self._sign.taken()
        if kind == "sign" and label:
            self._phrase.note(label)
        elif kind == "note" and label and self._phrase.is_blank:
            self._noted = label
        elif kind != "back":
            self._phrase.write(_SPACE.sub(" ", text))

    def _add(self, text: str, looks: tuple[TextLook, ...], is_around: bool) -> None:
        is_caption = self._open["figcaption"] > 0
        block = MarkupBlock(
            text,
            level=self._level or int(self._titled.is_open),
            link_share=self._links.share,
            is_around=is_around,
            looks=looks,
            is_apart=self._apart.is_open and not is_caption,
            is_caption=is_caption,
            home=self._homes.current,
            leads=self._links.leads,
        )
        self.blocks.append(block)
        self._titled.end()

    def _is_around(self) -> bool:
        return self._hidden.is_open or any(self._open[tag] for tag in AROUND)

    def end_table(self) -> None:
        """End the block, the figure and the table that the page left open."""
        self.flush()
        self._open["figure"] = 0
        self._end_figure()
        self._give_table()

    def _give_table(self) -> None:
        is_around = self._is_around()
        is_row, lines = self._table.lines()
        self.blocks += [
            MarkupBlock(line.text, 0, 0.0, is_around, line.looks, is_row, number > 0)
            for number, line in enumerate(lines)
        ]

    def _begin_row(self, _tag: str, _attrs: Attributes) -> None:
        if self._is_data[-1]:
            self._table.begin_row()

    def _begin_cell(self, tag: str, attrs: Attributes) -> None:
        if self._is_data[-1]:
            self._table.begin_cell(tag, attrs)

    def _begin_document(self, _tag: str, attrs: Attributes) -> None:
        # XHTML says it by XML's own attribute.
        self.language = attrs.get("lang") or attrs.get("xml:lang")

    def _break_line(self, _tag: str, _attrs: Attributes) -> None:
        self._phrase.write("\n")

    def _show_image(self, _tag: str, attrs: Attributes) -> None:
        if self._is_silent():
            return
        is_inside = self._lists.has_marker or self._open["table"] > 0
        begins = self._phrase.is_blank and not is_inside
        description = said_of_image(attrs, begins=begins)
        if self._open["figure"]:
            self._figure.show(description)
        else:
            self._phrase.write(description)

    def _end_figure(self) -> None:
        is_outermost = not self._open["figure"]
        self._phrase.write(self._figure.end(is_outermost=is_outermost))
        if is_outermost:
            self.flush()


_STARTS: dict[str, Callable[[_Parser, str, Attributes], None]] = {
    "html": _Parser._begin_document,
    "br": _Parser._break_line,
    "img": _Parser._show_image,
    "tr": _Parser._begin_row,
    "td": _Parser._begin_cell,
    "th": _Parser._begin_cell,
    "li": lambda page, _tag, attrs: page._lists.begin_item(attrs),
    "ul": lambda page, tag, attrs: page._lists.begin(tag, attrs),
    "ol": lambda page, tag, attrs: page._lists.begin(tag, attrs),
}
_ENDS: dict[str, Callable[[_Parser], None]] = {
    "a": _Parser._end_sign,
    "figure": _Parser._end_figure,
    "li": lambda page: page._lists.end_item(),
    "ul": lambda page: page._lists.end(),
    "ol": lambda page: page._lists.end(),
}
