"""What a page tells of where it asks from is believed only as far as it fits."""

import json

import pytest

from rag.page.tabs.conversation import AskPlace, parse_place


def test_a_place_is_read():
    """The conversation, the articles, the question's key, and whether it is literal."""
    key = "0123456789abcdef" * 2
    told = {"c": "ab", "in": ["a.txt"], "key": key, "literal": True}
    expected = AskPlace("ab", ("a.txt",), key, literal=True)
    assert parse_place(json.dumps(told)) == expected


@pytest.mark.parametrize(
    "told",
    [
        None,
        3,
        "",
        "[]",
        "{",
        '{"c": 1, "in": 2, "key": "of no form", "literal": "yes"}',
        '{"in": [1], "key": 2, "literal": 1}',
    ],
)
def test_what_does_not_fit_is_left(told):
    """As where nothing is told: of all articles, as read with the questions before."""
    assert parse_place(told) == AskPlace()
