"""Tables become rows that name their columns, in every format."""

import pytest

from rag.readers import read_article
from rag.readers.tables import (
    EMPTY,
    MAX_ROW_CHARS,
    MAX_SPREAD,
    Cell,
    spread,
    write_table,
    write_texts,
)
from rag.text.passages import split_passages
from tests.articles import rows
from tests.table_files import labelled

SPANNED = ("two headers", "groups of rows")
"""The kinds of tables with cells that span others."""


def table_lines(
    table: list[list[str]], headers: int | None = None, *, is_usual: bool = False
) -> list[str]:
    """Write a table of texts; gives the lines without how they look."""
    return [line.text for line in write_texts(table, headers, is_usual=is_usual)]


def texts(grid: list[list[Cell]]) -> list[list[str]]:
    """Give the texts of cells."""
    return [[cell.text for cell in row] for row in grid]


def test_each_row_has_the_names_of_its_columns() -> None:
    """An empty cell is left out, and takes no other's name."""
    table = [["Year", "Cases", "Deaths"], ["2020", "", "9"], ["2021", "412", "7"]]
    assert table_lines(table, headers=1) == [
        "Year: 2020; Deaths: 9",
        "Year: 2021; Cases: 412; Deaths: 7",
    ]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        # Figures under words tell a header, two at least of them in a column.
        ([["Year", "Cases"], ["2020", "97"], ["2021", "412"]], "Year: 2020; Cases: 97"),
        ([["Crop", "2020"], ["Oats", "1,200 t"], ["Rye", "–"], ["Hay", "7%"]],
         "Crop: Oats; 2020: 1,200 t"),
        ([["Name", "Height"], ["Tower", "120 m"]], "Name: Height"),
        # The first of two pairs is no header of the other.
        ([["Architect", "Jo"], ["Height", "120 m"], ["Stone", "red"]], "Architect: Jo"),
        # Nor is a row with a figure, or one that says the same twice.
        ([["Town", "97"], ["Rye", "12"], ["Hull", "13"]], "Town: 97"),
        ([["Town", "Town", "a"], ["Rye", "12", "1"], ["Hull", "13", "2"]],
         "Town; Town; a"),
        ([["2019", "2020"], ["1", "2"], ["3", "4"]], "2019: 2020"),
        # A column needs a name, the corner doesn't.
        ([["", "2020"], ["Oats", "12"], ["Rye", "13"]], "Oats; 2020: 12"),
        ([["Town", ""], ["Rye", "12"], ["Hull", "13"]], "Town"),
    ],
)  # fmt: skip
def test_cells_tell_whether_there_is_a_header(
    table: list[list[str]], lines: str
) -> None:
    """Where nothing is marked, words over figures are names; else no row is named."""
    assert table_lines(table)[0] == lines


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ([["Boat:", "Lark"], ["Rower:", "Jo"], ["Oars:", "4"]], "Boat: Lark"),
        ([["Boat：", "Lark"], ["", "Owl"], ["Oars：", "4"]], "Boat： Lark"),
        ([["Boat:", "Lark", "Owl"], ["Rower:", "Jo", "Al"]], "Boat: Lark; Owl"),
        ([["Boat:", "Lark"], ["Rower", "Jo"], ["Oars:", "4"]],
         "Boat: Rower; Lark: Jo"),
        ([["Boat:", "Lark"], ["", "Jo"]], "Lark: Jo"),
    ],
)  # fmt: skip
def test_labels_of_rows_leave_no_header(table: list[list[str]], line: str) -> None:
    """Two at least and all of the first column end with a colon, which stands once."""
    assert table_lines(table, is_usual=True)[0] == line


