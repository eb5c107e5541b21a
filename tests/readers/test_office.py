"""Office files and books: text, headings, lists, tables, notes and properties."""

from copy import deepcopy
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from rag.errors import FileTooLargeError, ReadError
from rag.readers import read_article
from rag.readers.office import archive as archive_module
from rag.readers.office import docx as docx_reader
from rag.readers.office import docx_styles
from rag.readers.office.archive import Archive
from rag.types import Article
from tests.archives import ODT_TYPE, epub, odt, packed, saved, word_table
from tests.articles import BODY, paragraphs, rows


def sections(article: Article) -> list[str | None]:
    """Give the section of each paragraph."""
    return [p.section for p in article.paragraphs]


def word_file() -> bytes:
    """Make a Word document with one of each thing."""
    document = docx.Document()
    document.core_properties.author = "Jane Doe"
    document.core_properties.created = datetime(2024, 3, 12)
    document.add_heading("River in flood", 0)
    document.add_paragraph(BODY)
    document.add_heading("The bridge", 1)
    document.add_paragraph("stone", style="List Bullet")
    document.add_paragraph("iron", style="List Number")
    word_table(document, ["year", "metres"], ["1880", "2"])
    document.add_paragraph().add_run("The Mayor").bold = True
    document.add_paragraph("He came.\tHe saw.")
    return saved(document)


def test_a_word_document_is_read() -> None:
    """Headings, lists and tables are read by style; bold short lines are headings."""
    article = read_article(word_file(), "x.docx")
    assert article.title == "River in flood"
    assert (article.author, article.date) == ("Jane Doe", "2024-03-12")
    assert list(zip(sections(article), paragraphs(article), strict=True)) == [
        (None, BODY),
        ("The bridge", "- stone"),
        ("The bridge", "1. iron"),
        ("The bridge", "year: 1880; metres: 2"),
        ("The bridge › The Mayor", "He came. He saw."),
    ]


