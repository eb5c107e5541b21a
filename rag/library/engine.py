"""The engine that searches a library's vectors, where a library has one (Milvus).

    --index milvus://HOST:PORT/NAME       a server, and a folder that servers share
    --index milvus+lite:PATH              the same engine embedded, all in one folder

The folder holds all else: originals, texts, words, token vectors, and every vector as a
row to be read. It says in `engine.json` which engine it has; a generation names its
collections in `passages.engine` and the like, where on disk it has an index.

Which generation is in use, `current` says in the folder: one rename switches texts and
vectors together. The engine's alias NAME follows it, and claims the name.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.disk import replace_file, sealed, unsealed, write_json
from rag.errors import REBUILD, EngineError, IndexDamagedError, LibraryError
from rag.library.generation.encodings import PASSAGES
from rag.library.generation.nearest import (
    Nearest,
    Rows,
    VectorHome,
    check_length,
    kept_rows,
    rows_path,
)
from rag.library.generation.vectors import EXACT_ROWS, ON_DISK
from rag.library.locks import writers_lock
from rag.types import Vectors

if TYPE_CHECKING:
    from rag.library.milvus import Milvus

RECORD = "engine.json"
COLLECTION = ".engine"
"""What stands for an index that is a collection; its vectors lie beside it."""

LITE_FOLDER = "vectors.db"
LITE = "milvus+lite:"
SERVER = re.compile(
    r"milvus://(?P<host>[a-z0-9._-]+|\[[0-9a-f:]+\]):(?P<port>[0-9]{1,5})"
    r"/(?P<name>[a-z_][a-z0-9_]{0,63})",
    re.ASCII | re.IGNORECASE,
)
MAX_RANGES = 200
"""Ranges of rows that one search names; the engine reads them out of a text."""


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where an engine is.

    `server` is its address, empty for the embedded one, which lies in `folder`; `name`
    is what the library is called there.
    """

    server: str
    name: str
    folder: Path | None = None


def read_address(text: str) -> EngineAddress | None:
    """Read what `--index` says of an engine; None where it names a folder.

    Raises:
        LibraryError: It begins as an engine's address and is none.

    Example:
        >>> read_address("milvus://db.lan:19530/papers")
        EngineAddress(server='http://db.lan:19530', name='papers', folder=None)
    """
    if not text.startswith(("milvus:", "milvus+")):
        return None
    path = text.removeprefix(LITE)
    if path not in ("", text):
        return EngineAddress("", "library", Path(path))
    found = SERVER.fullmatch(text)
    if found is None:
        raise LibraryError(
            f"{text!r} is no engine; write milvus://HOST:PORT/NAME, with a name of "
            "letters, digits and _, or milvus+lite:PATH"
        )
    return EngineAddress(f"http://{found['host']}:{found['port']}", found["name"])


@dataclass(frozen=True, slots=True)
class EngineRecord:
    """What `engine.json` says; `library` tells libraries apart that share an engine."""

    server: str
    name: str
    library: str


def adopt(root: Path, address: EngineAddress) -> None:
    """Have a library search its vectors in an engine, from the next build on.

    Raises:
        LibraryError: The folder can't be written.
    """
    known = _read_record(root) if (root / RECORD).exists() else None
    if known and (known.server, known.name) == (address.server, address.name):
        return
    library = known.library if known else uuid.uuid4().hex[:12]
    record = EngineRecord(address.server, address.name, library)
    with writers_lock(root).held():
        replace_file(root / RECORD, sealed(asdict(record)))


def home_of(root: Path) -> VectorHome:
    """Give what searches the vectors of the library in a folder.

    Raises:
        LibraryError: The record of its engine can't be read.
    """
    has_engine = (root / RECORD).exists()
    return VectorEngine(root, _read_record(root)) if has_engine else ON_DISK


