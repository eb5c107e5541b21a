"""Small PDF files for tests, written by hand: the format is ISO 32000-1."""

from collections.abc import Sequence
from typing import NamedTuple

PAGE_HEIGHT = 792
LIGATURE = "\x01"
"""Stands in a line for one character that reads as two: "ff"."""

LOST = "\x02"
"""Stands in a line for "fi" as one character, of which the font names the "i" alone."""


class Line(NamedTuple):
    """A line of text: where it begins, from the top left, and in which font.

    The font is named in a size that is `scale` times smaller when it is drawn.
    """

    x: float
    y: float
    text: str
    size: float = 10
    is_bold: bool = False
    scale: float = 1


class Rule(NamedTuple):
    """A straight line, from one point to another, from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


class Shape(NamedTuple):
    """A box that is filled, from its top left corner, in points."""

    x: float
    y: float
    width: float
    height: float


def box(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    """Draw the four sides of a box."""
    return [
        Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1),
        Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1),
    ]  # fmt: skip


def pdf_file(
    pages: Sequence[Sequence[Line | Rule | Shape]],
    info: str = "",
    rotate: int = 0,
    trailer: str = "",
    field: str = "",
) -> bytes:
    """Make a PDF of lines of text in Helvetica.

    Args:
        pages: Lines of text, and lines that are drawn, page by page.
        info: Entries of the document's information dictionary.
        rotate: Degrees that viewers turn each page by, clockwise.
        trailer: Further entries of the trailer.
        field: The value of a field to fill in, on every page.
    """
    count = len(pages)
    widget = f"{6 + 2 * count} 0 R"
    form = f"<< /Fields [{widget}] /NeedAppearances true >>" if field else "null"
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(count))
    named = "/Differences [1 /ff 2 /fi]"
    codes = f"<< /BaseEncoding /WinAnsiEncoding {named} >>"
    font = f"<< /Type /Font /Subtype /Type1 /Encoding {codes} /BaseFont /{{}}"
    font += f" /ToUnicode {6 + 2 * count + bool(field)} 0 R >>"
    lost = "1 beginbfchar <02> <0069> endbfchar"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm {form} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        font.format("Helvetica"),
        font.format("Helvetica-Bold"),
        f"<< {info} >>",
    ]
    for i, lines in enumerate(pages):
        content = "\n".join(_drawn(line, rotate) for line in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 {PAGE_HEIGHT}]"
            f" /Rotate {rotate} /Contents {7 + 2 * i} 0 R /Annots [{widget}]"
            " /Resources << /Font << /F0 3 0 R /F1 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    if field:
        objects.append(
            f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({field}) /F 4"
            " /Rect [50 500 300 520] /DA (/Helv 10 Tf 0 g) >>"
        )
    objects.append(f"<< /Length {len(lost)} >>\nstream\n{lost}\nendstream")
    return _file(objects, trailer)


def _drawn(line: Line | Rule | Shape, rotate: int) -> str:
    if isinstance(line, Shape):
        x, y, width, height = line
        if rotate == 90:
            return f"{y} {x} {height} {width} re f"
        return f"{x} {PAGE_HEIGHT - y - height} {width} {height} re f"
    if isinstance(line, Rule):
        x0, y0, x1, y1 = line.x0, PAGE_HEIGHT - line.y0, line.x1, PAGE_HEIGHT - line.y1
        if rotate == 90:
            x0, y0, x1, y1 = line.y0, line.x0, line.y1, line.x1
        return f"{x0} {y0} m {x1} {y1} l S"
    text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    x, y, scale = line.x, PAGE_HEIGHT - line.y, line.scale
    upright = f"{scale} 0 0 {scale} {x} {y}"
    matrix = f"0 1 -1 0 {line.y} {line.x}" if rotate == 90 else upright
    return f"BT /F{int(line.is_bold)} {line.size / scale} Tf {matrix} Tm ({text}) Tj ET"


def _file(objects: list[str], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    size, start = len(objects) + 1, len(data)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    data += f"trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()