def test_the_part_with_the_text_may_have_another_name() -> None:
    """As Word on the web calls it; what the file's relations name is read."""
    with ZipFile(BytesIO(word_file())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    renamed = {
        name.replace("document.xml", "document2.xml"): part.replace(
            b"document.xml", b"document2.xml"
        )
        for name, part in parts.items()
    }
    article = read_article(packed(renamed), "x.docx")
    assert article.text == read_article(word_file(), "x.docx").text


@pytest.mark.parametrize(
    ("properties", "said", "date"),
    [
        ({}, None, None),
        ({"author": "Jo Doe"}, "Jo Doe", None),
        ({"created": datetime(2013, 12, 23)}, None, "2013-12-23"),
    ],
)
def test_a_programs_template_has_no_author(
    properties: dict[str, object], said: str | None, date: str | None
) -> None:
    """Neither it nor its date says anything of the document."""
    document = docx.Document()
    document.add_paragraph("Owls fly without a sound.")
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    article = read_article(saved(document), "owls.docx")
    assert (article.author, article.date) == (said, date)


def test_deleted_words_are_left_out() -> None:
    """Of tracked changes what was inserted is read, and what was deleted is not."""
    document = docx.Document()
    paragraph = document.add_paragraph("The river rose")._p
    for kind, tag, text in (("ins", "t", " fast"), ("del", "delText", " slowly")):
        xml = f'<w:{kind} xmlns:w="{paragraph.nsmap["w"]}"><w:r><w:{tag}>{text}'
        xml += f"</w:{tag}></w:r></w:{kind}>"
        paragraph.append(docx.oxml.parse_xml(xml))
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == ["The river rose fast"]


def test_tables_in_tables_are_read_once() -> None:
    """What a table in a cell holds, and a text box in it, is found, and only once."""
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "outer"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "inner"
    box = "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
    box = f"<w:pict><w:txbxContent>{box}</w:txbxContent></w:pict>"
    box = f'<w:r xmlns:w="{{}}">{box}</w:r>'
    paragraph = cell.paragraphs[0]._p
    paragraph.append(docx.oxml.parse_xml(box.format(paragraph.nsmap["w"])))
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == ["outer inner", "boxed"]


def test_a_text_in_a_frame_is_no_row() -> None:
    """Of a table's rows one may hold a whole document, with a table in it."""
    document = docx.Document()
    table = word_table(document, ("Year", "Cases"), ("2021", "97"), ("", ""))
    frame = table.cell(2, 0)
    frame.paragraphs[0].text = " ".join([BODY] * 8)
    frame.add_paragraph("They closed it.")
    inner = frame.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Rye", "4"
    article = read_article(saved(document), "x.docx")
    first, last = "Year: 2021; Cases: 97", "Rye: 4"
    text = [" ".join([BODY] * 8), "They closed it."]
    assert paragraphs(article) == [first, *text, last]
    assert rows(article) == [first, last]


def test_words_apart_in_a_line_stay_so() -> None:
    """As those on the left and on the right of a letterhead."""
    document = docx.Document()
    paragraph = document.add_paragraph("River Office")
    paragraph.add_run()._r.append(OxmlElement("w:ptab"))
    paragraph.add_run("Page of the clerk")
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == ["River Office Page of the clerk"]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    """Its first cell is none of the first column."""
    document = docx.Document()
    rows = ["town", "2020", "2021"], ["Rye", "1", "2"], ["", "3", "4"]
    table = word_table(document, *rows)
    last = table.rows[2]._tr
    last.remove(last.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    last.get_or_add_trPr().append(before)
    assert paragraphs(read_article(saved(document), "x.docx")) == [
        "town: Rye; 2020: 1; 2021: 2",
        "2020: 3; 2021: 4",
    ]


def test_a_cell_that_is_said_to_span_no_column_has_its_own() -> None:
    """Nothing in it is lost."""
    document = docx.Document()
    table = word_table(document, ["town", "2020"], ["Rye", "1"])
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "0")
    table.rows[1]._tr.tc_lst[0].get_or_add_tcPr().append(span)
    assert paragraphs(read_article(saved(document), "x.docx")) == ["town: Rye; 2020: 1"]


@pytest.mark.parametrize(
    ("look", "first"),
    [
        ({"val": "04A0"}, "Name: Ada; Office: chair"),
        ({"val": "01E0"}, "Name: Ada; Office: chair"),
        ({"val": "0600"}, "Name: Office"),
        ({"val": "04A0", "firstRow": "0"}, "Name: Office"),
        ({"val": "0000", "firstRow": "1"}, "Name: Ada; Office: chair"),
        ({"val": "none"}, "Name: Office"),
    ],
)
def test_a_tables_style_tells_of_its_first_row(look: dict[str, str], first) -> None:
    """By a word, or in older files by a bit of a number."""
    document = docx.Document()
    table = word_table(document, ["Name", "Office"], ["Ada", "chair"])
    said = table._tbl.tblPr.find(qn("w:tblLook"))
    said.attrib.clear()
    for name, value in look.items():
        said.set(qn(f"w:{name}"), value)
    assert paragraphs(read_article(saved(document), "x.docx"))[0] == first


def test_fractions_keep_their_bar() -> None:
    """A numerator doesn't run into its denominator."""
    document = docx.Document()
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    xml = f'<m:oMath xmlns:m="{math}"><m:f>{part.format("num", 1)}'
    xml += f"{part.format('den', 2)}</m:f></m:oMath>"
    document.add_paragraph("About ")._p.append(docx.oxml.parse_xml(xml))
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == ["About 1/2"]


def test_hidden_text_is_not_read() -> None:
    """What a reader doesn't see can't be quoted to them."""
    document = docx.Document()
    paragraph = document.add_paragraph("The river rose")
    paragraph.add_run(" by magic").font.hidden = True
    paragraph.add_run(" at night").font.hidden = False
    assert paragraphs(read_article(saved(document), "x.docx")) == [
        "The river rose at night"
    ]


def test_words_of_diagrams_and_charts_are_read() -> None:
    """What stands in a drawing is found after the text."""
    document = docx.Document()
    document.add_paragraph(BODY)
    data = BytesIO(saved(document))
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    part = f'<x xmlns:a="{drawing}"><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></x>'
    with ZipFile(data, "a") as archive:
        archive.writestr("word/diagrams/data1.xml", part.format("Rain, then flood"))
        archive.writestr("word/charts/chart1.xml", part.format("Metres a day"))
    article = read_article(data.getvalue(), "x.docx")
    assert paragraphs(article) == [BODY, "Metres a day", "Rain, then flood"]


def test_running_heads_come_once_and_last() -> None:
    """A letterhead is found, but doesn't divide the text; page numbers are not read."""
    document = docx.Document()
    document.add_paragraph(BODY)
    document.sections[0].header.paragraphs[0].text = "River Office, Graz"
    document.sections[0].footer.paragraphs[0].text = "2"
    document.add_section().header.paragraphs[0].text = "River Office, Graz"
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == [BODY, "River Office, Graz"]


def test_running_heads_that_repeat_the_text_are_left_out() -> None:
    """As those of a PDF are that have the title's words."""
    document = docx.Document()
    document.add_heading("River in flood", 0)
    document.add_paragraph(BODY)
    document.sections[0].header.paragraphs[0].text = "RIVER IN FLOOD"
    document.sections[0].footer.paragraphs[0].text = "River in floods"
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == [BODY, "River in floods"]


def titled(*above: str) -> Article:
    """Read a document with paragraphs above its title, and headings as large as it."""
    document = docx.Document()
    for text in above:
        style, _, words = text.rpartition("|")
        document.add_paragraph(words, style=style or None)
    document.add_paragraph("River in flood", style="Title")
    for heading in ("The crowd", "The bridge"):
        document.add_heading(heading, 1)
        document.add_paragraph(BODY)
    return read_article(saved(document), "flood.docx")


@pytest.mark.parametrize(
    ("above", "title", "front"),
    [
        ((), "River in flood", "River in flood"),
        (("Statistical bulletin",), "River in flood",
         "Statistical bulletin\n\nRiver in flood"),
        (("", "Opinion"), "River in flood", "Opinion\n\nRiver in flood"),
        # Words of another kind stay a text; so does what isn't right over the title.
        (("River Office",), "River in flood", None),
        (("Opinion", "River Office"), "River in flood", None),
        (("River Office", "Opinion"), "River in flood", None),
        (("Opinion", "", ""), "River in flood", None),
        # A title that comes after other headings isn't that of all.
        (("Heading 1|Preface",), "Preface", "Preface"),
        (("Heading 2|Preface", BODY), "Flood", None),
        (("Title|Rivers", BODY), "Rivers", "Rivers"),
    ],
)  # fmt: skip
def test_the_style_of_titles_tells_the_title(
    above: tuple[str, ...], title: str, front: str | None
) -> None:
    """Wherever it stands above the headings, as large as it; a kicker is no text."""
    article = titled(*above)
    assert article.title == title
    top = article.text[: article.front.end] if article.front else None
    assert top == front


def test_a_table_over_the_title_leaves_a_kicker_a_text() -> None:
    """It stands on top no more."""
    document = docx.Document()
    word_table(document, ["1880", "2"])
    document.add_paragraph("Opinion")
    document.add_paragraph("River in flood", style="Title")
    document.add_paragraph(BODY)
    article = read_article(saved(document), "x.docx")
    assert paragraphs(article) == ["1880: 2", "Opinion", BODY]


def test_the_level_of_a_title_is_a_number() -> None:
    """One, where it stands as a heading."""
    article = titled("River Office")
    levels = [heading.level for heading in article.headings]
    assert levels == [1, 1, 1]
    assert {type(level) for level in levels} == {int}


@pytest.mark.parametrize(
    ("rows", "above", "date"),
    [
        ((("Release date:", "2 May 2025"), ("Next release:", "3 May 2026")), 1,
         "2025-05-02"),
        ((("Call:", "555"), ("Date of issue:", "2 May 2025")), 7, "2025-05-02"),
        ((("Call:", "555"), ("Date of issue:", "2 May 2025")), 8, None),
        ((("Issued:", "2 May 2025"), ("Date:", "3 May 2025")), 1, None),
        ((("Date:", "2 May 2025", "Tarn"), ("Call:", "555", "")), 1, None),
        ((("Opened:", "2 May 2025"), ("Closed:", "3 May 2025")), 1, None),
    ],
)  # fmt: skip
def test_a_table_on_top_may_have_the_date(
    rows: tuple[tuple[str, ...], ...], above: int, date: str | None
) -> None:
    """A row of a label and a date alone, the only one; all stay rows."""
    document = docx.Document()
    for _ in range(above):
        document.add_paragraph(BODY)
    word_table(document, *rows)
    document.add_paragraph(BODY)
    word_table(document, ["Date:", "1 May 1999"])
    article = read_article(saved(document), "x.docx")
    assert article.date == date
    assert sum(p.is_row for p in article.paragraphs) == 3


def test_an_odt_is_read() -> None:
    """Headings, lists, tables and notes are read; deleted text is not."""
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:p text:style-name="P1">River in flood</text:p>'
        f"<text:p>{BODY}<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>"
        '<text:h text:outline-level="2">The <text:s/>bridge</text:h>'
        "<text:list><text:list-item><text:p>stone</text:p></text:list-item>"
        "<text:list-item><text:p>iron</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>1880</text:p>"
        "</table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    meta = (
        "<office:meta><meta:initial-creator>Jane Doe</meta:initial-creator>"
        "<meta:creation-date>2024-03-12T10:00:00</meta:creation-date></office:meta>"
    )
    article = read_article(odt(body, meta_xml=meta), "x.odt")
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert article.date == "2024-03-12"
    assert paragraphs(article) == [BODY, "A note.", "- stone", "- iron", "1880: 2"]
    assert sections(article)[2] == "The bridge"


