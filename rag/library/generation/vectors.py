"""Nearest-vector search with FAISS, the only module that imports it.

Few vectors are compared one by one. Many are parted into lists of neighbours, with
eight bits a component (FAISS's IVF with a scalar quantizer): a question looks into the
nearest lists, and what it finds there is scored anew by the vectors themselves. These
are kept in any case, and read from the disk where they lie.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from rag.errors import REBUILD, IndexDamagedError
from rag.library.generation.nearest import (
    Rows,
    check_length,
    each_row,
    kept_rows,
    rows_path,
)
from rag.library.generation.records import RowFile
from rag.types import Vectors

EXACT_ROWS = 65_536
"""So many vectors at most are compared one by one: of 384 components that takes about
10 ms on one core."""

LISTS_PER_ROOT = 2
"""Lists for each unit of the square root of the number of vectors."""

PROBED_LISTS = 128
"""Lists that a question looks into. Measured with real questions (all-MiniLM-L6-v2):
of the 20 nearest of 29,000 real sentences 99.4 % are found, of 100,000 and 1,000,000
vectors that resemble them 98.9 % and 99.1 % (half as many lists: 98.4, 97.6, 98.6)."""

TRAINING_ROWS = 64
"""Vectors a list that the lists' centres are found from."""

RESCORED = 2
"""How many times the vectors asked for are scored by the vectors themselves: without
it half a point fewer of the nearest 20 are found, more changes nothing."""

BLOCK_ROWS = 65_536
"""Vectors added to an index at a time, to bound memory."""


class VectorIndex:
    """Inner-product search over unit vectors; rows count from 0.

    Args:
        index: A FAISS index of the vectors, flat or parted into lists.
        rows: The vectors, shape (n, dimension).
    """

    def __init__(self, index: "faiss.Index", rows: Vectors) -> None:
        # FAISS's type hints lack what its classes have.
        self._index: Any = index
        self._rows = rows

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Open an index that `VectorWriter` wrote, mapped into memory where possible.

        Raises:
            IndexDamagedError: A file is missing, or no index, or of another one.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
            rows = (
                _flat_rows(index)
                if isinstance(index, faiss.IndexFlat)
                else kept_rows(path)
            )
        except (RuntimeError, OSError, ValueError) as error:
            reason = f"{path.name} can't be read as vectors"
            raise IndexDamagedError(reason, REBUILD) from error
        if rows.shape != (index.ntotal, index.d):
            raise IndexDamagedError(
                f"{path.name} is of {index.ntotal} vectors, but {len(rows)} are kept",
                REBUILD,
            )
        return cls(index, rows)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def _is_parted(self) -> bool:
        return isinstance(self._index, faiss.IndexIVF)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    def check(self) -> None:
        """Do nothing: `load` has compared the index with its vectors."""

    def search(
        self, vector: Vectors, top_k: int, parts: Sequence[range] | None = None
    ) -> tuple[Rows, Vectors]:
        """Find the rows nearest to a vector (see `Nearest`).

        Exact among up to `EXACT_ROWS` vectors, and in a single part of more.
        """
        check_length(vector, self.dimension)
        parts = [range(len(self))] if parts is None else parts
        searched = sum(map(len, parts))
        # FAISS fills up with rows of number -1 where fewer are there.
        top_k = min(top_k, searched)
        if top_k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        with _one_thread():
            if len(parts) == 1 and not (self._is_parted and searched == len(self)):
                return self._search_part(vector, top_k, parts[0])
            only = None if searched == len(self) else self._selector(parts)
            if self._is_parted:
                # Among few the lists would leave out more than they save.
                lists = PROBED_LISTS if searched > EXACT_ROWS else self._index.nlist
                return self._search_lists(vector, top_k, lists, only)
            chosen: Any = faiss.SearchParameters()
            chosen.sel = only
            scores, found = self._index.search(vector[None], top_k, params=chosen)
        return found[0], scores[0]

    def rows(self, start: int, end: int) -> Vectors:
        """Copy the vectors of rows start to end - 1; shape (end - start, dimension)."""
        return self._rows[start:end].copy()

    def _search_part(
        self, vector: Vectors, top_k: int, part: range
    ) -> tuple[Rows, Vectors]:
        """Compare with each vector of one part, where it lies."""
        rows = self._rows[part.start : part.stop]
        scores, found = faiss.knn(
            vector[None], rows, top_k, metric=faiss.METRIC_INNER_PRODUCT
        )
        return found[0] + part.start, scores[0]

    def _selector(self, parts: Sequence[range]) -> Any:  # noqa: ANN401
        """Select the rows of some parts, for FAISS: a bit a row."""
        chosen = np.zeros(len(self), dtype=bool)
        chosen[each_row(parts)] = True
        make: Any = faiss.IDSelectorBitmap  # its hints are those of C++
        return make(np.packbits(chosen, bitorder="little"))

    def _search_lists(
        self, vector: Vectors, top_k: int, lists: int, only: object
    ) -> tuple[Rows, Vectors]:
        """Look into the nearest lists; score what is there by the vectors as given."""
        probed: Any = faiss.SearchParametersIVF()
        probed.sel, probed.nprobe = only, lists
        _, found = self._index.search(vector[None], RESCORED * top_k, params=probed)
        # In the order in which they lie on the disk; fewer found are filled with -1.
        candidates = np.sort(found[0][found[0] >= 0])
        scores = self._rows[candidates] @ vector
        best = np.argsort(-scores, kind="stable")[:top_k]
        return candidates[best], scores[best]


