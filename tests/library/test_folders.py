"""Following a folder: what changed is found by content."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import LibraryError, ReadError
from rag.library.details import Details
from rag.library.folder_record import read_record
from rag.library.folders import (
    FolderChanges,
    follow_again,
    follow_all,
    follow_folder,
)
from rag.library.followed import (
    FollowedFolder,
    articles_of_folders,
    articles_without_file,
    followed_folders,
    stale_files,
    unfollow,
)
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.readers import read_article
from rag.types import Article
from tests.fakes import WordEncoder
from tests.faults_worker import PATIENCE_S

A, B = "Ants carry leaves.\n", "Bees dance in the hive.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two texts, one of them in a folder of its own."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "notes" / "a.txt").write_text(A)
    (tmp_path / "notes" / "deep" / "b.md").write_text(B)
    return tmp_path / "notes"


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


def test_files_read_at_once_are_in_the_order_of_their_names(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Articles, additions and refusals, though the first file takes longest."""
    for name, data in (("c.pdf", b"%PDF-c"), ("d.pdf", b"%PDF-d"), ("e.txt", b"Eels.")):
        (folder / name).write_bytes(data)
    last_is_read = threading.Event()

    def read(data: bytes, name: str, **options: object) -> Article:
        if name == "a.txt":
            assert last_is_read.wait(PATIENCE_S)
        if name == "e.txt":
            last_is_read.set()
        return read_article(data, name, **options)

    monkeypatch.setattr("rag.library.articles.read_article", read)
    monkeypatch.setattr("rag.readers.apart.workers.core_count", lambda: 2)
    changes = follow_folder(library, folder)
    assert changes.added == ("a.txt", "deep/b.md", "e.txt")
    assert [str(error)[:5] for error in changes.refused] == ["c.pdf", "d.pdf"]
    assert [s.name for s in library.articles()] == ["a.txt", "b.md", "e.txt"]


def test_second_time_nothing_is(library: Library, folder: Path):
    """A file that was only touched or read again is as before."""
    follow_folder(library, folder)
    (folder / "a.txt").write_text(A)
    changes = follow_folder(library, folder)
    assert (changes.added, changes.changed, changes.unchanged) == ((), (), 2)


def test_changed_file_replaces_its_article(library: Library, folder: Path):
    """The new text is listed in place of the old one, with what a person said of it."""
    follow_folder(library, folder)
    old = next(s for s in library.articles() if s.name == "a.txt")
    library.rename(old.id, "All on ants")
    library.describe(old.id, Details(author="Ada"))
    library.tag([old.id], add=["work"])
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    assert follow_folder(library, folder).changed == ("a.txt",)
    new = next(s for s in library.articles() if s.name == "a.txt")
    assert new.id != old.id
    said = (new.title, new.details.author, *new.tags)
    assert said == ("All on ants", "Ada", "work")
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
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {A, "Ants carry crumbs.\n", B.strip()}


