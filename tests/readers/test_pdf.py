"""PDF documents: reading order, paragraphs, headings, pages, and what isn't text."""

from dataclasses import replace

import numpy as np
import pytest

from rag.errors import EmptyFileError, ReadError
from rag.readers import read_article
from rag.readers.pdf import breaks, characters, fonts, pdf, stretches
from rag.readers.pdf import glyphs as pdf_glyphs
from rag.readers.pdf import paragraphs as pdf_paragraphs
from rag.readers.pdf.glyphs import GLYPH, Glyphs, is_blank, is_vertical, set_upright
from rag.readers.pdf.runs import Run
from rag.readers.pdf.signs import set_signs
from rag.readers.pdf.stretches import stretches_of
from rag.types import Article
from tests.articles import paragraphs
from tests.pdf_files import LIGATURE, Line, pdf_file
from tests.pdf_places import check_places

FIRST = [
    "The river rose by two metres in one night, and the bridge was",
    "closed at once. Many people came to look at it, and some of them",
    "stayed until the morning.",
]
SECOND = [
    "The mayor said that the old bridge, which was built in 1880, would",
    "be open again by Friday.",
]


@pytest.fixture(autouse=True)
def _places(monkeypatch) -> None:
    """Hold text and places together for every PDF that is read here."""
    read_it = read_article

    def read_and_check(data: bytes, name: str) -> Article:
        article = read_it(data, name)
        check_places(data, article)
        return article

    monkeypatch.setitem(globals(), "read_article", read_and_check)


def column(lines: list[str], x: float = 72, y: float = 100) -> list[Line]:
    """Set lines below each other, 12 points apart."""
    return [Line(x, y + 12 * i, text) for i, text in enumerate(lines)]


def read(pages: list[list[Line]], **options) -> Article:
    """Read a PDF of such pages."""
    return read_article(pdf_file(pages, **options), "x.pdf")


def test_lines_become_paragraphs() -> None:
    """Lines are joined by spaces; more space, or a short last line, ends one."""
    spaced = column(FIRST) + column(SECOND, y=160)
    tight = column(FIRST + SECOND)
    expected = [" ".join(FIRST), " ".join(SECOND)]
    assert paragraphs(read([spaced])) == expected
    assert paragraphs(read([tight])) == expected


