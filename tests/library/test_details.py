"""Who wrote an article, when and where: kept in its record, undone as names are."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import ArticleNotFoundError, LibraryError
from rag.library.details import Details, clean_details, date_parts, is_address
from rag.library.library import Library
from rag.library.stored_article import StoredArticle, decode_record
from tests.fakes import WordEncoder

SAID = Details("Ada Moon", "2026-03-18", "https://example.org/tides")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with one article, indexed."""
    library = Library(tmp_path / "index")
    library.add(b"Tides rise twice a day.", "tides.txt")
    build_index(library, WordEncoder())
    return library


def details(library: Library) -> Details:
    """Give the article's details, as another process reads them."""
    (stored,) = Library(library.root).articles()
    return stored.details


def describe(library: Library, said: Details = SAID) -> StoredArticle:
    """Say something of the one article."""
    return library.describe(library.articles()[0].id, said)


def test_details_are_kept_over_other_changes_and_a_rebuild(library: Library):
    """Over removing and adding the same file, too; no index is wanted for them."""
    describe(library)
    assert library.pending() == []
    library.rename(library.articles()[0].id, "Tides")
    library.tag([library.articles()[0].id], add=["sea"])
    build_index(library, WordEncoder())
    library.remove(library.articles()[0].id)
    library.add(b"Tides rise twice a day.", "again.txt")
    assert details(library) == SAID


def test_details_are_undone_as_one_change(library: Library):
    """What was said before comes back, and then that nothing was."""
    describe(library)
    describe(library, Details(author="Bo Sun"))
    library.tag([library.articles()[0].id], add=["sea"])
    library.undo()
    assert details(library) == Details(author="Bo Sun")
    library.undo()
    assert details(library) == SAID
    library.undo()
    assert details(library) == Details()


def test_saying_the_same_is_no_change(library: Library):
    """There is nothing more to undo than before."""
    first = describe(library)
    assert describe(library) == first


def test_an_unknown_article_has_no_details(library: Library):
    """Nothing is written."""
    with pytest.raises(ArticleNotFoundError):
        library.describe("none", SAID)


def test_a_record_of_before_reads_as_before():
    """One without details has none, in what was before, too."""
    stored = StoredArticle("a", "a.txt", None, "0", 1, "2026")
    raw = json.loads(json.dumps(asdict(stored.change(5, title="A"))))
    del raw["details"], raw["earlier"][0]["details"]
    assert decode_record(raw) == stored.change(5, title="A")


def test_a_record_is_read_back_as_it_was_written():
    """Details are records again, and not what JSON makes of them."""
    stored = StoredArticle("a", "a.txt", None, "0", 1, "2026").change(5, details=SAID)
    stored = stored.change(6, details=Details())
    raw = json.loads(json.dumps(asdict(stored)))
    assert decode_record(raw) == stored
    assert decode_record(raw).back(lambda moment: moment < 6).details == SAID


def test_details_are_cleaned():
    """Spaces are squeezed; nothing said is None."""
    said = clean_details("  Ada\n Moon ", " 2026 ", "HTTPS://example.org/a?b=1#c")
    assert said == Details("Ada Moon", "2026", "HTTPS://example.org/a?b=1#c")
    assert clean_details("", " ", "") == Details()
    assert clean_details("x" * 300, "", "").author == "x" * 300


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (("x" * 301, "", ""), "up to 300 characters of text, got 301"),
        (("\ud800", "", ""), "characters of text"),
        (("", "18.3.2026", ""), "as 2026, 2026-03 or 2026-03-18, got '18.3.2026'"),
        (("", "2026-13", ""), "a date is"),
        (("", "d" * 41, ""), f"got '{'d' * 40}'$"),
        (("", "", "example.org"), "begins with http:// or https://"),
        (("", "", "javascript:alert(1)"), "begins with http"),
        (("", "", "a" * 81), f"got '{'a' * 80}'$"),
    ],
)
def test_what_is_no_detail_is_refused(said: tuple[str, str, str], reason: str):
    """The message says how it is written, and repeats so much as fits a line."""
    with pytest.raises(LibraryError, match=reason):
        clean_details(*said)


def test_dates_are_taken_apart_as_far_as_they_are_known():
    """A day that no month has makes no date."""
    assert date_parts("2024-02-29") == (2024, 2, 29)
    assert date_parts("2026") == (2026,)
    for no_date in (None, "", "2026-3", "2026-02-29", "0000", "2026-03-18T10:00"):
        assert date_parts(no_date) == ()


def test_addresses_are_of_the_web():
    """With a host, without spaces or markup, and no longer than any is."""
    assert is_address("http://localhost:8000/a%20b")
    assert is_address("https://example.org/" + "x" * 1980)
    for no_address in (
        "https://example.org/" + "x" * 1981,
        "https://",
        "https:///a",
        "https://example.org/<b>",
        "ftp://example.org",
        "data:text/html,x",
    ):
        assert not is_address(no_address), no_address
