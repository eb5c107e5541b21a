"""Presentations: slides are pages, with titles, lists, tables, charts and notes."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from rag.errors import ReadError
from rag.readers import read_article
from rag.readers.formats import format_of
from rag.types import Article
from tests.archives import packed, saved

BOX = (Inches(1), Inches(1), Inches(5), Inches(3))


def slides(*titles: str):
    """Make a presentation of slides that have a title, and room below it."""
    show = Presentation()
    for title in titles:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
    return show


def parts(article: Article) -> list[tuple[int | None, str | None, str]]:
    """Give each paragraph with its page and section."""
    return [
        (p.page, p.section, article.text[p.start : p.end]) for p in article.paragraphs
    ]


def test_a_slide_is_a_page_under_its_title() -> None:
    """The first title is the article's; boxes, groups and notes keep their page."""
    show = slides("Floods", "The bridge")
    second = show.slides[1]
    frame = second.shapes.add_textbox(*BOX).text_frame
    frame.text = "It is old.\vIt is stone."
    frame.add_paragraph().text = "It held."
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "Built in 1880."
    second.notes_slide.notes_text_frame.text = "Say who built it."
    article = read_article(saved(show), "x.bin")
    assert article.title == "Floods"
    assert parts(article) == [
        (2, "The bridge", "It is old.\nIt is stone."),
        (2, "The bridge", "It held."),
        (2, "The bridge", "Built in 1880."),
        (2, "The bridge", "Say who built it."),
    ]


def test_a_box_with_a_formula_is_read() -> None:
    """PowerPoint keeps it beside what older programs show in its place."""
    show = slides("Floods")
    shapes = show.slides[0].shapes
    choice = parse_xml(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="a14"/><mc:Fallback/></mc:AlternateContent>'
    )
    for into, words in zip(choice, ("The flow is ", "No flow."), strict=True):
        frame = shapes.add_textbox(*BOX).text_frame
        frame.text = words
        into.append(frame._txBody.getparent())
    box = choice[0][0]
    box.txBody[-1].append(
        parse_xml(
            '<m:f xmlns:m="urn:m"><m:num><m:r><m:t>v</m:t></m:r></m:num>'
            "<m:den><m:r><m:t>t</m:t></m:r></m:den></m:f>"
        )
    )
    shapes._spTree.append(choice)
    shapes.add_textbox(*BOX).text_frame.text = "It grows."
    assert [text for _, _, text in parts(read_article(saved(show), "x"))] == [
        "The flow is v/t",
        "It grows.",
    ]


def test_hidden_slides_and_footers_are_left_out() -> None:
    """The slides after a hidden one keep their numbers."""
    show = slides("Floods", "Old", "New")
    show.slides[1].element.set("show", "0")
    for slide in show.slides:
        slide.shapes.add_textbox(
            *BOX
        ).text_frame.text = f"On {slide.shapes.title.text}."
    assert [
        (page, text) for page, _, text in parts(read_article(saved(show), "x"))
    ] == [
        (1, "On Floods."),
        (3, "On New."),
    ]


def test_charts_are_the_tables_that_they_show() -> None:
    """Each category is a row with the series' names."""
    show = slides("Floods")
    data = CategoryChartData()
    data.categories = ["2020", "2021"]
    data.add_series("Rye", (2, 3.5))
    data.add_series("Hull", (4, 5))
    slide = show.slides[0]
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Metres"
    assert [text for _, _, text in parts(read_article(saved(show), "x.pptx"))] == [
        "Metres",
        "2020; Rye: 2; Hull: 4",
        "2021; Rye: 3.5; Hull: 5",
    ]


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def test_the_first_series_of_a_chart_may_name_the_places_of_all() -> None:
    """Other programs than PowerPoint leave them out of the others."""
    show = slides("Floods")
    data = CategoryChartData()
    data.categories = ["2020", "2021"]
    for name in ("Rye", "Hull"):
        data.add_series(name, (2, 4))
    shapes = show.slides[0].shapes
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data).chart
    _, second = chart._chartSpace.iter(f"{{{CHART}}}ser")
    second.remove(second.find(f"{{{CHART}}}cat"))
    texts = [text for _, _, text in parts(read_article(saved(show), "x.pptx"))]
    assert texts == ["2020; Rye: 2; Hull: 2", "2021; Rye: 4; Hull: 4"]


def test_charts_of_any_kind_are_read() -> None:
    """Those with depth, which python-pptx doesn't know, and places of points."""
    show = slides("Floods")
    shapes = show.slides[0].shapes
    data = CategoryChartData()
    data.categories = ["2020"]
    data.add_series("Rye", (2,))
    bars = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data).chart
    bars._chartSpace.find(f".//{{{CHART}}}barChart").tag = f"{{{CHART}}}bar3DChart"
    points = XyChartData()
    for name, place in (("Hull", (1, 2.5)), ("Deal", (3, 4))):
        points.add_series(name).add_data_point(*place)
    shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *BOX, points)
    assert [text for _, _, text in parts(read_article(saved(show), "x.pptx"))] == [
        "2020; Rye: 2",
        "1; Hull: 2.5",
        "3; Deal: 4",
    ]


DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_each_paragraph_of_a_diagram_is_read_once() -> None:
    """It has its texts in a part of its own, within elements of the same name."""
    show = slides("Floods")
    words = "<a:r><a:t>The river </a:t></a:r><a:r><a:t>rose.</a:t></a:r>"
    data = (
        f'<d:dataModel xmlns:d="{DIAGRAM}" xmlns:a="{MAIN}"><d:ptLst><d:pt><d:t>'
        f"<a:p>{words}</a:p><a:p/></d:t></d:pt></d:ptLst></d:dataModel>"
    )
    slide = show.slides[0]
    name = PackURI("/ppt/diagrams/data1.xml")
    part = Part(name, "application/xml", slide.part.package, data.encode())
    frame = slide.shapes.add_table(1, 1, *BOX)._element
    graphic = frame.graphic.graphicData
    graphic.set("uri", DIAGRAM)
    graphic[:] = [
        parse_xml(
            f'<d:relIds xmlns:d="{DIAGRAM}" xmlns:r="{RELATIONS}"'
            f' r:dm="{slide.part.relate_to(part, f"{RELATIONS}/diagramData")}"/>'
        )
    ]
    article = read_article(saved(show), "x.pptx")
    assert [text for _, _, text in parts(article)] == ["The river rose."]


def test_a_show_is_a_presentation() -> None:
    """PPSX is told by the type of its main part alone."""
    with ZipFile(BytesIO(saved(slides("Floods", "The bridge")))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    types = members["[Content_Types].xml"]
    members["[Content_Types].xml"] = types.replace(
        b"presentation.main", b"slideshow.main"
    )
    assert read_article(packed(members), "x.ppsx").title == "Floods"


def test_a_picture_may_be_a_title_and_ink_has_no_words() -> None:
    """Neither hides the words beside it."""
    show = slides("Floods", "The bridge")
    first, second = (slide.shapes for slide in show.slides)
    ink = (
        "<p:contentPart xmlns:p="
        '"http://schemas.openxmlformats.org/presentationml/2006/main"/>'
    )
    first._spTree.append(parse_xml(ink))
    box = second.add_textbox(*BOX)
    box.text_frame.text = "It held."
    title = second.title._element
    file = BytesIO()
    Image.new("L", (1, 1)).save(file, "PNG")
    picture = second.add_picture(file, 0, 0)._element
    picture.nvPicPr.nvPr.append(title.nvSpPr.nvPr.find("{*}ph"))
    title.getparent().remove(title)
    article = read_article(saved(show), "x.pptx")
    assert (article.title, parts(article)) == ("Floods", [(2, None, "It held.")])


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Slide 1", "My talk"),
        ("Folie 1", "My talk"),
        ("幻灯片 1", "My talk"),
        ("PowerPoint-presentatie", "My talk"),
        ("Présentation PowerPoint", "My talk"),
        ("Lecture 1", "Lecture 1"),
    ],
)
def test_what_no_person_wrote_is_no_title(title: str, found: str) -> None:
    """PowerPoint says so in its own language."""
    show = slides("")
    show.slides[0].shapes.add_textbox(*BOX).text_frame.text = "Text."
    show.core_properties.title = title
    assert read_article(saved(show), "my-talk.pptx").title == found


def test_properties_come_after_the_slides() -> None:
    """What PowerPoint writes unasked is no title."""
    show = slides("", "Two")
    show.slides[1].shapes.add_textbox(*BOX).text_frame.text = "Text."
    show.core_properties.title = "PowerPoint Presentation"
    show.core_properties.author = "Jo Doe"
    article = read_article(saved(show), "my-talk.pptx")
    assert (article.title, article.author) == ("My talk", "Jo Doe")
    # It was never said: python-pptx's template is of 2013.
    assert article.date is None
    show.core_properties.created = datetime(2006, 8, 16)
    assert read_article(saved(show), "x.pptx").date is None
    show.core_properties.title = "River talk"
    show.core_properties.created = datetime(2024, 3, 12)
    assert read_article(saved(show), "x.pptx").date == "2024-03-12"
    assert read_article(saved(show), "x.pptx").title == "River talk"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed({"ppt/presentation.xml": "<p/>"}), "is damaged"),
        (packed({"ppt/presentation.xml": "<!ENTITY a 'b'>"}), "defines entities"),
        (saved(slides("a"))[:-30], "is a damaged archive"),
        (saved(slides()), "holds no text"),
    ],
)
def test_bad_presentations_are_refused(data: bytes, message: str) -> None:
    """Each by one line that names the file."""
    with pytest.raises(ReadError, match=rf"^x\.pptx {message}"):
        read_article(data, "x.pptx")


def test_a_presentation_is_told_by_content() -> None:
    """Whatever its name says."""
    assert format_of(saved(slides("a")), "x.docx").name == "PowerPoint"
