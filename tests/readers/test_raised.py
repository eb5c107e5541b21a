"""What is raised behind a number is no figure of it: 10⁶ is not 106."""

import docx
import pytest
from docx.oxml import parse_xml

from rag.readers import read_article
from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.chosen import article_blocks
from rag.readers.web.markup import read_markup
from tests.archives import odt, saved
from tests.articles import looks, read

FORMULA = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("some 10<sup>6</sup> eels", "some 10⁶ eels"),
        ("10<sup>&minus;<b>1</b>2</sup>", "10⁻¹²"),
        ("in 1990<sup>2,3</sup> and 2<sup>n</sup>", "in 1990²,³ and 2ⁿ"),
        ("the 2<sup>nd</sup> of 5 m<sup>2</sup>", "the 2nd of 5 m2"),
        ("the town<sup>1<b>2</b></sup>", "the town12"),
        ("in 1990<sup>[2]</sup>", "in 1990[2]"),
        ("2<sup>1 − <i>k</i></sup>", "21 − k"),
        ("<sup>1</sup>/<sub>2</sub>", "1/2"),
    ],
)
def test_a_figure_raised_behind_a_number_stays_raised(source: str, text: str) -> None:
    """Marks behind words and letters behind numbers stand on the line, as before."""
    (block,) = read_markup(f"<p>{source}").blocks
    assert block.text == text
    raised = [block.text[x.start : x.end] for x in block.looks if x.kind == "raised"]
    assert not set(raised) & {"⁶", "²,³", "ⁿ"}
    assert read(source, "x.md").text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mn>1</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "1 1/2"),
        ("<msup> <mn>10</mn> <mrow> <mn>6</mn> </mrow> </msup>", "10⁶"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><mo>=</mo>", "x1²="),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<mn>2</mn><mfenced><mi>x</mi></mfenced>", "2x"),
        ("<mfrac><mi>a</mi><mn>2</mn></mi></mfrac><mn>3</mn>", "a/23"),
        ("<mi>x<msup><mn>10</mn><mn>1</mi>2</mn></msup>", "x10¹²"),
        ("<mfrac><mi>a</mi><mn>2<p>b<mn>3", "a/2 b3"),
    ],
)
def test_formulas_of_a_page(source: str, text: str) -> None:
    """A fraction has its stroke, and a power is one; a formula ends with its line."""
    blocks = read_markup(f"<p><math>{source}</math>").blocks
    assert " ".join(block.text for block in blocks) == text


def test_parts_of_no_formula_are_text() -> None:
    """Outside of one they are set as any other words, whatever they are called."""
    (block,) = read_markup("<p><b><mfrac><i>1</i> <i>2</i></mfrac></b>").blocks
    assert block.text == "1 2"


def test_a_page_with_powers_is_found() -> None:
    """What finds a page's article writes them on the line; so do rows of a table."""
    text = "In it were 10{} eels, of 10{} g each, in 1990{} alone."
    block = MarkupBlock(text.format(*"⁶²³"), 0, 0.0, is_around=False)
    row = MarkupBlock("Pike: 10⁷", 0, 0.0, is_around=False, is_row=True)
    found = f"{text.format(*'623')}\nPike 107"
    assert article_blocks([block, row], found) == [block, row]


def test_raised_figures_of_word() -> None:
    """By the runs' looks, and in a formula."""
    document = docx.Document()
    paragraph = document.add_paragraph("Some 10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" eels of the town")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" weigh ")
    parts = "".join(
        f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"
        for name, text in (("e", "10"), ("sup", "2"))
    )
    xml = f'<m:oMath xmlns:m="{FORMULA}"><m:sSup>{parts}</m:sSup></m:oMath>'
    paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" g each.")
    article = read_article(saved(document), "x.docx")
    assert article.text == "Some 10⁶ eels of the town1 weigh 10² g each."
    assert looks(article) == [("raised", "1", "")]


def test_raised_figures_of_opendocument_and_rich_text() -> None:
    """By their styles, or control words."""
    style = (
        '<office:styles><style:style style:name="Up" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        "</office:styles>"
    )
    up = '<text:span text:style-name="Up">{}</text:span>'.format
    body = f"<text:p>Some 10{up(6)} eels of the town{up(1)}.</text:p>"
    article = read_article(odt(body, styles_xml=style), "x.odt")
    assert article.text == "Some 10⁶ eels of the town1."
    rich = rb"{\rtf1 Some 10{\super 6} eels of the town{\super 1}.\par}"
    assert read_article(rich, "x.rtf").text == article.text
