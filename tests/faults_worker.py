"""What the fault tests run in processes of their own, to be killed or starved."""

import ctypes
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import NoReturn
from unittest.mock import patch

import rag.building.indexing
from rag.asking.assistant import Assistant
from rag.disk import TEMPORARY_PREFIX
from rag.errors import QuotewellError
from rag.judging.opening import open_journal
from rag.judging.verdicts import Verdicts
from rag.library.adding import add_file
from rag.library.library import Library
from rag.suggesting.suggestions import make_starters
from rag.text.languages import detect_language
from tests.fakes import WordEncoder

NOBODY = 65534
NEW_MOUNTS, NEW_USERS = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
PATIENCE_S = 60

build_index = partial(rag.building.indexing.build_index, suggest=make_starters)

# Forked from a process that has built a library: each worker starts at once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults_warm"])


def article(number: int) -> bytes:
    """Write an article with words that no other article has, and one question."""
    fillers = [
        f"Line {line} of story {number} talks of weather and roads."
        for line in range(20)
    ]
    fact = f"The secret of story {number} is called zebrafact{number}."
    lamp = f"The Zebralamp{number} is used to warn ships in fog at night."
    return "\n\n".join([fact, lamp, *fillers]).encode()


def small_library(root: Path) -> Library:
    """Make a library with two articles, indexed."""
    library = Library(root)
    for number in (0, 1):
        library.add(article(number), f"story-{number}.txt")
        build_index(library, WordEncoder())
    return library


def quoted(library: Library, number: int) -> str:
    """Open the index and ask for an article's word; gives the quote."""
    return first_quote(Assistant(library, WordEncoder()), number)


def first_quote(assistant: Assistant, number: int) -> str:
    """Ask for an article's word; gives the quote."""
    return assistant.ask(f"What is zebrafact{number}?").citations[0].quote


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do to the library at `root`; `number` names the article."""

    root: Path
    name: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What came of using a library that may only be read."""

    quote: str
    names: list[str]
    judged: list[str]
    add_error: str | None
    verdict_error: str | None


def work(job: Job, report: Connection) -> None:
    """Do it; reports "begun", then what was acknowledged, one word each."""
    library = Library(job.root)
    report.send("begun")
    if job.name in ("add", "store"):
        library.add(article(job.number), f"story-{job.number}.txt")
        report.send("stored")
    elif job.name == "remove":
        found = [s for s in library.articles() if s.name == f"story-{job.number}.txt"]
        library.remove(found[0].id)
        report.send("removed")
    elif job.name == "compact":
        library.compact()
    if job.name in ("store", "compact"):
        return
    build_index(library, WordEncoder())
    report.send("built")


def add_and_build(library: Library, number: int, acknowledged: set[int]) -> None:
    """Add an article, note that this was acknowledged, and index it."""
    library.add(article(number), f"story-{number}.txt")
    acknowledged.add(number)
    build_index(library, WordEncoder())


def add_many(root: Path, numbers: range, report: Connection) -> None:
    """Add and index articles one by one, as one of several writers."""
    library = Library(root)
    for number in numbers:
        library.add(article(number), f"story-{number}.txt")
        build_index(library, WordEncoder())
    report.send("done")


def read_on(root: Path, number: int, report: Connection) -> None:
    """Open and ask anew, again and again, until told to stop; reports each quote."""
    library = Library(root)
    quotes: set[str] = set()
    generations: set[int] = set()
    report.send("begun")
    while not report.poll():
        generations.add(library.open(WordEncoder().identity).manifest.number)
        quotes.add(quoted(library, number))
    report.send((quotes, len(generations)))


def build_for_ever(root: Path, report: Connection) -> None:
    """Build, and go no further than to the first passage, which is reported."""

    class Waiting(WordEncoder):
        def encode_passages(self, texts: Sequence[str]) -> NoReturn:
            report.send("encoding")
            while True:
                signal.pause()

    build_index(Library(root), Waiting())


def build_with_small_files(root: Path, limit: int, report: Connection) -> None:
    """Build where no file may grow beyond `limit` bytes; reports the error's text."""
    # Python ignores SIGXFSZ, so that writing fails as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    report.send(error_of(lambda: build_index(Library(root), WordEncoder())))


def use_without_rights(root: Path, report: Connection) -> None:
    """Use a library as a user who may only read; reports what came of it."""
    # From inside the folder, as the ones above it may be closed to that user.
    os.chdir(root)
    quoted(Library(Path()), 0)  # imports all that is needed while that can be read
    detect_language("Nobody can read the table of languages afterwards.")
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    report.send(_unwritten(Path()))


