"""Workbooks and separated values: tables, the texts around them, values as shown."""

import csv
import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from rag.errors import FileTooLargeError, ReadError
from rag.readers import read_article
from rag.readers.formats import format_of
from rag.readers.office.cell_values import shown
from rag.readers.plain.separated import read_separated
from rag.types import Article
from tests.archives import packed, saved
from tests.articles import headings


def book(*sheets: tuple[str, list[list[object]]]) -> Workbook:
    """Make a workbook of sheets, by name and rows."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def parts(article: Article) -> list[tuple[str | None, str, bool]]:
    """Give each paragraph with its section, and whether it is a row."""
    return [
        (p.section, article.text[p.start : p.end], p.is_row) for p in article.paragraphs
    ]


CASES: list[list[object]] = [["Year", "Cases"], [2020, 97], [2021, 1412]]


def test_sheets_are_sections_and_texts_are_paragraphs() -> None:
    """A brief text over a table is its heading, a note below it none of its rows."""
    made = book(
        ("Fever", [["Cases by year"], *CASES, ["Source: the clerks."]]),
        ("Notes", [["They were counted twice. In spring."]]),
    )
    article = read_article(saved(made), "x.bin")
    assert parts(article) == [
        ("Fever › Cases by year", "Year: 2020; Cases: 97", True),
        ("Fever › Cases by year", "Year: 2021; Cases: 1412", True),
        ("Fever › Cases by year", "Source: the clerks.", False),
        ("Notes", "They were counted twice. In spring.", False),
    ]


def test_empty_rows_part_tables() -> None:
    """Each has a header of its own, wherever its first column is."""
    second = [None, "Town", "Metres"], [None, "Rye", 2], [None, "Hull", 3]
    article = read_article(saved(book(("Data", [*CASES, [], *second]))), "x.xlsx")
    assert [text for _, text, _ in parts(article)] == [
        "Year: 2020; Cases: 97",
        "Year: 2021; Cases: 1412",
        "Town: Rye; Metres: 2",
        "Town: Hull; Metres: 3",
    ]


@pytest.mark.parametrize(
    ("name", "top", "title"),
    [
        ("Fever", [], "Fever"),
        ("Sheet1", [], "X"),
        ("Tabelle 2", [], "X"),
        ("Fever", [["Marsh fever in Rye"]], "Marsh fever in Rye"),
        ("Fever", [["0.05"]], "Fever"),
    ],
)
def test_a_single_sheet_gives_the_title(name: str, top: list, title: str) -> None:
    """By the text at its top, or by its name where a person gave it one."""
    assert read_article(saved(book((name, [*top, *CASES]))), "x.xlsx").title == title


def test_what_is_hidden_is_left_out_and_merged_cells_are_filled() -> None:
    """A hidden sheet, row and column aren't read; a merged cell is in all its rows."""
    rows = [["Region", "Town", "Metres", "Code"], ["North", "Rye", 2, "a"],
            [None, "Hull", 3, "b"], ["South", "Deal", 4, "c"]]  # fmt: skip
    made = book(("Floods", rows), ("Old", CASES))
    sheet = made["Floods"]
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    made["Old"].sheet_state = "hidden"
    article = read_article(saved(made), "x.xlsx")
    assert [text for _, text, _ in parts(article)] == [
        "Region: North; Town: Rye; Metres: 2",
        "Region: North; Town: Hull; Metres: 3",
    ]


def test_a_form_says_once_what_spans_its_columns() -> None:
    """A merged cell of a sheet that names no columns is written once in a row."""
    rows = [["Town\nor land", None, "Rye", None], ["Metres", None, 2, 3]]
    made = book(("Form", rows))
    for area in ("A1:B1", "C1:D1", "A2:B2"):
        made["Form"].merge_cells(area)
    article = read_article(saved(made), "x.xlsx")
    assert [text for _, text, _ in parts(article)] == [
        "Town or land: Rye",
        "Metres; 2; 3",
    ]


def test_a_strict_workbook_is_read() -> None:
    """It has other names for the same things (ECMA-376, part 1)."""
    with ZipFile(BytesIO(saved(book(("Data", CASES))))) as archive:
        members = {
            name: re.sub(
                rb"http://schemas.openxmlformats.org/(\w+)/2006/(main|relationships)",
                rb"http://purl.oclc.org/ooxml/\1/\2",
                archive.read(name),
            )
            for name in archive.namelist()
        }
    assert [text for _, text, _ in parts(read_article(packed(members), "x.xlsx"))] == [
        "Year: 2020; Cases: 97",
        "Year: 2021; Cases: 1412",
    ]


