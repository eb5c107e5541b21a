"""A file of several articles: each is stored by itself, all as one change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import EmptyFileError, ReadError
from rag.library.adding import add_file
from rag.library.article_records import ArticleRecords
from rag.library.folders import follow_folder
from rag.library.followed import stale_files
from rag.library.library import Library
from tests.archives import packed
from tests.fakes import WordEncoder

OWLS, BEES = b"Owls fly without a sound.\n", b"Bees dance in the hive.\n"
TWO = packed({"bees.txt": BEES, "owls.txt": OWLS})


def names(library: Library) -> set[str]:
    """Name the listed articles' files."""
    return {stored.name for stored in library.articles()}


def test_each_article_has_an_original_of_its_own(library: Library):
    """Its bytes are those in the archive: it is found intact, and read again."""
    added = add_file(library, TWO, "two.zip")
    assert [stored.name for stored in added.stored] == [
        "two.zip/bees.txt",
        "two.zip/owls.txt",
    ]
    assert all(map(library.originals.is_intact, added.stored))
    assert [library.originals.read(stored).text for stored in added.stored] == [
        BEES.decode(),
        OWLS.decode(),
    ]
    assert added.known == frozenset()


def test_what_a_file_holds_twice_is_one_article(library: Library):
    """It is told of once, by the first of its names."""
    twice = packed({"a.txt": OWLS, "b.txt": BEES, "c.txt": OWLS})
    added = add_file(library, twice, "x.zip")
    assert [stored.name for stored in added.stored] == ["x.zip/a.txt", "x.zip/b.txt"]


def test_one_undo_takes_back_the_whole_file(library: Library):
    """Before the index has it, and after; what was there before stays."""
    add_file(library, b"Ants carry leaves.", "ants.txt")
    add_file(library, TWO, "two.zip")
    library.undo()
    assert names(library) == {"ants.txt"}
    build_index(library, WordEncoder())
    add_file(library, TWO, "two.zip")
    build_index(library, WordEncoder())
    library.undo()
    assert names(library) == {"ants.txt"}


def test_adding_again_adds_the_rest(library: Library):
    """After a kill amid a file some of its articles are there: none comes twice."""
    (first,) = add_file(library, BEES, "bees.txt").stored
    added = add_file(library, TWO, "two.zip")
    assert added.known == {first.id}
    assert added.stored[0].id == first.id
    assert len(library.articles()) == 2


def test_adding_looks_at_no_other_article(library: Library, monkeypatch):
    """However many there are; what is there under any name is known, not what left."""
    (owls,) = add_file(library, OWLS, "owls.txt").stored
    (bees,) = add_file(library, BEES, "bees.txt").stored
    library.remove(bees.id)

    def fail(_: ArticleRecords) -> None:
        raise AssertionError

    monkeypatch.setattr(ArticleRecords, "everything", fail)
    assert add_file(library, OWLS, "night.txt").known == {owls.id}
    assert add_file(library, BEES, "bees.txt").known == frozenset()


def test_what_is_there_is_listed_once_for_all_of_a_file(library: Library, monkeypatch):
    """And anew for the next: another process may have added something."""
    listed: list[str] = []
    glob = Path.glob

    def noted(folder: Path, pattern: str, **more: bool) -> Iterator[Path]:
        listed.extend([pattern] * (folder.name == "articles"))
        return glob(folder, pattern, **more)

    monkeypatch.setattr(Path, "glob", noted)
    bees, owls = add_file(library, TWO, "two.zip").stored
    assert len(listed) == 1
    ants = Library(library.root).add(b"Ants carry leaves.", "ants.txt")
    more = packed({"a.txt": b"Ants carry leaves.", "b.txt": BEES, "o.txt": OWLS})
    assert add_file(library, more, "more.zip").known == {ants.id, bees.id, owls.id}
    assert len(listed) == 3


def test_what_is_refused_in_a_file_stops_no_other(library: Library):
    """The rest is stored, and each refusal told; where all are, the first is raised."""
    added = add_file(library, packed({"a.txt": OWLS, "b.txt": b" "}), "x.zip")
    assert names(library) == {"x.zip/a.txt"}
    assert [str(error).split()[0] for error in added.refused] == ["x.zip/b.txt"]
    with pytest.raises(EmptyFileError, match=r"^x\.zip/b\.txt holds no text"):
        add_file(library, packed({"b.txt": b" "}), "x.zip")
    with pytest.raises(EmptyFileError, match=r"^x\.txt holds no text"):
        add_file(library, b" ", "x.txt")


def test_a_title_names_one_article(library: Library):
    """A file of one takes it, a file of two is refused whole."""
    (stored,) = add_file(library, packed({"a.txt": OWLS}), "x.zip", "Owls").stored
    assert stored.title == "Owls"
    with pytest.raises(ReadError, match=r"^two\.zip holds 2 articles"):
        add_file(library, TWO, "two.zip", "Both")
    assert len(library.articles()) == 1


def test_a_followed_folder_holds_bundles(library: Library, tmp_path: Path):
    """What a changed archive lacks leaves; what is gone is pruned, each article."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "two.zip").write_bytes(TWO)
    assert follow_folder(library, folder).added == ("two.zip",)
    assert names(library) == {"two.zip/bees.txt", "two.zip/owls.txt"}
    assert follow_folder(library, folder).unchanged == 1
    assert stale_files(library) == [(str(folder.resolve()), 0)]
    ants = packed({"ants.txt": "Ants carry leaves.", "owls.txt": OWLS})
    (folder / "two.zip").write_bytes(ants)
    assert follow_folder(library, folder).changed == ("two.zip",)
    assert names(library) == {"two.zip/ants.txt", "two.zip/owls.txt"}
    (folder / "two.zip").unlink()
    follow_folder(library, folder, prune=True)
    assert names(library) == set()


def test_what_is_refused_in_a_followed_archive_is_told(library: Library, tmp_path):
    """The rest of the archive is added all the same."""
    (tmp_path / "notes").mkdir()
    data = packed({"a.txt": OWLS, "b.txt": b" "})
    (tmp_path / "notes" / "x.zip").write_bytes(data)
    changes = follow_folder(library, tmp_path / "notes")
    assert changes.added == ("x.zip",)
    assert [str(error).split()[0] for error in changes.refused] == ["x.zip/b.txt"]
