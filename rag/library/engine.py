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
from itertools import chain
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

LITE, LITE_FOLDER = "milvus+lite:", "vectors.db"
SERVER = re.compile(
    r"milvus://([a-z0-9._-]+|\[[0-9a-f:]+\]):([0-9]{1,5})/([a-z_][a-z0-9_]{0,63})",
    re.ASCII | re.IGNORECASE,
)
MAX_RANGES = 200
"""Ranges of rows that one search names; the engine reads them out of a text."""


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """An engine's server, and what a library is called there.

    `server` is empty for the embedded engine, which lies in the library's `folder`.
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
    if path := text.removeprefix(LITE).removeprefix(text):
        return EngineAddress("", "library", Path(path))
    if found := SERVER.fullmatch(text):
        host, port, name = found.groups()
        return EngineAddress(f"http://{host}:{port}", name)
    raise LibraryError(
        f"{text!r} is no engine; write milvus://HOST:PORT/NAME, with a name of "
        "letters, digits and _, or milvus+lite:PATH"
    )


def adopt(root: Path, address: EngineAddress) -> None:
    """Have a library search its vectors in an engine, from the next build on.

    Raises:
        LibraryError: The folder can't be written.
    """
    known, library = home_of(root), uuid.uuid4().hex[:12]
    if isinstance(known, VectorEngine):
        if (known.server, known.name) == (address.server, address.name):
            return
        library = known.library
    said = {"server": address.server, "name": address.name, "library": library}
    with writers_lock(root).held():
        replace_file(root / RECORD, sealed(said))


def home_of(root: Path) -> VectorHome:
    """Give what searches the vectors of the library in a folder.

    Raises:
        LibraryError: The record of its engine can't be read.
    """
    try:
        return VectorEngine(root, **unsealed((root / RECORD).read_bytes()))
    except FileNotFoundError:
        return ON_DISK
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

    @classmethod
    def read(cls, path: Path) -> "Collection | None":
        """Say which one the index called `path` is; None where it is none.

        Raises:
            IndexDamagedError: What says so can't be read.
        """
        said = path.with_suffix(COLLECTION)
        try:
            return cls(**unsealed(said.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamagedError(f"{said.name} can't be read", REBUILD) from error


class VectorEngine:
    """The vectors of one library in an engine (a `VectorHome`).

    Args:
        root: The library's folder.
        server: The engine's address, empty for the embedded one.
        name: What the library is called there.
        library: Tells it from others that are called so, in other folders.
    """

    def __init__(self, root: Path, server: str, name: str, library: str) -> None:
        self.server, self.name, self.library = server, name, library
        self.prefix = f"{name}_{library}_"
        self._address = server or str(root.absolute() / LITE_FOLDER)

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
        return connect(self._address)

    def load(self, path: Path) -> Nearest:
        """Give what is searched in the engine; what was indexed on disk stays there."""
        collection = Collection.read(path)
        if collection is None:
            return ON_DISK.load(path)
        try:
            return EngineVectors(self, collection, kept_rows(path))
        except (OSError, ValueError) as error:
            reason = f"{rows_path(path).name} can't be read as vectors"
            raise IndexDamagedError(reason, REBUILD) from error

    def index(self, path: Path, rows: Vectors) -> None:
        """Index vectors in a new collection, and note which one that is."""
        made = Collection(f"{self.prefix}{uuid.uuid4().hex[:12]}", *rows.shape)
        self.milvus.fill(made.name, rows, exact=len(rows) <= EXACT_ROWS)
        write_json(path.with_suffix(COLLECTION), asdict(made))

    def use(self, folder: Path) -> None:
        """Point the alias to a generation, once all of it can be searched.

        Raises:
            LibraryError: The alias is another library's.
            GenerationError: A collection is missing or another, or the engine is away.
        """
        self._claim()
        for path in folder.rglob(f"*{COLLECTION}"):
            self.load(path).check()
        if passages := Collection.read(folder / PASSAGES):
            self.milvus.point(self.name, passages.name)

    def keep(self, folders: Iterable[Path]) -> None:
        """Drop the collections of no generation, which killed builds leave, too."""
        self._claim()
        known: set[str] = set()
        for path in chain.from_iterable(f.rglob(f"*{COLLECTION}") for f in folders):
            with suppress(IndexDamagedError):
                if collection := Collection.read(path):
                    known.add(collection.name)
        for name in set(self.milvus.names(self.prefix)) - known:
            self.milvus.drop(name)

    def _claim(self) -> None:
        """Refuse a name that another library has."""
        target = self.milvus.target(self.name)
        if target is not None and not target.startswith(self.prefix):
            raise LibraryError(
                f"{self.name} at {self.milvus.where} is another library's; name "
                "another one with --index, or that library's folder with --beside"
            )


class EngineVectors:
    """Vectors that are searched in an engine, and read in the generation's folder.

    Args:
        engine: Where they are searched.
        collection: What they are called there.
        rows: The vectors, shape (n, dimension).
    """

    def __init__(
        self, engine: VectorEngine, collection: Collection, rows: Vectors
    ) -> None:
        self._engine, self.collection, self._rows = engine, collection, rows
        self._is_checked = False

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self.collection.dimension

    def check(self) -> None:
        """See that the collection is there and loaded, and has all vectors.

        Raises:
            IndexDamagedError: It isn't there, or is another.
            EngineError: The engine can't be reached.
        """
        wanted, milvus = self.collection, self._engine.milvus
        for rows, dimension in (self._rows.shape, milvus.open(wanted.name)):
            if (rows, dimension) != (wanted.rows, wanted.dimension):
                raise IndexDamagedError(
                    f"there are {rows} vectors of {dimension} dimensions for "
                    f"{wanted.name} at {milvus.where}, expected {wanted.rows} of "
                    f"{wanted.dimension}",
                    REBUILD,
                )
        self._is_checked = True

    def search(
        self, vector: Vectors, top_k: int, parts: Sequence[range] | None = None
    ) -> tuple[Rows, Vectors]:
        """Find the rows nearest to a vector (see `Nearest`).

        Exact among up to `EXACT_ROWS` vectors; of more a server has a graph (HNSW).
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
            self._engine.milvus.search(self.collection.name, vector, top_k, some)
            for some in _in_turn(parts, is_all=searched == len(self))
        ]
        rows, scores = (np.concatenate(each) for each in zip(*found, strict=True))
        best = np.lexsort((-rows, -scores))[:top_k]  # of equals in FAISS's order
        return rows[best], scores[best]

    def rows(self, start: int, end: int) -> Vectors:
        """Copy the vectors of rows start to end - 1."""
        return self._rows[start:end].copy()


def _in_turn(parts: Sequence[range], *, is_all: bool) -> Iterable[Sequence[range]]:
    """Give as many ranges at a time as one search names; none of them for all rows."""
    if is_all:
        return [()]
    starts = range(0, len(parts), MAX_RANGES)
    return [parts[start : start + MAX_RANGES] for start in starts]
