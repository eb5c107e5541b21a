"""Tables in PDFs: found by their lines or by alignment, and nothing else is one."""

import re
from base64 import b64decode
from html import unescape
from itertools import pairwise

import numpy as np
import pytest

from rag.page.quotes.pdf_layout import PdfLayout
from rag.page.quotes.pdf_page import pdf_page_html
from rag.readers import read_article
from rag.readers.pdf import long, pdf, places
from rag.types import Article
from tests.articles import rows
from tests.pdf_files import Line, Rule, box, pdf_file
from tests.pdf_places import check_places
from tests.table_files import labelled

MADE = [made for made in labelled() if "pdf" in made.form]
TOWNS = [
    ["Town", "People", "Founded"],
    ["Rye", "4,255", "1205"],
    ["Hull", "267,014", "1299"],
    ["Deal", "30,555", "1699"],
]
COLUMNS = (72, 200, 320, 440)
PROSE = "The river rose by two metres in one night, and the bridge was closed."


def grid(rows: list[list[str]], top: float = 100) -> list[Line | Rule]:
    """Rule a table: a box of 16 points around each cell."""
    return [
        each
        for y, row in enumerate(rows)
        for (x0, x1), text in zip(pairwise(COLUMNS), row, strict=False)
        for each in (
            Line(x0 + 4, top + 16 * y + 11, text),
            *box(x0, top + 16 * y, x1, top + 16 * y + 16),
        )
    ]


def bare(rows: list[list[str]], top: float = 100) -> list[Line | Rule]:
    """Set a table without a line."""
    return [each for each in grid(rows, top) if isinstance(each, Line)]


def read(*pages: list[Line | Rule], rotate: int = 0) -> Article:
    """Read a PDF, and hold each character to its place."""
    data = pdf_file(pages, rotate=rotate)
    article = read_article(data, "x.pdf")
    check_places(data, article)
    return article


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.form} {made.case.kind}")
def test_each_cell_that_is_asked_for_is_in_its_row(made) -> None:
    """Whatever rules a table; a header that comes again on a page is no row."""
    article = read_article(made.data, made.name)
    check_places(made.data, article)
    found = rows(article)
    # Where nothing tells the header, it is a row.
    is_plain = made.form == "aligned pdf" and made.case.kind == "people"
    assert len(found) == len(made.case.rows) - made.case.headers + is_plain
    for asked in made.case.asked:
        assert any(all(w in row for w in (asked.cell, *asked.row)) for row in found)


@pytest.mark.parametrize("draw", [grid, bare])
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_table_stands_between_paragraphs(draw, rotate) -> None:
    """Its rows name their columns; what is above and below stays as it was."""
    above, below = Line(72, 60, PROSE), Line(72, 230, f"Then: {PROSE}")
    article = read([above, *draw(TOWNS), below], rotate=rotate)
    assert article.text == "\n\n".join(
        (
            PROSE,
            "Town: Rye; People: 4,255; Founded: 1205\n"
            "Town: Hull; People: 267,014; Founded: 1299\n"
            "Town: Deal; People: 30,555; Founded: 1699",
            f"Then: {PROSE}",
        )
    )


def test_only_what_is_drawn_there_has_a_place() -> None:
    """The values of a row do; the names of columns, which it repeats, don't."""
    made = places.make(pdf_file([grid(TOWNS)]))
    texts = places.texts_in([list(lines) for _, lines in pdf.pages_of(
        pdf.opened(pdf_file([grid(TOWNS)]))
    )])  # fmt: skip
    letters = list(places.letters_of(texts[:1]))
    assert texts[0].words == "Town: Rye; People: 4,255; Founded: 1205"
    assert "".join(x.character for x in letters if x.page) == "Rye4,2551205"
    assert made["sizes"] == [(612.0, 792.0)]


def test_rows_without_a_line_between_them_are_parted_by_their_figures() -> None:
    """Each on its own line in the cells that they share, beside its name."""
    cells = (("Ely", "Ayr"), ("20,256", "46,982"), ("long ago", "later"))
    shared = [
        Line(x + 4, 175 + 16 * i, text)
        for x, texts in zip(COLUMNS, cells, strict=False)
        for i, text in enumerate(texts)
    ]
    boxes = [rule for x0, x1 in pairwise(COLUMNS) for rule in box(x0, 164, x1, 196)]
    assert rows(read([*grid(TOWNS), *shared, *boxes]))[-2:] == [
        "Town: Ely; People: 20,256; Founded: long ago",
        "Town: Ayr; People: 46,982; Founded: later",
    ]


