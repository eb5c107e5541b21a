"""Dates that mean two days: they stay unknown, and are dates all the same."""

import pytest

from rag.readers.plain.dates import FoundDate, find_date, find_date_or_two
from rag.readers.plain.statements import read_lead, read_statement, states_date
from rag.types import Span
from tests.articles import BODY, headings, paragraphs, read

DAY = "03/04/2021"


@pytest.mark.parametrize(
    ("top", "author"),
    [
        ("Published {}", None),
        ("{}", None),
        ("Updated: {} 10:30", None),
        ("Tarn Times, {}", None),
        ("Tarn plc · Press release · {}", None),
        ("By Jo Doe | {}", "Jo Doe"),
        ("By Jo Doe, {}", "Jo Doe"),
        ("By Jo Doe\n{}", "Jo Doe"),
        ("Author: Jo Doe, {}", "Jo Doe"),
        ("Text: Jo Doe, {}", "Jo Doe"),
        ("By the crew of the old Petrel, {}", "the crew of the old Petrel"),
        ("Posted on {} by Jo Doe", "Jo Doe"),
        ("Jo Doe - printed {}", "Jo Doe"),
        ("{} - Jo Doe", "Jo Doe"),
        ("{} · Jo Doe · 4 min read", "Jo Doe"),
        ("\nJo Doe\n{}", "Jo Doe"),
        ("\nJo Doe\n\n{}", "Jo Doe"),
        ("\nJo Doe\nTarn School\n{}", "Jo Doe"),
        (f"\n{'They say' * 9}\n\nBy Jo Doe\n{{}}", "Jo Doe"),
    ],
)
def test_a_date_of_two_days_leaves_the_title(top: str, author: str | None) -> None:
    """It is read as any other date, but isn't known."""
    for day, iso in ((DAY, None), ("13/04/2021", "2021-04-13")):
        text = f"Roof works\n{top.format(day)}"
        article = read(f"{text}\n\n{BODY}\n")
        assert (article.title, article.author) == ("Roof works", author)
        assert article.date == iso
        assert article.front == Span(0, len(text))
        assert (headings(article), paragraphs(article)) == ([], [BODY])


@pytest.mark.parametrize("day", [DAY, "13/04/2021"])
@pytest.mark.parametrize(
    "above",
    [
        "THE SLOW BOAT\nWhy nobody mends the old bridge",
        "Why nobody mends\nthe old bridge",
    ],
)
def test_a_title_of_two_lines_stands_above_such_a_date(above: str, day: str) -> None:
    """Or below the name of a column."""
    article = read(f"{above}\n{day}\n\n{BODY}")
    assert article.title == "Why nobody mends the old bridge"


def test_a_line_of_issue_may_have_such_a_date() -> None:
    """It stands above the title, too."""
    text = f"Tarn plc · {DAY}\n\nRoof works are on\n\n{BODY}"
    assert (read(text).title, read(text).date) == ("Roof works are on", None)


@pytest.mark.parametrize(
    "below",
    [
        f"Published {DAY} in Wales, the book was forgotten.",
        f"The roof fell on {DAY}",
        "Published 00/04/2021",
        "Published 03/00/2021",
        "Published 03/2021",
    ],
)
def test_other_lines_below_take_the_title_along(below: str) -> None:
    """A sentence is a paragraph's, and so is what is no date."""
    article = read(f"Roof works\n{below}\n\n{BODY}")
    assert (article.title, article.front) == ("X", None)


def test_a_date_of_two_days_alone_is_no_front() -> None:
    """It says nothing of the text, and stays in it."""
    article = read(f"{DAY}\n\n{BODY}")
    assert (article.front, paragraphs(article)) == (None, [DAY, BODY])


def test_no_later_date_stands_for_one_of_two_days() -> None:
    """Which of the two it is isn't guessed, nor is when it was changed the date."""
    line = f"Published {DAY}, updated 13/04/2021"
    assert read(f"Roof works\n{line}\n\n{BODY}").date is None
    assert read(f"Roof works\n{DAY}\n2 May 2021\n\n{BODY}").date == "2021-05-02"


@pytest.mark.parametrize("day", [DAY, "2 May 2024"])
def test_a_name_over_anothers_byline_is_no_authors(day: str) -> None:
    """What names somebody is more than a date."""
    article = read(f"Roof works\n\nJo Harper\nBy Al Roe, {day}\n\n{BODY}")
    assert (article.title, article.author) == ("Roof works", None)


def test_a_sentence_behind_such_a_date_keeps_it() -> None:
    """Only a known one is taken off its front."""
    assert read_lead(f"Published {DAY} The roof is new.", 0).span is None
    assert read_lead("Published 13/04/2021 The roof is new.", 0).span == Span(0, 20)


@pytest.mark.parametrize(
    ("row", "is_stated"),
    [
        (f"Published {DAY}", True),
        ("Published 2 May 2021", True),
        (f"By Jo Doe, {DAY}", True),
        ("By Jo Doe", False),
        # No statement, or none of its own date.
        (f"The roof fell on {DAY} at noon", False),
        ("Source: Tarn Times, 2 May 2021", False),
        ("Source: Tarn Times", False),
    ],
)
def test_a_line_states_a_date_that_may_be_of_two_days(
    row: str, is_stated: bool
) -> None:
    """Only where it is a statement at all."""
    assert states_date(row) == is_stated


def test_what_is_not_known_is_stated_as_nothing() -> None:
    """An empty date would be one that is known."""
    assert read_statement(f"Published {DAY}", 0, is_first=False).date is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("of 3/4/2021 or 13/4/2021", (3, 11, "")),
        ("of 12/11/2021", (3, 13, "")),
        ("of 13/4/2021 or 3/4/2021", (3, 12, "2021-04-13")),
        ("of 3/3/2021", (3, 11, "2021-03-03")),
        ("of 3.4.2021", (3, 11, "2021-04-03")),
        ("of 1/1/2021", (3, 11, "2021-01-01")),
        ("of 1/2/2021", (3, 11, "")),
        ("of 2/1/2021", (3, 11, "")),
        ("of 0/4/2021", None),
        ("of 4/0/2021", None),
        ("of 18 apr\u0131l 2025", None),
        ("of 30/2/2021", None),
        ("of May", None),
    ],
)
def test_the_first_date_may_be_of_two_days(
    text: str, found: tuple[int, int, str] | None
) -> None:
    """Only one whose day and month could both be the month."""
    date = FoundDate(Span(*found[:2]), found[2]) if found else None
    assert find_date_or_two(text) == date


def test_a_known_date_is_found_behind_one_of_two_days() -> None:
    """As far as nothing but known ones are asked for."""
    date = FoundDate(Span(12, 21), "2021-04-13")
    assert find_date("3/4/2021 or 13/4/2021") == date