def test_files_are_replaced_in_one_change(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """However many of them changed, or went, their articles are removed at once."""
    follow_folder(library, folder)
    removals = []
    remove = library.remove

    def counted(*ids: str) -> list[StoredArticle]:
        removals.append(len(ids))
        return remove(*ids)

    monkeypatch.setattr(library, "remove", counted)
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    (folder / "deep" / "b.md").write_text("Bees sleep at night.\n")
    follow_folder(library, folder)
    (folder / "a.txt").unlink()
    (folder / "deep" / "b.md").unlink()
    follow_folder(library, folder, prune=True)
    assert [count for count in removals if count] == [2, 2]
    assert library.articles() == []


def test_files_that_change_places_keep_their_articles(library: Library, folder: Path):
    """Each has the other's words now: both articles stay, and none was removed."""
    follow_folder(library, folder)
    before = library.articles()
    (folder / "a.txt").write_text(B)
    (folder / "deep" / "b.md").write_text(A)
    follow_folder(library, folder)
    assert library.articles() == before


def test_an_article_that_undo_brings_back_is_its_files_again(
    library: Library, folder: Path
):
    """Asked with the folder, and replaced at the next change, also after two undos."""
    place = str(folder.resolve())
    versions = []
    for text in (A, "Ants carry crumbs.\n", "Ants carry sand.\n"):
        (folder / "a.txt").write_text(text)
        follow_folder(library, folder)
        versions.append(articles_of_folders(library)[place][0])
    assert len(set(versions)) == 3
    for back in (versions[1], versions[0]):
        library.undo()
        assert articles_of_folders(library)[place][0] == back
    library.rename(versions[0], "All on ants")
    (folder / "a.txt").write_text("Ants carry twigs.\n")
    follow_folder(library, folder)
    ants, _ = sorted(library.articles(), key=lambda stored: stored.name)
    assert ants.title == "All on ants"
    assert library.originals.read(ants).text == "Ants carry twigs.\n"
    assert articles_of_folders(library)[place][0] == ants.id
    (folder / "a.txt").unlink()
    library.undo()
    assert articles_without_file(library) == {versions[0]}


def test_a_record_of_before_says_nothing_of_what_was_replaced(
    library: Library, folder: Path
):
    """Nor of what was pruned; such a record is read, and its files are known."""
    follow_folder(library, folder)
    record = library.root / "folders.json"
    raw = json.loads(record.read_bytes())
    del raw["checksum"]
    for files in raw.values():
        for file in files.values():
            for name in ("more", "replaced", "came", "pruned"):
                del file[name]
    record.write_text(json.dumps(raw))
    (files,) = read_record(library.root).values()
    assert [file.pruned for file in files.values()] == [0, 0]
    assert follow_folder(library, folder).unchanged == 2


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


def test_files_that_changed_or_went_are_stale(library: Library, folder: Path):
    """Of three, one is another by now and one is gone; a new one isn't known yet."""
    (folder / "c.txt").write_text("Crabs walk sideways.\n")
    follow_folder(library, folder)
    place = str(folder.resolve())
    assert stale_files(library) == [(place, 0)]
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    (folder / "c.txt").unlink()
    (folder / "d.txt").write_text("Deer jump over fences.\n")
    assert stale_files(library) == [(place, 2)]


def test_a_kill_in_the_middle_is_made_up_for(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """The files that were added before it are no second articles afterwards."""
    store = library.store

    def store_one(checked: StoredArticle, data: bytes):
        if checked.name == "b.md":
            raise KeyboardInterrupt
        return store(checked, data)

    monkeypatch.setattr(library, "store", store_one)
    with pytest.raises(KeyboardInterrupt):
        follow_folder(library, folder)
    assert names(library) == {"a.txt"}
    monkeypatch.undo()
    follow_folder(library, folder)
    assert sorted(stored.name for stored in library.articles()) == ["a.txt", "b.md"]
    assert follow_folder(library, folder).unchanged == 2


class HeldReader:
    """A reader that says when it is first given a.txt, and waits to be let go."""

    def __init__(self) -> None:
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(self, data: bytes, name: str, **options) -> Article:
        """Wait, then read."""
        if name == "a.txt" and not self.reached.is_set():
            self.reached.set()
            assert self.go.wait(PATIENCE_S)
        return read_article(data, name, **options)


@pytest.fixture
def following(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Have the folder followed by another; gives what lets the reader go on."""
    reader = HeldReader()

    @contextmanager
    def follow() -> Iterator[tuple[threading.Event, Future[FolderChanges]]]:
        monkeypatch.setattr("rag.library.articles.read_article", reader)
        with ThreadPoolExecutor(1) as thread:
            try:
                future = thread.submit(follow_folder, Library(library.root), folder)
                assert reader.reached.wait(PATIENCE_S)
                yield reader.go, future
            finally:
                reader.go.set()

    return follow


def test_others_write_while_a_file_is_read(library: Library, following):
    """An article is added and a build begins; the folder comes after, as one change."""
    with following() as (go, found):
        library.add(b"Crabs walk sideways.\n", "c.txt")
        assert [stored.name for stored in library.snapshot().articles] == ["c.txt"]
        go.set()
        assert found.result().added == ("a.txt", "deep/b.md")
    assert names(library) == {"a.txt", "b.md", "c.txt"}
    assert {stored.name for stored in library.undo().articles} == {"a.txt", "b.md"}
    assert names(library) == {"c.txt"}


def test_two_who_follow_at_once_lose_nothing(library: Library, folder: Path, following):
    """The same folder, with a file that came later, and another folder."""
    (folder.parent / "more").mkdir()
    with following() as (go, found):
        (folder / "c.txt").write_text("Crabs walk sideways.\n")
        follow_folder(library, folder.parent / "more")
        assert follow_folder(library, folder).added == ("a.txt", "c.txt", "deep/b.md")
        before = library.articles()
        go.set()
        changes = found.result()
    assert (changes.added, changes.changed, changes.unchanged) == ((), (), 2)
    assert library.articles() == before
    assert [each.files for each in followed_folders(library)] == [0, 3]


def test_file_that_changes_after_it_was_checked(
    library: Library, folder: Path, following
):
    """It is refused, its last article stays, and the next time it is replaced."""
    follow_folder(library, folder)
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    with following() as (go, found):
        (folder / "a.txt").write_text("Ants carry sand.\n")
        go.set()
        changes = found.result()
    assert (changes.changed, changes.unchanged) == ((), 1)
    assert [str(error) for error in changes.refused] == [
        "a.txt changed while it was read; add it again"
    ]
    read = library.originals.read
    assert {read(stored).text for stored in library.articles()} == {A, B.strip()}
    assert follow_folder(library, folder).changed == ("a.txt",)
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {"Ants carry sand.\n", B.strip()}


def test_file_that_vanishes_after_it_was_checked(
    library: Library, folder: Path, following
):
    """It is refused, and the others are stored."""
    with following() as (go, found):
        (folder / "a.txt").unlink()
        go.set()
        changes = found.result()
    said = "a.txt can't be read (No such file or directory); check the name"
    assert said in str(changes.refused[0])
    assert (changes.added, names(library)) == (("deep/b.md",), {"b.md"})


def test_title_that_is_given_while_a_file_is_read(
    library: Library, folder: Path, following
):
    """The article that replaces the titled one has the title."""
    follow_folder(library, folder)
    old = next(s for s in library.articles() if s.name == "a.txt")
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    with following():
        library.rename(old.id, "All on ants")
    assert {s.title for s in library.articles()} == {"All on ants", None}
    assert old.id not in {s.id for s in library.articles()}


def test_an_article_is_without_file_when_all_its_files_are_gone(
    library: Library, folder: Path
):
    """One of two files with the same content is enough to keep it."""
    (folder / "again.txt").write_text(A)
    found = follow_folder(library, folder)
    # A copy is no article more.
    assert (found.added, found.unchanged) == (("a.txt", "deep/b.md"), 1)
    (folder / "a.txt").unlink()
    assert articles_without_file(library) == set()
    (folder / "again.txt").unlink()
    ids = {s.id for s in library.articles() if s.name in ("a.txt", "again.txt")}
    assert len(ids) == 1
    assert articles_without_file(library) == ids


def test_all_folders_are_looked_into(library: Library, folder: Path, tmp_path: Path):
    """Each in turn; one that is away is no reason to leave out the others."""
    away = tmp_path / "away"
    away.mkdir()
    follow_folder(library, away)
    follow_folder(library, folder)
    away.rmdir()
    (folder / "new.txt").write_text("Something new is told.")
    (one, why), (two, found) = follow_all(library)
    assert (one, two) == (str(away.resolve()), str(folder.resolve()))
    assert "No such file" in str(why)
    assert found.added == ("new.txt",)


def test_a_folder_that_a_link_leads_to_now_is_the_same(library: Library, folder: Path):
    """Moved, edited, looked into and named anew: one folder, and one article a file."""
    follow_folder(library, folder)
    moved = folder.rename(folder.with_name("moved"))
    folder.symlink_to(moved)
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    ((path, found),) = follow_all(library)
    assert (path, found.changed, found.unchanged) == (str(folder), ("a.txt",), 1)
    assert follow_folder(library, folder).unchanged == 2
    assert followed_folders(library) == [FollowedFolder(path, 2, is_there=True)]
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {"Ants carry crumbs.\n", B.strip()}


def test_a_folder_that_is_left_while_it_is_read_stays_left(
    library: Library, folder: Path, monkeypatch
):
    """Its articles stay, nothing is added, and what is built waits for no folder."""
    follow_folder(library, folder)
    before = library.articles()
    (folder / "c.txt").write_text("Crabs walk sideways.\n")

    def leave(data: bytes, name: str, **options: object) -> Article:
        unfollow(Library(library.root), str(folder.resolve()))
        return read_article(data, name, **options)

    monkeypatch.setattr("rag.library.articles.read_article", leave)
    ((path, why),) = follow_all(library)
    assert isinstance(why, ReadError)
    assert str(why) == f"{path} is not followed any more"
    assert (followed_folders(library), library.articles()) == ([], before)


def test_a_folder_that_is_not_followed_can_not_be_left(library: Library, folder: Path):
    """What is followed goes on."""
    follow_folder(library, folder)
    with pytest.raises(LibraryError, match="is not followed"):
        unfollow(library, str(folder / "x"))
    assert [each.path for each in followed_folders(library)] == [str(folder.resolve())]
    unfollow(library, str(folder.resolve()))
    assert followed_folders(library) == []


def test_a_file_that_moved_to_another_followed_folder_keeps_its_article(
    library: Library, folder: Path, tmp_path: Path
):
    """Pruned or edited where it was, it is still in the other folder."""
    other = tmp_path / "archive"
    other.mkdir()
    follow_folder(library, other)
    follow_folder(library, folder)
    (other / "a.txt").write_text(A)
    (folder / "deep" / "b.md").rename(other / "b.md")
    follow_folder(library, other)
    before = library.articles()
    follow_folder(library, folder, prune=True)
    assert library.articles() == before
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    follow_folder(library, folder)
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {A, "Ants carry crumbs.\n", B.strip()}


def test_a_folder_in_a_followed_one_keeps_nothing_that_is_gone(
    library: Library, folder: Path
):
    """Its record names the same file: pruned in one, it is gone from both."""
    follow_folder(library, folder / "deep")
    follow_folder(library, folder)
    (folder / "deep" / "b.md").unlink()
    follow_folder(library, folder, prune=True)
    assert names(library) == {"a.txt"}


def test_what_undo_took_back_comes_when_the_folder_is_named_again(
    library: Library, folder: Path
):
    """Not by looking into all folders; and what a person removed stays away."""
    follow_folder(library, folder)
    ants, bees = library.articles()
    library.undo()
    assert [found.unchanged for _, found in follow_all(library)] == [2]
    assert library.articles() == []
    assert follow_folder(library, folder).added == ("a.txt", "deep/b.md")
    assert [stored.id for stored in library.articles()] == [ants.id, bees.id]
    library.remove(ants.id)
    assert follow_folder(library, folder).unchanged == 2
    assert names(library) == {"b.md"}


def test_what_undo_took_back_and_compact_deleted_comes_as_well(
    library: Library, folder: Path
):
    """A whole folder, then an edit of it; looking into all folders brings neither."""
    follow_folder(library, folder)
    library.undo()
    assert library.compact().articles == 2
    assert [found.unchanged for _, found in follow_all(library)] == [2]
    assert library.articles() == []
    assert follow_folder(library, folder).added == ("a.txt", "deep/b.md")
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    follow_folder(library, folder)
    library.undo()
    assert library.compact().articles == 1
    assert [found.unchanged for _, found in follow_all(library)] == [2]
    assert follow_folder(library, folder).changed == ("a.txt",)
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {"Ants carry crumbs.\n", B.strip()}


def test_an_edit_that_undo_took_back_comes_when_the_folder_is_named_again(
    library: Library, folder: Path
):
    """It takes the place of what was before it once more."""
    follow_folder(library, folder)
    (folder / "a.txt").write_text("Ants carry crumbs.\n")
    follow_folder(library, folder)
    edited = {stored.id for stored in library.articles()}
    library.undo()
    assert {stored.id for stored in library.articles()} != edited
    assert follow_folder(library, folder).changed == ("a.txt",)
    assert {stored.id for stored in library.articles()} == edited


@pytest.mark.parametrize("is_compacted", [False, True])
def test_what_undo_took_back_comes_though_it_was_removed_before(
    library: Library, folder: Path, is_compacted: bool
):
    """First a person removed it, then the folder brought it: undo took that back."""
    ants = library.add(A.encode(), "a.txt")
    build_index(library, WordEncoder())
    library.remove(ants.id)
    build_index(library, WordEncoder())
    follow_folder(library, folder)
    library.undo()
    assert library.articles() == []
    if is_compacted:
        library.compact()
        assert library.originals.records.everything() == []
    assert [found.unchanged for _, found in follow_all(library)] == [2]
    assert follow_folder(library, folder).added == ("a.txt", "deep/b.md")
    assert {stored.id for stored in library.articles()} >= {ants.id}


def test_an_edit_back_that_undo_took_back_comes_when_the_folder_is_named_again(
    library: Library, folder: Path
):
    """The article of before has another's removal behind it, and takes its place."""
    for text in (A, "Ants carry crumbs.\n", A):
        (folder / "a.txt").write_text(text)
        follow_folder(library, folder)
    library.undo()
    assert A not in {library.originals.read(each).text for each in library.articles()}
    assert [found.unchanged for _, found in follow_all(library)] == [2]
    assert follow_folder(library, folder).changed == ("a.txt",)
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {A, B.strip()}
    library.remove(*(s.id for s in library.articles() if s.name == "a.txt"))
    assert follow_folder(library, folder).unchanged == 2


@pytest.fixture
def pruned(library: Library, folder: Path) -> Path:
    """Have a file go, and its article be removed for that; gives the folder."""
    follow_folder(library, folder)
    (folder / "a.txt").unlink()
    assert follow_folder(library, folder, prune=True).vanished == ("a.txt",)
    assert follow_folder(library, folder).vanished == ()
    assert followed_folders(library)[0].files == 1
    assert stale_files(library)[0][1] == 0
    return folder


def test_what_was_pruned_and_is_back_by_undo_is_its_files_again(
    library: Library, pruned: Path
):
    """Its file is gone still, and it can be pruned once more."""
    library.undo()
    assert followed_folders(library)[0].gone == 1
    assert len(articles_without_file(library)) == 1
    assert follow_folder(library, pruned).vanished == ("a.txt",)
    assert names(library) == {"a.txt", "b.md"}
    assert follow_folder(library, pruned, prune=True).vanished == ("a.txt",)
    assert names(library) == {"b.md"}


def test_what_was_pruned_and_is_back_by_undo_may_be_renamed(
    library: Library, pruned: Path
):
    """It is its file's still."""
    library.undo()
    (ants,) = (stored for stored in library.articles() if stored.name == "a.txt")
    library.rename(ants.id, "Ants")
    assert followed_folders(library)[0].gone == 1


def test_what_was_pruned_and_is_back_may_be_anothers_file_by_now(
    library: Library, pruned: Path
):
    """Pruned once more its article stays, as the other's, and it is told no more."""
    library.undo()
    (pruned / "twin.txt").write_text(A)
    assert follow_folder(library, pruned, prune=True).vanished == ("a.txt",)
    assert names(library) == {"a.txt", "b.md"}
    assert follow_folder(library, pruned).vanished == ()


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_pruned_file_that_comes_back_has_one_article(
    library: Library, pruned: Path, is_undone: bool
):
    """That of now, whether or not `undo` had brought back the one of before."""
    if is_undone:
        library.undo()
    (pruned / "a.txt").write_text("Ants carry crumbs.\n")
    found = follow_folder(library, pruned)
    assert (found.added, found.changed)[is_undone] == ("a.txt",)
    texts = {library.originals.read(stored).text for stored in library.articles()}
    assert texts == {"Ants carry crumbs.\n", B.strip()}


def test_what_was_pruned_and_comes_otherwise_is_no_files(
    library: Library, pruned: Path
):
    """Added by itself it isn't the folder's, and so it isn't pruned again."""
    ants = library.add(A.encode(), "ants.txt")
    assert follow_folder(library, pruned, prune=True).vanished == ()
    assert ants.id in {stored.id for stored in library.articles()}
    (pruned / "a.txt").write_text(A)
    assert follow_folder(library, pruned).added == ()  # its article is there


def test_compact_forgets_what_was_pruned(library: Library, pruned: Path):
    """Nothing can bring it back."""
    build_index(library, WordEncoder())
    library.compact()
    (files,) = read_record(library.root).values()
    assert list(files) == ["deep/b.md"]
