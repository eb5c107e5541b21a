"""The front of a draft that is put together: what states title, author or date."""

import pytest

from rag.readers.builder import DraftBuilder
from rag.types import TextLook
from tests.articles import BODY


def added(*depths: str) -> str:
    """Add an item of each depth, and give the text."""
    builder = DraftBuilder()
    for depth in depths:
        builder.add("- x", gap="\n", looks=[TextLook(0, 3, "item", depth)])
    return builder.finish().text


def test_an_item_is_indented_by_how_deep_it_stands() -> None:
    """As far as a page can be read; a page may nest thousands."""
    assert added("0", "1", "2", "0") == "- x\n  - x\n    - x\n- x"
    assert added("0", "8", "9", "9000") == "\n".join(["- x", *[" " * 16 + "- x"] * 3])
    builder = DraftBuilder()
    builder.add("Ay", looks=[TextLook(0, 2, "strong")])
    builder.add("Oh", indent=" ", looks=[TextLook(0, 2, "quotation")])
    assert builder.finish().text == "Ay\n\n Oh"


JOURNAL, NAMES = "Journal of Mud 12 (2024)", "Jo Doe1, Al Roe2"


@pytest.mark.parametrize(
    ("above", "below", "number", "author"),
    [
        ([JOURNAL], NAMES, 1, "Jo Doe · Al Roe"),
        ([JOURNAL, "Letter", "Open"], NAMES, 1, "Jo Doe · Al Roe"),
        ([JOURNAL, "Letter", "Open", "Mud"], NAMES, 1, None),
        ([BODY], NAMES, 1, None),
        ([JOURNAL], "Jo Doe", 1, None),
        ([JOURNAL], NAMES, 2, None),
    ],
)
def test_a_papers_journal_may_stand_over_its_title(
    above: list[str], below: str, number: int, author: str | None
) -> None:
    """Up to three short lines on the first page, over a title and its authors."""
    builder = DraftBuilder()
    for line in above:
        builder.add(line, page=number)
    builder.add("On silt", level=1, page=number)
    builder.add(below, page=number)
    builder.add(BODY, page=number)
    draft = builder.finish()
    assert (draft.title, draft.author) == ("On silt", author)
    front = "\n\n".join([*above, "On silt", below])
    assert draft.front is None or draft.text[: draft.front.end] == front
    assert (draft.front is None) == (author is None)
