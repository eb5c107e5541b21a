"""A place is said, and linked to, in one way, whoever shows it."""

import pytest

from rag.types import Place


@pytest.mark.parametrize(
    ("paragraph", "section", "page", "label"),
    [
        (4, None, None, "¶ 4"),
        (4, "Causes", None, "Causes · ¶ 4"),
        (4, None, 3, "p. 3 · ¶ 4"),
        (4, "Tides · Causes", 3, "Tides · Causes · p. 3 · ¶ 4"),
        (0, None, None, "top of the article"),
        (0, "Causes", None, "Causes · top of the article"),
        (0, "", 1, "p. 1 · top of the article"),
    ],
)
def test_label_says_what_is_known(
    paragraph: int, section: str | None, page: int | None, label: str
):
    """Section, page and paragraph in this order; the front has no number."""
    place = Place("tides", paragraph, 10, 90, section=section, page=page)
    assert place.label() == label


def test_label_says_when_it_is_said():
    """As players show it; the first second is a time, too."""
    assert Place("talk", 4, 10, 90, time_s=3725).label() == "1:02:05 · ¶ 4"
    assert Place("talk", 4, 10, 90, time_s=0).label() == "0:00:00 · ¶ 4"


def test_permalink_escapes_the_article():
    """An id is one part of the path, whatever is in it; section and page are not."""
    place = Place("a/b?c é", 4, 10, 90, section="Causes", page=3)
    assert place.permalink == "/articles/a%2Fb%3Fc%20%C3%A9?p=4&s=10-90#p4"


def test_what_may_be_misread_says_so_wherever_it_is_quoted():
    """The warning is part of the place, which stands with each quote."""
    place = Place("tides", 4, 10, 90, page=3, is_doubtful=True)
    assert place.label() == "p. 3 · ¶ 4 · may be misread"