def test_a_name_of_two_lines_has_what_stands_on_other_lines_beside_it() -> None:
    """It is one row: its second line is beside none of theirs."""
    beside = (("20,256", "46,982"), ("long ago", "later"))
    shared = [Line(76, 175, "Great"), Line(76, 184, "Yarmouth")]
    shared += [
        Line(x + 4, 175 + 16 * i, text)
        for x, texts in zip(COLUMNS[1:], beside, strict=False)
        for i, text in enumerate(texts)
    ]
    boxes = [rule for x0, x1 in pairwise(COLUMNS) for rule in box(x0, 164, x1, 196)]
    assert rows(read([*grid(TOWNS), *shared, *boxes]))[-1] == (
        "Town: Great Yarmouth; People: 20,256 46,982; Founded: long ago later"
    )


def test_what_can_be_selected_on_a_page_is_the_text_of_its_rows() -> None:
    """Names of columns are unseen, but counted: a place in a row is one in the text."""
    data = pdf_file([[Line(72, 60, PROSE), *grid(TOWNS)]])
    article, made = read_article(data, "x.pdf"), places.make(data)
    layout = PdfLayout(
        sizes=made["sizes"],
        pages=np.frombuffer(b64decode(made["pages"]), np.int32),
        boxes=np.frombuffer(b64decode(made["boxes"]), np.float32).reshape(-1, 4),
    )
    page = pdf_page_html(article, layout, 1, [])
    parts = re.findall(r'data-start="(\d+)"[^>]*>(.*?)</g>', page)
    assert len(parts) == 4
    for start, part in parts:
        written = unescape(re.sub(r"<[^>]*>", "", part))
        assert article.text[int(start) :].startswith(written)
    assert unescape(re.sub(r"<[^>]*>", "", parts[1][1])) == (
        "Rye; People: 4,255; Founded: 1205"
    )


def test_text_across_a_line_is_cut_there() -> None:
    """Cells so full that no gap is between them are still two."""
    full = [["A long name", "and a value"], ["Another one", "and its own"]]
    lines = [
        Line(72, 111 + 16 * i, f"{left} {right}")
        for i, (left, right) in enumerate(full)
    ]
    # "A long name " ends at 72 + 58 points, in Helvetica of 10.
    edges = (70, 129, 190)
    rules = [r for i in range(2) for x0, x1 in pairwise(edges)
             for r in box(x0, 100 + 16 * i, x1, 116 + 16 * i)]  # fmt: skip
    assert rows(read([*lines, *rules])) == [": ".join(row) for row in full]


def test_cells_that_span_others_stand_in_each() -> None:
    """Names of groups, and of columns, as in other formats."""
    lines = [
        Line(76, 111, "Town"), *box(72, 100, 200, 132),
        Line(204, 111, "2021"), *box(200, 100, 440, 116),
        Line(204, 127, "Cars"), *box(200, 116, 320, 132),
        Line(324, 127, "Ships"), *box(320, 116, 440, 132),
        Line(76, 143, "Rye"), *box(72, 132, 200, 164),
        Line(204, 143, "12"), *box(200, 132, 320, 148),
        Line(324, 143, "13"), *box(320, 132, 440, 148),
        Line(204, 159, "14"), *box(200, 148, 320, 164),
        Line(324, 159, "15"), *box(320, 148, 440, 164),
    ]  # fmt: skip
    assert rows(read(lines)) == [
        "Town: Rye; 2021 Cars: 12; 2021 Ships: 13",
        "Town: Rye; 2021 Cars: 14; 2021 Ships: 15",
    ]


@pytest.mark.parametrize("is_bold", [False, True])
def test_a_title_over_a_table_is_none_of_its_names(is_bold: bool) -> None:
    """A text in a cell over all columns is a row of its own, however it is set."""
    title = [
        Line(76, 95, "Towns of the coast", is_bold=is_bold),
        *box(72, 84, 440, 100),
    ]
    found = rows(read([*title, *grid(TOWNS)]))
    assert found[:2] == [
        "Towns of the coast",
        "Town: Rye; People: 4,255; Founded: 1205",
    ]


