"""One at a time: who holds a lock, and what the others are told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock

from rag.errors import LibraryBusyError, LibraryError
from rag.library.locks import WRITERS_PATIENCE_S, Lock, Waiting, writers_lock
from rag.steps import Step, StoppedError, watched

TAKEN = Waiting("waiting", "somebody writes; try again", patience_s=0)


def test_the_first_to_hold_it_makes_the_folder(tmp_path: Path):
    """Folders above it, too; a second time they are there already."""
    root = tmp_path / "new" / "library"
    for _ in range(2):
        with Lock(root, "lock", TAKEN).held():
            assert (root / "lock").is_file()


def test_who_holds_it_may_enter_again(tmp_path: Path):
    """And is told that it was held before, until all of it is left."""
    lock = Lock(tmp_path, "lock", TAKEN)
    for _ in range(2):
        with lock.held() as is_first, lock.held() as is_second:
            assert (is_first, is_second) == (True, False)


def test_others_are_told_that_it_is_taken(tmp_path: Path):
    """In the words of the lock, and only as long as it is."""

    def hold() -> str:
        with Lock(tmp_path, "lock", TAKEN).held():
            return "held"

    with ThreadPoolExecutor(1) as thread:
        with Lock(tmp_path, "lock", TAKEN).held():
            with pytest.raises(LibraryBusyError, match=r"^somebody writes; try again$"):
                thread.submit(hold).result()
            with Lock(tmp_path, "other", TAKEN).held():
                pass
        assert thread.submit(hold).result() == "held"


def test_whether_it_is_held_is_asked_without_waiting(tmp_path: Path):
    """By another or by who asks; asking makes no file, and takes no turn."""
    lock = Lock(tmp_path, "lock", TAKEN)
    assert not lock.is_held()
    assert list(tmp_path.iterdir()) == []
    with ThreadPoolExecutor(1) as thread, Lock(tmp_path, "lock", TAKEN).held():
        assert thread.submit(lock.is_held).result()
    with lock.held():
        assert lock.is_held()
    assert not lock.is_held()


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    """A file lies where it is to be; its path is nobody's business on a page."""
    (tmp_path / "library").touch()
    with (
        pytest.raises(
            LibraryError, match=r"^the library can't be written \(File exists\)"
        ),
        Lock(tmp_path / "library", "lock", TAKEN).held(),
    ):
        pass


def test_a_disk_that_is_full_ends_who_holds_it(tmp_path: Path):
    """What fails while it is held is told in the same words, and lets it go."""
    lock = Lock(tmp_path, "lock", TAKEN)
    with (
        pytest.raises(LibraryError, match=r"can't be written \(No space left\)"),
        lock.held(),
    ):
        raise OSError(28, "No space left")
    with lock.held() as is_first:
        assert is_first


def test_who_comes_second_waits_for_its_turn(tmp_path: Path, caplog):
    """As long as it takes, where nothing else is said; it is told so once."""
    told = threading.Event()

    def wait(_: Step) -> None:
        told.set()

    def second() -> bool:
        waiting = Lock(tmp_path, "lock", Waiting("it waits for its turn")).held()
        with watched(wait), waiting as is_first:
            return is_first

    with ThreadPoolExecutor(1) as thread:
        with Lock(tmp_path, "lock", TAKEN).held():
            held = thread.submit(second)
            assert told.wait(10)
            told.clear()
            assert told.wait(10)
            assert not held.done()
        assert held.result(10)
    assert [record.message for record in caplog.records] == ["it waits for its turn"]


def test_who_waits_can_stop(tmp_path: Path):
    """Whoever watches ends it, and the lock stays with the other."""

    def stop(_: Step) -> None:
        raise StoppedError

    def second() -> None:
        with watched(stop), Lock(tmp_path, "lock", Waiting("it waits")).held():
            pytest.fail("it was held")

    with (
        ThreadPoolExecutor(1) as thread,
        Lock(tmp_path, "lock", TAKEN).held(),
        pytest.raises(StoppedError),
    ):
        thread.submit(second).result()


def test_the_writer_waits_for_minutes(tmp_path: Path, monkeypatch):
    """After ten of them it is told what holds it up, and no path."""
    assert WRITERS_PATIENCE_S == 600
    lock = writers_lock(tmp_path)
    now = iter([0.0, 599.0, 600.0])
    # The module's alone: other threads ask for the time, too.
    clock = SimpleNamespace(monotonic=lambda: next(now))
    monkeypatch.setattr("rag.library.locks.time", clock)

    def second() -> None:
        with lock.held():
            pytest.fail("it was held")

    with (
        ThreadPoolExecutor(1) as thread,
        FileLock(tmp_path / "lock"),
        pytest.raises(LibraryBusyError, match="for 10 minutes; end it") as told,
    ):
        thread.submit(second).result()
    assert str(tmp_path) not in str(told.value)
