"""Tables that go on behind empty rows of their sheet, and those that begin there."""

import pytest
from openpyxl import Workbook

from rag.readers import read_article
from rag.readers.table_gaps import OpenTable
from tests.archives import saved
from tests.articles import rows

STAFF = "Name,Role,Town\nAnn,Clerk,Oslo\nBo,Driver,Bergen"
CATCH = "Month,Cod,Crews\nJan,250,1\nFeb,270,3"
MAYORS = "City,Mayor,Since\nOslo,Anne,2019\nBergen,Marit,2020"
CROPS = "Crop,2020,2021\nOats,12,13\nRye,14,15"
JOINED = "Name,Joined\nAnn,3 May 2020\nBo,8 June 2021"
YEARS = "Year,Cases,Deaths\n2018,97,4\n2019,41,2"
QUAYS = "Town,2020,2020\nTown,East,West\nRye,A7,B3"
LOWER = "name,role\nAnn,Clerk\nBo,Driver"


def cells(table: str) -> list[list[str]]:
    """Part a table into cells."""
    return [line.split(",") for line in table.split("\n")]


def goes_on(above: str, below: str, empty_rows: int = 1) -> bool:
    """Tell whether rows go on with a table above a gap."""
    return OpenTable(cells(above)).goes_on(cells(below), empty_rows)


def lines(text: str) -> list[str]:
    """Give the rows of separated values as they are read."""
    return rows(read_article(text.encode(), "x.csv"))


@pytest.mark.parametrize("gap", ["", ",,"])
def test_an_empty_row_takes_no_names_away(gap: str) -> None:
    """Rows of words, with years or figures, and a single one, keep their header."""
    staff = f"{STAFF}\n{gap}\nEve,Cook,Tromso\nJon,Guard,Bodo\nLiv,Nurse,Moss\n"
    assert lines(staff)[1:4] == [
        "Name: Bo; Role: Driver; Town: Bergen",
        "Name: Eve; Role: Cook; Town: Tromso",
        "Name: Jon; Role: Guard; Town: Bodo",
    ]
    assert lines(f"{MAYORS}\n{gap}\nTromso,Gunnar,2021\nBodo,Ida,2022\n")[2:] == [
        "City: Tromso; Mayor: Gunnar; Since: 2021",
        "City: Bodo; Mayor: Ida; Since: 2022",
    ]
    assert lines(f"{CATCH}\n{gap}\nApr,290,1\n")[2:] == [
        "Month: Apr; Cod: 290; Crews: 1"
    ]


def test_a_workbook_is_read_so_too() -> None:
    """Over several gaps, wherever the table stands, with the note below its end."""
    book = Workbook()
    for row in [[], [None, "Town", "Metres"], [None, "Rye", 2], [], [None, "Hull", 3],
                [], [None, "Deal", 4], [None, "As counted in May."]]:  # fmt: skip
        book.active.append(row)
    article = read_article(saved(book), "x.xlsx")
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [
        "Town: Rye; Metres: 2",
        "Town: Hull; Metres: 3",
        "Town: Deal; Metres: 4",
        "As counted in May.",
    ]


def test_two_empty_rows_part_words() -> None:
    """Where one doesn't."""
    own = "Eve: Jon; Cook: Guard; Tromso: Bodo"
    assert lines(f"{STAFF}\n\n\nEve,Cook,Tromso\nJon,Guard,Bodo\n")[2:] == [own]


def test_texts_around_a_table_keep_their_order() -> None:
    """The first above it is its heading; alone below a gap one is none."""
    text = f"Crews,,\nIn short,,\n{STAFF}\nMay,,\nJune,,\n\nThe end,,\n"
    article = read_article(text.encode(), "x.csv")
    assert article.title == "Crews"
    said = [article.text[p.start : p.end] for p in article.paragraphs]
    assert (said[0], said[3:]) == ("In short", ["May", "June", "The end"])
    last = read_article(f"{text}\n{CATCH}\n".encode(), "x.csv").paragraphs[-1]
    assert (last.is_row, last.section) == (True, None)


@pytest.mark.parametrize(
    ("text", "is_title"),
    [("a" * 120, True), ("a" * 121, False), ("They left.", False)],
)
def test_a_brief_text_above_a_table_is_its_title(text: str, is_title: bool) -> None:
    """Of 120 characters at most, and no sentence."""
    article = read_article(f"{text},\n{CATCH}\n".encode(), "x.csv")
    assert (article.title == text) == is_title