def test_an_odts_cells_and_running_heads() -> None:
    """Paragraphs of a cell don't run into each other; a letterhead comes last."""
    cells = (
        "<table:table-cell><text:p>one</text:p><text:p>two<draw:frame>"
        "<svg:desc>seen by none</svg:desc></draw:frame></text:p></table:table-cell>"
        "<table:table-cell><table:table><table:table-row><table:table-cell><text:p>"
        "inner</text:p></table:table-cell></table:table-row></table:table>"
        "</table:table-cell>"
    )
    rows = f"<table:table-row>{cells}</table:table-row>"
    body = f"<text:p>{BODY}</text:p><table:table><table:table-header-rows>{rows}"
    body += "</table:table-header-rows></table:table>"
    head = "<style:header><text:p>River Office</text:p></style:header>"
    pages = f"<style:master-page>{head}</style:master-page>" * 2
    article = read_article(odt(body, styles_xml=pages), "x.odt")
    assert paragraphs(article) == [BODY, "one two: inner", "River Office"]


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """Chapters follow the spine; title, author, year and language are the book's."""
    metadata = (
        "<dc:title>Floods</dc:title><dc:creator>Jo Doe</dc:creator>"
        "<dc:creator>Al Roe</dc:creator><dc:date>2024</dc:date>"
        "<dc:language>en-GB</dc:language>"
    )
    chapters = {
        "b.xhtml": f"<h1>Rivers</h1><p>{BODY}</p>",
        "a.xhtml": "<h1>Bridges</h1><p>Second.</p>",
    }
    article = read_article(epub(chapters, metadata), "x.epub")
    assert (article.title, article.author) == ("Floods", "Jo Doe, Al Roe")
    assert (article.date, article.language) == ("2024", "en")
    assert sections(article) == ["Rivers", "Bridges"]
    assert paragraphs(article) == [BODY, "Second."]


