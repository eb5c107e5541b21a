"""Contents of office files: they repeat the headings, and answer nothing."""

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from rag.readers import read_article
from tests.archives import epub, odt, saved
from tests.articles import BODY

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LISTED = ("Harbour", "The lock")


TEXT = f"Harbour\n\n{BODY}\n\nThe lock\n\n{BODY}"
"""What is read of each file."""


@pytest.mark.parametrize(
    "style", ["toc 1", "TOC 2", "table of figures", "index 1", "WPSOffice手动目录 1"]
)
def test_contents_of_word_by_their_styles(style: str) -> None:
    """Of each level, with their heading; figures and an index are listed so, too."""
    document = docx.Document()
    document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Contents", style="TOC Heading")
    for page, name in enumerate(LISTED, 2):
        document.add_paragraph(f"{name}\t{page}", style=style)
    for name in LISTED:
        document.add_heading(name)
        document.add_paragraph(BODY)
    assert read_article(saved(document), "x.docx").text == TEXT


def test_contents_of_word_by_their_gallery() -> None:
    """As Google Docs writes them, in no style of their own.

    Other parts are text, and what somebody wrote on within contents.
    """
    document = docx.Document()
    for name in LISTED:
        document.add_heading(name)
        document.add_paragraph(BODY)
    part = (
        f'<w:sdt xmlns:w="{WORD}"><w:sdtPr><w:docPartObj><w:docPartGallery w:val="{{}}"'
        "/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    lines = "".join(f"<w:p><w:r><w:t>{name} 3</w:t></w:r></w:p>" for name in LISTED)
    body = document.element.body
    body.insert(0, parse_xml(part.format("Table of Contents", lines)))
    assert read_article(saved(document), "x.docx").text == TEXT
    prose = f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>"
    for shown in (("Bibliographies", lines), ("Table of Contents", lines + prose)):
        body.insert(0, parse_xml(part.format(*shown)))
        assert "Harbour 3" in read_article(saved(document), "x.docx").text
        body.remove(body[0])


@pytest.mark.parametrize("kind", ["table-of-content", "alphabetical-index"])
def test_contents_of_opendocument(kind: str) -> None:
    """Contents and indices are elements of their own; a bibliography is text."""
    lines = "".join(f"<text:p>{name}<text:tab/>3</text:p>" for name in LISTED)
    index = f"<text:{{0}}><text:index-body>{lines}</text:index-body></text:{{0}}>"
    text = "".join(
        f'<text:h text:outline-level="1">{name}</text:h><text:p>{BODY}</text:p>'
        for name in LISTED
    )
    assert read_article(odt(index.format(kind) + text), "x.odt").text == TEXT
    article = read_article(odt(text + index.format("bibliography")), "x.odt")
    assert "Harbour 3" in article.text


def test_contents_of_rich_text() -> None:
    """By their styles, as in Word's own files."""
    styles = r"{\stylesheet{\s1 heading 1;}{\s2 toc 1;}{\s3 toc heading;}}"
    lines = "".join(rf"\pard\s2 {name}\tab 3\par" for name in LISTED)
    text = "".join(rf"\pard\s1 {name}\par\pard {BODY}\par" for name in LISTED)
    source = rf"{{\rtf1{styles}\pard\s3 Contents\par{lines}{text}}}"
    assert read_article(source.encode(), "x.rtf").text == TEXT


LINKS = [f'<a href="{name[:3]}.xhtml">{name}</a>' for name in (*LISTED, "The gate")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f"<p>{'<p>'.join(LINKS)}", ""),
        (f"<p>{'<p>'.join(2 * LINKS)}", ""),
        (f"<h2>Contents</h2><ul><li>{'<li>'.join(LINKS)}</ul>", ""),
        (f"<table><tr><td>{'<tr><td>'.join(LINKS)}</table>", ""),
        (f"<h1>Eels</h1><p>{'<p>'.join(LINKS)}<p>Sold.", "Eels\n\nSold.\n\n"),
        (
            f"<h1>Contents</h1><p>{'<p>'.join(LINKS)}<h1>Eels</h1><p>Sold.",
            "Eels\n\nSold.\n\n",
        ),
        (f"<p>{'<p>'.join(LINKS[:2])}", "Harbour\n\nThe lock\n\n"),
        (f"<p>{'; '.join(LINKS)}", "Harbour; The lock; The gate\n\n"),
        (
            f"<p>{'<p>'.join(LINKS)}".replace('href="', 'href="https://a.b/'),
            "Harbour\n\nThe lock\n\nThe gate\n\n",
        ),
    ],
)
def test_contents_of_a_book_without_a_name_for_them(source: str, text: str) -> None:
    """Three lines or more that lead into it; a heading over more than these stays."""
    chapters = {"a.xhtml": source, "b.xhtml": f"<h1>Harbour</h1><p>{BODY}"}
    article = read_article(epub(chapters), "x.epub")
    assert article.text == f"{text}Harbour\n\n{BODY}"
