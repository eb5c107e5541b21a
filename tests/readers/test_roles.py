"""What people are for a paper is not of their names; who took pictures wrote none."""

import pytest

from rag.readers.plain.names import names_photographer, without_role
from rag.readers.plain.statements import read_statement
from tests.articles import BODY, read


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("By Jo Doe, arts editor", "Jo Doe", None),
        ("By Jo Doe, our very own garden correspondent", "Jo Doe", None),
        ("By Jo Doe and Al Roe, Reporters", "Jo Doe and Al Roe", None),
        ("By Jo Doe, critic, 2 May 2024", "Jo Doe", "2024-05-02"),
        ("By Jo Doe, columnist | 2 May 2024", "Jo Doe", "2024-05-02"),
        ("By Jo Doe, chair", "Jo Doe", None),
        ("By Jo Doe in Tarn", "Jo Doe", None),
        ("By Jo Doe and Al Roe at the Old Mill, Tarn", "Jo Doe and Al Roe", None),
        ("By Jo Doe in Tarn | 2 May 2024", "Jo Doe", "2024-05-02"),
        ("By Jo Doe, writer, in Tarn", "Jo Doe", None),
        ("By Boat in Tarn", None, None),
        ("By Jo Doe in a boat", None, None),
        ("By Jo Doe, managing director", "Jo Doe", None),
        ("By Jo Doe, writer in Tarn", None, None),
        ("By Jo Doe, our very own and only garden correspondent", None, None),
        ("By the river, an editor", None, None),
    ],
)
def test_what_authors_are_is_not_of_their_names(
    line: str, author: str | None, date: str | None
) -> None:
    """A few words behind them; in others the line is a sentence, or nobody's name."""
    stated = read_statement(line, 0, is_first=False)
    assert (stated.author, stated.date) == (author, date)


def test_a_first_line_may_be_a_title_with_a_place() -> None:
    """It begins as a byline does."""
    line = "By Slow Train in Norway"
    assert read_statement(line, 0, is_first=True).author is None
    assert read_statement(line, 0, is_first=False).author == "Slow Train"


def test_what_is_behind_no_name_stays() -> None:
    """Without a name before it, it may be the publisher's."""
    assert without_role("Friends of the river, writers") == (
        "Friends of the river, writers"
    )


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Photographs by Jo Doe", True),
        ("photo: Jo Doe and Al Roe", True),
        ("Illustration by Jo Doe", True),
        ("Photographs by the river", False),
        ("Old photographs by Jo Doe", False),
        ("Photographs Jo Doe", False),
    ],
)
def test_who_made_the_pictures_is_no_author(line: str, is_credit: bool) -> None:
    """The line is of the front; as the first one it may be a title."""
    assert names_photographer(line) == is_credit
    stated = read_statement(line, 0, is_first=False)
    assert (stated.span is not None, stated.author) == (is_credit, None)
    assert read_statement(line, 0, is_first=True).span is None
    text = f"Bridges of the Tarn\n\n{line}\n\nBy Cy Lee\n\n{BODY}"
    article = read(text)
    assert article.author == "Cy Lee"
    assert article.paragraphs[0].start == text.index(BODY)
