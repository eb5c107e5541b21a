"""What one encoder made of all passages: a folder's files, written and then only read.

- `passages.faiss`, `sentences.faiss`: one unit vector a row, and where these are many
  `passages.npy`, `sentences.npy` with the vectors themselves (see `vectors`);
- `tokens.npy`: codes of all passages' tokens (see `token_codes`);
- `token_spans.npy`: each sentence's range among the tokens of its passage;
- `context_tokens.npy`: how many tokens of each passage are title and headings;
- `token_rows.npy`: the first token of each passage, and the total.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.library.generation.nearest import VectorHome
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.records import RowFile, mapped
from rag.library.generation.token_codes import row_bytes
from rag.library.generation.vectors import ON_DISK, VectorWriter
from rag.steps import pause

PASSAGES, SENTENCES = "passages.faiss", "sentences.faiss"
"""What the indexes of vectors are called, also where they lie elsewhere."""

SECOND = "second"
"""The folder in a generation's that holds the encodings of the second model."""


class Encodings:
    """What an encoder made of each passage; safe to read from many threads.

    Args:
        folder: Where the files are.
        sentence_rows: The first sentence of each passage, and the total.
        home: Where the vectors are searched.
    """

    def __init__(
        self,
        folder: Path,
        sentence_rows: NDArray[np.int64],
        home: VectorHome = ON_DISK,
    ) -> None:
        self.passages = home.load(folder / PASSAGES)
        self.sentences = home.load(folder / SENTENCES)
        self._sentence_rows = sentence_rows
        self._token_rows = mapped(folder / "token_rows.npy")
        self._tokens = mapped(folder / "tokens.npy")
        self._token_spans = mapped(folder / "token_spans.npy")
        self._context_tokens = mapped(folder / "context_tokens.npy")

    def encoded(self, passage_row: int) -> EncodedPassage:
        """Read all that the encoder made of a passage."""
        return EncodedPassage(
            vector=self.passages.rows(passage_row, passage_row + 1)[0],
            sentences=self.sentences.rows(*self._sentences_of(passage_row)),
            codes=self.token_codes(passage_row),
            token_spans=self.token_spans(passage_row),
            context_tokens=self.context_tokens(passage_row),
        )

    def token_codes(self, passage_row: int) -> NDArray[np.uint8]:
        """Give the codes of a passage's tokens, shape (t, bytes a row)."""
        start, end = self._token_rows[passage_row : passage_row + 2]
        codes: NDArray[np.uint8] = self._tokens[start:end]
        return codes

    def token_spans(self, passage_row: int) -> NDArray[np.int32]:
        """Give each sentence's range among the passage's tokens, shape (s, 2)."""
        start, end = self._sentences_of(passage_row)
        spans: NDArray[np.int32] = self._token_spans[start:end]
        return spans

    def context_tokens(self, passage_row: int) -> int:
        """Say how many of a passage's first tokens are title and headings."""
        return int(self._context_tokens[passage_row])

    def cosines(self, passage_row: int, vector: NDArray[np.float32]) -> list[float]:
        """Compare a vector with that of a passage, and with those of its sentences."""
        own = self.passages.rows(passage_row, passage_row + 1) @ vector
        parts = self.sentences.rows(*self._sentences_of(passage_row)) @ vector
        return [*own.tolist(), *parts.tolist()]

    def _sentences_of(self, passage_row: int) -> tuple[int, int]:
        start, end = self._sentence_rows[passage_row : passage_row + 2]
        return int(start), int(end)


class EncodingsWriter:
    """Writes encodings, a passage at a time; holds none of them in memory.

    Args:
        folder: Where the files go; it is made where it is missing.
        dimension: Length of the vectors.
        home: Where the vectors are searched.
    """

    def __init__(
        self, folder: Path, dimension: int, home: VectorHome = ON_DISK
    ) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._passages = VectorWriter(folder / PASSAGES, dimension, home.index)
        self._sentences = VectorWriter(folder / SENTENCES, dimension, home.index)
        self._tokens = RowFile(folder / "tokens.npy", row_bytes(dimension))
        self._token_spans = RowFile(folder / "token_spans.npy", 2, np.int32)
        self._context_tokens: list[int] = []
        self._token_counts: list[int] = []

    def write(self, encoded: Iterable[EncodedPassage]) -> None:
        """Write what the encoder made of the passages, in order."""
        for passage in encoded:
            pause()
            self._passages.append(passage.vector[None])
            self._sentences.append(passage.sentences)
            self._tokens.append(passage.codes)
            self._token_spans.append(passage.token_spans)
            self._context_tokens.append(passage.context_tokens)
            self._token_counts.append(len(passage.codes))

    def close(self) -> None:
        """Close all files, whole or not."""
        # On a full disk closing one fails; the others are closed all the same.
        with ExitStack() as files:
            for file in self._files():
                files.callback(file.close)

    def finish(self) -> None:
        """Write what could not be written before all passages were there."""
        # Only a closed file says in its header how many rows it has.
        for file in self._files():
            file.close()
        self._passages.finish()
        self._sentences.finish()
        context_tokens = np.asarray(self._context_tokens, dtype=np.int32)
        np.save(self._folder / "context_tokens.npy", context_tokens)
        save_starts(self._folder / "token_rows.npy", self._token_counts)

    def _files(self) -> tuple[RowFile | VectorWriter, ...]:
        return self._passages, self._sentences, self._tokens, self._token_spans


def save_starts(path: Path, lengths: Iterable[int]) -> None:
    """Write where each part begins among the parts of all before it, and the total."""
    np.save(path, np.cumsum([0, *lengths], dtype=np.int64))
