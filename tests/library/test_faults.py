"""Nothing that was acknowledged is lost: killed, starved, crowded or write-protected.

Each test ends with the same three: every acknowledged article is there, the library
opens, and what is asked of each article is answered by its own words.
"""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import rag.disk
import rag.library.articles
import rag.library.generations
from rag.errors import LibraryError
from rag.judging.opening import open_journal
from rag.judging.verdicts import Verdicts
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import (
    Unwritten,
    add_and_build,
    add_many,
    article,
    assert_whole,
    begin,
    build_index,
    build_with_small_files,
    fill_small_disk,
    numbers_in,
    read_on,
    receive,
    use_read_only_disk,
    use_without_rights,
)


@pytest.fixture
def library(stories: Library) -> Library:
    """Give a library with two articles, indexed."""
    return stories


class KilledError(BaseException):
    """Stands for the end of the process."""


@contextmanager
def killed_at_write(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """End at the nth file that is put in its place, counted from 1."""
    real = rag.disk.replace_file
    written = iter(range(1, number))

    def replace_or_die(path: Path, data: bytes) -> None:
        if next(written, None) is None:
            raise KilledError
        real(path, data)

    with monkeypatch.context() as patch, suppress(KilledError):
        patch.setattr("rag.disk.replace_file", replace_or_die)
        yield


@pytest.mark.parametrize(
    ("write", "left"), [(1, {0, 1}), (2, {0, 1}), (3, {0, 1}), (9, {0})]
)
def test_kill_during_undo_keeps_every_article(
    library: Library, monkeypatch, write: int, left: set[int]
):
    """Cut short, undo leaves both articles; let be, it takes the second one away."""
    with killed_at_write(monkeypatch, write):
        library.undo()
    library.open(WordEncoder().identity)
    assert_whole(library, left)


SYSTEM_CALLS = ("fsync", "mkdir", "rename", "replace", "write_bytes", "write_text")


@pytest.mark.parametrize("failing", range(1, 40, 3))
def test_full_disk_at_any_write(library: Library, monkeypatch, failing: int):
    """From the nth call on nothing can be written: said in one line, nothing lost."""
    calls = iter(range(1, 1000))

    def starve(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def call(*arguments, **options):
            if next(calls) >= failing:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **options)

        patch.setattr(owner, name, call)

    numbers = {0, 1}
    with monkeypatch.context() as patch:
        for name in SYSTEM_CALLS:
            starve(os if name == "fsync" else Path, name)
        with pytest.raises(LibraryError, match="No space left on device"):
            add_and_build(library, 2, numbers)
    assert numbers <= numbers_in(library) <= {0, 1, 2}
    assert_whole(library, numbers_in(library))


@pytest.mark.parametrize("limit", [0, 100, 1000, 5000, 20_000])
def test_files_that_cannot_grow(library: Library, limit: int):
    """The system itself refuses to write on, in NumPy and FAISS, too."""
    process, pipe = begin(build_with_small_files, library.root, limit)
    assert "File too large" in str(receive(pipe))
    process.join()
    assert library.current() == 2
    assert_whole(library, {0, 1})


def on_own_disk(work: Callable[..., None], *arguments: object) -> object:
    """Let a worker mount what only it sees; gives what it reports."""
    process, pipe = begin(work, *arguments)
    found = receive(pipe)
    process.join()
    if isinstance(found, OSError):
        pytest.skip(f"a process may not have mounts of its own here ({found})")
    return found


def test_small_file_system_that_is_full(tmp_path: Path):
    """As many articles as fit are kept; the one that doesn't leaves no trace."""
    small, bigger = tmp_path / "small", tmp_path / "bigger"
    small.mkdir()
    acknowledged, listed, error, quote = on_own_disk(fill_small_disk, small, bigger)
    assert "No space left" in error
    assert len(acknowledged) > 2
    assert listed == acknowledged
    assert "zebrafact0." in quote
    assert_whole(Library(bigger), acknowledged)


def test_two_writers_at_once(library: Library):
    """Two processes add and index side by side; all that both added is there."""
    writers = [
        begin(add_many, library.root, range(first, first + 4)) for first in (10, 20)
    ]
    for process, pipe in writers:
        assert receive(pipe) == "done"
        process.join()
    assert_whole(library, {0, 1, *range(10, 14), *range(20, 24)})


def test_reader_through_twenty_publishes(library: Library):
    """Whoever opens and asks all the while always gets the right quote."""
    process, pipe = begin(read_on, library.root, 0)
    assert receive(pipe) == "begun"
    for _ in range(20):
        build_index(library, WordEncoder())
    pipe.send("stop")
    quotes, generations = receive(pipe)
    process.join()
    assert quotes == {"The secret of story 0 is called zebrafact0."}
    assert generations > 2
    assert_whole(library, {0, 1})


def test_open_reader_outlives_its_generation(library: Library):
    """A generation that was opened can be read after its files were deleted."""
    opened = library.open(WordEncoder().identity)
    text = opened.article(library.articles()[0].id).text
    for _ in range(5):
        build_index(library, WordEncoder())
    assert not (library.root / "generations" / "0002").exists()
    assert opened.article(library.articles()[0].id).text == text
    assert_whole(library, {0, 1})


def test_clock_that_goes_backwards(library: Library, monkeypatch):
    """Times only order the list: an article from an earlier time is one more."""

    class Earlier(datetime):
        """A clock that was set back by a day."""

        @classmethod
        def now(cls, tz=None):
            """Give yesterday's time."""
            return datetime.now(tz) - timedelta(days=1)

    with monkeypatch.context() as patch:
        patch.setattr(rag.library.articles, "datetime", Earlier)
        patch.setattr(rag.library.generations, "datetime", Earlier)
        library.add(article(2), "story-2.txt")
        manifest = build_index(library, WordEncoder())
    assert manifest.number == library.current() == 3
    assert library.articles()[0].name == "story-2.txt"
    assert_whole(library, {0, 1, 2})
    library.undo()
    assert_whole(library, {0, 1})


@pytest.fixture
def shown_library(library: Library) -> Iterator[Library]:
    """Give a judged library in a folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = shutil.copytree(library.root, Path(folder) / "index")
        Verdicts(open_journal(root)).record("Who knows?", "none")
        yield Library(root)


def assert_usable_unwritten(found: Unwritten):
    """It was asked, listed and judged without rights: reading works, writing says."""
    assert "zebrafact0." in found.quote
    assert found.names == ["story-0.txt", "story-1.txt"]
    assert found.judged == ["Who knows?"]
    assert "make it writable" in found.add_error
    assert re.search(
        r"journal\.sqlite can't be written .*writable", found.verdict_error
    )


def test_read_only_folder_can_be_asked(shown_library: Library):
    """Who may only read asks and lists; adding is refused with what mends it."""
    root = shown_library.root
    for path in (root, *root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    process, pipe = begin(use_without_rights, root)
    assert_usable_unwritten(receive(pipe))
    process.join()
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert_whole(shown_library, {0, 1})


def test_read_only_file_system_can_be_asked(shown_library: Library):
    """On a disk that is mounted for reading nobody can write, whatever their rights."""
    found = on_own_disk(use_read_only_disk, shown_library.root)
    assert_usable_unwritten(found)
    assert "Read-only file system" in found.add_error
    assert_whole(shown_library, {0, 1})
