"""The order of a page's runs, from places that are set by hand."""

from dataclasses import replace

import pytest

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
    return [[r.text.split()[0] for r in block] for block in reading_order(runs)]


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
