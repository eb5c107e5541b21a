"""How an engine is named and noted, and what is said where it can't be used."""

import fcntl
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from rag.disk import write_json
from rag.errors import EngineError, LibraryError
from rag.library.engine import (
    EngineAddress,
    VectorEngine,
    adopt,
    home_of,
    read_address,
)
from rag.library.generation.collection import Collection
from rag.library.library import Library
from rag.library.locks import Lock, writers_lock
from tests.alone import run_python


def test_nobody_listens(tmp_path: Path) -> None:
    """A server that isn't there is given up within seconds, not minutes."""
    adopt(tmp_path, EngineAddress("http://127.0.0.1:1", "papers"))
    home = home_of(tmp_path)
    assert isinstance(home, VectorEngine)
    with pytest.raises(EngineError, match=r"the engine at 127\.0\.0\.1:1 can't"):
        home.keep([])


def test_the_embedded_engine_is_one_programs_at_a_time(tmp_path: Path) -> None:
    """Whoever comes second is told to wait for the first."""
    adopt(tmp_path, EngineAddress("", "library"))
    folder = tmp_path / "vectors.db"
    folder.mkdir()
    home = home_of(tmp_path)
    with (folder / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(EngineError, match="end the program that has it open"):
            home.keep([])
    home.keep([])


def test_without_the_package_it_is_named(tmp_path: Path, monkeypatch) -> None:
    """And how it is installed."""
    monkeypatch.delitem(sys.modules, "rag.library.milvus", raising=False)
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    adopt(tmp_path, EngineAddress("", "library"))
    with pytest.raises(
        EngineError, match=r'pymilvus.*pip install "quotewell\[scale\]"'
    ):
        home_of(tmp_path).keep([])


def test_without_the_embedded_engine_it_is_named(tmp_path: Path, monkeypatch) -> None:
    """An image has the client alone; no other program is to be ended then."""
    monkeypatch.setitem(sys.modules, "milvus_lite.server_manager", None)
    adopt(tmp_path, EngineAddress("", "library"))
    with pytest.raises(
        EngineError, match=r"milvus-lite is re.*; run `pip install .*`$"
    ):
        home_of(tmp_path).keep([])


def test_servers_that_start_at_once_have_one_engine(tmp_path: Path, monkeypatch):
    """Who comes second to the lock takes what the first noted, name and all."""
    address = EngineAddress("http://db.lan:1", "papers")

    def lock_after_another(root: Path) -> Lock:
        monkeypatch.setattr("rag.library.engine.writers_lock", writers_lock)
        adopt(root, address)
        noted.append((root / "engine.json").read_bytes())
        return writers_lock(root)

    noted: list[bytes] = []
    monkeypatch.setattr("rag.library.engine.writers_lock", lock_after_another)
    adopt(tmp_path, address)
    assert [(tmp_path / "engine.json").read_bytes()] == noted


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("papers", None),
        ("./milvus", None),
        ("milvus://db.lan:19530/p_1", EngineAddress("http://db.lan:19530", "p_1")),
        ("milvus+tls://db.lan:1/p", EngineAddress("https://db.lan:1", "p")),
        ("milvus://[::1]:80/p", EngineAddress("http://[::1]:80", "p")),
        ("milvus+lite:a b/c", EngineAddress("", "library", Path("a b/c"))),
    ],
)
def test_addresses(text: str, address: EngineAddress | None) -> None:
    """A server and a name, an embedded engine's folder, or a folder without any."""
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "milvus://db.lan:19530",
        "milvus://db.lan/papers",
        "milvus://db.lan:19530/my-papers",
        "milvus://db.lan:19530/papers/more",
        "milvus://me@db.lan:19530/papers",
        "milvus:papers",
        "milvus+lite:",
        "milvus+ssl://db.lan:1/p",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """With how one is written."""
    with pytest.raises(LibraryError, match="milvus://HOST:PORT/NAME"):
        read_address(text)


def test_the_record_is_kept_and_follows_a_server_that_moves(tmp_path: Path) -> None:
    """The library's own name in the engine stays; the same address writes nothing."""
    adopt(tmp_path, EngineAddress("http://a:1", "papers"))
    first = (tmp_path / "engine.json").read_bytes()
    adopt(tmp_path, EngineAddress("http://a:1", "papers"))
    assert (tmp_path / "engine.json").read_bytes() == first
    before = home_of(tmp_path)
    adopt(tmp_path, EngineAddress("http://b:1", "papers"))
    after = home_of(tmp_path)
    assert isinstance(before, VectorEngine)
    assert isinstance(after, VectorEngine)
    assert before.prefix == after.prefix
    assert b"http://b:1" in (tmp_path / "engine.json").read_bytes()


def test_a_record_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    """And what mends it: then the library is the one whose collections it has."""
    address = EngineAddress("http://a:1", "my_papers")
    adopt(tmp_path, address)
    before = home_of(tmp_path)
    assert isinstance(before, VectorEngine)
    folder = tmp_path / "generations" / "0001"
    folder.mkdir(parents=True)
    made = Collection(f"{before.prefix}0123456789ab", 3, 8)
    write_json(folder / "passages.engine", asdict(made))
    (tmp_path / "engine.json").write_text("{}")
    with pytest.raises(LibraryError, match=r"engine.json can't be read; delete it"):
        Library(tmp_path)
    (tmp_path / "engine.json").unlink()
    adopt(tmp_path, address)
    after = home_of(tmp_path)
    assert isinstance(after, VectorEngine)
    assert after.prefix == before.prefix


def test_without_an_engine_nothing_of_it_is_imported(tmp_path: Path) -> None:
    """Neither by a library on disk nor by one that has an engine, until it is used."""
    program = f"""
import sys
from pathlib import Path
from rag.cli import main
from rag.library.engine import EngineAddress, adopt
assert main(["list", "--index", {str(tmp_path / "disk")!r}]) == 0
adopt(Path({str(tmp_path / "far")!r}), EngineAddress("http://127.0.0.1:1", "far"))
assert main(["list", "--index", {str(tmp_path / "far")!r}]) == 0
print({{"pymilvus", "milvus_lite", "grpc", "pyarrow"}} & {{*sys.modules}})
"""
    assert run_python(program).stdout == "set()\n"
