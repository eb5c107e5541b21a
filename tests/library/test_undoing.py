"""Undo takes back one change, and what waits for the index is never taken for old."""

from pathlib import Path

import pytest

from rag.building.indexing import build_index, publish_articles
from rag.disk import sealed, unsealed
from rag.errors import LibraryError
from rag.library.library import Library
from tests.fakes import WordEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with two articles, each a build of its own."""
    library = Library(tmp_path / "index")
    for number in (1, 2):
        add(library, number)
        build_index(library, WordEncoder())
    return library


def add(library: Library, number: int) -> str:
    """Add an article; gives its id."""
    return library.add(f"Story {number} is told.".encode(), f"u{number}.txt").id


def listed(library: Library) -> list[str]:
    """Name the articles."""
    return sorted(Path(stored.name).stem for stored in library.articles())


@pytest.mark.attack
def test_undo_of_an_article_that_waits_takes_back_just_that(library: Library):
    """A kill after "Added": undo takes back u3, then u2; compact keeps what stays."""
    add(library, 3)
    undone = library.undo()
    assert [stored.name for stored in undone.articles] == ["u3.txt"]
    assert (listed(library), library.current()) == (["u1", "u2"], 2)
    assert library.undo().manifest.number == 1
    assert listed(library) == ["u1"]


@pytest.mark.attack
def test_compact_keeps_the_file_of_what_waits(library: Library):
    """Neither an article that waits, nor one whose removal does, is deleted."""
    add(library, 3)
    add(library, 4)
    library.remove(next(s.id for s in library.articles() if s.name == "u4.txt"))
    assert library.compact().articles == 0
    library.undo()
    assert listed(library) == ["u1", "u2", "u3", "u4"]
    assert all(map(library.is_intact, library.articles()))


def test_changes_that_wait_are_taken_back_one_by_one(library: Library):
    """Named, then removed, then nothing left but the build."""
    article_id = add(library, 3)
    library.rename(article_id, "Third")
    library.remove(article_id)
    library.undo()
    assert [s.title for s in library.articles()] == [None, None, "Third"]
    library.undo()
    assert [s.title for s in library.articles()] == [None, None, None]
    library.undo()
    assert listed(library) == ["u1", "u2"]


def test_what_was_undone_can_be_added_again(library: Library):
    """Undo, add, build, undo: the article is out once more, the other one in."""
    library.undo()
    add(library, 2)
    build_index(library, WordEncoder())
    assert listed(library) == ["u1", "u2"]
    library.undo()
    assert listed(library) == ["u1"]


@pytest.mark.attack
def test_rebuilding_without_a_change_is_no_change(library: Library):
    """After a rebuild that a kill made necessary, undo takes back the change before."""
    build_index(library, WordEncoder())
    assert library.undo().manifest.number == 1
    assert listed(library) == ["u1"]
    with pytest.raises(LibraryError, match="no earlier generation to go back to"):
        library.undo()
    assert listed(library) == ["u1"]


def test_the_first_article_can_be_undone_before_it_is_indexed(tmp_path: Path):
    """There is no index yet; afterwards there is nothing left to undo."""
    library = Library(tmp_path / "index")
    add(library, 1)
    assert library.undo().manifest is None
    assert library.articles() == []
    with pytest.raises(LibraryError, match="no earlier generation"):
        library.undo()


@pytest.mark.attack
def test_no_number_is_given_to_two_generations(library: Library):
    """Whoever has generation 2 open must not take another one for it."""
    library.undo()
    library.compact()
    assert library.generations.numbers() == [1]
    add(library, 3)
    assert build_index(library, WordEncoder()).number == 3


def test_library_of_an_earlier_version_is_undone_as_before(library: Library):
    """Records and indexes that don't say when: what the indexes say of them counts."""
    for name in ("article.json", "manifest.json"):
        for path in library.root.rglob(name):
            as_written_before(path)
    (library.root / "current").write_text("2\n")
    add(library, 3)
    library.undo()
    assert listed(library) == ["u1", "u2"]
    library.undo()
    assert (listed(library), library.current()) == (["u1"], 1)


def as_written_before(path: Path) -> None:
    """Take out of a file what earlier versions didn't write."""
    new = ("changed", "earlier", "as_of")
    raw = unsealed(path.read_bytes())
    path.write_bytes(sealed({key: raw[key] for key in raw if key not in new}))


def test_clock_set_back_hides_no_change(library: Library, monkeypatch):
    """What is added in an earlier time still waits, and is what undo takes back."""
    monkeypatch.setattr("rag.library.generations.time.time_ns", lambda: 1)
    add(library, 3)
    library.undo()
    assert (listed(library), library.current()) == (["u1", "u2"], 2)


def test_clock_that_stands_still_confuses_nothing(tmp_path: Path, monkeypatch):
    """Each of two titles is indexed, then nothing new: undo goes back to the first."""
    monkeypatch.setattr("rag.library.generations.time.time_ns", lambda: 10**18)
    library = Library(tmp_path / "index")
    article_id = add(library, 1)
    build_index(library, WordEncoder())
    for title in ("One", "Two"):
        library.rename(article_id, title)
        build_index(library, WordEncoder())
    build_index(library, WordEncoder())
    assert library.undo().manifest.number == 2
    assert [stored.title for stored in library.articles()] == ["One"]


def test_title_that_was_given_before_comes_back(library: Library):
    """Two renamings, each indexed: undo goes to the first, not to none."""
    article_id = library.articles()[0].id
    for title in ("One", "Two"):
        library.rename(article_id, title)
        build_index(library, WordEncoder())
    library.undo()
    assert [stored.title for stored in library.articles()] == ["One", None]
    assert library.pending() == []


def test_what_no_index_has_stays_when_a_build_is_undone(library: Library):
    """An article that a build had to leave out is no part of what is taken back."""
    add(library, 3)
    fourth = add(library, 4)
    without_third = [library.read(s) for s in library.articles() if s.name != "u3.txt"]
    publish_articles(library, without_third, WordEncoder())
    library.remove(fourth)
    publish_articles(library, without_third[:2], WordEncoder())
    library.undo()
    assert listed(library) == ["u1", "u2", "u3", "u4"]