def test_a_book_is_dated_and_signed_by_what_it_says_of_each() -> None:
    """A date may be of its file, and who made it may have drawn its pictures."""
    metadata = (
        '<dc:date event="modification">2022-01-05</dc:date>'
        '<dc:date event="publication">1998-06-01</dc:date>'
        '<dc:creator role="ill">Al Roe</dc:creator>'
        '<dc:creator role="aut">Jo Doe</dc:creator>'
    )
    article = read_article(epub({"a.xhtml": f"<p>{BODY}"}, metadata), "x.epub")
    assert (article.author, article.date) == ("Jo Doe", "1998-06-01")
    others = metadata.replace("publication", "creation").replace("aut", "art")
    article = read_article(epub({"a.xhtml": f"<p>{BODY}"}, others), "x.epub")
    assert (article.author, article.date) == ("Al Roe, Jo Doe", "2022-01-05")


def test_a_book_of_version_3_is_signed_by_who_wrote_it() -> None:
    """What each did stands apart there; who also drew wrote it all the same."""

    def did(person: str, role: str) -> str:
        return f'<meta refines="#{person}" property="role">{role}</meta>'

    people = (
        '<dc:creator id="b">Bo Sun</dc:creator><dc:creator id="j">Jo Doe</dc:creator>'
    )
    metadata = people + did("b", "trl") + did("j", "ill") + did("j", "aut")
    article = read_article(epub({"a.xhtml": f"<p>{BODY}"}, metadata), "x.epub")
    assert article.author == "Jo Doe"
    others = "".join(
        f'<meta refines="#j" property="{name}">Doe, Jo</meta>'
        for name in ("file-as", "schema:affiliation")
    )
    metadata = people + did("b", "aut") + others
    article = read_article(epub({"a.xhtml": f"<p>{BODY}"}, metadata), "x.epub")
    assert article.author == "Bo Sun, Jo Doe"


