"""What passages are read with: within a quarter of the window, and the best of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.passages.contexts import (
    Context,
    Window,
    authorship,
    fit_contexts,
    stated,
    trail_of,
    with_context,
)
from rag.types import Article

MAX_TOKENS = 64


def count_chars(texts: Sequence[str]) -> list[int]:
    """Count characters as tokens."""
    return [len(text) for text in texts]


def fitted(text: str, window: Window | None = None) -> str:
    """Fit a single context, by default into 16 of 64 characters."""
    known = fit_contexts([text], window or Window(count_chars, MAX_TOKENS))
    return known[text].text


def test_tokens_are_never_fewer_than_a_twelfth_of_the_characters() -> None:
    """A model that takes 25 unknown letters for one token is not believed: 3."""
    window = Window(lambda texts: [1] * len(texts), MAX_TOKENS)
    assert window.costs(["x" * 25, "x" * 24, "x", ""]) == [3, 2, 1, 1]


def test_nothing_is_counted_for_nothing() -> None:
    """A model isn't asked where there is no text."""
    window = Window(lambda texts: pytest.fail("asked"), MAX_TOKENS)
    assert window.costs([]) == []


def test_a_context_stands_above_its_text() -> None:
    """Without one the text stands alone, with no line before it."""
    assert with_context("Rome", "It fell.") == "Rome\nIt fell."
    assert with_context("", "It fell.") == "It fell."


def test_what_fits_is_left_as_it_is() -> None:
    """16 characters are a quarter of 64, and counted once however often they come."""
    asked: list[str] = []

    def count(texts: Sequence[str]) -> list[int]:
        asked.extend(texts)
        return count_chars(texts)

    text = "Rome › Buildings"
    known = fit_contexts([text, text, ""], Window(count, MAX_TOKENS))
    assert known == {text: Context(text, 16), "": Context("", 0)}
    assert asked == [text, ""]


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        # Of 43 characters 16 may stay, 3 of which are the separator: 6 and 7.
        ("a" * 20 + " › " + "b" * 20, "aaaaaa › bbbbbbb"),
        ("Rome › " + "b" * 30, "Rome › bbbbbbbbb"),
        ("a" * 30 + " › Sea", "aaaaaaaaaa › Sea"),
        # Without a heading the separator's place is left free.
        ("a" * 30, "a" * 13),
    ],
)
def test_title_and_heading_share_the_room(trail: str, expected: str) -> None:
    """Half each where both are long; what a short one leaves, the other takes."""
    assert fitted(trail) == expected


def test_the_middle_of_a_trail_goes_first() -> None:
    """What is nearest to the text, and what it is all about, say the most."""
    assert fitted("Rome › Long middle › Part › Arts") == "Rome › Arts"


def test_words_are_kept_whole_where_there_are_several() -> None:
    """13 characters of the title would end inside its third word."""
    assert fitted("old stone bridges over rivers") == "old stone"


@given(
    parts=st.lists(st.text("ab é", min_size=1, max_size=60), min_size=1, max_size=4),
    max_tokens=st.integers(16, 300),
)
def test_every_context_ends_up_within_its_share(
    parts: list[str], max_tokens: int
) -> None:
    """However long title and headings are: at most a quarter of the window."""
    trail = " › ".join(parts)
    window = Window(count_chars, max_tokens)
    context = fit_contexts([trail], window)[trail]
    assert context.tokens == len(context.text) <= max_tokens // 4


def article(author: str | None, date: str | None) -> Article:
    """Make an article of this author and date."""
    return Article("floods", "Floods", "", (), date=date, author=author)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jo Doe", "author: who wrote this article: Jo Doe, Ann Ash"),
        ("12 March 2024", "date: when it was written and published: 2024-03-12"),
        (
            "Jo Doe, 2024",
            "author, date: who wrote this article: Jo Doe, Ann Ash, "
            "when it was written and published: 2024-03-12",
        ),
        ("Ann Ash, 2023", None),
    ],
)
def test_authorship_is_said_in_the_words_that_people_ask_with(
    text: str, expected: str | None
) -> None:
    """The first author's name states the authors, the year the date."""
    assert authorship(article("Jo Doe, Ann Ash", "2024-03-12"), text) == expected


@pytest.mark.parametrize("author", ["Jo Doe · Ann Ash", "Jo Doe; Ann Ash"])
def test_authors_are_found_whatever_stands_between_them(author: str) -> None:
    """In the text that is a mark of a note, or a word."""
    for text in ("Jo Doe1,*, Ann Ash2", "By Jo Doe and Ann Ash"):
        found = authorship(article(author, None), text)
        assert found == f"author: who wrote this article: {author}"


def test_a_hint_is_not_stated() -> None:
    """The article has its title and headings; a hint stands on a line of its own."""
    assert stated("Floods\nauthor: who wrote this article: Jo Doe") == "Floods"
    assert stated("Floods › Rivers") == "Floods › Rivers"


def test_nothing_known_is_nothing_stated() -> None:
    """An article without author and date has no authorship, whatever it says."""
    assert authorship(article(None, None), "By Jo Doe, 2024") is None
    assert trail_of("Floods", None) == "Floods"


def test_a_title_among_the_headings_is_said_once() -> None:
    """As that of a page with a column of other headings before it."""
    assert trail_of("Floods", "Floods") == "Floods"
    assert trail_of("Floods", "Floods › Rivers") == "Floods › Rivers"
    assert trail_of("Floods", "Floods in Ulm") == "Floods › Floods in Ulm"
