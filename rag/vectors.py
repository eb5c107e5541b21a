"""Nearest-vector search with FAISS, the only module that imports it."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexDamagedError, IndexMismatchError
from rag.types import Vectors

Rows = NDArray[np.int64]


class VectorIndex:
    """Exact inner-product search over unit vectors; rows count from 0.

    Args:
        index: A FAISS index whose vectors can be read back by row.
    """

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """Index unit vectors of shape (n, dimension).

        Raises:
            ValueError: A vector holds NaN or infinity.
        """
        if not np.isfinite(vectors).all():
            raise ValueError("a vector holds NaN or infinity: the model is damaged")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Open a saved index, mapped into memory where the system can.

        Raises:
            IndexDamagedError: The file is missing or no FAISS index.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise IndexDamagedError(f"{path.name} can't be read as vectors") from error

    def save(self, path: Path) -> None:
        """Write the index to `path`.

        Raises:
            OSError: The disk is full, or the path can't be written.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(str(error).rpartition("failed: ")[2]) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    def search(
        self, vector: Vectors, top_k: int, rows: range | None = None
    ) -> tuple[Rows, Vectors]:
        """Find the rows nearest to one vector of shape (dimension,), best first.

        Args:
            vector: A unit vector.
            top_k: How many rows at most, 1 or more.
            rows: Search only these rows; None searches all.

        Returns:
            Row numbers and their inner products (-1 to 1), shape (k,) each.

        Raises:
            IndexMismatchError: The vector has another length than the index's.
        """
        if vector.shape[-1] != self.dimension:
            raise IndexMismatchError(
                f"the index has {self.dimension} dimensions, the question "
                f"{vector.shape[-1]}; run `quotewell rebuild`"
            )
        top_k = min(top_k, len(self) if rows is None else len(rows))
        if top_k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if rows is not None:
            # A name of its own: FAISS keeps only a pointer to the selector.
            selector = faiss.IDSelectorRange(rows.start, rows.stop)
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, found = self._index.search(vector[None], top_k, params=parameters)
        kept = found[0] >= 0
        return found[0][kept], scores[0][kept]

    def rows(self, start: int, end: int) -> Vectors:
        """Read the vectors of rows start to end - 1; shape (end - start, dimension)."""
        if end <= start:
            return np.empty((0, self.dimension), np.float32)
        vectors: Vectors = self._index.reconstruct_n(start, end - start)
        return vectors
