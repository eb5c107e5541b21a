"""Tags are kept in the articles' records: whole, undone like any change, never lost."""

import os
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import ArticleNotFoundError, LibraryError
from rag.library.article_records import ArticleRecords
from rag.library.details import Details
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.stored_article import MAX_TAG_CHARS, MAX_TAGS, StoredArticle
from tests.fakes import WordEncoder


@pytest.fixture
def library(copied) -> Library:
    """Give a library with two articles, indexed."""
    return copied(add_two)


def add_two(library: Library) -> None:
    """Add the articles, and index them."""
    for name in ("ants", "bees"):
        library.add(f"{name} carry things.".encode(), f"{name}.txt")
    build_index(library, WordEncoder())


def ids(library: Library) -> list[str]:
    """Give the ids, oldest first."""
    return [stored.id for stored in library.articles()]


def tags(library: Library) -> list[tuple[str, ...]]:
    """Give the tags of each article, as another process reads them."""
    return [stored.tags for stored in Library(library.root).articles()]


def test_tags_are_kept_once_in_the_order_of_words(library: Library):
    """Spaces are squeezed; another case is the same tag, spelt as it was first."""
    ants, bees = ids(library)
    library.tag([ants], add=["Work ", " slow  food"])
    library.tag([ants, bees], add=["work"])
    assert tags(library) == [("slow food", "Work"), ("Work",)]
    changed = library.tag([ants, bees], drop=[" WORK ", "other"])
    assert len(changed) == 2
    assert tags(library) == [("slow food",), ()]
    library.tag([ants], drop=["slow   food"])
    assert tags(library) == [(), ()]


def test_what_changes_nothing_is_no_change(library: Library):
    """A tag given twice leaves nothing to undo but the first."""
    ants, _ = ids(library)
    library.tag([ants], add=["work"])
    assert library.tag([ants], add=["Work"]) == []
    library.undo()
    assert tags(library) == [(), ()]


def test_tags_of_several_articles_are_undone_together(library: Library):
    """It was one change; a name given before stays."""
    library.rename(ids(library)[0], "Ants")
    library.tag(ids(library), add=["work"])
    library.tag(ids(library), drop=["work"], add=["leaves"])
    library.undo()
    assert tags(library) == [("work",), ("work",)]
    library.undo()
    assert tags(library) == [(), ()]
    assert library.articles()[0].title == "Ants"


def test_the_index_needs_no_tag(library: Library):
    """Nothing waits for it after a change of tags; a build keeps them."""
    library.tag(ids(library), add=["work"])
    assert library.pending() == []
    build_index(library, WordEncoder())
    assert tags(library) == [("work",), ("work",)]


@pytest.mark.parametrize("tag", ["", "  ", "a,b", "x" * (MAX_TAG_CHARS + 1), "\x1bz\0"])
def test_what_is_no_tag_is_refused(library: Library, tag: str):
    """The message has the limit, and nothing is written."""
    with pytest.raises(LibraryError, match="1 to 40 characters and no comma"):
        library.tag(ids(library), add=[tag])
    assert tags(library) == [(), ()]


def test_an_article_has_so_many_tags(library: Library):
    """One more is refused, for all that were named."""
    ants, bees = ids(library)
    library.tag([ants], add=map(str, range(MAX_TAGS)))
    with pytest.raises(LibraryError, match=r"up to 20 tags, ants.* would have 21"):
        library.tag([bees, ants], add=["more"])
    assert tags(library)[1] == ()


def test_an_unknown_article_changes_none(library: Library):
    """The other one isn't tagged either."""
    with pytest.raises(ArticleNotFoundError, match="nobody"):
        library.tag([*ids(library), "nobody"], add=["work"])
    assert tags(library) == [(), ()]


def test_a_killed_change_leaves_whole_records(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """Killed between two records, each has its tags of before or after."""
    library.tag(ids(library), add=["work"])
    real, calls = os.fsync, []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:  # the second record's file; two belong to the first
            raise KeyboardInterrupt
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(KeyboardInterrupt):
        library.tag(ids(library), add=["leaves"])
    assert tags(library) == [("leaves", "work"), ("work",)]
    assert library.damaged() == []


def test_a_file_that_is_edited_back_keeps_what_was_said(tmp_path: Path):
    """The article of before comes back as the later one was called and tagged."""
    folder = tmp_path / "notes"
    folder.mkdir()
    library = Library(tmp_path / "index")
    for number, text in enumerate(("Ants carry leaves.", "Ants dig.") * 2):
        (folder / "ants.txt").write_text(text)
        follow_folder(library, folder)
        (article,) = library.articles()
        library.tag([article.id], add=[f"look {number}"])
        library.describe(article.id, Details(author=f"Ada {number}"))
    assert tags(library) == [("look 0", "look 1", "look 2", "look 3")]
    (folder / "ants.txt").write_text("Ants carry leaves.")
    follow_folder(library, folder)
    assert tags(library) == [("look 0", "look 1", "look 2", "look 3")]
    assert library.articles()[0].details == Details(author="Ada 3")


def test_a_file_that_becomes_another_leaves_that_ones_tags(tmp_path: Path):
    """What two files say now is tagged as it was in the one that said it first."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    (folder / "bees.txt").write_text("Bees carry pollen.")
    library = Library(tmp_path / "index")
    follow_folder(library, folder)
    ants, bees = ids(library)
    library.rename(ants, "Ants")
    library.tag([ants], add=["work"])
    library.tag([bees], add=["honey"])
    (folder / "ants.txt").write_text("Bees carry pollen.")
    follow_folder(library, folder)
    assert tags(library) == [("honey",)]


def test_many_articles_are_changed_in_one_reading(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """The records are listed as often for thirty articles as for two."""
    listings = [0]
    everything = ArticleRecords.everything

    def counted(records: ArticleRecords) -> list[StoredArticle]:
        listings[0] += 1
        return everything(records)

    monkeypatch.setattr(ArticleRecords, "everything", counted)

    def counts() -> list[int]:
        found = []
        chosen = ids(library)
        for change in (
            lambda: library.tag(chosen, add=["work"]),
            lambda: library.remove(*chosen),
        ):
            listings[0] = 0
            change()
            found.append(listings[0])
        return found

    for_two = counts()
    for number in range(30):
        library.add(f"Bee {number} carries things.".encode(), f"{number}.txt")
    assert counts() == for_two


def test_articles_are_removed_together(library: Library):
    """One undo brings both back; with an unknown one among them none goes."""
    with pytest.raises(ArticleNotFoundError, match="nobody"):
        library.remove(*ids(library), "nobody")
    before = ids(library)
    library.remove(*before)
    assert ids(library) == []
    library.undo()
    assert ids(library) == before
