"""Whole web pages, written for this, as news, blogs, manuals and the like are made."""

from pathlib import Path

import pytest
from trafilatura import extract

from tests.words_found import judged, ours

FOLDER = Path(__file__).with_name("pages")
PAGES = [path for path in sorted(FOLDER.glob("*.html")) if path.stem != "twice"]
CHANCE = 0.02
UNFOUND_ENDS = {"forum", "wiki"}
"""trafilatura finds neither the answers in the one nor the references in the other."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_to_its_last_paragraph(page: Path) -> None:
    """No worse than by trafilatura alone, and a short last paragraph is there."""
    expected = page.with_suffix(".txt").read_text("utf-8")
    text = ours(page)
    alone = extract(page.read_text("utf-8"), include_comments=False) or ""
    assert judged(text, expected)[2] >= judged(alone, expected)[2] - CHANCE
    last = " ".join(expected.splitlines()[-1].split())
    assert page.stem in UNFOUND_ENDS or last in " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("figures", ["Abstract", "1. Methods", "1.1 Microphones", "2. Results"]),
        ("law", ["Part I General", "Part II Exceptions"]),
    ],
)
def test_headings_are_kept_where_trafilatura_drops_them(
    name: str, headings: list[str]
) -> None:
    """Of two pages it gives some sections without: there our layer is needed."""
    page = FOLDER / f"{name}.html"
    alone = extract(page.read_text("utf-8"), include_comments=False) or ""
    assert [line for line in ours(page).split("\n") if line in headings] == headings
    assert not set(headings) & set(alone.split("\n"))


def test_an_article_for_two_sizes_of_screen_is_read_once() -> None:
    """Its short last paragraph, too; trafilatura gives all of it twice."""
    text = ours(FOLDER / "twice.html")
    expected = (FOLDER / "twice.txt").read_text("utf-8").splitlines()[1:]
    assert [text.count(line) for line in expected] == [1, 1, 1]
