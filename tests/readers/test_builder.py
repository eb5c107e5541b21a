"""The front of a draft that is put together: what states title, author or date."""

import pytest

from rag.readers.builder import DraftBuilder
from tests.articles import BODY

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
