"""Readers' processes that are kept: one file's harm ends with it, and so do they."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rag.errors import ReadError
from rag.readers.apart import parent as apart
from rag.readers.apart import workers
from rag.readers.apart.parent import read_apart
from rag.readers.apart.workers import WORKERS, can_copy, side_by_side
from rag.steps import StoppedError, pause

pytestmark = pytest.mark.skipif(not can_copy(), reason="no copies of processes here")
PATIENCE_S = 20


def kept_processes() -> set[int]:
    """Give the numbers of the processes that are kept now."""
    return {worker._process.pid for worker in WORKERS._every}


def is_running(pid: int) -> bool:
    """Tell whether a process is there and hasn't ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def waited_for(pids: set[int]) -> bool:
    """Wait until none of these processes runs; tells whether that came."""
    until = time.monotonic() + PATIENCE_S
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(is_running, pids))


def test_nothing_of_a_file_is_there_for_the_next(reader) -> None:
    """Each is read by a copy, whatever one does to its process; the process stays."""
    module = reader(
        """
        import os
        from rag.readers.draft import Draft
        before = getattr(sys, "left_behind", "nothing")
        sys.left_behind = data.decode()
        if data == b"crash":
            os.abort()
        return Draft(f"{before} {sys.kept}", ())
        """,
        before="sys.kept = os.getpid()",
    )
    with WORKERS.kept():
        first = read_apart(module, b"ink", "x").text
        with pytest.raises(ReadError, match="stopped"):
            read_apart(module, b"crash", "x")
        assert read_apart(module, b"ink", "x").text == first
        (process,) = kept_processes()
    assert first == f"nothing {process}"


def test_a_worker_that_hangs_is_replaced(reader, monkeypatch) -> None:
    """The file is refused in time, its process ended; the next has another one."""
    module = reader(
        """
        import threading
        from rag.readers.draft import Draft
        if data == b"wait":
            threading.Event().wait()
        return Draft("read", ())
        """
    )
    with WORKERS.kept():
        read_apart(module, b"", "x")
        hung = kept_processes()
        monkeypatch.setattr(apart, "TIME_LIMIT_S", 1)
        with pytest.raises(ReadError, match=r"^x was not read within 1 s"):
            read_apart(module, b"wait", "x")
        monkeypatch.undo()
        assert waited_for(hung)
        assert not kept_processes()


def test_a_worker_that_was_killed_is_replaced(reader) -> None:
    """The file that it had is refused, with what mends it; the next one is read."""
    module = reader("from rag.readers.draft import Draft\nreturn Draft('read', ())")
    with WORKERS.kept():
        read_apart(module, b"", "x")
        (process,) = kept_processes()
        os.kill(process, signal.SIGKILL)
        with pytest.raises(ReadError, match=r"^x was not read: .*free disk and memory"):
            read_apart(module, b"", "x")
        assert read_apart(module, b"", "x").text == "read"


def test_workers_end_with_their_keeper(reader) -> None:
    """When nobody keeps them any more they are gone, the last keeper counting."""
    module = reader("from rag.readers.draft import Draft\nreturn Draft('read', ())")
    with WORKERS.kept():
        with WORKERS.kept():
            read_apart(module, b"", "x")
        processes = kept_processes()
        assert len(processes) == 1
        assert all(map(is_running, processes))
    assert waited_for(processes)
    assert not kept_processes()


PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from rag.readers.apart import parent
from rag.readers.apart.workers import WORKERS
parent._PROGRAM = "hostile"
with WORKERS.kept():
    print(parent.read_apart("hostile", b"", "x").text, flush=True)
    parent.read_apart("hostile", b"wait", "x")
"""


def test_workers_end_with_a_program_that_is_killed(reader, tmp_path) -> None:
    """Kill -9 leaves neither the kept process nor the copy that reads a file."""
    reader(
        """
        import threading
        from rag.readers.draft import Draft
        if data == b"wait":
            threading.Event().wait()
        return Draft(f"{sys.kept}", ())
        """,
        before="sys.kept = os.getpid()",
    )
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(folder=str(tmp_path))],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    with program.stdout:
        worker = int(program.stdout.readline())
    children = Path(f"/proc/{worker}/task/{worker}/children")
    until = time.monotonic() + PATIENCE_S
    while not (copies := set(map(int, children.read_text("utf-8").split()))):
        assert time.monotonic() < until
    program.kill()
    program.wait()
    assert waited_for({worker, *copies})


def test_what_a_reader_says_beside_its_answer_is_noted(reader, caplog) -> None:
    """By a process of its own, with the file's name; of one that is quiet nothing."""
    module = reader(
        """
        from rag.readers.draft import Draft
        if data == b"loud":
            print("a table is odd", file=sys.stderr)
        return Draft("read", ())
        """
    )
    caplog.set_level(logging.DEBUG, logger="rag.readers.apart.parent")
    assert read_apart(module, b"quiet", "a.pdf").text == "read"
    assert caplog.messages == []
    assert read_apart(module, b"loud", "b.pdf").text == "read"
    assert caplog.messages == ["hostile on b.pdf: a table is odd\n"]


def test_results_come_in_the_order_of_what_was_asked(monkeypatch) -> None:
    """Whoever is ready first; two at once where there are two cores, one within."""
    monkeypatch.setattr(workers, "core_count", lambda: 2)
    done: list[int] = []

    def wait(number: int) -> int:
        time.sleep(0.3 if number == 0 else 0)
        done.append(number)
        return 10 * number

    assert side_by_side(wait, range(3)) == [0, 10, 20]
    assert done == [1, 2, 0]
    done.clear()
    assert side_by_side(lambda _: side_by_side(wait, range(3)), [0]) == [[0, 10, 20]]
    assert done == [0, 1, 2]


def test_the_first_failure_is_said_and_the_rest_is_left() -> None:
    """Of a hundred that all fail, most are never begun."""
    begun: list[int] = []

    def fail(number: int) -> None:
        begun.append(number)
        time.sleep(0.05)
        raise ReadError(f"{number} is bad")

    with pytest.raises(ReadError, match=r"^0 is bad$"):
        side_by_side(fail, range(100))
    assert len(begun) < 50


def test_what_runs_is_stopped_with_the_first_failure(monkeypatch) -> None:
    """Nobody watches, one fails while another works: that ends at its next moment."""
    monkeypatch.setattr(workers, "core_count", lambda: 2)
    is_at_work, ended = threading.Event(), list[str]()

    def work(name: str) -> None:
        if name == "bad":
            assert is_at_work.wait(PATIENCE_S)
            raise ReadError("bad")
        until = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < until:
                pause()
                is_at_work.set()
        except StoppedError:
            ended.append(name)
            raise

    with pytest.raises(ReadError, match="bad"):
        side_by_side(work, ["bad", "long"])
    assert ended == ["long"]