def changed_book(chapters: dict[str, str], *changes: tuple[bytes, bytes]) -> bytes:
    """Make a book in whose package some words stand for others."""
    with ZipFile(BytesIO(epub(chapters))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for before, after in changes:
        package = members["OEBPS/book.opf"]
        assert before in package
        members["OEBPS/book.opf"] = package.replace(before, after)
    return packed(members)


def test_chapters_of_old_books_are_read() -> None:
    """What version 1 of the format called a page is one."""
    kinds = (b"application/xhtml+xml", b"text/x-oeb1-document")
    data = changed_book({"a.html": f"<p>{BODY}"}, kinds)
    assert paragraphs(read_article(data, "x.epub")) == [BODY]


def test_what_is_no_page_of_text_is_no_chapter() -> None:
    """Its own table of contents, and a picture."""
    data = changed_book(
        {"a.xhtml": "<p>Boats, 2", "b.xhtml": f"<p>{BODY}", "c.png": "<p>drawn"},
        (b'id="c0"', b'id="c0" properties="nav"'),
        (
            b'c.png" media-type="application/xhtml+xml"',
            b'c.png" media-type="image/png"',
        ),
    )
    assert paragraphs(read_article(data, "x.epub")) == [BODY]


def test_a_locked_book_is_refused() -> None:
    """The message says that its seller locked it."""
    lock = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        '<e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        "</e:EncryptedData></encryption>"
    )
    with pytest.raises(ReadError, match=r"^x\.epub is locked by its seller"):
        read_article(epub({"a.xhtml": "<p>x"}, encryption=lock), "x.epub")


def test_a_book_that_lacks_a_chapter_is_refused() -> None:
    """It would be read with a gap that nobody sees; the message names the chapter."""
    whole = epub({"a.xhtml": f"<p>{BODY}", "b%20c.xhtml": "<p>Second."})
    with pytest.raises(ReadError, match=r"^x\.epub lacks its part 'OEBPS/b c\.xhtml'"):
        read_article(whole, "x.epub")


