"""A fake encoder for logic that doesn't depend on meaning."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from rag.types import ModelIdentity, Progress, Vectors


class WordEncoder:
    """A deterministic encoder: a text's vector counts its words, hashed to 256 places.

    So texts that share words are near each other, and nothing has to be loaded.
    """

    def __init__(self, sha256: str = "0" * 64, dimension: int = 256) -> None:
        self.identity = ModelIdentity("words", sha256, dimension, 64)
        self.encoded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words, and two special tokens as BERT has them."""
        return [len(re.findall(r"\w+|[^\w\s]", text)) + 2 for text in texts]

    def encode_questions(self, questions: Sequence[str]) -> Vectors:
        """Encode questions like any text."""
        return self._vectors(questions)

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Encode texts, remembering them, and report once."""
        self.encoded.extend(texts)
        if progress is not None and texts:
            progress(len(texts), len(texts))
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.identity.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % vectors.shape[1]] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)
