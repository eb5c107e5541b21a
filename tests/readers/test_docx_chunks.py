"""Files that stand in a Word document in a format of their own (altChunk)."""

from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from rag.errors import ReadError
from rag.readers import read_article
from tests.archives import saved
from tests.articles import BODY, headings, paragraphs

CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
PAGE = "<html><body><h2>The lock</h2><p>It is shut in <b>winter</b>.<nav>Up</nav>"
MHT = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=a"\n\n--=a\n'
    "Content-Type: text/html; charset=utf-8\n"
    f"Content-Transfer-Encoding: quoted-printable\n\n{PAGE}\n--=a--\n"
)


def add_chunk(document: Any, data: bytes, name: str) -> None:
    """Put a file at the end of a document, whose last part is its page's size."""
    part = Part(PackURI(f"/word/{name}"), "text/html", data, document.part.package)
    chunk = OxmlElement("w:altChunk")
    chunk.set(qn("r:id"), document.part.relate_to(part, CHUNK))
    document.element.body.insert(-1, chunk)


def file_of(data: bytes, name: str) -> bytes:
    """Make a Word document in which a file stands between two paragraphs."""
    document = docx.Document()
    document.add_paragraph(BODY)
    add_chunk(document, data, name)
    document.add_paragraph("Below it is the sea.")
    return saved(document)


def word(text: str) -> bytes:
    """Make a Word document with a heading and a paragraph."""
    document = docx.Document()
    document.add_heading("The lock", 2)
    document.add_paragraph(text)
    return saved(document)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE.encode(), "afchunk.htm"),
        (PAGE.partition("<body>")[2].encode(), "afchunk.html"),
        (MHT.encode(), "afchunk.mht"),
        (word("It is shut in winter."), "afchunk.docx"),
        (
            rb"{\rtf1{\stylesheet{\s2 heading 2;}}\pard\s2 The lock\par\pard It is "
            rb"shut in {\b winter}.\par}",
            "afchunk.rtf",
        ),
    ],
)
def test_a_file_within_is_read_where_it_stands(data: bytes, name: str) -> None:
    """With its headings; what stands around a page's text is left out."""
    article = read_article(file_of(data, name), "x.docx")
    assert paragraphs(article) == [
        BODY,
        "It is shut in winter.",
        "Below it is the sea.",
    ]
    assert headings(article) == [(2, "The lock")]


def test_a_plain_text_within_is_read() -> None:
    """Its lines, too, that say who wrote it: the document is another one."""
    text = f"Author: Jo Doe\n\n{BODY}x"
    article = read_article(file_of(text.encode(), "a.txt"), "x.docx")
    assert paragraphs(article)[1:3] == ["Author: Jo Doe", f"{BODY}x"]


def test_a_file_that_is_named_again_is_shown_once() -> None:
    """And one that is named, but isn't there, is none."""
    document = docx.Document()
    document.add_paragraph(BODY)
    add_chunk(document, PAGE.encode(), "a.htm")
    (first,) = document.element.body.findall(qn("w:altChunk"))
    for name in (first.get(qn("r:id")), "none"):
        again = OxmlElement("w:altChunk")
        again.set(qn("r:id"), name)
        first.addnext(again)
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == [BODY, "It is shut in winter."]


@pytest.mark.parametrize(
    ("data", "name"), [(b"<?xml version='1.0'?><a/>", "a.xml"), (b"%PDF-1.7", "a.pdf")]
)
def test_a_file_of_another_format_is_missed(data: bytes, name: str) -> None:
    """It isn't left out unnoticed."""
    with pytest.raises(ReadError, match=f"another format .'word/{name}'.: open it in"):
        read_article(file_of(data, name), "x.docx")


def test_documents_in_documents_come_to_an_end() -> None:
    """Three are read; an archive may hold itself without end."""
    data = word("It is shut in winter.")
    for _ in range(3):
        data = file_of(data, "a.docx")
    assert "It is shut in winter." in paragraphs(read_article(data, "x.docx"))
    with pytest.raises(ReadError, match="too many documents"):
        read_article(file_of(data, "a.docx"), "x.docx")
