"""The arithmetic of the second encoder that comes installed, in NumPy.

Convolutions over two, three and five pieces of words, their mean, and dense layers (see
`rag.models.universal`).
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.models.output import unit
from rag.types import Vectors

DIMENSION = 512
BRANCH = 256
"""Width of each convolution."""

PARTS = 17
"""The embeddings are kept in so many parts, piece i in part i % 17, each with a scale
and an offset of its own (eight bits a component)."""

ORDERS = ((2, 0), (3, 1), (5, 2))
"""Pieces that each convolution sees, and how many of them stand before its place."""

GAP = 2
"""Rows of zeros between texts, so that no n-gram reaches from one into the next."""


class UniversalNetwork:
    """The arithmetic: ids of pieces in, unit vectors out.

    Args:
        path: The weights, by the names that the package gives them.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            parts = [f"q{part + 1}" for part in range(PARTS)]
            try:
                self._table = _mapped(file[name] for name in parts)
            except OSError:  # no room for it, or no folder of temporary files
                self._table = np.concatenate([file[name] for name in parts])
            self._w = {name: file[name] for name in file.files if name not in parts}
        self._branches = [self._branch(order) for order, _ in ORDERS]
        self._first, self._first_bias, self._gain, self._bias = (
            np.concatenate([self._w[f"{name}{order}"] for order, _ in ORDERS], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        )

    def vectors(self, batch: Sequence[Sequence[int]]) -> Vectors:
        """Compute the vectors of texts, given as ids, shape (texts, dimension)."""
        ids, starts = _laid_out(batch)
        is_text = ids >= 0
        pieces = self.embeddings(ids[is_text])
        inner = self._normalized(
            pieces @ self._first + self._first_bias, self._gain, self._bias
        )
        branches = [
            self._convolved(inner[:, BRANCH * k : BRANCH * (k + 1)], k, is_text)
            for k in range(len(ORDERS))
        ]
        features = self._normalized(
            np.concatenate([pieces, *branches], axis=1),
            self._w["ln_g"],
            self._w["ln_b"],
        )
        lengths = np.array([[len(text)] for text in batch], np.float32)
        return self._dense(np.add.reduceat(features, starts), lengths)

    def _branch(self, order: int) -> list[tuple[Vectors, Vectors]]:
        """Give kernel (order, in, out) and bias (out,) of both convolutions."""
        w = self._w
        return [
            (
                w[f"w{layer}_{order}"].reshape(order, BRANCH, BRANCH),
                w[f"b{layer}_{order}"],
            )
            for layer in (1, 2)
        ]

    def embeddings(self, ids: NDArray[np.int64]) -> Vectors:
        """Give the embeddings of pieces, shape (ids, dimension)."""
        part = ids % PARTS
        scale, low = self._w["scale"][part, None], self._w["lo"][part, None]
        rows = part * (len(self._table) // PARTS) + ids // PARTS
        embedded: Vectors = self._table[rows] * scale + low
        return embedded

    def _normalized(self, x: Vectors, gain: Vectors, bias: Vectors) -> Vectors:
        """Layer normalization (Ba et al. 2016)."""
        x = x - x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1]
        x /= np.sqrt(variance + np.float32(self._w["eps"]))
        x *= gain
        x += bias
        return x

    def _convolved(
        self, x: Vectors, branch: int, is_text: NDArray[np.bool_]
    ) -> Vectors:
        """Add two convolutions, each upon what it is given."""
        before = ORDERS[branch][1]
        padded = np.zeros((len(is_text) + 2 * GAP, BRANCH), np.float32)
        for kernel, bias in self._branches[branch]:
            padded[GAP:-GAP][is_text] = x
            x = x + np.maximum(_n_grams(padded, kernel, before)[is_text] + bias, 0)
        return x

    def _dense(self, sums: Vectors, lengths: Vectors) -> Vectors:
        w = self._w
        # Divided by the root: a longer text keeps some of its length until the end.
        x = (sums @ w["cnn_W"] + lengths * w["cnn_b"]) / np.sqrt(lengths)
        x = np.maximum(x @ w["p1"] + np.maximum(x @ w["d0"], 0) @ w["d1"], 0)
        x = np.tanh(x @ w["p3"] + np.maximum(x @ w["d2"], 0) @ w["d3"])
        return unit(x)


def _mapped(parts: Iterable[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Put rows one behind the other into a file without a name, mapped into memory.

    Of 65 MB of embeddings a question needs a few rows: only what is looked at is in
    memory, and the system takes it back when it needs the room.

    Raises:
        OSError: The file can't be written.
    """
    with tempfile.TemporaryFile() as file:
        for part in parts:
            file.write(part.tobytes())
        file.flush()
        table = np.memmap(file, np.uint8, "r").reshape(-1, DIMENSION)
    # Seen as a plain array: taking rows of a memmap costs more.
    return np.asarray(table)


def _laid_out(
    batch: Sequence[Sequence[int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Put texts one behind the other, -1 for each row of the gaps between them.

    Returns:
        The ids, and where each text starts among the rows that are no gap.
    """
    ids = [i for text in batch for i in (*text, *[-1] * GAP)]
    starts = np.cumsum([0, *(len(text) for text in batch[:-1])])
    return np.array(ids, np.int64), starts


def _n_grams(padded: Vectors, kernel: Vectors, before: int) -> Vectors:
    """Add up what each place of an n-gram gives, at every row that isn't padding."""
    count, first = len(padded) - 2 * GAP, GAP - before
    total: Vectors = padded[first : first + count] @ kernel[0]
    for place in range(1, len(kernel)):
        total += padded[first + place : first + place + count] @ kernel[place]
    return total