def test_a_marked_header_counts_over_labels_of_rows() -> None:
    """A format that marks one knows it."""
    table = [["Boat:", "Lark"], ["Rower:", "Jo"]]
    assert table_lines(table, headers=1) == ["Boat: Rower:; Lark: Jo"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (f"{'How ' * 60}was it?", True),
        (f"{'How ' * 75}was it?", False),
        (f"{'How ' * 60}it was.", False),
    ],
)
def test_a_question_may_name_a_column_where_a_header_is_usual(asked, first) -> None:
    """As in a sheet of a survey's answers: it is longer than other names are."""
    table = [["When", asked], ["June", "Fine."], ["July", "Wet."]]
    named = [f"When: June; {asked}: Fine.", f"When: July; {asked}: Wet."]
    lines = table_lines(table, is_usual=True)
    assert (lines == named) == first
    assert table_lines(table)[-1] == "July: Wet."


def test_words_over_words_are_a_header_where_that_is_usual() -> None:
    """In a sheet the first row nearly always is one; in a letter it may be data."""
    table = [["Name", "Office"], ["Ada", "chair"], ["Bo", "clerk"]]
    assert table_lines(table)[0] == "Name: Office"
    assert table_lines(table, is_usual=True) == [
        "Name: Ada; Office: chair",
        "Name: Bo; Office: clerk",
    ]


def test_two_rows_of_headers_are_joined() -> None:
    """A year over East and West names both, and "Town" isn't said twice."""
    table = [
        ["Town", "2020", "2020"],
        ["Town", "East", "West"],
        ["Rye", "1", "2"],
        ["Hull", "3", "4"],
    ]  # fmt: skip
    assert table_lines(table)[1] == "Town: Hull; 2020 East: 3; 2020 West: 4"
    assert table_lines(table, headers=2)[0] == "Town: Rye; 2020 East: 1; 2020 West: 2"


MATCHES = [["Player", "Home", "Home"], ["Red", "out", "in"], ["Joe", "far", "near"]]


def test_names_that_are_alike_swallow_no_row() -> None:
    """Of words or of figures; a header that is repeated below is no value."""
    assert table_lines(MATCHES, is_usual=True) == [
        "Player: Red; Home: out; Home: in",
        "Player: Joe; Home: far; Home: near",
    ]
    assert table_lines(MATCHES)[0] == "Player; Home; Home"
    scores = [*MATCHES[:1], ["Red", "1", "2"], *MATCHES[:1], ["Joe", "3", "4"]]
    assert table_lines(scores, is_usual=True)[0] == "Player: Red; Home: 1; Home: 2"
    cornerless = [["", "Home", "Home"], ["", "1", "2"], ["Joe", "3", "4"]]
    assert table_lines(cornerless, is_usual=True)[1] == "Joe; Home: 3; Home: 4"


@pytest.mark.parametrize(
    "table",
    [
        # A single row may be the second of a form.
        MATCHES[:2],
        [["Rye", "yes", "yes"], ["Hull", "no", "yes"], ["Deal", "no", "no"]],
        [["Rye", "Rye", "dry"], ["Hull", "Deal", "wet"], ["Deal", "Hull", "hot"]],
        [["Rye", "", "dry"], ["Hull", "Deal", "wet"], ["Deal", "Hull", "hot"]],
        [["Rye", "12", "12"], ["Hull", "Deal", "wet"], ["Deal", "Hull", "hot"]],
        [["12", "dry", "dry"], ["Hull", "Deal", "wet"], ["Deal", "Hull", "hot"]],
    ],
)
def test_rows_alike_are_no_names(table: list[list[str]]) -> None:
    """A value stands below itself, or in the corner, too; a column needs a name."""
    found = table_lines(table, is_usual=True)
    assert found[0].replace(":", ";") == "; ".join(filter(None, table[0]))


def test_a_second_row_of_names_leaves_the_corner_as_it_is() -> None:
    """It repeats it, or one of the two is empty, where no figures tell."""
    for first, second in (("Town", "Town"), ("", "Town"), ("Town", "")):
        table = [[first, "2020", "2020"], [second, "East", "West"], ["Rye", "A", "B"]]
        assert table_lines(table, is_usual=True) == [
            "Town: Rye; 2020 East: A; 2020 West: B"
        ]
    assert table_lines([*MATCHES[:2], ["Joe", "1", "2"], ["Amy", "3", "4"]])[-1] == (
        "Player Red: Amy; Home out: 3; Home in: 4"
    )


