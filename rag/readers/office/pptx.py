"""Presentations (PPTX): slides as pages, with tables, charts, diagrams and notes.

Read by python-pptx, but for diagrams (SmartArt), which it leaves out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.presentation import Presentation as Show
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame, _Paragraph

from rag.errors import ReadError
from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder, with_metadata
from rag.readers.draft import Draft
from rag.readers.numerals import number_in
from rag.readers.office.archive import checked
from rag.readers.office.cell_values import shown
from rag.readers.office.created import day_created
from rag.readers.office.xmltree import Element, local, named, parse, words
from rag.readers.tables import Cell, Line, spread, write_table, write_texts

_BESIDE = (
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
)
_UNTITLED = re.compile(
    r"(?:\S+ ){0,3}\S*PowerPoint\S*(?: \S+)?"
    r"|(?:Bild|Dia|Diapositiv[ao]|Diapositive|Folie|Lysbilde|Slajd|Slayt|Slide|Snímek"
    r"|Слайд|スライド|슬라이드|幻灯片|投影片) ?1"
)
"""What PowerPoint writes where nobody gave a title, in its own language."""

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {"br": "\n", "den": "/"}
"""Breaks of lines, and what stands before a fraction's denominator."""

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read(data: bytes) -> Draft:
    """Read a presentation.

    Args:
        data: A PPTX file.

    Returns:
        A draft of the slides that are shown, in order, numbered as pages. A slide's
        title is a heading, the first slide's the article's; its notes end it.

    Raises:
        ReadError: It is damaged, under a password, or unpacks to too much.
    """
    # `pptx.Presentation` refuses what opens as a show (PPSX), and templates.
    main = Package.open(BytesIO(checked(data))).main_document_part
    if not isinstance(main, PresentationPart):
        raise ReadError("holds no presentation: save it as .pptx")
    show = main.presentation
    builder = DraftBuilder()
    for number, slide in enumerate(show.slides, 1):
        if slide.element.get("show") not in ("0", "false"):
            _choose(slide)
            _Slide(builder, number).add(slide)
    return _with_properties(builder.finish(), show)


def _choose(slide: Slide) -> None:
    """Put what PowerPoint shows in place of the choice between it and what others do.

    A text box with a formula is one (ECMA-376, part 3, AlternateContent).
    """
    for choice in [*slide.element.iter(f"{_COMPATIBLE}AlternateContent")]:
        for part in [*choice[0]] if len(choice) else ():
            choice.addprevious(part)
        choice.getparent().remove(choice)
    # What was drawn by hand has no words, and python-pptx fails on it.
    for ink in [*slide.element.iter("{*}contentPart")]:
        ink.getparent().remove(ink)


def _with_properties(draft: Draft, show: Show) -> Draft:
    properties = show.core_properties
    created = properties.created
    return with_metadata(
        draft,
        title=None if _UNTITLED.fullmatch(properties.title) else properties.title,
        author=properties.author,
        date=day_created(created and created.isoformat()),
    )


class _Slide:
    """Adds one slide to a builder."""

    def __init__(self, builder: DraftBuilder, number: int) -> None:
        self._builder = builder
        self._number = number

    def add(self, slide: Slide) -> None:
        title = slide.shapes.title
        # A picture may stand in its place.
        if title is not None and title.has_text_frame:
            level = 1 if self._number == 1 else 2
            text = " ".join(title.text_frame.text.split())
            self._builder.add(text, level=level, page=self._number)
        for shape in _flat(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                self._add_shape(shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            self._add_frame(slide.notes_slide.notes_text_frame)

    def _add_shape(self, shape: BaseShape) -> None:
        if shape.is_placeholder and shape.placeholder_format.type in _BESIDE:
            return
        if isinstance(shape, GraphicFrame):
            self._builder.add_table(_graphic_lines(shape), page=self._number)
        elif isinstance(shape, Shape) and shape.has_text_frame:
            self._add_frame(shape.text_frame)

    def _add_frame(self, frame: TextFrame) -> None:
        gap = PARAGRAPH_GAP
        for paragraph in frame.paragraphs:
            text = _text(paragraph)
            self._builder.add(text, page=self._number, gap=gap)
            gap = LINE_GAP if text.strip() else gap


def _text(paragraph: _Paragraph) -> str:
    """Give what is seen of a paragraph: its formulas, too, which its `text` lacks."""
    seen = paragraph._p.iter("{*}t", *(f"{{*}}{sign}" for sign in _SIGNS))
    return "".join(_SIGNS.get(local(part), part.text or "") for part in seen)


def _flat(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """Give shapes, those within groups too."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _graphic_lines(shape: GraphicFrame) -> list[Line]:
    if shape.has_table:
        return _table_lines(shape.table)
    return _chart_lines(shape) if shape.has_chart else list(_diagram_lines(shape))


def _table_lines(table: Table) -> list[Line]:
    rows = spread(
        [
            Cell(cell.text, cell.span_width, cell.span_height)
            for cell in row.cells
            if not cell.is_spanned
        ]
        for row in table.rows
    )
    return write_table(rows, is_usual=bool(table.first_row))


def _chart_lines(shape: GraphicFrame) -> list[Line]:
    """Write a chart as the table that it was drawn from, of whatever kind it is.

    python-pptx knows none that have depth, and no places of points.
    """
    chart = shape.chart
    title = chart.chart_title.text_frame.text if chart.has_title else ""
    lines = [Line(" ".join(title.split()))] if title else []
    for plot in chart._chartSpace.iterfind(".//{*}plotArea/*"):
        series = plot.findall("{*}ser")
        # Points have places of their own in each.
        is_of_points = any(each.find("{*}xVal") is not None for each in series)
        for group in [[each] for each in series] if is_of_points else [series]:
            lines += write_texts(_chart_rows(group), headers=1)
    return lines


def _chart_rows(series: Sequence[Element]) -> Iterator[list[str]]:
    if not series:
        return
    places = _points(series[0], "cat", "xVal")
    values = [_points(each, "val", "yVal") for each in series]
    yield ["", *(_points(each, "tx").get(0, "") for each in series)]
    for at in sorted(set().union(*values)):
        yield [places.get(at, ""), *(_figure(each.get(at, "")) for each in values)]


def _points(series: Element, *names: str) -> dict[int, str]:
    """Give the texts of a part of a series, each by its number."""
    part = next((part for part in series if local(part) in names), None)
    if part is None:
        return {}
    # Of names in several levels the first has one for each value.
    level = next(part.iter("{*}lvl"), part)
    points = ((p.get("idx"), p.findtext("{*}v")) for p in level.iter("{*}pt"))
    return {number_in(at, 0): text or "" for at, text in points}


def _figure(text: str) -> str:
    try:
        return shown(float(text))
    except ValueError:
        return text


def _diagram_lines(shape: GraphicFrame) -> Iterator[Line]:
    """Give the texts of a diagram, which lie in a part of their own."""
    for part in shape.element.iter():
        name = part.get(f"{_RELATIONS}dm")
        if name is not None:
            data = parse(shape.part.related_part(name).blob)
            yield from map(Line, filter(None, map(words, named(data, "p"))))
