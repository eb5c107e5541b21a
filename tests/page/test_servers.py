"""What several servers of one library know of each other: jobs, additions, ends."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.page.library import servers as servers_module
from rag.page.library.adding import Adding
from rag.page.library.job import CANCELLED, JobView, Outcome, RebuildJob
from rag.page.library.servers import RECORD, Servers
from rag.page.words.reasons import said
from rag.page.words.saying import Later, _, speaking
from rag.steps import Step, advance, begin, pause
from tests.served import wait_until

WAIT_S = 10.0
KEY = "0123456789abcdef" * 2


class Own:
    """A server without a page: its build goes on until it may end, or is stopped."""

    def __init__(self, root: Path) -> None:
        self.go = threading.Event()
        self.due = False
        self.rounds = 0
        self.job = RebuildJob(self._work, settle_s=0)
        self.adding = Adding()
        self.servers = Servers(root, self.job, self.adding, lambda: self.due)
        self.servers.start()

    def _work(self) -> Outcome:
        self.rounds += 1
        begin("encoding", 4)
        advance()
        while not self.go.wait(0.01):
            pause()
        return Outcome(Later(lambda: _("Undone:")), ("Why?",), 7)

    def die(self) -> None:
        """Go without a word, as a process does that is killed."""
        self.servers._stopped.set()
        self.servers._thread.join()
        self.servers._lock.release()


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """Give a function that begins a server of the one library."""
    monkeypatch.setattr(servers_module, "LOOK_S", 0.02)
    every: list[Own] = []

    def begin_one() -> Own:
        every.append(Own(tmp_path))
        return every[-1]

    yield begin_one
    for own in every:
        own.go.set()
        own.job.stop(WAIT_S)
        own.servers.stop()


def files(root: Path) -> set[str]:
    """Name what lies in the folder that servers share, without what their ids are."""
    return {path.name[32:] or "folder" for path in (root / "servers").iterdir()}


def test_each_shows_what_the_other_builds(begun) -> None:
    """Step and count while it goes on, then what it came to, in the reader's words."""
    one, other = begun(), begun()
    one.job.start()
    running = JobView("running", Step("encoding", 1, 4))
    wait_until(lambda: other.servers.view() == running)
    assert (other.servers.are_building(), one.servers.are_building()) == (True, False)
    one.go.set()
    done = JobView("done", message="Undone:", changed=("Why?",), generation=7)
    wait_until(lambda: other.servers.view() == done)
    with speaking("ar"):
        assert said(other.servers.view().message) == _("Undone:") != "Undone:"
    assert not other.servers.are_building()


def test_who_is_at_a_step_is_shown_before_who_waits_for_its_turn(begun) -> None:
    """Whichever began last; and one that works before one that has ended."""
    one, other = begun(), begun()
    one.job.start()
    running = JobView("running", Step("encoding", 1, 4))
    wait_until(lambda: other.servers.view() == running)
    go = threading.Event()
    other.job.do(lambda: go.wait(WAIT_S) and None)
    assert other.job.view.busy
    assert other.servers.view() == running
    one.job.cancel()
    wait_until(lambda: one.job.view == CANCELLED)
    wait_until(lambda: one.servers.view() == JobView("waiting"))
    go.set()


def test_of_two_that_have_ended_the_last_is_shown(begun) -> None:
    """On both, though the first has a word to say still."""
    one, other = begun(), begun()
    first, last = JobView("failed", message="first"), JobView("failed", message="last")
    one.job.tell(first)
    wait_until(lambda: other.servers.view() == first)
    other.job.tell(last)
    assert other.servers.view() == last
    wait_until(lambda: one.servers.view() == last)
    one.job.tell(replace(first, message="once more"))
    wait_until(lambda: other.servers.view().message == "once more")


def test_each_cancels_what_the_other_builds(begun) -> None:
    """It is said to be cancelled at once, and is."""
    one, other = begun(), begun()
    one.job.start()
    wait_until(lambda: other.servers.view().state == "running")
    other.servers.cancel()
    assert other.servers.view().state in ("cancelling", "cancelled")
    wait_until(lambda: one.job.view == CANCELLED)
    wait_until(lambda: other.servers.view() == CANCELLED)
    # What was asked is done once: the next build isn't cancelled, too.
    one.go.set()
    one.job.start()
    wait_until(lambda: other.servers.view().state == "done")