def test_a_value_over_two_columns_stands_in_the_first_that_has_a_name() -> None:
    """Only names are meant for all columns below them; the corner here has none."""
    both = [Line(76, 175, "12"), *box(72, 164, 320, 180)]
    both += [Line(324, 175, "7,300"), *box(320, 164, 440, 180)]
    names = [each._replace(is_bold=True) if isinstance(each, Line) else each
             for each in grid([["", *TOWNS[0][1:]]])]  # fmt: skip
    found = rows(read([*names, *grid(TOWNS[1:], 116), *both]))
    assert found[0] == "Rye; People: 4,255; Founded: 1205"
    assert found[-1] == "People: 12; Founded: 7,300"


def test_a_remark_over_all_columns_has_no_name() -> None:
    """It is a row that belongs to none of them, however long."""
    said = "What is said of people was counted in the summer, and of ships in winter."
    said = f"{said} The rest is guessed."
    assert len(said) > 80  # so it can't be taken for a name
    remark = [Line(76, 175, said, 7), *box(72, 164, 440, 180)]
    assert rows(read([*grid(TOWNS), *remark]))[-1] == said


def test_rows_without_lines_between_them_are_rows() -> None:
    """A frame with lines between its columns alone: figures tell the rows."""
    words = bare(TOWNS)
    frame = [*box(72, 100, 440, 164), Rule(72, 116, 440, 116)]
    frame += [Rule(x, 100, x, 164) for x in COLUMNS[1:3]]
    assert (
        rows(read([*words, *frame]))[1] == "Town: Hull; People: 267,014; Founded: 1299"
    )


def test_lines_that_part_fewer_columns_than_there_are_rule_no_table() -> None:
    """Where cells of a grid would hold several, the texts' places tell the columns."""
    frame = [*box(72, 100, 440, 164), Rule(72, 116, 440, 116), Rule(200, 100, 200, 164)]
    assert rows(read([*bare(TOWNS), *frame])) == rows(read(bare(TOWNS)))


def test_words_drawn_at_once_are_cut_at_each_line_from_left_to_right() -> None:
    """Also where one of the lines ends above the last row, and is found last."""
    columns = (72, 99, 132.4, 170)  # Between the words of the row drawn at once.
    drawn = [Line(76, 127, "Rye 4,255 1205", 12), Line(76, 159, "Counted", 7)]
    drawn += [
        Line(x + 2, y, text, 7)
        for y, row in ((111, TOWNS[0]), (143, ["Ely", "20,256", "673"]))
        for x, text in zip(columns, row, strict=False)
    ]
    frame = [*box(72, 100, 170, 164), Rule(132.4, 100, 132.4, 164)]
    frame += [Rule(72, y, 170, y) for y in (116, 132, 148)]
    found = rows(read([*drawn, *frame, Rule(99, 100, 99, 148)]))
    assert found[0] == "Town: Rye; People: 4,255; Founded: 1205"


def test_a_cell_of_two_lines_is_one() -> None:
    """In a grid, and without one, where its row has no other text there."""
    wrapped = [
        Line(76, 171, "Great"), Line(76, 183, "Yarmouth"),
        Line(204, 171, "38,693"), Line(324, 171, "1208"),
    ]  # fmt: skip
    boxes = [r for x0, x1 in pairwise(COLUMNS) for r in box(x0, 164, x1, 190)]
    found = rows(read([*grid(TOWNS), *wrapped, *boxes]))
    assert found[-1] == "Town: Great Yarmouth; People: 38,693; Founded: 1208"
    more = [["Ely", "20,256 in", "673"], ["", "all"], ["Ayr", "46,982", "1205"]]
    found = rows(read([*bare(TOWNS), *bare(more, 164)]))
    assert found[-2:] == [
        "Town: Ely; People: 20,256 in all; Founded: 673",
        "Town: Ayr; People: 46,982; Founded: 1205",
    ]