def test_divided_words_are_joined() -> None:
    """A hyphen at the end of a line goes, unless the document writes it elsewhere."""
    lines = [
        "The well-known river rose by two metres in one night, and the bri-",
        "dge was closed by order of the mayor of the town, who is a well-",
        "known man, and by nobody else in the town.",
    ]
    (text,) = paragraphs(read([column(lines)]))
    assert "bridge was" in text
    assert "a well-known man" in text


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns under a title that spans them are read left first, wherever drawn."""
    words = ["river", "bridge", "mayor", "people", "night", "town"]
    left = [f"The left {word} is a long enough line of text" for word in words]
    right = [f"The right {word} is a long enough line of text" for word in words]
    title = Line(72, 80, "A title over both of the columns of this page here", 20)
    rows = [
        line
        for i in range(len(words))
        for line in (Line(72, 120 + 12 * i, left[i]), Line(320, 120 + 12 * i, right[i]))
    ]
    article = read([[title, *rows]])
    assert article.title == title.text
    assert article.text.split("\n\n", 1)[1].replace("\n\n", " ") == " ".join(
        left + right
    )


@pytest.mark.parametrize("beside", [2, 1])
def test_columns_may_begin_at_an_edge_of_few_lines(beside: int) -> None:
    """Of four lines two, where the others hang: one alone is no edge."""
    hang = [0, 12, 0, 12] if beside == 2 else [0, 12, 24, 36]
    words = ["first", "second", "third", "fourth"]
    lines = {
        side: [f"The {word} line on the {side} is long enough" for word in words]
        for side in ("left", "right")
    }
    rows = [
        Line(x + hang[i], 100 + 12 * i, lines[side][i])
        for i in range(4)
        for side, x in (("left", 60), ("right", 330))
    ]
    columns = " ".join(lines["left"] + lines["right"])
    assert (" ".join(read([rows]).text.split()) == columns) == (beside == 2)


@pytest.mark.parametrize(
    ("pitch", "shift", "is_column"),
    [(14, 3, True), (14, 5, True), (12, 0, False), (12, 1, False), (36, 6, False)],
)
@pytest.mark.parametrize("x", [60, 420])
def test_short_lines_beside_text_are_a_column(pitch, shift, is_column, x) -> None:
    """Unless they stand on its lines, or apart from each other, as labels do."""
    text = [
        f"The {word} line of a text which is long enough" for word in "abcdefghijkl"
    ]
    labels = ["Phone", "Languages", "Skills", "Interests"]
    short = [Line(x, 100 + shift + pitch * i, each) for i, each in enumerate(labels)]
    said = " ".join(paragraphs(read([[*short, *column(text, x=160)]])))
    assert (" ".join(labels) in said) == is_column


def test_names_over_columns_stay_a_line() -> None:
    """Of three the middle one stands over the gap; those beside it are in no column."""
    words = ["river", "bridge", "mayor", "people", "night", "town"]
    rows = [
        Line(x, 160 + 12 * i, f"The {side} {word} is a long enough line of text")
        for i, word in enumerate(words)
        for side, x in (("left", 72), ("right", 320))
    ]
    names = [
        Line(90, 100, "Jo Doe"),
        Line(280, 100, "Alexandra Roe"),
        Line(460, 101, "Bo"),
    ]
    text = read([[*names, *rows]]).text
    assert text.startswith("Jo Doe Alexandra Roe Bo\n\nThe left river")


def test_rows_of_a_table_stay_rows() -> None:
    """Short cells beside each other are no columns of text."""
    rows = [
        ("year", "metres"),
        ("1880", "2"),
        ("1910", "3"),
        ("1950", "1"),
        ("2000", "4"),
    ]
    lines = [
        Line(x, 100 + 12 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((72, 320), row, strict=True)
    ]
    named = [f"year: {year}; metres: {metres}" for year, metres in rows[1:]]
    assert paragraphs(read([lines])) == named


def test_large_and_bold_lines_are_headings() -> None:
    """The largest font is the title; larger and bold short lines are headings."""
    lines = [
        Line(72, 60, "River in flood", 24),
        *column(FIRST),
        Line(72, 160, "The bridge", 14),
        *column(SECOND, y=180),
        Line(72, 230, "The mayor", 10, is_bold=True),
        *column(FIRST, y=250),
    ]
    article = read([lines])
    assert article.title == "River in flood"
    assert [p.section for p in article.paragraphs] == [
        None,
        "The bridge",
        "The bridge › The mayor",
    ]


@pytest.mark.parametrize("page", [0, 1])
def test_headings_may_stand_before_a_title_on_its_page(page: int) -> None:
    """As those of a column beside it; a later page's largest letters are no title."""
    before = [Line(72, 40, "Contact", 14), Line(72, 60, "By letter or by boat.")]
    title = [Line(72, 90, "River in flood", 24), *column(FIRST, y=120)]
    article = read([before + title] if page == 0 else [before, title])
    assert (article.title == "River in flood") == (page == 0)


def test_pages_are_known_and_running_heads_come_last() -> None:
    """Lines that repeat at the edges come once, page numbers not; pages are kept.

    They are in the text, and in no paragraph: what they say is no answer.
    """
    words = ["river", "bridge", "mayor", "town"]
    texts = [[f"The {word} is old.", f"Nobody sees the {word}."] for word in words]
    pages = [
        [
            Line(72, 30, "The Flood Reporter"),
            *column(texts[i]),
            Line(300, 760, str(i + 1)),
        ]
        for i in range(4)
    ]
    article = read(pages)
    assert [p.page for p in article.paragraphs] == [1, 2, 3, 4]
    expected = [" ".join(text) for text in texts]
    assert paragraphs(article) == expected
    assert article.text == "\n\n".join([*expected, "The Flood Reporter"])


LETTERHEAD = ["Board of the Harbour", "Quay Street 4", "Telephone 567", "office@t.org"]
ELEVEN = [f"The pier {letter * 3}" for letter in "ABCDEFGHJKL"]


