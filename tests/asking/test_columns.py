"""Tables read back from their rows, and numbers in many notations."""

import pytest

from rag.asking.tables.columns import numbers_in, table_at
from rag.readers import read_article
from rag.types import Article

CITIES = """City,Country,Parks
Alva,Norland,12
Bern,Norland,31
Corum,Sudland,7
Total,,50
"""


def read(text: str, name: str) -> Article:
    """Read an article from a file's text."""
    return read_article(text.encode(), name)


def cells(article: Article, number: int) -> list[dict[str, str]]:
    """Give the cells of the table at a paragraph."""
    return [dict(row.cells) for row in table_at(article, number)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_row_leads_to_the_whole_table(number: int) -> None:
    """In the order of the text, without the total."""
    rows = table_at(read(CITIES, "cities.csv"), number)
    assert [row.cells["City"] for row in rows] == ["Alva", "Bern", "Corum"]
    assert [row.cells["Parks"] for row in rows] == ["12", "31", "7"]
    assert [row.paragraph for row in rows] == [1, 2, 3]
    assert rows[2].text == "City: Corum; Country: Sudland; Parks: 7"


@pytest.mark.parametrize(("name", "is_sum"), [("All Souls", 0), ("All cities", 1)])
def test_a_sum_is_told_from_a_name(name: str, is_sum: int) -> None:
    """It is of other rows."""
    found = cells(read(f"Name,Parks\nAlva,12\n{name},50\n", "parks.csv"), 1)
    assert len(found) == 2 - is_sum


def test_a_text_and_the_front_are_no_tables() -> None:
    """Only what is a row has others beside it."""
    article = read("# Parks\n\nThere are 12 parks: all open.\n", "parks.md")
    assert table_at(article, 1) == table_at(article, 0) == []


def test_a_table_ends_where_the_text_goes_on() -> None:
    """And at a heading; the columns of the next one have other names."""
    table = "\n\n| Tower | Height |\n|---|---|\n| Gull | 12 |\n| Tern | 31 |\n\n"
    last = table.replace("31", "32")
    text = f"# Towers\n\nAll of them:{table}Others:{table}## More{last}"
    article = read(text, "towers.md")
    rows = [p.number for p in article.paragraphs if p.is_row]
    tables = {tuple(r.paragraph for r in table_at(article, row)) for row in rows}
    assert tables == {tuple(rows[n : n + 2]) for n in (0, 2, 4)}
    assert [row["Height"] for row in cells(article, rows[0])] == ["12", "31"]


def test_a_name_under_an_empty_corner_has_no_column() -> None:
    """A total is left out there, too."""
    text = ",2020,2021\nAlva,12,14\nBern,31,30\nTotal,43,44\n"
    found = cells(read(text, "parks.csv"), 1)
    assert found == [
        {"": "Alva", "2020": "12", "2021": "14"},
        {"": "Bern", "2020": "31", "2021": "30"},
    ]


@pytest.mark.parametrize(
    ("values", "language", "numbers"),
    [
        (["12", "7"], "en", [12, 7]),
        (["1,200", "950"], "en", [1200, 950]),
        (["1.200", "950"], "de", [1200, 950]),
        (["1.200", "950"], "en", [1.2, 950]),
        (["1,200", "950"], "de", [1.2, 950]),
        (["3,5", "12"], "en", [3.5, 12]),
        (["3.5", "12"], "de", [3.5, 12]),
        (["1,200,000", "900,000"], "de", [1_200_000, 900_000]),
        (["0.567", "12.125"], "de", [0.567, 12.125]),
        (["0,567", "12,125"], "en", [0.567, 12.125]),
        (["10,567", "12,125"], "en", [10567, 12125]),
        (["1.200,5", "3"], "en", [1200.5, 3]),
        (["1,200.5", "3"], "de", [1200.5, 3]),
        (["1 200", "1’100"], "en", [1200, 1100]),
        (["1,20,000", "900"], "en", [120_000, 900]),
        (["−3 °C", "+4 °C"], "en", [-3, 4]),
        (["-3", "4"], "en", [-3, 4]),
        (["$5", "$12"], "en", [5, 12]),
        (["3 KG", "4 kg"], "en", [3, 4]),
        (["12 km", "–", "n/a", "", "9 km"], "en", [12, None, None, None, 9]),
        (["£4", "Free", "£6", "free of charge"], "en", [4, 0, 6, 0]),
        (["4 €", "gratis"], "de", [4, 0]),
        (["£4", "£4"], "en", [4, 4]),
    ],
)
def test_numbers_are_read_as_their_column_writes_them(
    values: list[str], language: str, numbers: list[float | None]
) -> None:
    """The signs are told by the whole column, and else by the language."""
    assert numbers_in(values, language) == numbers


@pytest.mark.parametrize(
    "values",
    [
        ["12", "unknown"],
        ["3–4", "5"],
        ["1,2,3", "4"],
        ["3, 5", "4"],
        ["31.12.2019", "01.02.2022"],
        ["1,2", "1,200,300"],
        ["12:30", "11:00"],
        ["3 kg", "200 g"],
        ["$3", "€4"],
        ["–", ""],
        ["free", "free"],
        ["£4", "free parking"],
        [],
    ],
)
def test_what_cannot_be_compared_is_no_column(values: list[str]) -> None:
    """Words, ranges, lists, dates, hours, several units, and no number at all."""
    assert numbers_in(values, "en") is None
