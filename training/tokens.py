"""What the readers cut texts into: the first encoder's tokens, the second's pieces."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from tokenizers import Tokenizer

from rag.models.files import find_model
from rag.models.universal import BEGIN, END, UniversalEncoder
from rag.types import Vectors

WORD = "\u2581"
"""What the name of a piece begins with that begins a word."""

Offsets = Sequence[tuple[int, int]]


class Tokens(Protocol):
    """Cuts texts into tokens; `first` opens a pair, `between` parts and ends it."""

    first: int
    between: int

    def encode(self, text: str) -> tuple[list[int], Offsets]:
        """Give a text's tokens, and the characters of each."""

    def decode(self, ids: Sequence[int]) -> str:
        """Give the text of some tokens."""


class WordPieces:
    """The first encoder's tokens."""

    def __init__(self) -> None:
        folder = find_model(None).folder
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # As it comes with the encoder it would cut and pad to 128 tokens.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.first = self._tokenizer.token_to_id("[CLS]")
        self.between = self._tokenizer.token_to_id("[SEP]")

    def encode(self, text: str) -> tuple[list[int], Offsets]:
        """Give a text's tokens, and the characters of each."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def decode(self, ids: Sequence[int]) -> str:
        """Give the text of some tokens."""
        return str(self._tokenizer.decode([*ids]))

    @property
    def numbers(self) -> dict[str, int]:
        """The number of every token, by its name."""
        return dict(self._tokenizer.get_vocab())


class Pieces:
    """The second encoder's pieces of words."""

    first, between = BEGIN, END

    def __init__(self) -> None:
        self._encoder = UniversalEncoder()

    def encode(self, text: str) -> tuple[list[int], Offsets]:
        """Give a text's pieces, and the characters of each."""
        pieces = self._encoder.pieces(text)
        return pieces.ids, pieces.offsets

    def decode(self, ids: Sequence[int]) -> str:
        """Give the text of some pieces."""
        return str(self._encoder.vocabulary.decode([*ids]))

    @cached_property
    def names(self) -> list[str]:
        """Every piece, by its number."""
        vocabulary = self._encoder.vocabulary
        return [vocabulary.id_to_piece(i) for i in range(vocabulary.get_piece_size())]

    @cached_property
    def vectors(self) -> Vectors:
        """The vector of every piece, of unit length, shape (pieces, 512)."""
        return self._encoder.vectors_of(range(len(self.names)))
