"""Running heads in the margin: beside lines of text, and none of it."""

from dataclasses import replace

import pytest

from rag.readers import read_article
from rag.readers.pdf.margins import without_margins
from rag.readers.pdf.runs import Run
from tests.articles import paragraphs
from tests.pdf_files import Line, pdf_file

WORDS = "boats lay on the ice of the river for all that "  # 47 characters
TOP = 100


def run(text: str, x: float, row: int, size: float = 10) -> Run:
    """Set a line of characters of six points in a row of 12 points."""
    y = TOP + 12 * row
    return Run(text, 1, x, x + 6 * len(text), y, y + size, size, is_bold=False)


TEXT = [run(f"{WORDS}{letter}", 200, row) for row, letter in enumerate("abcdefgh")]
"""From 200 to 488 points."""

HEADS = [run("Boats", 40, 0), run("29,2", 40, 1), run("164", 40, 5)]


def read(runs: list[Run], others: dict[int, dict[Run, str]]) -> list[Run]:
    """Give what is left of a page in the margin."""

    def near(each: Run, step: int) -> str:
        return others.get(step, {}).get(each, "")

    left = without_margins(runs, near)
    assert [each for each in left if each in TEXT] == TEXT
    return [each for each in left if each not in TEXT]


def again(pages: int, *texts: str) -> dict[int, dict[Run, str]]:
    """Say what stands at the places of the heads, so many pages further."""
    return {pages: dict(zip(HEADS, texts, strict=False))}


@pytest.mark.parametrize("pages", [1, -1, 2, -2])
def test_what_comes_again_in_the_margin_is_left_out(pages: int) -> None:
    """On a page beside this one, or on the next of its side, with its number."""
    others = again(pages, "Boats", "29,2", f"{164 + pages}")
    assert read([*HEADS, *TEXT], others) == []


@pytest.mark.parametrize(
    ("pages", "texts"),
    [
        (3, ["Boats", "29,2", "167"]),
        (2, ["Ships", "29,2", "166"]),
        (2, ["", "29,2", "166"]),  # numbers alone may be those of a table
    ],
)
def test_what_is_once_in_the_margin_stays(pages: int, texts: list[str]) -> None:
    """As a note does."""
    assert read([*HEADS, *TEXT], again(pages, *texts)) == HEADS


def test_a_number_that_is_none_of_the_pages_stays() -> None:
    """The words beside it go all the same."""
    others = again(2, "Boats", "29,2", "165")
    assert read([*HEADS, *TEXT], others) == HEADS[2:]


def test_the_names_of_columns_come_again_together() -> None:
    """They are those of a table, each time."""
    others = again(2, "Boats", "29,2", "166")
    others[2][TEXT[0]] = TEXT[0].text
    assert read([*HEADS, *TEXT], others) == HEADS


def test_more_than_three_are_the_labels_of_a_form() -> None:
    """Each record of it has them."""
    labels = [run(name, 40, row) for row, name in enumerate(["Name", "Pier", "Age"])]
    four = [*labels, run("Port", 40, 3)]
    others = {1: {label: label.text for label in four}}
    assert read([*labels, *TEXT], others) == []
    assert read([*four, *TEXT], others) == four


@pytest.mark.parametrize(("x", "is_gone"), [(157, True), (158.1, False)])
def test_the_margin_is_parted_by_a_gap(x: float, is_gone: bool) -> None:
    """Of 1.2 sizes, 12 points, from the text."""
    head = run("Boats", x, 0)
    assert read([head, *TEXT], {1: {head: "Boats"}}) == [head] * (not is_gone)
    right = replace(head, x0=688 - head.x1, x1=688 - head.x0)
    assert read([right, *TEXT], {1: {right: "Boats"}}) == [right] * (not is_gone)


def test_a_line_for_itself_stays() -> None:
    """As a caption has it, beside what is drawn."""
    caption = run("its ice", 40, 20)
    others = again(2, "Boats", "29,2", "166")
    others[2][caption] = caption.text
    assert read([*HEADS, *TEXT, caption], others) == [caption]


@pytest.mark.parametrize(("chars", "is_gone"), [(40, True), (39, False)])
def test_lines_of_forty_characters_are_text(chars: int, is_gone: bool) -> None:
    """What stands beside shorter ones may be a label."""
    cells = [replace(line, text=line.text[-chars:]) for line in TEXT]
    left = without_margins([HEADS[0], *cells], lambda *_: "Boats")
    assert (left == cells) == is_gone


def test_what_stands_beside_labels_alone_stays() -> None:
    """Though a note is beside the text."""
    head, label = run("Boats", 40, 20), run("in ice", 200, 20)
    runs = [HEADS[0], *TEXT, head, label]
    assert read(runs, {1: {head: "Boats"}}) == [HEADS[0], head, label]


def test_a_sentence_beside_the_margin_is_whole() -> None:
    """Over three pages with a short title at the side, and their numbers."""
    names = ["Arno", "Tarn", "Elbe"]
    expected, pages = [], []
    for number, name in enumerate(names):
        lines = [
            f"The bridge over the {name} was closed for the whole of a winter",
            f"since the ice of the {name} had damaged all of its piers, and so",
            f"the people of the town on the {name} went over it on foot.",
        ]
        side = [Line(40, 100, "Ice"), Line(40, 120, "29,2"), Line(40, 140, f"{number}")]
        text = [Line(120, 100 + 20 * row, line) for row, line in enumerate(lines)]
        pages.append([*side, *text])
        expected.append(" ".join(lines))
    assert paragraphs(read_article(pdf_file(pages), "x.pdf")) == expected
