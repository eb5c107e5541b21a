"""Numbers of lines: drawn beside a text, and none of it."""

import pytest

from rag.readers import read_article
from rag.readers.pdf.line_numbers import without_line_numbers
from rag.readers.pdf.runs import Run
from tests.articles import paragraphs
from tests.pdf_files import Line, pdf_file

WORDS = "boats lay on the ice of the river for all that winter, and some"


def run(text: str, x: float, y: float) -> Run:
    """Set a line of characters of six points."""
    return Run(text, 1, x, x + 6 * len(text), y, y + 10, 10, is_bold=False)


def numbered(count: int, step: int, going_on: int, jump: int = 0) -> list[Run]:
    """Set lines, some of which go on in small letters, with numbers on them."""
    runs = []
    for at in range(count):
        number = str(step * (at + 1) + jump * (at == count // 2))
        words = WORDS if at < going_on else WORDS.capitalize()
        y = 100 + 12 * at
        runs += [run(number, 90 - 6 * len(number), y), run(words, 110, y)]
    return runs


@pytest.mark.parametrize(
    ("count", "step", "going_on", "jump", "are_gone"),
    [
        (8, 1, 3, 0, True),
        (12, 5, 3, 0, True),
        (7, 1, 7, 0, False),
        (8, 1, 2, 0, False),  # the items of a list
        (8, 2, 8, 0, False),
        (8, 1, 8, 1, False),
    ],
)
def test_eight_numbers_count_lines_that_go_on(
    count, step, going_on, jump, are_gone
) -> None:
    """By one or by five; three of the lines go on with a sentence."""
    runs = numbered(count, step, going_on, jump)
    left = [r.text for r in without_line_numbers(runs)]
    assert (len(left) == count) == are_gone


@pytest.mark.parametrize(("first", "are_gone"), [(6, True), (996, True), (9996, False)])
def test_numbers_may_begin_at_one_edge(first: int, are_gone: bool) -> None:
    """As the first of ten and more do, where they end at another: up to 9,999."""
    runs = [run(str(first + at), 80, 100 + 12 * at) for at in range(8)]
    lines = [run(WORDS, 120, 100 + 12 * at) for at in range(8)]
    left = without_line_numbers([*runs, *lines])
    assert left == (lines if are_gone else [*runs, *lines])


@pytest.mark.parametrize(
    ("right", "down", "are_gone"), [(2, 12, True), (3, 12, False), (2, -12, False)]
)
def test_numbers_of_lines_go_down_an_edge(right, down, are_gone) -> None:
    """Each within two points of the one above it; what climbs is a figure's."""
    numbers = [run(str(at), 60 + right * at, 300 + down * at) for at in range(1, 9)]
    lines = [run(WORDS, 110, 300 + down * at) for at in range(1, 9)]
    left = without_line_numbers([*numbers, *lines])
    assert left == (lines if are_gone else [*numbers, *lines])


def test_the_numbers_of_short_cells_are_a_table() -> None:
    """They may say which place each has."""
    runs = [run(str(at), 80, 100 + 12 * at) for at in range(1, 9)]
    runs += [run("of Ohio", 110, 100 + 12 * at) for at in range(1, 9)]
    assert without_line_numbers(runs) == runs


def test_a_sentence_over_numbered_lines_is_whole() -> None:
    """As in a transcript."""
    words = ["The bridge over the Arno was closed for the whole of a winter,"]
    words += [
        f"since ice had damaged number {i} of all its seventeen old piers,"
        for i in "abcdefg"
    ]
    lines = [Line(110, 100 + 20 * at, text) for at, text in enumerate(words)]
    numbers = [Line(80, 100 + 20 * at, f"{at + 1}") for at in range(8)]
    both = [line for pair in zip(numbers, lines, strict=True) for line in pair]
    article = read_article(pdf_file([both]), "x.pdf")
    assert paragraphs(article) == [" ".join(words)]
