"""The desk's page as a Word document, with footnotes that Word counts as its own.

python-docx writes the document. It knows no footnotes, so that their part is written
here, and joined to the document by its interface for parts (ECMA-376-1, 17.11).
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from rag.page.desk.footnotes import TITLE, Footnote, NotedQuote
from rag.text.language_names import direction_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_SIGN, _NOTE = "footnote reference", "footnote text"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# The lines that Word draws above footnotes, which have to be among them.
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))
# https://www.w3.org/TR/xml/#charsets: all others have no place in XML.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_page(quotes: Sequence[NotedQuote]) -> bytes:
    """Write the page as a .docx file."""
    # Imported here: a page is served without it, until somebody wants a document.
    from docx import Document

    document = Document()
    _set_properties(document)
    sign, note = _add_styles(document)
    document.add_heading(TITLE, 0)
    for quote in quotes:
        last = _add_quote(document, quote)
        last._p.append(_parsed(_sign_xml(quote.number, sign)))
        for lines in quote.note:
            _add_lines(document.add_paragraph(), lines)
    _add_footnotes(
        document, "".join(_footnote_xml(each, sign, note) for each in quotes)
    )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_properties(document: "Document") -> None:
    """Say what the document is; its template says who made the template."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = TITLE, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _add_styles(document: "Document") -> tuple[str, str]:
    """Add the styles of a footnote's sign and of its text; gives their ids."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    sign = document.styles.add_style(_SIGN, WD_STYLE_TYPE.CHARACTER)
    sign.font.superscript = True
    note = document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = document.styles["Normal"], Pt(10)
    return sign.style_id, note.style_id


def _add_quote(document: "Document", quote: NotedQuote) -> "Paragraph":
    """Add a quote's paragraphs; gives the last of them."""
    for lines in quote.paragraphs:
        paragraph = document.add_paragraph(style="Quote")
        _add_lines(paragraph, lines)
        if direction_of(quote.language) == "rtl":
            _turn(paragraph)
    return paragraph


def _add_lines(paragraph: "Paragraph", lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(_in_xml(line))


def _turn(paragraph: "Paragraph") -> None:
    """Have a paragraph read from the right."""
    paragraph._p.get_or_add_pPr().append(_parsed(f"<w:bidi {_NAMESPACE}/>"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(_parsed(f"<w:rtl {_NAMESPACE}/>"))


def _add_footnotes(document: "Document", footnotes: str) -> None:
    """Join the part with the footnotes to the document."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in _SEPARATORS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:footnotes {_NAMESPACE}>{lines}{footnotes}</w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        text.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    named = "".join(f'<w:footnote w:id="{number}"/>' for number, _ in _SEPARATORS)
    # The schema has it right before the template's `compat`.
    (compat,) = document.settings.element.xpath("w:compat")
    compat.addprevious(_parsed(f"<w:footnotePr {_NAMESPACE}>{named}</w:footnotePr>"))


def _sign_xml(number: int, style: str) -> str:
    """Write the run that leads to a footnote."""
    return (
        f'<w:r {_NAMESPACE}><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def _footnote_xml(quote: NotedQuote, sign: str, style: str) -> str:
    return (
        f'<w:footnote w:id="{quote.number}"><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'</w:pPr><w:r><w:rPr><w:rStyle w:val="{sign}"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_note_xml(quote.footnote)}</w:p></w:footnote>"
    )


def _note_xml(note: Footnote) -> str:
    said = _run_xml(f" {note.before}") + _run_xml(note.title, "<w:i/>")
    said += _run_xml(note.after)
    if note.address:
        # In a field's text a backslash begins a switch.
        address = escape(_in_xml(note.address).replace("\\", "%5C"))
        link = f'HYPERLINK "{address}"'.replace('"', "&quot;")
        shown = _run_xml(note.address)
        said += f'{_run_xml(" ")}<w:fldSimple w:instr=" {link} ">{shown}</w:fldSimple>'
    return said + (_run_xml(f" {note.remark}") if note.remark else "")


def _run_xml(text: str, look: str = "") -> str:
    said = escape(_in_xml(text))
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


def _parsed(xml: str) -> "BaseOxmlElement":
    from docx.oxml import parse_xml

    element: BaseOxmlElement = parse_xml(xml)
    return element


def _in_xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
