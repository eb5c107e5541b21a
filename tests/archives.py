"""Zip archives for tests of the formats that are made of them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

ODT_TYPE = "application/vnd.oasis.opendocument.text"


def packed(members: dict[str, str | bytes]) -> bytes:
    """Pack members into a zip archive, in their order."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return file.getvalue()


def odt(body: str, **members: str) -> bytes:
    """Make an OpenDocument text of a body in XML, and further members."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("meta", "meta"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    others = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    others += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    document = f"<office:document {names} {others}>{{}}</office:document>"
    styles = (
        '<office:automatic-styles><style:style style:name="P1"'
        ' style:parent-style-name="Title"/></office:automatic-styles>'
    )
    content = f"{styles}<office:body><office:text>{body}</office:text></office:body>"
    parts = {name.replace("_", "."): document.format(m) for name, m in members.items()}
    return packed(
        {"mimetype": ODT_TYPE, "content.xml": document.format(content), **parts}
    )


def epub(chapters: dict[str, str], metadata: str = "", **members: str) -> bytes:
    """Make a book of chapters in HTML, by name, and further members."""
    items = "".join(
        f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml"/>'
        for i, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            **{f"OEBPS/{name}": f"<html><body>{c}" for name, c in chapters.items()},
            **{f"META-INF/{name}.xml": content for name, content in members.items()},
        }
    )


def saved(document: Any) -> bytes:
    """Save what a library made: a Word document, a presentation, a workbook."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_table(document: Any, *rows: Sequence[str]) -> Any:
    """Add a table of texts to a Word document."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table
