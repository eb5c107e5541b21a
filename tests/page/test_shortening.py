"""Long texts are shortened between words, or letters where nothing parts words."""

import pytest

from rag.page.quotes.shortening import first_words, last_words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Short. Enough.", "Short. Enough.", "Short. Enough."),
        ("word " * 40, "word " * 21 + "word …", "… " + "word " * 21),
        ("新质生产力" * 40, "新质生产力" * 22 + " …", "… " + "新质生产力" * 22),
        ("Stadt " + "x" * 300, "Stadt " + "x" * 104 + " …", "… " + "x" * 110),
        ("x" * 300 + " Stadt", "x" * 110 + " …", "… " + "x" * 104 + " Stadt"),
    ],
)
def test_texts_are_cut_between_words_where_there_are_any(text, first, last):
    """At 110 characters, from either end; three dots say so."""
    assert first_words(text, 110) == first
    assert last_words(text, 110) == last
