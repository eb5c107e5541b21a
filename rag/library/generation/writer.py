"""Writing a generation: see `rag.library.generation.generation` for its files."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.library.generation.generation import OVERVIEWS, SentenceTerms
from rag.library.generation.lexical import LexicalIndex
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.records import RecordFile, RowFile, write_records
from rag.library.generation.token_codes import row_bytes
from rag.library.generation.vectors import VectorWriter
from rag.text.passages import passage_input
from rag.types import Article, Passage, StarterQuestion


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

    Vectors, token codes and texts go to disk as they come: none is held in memory.

    Args:
        folder: The folder.
        dimension: Length of the vectors.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._passages = VectorWriter(folder / "passages.faiss", dimension)
        self._sentences = VectorWriter(folder / "sentences.faiss", dimension)
        self._tokens = RowFile(folder / "tokens.npy", row_bytes(dimension))
        self._token_spans = RowFile(folder / "token_spans.npy", 2, np.int32)
        self._context_tokens: list[int] = []
        self._token_counts: list[int] = []

    def __enter__(self) -> "GenerationWriter":
        return self

    def __exit__(self, *_: object) -> None:
        # On a full disk closing one fails; the others are closed all the same.
        with ExitStack() as files:
            for file in self._files():
                files.callback(file.close)

    def write_passages(self, encoded: Iterable[EncodedPassage]) -> None:
        """Write what the encoder made of the passages, in order."""
        for passage in encoded:
            self._passages.append(passage.vector[None])
            self._sentences.append(passage.sentences)
            self._tokens.append(passage.codes)
            self._token_spans.append(passage.token_spans)
            self._context_tokens.append(passage.context_tokens)
            self._token_counts.append(len(passage.codes))

    def write_texts(
        self, articles: Iterable[Article], passages: Iterable[Sequence[Passage]]
    ) -> None:
        """Write articles and their passages, and the hash of what was encoded."""
        folder = self._folder
        passage_counts, sentence_counts, keys = [], [], []
        with (
            RecordFile(folder / "articles.jsonl") as article_file,
            RecordFile(folder / "passages.jsonl") as passage_file,
        ):
            for article, group in zip(articles, passages, strict=True):
                article_file.append(article)
                passage_counts.append(len(group))
                for passage in group:
                    passage_file.append(passage)
                    keys.append(passage_key(passage_input(passage)))
                    sentence_counts.append(len(passage.sentences))
        # The width is said, since that of no keys at all would be another.
        np.save(folder / "passage_keys.npy", np.array(keys, dtype="S32"))
        self._save_starts("article_rows.npy", passage_counts)
        self._save_starts("sentence_rows.npy", sentence_counts)

    def write_terms(self, terms: Iterable[SentenceTerms]) -> None:
        """Write the terms of each passage's sentences."""
        write_records(self._folder / "terms.jsonl", terms)

    def write_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Write the lexical indexes."""
        if vocabulary.passages is not None:
            vocabulary.passages.save(self._folder / "passage_terms")
        if vocabulary.sentences is not None:
            vocabulary.sentences.save(self._folder / "sentence_terms")

    def write_starters(self, starters: Iterable[Sequence[StarterQuestion]]) -> None:
        """Write the questions to begin with of each article."""
        write_records(self._folder / "starters.jsonl", starters)

    def write_overviews(self, overviews: Iterable[Sequence[int]]) -> None:
        """Write the key sentences of each article, counted from its first sentence."""
        write_records(self._folder / OVERVIEWS, overviews)

    def finish(self) -> None:
        """Write what could not be written before all passages were there."""
        # Only a closed file says in its header how many rows it has.
        for file in self._files():
            file.close()
        self._passages.finish()
        self._sentences.finish()
        context_tokens = np.asarray(self._context_tokens, dtype=np.int32)
        np.save(self._folder / "context_tokens.npy", context_tokens)
        self._save_starts("token_rows.npy", self._token_counts)

    def _files(self) -> tuple[RowFile | VectorWriter, ...]:
        return self._passages, self._sentences, self._tokens, self._token_spans

    def _save_starts(self, name: str, lengths: Iterable[int]) -> None:
        starts = np.cumsum([0, *lengths], dtype=np.int64)
        np.save(self._folder / name, starts)
