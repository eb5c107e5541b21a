"""The order of a page's runs, from places that are set by hand."""

from dataclasses import replace
from itertools import chain

import pytest

from rag.readers.pdf.columns import parts_of
from rag.readers.pdf.order import reading_order
from rag.readers.pdf.runs import Run


def run(text: str, x: float, y: float, size: float = 10) -> Run:
    """Set a line of characters of half an em."""
    return Run(text, 1, x, x + size / 2 * len(text), y, y + size, size, is_bold=False)


def column(word: str, x: float, y: float = 100, lines: int = 5) -> list[Run]:
    """Set long lines of 40 characters, 200 points, 12 points apart."""
    return [run(f"{word}{i} {'river ' * 7}"[:40], x, y + 12 * i) for i in range(lines)]


def read(*runs: Run) -> list[list[str]]:
    """Give the first word of each run, block by block."""
    blocks = [block for part in parts_of(runs) for block in reading_order(part)]
    return [[r.text.split()[0] for r in block] for block in blocks]


LEFT, RIGHT = column("a", 60), column("b", 300)
A, B = (["a0", "a1", "a2", "a3", "a4"], ["b0", "b1", "b2", "b3", "b4"])


@pytest.mark.parametrize(
    ("x", "is_apart"), [(286, True), (284, False), (300, True), (301, True)]
)
def test_what_heads_columns_may_hang_left_of_them(x: float, is_apart: bool) -> None:
    """By 1.5 of its size, beside what heads the other: each is of its column."""
    heads = run("Open", 60, 80), run("Closed", x, 80)
    apart = [["Open", *A], ["Closed", *B]]
    over = [["Open", "Closed"], A, B]
    assert read(*heads, *LEFT, *RIGHT) == (apart if is_apart else over)


def test_what_begins_over_a_column_spans_the_gap() -> None:
    """The left column's lines end at 290, the right one's begin at 300."""
    wide = [replace(line, x1=290.0) for line in LEFT]
    heads = run("Open", 60, 80), run("Closed", 288, 80)
    assert read(*heads, *wide, *RIGHT)[0] == ["Open", "Closed"]


def test_what_hangs_alone_spans_the_gap() -> None:
    """As a title in the middle of a page does."""
    assert read(run("Closed", 290, 80), *LEFT, *RIGHT)[0] == ["Closed"]


@pytest.mark.parametrize(
    ("count", "is_right", "are_columns"),
    [(3, True, True), (2, True, False), (3, False, False), (4, False, False)],
)
def test_three_items_beside_others_are_a_column(count, is_right, are_columns) -> None:
    """Bullets that are drawn tell it, too; what heads it begins left of its items."""
    rows = range(count)
    left = [replace(run(f"a{i}", 72, 100 + 12 * i), is_item=True) for i in rows]
    right = [replace(run(f"b{i}", 312, 100 + 12 * i), is_item=is_right) for i in rows]
    found = read(run("Open", 60, 80), run("Closed", 300, 80), *left, *right)
    down = [[f"{x}{i}" for i in rows] for x in "ab"]
    assert (found == [["Open", *down[0]], ["Closed", *down[1]]]) == are_columns


@pytest.mark.parametrize(
    ("start", "step", "letters", "are_columns"),
    [
        (106, 12, 20, True),
        (106, 12, 19, False),  # no long line on either side
        (100, 12, 20, False),  # on the lines of the other side: rows
        (106, 24, 20, False),  # too far apart: labels
    ],
)
def test_ragged_lines_beside_others_may_be_columns(start, step, letters, are_columns):
    """As of a CV: a line of most lengths, but on no line of the other side."""
    labels = [run(f"a{i} oars", 60, start + step * i) for i in range(6)]
    sizes = (60, letters, letters, letters, letters, letters)
    lines = [
        run(f"b{i} {'river ' * 10}"[:size].strip().ljust(size, "r"), 300, 100 + 12 * i)
        for i, size in enumerate(sizes)
    ]
    down = [[f"a{i}" for i in range(6)], [f"b{i}" for i in range(6)]]
    assert (read(*labels, *lines) == down) == are_columns


def test_lines_that_fill_less_than_half_are_no_column() -> None:
    """On the lines of the other side they are rows, though none is short."""
    chars = (20, 20, 60, 20, 20)
    right = [
        run(f"b{i} {'river ' * 10}"[:size].strip().ljust(size, "r"), 300, 100 + 12 * i)
        for i, size in enumerate(chars)
    ]
    assert read(*LEFT, *right) == [list(chain(*zip(A, B, strict=True)))]


LETTER = column("c", 60, lines=3), column("d", 300)
WIDE = run("Wide " + "river " * 15, 60, 210)
C, D = ["c0", "c1", "c2"], ["d0", "d1", "d2", "d3", "d4"]


@pytest.mark.parametrize(
    ("size", "is_bold", "y", "heads"),
    [
        (11.3, False, 158, True),
        (11.1, False, 158, False),
        (10, True, 158, True),
        (10, True, 157, False),  # beside the last line of the right column
    ],
)
def test_what_ends_a_column_may_head_what_is_below_both(size, is_bold, y, heads):
    """Larger or bold, and below the other column: a letter's end comes before it."""
    head = replace(run("Head", 60, y, size), is_bold=is_bold)
    found = read(*LETTER[0], *LETTER[1], head, WIDE)
    expected = [C, D, ["Head", "Wide"]] if heads else [[*C, "Head"], D, ["Wide"]]
    assert found == expected


