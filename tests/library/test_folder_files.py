"""What of a followed folder is read: regular files that lie in it, one by one."""

import json
import os
import tracemalloc
from pathlib import Path
from unittest.mock import Mock

import pytest

import rag.library.folder_files
from rag.cli.doctor import examine
from rag.disk import sealed, unsealed
from rag.errors import ReadError
from rag.library.folder_files import files_in, gone_from
from rag.library.folders import follow_folder
from rag.library.followed import stale_files
from rag.library.library import Library
from rag.readers import read_article
from rag.settings import MAX_FILE_BYTES, Settings
from tests.fakes import WordEncoder

pytestmark = pytest.mark.attack
SPARSE_BYTES = 40 * 2**30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one good file, whose name comes last."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "zebra.txt").write_text("Zebras have stripes.\n")
    return tmp_path / "notes"


def assert_refused(library: Library, folder: Path, *words: str) -> None:
    """The bad files are told, one by one, and the good one is added all the same."""
    changes = follow_folder(library, folder)
    assert len(changes.refused) == len(words)
    assert all(
        word in str(error) for word, error in zip(words, changes.refused, strict=True)
    )
    assert [stored.name for stored in library.articles()] == ["zebra.txt"]


def test_link_that_leads_outside(library: Library, folder: Path, tmp_path: Path):
    """A file elsewhere isn't read by a link to it, nor by one to its folder."""
    (tmp_path / "secret.txt").write_text("The key lies under the mat.\n")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    assert_refused(library, folder, "link.txt leads out of the folder")


def test_link_that_stays_inside(library: Library, folder: Path):
    """It names a file that is read anyway: the same article."""
    (folder / "link.txt").symlink_to(folder / "zebra.txt")
    changes = follow_folder(library, folder)
    assert (changes.added, changes.unchanged) == (("link.txt",), 1)
    assert len(library.articles()) == 1


def test_link_that_leads_to_itself(library: Library, folder: Path):
    """It names no file: it is told as one that can't be read."""
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "round").symlink_to(folder / "round")
    assert_refused(library, folder, "loop.txt can't be read (Too many levels of sym")


def test_folder_that_is_not_there(library: Library, folder: Path):
    """Nothing is looked into, and nothing is noted of it."""
    (folder / "owls.txt").write_text("Owls fly.")
    with pytest.raises(ReadError, match=r"owls.txt is a file; add it, or give its fo"):
        follow_folder(library, folder / "owls.txt")
    with pytest.raises(ReadError, match=r"gone can't be read \(No such file.*the name"):
        follow_folder(library, folder / "gone")
    assert not library.root.exists()


def test_hidden_files_and_other_formats_are_passed_over(library: Library, folder: Path):
    """They aren't told, either: a folder of pictures would be a page of errors."""
    (folder / ".draft.txt").write_text("Ants carry leaves.\n")
    (folder / "ants.jpeg").write_bytes(b"\xff\xd8\xff")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "bees.txt").write_text("Bees dance.\n")
    assert_refused(library, folder)


def test_pipe_and_folder_with_the_name_of_a_file(library: Library, folder: Path):
    """The pipe isn't waited for, and the folder is gone through."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    assert_refused(library, folder, "pipe.txt is no regular file")


def test_file_of_forty_gigabytes(library: Library, folder: Path, monkeypatch):
    """Its size is asked before anything of it is read."""
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(SPARSE_BYTES)
    reader = Mock(wraps=read_article)
    monkeypatch.setattr("rag.library.articles.read_article", reader)
    assert_refused(library, folder, "sparse.txt has 42,949,672,960 bytes, the limit")
    assert reader.call_count == 1


def test_memory_is_that_of_one_file(library: Library, tmp_path: Path, monkeypatch):
    """Twelve files of 8 MiB need about what two do; all at once six times that."""
    article = read_article(b"Ants carry leaves.", "ants.txt")
    monkeypatch.setattr("rag.library.articles.read_article", lambda *_, **__: article)

    def peak(count: int) -> int:
        for number in range(count):
            (tmp_path / str(count)).mkdir(exist_ok=True)
            with (tmp_path / str(count) / f"{number}.txt").open("wb") as file:
                file.truncate(2**23)
        tracemalloc.reset_peak()
        changes = follow_folder(library, tmp_path / str(count))
        assert len(changes.added) + changes.unchanged == count
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        assert peak(12) < 3 * peak(2)
    finally:
        tracemalloc.stop()


def test_limit_is_the_largest_that_is_read(folder: Path):
    """A file of just the limit is read, one of a byte more is not."""
    path = folder / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES)
    assert len(rag.library.folder_files.content_of(path, "large.txt")) == MAX_FILE_BYTES
    with path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(ReadError, match="the limit is 20,971,520; divide it"):
        rag.library.folder_files.content_of(path, "large.txt")


def test_name_that_is_not_utf8(library: Library, folder: Path):
    """It is told with a sign in place of what can't be shown."""
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xff.txt")).write_text("Bees dance.\n")
    assert_refused(library, folder, "the name b�.txt isn't UTF-8")


def test_folder_whose_name_is_not_utf8(library: Library, folder: Path):
    """It can't be kept in the record, so it is refused with what mends it."""
    odd = folder.rename(os.fsdecode(os.fsencode(folder) + b"\xff"))
    with pytest.raises(ReadError, match="notes� isn't UTF-8; rename the folder"):
        follow_folder(library, Path(odd))