def test_rich_text_is_read() -> None:
    """Paragraphs, characters of any kind and the title come out of RTF."""
    source = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title River in flood}{\author Jane Doe}"
        r"{\creatim\yr2024\mo3\dy12}}{\fonttbl{\f0 Arial;}}"
        r"The {\b river} rose.\par Caf\'e9 \u8364? 5\par}"
    )
    article = read_article(source.encode(), "x.rtf")
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert article.date == "2024-03-12"
    assert paragraphs(article) == ["The river rose.", "Café € 5"]


@pytest.mark.parametrize("name", ["x.txt", "x.pdf", "x"])
def test_the_content_decides(name: str) -> None:
    """A Word document under any name is read as one."""
    assert read_article(word_file(), name).title == "River in flood"


def test_an_exploding_archive_is_refused(monkeypatch) -> None:
    """An archive that unpacks beyond the bound is stopped before it is unpacked."""
    data = packed({"word/document.xml": b"\0" * 2**20})
    monkeypatch.setattr(archive_module, "MAX_UNPACKED_BYTES", 2**19)
    with pytest.raises(FileTooLargeError, match="unpacks to more than"):
        Archive(data).read("word/document.xml")


def test_how_a_word_is_said_is_not_read() -> None:
    """Ruby, in either format: the word itself stays whole."""
    document = docx.Document()
    run = document.add_paragraph().add_run()
    ruby = OxmlElement("w:ruby")
    for name, text in (("w:rt", "とうきょう"), ("w:rubyBase", "東京")):
        part, inner, words = map(OxmlElement, (name, "w:r", "w:t"))
        words.text = text
        inner.append(words)
        part.append(inner)
        ruby.append(part)
    run._r.append(ruby)
    document.paragraphs[0].add_run("で会う。")
    base = "<text:ruby-base>東京</text:ruby-base>"
    said = f"<text:ruby>{base}<text:ruby-text>とうきょう</text:ruby-text></text:ruby>"
    for data in (saved(document), odt(f"<text:p>{said}で会う。</text:p>")):
        assert read_article(data, "x").text == "東京で会う。"


