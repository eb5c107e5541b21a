"""The date that a PDF's first page states goes before the one of its properties."""

import pytest

from rag.readers import read_article
from rag.readers.pdf.paragraphs import Text
from rag.readers.pdf.pdf import stated_date
from rag.readers.pdf.rows import RowText
from rag.readers.pdf.runs import Run
from tests.pdf_files import Line, pdf_file

BODY = "The ferry was taken out of service after its ramp had failed twice."
PRINTED = "2024-05-31"


def text(*lines: str, level: int = 0, page: int = 1) -> Text:
    """Make a text of such lines."""
    runs = (Run(line, page, 60, 300, 20, 30, 10, is_bold=False) for line in lines)
    return Text(" ".join(lines), level, tuple(runs))


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        ([text("3 May 2024")], "2024-05-03"),
        ([text("Harbour Board"), text("May 2024"), text(BODY)], "2024-05"),
        ([text("Harbour Board", "3 May 2024")], "2024-05-03"),
        ([text("Friday, 3 May 2024, 10:30")], "2024-05-03"),
        # A report is later than what it is about, and printed later still.
        ([text("3 May 2022", level=2), text("May 2024", level=2)], "2024-05"),
        ([text("3 May 2022"), text("31 May 2024"), text("1 June 2024")], "2024-05-31"),
        ([text("1 June 2024")], None),
        ([text("Report 7 | 3 MAY 2024")], "2024-05-03"),
        ([text("No. 3 · 3 May 2024 · 2 crowns")], "2024-05-03"),
        ([text("Report 7 • 3 May 2024")], "2024-05-03"),
        ([text("Report 7|3 May 2024")], "2024-05-03"),
        ([text("Report 7, 3 May 2024")], None),
        ([text("Report 7 | Since 3 May 2024")], None),
        # Alone on a line, above the text.
        ([text("Since 3 May 2024 it is closed")], None),
        ([text("Molle, 3 May 2024")], None),
        ([text(BODY), text("3 May 2024")], None),
        ([text(BODY, level=1), text("3 May 2024")], "2024-05-03"),
        ([text("3 May 2024", page=2)], None),
        # What heads a text dates that.
        ([text("3 May 2024", level=2), text(BODY)], None),
        ([text("May 2022"), text("3 May 2024", level=2), text(BODY)], "2022-05"),
        ([text("3 May 2024"), text(BODY)], "2024-05-03"),
        ([text("3 May 2024", level=2), text(BODY, page=2)], "2024-05-03"),
        ([text(f"{day} May 2024") for day in (3, 4, 5)], "2024-05-05"),
        ([text(f"{day} May 2024") for day in (3, 4, 5, 6)], None),
    ],
)
def test_the_last_date_alone_on_a_line_above_the_text(texts, date) -> None:
    """Of three on the first page at most, none later than the file."""
    assert stated_date(texts, PRINTED) == date


def test_a_tables_row_is_text() -> None:
    """What stands in it or below it is no cover's."""
    row = RowText("3 May 2024", (), ())
    dated = Text(row.words, 0, text(row.words).lines, row)
    assert stated_date([dated, text("4 May 2024")], PRINTED) is None


def test_a_file_that_has_no_date_may_state_any() -> None:
    """Nothing tells then whether it is to come."""
    assert stated_date([text("1 June 2024")], None) == "2024-06-01"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Harbour Board", "August 2022"], "2022-08"),
        (["Harbour Board", "August 2032"], "2024-05-31"),
        (["Harbour Board", "Published 3 May 2021"], "2021-05-03"),
    ],
)
def test_a_covers_date_goes_before_that_of_printing(lines, date) -> None:
    """Where it states none, the date of printing stays."""
    cover = [Line(60, 100 + 60 * at, line) for at, line in enumerate(lines)]
    pages = [cover, [Line(60, 100, BODY)]]
    data = pdf_file(pages, info="/CreationDate (D:20240531101500Z)")
    assert read_article(data, "x.pdf").date == date
