"""Following a folder: what changed is found by content."""

from pathlib import Path

import pytest

from rag.errors import LibraryError, ReadError
from rag.folders import (
    FollowedFolder,
    follow_again,
    follow_folder,
    followed_folders,
)
from rag.library import Library

A, B = "Ants carry leaves.\n", "Bees dance in the hive.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two texts, one of them in a folder of its own."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "notes" / "a.txt").write_text(A)
    (tmp_path / "notes" / "deep" / "b.md").write_text(B)
    return tmp_path / "notes"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give an empty library."""
    return Library(tmp_path / "index")


def names(library: Library) -> set[str]:
    """Name the listed articles' files."""
    return {stored.name for stored in library.articles()}


def test_first_time_all_is_new(library: Library, folder: Path):
    """Both files, and nothing hidden or of an unknown kind."""
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    changes = follow_folder(library, folder)
    assert changes.added == ("a.txt", "deep/b.md")
    assert changes.refused == ()
    assert names(library) == {"a.txt", "b.md"}


def test_second_time_nothing_is(library: Library, folder: Path):
    """A file that was only touched or read again is as before."""
    follow_folder(library, folder)
    (folder / "a.txt").write_text(A)
    changes = follow_folder(library, folder)
    assert (changes.added, changes.changed, changes.unchanged) == ((), (), 2)


def test_changed_file_replaces_its_article(library: Library, folder: Path):
    """The new text is listed in place of the old one, under the person's title."""
    follow_folder(library, folder)
    old = next(s for s in library.articles() if s.name == "a.txt")
    library.rename(old.id, "All on ants")
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    assert follow_folder(library, folder).changed == ("a.txt",)
    new = next(s for s in library.articles() if s.name == "a.txt")
    assert new.id != old.id
    assert new.title == "All on ants"
    assert len(library.articles()) == 2


def test_vanished_file_keeps_its_article_unless_pruned(library: Library, folder: Path):
    """It is reported each time, until it is pruned."""
    follow_folder(library, folder)
    (folder / "a.txt").unlink()
    assert follow_folder(library, folder).vanished == ("a.txt",)
    assert names(library) == {"a.txt", "b.md"}
    assert follow_folder(library, folder, prune=True).vanished == ("a.txt",)
    assert names(library) == {"b.md"}
    assert follow_folder(library, folder).vanished == ()


def test_content_that_two_files_share_stays(library: Library, folder: Path):
    """Of two equal files one changes: the other still has its article."""
    (folder / "twin.txt").write_text(A)
    follow_folder(library, folder)
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    follow_folder(library, folder)
    texts = {library.read(stored).text for stored in library.articles()}
    assert texts == {A, "Ants carry crumbs.\n", B.strip()}


def test_refused_file_is_told_and_tried_again(library: Library, folder: Path):
    """An empty file is refused; when it has a text it is new."""
    (folder / "c.txt").write_text(" ")
    assert "c.txt holds no text" in str(follow_folder(library, folder).refused[0])
    (folder / "c.txt").write_text("Crabs walk sideways.\n")
    assert follow_folder(library, folder).added == ("c.txt",)


def test_file_that_became_unreadable_keeps_its_article(library: Library, folder: Path):
    """A known file that is empty now is refused, and its last text stays."""
    follow_folder(library, folder)
    (folder / "a.txt").write_text("")
    changes = follow_folder(library, folder, prune=True)
    assert len(changes.refused) == 1
    assert changes.vanished == ()
    assert names(library) == {"a.txt", "b.md"}


def test_article_that_a_person_removed_stays_away(library: Library, folder: Path):
    """An unchanged file doesn't bring its article back."""
    follow_folder(library, folder)
    library.remove(library.articles()[0].id)
    follow_folder(library, folder)
    assert len(library.articles()) == 1


def test_missing_folder_and_damaged_record(library: Library, folder: Path):
    """Each is an error that says what to do."""
    with pytest.raises(ReadError, match="can't be read"):
        follow_folder(library, folder / "missing")
    follow_folder(library, folder)
    (library.root / "folders.json").write_text("[1")
    with pytest.raises(LibraryError, match="add the folders again"):
        follow_folder(library, folder)


def test_folders_are_remembered_by_path(library: Library, folder: Path):
    """A followed folder is listed with what it held, and whether it is still there."""
    assert followed_folders(library) == []
    follow_folder(library, folder)
    path = str(folder.resolve())
    assert followed_folders(library) == [FollowedFolder(path, 2, is_there=True)]
    folder.rename(folder.with_name("elsewhere"))
    assert followed_folders(library) == [FollowedFolder(path, 2, is_there=False)]


def test_only_followed_folders_are_looked_into_again(library: Library, folder: Path):
    """Looking again does what adding does, and reads no other folder."""
    with pytest.raises(LibraryError, match="quotewell add DIR"):
        follow_again(library, str(folder))
    assert library.articles() == []
    follow_folder(library, folder)
    (folder / "c.txt").write_text("Crabs walk sideways.\n")
    assert follow_again(library, str(folder.resolve())).added == ("c.txt",)


def test_a_kill_in_the_middle_is_made_up_for(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """The files that were added before it are no second articles afterwards."""
    add = library.add

    def add_one(data: bytes, name: str, title: str | None = None):
        if name == "b.md":
            raise KeyboardInterrupt
        return add(data, name, title)

    monkeypatch.setattr(library, "add", add_one)
    with pytest.raises(KeyboardInterrupt):
        follow_folder(library, folder)
    assert names(library) == {"a.txt"}
    monkeypatch.undo()
    follow_folder(library, folder)
    assert sorted(stored.name for stored in library.articles()) == ["a.txt", "b.md"]
    assert follow_folder(library, folder).unchanged == 2