def test_properties_are_read() -> None:
    """Author and date count together: without an author a program made the file."""
    made = book(("Sheet1", CASES))
    assert read_article(saved(made), "x.xlsx").date is None
    made.properties.creator, made.properties.title = "Jo Doe", "Fever"
    made.properties.created = datetime(2024, 3, 12)
    article = read_article(saved(made), "x.xlsx")
    assert (article.title, article.author, article.date) == (
        "Fever", "Jo Doe", "2024-03-12",
    )  # fmt: skip
    # Excel's own template is as old as that.
    made.properties.created = datetime(2006, 9, 16)
    assert read_article(saved(made), "x.xlsx").date is None


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (412, "General", "412"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "0", "1235"),
        (0.125, "0.00", "0.13"),
        (-1.005, "0.00", "-1.01"),
        (1e22, "0.0", f"1{'0' * 22}.0"),
        (0.125, "0.0%", "12.5%"),
        (3, '0" km"', "3 km"),
        (3.5, "#,##0.##", "3.5"),
        (3, "0.##", "3"),
        (9.5, "[$€-407]0.00", "€9.50"),
        (9.5, "0.00\\ [$kr-41D];[Red]-0.00", "9.50 kr"),
        (-9.5, '_-"$"* #,##0.00_-', "$-9.50"),
        (1e20, "0.00E+00", "1e+20"),
        (1234567, '0.0,,"M"', "1.2M"),
        (1234567, '#,##0,"K"', "1,235K"),
        (1234567, '0,"K"', "1235K"),
        (1234567, '0,,.0"M"', "1.2M"),
        (500, '[>=1000000]0.0,,"M";0', "500"),
        (1234.5, '#,##0.00 "EUR"', "1,234.50 EUR"),
        (1234.5, "#,##0.00 [$EUR]", "1,234.50 EUR"),
        (0.125, '0.0% "NETTO"', "12.5% NETTO"),
        (12.5, '0.0" %"', "12.5 %"),
        (0.25, "# ?/?", "0.25"),
        (123456789, "000-00-0000", "123456789"),
        (1067, "00000", "01067"),
        (-67, "000.0", "-067.0"),
        (datetime(2024, 3, 12), "General", "2024-03-12"),
        (datetime(2024, 3, 12, 9, 5), "General", "2024-03-12 09:05"),
        (date(2024, 3, 12), "General", "2024-03-12"),
        (datetime(2024, 3, 1), "mmm-yy", "2024-03"),
        (datetime(2024, 3, 1), '[$-409]mmmm "dated" yyyy', "2024-03"),
        (datetime(2024, 1, 1), "yyyy", "2024"),
        (datetime(2024, 3, 12), "d. mmm", "2024-03-12"),
        (time(9, 5), "General", "09:05"),
        (time(9, 5, 7), "h:mm:ss", "09:05:07"),
        (datetime(2024, 3, 12, 9, 5, 7), "m/d/yyyy h:mm:ss", "2024-03-12 09:05:07"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (time(0, 1, 23, 400_000), "mm:ss.0", "00:01:23.400"),
        (1234567890123456, "0", "1234567890123456"),
        ("x", "@", "x"),
        (object(), "General", ""),
    ],
)
def test_values_are_written_as_they_are_shown(
    value: object, form: str, text: str
) -> None:
    """Percent, decimals, zeros, thousands and units as there; dates as in ISO."""
    assert shown(value, form) == text


def test_months_name_columns() -> None:
    """Excel makes dates of them, of which only month and year are shown."""
    made = book(("Sales", [["Item", None, None], ["Rope", 12, 15], ["Tar", 3, 4]]))
    for column, month in (("B1", 1), ("C1", 2)):
        made.active[column] = datetime(2024, month, 1)
        made.active[column].number_format = "mmm-yy"
    assert [text for _, text, _ in parts(read_article(saved(made), "x.xlsx"))] == [
        "Item: Rope; 2024-01: 12; 2024-02: 15",
        "Item: Tar; 2024-01: 3; 2024-02: 4",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Year,Cases\n2020,97\n2021,1412\n",
        "Year;Cases\n2020;97\n2021;1412\n",
        "Year\tCases\n2020\t97\n2021\t1412\n",
        'Year|Cases\n"2020"|97\n2021|"1412"\n',
        "sep=;\nYear;Cases\n2020;97\n2021;1412\n",
        "\ufeffYear,Cases\r\n2020,97\r\n\r\n2021,1412\r\n",
    ],
)
def test_the_delimiter_is_found(text: str) -> None:
    """By what divides most rows into as many cells, or as the file says."""
    article = read_article(text.encode(), "fever.csv")
    assert parts(article)[0] == (None, "Year: 2020; Cases: 97", True)
    assert article.title == "Fever"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Hour;Level;Flow\n" + "0,5;2,31;14,2\n1,0;2,35;14,8\n" * 2, "Flow: 14,2"),
        ("Rye, by hour\n\nHour;Level\n0,5;2,31\n1,0;2,35\n", "Level: 2,31"),
        ("Rye;1,5;2,5\nHull;1,7;2,9\nDeal;2,5;3,3\n", "Rye; 1,5; 2,5"),
        ("Town,Kind,Cases\nRye,a;b,1\nHull,a;c,2\n", "Kind: a;b; Cases: 1"),
    ],
)
def test_a_comma_in_numbers_divides_no_cells(text: str, row: str) -> None:
    """Though it divides the rows into more cells than what parts their names."""
    article = read_article(text.encode(), "x.csv")
    assert row in parts(article)[0][1]