def test_a_note_or_a_title_ends_a_table() -> None:
    """What stands behind them in the same columns is a table of its own."""
    below = "Eve,Cook,Tromso\nJon,Guard,Bodo\n"
    own = "Eve: Jon; Cook: Guard; Tromso: Bodo"
    assert lines(f"{STAFF}\nAs in May.,,\n\n{below}")[2:] == [own]
    assert lines(f"{STAFF}\n\nCrews,,\n{below}")[2:] == [own]
    assert lines(f"{STAFF}\n\nThey moved.,,\n\n{below}")[2:] == [own]
    # So does a note below rows that went on with it.
    text = f"{STAFF}\n\nLiv,Nurse,Moss\nAs in May.,,\n\n{below}"
    assert lines(text)[2:] == ["Name: Liv; Role: Nurse; Town: Moss", own]


def test_rows_of_spaces_are_none() -> None:
    """A sheet may have blanks in cells that look empty: nothing is read of them."""
    book = Workbook()
    for row in [["Town", "Metres"], ["Rye", 2], [" ", "  "], [], ["Hull", 3],
                [], [" ", "  "]]:  # fmt: skip
        book.active.append(row)
    assert rows(read_article(saved(book), "x.xlsx")) == [
        "Town: Rye; Metres: 2",
        "Town: Hull; Metres: 3",
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        # A figure stands where the header has none.
        (CATCH, "Apr,290,1"),
        (CATCH, "Apr,290,1\nMay,n/a,2"),
        (CATCH, "Apr,n/a,2"),
        (CATCH, "Apr,2000,1999\nMay,2001,2002"),
        (MAYORS, "Tromso,Gunnar,2021\nBodo,Ida,2022"),
        (CROPS, "Pears,3,4"),
        (CROPS, "Pears,1990,4\nPlums,5,6"),
        # Whatever follows its first row.
        ("Month,Cod,Sky\nJan,250,dry", "Apr,290,wet\nMay,280,12"),
        # A single row heads nothing.
        (CROPS, "Pears,1990,1991"),
        # Words are like those around them.
        (STAFF, "Eve,Cook,Tromso"),
        (STAFF, "Eve,Cook,Tromso\nJon,Guard,Bodo"),
        (JOINED, "Eve,9 May 2022\nJon,7 July 2023"),
        (JOINED, "Eve,unknown\nJon,7 July 2023"),
        (LOWER, "Eve,retired\nJon,Guard"),
        # Sums follow, whose first cell is a word.
        (YEARS, "Total,138,6"),
        (YEARS, "Total,138,6\nMean,69,3"),
        (CATCH, "Total:,520,4"),
        # Or any other that has figures and is no header.
        (CATCH, "Apr,much,2"),
        ("Month,Cod,Total\nJan,250,251", "Total,250,251"),
    ],
)
def test_rows_like_those_above_go_on(above: str, below: str) -> None:
    """In kinds of values, where their first is no header of its own."""
    assert goes_on(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        # Words over figures, wherever figures or words were above.
        (STAFF, "Crop,Field,Tons\nOats,North,12"),
        (CATCH, "Ship,Cargo,Crew\nLark,30,8"),
        (CATCH, "Ship,Cargo,Crew\nLark,Tar,Jo"),
        (STAFF, "Tromso,Cook,12"),
        (CATCH, "Apr,much,some"),
        ("Town,Depth\nRye,2\nHull,deep", "Ship,Crew\nLark,8"),
        # Names of the header, again.
        (STAFF, "Ship,Flag,Town\nLark,Red,Rye"),
        (STAFF, "Town,Mayor,Party\nRye,Jo,Blue"),
        (STAFF, "Name,Rank,Ship"),
        # Years again.
        (CROPS, "Fruit,2022,2023\nPears,3,4"),
        # Two rows of names, the second of them over figures.
        (CATCH, "Fruit,2021,2021\nFruit,East,West\nPears,3,4"),
        # Labels name their rows.
        (STAFF, "Boat:,Lark,Red"),
        (STAFF, "Boat:,Red,Red\nLark,Tar,Jo\nOwl,Hay,Al"),
        (CATCH, "Rent:,500,2\nLight:,80,1"),
        # Words as the header has, and no row around.
        (JOINED, "Ship,Launched\nLark,4 June 2019"),
        (JOINED, "Ship,Launched"),
        (LOWER, "ship,flag\nLark,Red"),
        (QUAYS, "Ship,Flag,Sail\nLark,C4,D5"),
        # Long texts over figures, which are no names.
        (STAFF, f"Eve,Cook,{'so ' * 40}\nJon,Guard,12"),
    ],
)
def test_a_header_of_its_own_heads_its_table(above: str, below: str) -> None:
    """Nor do rows of labels, or of other kinds, take the names from above."""
    assert not goes_on(above, below)


