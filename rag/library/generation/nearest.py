"""Where a generation's vectors are searched: on disk, or in an engine beside it.

What reads a generation knows neither: it gets a `Nearest` for each kind of vector from
the library's `VectorHome`. The vectors themselves are in files of the generation in any
case, so that one is read, or taken over by the next build, where it lies.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import REBUILD, IndexMismatchError
from rag.library.generation.records import mapped
from rag.types import Vectors

Rows = NDArray[np.int64]


class Nearest(Protocol):
    """Unit vectors, numbered from 0 in the order they were written."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    def check(self) -> None:
        """Raise `GenerationError` unless those that were written can be searched."""

    def search(
        self, vector: Vectors, top_k: int, parts: Sequence[range] | None = None
    ) -> tuple[Rows, Vectors]:
        """Find the rows nearest to one unit vector of shape (dimension,), best first.

        Args:
            vector: A unit vector.
            top_k: How many rows at most, 1 or more.
            parts: Search only these rows, ranges in ascending order that don't
                overlap; None searches all.

        Returns:
            Row numbers and their inner products (-1 to 1), shape (k,) each.

        Raises:
            IndexMismatchError: The vector has another length than the index's.
            EngineError: The engine can't be reached.
        """

    def rows(self, start: int, end: int) -> Vectors:
        """Copy the vectors of rows start to end - 1; shape (end - start, dimension)."""


class VectorHome(Protocol):
    """Indexes the vectors of a library's generations, and gives them to be searched."""

    def load(self, path: Path) -> Nearest:
        """Open the index that `index` made; `IndexDamagedError` where it can't be."""

    def index(self, path: Path, rows: Vectors) -> None:
        """Index the vectors (n, dimension) that lie at `rows_path(path)`."""

    def use(self, folder: Path) -> None:
        """Learn that the generation in a folder is about to be the one in use."""

    def keep(self, folders: Iterable[Path]) -> None:
        """Delete what belongs to none of the generations in these folders."""


def rows_path(path: Path) -> Path:
    """Name the file that keeps the vectors whose index is called `path`."""
    return path.with_suffix(".npy")


def kept_rows(path: Path) -> Vectors:
    """Map the vectors whose index is called `path`, shape (n, dimension)."""
    return mapped(rows_path(path))


def each_row(parts: Sequence[range]) -> Rows:
    """Number the rows of ranges; one by one thousands of them would take long.

    Example:
        >>> each_row([range(2), range(5, 7)]).tolist()
        [0, 1, 5, 6]
    """
    counts = np.array([len(part) for part in parts], np.int64)
    starts = np.array([part.start for part in parts], np.int64)
    before = np.cumsum(counts) - counts
    rows: Rows = np.arange(counts.sum()) + np.repeat(starts - before, counts)
    return rows


def check_length(vector: Vectors, dimension: int) -> None:
    """Refuse a vector of another length than the index's."""
    if vector.shape[-1] != dimension:
        raise IndexMismatchError(
            f"the index has {dimension} dimensions, the question {vector.shape[-1]}",
            REBUILD,
        )
