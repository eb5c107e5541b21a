"""One at a time: who holds a lock, and what the others are told."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.errors import LibraryBusyError, LibraryError
from rag.library.locks import Lock


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody."""
    monkeypatch.setattr("rag.library.locks.LOCK_TIMEOUT_S", 0)


def test_the_first_to_hold_it_makes_the_folder(tmp_path: Path):
    """Folders above it, too; a second time they are there already."""
    root = tmp_path / "new" / "library"
    for _ in range(2):
        with Lock(root, "lock", "taken").held():
            assert (root / "lock").is_file()


def test_who_holds_it_may_enter_again(tmp_path: Path):
    """And is told that it was held before, until all of it is left."""
    lock = Lock(tmp_path, "lock", "taken")
    for _ in range(2):
        with lock.held() as is_first, lock.held() as is_second:
            assert (is_first, is_second) == (True, False)


def test_others_are_told_that_it_is_taken(tmp_path: Path):
    """In the words of the lock, and only as long as it is."""

    def hold() -> str:
        with Lock(tmp_path, "lock", "somebody writes; try again").held():
            return "held"

    with ThreadPoolExecutor(1) as thread:
        with Lock(tmp_path, "lock", "").held():
            with pytest.raises(LibraryBusyError, match=r"^somebody writes; try again$"):
                thread.submit(hold).result()
            with Lock(tmp_path, "other", "").held():
                pass
        assert thread.submit(hold).result() == "held"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    """A file lies where it is to be."""
    (tmp_path / "library").touch()
    with (
        pytest.raises(LibraryError, match=r"library can't be written \(File exists\)"),
        Lock(tmp_path / "library", "lock", "taken").held(),
    ):
        pass


def test_a_disk_that_is_full_ends_who_holds_it(tmp_path: Path):
    """What fails while it is held is told in the same words, and lets it go."""
    lock = Lock(tmp_path, "lock", "taken")
    with (
        pytest.raises(LibraryError, match=r"can't be written \(No space left\)"),
        lock.held(),
    ):
        raise OSError(28, "No space left")
    with lock.held() as is_first:
        assert is_first