def test_a_row_across_all_columns_names_those_below_it() -> None:
    """A title stays alone above the header; "North" goes before each of its rows."""
    table = [
        ["Floods", "", ""],
        ["Town", "Year", "Metres"],
        ["North", "North", "North"],
        ["Rye", "1953", "2"],
        ["Hull", "2013", "3"],
    ]
    assert table_lines(table, is_usual=True) == [
        "Floods",
        "North",
        "North; Town: Rye; Year: 1953; Metres: 2",
        "North; Town: Hull; Year: 2013; Metres: 3",
    ]


def test_long_texts_keep_the_first_cell_of_their_row() -> None:
    """A row of more than 600 characters is divided between its cells."""
    long = "a" * (MAX_ROW_CHARS - len("Year: 2021; Note: "))
    table = [["Year", "Note"], ["2021", long], ["2022", f"{long}b"]]
    assert table_lines(table, headers=1) == [
        f"Year: 2021; Note: {long}",
        f"Year: 2022; Note: {long}b",
    ]
    wide = [["Year", "A", "B"], ["2021", long, long]]
    assert table_lines(wide, headers=1) == [
        f"Year: 2021; A: {long}",
        f"Year: 2021; B: {long}",
    ]
    longer = "a" * (MAX_ROW_CHARS - 1)
    assert table_lines([[longer, "b", "c"]]) == [longer, "b", "c"]


@pytest.mark.parametrize("headers", [None, 1])
def test_nothing_but_a_header_stays_as_it_is(headers: int | None) -> None:
    """Its words are not lost; a table without text has no line."""
    assert table_lines([["Year", "Cases"]], headers) == ["Year: Cases"]
    assert table_lines([["", ""], ["", ""]], headers) == []
    assert table_lines([["", ""], ["a", "b"]], 1) == ["a: b"]


def test_a_header_over_all_columns_is_the_tables_title() -> None:
    """As in the box of facts that an encyclopedia has beside its text."""
    name, size = Cell("Tarn Light", columns=2), Cell("Size", columns=2)
    pairs = [[Cell("Built"), Cell("1867")], [Cell("Lit"), Cell("1868")]]
    title, built, lit = "Tarn Light", "Built: 1867", "Lit: 1868"
    one = spread([[name], *pairs])
    assert [line.text for line in write_table(one, 1)] == [title, built, lit]
    two = spread([[name], *pairs[:1], [size], *pairs[1:]])
    assert [line.text for line in write_table(two, 1)] == [title, built, "Size", lit]
    # Over names it says more of each.
    named = spread([[name], *pairs])
    assert [line.text for line in write_table(named, 2)] == [
        "Tarn Light Built: Lit; Tarn Light 1867: 1868"
    ]


def test_spanning_cells_stand_in_each_place() -> None:
    """Across and down; what comes down passes the cells of a shorter row."""
    grid = spread(
        [
            [Cell("a", columns=2), Cell("b", rows=3)],
            [Cell("c"), Cell("d")],
            [Cell("e")],
            [Cell("f")],
        ]
    )
    assert texts(grid) == [["a", "a", "b"], ["c", "d", "b"], ["e", "", "b"], ["f"]]


def test_a_cell_over_columns_of_one_name_is_written_once() -> None:
    """In a form that has no names of columns, too; the same word twice stays."""
    form = spread([[Cell("Town", columns=3), Cell("Rye", columns=2)],
                   [Cell("Dry"), Cell("Dry"), Cell("Wet")]])  # fmt: skip
    assert [line.text for line in write_table(form)] == ["Town: Rye", "Dry; Dry; Wet"]
    table = spread([[Cell("Year"), Cell("Cases", columns=2), Cell("All")],
                    [Cell("2021"), Cell("97", columns=3)]])  # fmt: skip
    assert [line.text for line in write_table(table, headers=1)] == [
        "Year: 2021; Cases: 97; All: 97"
    ]