class VectorWriter:
    """Writes an index of unit vectors that come in parts; holds none of them.

    Args:
        path: Where the index goes.
        dimension: Length of the vectors.
        index: Indexes them, as `VectorHome.index` does; None leaves them on disk.
    """

    def __init__(
        self,
        path: Path,
        dimension: int,
        index: Callable[[Path, Vectors], None] | None = None,
    ) -> None:
        self._path = path
        self._index = index or ON_DISK.index
        self._rows = RowFile(rows_path(path), dimension, np.float32)

    def append(self, vectors: Vectors) -> None:
        """Take in vectors of shape (n, dimension).

        Raises:
            ValueError: A vector holds NaN or infinity.
        """
        if not np.isfinite(vectors).all():
            raise ValueError("a vector holds NaN or infinity: the model is damaged")
        self._rows.append(vectors)

    def close(self) -> None:
        """Close the file of vectors, whole or not."""
        self._rows.close()

    def finish(self) -> None:
        """Index what was taken in; equal vectors make equal files.

        Raises:
            OSError: The disk is full, or the path can't be written.
        """
        self.close()
        self._index(self._path, kept_rows(self._path))


class DiskHome:
    """Vectors that are indexed by files of the generation, and searched there."""

    def load(self, path: Path) -> VectorIndex:
        """Open an index, mapped into memory where possible (see `VectorIndex`)."""
        return VectorIndex.load(path)

    def index(self, path: Path, rows: Vectors) -> None:
        """Index vectors; few are in the index itself, and kept nowhere else."""
        if len(rows) > EXACT_ROWS:
            _save(_parted(rows), path)
            return
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(rows)
        _save(index, path)
        rows_path(path).unlink()

    def use(self, folder: Path) -> None:
        """Do nothing: a generation's folder has all that it needs."""

    def keep(self, folders: Iterable[Path]) -> None:
        """Do nothing: what is of a generation goes with its folder."""


ON_DISK = DiskHome()


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep FAISS from dividing one question's search among threads.

    They take longer: 7 instead of 2.5 ms for 52,000 vectors of 384 on two cores.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _parted(rows: Vectors) -> "faiss.Index":
    """Part vectors into lists; centres are found from rows at equal distances."""
    n, dimension = rows.shape
    lists = LISTS_PER_ROOT * isqrt(n)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    # Neighbours in the library are alike, so the first rows would be no sample.
    sample = np.linspace(0, n - 1, min(n, TRAINING_ROWS * lists), dtype=np.int64)
    index.train(rows[sample])
    for start in range(0, n, BLOCK_ROWS):
        index.add(rows[start : start + BLOCK_ROWS])
    return index


def _save(index: "faiss.Index", path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise OSError(str(error).rpartition("failed: ")[2]) from error


def _flat_rows(index: "faiss.IndexFlat") -> Vectors:
    """See the vectors where a flat index has them; they live as long as it does."""
    if not index.ntotal:
        return np.empty((0, index.d), np.float32)
    flat: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
    return flat.reshape(index.ntotal, index.d)
