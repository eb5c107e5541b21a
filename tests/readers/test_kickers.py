"""What says the kind of a piece over its title is no title, and no paragraph."""

import pytest

from rag.readers.plain.labels import is_kicker
from tests.articles import BODY, read

TITLE = "Nobody mends bridges"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "kicker", ["OPINION", "Press release No. 14/2025", "Explainer:", "Editorial 7"]
)
def test_a_kicker_leaves_the_title_to_the_line_below(kicker: str, gap: str) -> None:
    """It is of the front, whatever stands between."""
    article = read(f"{kicker}{gap}{TITLE}\n\n{BODY}")
    assert (article.title, len(article.paragraphs)) == (TITLE, 1)
    assert article.headings == ()
    assert article.front is not None
    assert article.text[: article.front.end] == f"{kicker}{gap}{TITLE}"


@pytest.mark.parametrize(
    ("top", "title"),
    [
        # What follows has too few words for a title, or is a sentence.
        ("Review\n\nThe bridges", "Review"),
        ("Review\n\nNobody mends bridges.", "Review"),
        ("REVIEWS\n\nNobody mends bridges", "REVIEWS"),
        ("Opinion of boats\n\nNobody mends bridges", "Opinion of boats"),
        ("Rivers\n\nOpinion\n\nNobody mends bridges", "Rivers"),
    ],
)
def test_other_lines_over_a_title_are_it(top: str, title: str) -> None:
    """A title may be a word that also names a kind."""
    assert read(f"{top}\n\n{BODY}").title == title


@pytest.mark.parametrize("kicker", ["Opinion\nTowns", "OPINION\nOld towns"])
def test_a_section_may_stand_right_below_a_kicker(kicker: str) -> None:
    """Both are over the title, and the byline is read below it."""
    text = f"{kicker}\n\n{TITLE}\n\nBy Jo Doe\n2 May 2024\n\n{BODY}"
    article = read(text)
    stated = (article.title, article.author, article.date)
    assert stated == (TITLE, "Jo Doe", "2024-05-02")
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    "top", ["Opinion\n\nTowns", "Opinion\nTowns:", "Opinion\nTowns\nRivers"]
)
def test_other_lines_below_a_kicker_name_no_section(top: str) -> None:
    """One is of the same paragraph as the kicker, and its last line."""
    text = f"{top}\n\n{TITLE}\n\n{BODY}"
    assert read(text).title != TITLE


@pytest.mark.parametrize("kicker", ["OBITUARIES", "Obituary:"])
def test_an_obituary_may_have_a_name_for_its_title(kicker: str) -> None:
    """Of other pieces two words may be their first heading."""
    for top, title in ((kicker, "Jo Doe"), ("Profile", "Profile")):
        article = read(f"{top}\n\nJo Doe\n\n{BODY}")
        assert article.title == title
    text = f"{kicker}\n\nOld mills\n\n{BODY}"
    assert read(text).title != "Old mills"


def test_a_line_that_says_more_is_no_kicker() -> None:
    """But for a number."""
    assert is_kicker("press  release")
    assert is_kicker("Pressemitteilung Nr. 14/25")
    assert not is_kicker("Press release No.")
    assert not is_kicker("Press releases")


def test_a_kicker_over_a_title_in_markdown_is_of_the_front() -> None:
    """The byline below is read then; a heading of another level is no title."""
    text = f"*Opinion*\n\n# {TITLE}\n\nBy Jo Doe\n\n{BODY}"
    article = read(text, "x.md")
    assert (article.title, article.author) == (TITLE, "Jo Doe")
    assert article.front is not None
    assert article.text[: article.front.end] == f"Opinion\n\n{TITLE}\n\nBy Jo Doe"
    for other in (text.replace("#", "##"), text.replace("Opinion", "Tides")):
        assert read(other, "x.md").author is None


def test_a_header_in_markdown_may_stand_over_a_kicker() -> None:
    """What it says of the article still counts."""
    text = f"---\nauthor: Al Roe\n---\n\nOpinion\n\n# {TITLE}\n\n{BODY}"
    article = read(text, "x.md")
    assert (article.title, article.author) == (TITLE, "Al Roe")
    assert len(article.paragraphs) == 1
