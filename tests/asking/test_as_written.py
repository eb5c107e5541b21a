"""The words of an answer as the article has them."""

import pytest

from rag.asking.wording.as_written import as_written
from rag.types import Span


@pytest.mark.parametrize(
    ("text", "marked", "written"),
    [
        ("Invoice 2025-0831 is due.", "2025", "2025-0831"),
        ("Invoice no. 2025-0831-7 is due.", "no. 2025", "no. 2025-0831-7"),
        ("Write to jo.doe@the-inn.example.", "inn", "jo.doe@the-inn.example"),
        (
            "Write to jo.doe@the-inn.example.",
            "Write to jo",
            "Write to jo.doe@the-inn.example",
        ),
        ("See https://inn.example/a?b=1 now.", "inn", "https://inn.example/a?b=1"),
        ("See www.inn.example.", "inn", "www.inn.example"),
        ("It weighs 1,940.50 kg.", "940", "1,940.50"),
        ("It began at 10:15.", "10", "10:15"),
        ("It was 3/4 full.", "3", "3/4"),
        ("It came in 4.9 (in May).", "4.9 (in May", "4.9 (in May)"),
        ("It came (in May) (4.9).", "(in May) (4", "(in May) (4.9)"),
        # Already whole, or two that can be meant apart.
        ("It began at 10:15.", "began", "began"),
        ("He ruled from 1903-1987 on.", "1903", "1903"),
        ("He ruled from 1903-1987 on.", "1987", "1987"),
        ("They won 4-1.", "4", "4"),
        ("A 44-year-old man.", "44", "44"),
        # Of a label alone what it is of.
        ("Time: 11:30; Room: Room 2", "Room", "Room 2"),
        ("Time: 11:30; Hall: Old", "Time", "11:30"),
        ("Time: 9\nHall: Old; Row: 3", "Hall", "Old"),
        ("They say: come", "say", "say"),
        ("Hall:", "Hall", "Hall"),
        ("Time: 11:30; Hall: Old", "Old", "Old"),
        ("Time: 11:30; Hall: Old", "Hall: Old", "Hall: Old"),
        ("Old price: 5", "Old", "Old"),
        ("At (10:15).", "At (", "At ("),
        ("It came (in May).", "in May", "in May"),
        ("It came (in May).", "(in", "(in"),
        ("It came (in May) (4).", "(in May", "(in May)"),
        ("(It came (in May)).", "came (in May)", "came (in May)"),
    ],
)
def test_what_is_written_as_one_is_marked_as_one(text, marked, written) -> None:
    """Numbers, addresses, and the value of a row's label."""
    at = text.index(marked)
    found = as_written(text, Span(at, at + len(marked)))
    assert text[found.start : found.end] == written