def _unwritten(root: Path) -> Unwritten:
    """Ask, list and try to write."""
    library, journal = Library(root), Verdicts(open_journal(root))
    return Unwritten(
        names=[stored.name for stored in library.articles()],
        add_error=error_of(lambda: library.add(b"Anything else.", "else.txt")),
        judged=[verdict.question for verdict in journal.verdicts()],
        verdict_error=error_of(lambda: journal.record("What else?", "none")),
        quote=quoted(library, 0),
    )


def use_read_only_disk(root: Path, report: Connection) -> None:
    """Use a library, with all rights, on a disk that is mounted for reading."""
    if has_own_mounts(report):
        mount("--bind", root, root)
        mount("-o", "remount,bind,ro", root)
        report.send(_unwritten(root))


def fill_small_disk(root: Path, copy: Path, report: Connection) -> None:
    """Add articles on a disk of 1 MiB until it is full, then copy what is there.

    Reports what was acknowledged, what is listed, the error, and a quote.
    """
    if not has_own_mounts(report):
        return
    mount("-t", "tmpfs", "-o", "size=1m", "none", root)
    library, acknowledged = Library(root), set()

    def fill() -> None:
        for number in range(1000):
            add_and_build(library, number, acknowledged)

    error = error_of(fill)
    shutil.copytree(root, copy)
    report.send((acknowledged, numbers_in(library), error, quoted(library, 0)))


def has_own_mounts(report: Connection) -> bool:
    """Part this process's mounts from all others'; reports the error if it can't."""
    user, group = os.getuid(), os.getgid()
    kinds = NEW_MOUNTS if user == 0 else NEW_MOUNTS | NEW_USERS
    if ctypes.CDLL(None, use_errno=True).unshare(kinds):
        number = ctypes.get_errno()
        report.send(OSError(number, os.strerror(number)))
        return False
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    mount("--make-rprivate", "/")
    return True


def mount(*arguments: str | Path) -> None:
    """Run the program `mount`."""
    subprocess.run(["mount", *map(str, arguments)], check=True)


def error_of(work: Callable[[], object]) -> str | None:
    """Give what is said when something fails, None where it doesn't."""
    try:
        work()
    except QuotewellError as error:
        return str(error)
    return None


def add_bundle(
    root: Path, checked: object, last_call: float, report: Connection
) -> None:
    """Store the articles of a file, as `check_file` gave them, killed as `work_until`.

    They are read once for all workers: a kill while reading would leave nothing.
    """
    library = Library(root)
    with patch("rag.library.adding.check_file", lambda *_: checked):
        report.send(_calls(last_call, lambda: add_file(library, b"", "")))


def work_until(job: Job, last_call: float, report: Connection) -> None:
    """Do a job, killed at its nth call of a function; reports their number after it.

    Calls are counted instead of seconds: those don't depend on the machine.
    """
    report.send(_calls(last_call, lambda: work(job, report)))


def _calls(last_call: float, do: Callable[[], object]) -> int:
    """Do something, killed at its nth call of a function; gives their number."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls >= last_call:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    do()
    sys.setprofile(None)
    return calls


def _in_environment(
    environment: dict[str, str], function: Callable[..., None], *arguments: object
) -> None:
    """Work with the environment of who asks, not with that of the first who did."""
    os.environ.update(environment)
    function(*arguments)


def begin(function: Callable[..., None], *arguments: object):
    """Start a worker; gives it and the end of the pipe that it reports to."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(
        target=_in_environment, args=(dict(os.environ), function, *arguments, there)
    )
    process.start()
    there.close()
    return process, here


def receive(pipe: Connection) -> object:
    """Wait for one report."""
    assert pipe.poll(PATIENCE_S)
    return pipe.recv()


def numbers_in(library: Library) -> set[int]:
    """Give the numbers of the articles that are listed."""
    names = (Path(stored.name).stem for stored in library.articles())
    return {int(name.removeprefix("story-")) for name in names}


def assert_whole(library: Library, numbers: set[int]) -> None:
    """These articles are listed, and after a rebuild each is answered from.

    Each has its question to begin with, too.
    """
    assert numbers_in(library) == numbers
    library.open(WordEncoder().identity)
    build_index(library, WordEncoder())
    assert library.pending() == []
    assistant = Assistant(library, WordEncoder())
    for number in numbers:
        assert f"zebrafact{number}." in first_quote(assistant, number)
    asked = [summary.questions for summary in assistant.articles()]
    lamps = {(f"What is the Zebralamp{number} used for?",) for number in numbers}
    assert set(asked) == lamps
    assert not list(library.root.rglob(f"{TEMPORARY_PREFIX}*"))