@pytest.mark.parametrize(
    ("heads", "gap", "left"),
    [
        ([LETTERHEAD] * 2, 30, []),
        ([LETTERHEAD] * 4, 30, []),
        ([LETTERHEAD, LETTERHEAD[::-1]], 30, [*LETTERHEAD, *LETTERHEAD[::-1]]),
        # Of what stands as close to the text as its lines only the first two go.
        ([LETTERHEAD] * 3, 2, LETTERHEAD[2:] * 3),
        ([ELEVEN] * 3, 30, ELEVEN[2:] * 3),
    ],
)
def test_a_letterhead_is_no_text_of_its_pages(heads, gap, left) -> None:
    """More than two lines go where they are again, at one place, apart from the text.

    Feet do, too; what more than ten lines repeat is the page's own.
    """
    pages = []
    for i, head in enumerate(heads):
        lines = [Line(72, 30 + 12 * row, text) for row, text in enumerate(head)]
        words = ["The river is old.", "Nobody sees the mayor.", "The town is new."]
        y = lines[-1].y + 10 + gap
        body = column([f"{text[:-1]} {'abcd'[i]}." for text in words], y=y)
        feet = ["Bank of Tarn", "Account 12", "Rows of 77", f"Page {i + 1}"]
        foot = [Line(72, 720 + 10 * row, text, 8) for row, text in enumerate(feet)]
        pages.append([*lines, *body, *foot])
    article = read(pages)
    others = [text for text in paragraphs(article) if "river" not in text]
    assert " ".join(others) == " ".join(left)


def test_running_heads_alone_are_a_text() -> None:
    """Where pages have nothing else, they are what is said."""
    pages = [[Line(72, 30, "The Flood Reporter"), Line(72, 760, "Town")]] * 3
    assert paragraphs(read(pages)) == ["The Flood Reporter", "Town"]


def test_a_paragraph_goes_on_over_the_page() -> None:
    """A sentence cut by the end of a page is whole again, on the page of its start."""
    article = read([column(FIRST[:2]), column(FIRST[2:])])
    assert paragraphs(article) == [" ".join(FIRST)]
    assert article.paragraphs[0].page == 1


def test_a_turned_page_is_read_upright() -> None:
    """A landscape page, drawn turned and shown turned back, reads as any other."""
    assert paragraphs(read([column(FIRST)], rotate=90)) == [" ".join(FIRST)]


def test_what_is_filled_in_is_read() -> None:
    """The value of a form's field stands where it is seen."""
    lines = column(["Who came to the bridge on that day?"], x=50, y=250)
    article = read_article(pdf_file([lines], field="Jane Doe"), "x.pdf")
    assert paragraphs(article) == [f"{lines[0].text} Jane Doe"]


def test_text_drawn_over_itself_is_read_once() -> None:
    """Letters drawn twice, to look bold or to throw a shadow, are one letter each."""
    text = "All allowed bees will fill the hall."
    lines = [Line(50 + shift, 100 - shift, text) for shift in (0, 0.4, 0.8)]
    assert paragraphs(read([lines])) == [text]


def test_a_ligature_is_all_its_letters() -> None:
    """One character that reads as two, "ff", is not one letter drawn twice."""
    lines = [Line(50, 100, f"An o{LIGATURE}er of co{LIGATURE}ee.")]
    assert paragraphs(read([lines])) == ["An offer of coffee."]


