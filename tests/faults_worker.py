"""What the fault tests run in processes of their own, to be killed or starved."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from rag.assistant import Assistant
from rag.errors import QuotewellError
from rag.indexing import build_index
from rag.journal import FILE_NAME, Journal
from rag.library import Library
from rag.storage import TEMPORARY_PREFIX
from tests.fakes import WordEncoder

NOBODY = 65534
PATIENCE_S = 60

# Forked from a process that has imported this module: each worker starts at once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults_worker"])


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
    if job.name == "add":
        library.add(article(job.number), f"story-{job.number}.txt")
        report.send("stored")
    elif job.name == "remove":
        found = [s for s in library.articles() if s.name == f"story-{job.number}.txt"]
        library.remove(found[0].id)
        report.send("removed")
    build_index(library, WordEncoder())
    report.send("built")


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


def build_with_small_files(root: Path, limit: int, report: Connection) -> None:
    """Build where no file may grow beyond `limit` bytes; reports the error's text."""
    # Python ignores SIGXFSZ, so that writing fails as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    report.send(_error_of(lambda: build_index(Library(root), WordEncoder())))


def use_without_rights(root: Path, number: int, report: Connection) -> None:
    """Ask, list and write as a user who may only read; reports what came of each."""
    # From inside the folder, as the ones above it may be closed to that user.
    os.chdir(root)
    library = Library(Path())
    quoted(library, number)
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    names = [stored.name for stored in library.articles()]
    refused = _error_of(lambda: library.add(b"Anything else.", "else.txt"))
    journal = Journal(Path(FILE_NAME))
    judged = [verdict.question for verdict in journal.verdicts()]
    unkept = _error_of(lambda: journal.record("What else?", "none"))
    quote = quoted(Library(Path()), number)
    report.send(Unwritten(quote, names, judged, refused, unkept))


def _error_of(work: Callable[[], object]) -> str | None:
    try:
        work()
    except QuotewellError as error:
        return str(error)
    return None


def timed(job: Job, report: Connection) -> None:
    """Do a job to its end and report the seconds that it took."""
    started = time.perf_counter()
    work(job, report)
    report.send(time.perf_counter() - started)


def begin(function: Callable[..., None], *arguments: object):
    """Start a worker; gives it and the end of the pipe that it reports to."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=function, args=(*arguments, there))
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