def test_a_table_goes_on_over_the_page() -> None:
    """With its header again or without; other names or columns are another table."""
    more = [
        ["Ely", "20,256", "673"],
        ["Wick", "7,155", "1589"],
        ["Ayr", "46,982", "1205"],
    ]
    named = [f"Town: {a}; People: {b}; Founded: {c}" for a, b, c in [*TOWNS[1:], *more]]
    assert rows(read(grid(TOWNS), grid([TOWNS[0], *more]))) == named
    assert rows(read(bare(TOWNS), bare(more))) == named
    two = rows(read(bare(TOWNS), bare([row[:2] for row in more])))
    assert two[-3:] == ["Ely: 20,256", "Wick: 7,155", "Ayr: 46,982"]
    twice = rows(read(bare(TOWNS), bare(TOWNS)))
    assert twice == [*named[:3], *named[:3]]
    other = rows(read(bare(TOWNS), bare([["River", "Length", "Mills"], *more])))
    assert other[-1] == "River: Ayr; Length: 46,982; Mills: 1205"


def test_a_long_document_has_the_same_tables(monkeypatch) -> None:
    """Read in parts, a table that goes over two of them is one."""
    data = pdf_file([grid(TOWNS), grid([TOWNS[0], ["Ely", "20,256", "673"]])])
    monkeypatch.setattr(long, "MIN_LONG_BYTES", 0)
    monkeypatch.setattr(long, "PART_PAGES", 1)
    draft = long.read_long(data, "x.pdf")
    assert draft == pdf.read(data)
    assert draft.text.count("Town: ") == 4


def lines(*texts: tuple[str, ...], step: float = 12) -> list[Line]:
    """Set rows of texts at 72, 200 and 320 points."""
    return [
        Line(x, 100 + step * i, text)
        for i, row in enumerate(texts)
        for x, text in zip(COLUMNS, row, strict=False)
    ]


@pytest.mark.parametrize(
    "page",
    [
        # Items with their marks, names of chapters with their pages.
        lines(("•", "12"), ("•", "15"), ("•", "17"), ("•", "19")),
        lines(("1.", "12 m"), ("2.", "15 m"), ("3.", "17 m"), ("4.", "19 m")),
        lines(("Rivers", "3"), ("Bridges", "12"), ("Towns", "30"), ("Index", "101")),
        lines(("Rivers ......", "3", "a"), ("Bridges ......", "2", "b"),
              ("Towns ......", "1", "c")),
        # Lines of prose beside years, and texts in pairs, that no figure tells.
        lines(("the rule will apply to", "1997"), ("all who were there and", "1999"),
              ("to all who live in it", "1998")),
        lines(("the rule will apply to", "1997"), ("all who were there and", "1999"),
              ("Rye", "1998"), ("Hull", "1996")),
        lines(("Jane Doe", "Mayor"), ("Jo Roe", "Clerk"), ("Al Poe", "Guard"),
              ("Ann Coe", "Cook")),
        lines(("here", "the river", "a"), ("there", "a bridge", "b"),
              ("beside", "the mill", "c")),
        [Line(x, 100 + 12 * i, text, 5) for i in range(5) for x, text in
         ((72, f"Part {i} of what {PROSE[:55]}"),
          (300, "Jo"), (400, "clerk"))],
        # Too few rows, or too far apart.
        lines(("Rye", "4,255"), ("Hull", "267,014")),
        lines(("Rye", "4,255"), ("Hull", "267,014"), ("Deal", "30,555"), step=40),
        # A frame, and boxes of prose.
        [*lines((PROSE,), (PROSE,)), *box(60, 80, 500, 130), Rule(60, 104, 500, 104)],
    ],
)  # fmt: skip
def test_what_is_no_table_stays_text(page) -> None:
    """Lists, contents, prose, frames: none of their lines becomes a row."""
    assert rows(read(page)) == []


def test_texts_beside_figures_may_be_long() -> None:
    """Up to 40 characters in the mean of all cells: here half of 62 and 5."""
    names = [f"Boat {i} of those that lay in the old harbour of the town of Rye"
             for i in range(8)]  # fmt: skip
    page = [
        Line(x, 100 + 12 * i, text, 5)
        for i, name in enumerate(names)
        for x, text in ((72, name), (300, f"{i},255"))
    ]
    assert rows(read(page)) == [f"{name}: {i},255" for i, name in enumerate(names)]


