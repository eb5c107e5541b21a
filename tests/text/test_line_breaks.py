"""A quoted text begins a line at an item of a list, and at a label."""

import pytest

from rag.text.line_breaks import LINE_BREAK


@pytest.mark.parametrize(
    ("line", "breaks"),
    [
        ("- two oars", True),
        ("2. oars", True),
        ("\uf0b7\toars", True),
        ("Price: 3", True),
        ("  Price of an oar: 3", True),
        ("Price of an old oar: 3", False),
        ("Price-list’s: 3", True),
        (f"{'P' * 25}: 3", True),
        (f"{'P' * 26}: 3", False),
        (f"Price {'o' * 24}: 3", True),
        (f"Price {'o' * 25}: 3", False),
        ("price: 3", False),
        ("Price:3", False),
        ("Price, old: 3", False),
        ("oars", False),
    ],
)
def test_a_line_begins_at_an_item_or_label(line: str, breaks: bool) -> None:
    """A label has four words at most, and begins as a sentence does."""
    assert (LINE_BREAK.search(f"Boats\n{line}") is not None) == breaks