def _read_record(root: Path) -> EngineRecord:
    try:
        return EngineRecord(**unsealed((root / RECORD).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise LibraryError(
            f"{root / RECORD} can't be read; delete it, name the engine with --index "
            "again, and run `quotewell rebuild`"
        ) from error


@dataclass(frozen=True, slots=True)
class Collection:
    """What a generation says of one collection that it has in the engine."""

    name: str
    rows: int
    dimension: int


def _read_collection(path: Path) -> Collection | None:
    """Read which collection the index called `path` is; None where it is none.

    Raises:
        IndexDamagedError: What says so can't be read.
    """
    said = path.with_suffix(COLLECTION)
    try:
        return Collection(**unsealed(said.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamagedError(f"{said.name} can't be read", REBUILD) from error


def _collections(folder: Path) -> list[Collection]:
    """List the collections of a generation, those that can be read."""
    found = []
    for path in folder.rglob(f"*{COLLECTION}"):
        with suppress(IndexDamagedError):
            found.append(_read_collection(path))
    return [each for each in found if each is not None]


class VectorEngine:
    """The vectors of one library in an engine (a `VectorHome`).

    Args:
        root: The library's folder.
        record: Which engine it is, and what the library is called there.
    """

    def __init__(self, root: Path, record: EngineRecord) -> None:
        self._root = root
        self._name = record.name
        self._server = record.server
        # Of this library alone, though another folder were given the same name.
        self.prefix = f"{record.name}_{record.library}_"

    @cached_property
    def milvus(self) -> "Milvus":
        """The connection, made when it is first asked for.

        Raises:
            EngineError: There is none to be had.
        """
        try:
            from rag.library.milvus import connect
        except ModuleNotFoundError as error:
            raise EngineError(
                f"the engine needs the package {error.name}, which isn't installed",
                'run `pip install "quotewell[scale]"`',
            ) from error
        return connect(self._server or str(self._root.absolute() / LITE_FOLDER))

    def load(self, path: Path) -> Nearest:
        """Give what is searched in the engine; what was indexed on disk stays there."""
        collection = _read_collection(path)
        if collection is None:
            return ON_DISK.load(path)
        try:
            return EngineVectors(self, collection, kept_rows(path))
        except (OSError, ValueError) as error:
            reason = f"{rows_path(path).name} can't be read as vectors"
            raise IndexDamagedError(reason, REBUILD) from error

    def index(self, path: Path, rows: Vectors) -> None:
        """Index vectors in a new collection, and note which one that is."""
        name = f"{self.prefix}{uuid.uuid4().hex[:12]}"
        self.milvus.fill(name, rows, exact=len(rows) <= EXACT_ROWS)
        said = Collection(name, *rows.shape)
        write_json(path.with_suffix(COLLECTION), asdict(said))

    def use(self, folder: Path) -> None:
        """Point the alias to a generation, once all of it can be searched.

        Raises:
            LibraryError: The alias is another library's.
            IndexDamagedError: A collection isn't there, or is another.
            EngineError: The engine can't be reached.
        """
        self._claim()
        for path in folder.rglob(f"*{COLLECTION}"):
            self.load(path).check()
        collection = _read_collection(folder / PASSAGES)
        if collection is not None:
            self.milvus.point(self._name, collection.name)

    def keep(self, folders: Iterable[Path], used: Path | None) -> None:
        """Drop collections of no generation; only those in use stay in memory."""
        self._claim()
        known = {each.name: f for f in folders for each in _collections(f)}
        for name in self.milvus.names(self.prefix):
            if name not in known:
                self.milvus.drop(name)
            elif known[name] != used:
                self.milvus.release(name)

    def _claim(self) -> None:
        """Refuse a name that another library has."""
        target = self.milvus.target(self._name)
        if target is not None and not target.startswith(self.prefix):
            raise LibraryError(
                f"{self._name} at {self.milvus.where} is another library's; name "
                "another one with --index, or that library's folder with --beside"
            )


class EngineVectors:
    """Vectors that are searched in an engine, and read from the generation's folder.

    Args:
        engine: Where they are searched.
        collection: What they are called there.
        rows: The vectors, shape (n, dimension).
    """

    def __init__(
        self, engine: VectorEngine, collection: Collection, rows: Vectors
    ) -> None:
        self._engine = engine
        self.collection = collection
        self._rows = rows
        self._is_checked = False

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self.collection.dimension

    def check(self) -> None:
        """See that the collection is there, loaded, and has all vectors.

        Raises:
            IndexDamagedError: It isn't there, or is another.
            EngineError: The engine can't be reached.
        """
        wanted, milvus = self.collection, self._engine.milvus
        found = milvus.open(wanted.name)
        if (wanted.rows, wanted.dimension) != found:
            raise IndexDamagedError(
                f"the engine at {milvus.where} has {found[0]} vectors of {found[1]} "
                f"dimensions in {wanted.name}, expected {wanted.rows} of "
                f"{wanted.dimension}",
                REBUILD,
            )
        self._is_checked = True

    def search(
        self, vector: Vectors, top_k: int, parts: Sequence[range] | None = None
    ) -> tuple[Rows, Vectors]:
        """Find the rows nearest to a vector (see `Nearest`).

        Exact among up to `EXACT_ROWS` vectors; of more the engine has a graph (HNSW).
        """
        check_length(vector, self.dimension)
        parts = [range(len(self))] if parts is None else parts
        searched = sum(map(len, parts))
        if searched == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if not self._is_checked:
            self.check()
        top_k = min(top_k, searched)
        found = [
            self._engine.milvus.search(self.collection.name, vector, top_k, wanted)
            for wanted in _filters(parts, is_all=searched == len(self))
        ]
        rows, scores = (np.concatenate(each) for each in zip(*found, strict=True))
        best = np.lexsort((-rows, -scores))[:top_k]  # of equals in FAISS's order
        return rows[best], scores[best]

    def rows(self, start: int, end: int) -> Vectors:
        """Copy the vectors of rows start to end - 1."""
        return self._rows[start:end].copy()


def _filters(parts: Sequence[range], *, is_all: bool) -> list[str]:
    """Say which rows to search, in expressions of a length that the engine takes."""
    if is_all:
        return [""]
    said = [f"(row >= {part.start} and row < {part.stop})" for part in parts]
    starts = range(0, len(said), MAX_RANGES)
    return [" or ".join(said[start : start + MAX_RANGES]) for start in starts]
