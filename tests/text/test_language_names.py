"""Names and directions of languages."""

from rag.text.language_names import direction_of, language_name


def test_languages_have_english_names():
    """A code that no language has is its own name."""
    assert language_name("zh") == "Chinese"
    assert language_name("xx") == "xx"


def test_directions_are_those_of_the_script():
    """Arabic and Hebrew run from right to left; unknown codes from left to right."""
    assert [direction_of(code) for code in ("ar", "he", "ru", "zh")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]
    assert direction_of("no-such-code") == "ltr"
