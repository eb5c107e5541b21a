"""A fake encoder for logic that doesn't depend on meaning, and a clock."""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from rag.roles import EncodedText, ModelIdentity
from rag.steps import advance
from rag.types import Vectors

# A Chinese character is a word; so is a mark of punctuation.
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+|[^\w\s]")


class Clock:
    """A clock that goes only where a test sets it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Give the seconds."""
        return self.now


class WordEncoder:
    """A deterministic encoder: a text's vector counts its words, hashed to 256 places.

    So texts that share words are near each other, and nothing has to be loaded.
    """

    def __init__(self, sha256: str = "0" * 64, dimension: int = 256) -> None:
        self.identity = ModelIdentity("words", sha256, dimension, 64)
        self.encoded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words, and two special tokens as BERT has them."""
        return [len(WORD.findall(text)) + 2 for text in texts]

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question like any text."""
        return self._encode(question)

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode questions like any texts."""
        return [self._encode(question) for question in questions]

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode texts, remembering them."""
        for text in texts:
            self.encoded.append(text)
            advance()
            yield self._encode(text)

    def _encode(self, text: str) -> EncodedText:
        words = list(WORD.finditer(text))
        spans = [(0, 0), *(word.span() for word in words), (0, 0)]
        return EncodedText(
            vector=self._vectors([text])[0],
            tokens=self._vectors(["", *(word.group() for word in words), ""]),
            offsets=np.array(spans, dtype=np.int64),
            known=np.ones(len(spans), dtype=bool),
        )

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.identity.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in WORD.findall(text.lower()):
                vectors[row, zlib.crc32(word.encode()) % vectors.shape[1]] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)


class TranslatingEncoder(WordEncoder):
    """A second encoder: a word and its translation have one vector.

    Args:
        words: What each word is read as.
    """

    def __init__(self, words: dict[str, str], sha256: str = "2" * 64) -> None:
        super().__init__(sha256, dimension=128)
        self._words = words

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        return super()._vectors([WORD.sub(self._translated, text) for text in texts])

    def _translated(self, match: re.Match[str]) -> str:
        word = match.group().lower()
        return self._words.get(word, word)


class ByLength:
    """Scores a text by its length, whatever was asked."""

    def score_pairs(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give the number of characters."""
        return [float(len(text)) for text in texts]