def test_behind_two_empty_rows_words_are_another_table() -> None:
    """Figures go on behind any number of them."""
    assert goes_on(STAFF, "Eve,Cook,Tromso\nJon,Guard,Bodo", 1)
    assert not goes_on(STAFF, "Eve,Cook,Tromso\nJon,Guard,Bodo", 2)
    assert goes_on(CATCH, "Apr,290,1", 2)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Apr,290,1", True),
        ("Apr,290,", True),  # as February
        (",290,1", True),  # as March
        ("Apr,,", False),
        (",290,", True),
        ("Apr,290,1,9", False),
        (",Apr,290,1", False),
    ],
)
def test_rows_stand_in_the_columns_of_the_table(below: str, expected: bool) -> None:
    """They begin and end where its header or a row above does."""
    above = "Month,Cod,Crews\nJan,250,1\nFeb,270,\n,290,2"
    assert goes_on(above, below) == expected
    full = "Month,Cod,Crews\nJan,250,1"
    assert goes_on(full, below) == (below == "Apr,290,1")


def test_rows_that_went_on_count_as_those_above() -> None:
    """By their kinds, and where they end."""
    table = OpenTable(cells("Name,Note,Crew\nAnn,,4"))
    low, noted = [["Bo", "12", ""]], [["Liv", "late", "n/a"]]
    assert not table.goes_on(low, 1)
    assert table.goes_on(noted, 1)
    table.add(cells("Eve,12,\nJon,13,5"))
    assert table.goes_on(low, 1)
    assert not table.goes_on(noted, 1)


@pytest.mark.parametrize(
    ("header", "below", "expected"),
    [
        ("Name,Role,Town", "Ann,Clerk,Oslo\nBo,Driver,Bergen", True),
        ("Name,Role,Town", "Ann,Clerk,Oslo\nBo,Driver,Bergen\nEve,Cook,Moss", True),
        ("Name,Role,Town,Crew", "Ann,Clerk,Oslo,Lark\nBo,Driver,Bergen,Owl", True),
        ("Name,Role,Town", "Ann,Clerk,Oslo", False),
        (",Name,Role", ",Ann,Clerk\n,Bo,Driver", False),
        ("Name,Role", "Ann,Clerk\nBo,Driver", False),
        ("Year,Cases", "2020,97\n2021,412", True),
        ("Year,Cases", "2020,97", False),
        ("Town,Cases", "Rye,97\nHull,few", False),
        ("Clerk,Jo Doe,Rye", "Town,Year,Metres\nHull,1953,2", False),
        ("name,role,town", "Ann,Clerk,Oslo\nBo,Driver,Bergen", True),
    ],
)
def test_a_header_may_stand_above_the_gap_alone(
    header: str, below: str, expected: bool
) -> None:
    """Over two rows at least: of three columns, or figures below words."""
    assert goes_on(header, below) == expected


def test_two_rows_of_names_head_what_is_behind_a_gap() -> None:
    """Though the first alone tells no two columns apart."""
    header = "Town,2020,2020\nTown,East,West"
    assert goes_on(header, "Rye,1,2\nHull,3,4")
    assert goes_on(f"{header}\nRye,1,2", "Hull,3,4")
    # Years may stand below years, as a header's.
    assert not goes_on(f"{header}\nRye,1,2", "Fruit,2021,2022\nPears,3,4")


def test_without_a_header_nothing_goes_on() -> None:
    """Rows of figures, and of labels, are as they stand."""
    assert not goes_on("Rye,12,13\nHull,14,15", "Deal,16,17")
    assert not goes_on("Boat:,Lark\nRower:,Jo", "Cargo:,Tar")
    assert not goes_on("Boat:,Lark", "Ship,Owl")