def test_exploding_entities_are_refused() -> None:
    """XML that defines entities is not parsed."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    data = packed({"mimetype": ODT_TYPE, "content.xml": bomb})
    with pytest.raises(ReadError, match=r"^x\.odt defines entities"):
        read_article(data, "x.odt")


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "/etc/passwd"])
def test_names_that_climb_out_are_only_names(name: str) -> None:
    """A book that names a file outside itself gets nothing from there."""
    book = epub({name: "<p>inside</p>", "a.xhtml": f"<p>{BODY}"})
    assert paragraphs(read_article(book, "x.epub")) == [BODY]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (word_file()[:2000], "is a damaged archive"),
        (packed({"word/document.xml": "<x/>"}), "lacks its part"),
        (packed({"META-INF/container.xml": "<c/>"}), "names no book"),
        (packed({"mimetype": ODT_TYPE, "content.xml": "<c/>"}), "holds no text doc"),
        (odt("<text:p>unclosed"), "has a damaged part"),
        (packed({"a.txt": "x"}), "is an archive of files"),
    ],
)
def test_damaged_and_foreign_archives_are_refused(data: bytes, message: str) -> None:
    """Each is refused by one line that names the file."""
    with pytest.raises(ReadError, match=message) as caught:
        read_article(data, "file")
    assert str(caught.value).startswith("file ")
    assert "\n" not in str(caught.value)


def test_twenty_thousand_nested_elements_end_in_an_error_or_text() -> None:
    """XML nested beyond reason neither crashes nor hangs the library."""
    deep = "<text:span>" * 20_000 + "deep" + "</text:span>" * 20_000
    with pytest.raises(ReadError, match=r"^x\.odt is damaged"):
        read_article(odt(f"<text:p>{deep}</text:p>"), "x.odt")


def test_every_style_chain_ends() -> None:
    """Styles that are based on one another in a circle are followed only once."""
    styles = "".join(
        f'<style styleId="{name}"><basedOn val="{base}"/></style>'
        for name, base in (("a", "b"), ("b", "a"))
    )
    text = '<p><pPr><pStyle val="a"/></pPr><r><t>text</t></r></p>'
    data = packed(
        {
            "_rels/.rels": "<r/>",
            "word/document.xml": f"<d><body>{text}</body></d>",
            "word/styles.xml": f"<s>{styles}</s>",
        }
    )
    assert docx_reader.read(data).text == "text"


def test_what_is_hidden_in_opendocument_is_left_out() -> None:
    """Hidden text, paragraphs, sections and styles are not shown, what follows is."""
    article = read_article(
        odt(
            "<text:p>Seen <text:hidden-text text:is-hidden='true'>no</text:hidden-text>"
            "first<text:hidden-text text:is-hidden='false'>, too</text:hidden-text>."
            "</text:p>"
            "<text:p><text:hidden-paragraph text:is-hidden='true'/>no2</text:p>"
            "<text:section text:display='none'><text:p>no3</text:p></text:section>"
            "<text:section text:is-hidden='true'><text:p>no4</text:p></text:section>"
            "<text:p text:style-name='H'>no5</text:p>"
            "<text:p><text:span text:style-name='H'>no6</text:span>Seen last.</text:p>",
            styles_xml="<office:styles><style:style style:name='H'>"
            "<style:text-properties text:display='none'/></style:style>"
            "</office:styles>",
        ),
        "x.odt",
    )
    assert paragraphs(article) == ["Seen first, too.", "Seen last."]


def test_a_clause_is_no_title() -> None:
    """A first heading with a number leaves the title to the file, and stays one."""
    document = docx.Document()
    document.core_properties.title = "A lease"
    heading = document.add_heading("Scope", 1)
    number = document.styles["List Number"].element.pPr.numPr
    heading._p.get_or_add_pPr().append(deepcopy(number))
    document.add_paragraph(BODY)
    article = read_article(saved(document), "x.docx")
    assert (article.title, article.front) == ("A lease", None)
    assert sections(article) == ["1. Scope"]
    bare = docx.Document()
    bare.core_properties.title = "A lease"
    bare.add_heading("Scope", 1)
    bare.add_paragraph(BODY)
    assert read_article(saved(bare), "x.docx").title == "Scope"


def styled_word_file(styles: str, body: str) -> bytes:
    """Make a Word document of XML."""
    names = 'xmlns:w="urn:w"'
    return packed(
        {
            "_rels/.rels": "<a/>",
            "word/document.xml": f"<w:d {names}><w:body>{body}</w:body></w:d>",
            "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        }
    )


def test_a_chain_of_styles_is_walked_once(monkeypatch) -> None:
    """A thousand styles, each based on the next, are read once for all paragraphs."""
    chain = "".join(
        f'<w:style w:styleId="s{i}"><w:name w:val="n"/><w:basedOn w:val="s{i + 1}"/>'
        "</w:style>"
        for i in range(1_000)
    )
    last = '<w:style w:styleId="s1000"><w:name w:val="heading 2"/></w:style>'
    circle = '<w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>'
    row = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = row.format("s0", "The river") + 50 * row.format("c", BODY)
    asked: list[object] = []
    look = docx_styles._own_level
    monkeypatch.setattr(
        docx_styles, "_own_level", lambda *its: asked.append(its) or look(*its)
    )
    draft = docx_reader.read(styled_word_file(chain + last + circle, body * 3))
    assert [block.level for block in draft.blocks[:2]] == [2, 0]
    # Each style once; each of the paragraphs for its level and for its number.
    assert len(asked) == 1_002 + 2 * 3 * 51


def test_a_document_that_repeats_itself_is_refused() -> None:
    """A small file that unpacks to a hundred times its size is no article."""
    row = f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>"
    with pytest.raises(FileTooLargeError, match=r"^x\.docx unpacks to \d+ times its"):
        read_article(styled_word_file("", row * 10_000), "x.docx")
    assert (
        len(paragraphs(read_article(styled_word_file("", row * 9_000), "x"))) == 9_000
    )
