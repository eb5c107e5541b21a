"""Lines that a site puts amid a text are none of its paragraphs."""

import pytest

from tests.articles import BODY, read


@pytest.mark.parametrize(
    ("line", "is_site"),
    [
        ("ADVERTISEMENT", True),
        ("Advertisement", True),
        ("1,284 comments", True),
        ("1 comment", True),
        ("Read more: The other bridges of the town", True),
        ("See more : Bridges", True),
        ("Read more: " + "a" * 109, True),  # 120 characters
        ("Read more: " + "a" * 110, False),
        ("See also: The other bridges of the town", False),
        ("Read more", False),
        ("The 284 comments", False),
        ("284 comments were read to the mayor.", False),
        ("Advertisements", False),
    ],
)
def test_a_sites_line_is_no_paragraph(line: str, is_site: bool) -> None:
    """It stays in the text, which is left as it is."""
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    article = read(text)
    assert article.text == text
    assert len(article.paragraphs) + len(article.headings) == (2 if is_site else 3)


def test_a_line_of_a_paragraph_is_its_own() -> None:
    """A site's stands alone."""
    article = read(f"{BODY}\n284 comments\n\n{BODY}")
    assert article.text[article.paragraphs[0].end - 12 :][:12] == "284 comments"


def test_what_is_nothing_else_is_read() -> None:
    """So that the file is no empty one."""
    assert len(read("284 comments").paragraphs) == 1
