"""What the readers cut texts into: the first encoder's tokens, and e5's pieces."""

from collections.abc import Sequence
from typing import Protocol

from tokenizers import Tokenizer

from rag.models.e5 import BEGIN, END, E5Pieces, PackedModel
from rag.models.files import find_model
from rag.models.universal import UniversalEncoder

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


class Pieces:
    """The pieces of words that the second reader's base has."""

    first, between = BEGIN, END

    def __init__(self) -> None:
        self._pieces = E5Pieces(lambda: UniversalEncoder().vocabulary)

    def encode(self, text: str) -> tuple[list[int], Offsets]:
        """Give a text's pieces, and the characters of each."""
        pieces = self._pieces.pieces(text)
        return pieces.ids, pieces.offsets

    def decode(self, ids: Sequence[int]) -> str:
        """Give the text of some pieces."""
        return self._pieces.decode(ids)

    @property
    def names(self) -> list[str]:
        """All pieces, by their numbers."""
        return self.model.vocabulary()[0]

    @property
    def model(self) -> PackedModel:
        """The base."""
        return self._pieces.model