@pytest.mark.parametrize("length", [32_767, 3_000_000])
def test_a_line_that_would_be_cut_is_refused(length: int) -> None:
    """PDFium reads 32,767 bytes of a string; the rest of an article isn't lost."""
    lines = [Line(50, 100, "river " * (length // 6) + "delta")]
    with pytest.raises(
        ReadError, match=r"^x\.pdf has a line too long to be read whole"
    ):
        read([lines])


def test_a_page_of_many_lines_is_not_cut() -> None:
    """Many strings that are long together are read whole."""
    lines = [Line(10, 20 + y / 2, "river " * 400, 0.5) for y in range(8)]
    text = "".join(paragraphs(read([lines])))
    assert text.count("river") == 3_200


def test_letters_that_are_doubled_stay_where_a_font_is_scaled() -> None:
    """A font of 200 points that is drawn at a twentieth of its size is one of 10."""
    article = read(
        [[Line(50, 100, "It passes 4,755,775.11 by all banks.", scale=0.05)]]
    )
    assert paragraphs(article) == ["It passes 4,755,775.11 by all banks."]


def glyphs(*characters: tuple[str, float, float]) -> Glyphs:
    """Set characters of 10 points where their lower left corners are."""
    rows = [
        (number, ord(code), 1, 0, 10.0, False, x, x + 10, y, y + 10)
        for number, (code, x, y) in enumerate(characters)
    ]
    return np.array(rows, GLYPH)


def test_columns_of_characters_are_lines() -> None:
    """On a page of columns the next character is below, the next column to the left."""
    below = [("川", 500, 700 - 10 * i) for i in range(9)]
    beside = [("川", 500 + 10 * i, 700) for i in range(9)]
    latin = [("a", 500, 700 - 10 * i) for i in range(9)]
    bullets = [("\uf0b7", 500, 700 - 10 * i) for i in range(9)]
    names = [*latin, *latin, *below]
    pages = [glyphs(*each) for each in (below, beside, latin, bullets, names)]
    assert list(map(is_vertical, pages)) == [True, False, False, False, False]
    first, second, left = set_upright(glyphs(*below[:2], ("橋", 480, 700)))
    assert first["right"] == second["left"]
    assert (first["bottom"], first["top"]) == (second["bottom"], second["top"])
    assert left["top"] <= first["bottom"]
    assert left["left"] == first["left"]


@pytest.mark.parametrize(
    ("text", "bold", "count"),
    [
        ("ab cd", 5, 4),
        ("ab cd", 4, 3),
        ("ab cd", 3, 2),
        ("ab cd", 1, 1),
        ("ab cd", 0, 0),
        ("aﬀ cd", 3, 3),  # a ligature is two letters
    ],
)
def test_a_run_knows_how_much_of_its_beginning_is_bold(text, bold, count) -> None:
    """Without spaces; what is bold behind other letters doesn't count."""
    page = glyphs(*((c, 10.0 * i, 700.0) for i, c in enumerate(text)))
    page["is_bold"][:bold] = True
    page["is_bold"][4] |= bold < 4
    ((_, run),) = characters._runs(page, 1)
    assert run.bold_chars == count


def strewn(seed: int) -> Glyphs:
    """Strew characters over a few lines: near, far, again, in several sizes."""
    rng = np.random.default_rng(seed)
    page = glyphs(*zip("ab \x02" * 30, [0.0] * 120, [700.0] * 120, strict=True))
    page["code"][rng.random(120) < 0.02] = 0x0A
    page["drawn_by"] = np.cumsum(rng.random(120) < 0.3)
    page["turn"][80:] = rng.random(40) < 0.1
    page["size"] = rng.choice([8.0, 10.0, 12.0], p=[0.1, 0.8, 0.1], size=120)
    page["is_bold"] = rng.random(120) < 0.1
    steps = [5, 0.5, -0.9, 0, 12, 17.1, -40]
    page["left"] = np.cumsum(rng.choice(steps, p=[0.7, *[0.05] * 6], size=120))
    page["right"] = page["left"] + rng.choice([5.0, 2.2, 0.0], size=120)
    page["top"] += np.cumsum(rng.choice([0, 0.5, -6], p=[0.9, 0.05, 0.05], size=120))
    page["bottom"] = page["top"] - rng.choice([10, 9.5, 3], p=[0.8, 0.1, 0.1], size=120)
    return page


def test_what_is_read_in_stretches_is_as_if_read_one_by_one(monkeypatch) -> None:
    """Text, place and font of each run are those of going through all characters."""
    pages = list(map(strewn, range(200)))
    quick = [list(characters._runs(page, 1)) for page in pages]
    monkeypatch.setattr(
        stretches, "_goes_on", lambda ones, others: np.zeros(len(ones), bool)
    )
    monkeypatch.setattr(
        stretches, "_may_be_again", lambda drawn: np.ones(len(drawn), bool)
    )
    assert quick == [list(characters._runs(page, 1)) for page in pages]
    texts = [run.text for page in quick for _, run in page]
    # Else the pages would show nothing: no long run, no letter drawn again.
    assert max(map(len, texts)) > 40
    written = sum(len(run.drawn) for page in quick for _, run in page)
    assert written < sum(int((~is_blank(page)).sum()) for page in pages)


@pytest.mark.parametrize(
    ("shift", "drawn_by", "count"), [(0.9, 2, 1), (1.1, 2, 2), (0.9, 1, 2), (0.9, 0, 2)]
)
def test_a_letter_again_within_a_tenth_of_its_size_is_one(shift, drawn_by, count):
    """Of 10 points, drawn by something else: the parts of a ligature are two."""
    page = glyphs(("l", 100, 700), ("l", 100 + shift, 700))
    page["drawn_by"][1] = drawn_by
    page["right"] = page["left"] + 2
    ((_, run),) = characters._runs(page, 1)
    assert run.text == "l" * count


@pytest.mark.parametrize(
    ("gap", "rise", "texts"),
    [
        (0.4, 3, ["a6"]),
        (-0.4, 3, ["a6"]),
        (0.6, 3, ["a", "6"]),
        (-0.6, 3, ["a", "6"]),
        (0.4, 6, ["a", "6"]),
    ],
)
def test_what_touches_goes_on_where_a_line_is_said_to_end(gap, rise, texts) -> None:
    """PDFium says so before some raised figures, which more than half stand beside."""
    page = glyphs(("a", 100, 700), ("\n", 110, 700), ("6", 110 + gap, 700 + rise))
    assert [run.text for _, run in characters._runs(page, 1)] == texts


def test_characters_of_a_line_are_one_stretch() -> None:
    """Blanks stay within; another font, a gap and a letter drawn again part."""
    line = glyphs(*((c, 10.0 * i, 700.0) for i, c in enumerate("ab cd ef")))
    assert [(s.start, s.end, s.count) for s in stretches_of(line)] == [(0, 8, 6)]
    line["size"][4:] = 9
    line["left"][7] = line["right"][7] = 90.1
    assert [s.start for s in stretches_of(line)] == [0, 4, 7]
    again = np.concatenate((line[:4], line[:1]))
    again["drawn_by"][4] = 2
    assert [s.start for s in stretches_of(again) if s.may_be_again] == [0, 4]


def test_properties_stand_in() -> None:
    """Title, author and date are taken from the file where the text has none."""
    info = (
        "/Title (River in flood) /Author (Jane Doe) /CreationDate (D:20240312101500Z)"
    )
    article = read([column(FIRST)], info=info)
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert article.date == "2024-03-12"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - final2.docx", "10811.exe", "Statistics 2013..psd"]
)
def test_a_programs_title_is_none(title: str) -> None:
    """What a word processor writes as a title is not the article's."""
    article = read([column(FIRST)], info=f"/Title ({title})")
    assert article.title == "X"


@pytest.mark.parametrize("name", ["Administrator", "IEUser", "Owner", "DELL"])
def test_a_computers_account_is_no_author(name: str) -> None:
    """Programs write it unasked."""
    assert read([column(FIRST)], info=f"/Author ({name})").author is None


def test_the_heading_of_contents_is_no_title() -> None:
    """Though there is no other heading as large."""
    lines = [Line(72, 80, "Contents", 18), *column(FIRST + SECOND)]
    article = read([lines], info="/Title (River in flood)")
    assert article.title == "River in flood"
    assert [article.text[h.start : h.end] for h in article.headings] == ["Contents"]


def test_what_is_turned_is_no_heading() -> None:
    """As the stamp of an archive, in large letters along the edge of a page."""
    title = Line(72, 80, "River in flood", 14)
    stamp = b"BT /F0 20 Tf 0 1 -1 0 40 200 Tm (arX:0 [cs] 12 Jan 2016) Tj ET\n"
    lines = pdf_file([[title, *column(FIRST + SECOND), *column(FIRST + SECOND, y=300)]])
    data = lines.replace(b"endstream", stamp + b"endstream")
    article = read_article(data, "x.pdf")
    assert article.title == "River in flood"
    assert "arX:0" in article.text


def test_a_document_of_blank_pages_is_refused() -> None:
    """Pages without text or pictures are said to be so: OCR would find nothing."""
    with pytest.raises(
        EmptyFileError, match=r"^x\.pdf holds nothing in its 2 pages: add another"
    ):
        read([[], []])


def test_a_protected_document_is_refused() -> None:
    """A document under a password is said to be so."""
    secret = f"<{'ab' * 32}>"
    encrypt = f"/Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4"
    trailer = f"/ID [<00> <00>] /Encrypt << {encrypt} >>"
    with pytest.raises(ReadError, match=r"^x\.pdf is protected by a password"):
        read([column(FIRST)], trailer=trailer)


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-" + b"\0" * 3_000_000])
def test_a_damaged_document_is_refused(data: bytes) -> None:
    """What begins as a PDF and is none is refused in one line."""
    with pytest.raises(ReadError, match=r"^x\.txt is a damaged PDF[^\n]*$"):
        read_article(data, "x.txt")


def test_a_damaged_page_is_named() -> None:
    """The file can be opened, but has no page where its list of pages names one."""
    data = pdf_file([column(FIRST), column(SECOND)])
    with pytest.raises(ReadError, match=r"^x\.pdf is a PDF whose page 2 is damaged: "):
        read_article(data.replace(b"8 0 R]", b"99 0 R]"), "x.pdf")


def test_what_is_flat_is_hidden() -> None:
    """Text without a height; what is around it is read."""
    flat = b"BT /F0 10 Tf 1 0 0 0 72 300 Tm (flat) Tj ET\n"
    data = pdf_file([column(FIRST)]).replace(b"endstream", flat + b"endstream")
    assert paragraphs(read_article(data, "x.pdf")) == [" ".join(FIRST)]


def test_a_flat_space_parts_words(monkeypatch) -> None:
    """As in fonts whose own characters are drawings, and a space none."""
    measured = pdf_glyphs.boxes_of

    def flat(text_page):
        boxes = measured(text_page)
        boxes[3, 1] = boxes[3, 3]
        return boxes

    monkeypatch.setattr(pdf_glyphs, "boxes_of", flat)
    document = pdf.opened(pdf_file([[Line(72, 100, "Old boats", 2)]]))
    glyphs = pdf_glyphs.page_glyphs(document[0])
    assert "".join(map(chr, glyphs["code"])) == "Old boats"


def test_a_document_may_begin_with_other_bytes() -> None:
    """Its mark within the first 1,024 is enough, where its end has one, too."""
    data = b"sent by the printer\n" + pdf_file([column(FIRST)])
    assert paragraphs(read_article(data, "x.txt")) == [" ".join(FIRST)]


@pytest.mark.parametrize(
    ("number", "sign"), [(0xF0B7, "•"), (0xF0A7, "▪"), (0xF0FC, "✓"), (0xF0FB, "✗")]
)
def test_bullets_of_words_fonts_are_those_that_are_seen(
    monkeypatch, number: int, sign: str
) -> None:
    """These give them private numbers, which no other font shows."""
    of = pdf_glyphs._unicode
    monkeypatch.setattr(
        pdf_glyphs,
        "_unicode",
        lambda page, at: number if of(page, at) == ord("*") else of(page, at),
    )
    lines = [Line(72, 100 + 12 * i, text) for i, text in enumerate(["* Tar", "* Rope"])]
    draft = pdf.read(pdf_file([lines]))
    assert draft.text == f"{sign} Tar\n\n{sign} Rope"


@pytest.mark.parametrize(
    ("font", "seen"), [(b"AB+Wingdings-R", "●▪➢✓"), (b"AB+Wingdings-2", "l§Øü")]
)
def test_signs_in_letters_places_are_those_that_are_seen(
    font: bytes, seen: str
) -> None:
    """Their font tells; of others by its name the letters' places are not known."""
    lines = [
        Line(x, 100 + 14 * i, text, is_bold=x == 72)
        for i, sign in enumerate("l§Øü")
        for x, text in ((72, sign), (90, "Tar"))
    ]
    data = pdf_file([lines]).replace(b"Helvetica-Bold", font)
    words = pdf.read(data).text.split()
    assert words == [word for sign in seen for word in (sign, "Tar")]


def test_each_letter_of_the_font_is_its_sign() -> None:
    """As letters they are what a program shows that has another font."""
    codes = np.array([*map(ord, "lnoquv\x9f§¨Øßàáâûüýþ")], np.uint32)
    set_signs(codes, np.ones(len(codes), bool))
    assert "".join(map(chr, codes)) == "●■□❑◆❖•▪□➢←→↑↓✗✓☒☑"


def test_only_their_font_tells_other_private_numbers() -> None:
    """A letter whose place has no sign stays what it is."""
    codes = np.array([0xF06E, 0xF06E, ord("A"), 0xF0A7], np.uint32)
    set_signs(codes, np.array([True, False, True, False]))
    assert "".join(map(chr, codes)) == "■\uf06eA▪"


def test_what_is_outside_the_page_is_not_read() -> None:
    """Of a sheet cut in two, each page has its own half and not the other's."""
    outside = [Line(700, 100, "Beside it."), Line(72, -30, "Above it.")]
    below = Line(72, 830, "Below it.")
    assert paragraphs(read([[*outside, *column(FIRST), below]])) == [" ".join(FIRST)]


def test_a_hyphen_after_a_gap_divides_a_word_that_is_known() -> None:
    """Justified lines may have a gap there; a dash between two words stays."""
    lines = [
        "The rest of the bridge was written off as depreciation, and this de -",
        "preciation went on for as long as the people of the town used it -",
        "which they did until the end, whatever was said about it by others.",
    ]
    (text,) = paragraphs(read([column(lines)]))
    assert "this depreciation went on" in text
    assert "used it - which they did" in text


@pytest.mark.parametrize(
    ("marks", "is_columns"),
    [
        (("- ", "- "), True),
        ((["1.", "2.", "3.", "4."], ["5.", "6.", "7.", "8."]), True),
        ((["1.", "3.", "5.", "7."], ["2.", "4.", "6.", "8."]), False),
        ((["1.", "2.", "3.", "4."], ["", "", "", ""]), False),
    ],
)
def test_lists_beside_each_other_are_columns(marks, is_columns) -> None:
    """Items go down their column; numbers that go to the right make rows."""
    signs = [m if isinstance(m, list) else [m] * 4 for m in marks]
    fruits = (["apple", "pear", "plum", "fig"], ["tea", "milk", "rum", "ale"])
    cells = [
        [f"{sign} {word}".strip() for sign, word in zip(*pair, strict=True)]
        for pair in zip(signs, fruits, strict=True)
    ]
    lines = [
        Line(x, 100 + 12 * i, cell)
        for i, row in enumerate(zip(*cells, strict=True))
        for x, cell in zip((72, 320), row, strict=True)
    ]
    text = " ".join(paragraphs(read([lines])))
    down = text.index("pear") < text.index("tea")
    assert down == is_columns


def test_a_paragraph_over_many_pages_takes_time_by_its_length(monkeypatch) -> None:
    """Each line is looked at as often as it is there, not once for each above it."""
    seen: list[int] = []
    find = pdf_paragraphs.is_list_item
    for module in (breaks, fonts, pdf_paragraphs):
        monkeypatch.setattr(
            module,
            "is_list_item",
            lambda text: seen.append(len(text)) or find(text),
        )
    line = Run("river and the bri-", 1, 72.0, 540.0, 0.0, 10.0, 10.0, is_bold=False)
    pages = [
        [[replace(line, page=p, top=12.0 * i, bottom=12.0 * i + 10) for i in range(40)]]
        for p in range(1, 60)
    ]
    (text,) = pdf_paragraphs.texts_of(pages)
    assert text.words.count("river") == 40 * 59
    # Of 59 parts a page long; all that came before would be 29 times as much.
    assert sum(seen) < 5 * len(text.words)