def test_folder_that_may_not_be_read(library: Library, folder: Path, monkeypatch):
    """It is told; the files in it that are known are not taken for gone."""
    (folder / "deep").mkdir()
    (folder / "deep" / "ants.txt").write_text("Ants carry leaves.\n")
    follow_folder(library, folder)
    real = os.scandir

    def scandir(path):
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    changes = follow_folder(library, folder, prune=True)
    assert "deep can't be read (Permission denied)" in str(changes.refused[0])
    assert changes.vanished == ()
    assert len(library.articles()) == 2


@pytest.mark.parametrize("used", [True, False])
def test_library_in_the_folder_is_no_source(folder: Path, used: bool):
    """Neither the library in use nor another one's originals become articles."""
    library = Library(folder / "index")
    other = library if used else Library(folder / "another")
    other.add(b"An old version of the text.\n", "old.txt")
    changes = follow_folder(library, folder)
    assert changes.added == ("zebra.txt",)
    assert follow_folder(library, folder).unchanged == 1


def test_library_itself_and_its_parts_are_refused(library: Library, folder: Path):
    """Whoever names one is told that it is a library."""
    stored = library.add(b"An article of its own.\n", "own.txt")
    parts = (library.root / "articles", library.root / "articles" / stored.id)
    for part in (library.root, *parts):
        with pytest.raises(ReadError, match="is a library of Quotewell"):
            follow_folder(Library(folder / "index"), part)


def test_folder_beside_a_librarys_parts_is_a_source(library: Library, tmp_path: Path):
    """A folder of another name in a library's folder is anybody's."""
    library.add(b"An article of its own.\n", "own.txt")
    (library.root / "notes").mkdir()
    (library.root / "notes" / "ants.txt").write_text("Ants carry leaves.\n")
    assert follow_folder(library, library.root / "notes").added == ("ants.txt",)


def test_articles_of_somebodys_own_are_a_source(library: Library, folder: Path):
    """A record alone makes a library, not the names of its folders and files."""
    own = folder / "articles" / "0001"
    own.mkdir(parents=True)
    text = 'Ants call it "sha256": "no hash".'
    (own / "article.json").write_text(json.dumps({"title": "Ants", "text": text}))
    os.mkfifo(folder / "articles" / "article.json")
    (folder / "articles" / "0002").mkdir()
    os.mkfifo(folder / "articles" / "0002" / "article.json")
    changes = follow_folder(library, folder)
    assert changes.added == ("articles/0001/article.json", "zebra.txt")
    assert follow_folder(library, folder, prune=True).vanished == ()


def test_each_folder_is_looked_into_once(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """However many files lie below one that is called as a library's part is."""
    for number in range(8):
        (folder / "articles" / f"{number}").mkdir(parents=True)
        for name in "abc":
            file = folder / "articles" / f"{number}" / f"{name}.txt"
            file.write_text(f"Ant {name} of {number} carries leaves.\n")
    looks: list[Path] = []
    is_library = rag.library.folder_files.is_library

    def counted(path: Path) -> bool:
        looks.append(path)
        return is_library(path)

    monkeypatch.setattr("rag.library.folder_files.is_library", counted)
    assert len(files_in(folder).paths) == 25
    assert sorted(looks) == sorted({folder, *filter(Path.is_dir, folder.rglob("*"))})
    looks.clear()
    assert gone_from(folder, [f"articles/{n}/a.txt" for n in range(9)]) == [
        "articles/8/a.txt"
    ]
    assert looks.count(folder) == 1


def test_what_was_taken_from_a_library_can_be_pruned(folder: Path):
    """Followed by an earlier version, its originals count as gone."""
    library = Library(folder / "index")
    stored = library.add(b"An old version of the text.\n", "old.txt")
    follow_folder(library, folder)
    record = library.root / "folders.json"
    raw = unsealed(record.read_bytes())
    name = f"index/articles/{stored.id}/original.txt"
    raw[str(folder)][name] = {"sha256": "0" * 64, "article_id": stored.id}
    record.write_bytes(sealed(raw))
    assert follow_folder(library, folder, prune=True).vanished == (name,)
    assert [stored.name for stored in library.articles()] == ["zebra.txt"]


def test_doctor_waits_for_no_pipe(library: Library, folder: Path):
    """A known file that became a pipe, or vast, has changed: nothing is read of it."""
    (folder / "ants.txt").write_text("Ants carry leaves.\n")
    follow_folder(library, folder)
    for name in ("ants.txt", "zebra.txt"):
        (folder / name).unlink()
    os.mkfifo(folder / "ants.txt")
    with (folder / "zebra.txt").open("wb") as file:
        file.truncate(SPARSE_BYTES)
    assert stale_files(library) == [(str(folder), 2)]


def test_empty_name_is_no_folder(run, capsys, tmp_path: Path):
    """`add ""` doesn't follow the folder that one is in."""
    (tmp_path / "secret.txt").write_text("The key lies under the mat.\n")
    assert run("add", "") == 1
    assert "a name is empty" in capsys.readouterr().err
    assert run("add", "", "--title", "x") == 1
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("place", ["folders.json", "current"])
def test_flipped_bit_in_a_small_file_is_told(library, folder, place, monkeypatch):
    """One digit of a hash, or of a number, and the doctor says which file."""
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    follow_folder(library, folder)
    library.generations.use(1)
    path = library.root / place
    data = bytearray(path.read_bytes())
    data[data.index(b": ") + 20 if place == "folders.json" else data.index(b"1")] ^= 2
    path.write_bytes(data)
    found = [f.text for f in examine(Settings(index=library.root)) if not f.ok]
    words = "names the generation" if place == "current" else place
    assert any(words in text for text in found)
