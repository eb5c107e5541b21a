"""Writing a generation: see `rag.library.generation.generation` for its files."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.library.generation.encodings import SECOND, EncodingsWriter, save_starts
from rag.library.generation.lexical import LexicalIndex
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.nearest import VectorHome
from rag.library.generation.records import RecordFile, write_records
from rag.library.generation.vectors import ON_DISK
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
        second_dimension: Length of the second model's, None where there is none.
        home: Where the vectors are searched.
    """

    def __init__(
        self,
        folder: Path,
        dimension: int,
        second_dimension: int | None = None,
        home: VectorHome = ON_DISK,
    ) -> None:
        self._folder = folder
        self.first = EncodingsWriter(folder, dimension, home)
        self.second = (
            EncodingsWriter(folder / SECOND, second_dimension, home)
            if second_dimension
            else None
        )

    def __enter__(self) -> "GenerationWriter":
        return self

    def __exit__(self, *_: object) -> None:
        with ExitStack() as files:
            for each in self._encodings():
                files.callback(each.close)

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
        save_starts(folder / "article_rows.npy", passage_counts)
        save_starts(folder / "sentence_rows.npy", sentence_counts)

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
        write_records(self._folder / "overviews.jsonl", overviews)

    def finish(self) -> None:
        """Write what could not be written before all passages were there."""
        for each in self._encodings():
            each.finish()

    def _encodings(self) -> list[EncodingsWriter]:
        return [each for each in (self.first, self.second) if each is not None]