def test_a_column_that_is_always_joined_is_none() -> None:
    """Programs export reports so; the names of the others are told as elsewhere."""
    report = spread([[Cell("Town", columns=2), Cell("Cases")],
                     [Cell("Rye", columns=2), Cell("97")],
                     [Cell("Hull"), EMPTY, Cell("412")]])  # fmt: skip
    assert [line.text for line in write_table(report, is_usual=True)] == [
        "Town: Rye; Cases: 97",
        "Town: Hull; Cases: 412",
    ]


@pytest.mark.attack
def test_spans_are_bounded() -> None:
    """A page may ask for a million columns a hundred times; they come once."""
    grid = spread([[Cell("a", columns=MAX_SPREAD)]] * 100)
    assert sum(map(len, grid)) == MAX_SPREAD + 100
    deep = spread([[Cell("a", columns=1000, rows=10**9)], *[[]] * 10_000])
    assert sum(map(len, deep)) <= MAX_SPREAD + 2_000


def test_a_rows_cells_are_one_sentence() -> None:
    """Full stops in a cell don't part it from its row."""
    table = "| Year | Note |\n|--|--|\n| 2021 | Dry. Hot. |\n"
    article = read_article(table.encode(), "x.md")
    passages = split_passages(article, lambda texts: [len(t) for t in texts], 64)
    assert [p.quote(s) for p in passages for s in p.sentences] == [
        "Year: 2021; Note: Dry. Hot."
    ]


def _columns(header: list[list[str]]) -> list[tuple[str, ...]]:
    return list(zip(*header, strict=True))


SPANNING = [made for made in labelled() if made.case.kind in SPANNED]


@pytest.mark.parametrize("made", SPANNING, ids=[made.name for made in SPANNING])
def test_every_format_keeps_cells_in_their_rows(made) -> None:
    """Each cell is in one row, after the name of its column, spanning ones in each."""
    found = rows(read_article(made.data, made.name))
    grid = texts(spread(made.case.rows))
    names = [" ".join(dict.fromkeys(n)) for n in _columns(grid[: made.case.headers])]
    for row in grid[made.case.headers :]:
        fields = zip(names, row, strict=True)
        assert "; ".join(f"{name}: {cell}" for name, cell in fields) in found


def test_a_remark_over_all_columns_hides_no_figures() -> None:
    """What is below the names are numbers still, and it is written once."""
    remark = ["As counted in May"] * 2
    rows = [["Town", "People"], ["Rye", "4,255"], remark, ["Hull", "267"], remark]
    assert [line.text for line in write_texts(rows)] == [
        "Town: Rye; People: 4,255",
        "As counted in May",
        "As counted in May; Town: Hull; People: 267",
        "As counted in May",
    ]


def test_one_number_in_all_columns_is_a_row() -> None:
    """Unless it is a cell that spans them, as a year over its rows does."""
    rows = [["Ships", "Mills"], ["5", "5"], ["6", "7"]]
    named = ["Ships: 5; Mills: 5", "Ships: 6; Mills: 7"]
    assert [line.text for line in write_texts(rows)] == named
    names, *figures = ([Cell(text) for text in row] for row in rows)
    year = [Cell("2021", columns=2)]
    assert [line.text for line in write_table(spread([names, year, *figures]))] == [
        "2021",
        *(f"2021; {row}" for row in named),
    ]


def test_a_word_among_the_figures_leaves_the_names_unsure() -> None:
    """The first row may be one of several then: nothing is named by it."""
    rows = [["Town", "People"], ["Rye", "4,255"], ["Hull", "267"], ["Deal", "few"]]
    assert [line.text for line in write_texts(rows)] == [": ".join(row) for row in rows]
