"""The engine that searches a library's vectors, where a library has one (Milvus).

    --index milvus://HOST:PORT/NAME       a server, and a folder that servers share
    --index milvus+tls://HOST:PORT/NAME   the same by TLS, with a certificate
    --index milvus+lite:PATH              the same engine embedded, all in one folder

The folder holds all else: originals, texts, words, token vectors, and every vector as a
row to be read. It says in `engine.json` which engine it has; a generation names its
collections in `passages.engine` and the like, where on disk it has an index.

Which generation is in use, `current` says in the folder: one rename switches texts and
vectors together. The engine's alias NAME follows it, and claims the name.
"""

import re
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rag.disk import read_json, replace_json, write_json
from rag.errors import REBUILD, EngineError, IndexDamagedError, LibraryError, extra
from rag.library.generation.collection import COLLECTION, Collection, EngineVectors
from rag.library.generation.encodings import PASSAGES
from rag.library.generation.nearest import (
    Nearest,
    VectorHome,
    kept_rows,
    rows_path,
)
from rag.library.generation.vectors import EXACT_ROWS, ON_DISK
from rag.library.locks import writers_lock
from rag.types import Vectors

if TYPE_CHECKING:
    from rag.library.milvus import Milvus

RECORD = "engine.json"
LITE, LITE_FOLDER = "milvus+lite:", "vectors.db"
SERVER = re.compile(
    r"milvus(\+tls)?://([a-z0-9._-]+|\[[0-9a-f:]+\]):([0-9]{1,5})/([a-z_][a-z0-9_]{0,63})",
    re.ASCII | re.IGNORECASE,
)


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
        tls, host, port, name = found.groups()
        return EngineAddress(f"http{'s' if tls else ''}://{host}:{port}", name)
    raise LibraryError(
        f"{text!r} is no engine; write milvus://HOST:PORT/NAME, with a name of "
        "letters, digits and _, or milvus+lite:PATH"
    )


def adopt(root: Path, address: EngineAddress) -> None:
    """Have a library search its vectors in an engine, from the next build on.

    Raises:
        LibraryError: The folder can't be written.
    """
    if _is_at(home_of(root), address):
        return
    with writers_lock(root).held():
        known = home_of(root)
        if _is_at(known, address):  # another server has noted it meanwhile
            return
        library = known.library if isinstance(known, VectorEngine) else _id_of(root)
        said = {"server": address.server, "name": address.name, "library": library}
        replace_json(root / RECORD, said)


def _id_of(root: Path) -> str:
    """Give what tells a library from others: what its collections have, or a new one.

    Else nobody whose record was lost could have the name again that they hold.
    """
    for path in root.glob(f"*/*/{Path(PASSAGES).with_suffix(COLLECTION)}"):
        with suppress(IndexDamagedError):
            if collection := Collection.read(path):
                return collection.name.split("_")[-2]
    return uuid.uuid4().hex[:12]


def _is_at(home: VectorHome, address: EngineAddress) -> bool:
    return isinstance(home, VectorEngine) and (
        (home.server, home.name) == (address.server, address.name)
    )


def home_of(root: Path) -> VectorHome:
    """Give what searches the vectors of the library in a folder.

    Raises:
        LibraryError: The record of its engine can't be read.
    """
    try:
        return VectorEngine(root, **read_json(root / RECORD))
    except FileNotFoundError:
        return ON_DISK
    except (OSError, ValueError, TypeError) as error:
        raise LibraryError(
            f"{root / RECORD} can't be read; delete it, name the engine with --index "
            "again, and run `quotewell rebuild`"
        ) from error


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
        with extra("scale", "the engine", EngineError):
            from rag.library.milvus import connect
        return connect(self._address)

    def load(self, path: Path) -> Nearest:
        """Give what is searched in the engine; what was indexed on disk stays there."""
        collection = Collection.read(path)
        if collection is None:
            return ON_DISK.load(path)
        try:
            return EngineVectors(lambda: self.milvus, collection, kept_rows(path))
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
        is_new = self._claim()
        for path in folder.rglob(f"*{COLLECTION}"):
            self.load(path).check()
        if passages := Collection.read(folder / PASSAGES):
            self.milvus.point(self.name, passages.name, is_new=is_new)

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

    def _claim(self) -> bool:
        """Refuse a name that another library has; tells whether it is still free."""
        target = self.milvus.target(self.name)
        if target is not None and not target.startswith(self.prefix):
            raise LibraryError(
                f"{self.name} at {self.milvus.where} is another library's; name "
                "another one with --index, or that library's folder with --beside"
            )
        return target is None
