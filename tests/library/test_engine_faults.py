"""What happens to an engine, or on the way to it, loses nothing and spoils no answer.

Killed, cut off, crowded or ahead of its time: each test ends with what
`assert_mended` sees. No program that asks is started anew for that.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread, Timer

import pytest

from rag.asking.assistant import Assistant
from rag.errors import EngineError
from rag.library import milvus
from rag.library.engine import EngineAddress, adopt
from rag.library.library import Library
from tests.engine_faults import (
    AWAY,
    add,
    assert_away,
    assert_mended,
    client_of,
    collections,
    engine_of,
    fill_disk_while_built,
    impatient,
    just_before,
    until_answered,
)
from tests.fakes import WordEncoder
from tests.faults_worker import (
    PATIENCE_S,
    add_many,
    assert_whole,
    begin,
    build_index,
    first_quote,
    numbers_in,
    receive,
    small_library,
)
from tests.library.test_engine import ALONE
from tests.library.test_faults import on_own_disk
from tests.milvus_server import ROOT, SOON_BACK, LentServer, lent_server

pytestmark = ALONE
CLOCKS = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


@pytest.fixture(scope="module")
def server(milvus_programs: Path) -> Iterator[LentServer]:
    """Run a server to which things happen."""
    with lent_server(SOON_BACK, programs=milvus_programs) as running:
        yield running


@pytest.fixture(scope="module")
def library(server: LentServer, tmp_path_factory) -> Library:
    """Give a library in that server; tests add to its two articles."""
    root = tmp_path_factory.mktemp("faults") / "stories"
    adopt(root, address(server))
    return small_library(root)


def address(server: LentServer, name: str = "stories") -> EngineAddress:
    """Say where a library of that name is."""
    return EngineAddress(f"http://127.0.0.1:{server.port}", name)


@pytest.fixture
def assistant(library: Library) -> Assistant:
    """Give one that has answered before anything happens."""
    asked = Assistant(library, WordEncoder())
    until_answered(asked)
    return asked


def test_a_server_killed_while_asked(server, library, assistant) -> None:
    """Killed in the middle of a question, it is away for it, for the next, and a build.

    What is added meanwhile waits for the build after its start.
    """
    with (
        just_before(client_of(library), "search", lambda: server.suffer("kill")),
        impatient(),
        pytest.raises(EngineError, match=AWAY),
    ):
        first_quote(assistant, 0)
    assert_away(library, assistant)
    with impatient(), pytest.raises(EngineError, match=AWAY):
        build_index(library, WordEncoder())
    assert library.pending()
    server.suffer("start")
    assert_mended(library, assistant, numbers_in(library))


def test_a_server_killed_while_built(server, library, assistant, monkeypatch) -> None:
    """Killed before it gets the vectors, and started again: the build waits for it."""
    monkeypatch.setattr(milvus, "AWAY_S", PATIENCE_S)
    there = {*numbers_in(library), add(library)}
    start = Thread(target=server.suffer, args=("start",))

    def kill() -> None:
        server.suffer("kill")
        assert_away(library, assistant)
        start.start()

    with just_before(client_of(library), "upsert", kill):
        assert len(build_index(library, WordEncoder()).articles) == len(there)
    start.join()
    assert_mended(library, assistant, there | {max(there) + 1})


def test_a_network_that_is_cut(server, library, assistant, monkeypatch) -> None:
    """Nothing comes and nothing is refused: a question gives up, a build waits."""
    monkeypatch.setattr(milvus, "AWAY_S", PATIENCE_S)
    there = {*numbers_in(library), add(library)}

    def cut() -> None:
        server.suffer("cut")
        assert_away(library, assistant)
        Timer(0.2, server.suffer, ["join"]).start()

    with just_before(client_of(library), "upsert", cut):
        assert len(build_index(library, WordEncoder()).articles) == len(there)
    assert_mended(library, assistant, there | {max(there) + 1})


@pytest.mark.parametrize("step", ["upsert", "flush", "alter_alias"])
def test_an_embedded_engine_whose_disk_is_full(tmp_path, step: str) -> None:
    """It is the library's, too: said in one line, and mended by room alone."""
    error = on_own_disk(fill_disk_while_built, tmp_path, step)
    assert "No space left" in error
    assert "; free space on its disk" in error


def test_two_builders_of_one_library(library, assistant) -> None:
    """They take turns: at the same time both add an article, and index it."""
    first = max(numbers_in(library)) + 1
    ranges = range(first, first + 1), range(first + 1, first + 2)
    writers = [begin(add_many, library.root, numbers) for numbers in ranges]
    assert [receive(pipe) for _, pipe in writers] == ["done", "done"]
    for process, _ in writers:
        process.join()
    assert_mended(library, assistant, set(range(first + 2)))


def test_two_libraries_that_take_one_name_at_once(server, tmp_path) -> None:
    """Whoever comes second is refused, and may take another; the first has the name."""

    def called(folder: str, name: str) -> Library:
        adopt(tmp_path / folder, address(server, name))
        return Library(tmp_path / folder)

    first, second = called("first", "twice"), called("second", "twice")
    for library in (first, second):
        add(library)
    with (
        just_before(milvus.Milvus, "point", lambda: build_index(first, WordEncoder())),
        pytest.raises(EngineError, match=r"alias.*; .* or name another with --index"),
    ):
        build_index(second, WordEncoder())
    assert engine_of(first).target("twice") in collections(first)
    assert_mended(first, Assistant(first, WordEncoder()), {0})
    assert_whole(called("second", "another"), {0})


def test_a_clock_that_goes_forth_and_back(server, library, assistant, tmp_path) -> None:
    """By more than a year, while a program builds and asks.

    It adds two articles; what it saw of the clock is two different years.
    """
    if CLOCKS is None:
        pytest.skip("this system has no libfaketime")
    there = numbers_in(library)
    clock = tmp_path / "clock"
    clock.write_text("+0")
    run = subprocess.run(
        [sys.executable, "-m", "tests.engine_faults", library.root, clock],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ
        | {
            "LD_PRELOAD": str(CLOCKS),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        },
        check=False,
    )
    assert run.returncode == 0, run.stderr
    late, early = map(int, run.stdout.split())
    assert late > datetime.now().year > early
    assert_mended(library, assistant, there | {max(there) + 1, max(there) + 2})