def test_quoted_cells_keep_delimiters_and_lines() -> None:
    """A cell of two lines is one; what is over the table is the title."""
    text = 'Fever in Rye\nYear,Note,Cases\n2020,"dry, hot\nspring",97\n2021,,12\n'
    article = read_article(text.encode(), "x.csv")
    assert article.title == "Fever in Rye"
    assert [text for _, text, _ in parts(article)] == [
        "Year: 2020; Note: dry, hot spring; Cases: 97",
        "Year: 2021; Cases: 12",
    ]


def test_a_quoted_cell_may_stand_behind_a_space() -> None:
    """As people write who put one behind each comma."""
    text = 'Name, Age, City\nAnn, 30, "Paris, France"\nBob, 31, "Rome, Italy"\n'
    assert [text for _, text, _ in parts(read_article(text.encode(), "x.csv"))] == [
        "Name: Ann; Age: 30; City: Paris, France",
        "Name: Bob; Age: 31; City: Rome, Italy",
    ]


def test_tables_of_several_widths_are_read_each() -> None:
    """Where no width is that of most rows: there are three, and titles above them."""
    text = (
        "Year,Cases\n2020,97\n2021,12\n\n"
        "Town,Cases,Dead\nRye,90,4\nHull,19,1\n\n"
        "By ward\nWard,East,West,North\nOne,1,2,3\nTwo,4,5,6\n"
    )
    article = read_article(text.encode(), "x.csv")
    assert parts(article) == [
        (None, "Year: 2020; Cases: 97", True),
        (None, "Year: 2021; Cases: 12", True),
        (None, "Town: Rye; Cases: 90; Dead: 4", True),
        (None, "Town: Hull; Cases: 19; Dead: 1", True),
        ("By ward", "Ward: One; East: 1; West: 2; North: 3", True),
        ("By ward", "Ward: Two; East: 4; West: 5; North: 6", True),
    ]


def test_a_later_tables_heading_is_no_title() -> None:
    """What is on top is; of several sheets each heading stands below its sheet."""
    staff = [["Staff"], ["Name", "Role"], ["Ann", "Chef"], ["Bo", "Cook"]]
    for top, title in (([], "Fever"), ([["Old cases"]], "Old cases")):
        sheet = [*top, *CASES, [], *staff]
        text = "\n".join(",".join(map(str, row)) for row in sheet)
        for data in (text.encode(), saved(book(("Fever", sheet)))):
            article = read_article(data, "fever.csv")
            assert (article.title, headings(article)) == (title, [(2, "Staff")])
    many = read_article(saved(book(("A", sheet), ("B", CASES))), "x.xlsx")
    assert headings(many)[1:3] == [(3, "Old cases"), (3, "Staff")]


def test_what_is_no_table_is_read_as_text() -> None:
    """Prose in a file of that name keeps its paragraphs, character for character."""
    short = "The river rose, and fell.\n\nThe bridge held.\n"
    poem = (
        "It rose, and fell.\nIt stood, and held.\n\n"
        "They came, they saw, they sang.\nThey ate, they lay, they slept.\n"
        "They woke, and left.\n\nThe end.\n\nNo more.\n"
    )
    for text in (short, poem):
        article = read_article(text.encode(), "x.csv")
        assert article.text == text
        assert not any(p.is_row for p in article.paragraphs)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed({"xl/workbook.xml": "<w/>"}), "is damaged"),
        (packed({"xl/workbook.xml": "<!ENTITY a 'b'>"}), "defines entities"),
        (saved(book(("a", CASES)))[:-30], "is a damaged archive"),
        (packed({"xl/workbook.bin": "x"}), "is an Excel workbook in binary"),
    ],
)
def test_bad_workbooks_are_refused(data: bytes, message: str) -> None:
    """Each by one line that names the file and what mends it."""
    with pytest.raises(ReadError, match=rf"^x\.xlsx {message}"):
        read_article(data, "x.xlsx")


@pytest.mark.attack
def test_a_sheet_that_reaches_too_far_is_refused() -> None:
    """One cell in the last corner would have seventeen thousand million read."""
    made = book(("a", CASES))
    made["a"].cell(1_048_576, 16_384).value = 1
    with pytest.raises(FileTooLargeError, match=r"1,048,576 rows and 16,384 columns"):
        read_article(saved(made), "x.xlsx")


def test_sheets_are_told_by_content() -> None:
    """A workbook is one whatever its name; separated values are told by it alone."""
    assert format_of(saved(book(("a", CASES))), "x.csv").name == "Excel"
    assert format_of(b"a,b\n1,2\n", "x.CSV").name == "separated values"
    assert format_of(b"a,b\n1,2\n", "x.txt").name == "plain text"


def test_a_short_file_leaves_long_fields_to_others() -> None:
    """The limit of a field is the whole process's: it is raised only."""
    before = csv.field_size_limit()
    read_separated("Year,Cases\n2020,97\n2021,1412\n")
    assert csv.field_size_limit() == before
    read_separated(f"Year,Note\n2020,{'so ' * before}\n")
    assert csv.field_size_limit() > before
