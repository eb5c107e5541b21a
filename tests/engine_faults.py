"""What the tests of faults of an engine share; run as a program, it moves its clock."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.asking.assistant import Assistant
from rag.disk import replace_file
from rag.errors import EngineError
from rag.library import milvus
from rag.library.engine import EngineAddress, VectorEngine, adopt
from rag.library.generation import patience
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import (
    PATIENCE_S,
    article,
    assert_whole,
    build_index,
    error_of,
    first_quote,
    has_own_mounts,
    mount,
    numbers_in,
    quoted,
    small_library,
)

if TYPE_CHECKING:
    from pymilvus import MilvusClient

LOOK_S, DISK = 0.2, "100m"
AWAY = r"^the index can't be reached: the engine at \S+ can't be used \(.+\); \w[^\n]+$"


def engine_of(library: Library) -> milvus.Milvus:
    """Give the engine that a library has."""
    assert isinstance(library.home, VectorEngine)
    return library.home.milvus


def client_of(library: Library) -> "MilvusClient":
    """Give the client of that engine, which has been used."""
    client = engine_of(library)._client
    assert client
    return client


def collections(library: Library) -> list[str]:
    """List what a library has in its engine, if it has one."""
    home = library.home
    return home.milvus.names(home.prefix) if isinstance(home, VectorEngine) else []


@contextmanager
def just_before(
    owner: object, step: str, event: Callable[[], object]
) -> Iterator[None]:
    """Have something happen once, before a step that `owner` takes inside."""
    real, steps = getattr(owner, step), []

    def happen(*arguments, **options):
        steps.append(step)
        if len(steps) == 1:
            event()
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, step, happen)
        yield
    assert steps


@contextmanager
def impatient() -> Iterator[None]:
    """Give up soon what won't come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(milvus, "AWAY_S", 0.1)
        patch.setattr(patience, "ASK_S", 0.3)
        yield


def add(library: Library) -> int:
    """Add the next article, which is acknowledged; gives its number."""
    number = max(numbers_in(library), default=-1) + 1
    library.add(article(number), f"story-{number}.txt")
    return number


def assert_away(library: Library, assistant: Assistant) -> None:
    """Whoever asks is told so in one line; articles are listed and added all the same.

    Those who asked before, and those who begin now.
    """
    for ask in (lambda: first_quote(assistant, 0), lambda: quoted(library, 0)):
        with impatient(), pytest.raises(EngineError, match=AWAY):
            ask()
    assert add(library) in numbers_in(library)


def until_answered(assistant: Assistant) -> None:
    """Ask again and again, until the engine has loaded what it had."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            assert "zebrafact0." in first_quote(assistant, 0)
            return
        except EngineError:
            assert time.monotonic() < end
            time.sleep(LOOK_S)


def assert_mended(library: Library, assistant: Assistant, numbers: set[int]) -> None:
    """All is as if nothing had happened, for whoever asked before, too.

    These articles are there, each is answered from, every quote stands in its original
    where it is said to stand, and the engine has the generations that the folder has,
    two collections each.
    """
    until_answered(assistant)
    assert_whole(library, numbers)
    originals = {s.id: library.originals.read(s).text for s in library.articles()}
    for number in numbers:
        for found in assistant.ask(f"What is zebrafact{number}?").citations:
            text = originals[found.article_id]
            assert text[found.start : found.end] == found.quote
    assert len(collections(library)) == 2 * len(library.generations.numbers())


def fill_disk_while_built(root: Path, step: str, report: Connection) -> None:
    """Have the disk that a library and its embedded engine lie on be full meanwhile.

    Reports the error, once all is mended.
    """
    if not has_own_mounts(report):
        return
    mount("-t", "tmpfs", "-o", f"size={DISK}", "none", root)
    adopt(root, EngineAddress("", "library"))
    library = small_library(root)
    assistant = Assistant(library, WordEncoder())
    until_answered(assistant)
    numbers = {0, 1, add(library)}

    def fill() -> None:
        mount("-o", f"remount,size={shutil.disk_usage(root).used}", root)

    with just_before(client_of(library), step, fill):
        error = error_of(lambda: build_index(library, WordEncoder()))
    assert "zebrafact0." in first_quote(assistant, 0)
    mount("-o", f"remount,size={DISK}", root)
    assert_mended(library, assistant, numbers)
    report.send(error)


def set_clock(clock: Path, shift: str) -> None:
    """Have a clock go wrong by so much, at once for all threads that look at it."""
    replace_file(clock, shift.encode())


def live_through(root: Path, clock: Path) -> None:
    """Add, build and ask while the clock goes forth and back; says what it showed."""
    library = Library(root)
    client = engine_of(library)._connected(float)
    for step, shift in (("upsert", "+400d"), ("describe_alias", "-400d")):
        assistant = Assistant(library, WordEncoder())
        number = add(library)
        with just_before(client, step, lambda to=shift: set_clock(clock, to)):
            build_index(library, WordEncoder())
        sys.stdout.write(f"{datetime.now().year}\n")
        with just_before(client, "search", lambda: set_clock(clock, "+0")):
            assert f"zebrafact{number}." in first_quote(assistant, number)
        assert library.pending() == []


if __name__ == "__main__":
    live_through(*map(Path, sys.argv[1:]))
