"""An index that is a collection in an engine: what says so, and how it is searched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.disk import read_json
from rag.errors import REBUILD, EngineError, IndexDamagedError
from rag.library.generation.nearest import Rows, check_length
from rag.types import Vectors

if TYPE_CHECKING:
    from rag.library.milvus import Milvus

COLLECTION = ".engine"
"""What stands for an index that is a collection; its vectors lie beside it."""

MAX_RANGES = 200
"""Ranges of rows that one search names; the engine reads them out of a text."""


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
            return cls(**read_json(said))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamagedError(f"{said.name} can't be read", REBUILD) from error


class EngineVectors:
    """Vectors that are searched in an engine, and read in the generation's folder.

    Args:
        engine: Connects to where they are searched.
        collection: What they are called there.
        rows: The vectors, shape (n, dimension).
    """

    def __init__(
        self, engine: "Callable[[], Milvus]", collection: Collection, rows: Vectors
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
        wanted, milvus = self.collection, self._engine()
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
        try:
            found = [
                self._engine().search(self.collection.name, vector, top_k, some)
                for some in _in_turn(parts, is_all=searched == len(self))
            ]
        except EngineError:
            self._is_checked = False  # an engine that comes back may have lost it
            raise
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
