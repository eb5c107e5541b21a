"""The roles that models play, whichever model it is, and what passes between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.types import Vectors


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made the vectors: a name to show and a hash to compare."""

    name: str
    sha256: str
    dimension: int
    max_tokens: int


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as the encoder sees it, from one forward pass.

    `vector` (d,) stands for the whole text, `tokens` (t, d) for each of its tokens, all
    of unit length; `offsets` (t, 2) is each token's character range in the text, empty
    for special tokens; `known` (t,) is False for the tokens that stand for text the
    model has no piece for. `telling` (t,), from 0 to 1, is how much each token says
    where the model knows: rare ones say more. `named` (t,) tells of each whether it is
    a name by itself, where the model knows.
    """

    vector: Vectors
    tokens: Vectors
    offsets: NDArray[np.int64]
    known: NDArray[np.bool_]
    telling: Vectors | None = None
    named: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a passage that it reads with a question.

    `answers` is the log-odds that the passage answers. `starts` and `ends` (t,) score
    each of its tokens as the first and last of the answer, less what no answer scores;
    `offsets` (t, 2) is each token's character range in the passage.
    """

    answers: float
    starts: Vectors
    ends: Vectors
    offsets: NDArray[np.int64]


class Reader(Protocol):
    """Reads passages for the answer to a question."""

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that it knows, ISO 639-1; None where that isn't known."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage, in the order given."""


class QuestionEncoder(Protocol):
    """Turns a question into unit vectors."""

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question."""


class Encoder(QuestionEncoder, Protocol):
    """Turns texts into unit vectors; questions and passages may be prompted apart."""

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question."""
        return self.encode_questions([question])[0]

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order: faster than one by one."""

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages, in order; they come as soon as they are made.

        Each that is read is told to who watches (`rag.steps.advance`).
        """