@pytest.mark.parametrize(
    ("last", "y", "heads"),
    [
        ("c2 river river river on", 158, True),
        ("c2 river river river.", 158, False),  # of the longer column
        ("c2 river river rive", 158, False),  # too short to be a line of text
        ("c2 river river river", 158, False),  # not full: the first is wider
        ("c2 river river river on", 157, False),  # beside the other column's end
    ],
)
def test_columns_begin_anew_under_a_heading_where_a_sentence_goes_on(
    last: str, y: float, heads: bool
) -> None:
    """What is below it is read after both: other columns, or a narrow table."""
    first = [run("c0 river river river and", 60, 100), run("c1 river and", 60, 112)]
    left = [*first, run(last, 60, 124)]
    head = replace(run("Head", 60, y), is_bold=True)
    below = column("e", 60, 172), column("f", 300, 172)
    found = read(*left, *LETTER[1], head, *below[0], *below[1])
    e, f = ([f"{word}{i}" for i in range(5)] for word in "ef")
    parted = [C, D, ["Head"], e, f]
    assert found == (parted if heads else [[*C, "Head", *e], [*D, *f]])


def test_a_heading_at_the_end_of_a_column_stays_where_nothing_is_below() -> None:
    """So does one in a column that is bold itself, or that stands alone."""
    head = replace(run("Head", 60, 170), is_bold=True)
    assert read(*LETTER[0], *LETTER[1], head) == [[*C, "Head"], D]
    bold = [replace(line, is_bold=True) for line in LETTER[0]]
    assert read(*bold, *LETTER[1], head, WIDE)[0] == [*C, "Head"]
    below = column("e", 60, 230), column("f", 300, 230)
    found = read(head, *RIGHT, WIDE, *below[0], *below[1])
    assert found[:3] == [["Head"], B, ["Wide"]]


@pytest.mark.parametrize(
    ("size", "are_columns"), [(20, True), (11.3, True), (11.1, False)]
)
def test_large_figures_are_over_columns_of_small_text(size, are_columns) -> None:
    """What is 12 % larger than most of a column is none of its running text.

    There are 36 characters of it, of 117: without it all are in long lines.
    """
    small = ["boats sank in all that rain", "or in the night, or in that", "b" * 27]
    cards = [run(t, x, 124 + 12 * i) for x in (60, 300) for i, t in enumerate(small)]
    large = [
        run("17 of the 38 boats", x, y, size) for x in (60, 300) for y in (100, 170)
    ]
    assert (len(read(*cards, *large)) == 2) == are_columns


def test_a_figure_in_a_column_is_of_the_column() -> None:
    """Its labels, at edges of their own, may be more than the lines of the text."""
    left, right = column("a", 60, lines=10), column("b", 300, 208)
    figure = [run(f"l{at}", x, 100 + 8 * at, 6) for x in (320, 400) for at in range(12)]
    found = read(*left, *figure, *right)
    assert found[0] == [f"a{i}" for i in range(10)]
    assert sorted(chain(*found[1:])) == sorted([*B, *(r.text for r in figure)])


@pytest.mark.parametrize("y", [170, -10])
def test_columns_may_stand_below_a_table_and_above_it(y: float) -> None:
    """A table has many texts, of places that its columns tell, and a gap around it."""
    places = [(x, 100 + 10 * row) for x in range(60, 500, 40) for row in range(5)]
    table = [run("table", x, row, 8) for x, row in places]
    found = read(*table, *column("a", 60, y), *column("b", 300, y))
    parts = [["table"] * len(table)], [A, B]
    assert found == list(chain(*(parts if y > 0 else parts[::-1])))


def test_of_two_edges_that_goes_through_less_parts_the_columns() -> None:
    """One within the second of three columns has more lines on either side."""
    middle = column("b", 300, lines=6)
    short = [run(f"b{6 + i} river river", 300, 172 + 12 * i) for i in range(4)]
    labels = [run(f"l{i} river", 400, 172 + 12 * i) for i in range(2)]
    outer = *column("a", 60, lines=10), *column("c", 540, lines=10)
    found = read(*outer, *middle, *short, *labels)
    assert [block[0] for block in found] == ["a0", "b0", "c0"]


TITLE = run("Title " + "river " * 12, 60, 60, 14)
LAST = run("Last", 60, 75, 14)


@pytest.mark.parametrize(
    ("last", "is_of_title"),
    [
        (LAST, True),
        (replace(LAST, x0=62), True),
        (replace(LAST, x0=63), False),
        (replace(LAST, size=14.4), True),
        (replace(LAST, size=14.5), False),
        (replace(LAST, size=16), False),
        (replace(LAST, size=13.6), True),
        (replace(LAST, is_bold=True), False),
        (replace(LAST, top=81, bottom=95), True),
        (replace(LAST, top=81.1, bottom=95.1), False),
        (replace(LAST, top=67, bottom=81), True),
    ],
)
def test_a_short_last_line_is_of_what_spans_the_columns(last, is_of_title) -> None:
    """From the same edge, in the same letters, and right below it."""
    found = read(TITLE, last, *LEFT, *RIGHT)
    title, column = ["Title", "Last"], ["Last", *A]
    assert found == ([title, A, B] if is_of_title else [["Title"], column, B])


def test_several_short_lines_may_end_what_spans_the_columns() -> None:
    """As addresses do; but not where something of the other column is beside one."""
    lines = [TITLE, LAST, replace(LAST, text="End", top=94, bottom=108)]
    found = read(*lines, *LEFT, *RIGHT)
    assert found[0] == ["Title", "Last"]  # the columns begin at 100
    lines[2] = replace(lines[2], top=84, bottom=98)
    assert read(*lines, *LEFT, *RIGHT)[0] == ["Title", "Last", "End"]