def test_columns_of_prose_between_lines_are_no_table() -> None:
    """A page of two columns, ruled like a newspaper, is read column by column."""
    words = ["river", "bridge", "mayor", "people", "night", "town", "mill", "road"]
    text = [
        Line(x, 130 + 12 * i, f"The {side} {word} is a long enough line of a text")
        for x, side in ((72, "left"), (320, "right"))
        for i, word in enumerate(words * 2)
    ]
    rules = [*box(60, 100, 560, 330), Rule(60, 118, 560, 118), Rule(310, 100, 310, 330)]
    heads = [Line(72, 113, "Here"), Line(320, 113, "There")]
    article = read([*heads, *text, *rules])
    assert rows(article) == []
    assert article.text.index("left road") < article.text.index("right river")


SOLD = [["Item", "Price", "Sum"], ["Rope", "48.00", "48.00"], ["Tar", "12.50", "25.00"]]


def without_gaps(table: list[list[str]]) -> list[Line | Rule]:
    """Set a table without lines, and nothing for a cell that is empty."""
    return [each for each in bare(table) if isinstance(each, Line) and each.text]


@pytest.mark.parametrize("sums", [1, 2, 3, 4])
def test_sums_below_a_bare_table_are_rows(sums: int) -> None:
    """However many: each has its name and its figure below a figure."""
    made = [["", f"Sum {n}", f"{n}3.00"] for n in range(sums)]
    assert rows(read(without_gaps([*SOLD, *made]))) == [
        "Item: Rope; Price: 48.00; Sum: 48.00",
        "Item: Tar; Price: 12.50; Sum: 25.00",
        *(f"Price: Sum {n}; Sum: {n}3.00" for n in range(sums)),
    ]


def test_sums_of_a_wide_table_are_rows_each() -> None:
    """Of four columns the first two have nothing; the second sum is below the first."""
    places = (72, 180, 250, 320)
    table = [
        ["Item", "Count", "Price", "Sum"],
        ["Rope", "1", "48.00", "48.00"],
        ["Tar", "2", "12.50", "25.00"],
        ["", "", "Net", "73.00"],
        ["", "", "Tax 25 %", "18.25"],
    ]
    drawn: list[Line | Rule] = [
        Line(x, 100 + 16 * y, text)
        for y, row in enumerate(table)
        for x, text in zip(places, row, strict=True)
        if text
    ]
    assert rows(read(drawn))[-2:] == [
        "Price: Net; Sum: 73.00",
        "Price: Tax 25 %; Sum: 18.25",
    ]


@pytest.mark.parametrize(("size", "are_two"), [(11.3, True), (11.1, False)])
def test_a_larger_line_parts_two_bare_tables(size: float, are_two: bool) -> None:
    """Their columns are not the same: as one table they would be none."""
    below = [
        Line(x, 175 + 16 * i, text)
        for i, row in enumerate([("Ada", "12"), ("Bo and all hers", "15"), ("Cy", "9")])
        for x, text in zip((76, 180), row, strict=True)
    ]
    page = [*bare(SOLD), Line(76, 159, "Boats", size), *below]
    found = ["Ada: 12", "Bo and all hers: 15", "Cy: 9"]
    assert (rows(read(page))[2:] == found) == are_two


@pytest.mark.parametrize("price", [204, 109])  # there "Rope" is near to its price
def test_sums_that_fit_in_no_column_leave_the_table_above_them(price: float) -> None:
    """A text below two columns is of neither: what sums say is read by itself."""
    names = ["Net", "Tax of 25 % on all that was sold", "Total"]
    figures = ["73.00", "18.25", "91.25"]
    below = [
        Line(x, 159 + 16 * i, text)
        for i, row in enumerate(zip(names, figures, strict=True))
        for x, text in zip((90, 324), row, strict=True)
    ]
    sold = [
        Line(x, 111 + 16 * i, text)
        for i, row in enumerate(SOLD)
        for x, text in zip((76, price, 324), row, strict=True)
    ]
    assert rows(read([*sold, *below])) == [
        "Item: Rope; Price: 48.00; Sum: 48.00",
        "Item: Tar; Price: 12.50; Sum: 25.00",
        "Net: 73.00",
        "Tax of 25 % on all that was sold: 18.25",
        "Total: 91.25",
    ]


