"""Writing a generation: see `rag.generation` for its files."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.chunking import passage_input
from rag.generation import SentenceTerms
from rag.lexical import LexicalIndex
from rag.passage_encoding import EncodedPassage
from rag.storage import RowFile, write_records
from rag.token_codes import row_bytes
from rag.types import Article, Passage, Vectors
from rag.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lexical indexes over passages and over sentences; None where there is none."""

    passages: LexicalIndex | None
    sentences: LexicalIndex | None


def passage_key(encoded_text: str) -> bytes:
    """Hash the text that the encoder saw; equal keys have equal vectors."""
    return hashlib.blake2b(encoded_text.encode(), digest_size=16).hexdigest().encode()


class GenerationWriter:
    """Fills an empty folder with a generation, a passage at a time; use it in `with`.

    Args:
        folder: The folder.
        dimension: Length of the vectors.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._vectors: list[Vectors] = []
        self._sentences: list[Vectors] = []
        self._token_spans: list[NDArray[np.int32]] = []
        self._context_tokens: list[int] = []
        self._token_counts: list[int] = []
        self._tokens = RowFile(folder / "tokens.npy", row_bytes(dimension))

    def __enter__(self) -> "GenerationWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._tokens.close()

    def write_passages(self, encoded: Iterable[EncodedPassage]) -> None:
        """Take the passages' vectors in, in order; their token codes go to disk."""
        for passage in encoded:
            self._vectors.append(passage.vector[None])
            self._sentences.append(passage.sentences)
            self._token_spans.append(passage.token_spans)
            self._context_tokens.append(passage.context_tokens)
            self._token_counts.append(len(passage.codes))
            self._tokens.append(passage.codes)

    def write_texts(
        self, articles: Sequence[Article], passages: Sequence[Sequence[Passage]]
    ) -> None:
        """Write articles and their passages, and the hash of what was encoded."""
        every = [passage for group in passages for passage in group]
        folder = self._folder
        write_records(folder / "articles.jsonl", articles)
        write_records(folder / "passages.jsonl", every)
        keys = [passage_key(passage_input(passage)) for passage in every]
        np.save(folder / "passage_keys.npy", np.array(keys, dtype="S32"))
        self._save_starts("article_rows.npy", map(len, passages))
        self._save_starts("sentence_rows.npy", (len(p.sentences) for p in every))

    def write_terms(self, terms: Iterable[SentenceTerms]) -> None:
        """Write the terms of each passage's sentences."""
        write_records(self._folder / "terms.jsonl", terms)

    def write_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Write the lexical indexes."""
        if vocabulary.passages is not None:
            vocabulary.passages.save(self._folder / "passage_terms")
        if vocabulary.sentences is not None:
            vocabulary.sentences.save(self._folder / "sentence_terms")

    def finish(self) -> None:
        """Write what could not be written before all passages were there."""
        folder = self._folder
        vectors = np.concatenate([_none(self._dimension), *self._vectors])
        VectorIndex.build(vectors).save(folder / "passages.faiss")
        sentences = np.concatenate([_none(self._dimension), *self._sentences])
        VectorIndex.build(sentences).save(folder / "sentences.faiss")
        spans = np.concatenate([np.empty((0, 2), np.int32), *self._token_spans])
        np.save(folder / "token_spans.npy", spans)
        context_tokens = np.asarray(self._context_tokens, dtype=np.int32)
        np.save(folder / "context_tokens.npy", context_tokens)
        self._save_starts("token_rows.npy", self._token_counts)

    def _save_starts(self, name: str, lengths: Iterable[int]) -> None:
        starts = np.cumsum([0, *lengths], dtype=np.int64)
        np.save(self._folder / name, starts)


def _none(dimension: int) -> Vectors:
    return np.empty((0, dimension), np.float32)