def test_what_is_asked_is_seen_before_it_is_done(begun, tmp_path: Path) -> None:
    """The other server may take half a second to look."""
    one, other = begun(), begun()
    one.job.start()
    wait_until(lambda: other.servers.view().state == "running")
    one.servers._stopped.set()
    one.servers._thread.join()
    other.servers.cancel()
    assert other.servers.view().state == "cancelling"


def test_what_is_added_on_one_is_seen_and_stopped_on_the_other(begun) -> None:
    """By its key; of another key nobody knows."""
    one, other = begun(), begun()
    failed: list[LibraryError] = []

    def add() -> None:
        def read() -> None:
            begin("pages", 40)
            advance(6)
            while True:
                pause()

        with one.adding.begun(KEY) as run, pytest.raises(LibraryError) as caught:
            run.do(read)
        failed.append(caught.value)

    thread = threading.Thread(target=add)
    thread.start()
    wait_until(lambda: other.servers.step(KEY) == Step("pages", 6, 40))
    assert one.servers.step(KEY) == Step("pages", 6, 40)
    assert other.servers.step(KEY[::-1]) is None
    other.servers.stop_adding(KEY)
    thread.join(WAIT_S)
    assert "stopped" in str(failed[0])
    wait_until(lambda: other.servers.step(KEY) is None)


@pytest.mark.parametrize(
    ("is_busy", "is_due", "rounds"), [(1, 0, 1), (0, 1, 1), (0, 0, 0)]
)
def test_what_one_left_another_takes_up(begun, tmp_path, is_busy, is_due, rounds):
    """A build that was begun or wanted is built once, by one; else nothing is."""
    one, *others = begun(), begun(), begun()
    if is_busy:
        one.job.start()
        wait_until(lambda: others[0].servers.view().state == "running")
    for other in others:
        other.due = bool(is_due)
        other.go.set()
    one.die()
    # Its folder and its lock go, and those of the two others stay.
    wait_until(lambda: len(list((tmp_path / "servers").iterdir())) == 4)
    wait_until(lambda: sum(other.rounds for other in others) == rounds)
    wait_until(lambda: not any(other.job.view.busy for other in others))
    assert sum(other.rounds for other in others) == rounds


def test_one_that_ends_leaves_its_build_to_the_others(begun, tmp_path: Path) -> None:
    """And one that is alone leaves nothing at all."""
    one, other = begun(), begun()
    other.go.set()
    one.job.start()
    wait_until(lambda: other.servers.view().state == "running")
    one.servers.stop()
    wait_until(lambda: other.rounds == 1)
    wait_until(lambda: len(list((tmp_path / "servers").iterdir())) == 2)
    other.servers.stop()
    assert files(tmp_path) == set()


def test_one_that_is_alone_writes_no_record(begun, tmp_path: Path) -> None:
    """A folder and a lock say that it is there; a second server gets to know it."""
    one = begun()
    one.job.start()
    wait_until(lambda: one.servers._now.job.state == "running")
    assert files(tmp_path) == {"folder", ".lock"}
    assert not any((tmp_path / "servers").glob("*/*"))
    other = begun()
    wait_until(lambda: other.servers.view().state == "running")


def test_where_no_folder_can_be_made_a_server_keeps_to_itself(
    begun, tmp_path: Path
) -> None:
    """It works as before there were several."""
    (tmp_path / "servers").write_text("")
    one = begun()
    one.go.set()
    one.job.start()
    wait_until(lambda: one.servers.view().state == "done")
    one.servers.cancel()
    assert one.servers.step(KEY) is None


def test_a_damaged_record_says_nothing(begun, tmp_path: Path) -> None:
    """Nor does it keep the others from their own."""
    one, other = begun(), begun()
    one.job.tell(CANCELLED)
    wait_until(lambda: other.servers.view() == CANCELLED)
    record = one.servers._own / RECORD
    for damaged in (b"", b"{}", record.read_bytes()[:-9], b'{"job": {"state": "x"}}'):
        record.write_bytes(damaged)
        assert other.servers.view() == JobView()