ACCOUNT = [
    ("Day", "For", "Paid", "Got", "Lent", "Left"),
    ("May 1", "Start", "", "", "", "90.00"),
    ("May 4", "Rope", "12.00", "", "", "78.00"),
    ("May 9", "Fish sold", "", "30.50", "", "108.50"),
    ("", "at the quay", "", "", "", ""),
    ("May 31", "End", "", "", "", "108.50"),
]


def account(*changes: tuple[int, int, str]) -> list[Line | Rule]:
    """Draw an account, some of its texts changed: row, column, text."""
    texts = {
        (y, x): text for y, row in enumerate(ACCOUNT) for x, text in enumerate(row)
    }
    texts |= {(y, x): text for y, x, text in changes}
    return [
        Line((72, 130, 230, 300, 370, 440)[x], 100 + 14 * y, text)
        for (y, x), text in texts.items()
        if text
    ]


def test_rows_of_an_account_are_named_though_each_lacks_an_amount() -> None:
    """No row has all cells: the names above them tell the columns."""
    assert rows(read(account())) == [
        "Day: May 1; For: Start; Left: 90.00",
        "Day: May 4; For: Rope; Paid: 12.00; Left: 78.00",
        "Day: May 9; For: Fish sold at the quay; Got: 30.50; Left: 108.50",
        "Day: May 31; For: End; Left: 108.50",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        [(1, 1, "Start of what is left to her")],  # below two names
        [(0, 2, "12")],
        [(1, 5, "much"), (2, 5, "less")],
    ],
)
def test_what_stands_below_names_otherwise_is_no_account(changes) -> None:
    """Each text is below one name, no name is a figure, and one column has figures."""
    assert rows(read(account(*changes))) == []


def test_an_account_has_three_names_at_least() -> None:
    """A day and an amount in one of two columns."""
    paid = [["May 1", "", "90.00"], ["May 4", "12.00"], ["May 9", "", "30.50"]]
    table = [["Day", "Paid", "Got"], *paid, ["May 31", "", "108.50"]]
    assert rows(read(without_gaps(table))) == [
        "Day: May 1; Got: 90.00",
        "Day: May 4; Paid: 12.00",
        "Day: May 9; Got: 30.50",
        "Day: May 31; Got: 108.50",
    ]


def test_what_lacks_its_first_cell_alone_is_of_the_same_group() -> None:
    """It has figures where the row above has them."""
    found = rows(read(without_gaps([*SOLD, ["", "13.50", "27.00"]])))
    assert found[-1] == "Item: Tar; Price: 13.50; Sum: 27.00"


@pytest.mark.parametrize("text", ["Boats", "Sold by the harbour in May, as in June"])
def test_a_text_by_itself_heads_the_rows_below_it(text: str) -> None:
    """Over one column or two: amid a table without lines it is a row of its own."""
    assert rows(read(without_gaps([*SOLD, [text], ["Oars", "9.00", "9.00"]]))) == [
        "Item: Rope; Price: 48.00; Sum: 48.00",
        "Item: Tar; Price: 12.50; Sum: 25.00",
        text,
        f"{text}; Item: Oars; Price: 9.00; Sum: 9.00",
    ]


def test_what_stands_below_the_last_cell_alone_goes_on_with_it() -> None:
    """It is no row, for it lacks another cell than the first."""
    table = [*SOLD, ["", "", "in all"], ["Oars", "9.00", "9.00"]]
    found = rows(read(without_gaps(table)))
    assert found[1] == "Item: Tar; Price: 12.50; Sum: 25.00 in all"


def test_a_group_may_have_more_rows_than_there_are_groups() -> None:
    """Of eleven rows three have all cells, and eight all but the first."""
    more = [["", f"{n}3.50", f"{n}7.00"] for n in range(1, 9)]
    table = [SOLD[1], *more, SOLD[2], ["Oars", "9.00", "9.00"]]
    assert rows(read(without_gaps(table))) == [
        "Rope; 48.00; 48.00",
        *(f"Rope; {n}3.50; {n}7.00" for n in range(1, 9)),
        "Tar; 12.50; 25.00",
        "Oars; 9.00; 9.00",
    ]


def test_half_of_a_tables_rows_may_begin_as_items_do() -> None:
    """A list has more of them."""
    table = lines(("1.", "12 m"), ("Rye", "15 m"), ("2.", "17 m"), ("Hull", "19 m"))
    assert len(rows(read(table))) == 4
