"""Parts of a page that are not shown, and marks that are for a wiki's editors."""

import pytest

from rag.readers.web.markup import read_markup


def blocks(source: str) -> list[tuple[str, int]]:
    """Give the text and level of a page's blocks."""
    return [(block.text, block.level) for block in read_markup(source).blocks]


EDIT = "<span class='x mw-editsection'><span>[</span><a href=e>edit</a>]</span>"


def test_a_link_to_edit_a_section_is_not_of_the_text() -> None:
    """It stands behind the heading, or in older wikis within it."""
    assert blocks(f"<h2>Tides</h2>{EDIT}<p>They rise.") == [
        ("Tides", 2),
        ("They rise.", 0),
    ]
    assert blocks(f"<h2>Tides{EDIT}</h2><p>They rise.")[0] == ("Tides", 2)


@pytest.mark.parametrize(
    "source",
    [
        "It rose.<sup class=noprint>[<i>who says so?</i>]</sup> It fell.",
        "It rose.<span class=mw-cite-backlink>^ <b>a</b></span> It fell.",
        # A part may be left out of print for other reasons.
        "<div class=noprint>It rose. It fell.</div>",
        "<b class=noprint>It rose.</b> It fell.",
        "It rose.<span class=noprinter> It fell.</span>",
    ],
)
def test_marks_for_editors_are_within_a_line(source: str) -> None:
    """They are told by their names, and by standing in a line."""
    assert blocks(source) == [("It rose. It fell.", 0)]


def test_a_mark_ends_with_its_line() -> None:
    """One that is left open takes nothing of the next line."""
    assert blocks("<p>It rose.<span class=noprint>[edit]<p>It fell.") == [
        ("It rose.", 0),
        ("It fell.", 0),
    ]


def test_a_picture_in_a_mark_says_nothing() -> None:
    """What it shows is not of the text, either."""
    assert blocks("It rose.<sup class=noprint><img alt=pen></sup>") == [("It rose.", 0)]
