"""One generation of the index: a folder that is written once and then only read.

manifest.json            what made it, from which articles, and each file's hash
articles.jsonl           texts with their structure
passages.jsonl           passages with the positions of their sentences
passages.faiss sentences.faiss           one unit vector a row
article_rows.npy sentence_rows.npy       first passage of each article, first
                                         sentence of each passage, and the total
passage_keys.npy         hash of each passage's encoded text, to take vectors over
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArticleNotFoundError, IndexDamagedError, IndexMismatchError
from rag.storage import Records, sha256_of, write_json, write_records
from rag.types import (
    Article,
    Heading,
    ModelIdentity,
    Paragraph,
    Passage,
    Sentence,
    Span,
    Vectors,
)
from rag.vectors import VectorIndex

FORMAT_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Size in bytes and SHA-256 of one file of a generation."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as a generation holds it."""

    id: str
    title: str
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of.

    `number` counts published generations from 1, `parent` is the one it was made
    after (0: none), `encoded` is how many texts had to be encoded anew.
    """

    format_version: int
    number: int
    parent: int
    created: str
    model: ModelIdentity
    articles: tuple[ArticleEntry, ...]
    passages: int
    sentences: int
    encoded: int
    files: tuple[FileCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a generation: rows of one list match rows of the other."""

    articles: Sequence[Article]
    passages: Sequence[Sequence[Passage]]
    passage_vectors: Vectors
    sentence_vectors: Vectors
    passage_keys: NDArray[np.bytes_]


def passage_key(encoded_text: str) -> bytes:
    """Hash the text that the encoder saw; equal keys have equal vectors."""
    return hashlib.blake2b(encoded_text.encode(), digest_size=16).hexdigest().encode()


def write_generation(folder: Path, contents: Contents, manifest: Manifest) -> None:
    """Write a whole generation into an empty folder, the manifest last."""
    passages = [passage for group in contents.passages for passage in group]
    write_records(folder / "articles.jsonl", map(asdict, contents.articles))
    write_records(folder / "passages.jsonl", map(asdict, passages))
    VectorIndex.build(contents.passage_vectors).save(folder / "passages.faiss")
    VectorIndex.build(contents.sentence_vectors).save(folder / "sentences.faiss")
    _save_starts(folder / "article_rows.npy", map(len, contents.passages))
    _save_starts(folder / "sentence_rows.npy", (len(p.sentences) for p in passages))
    np.save(folder / "passage_keys.npy", contents.passage_keys)
    files = tuple(
        FileCheck(path.name, path.stat().st_size, sha256_of(path))
        for path in sorted(folder.iterdir())
    )
    write_json(folder / MANIFEST, asdict(manifest) | {"files": [*map(asdict, files)]})


def _save_starts(path: Path, lengths: Iterable[int]) -> None:
    np.save(path, np.cumsum([0, *lengths], dtype=np.int64))


def read_manifest(folder: Path) -> Manifest:
    """Read and check a generation's manifest.

    Raises:
        IndexDamagedError: It is missing or malformed.
        IndexMismatchError: It is of another format version.
    """
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
        version = raw["format_version"]
        if version == FORMAT_VERSION:
            return _decode_manifest(raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(
            f"generation {folder.name} has no readable manifest; "
            "run `quotewell rebuild`"
        ) from error
    raise IndexMismatchError(
        f"generation {folder.name} is of format {version}, this version of Quotewell "
        f"reads format {FORMAT_VERSION}; run `quotewell rebuild`"
    )


def _decode_manifest(raw: dict[str, Any]) -> Manifest:
    return Manifest(
        **raw
        | {
            "model": ModelIdentity(**raw["model"]),
            "articles": tuple(ArticleEntry(**entry) for entry in raw["articles"]),
            "files": tuple(FileCheck(**check) for check in raw["files"]),
        }
    )


def _decode_article(raw: dict[str, Any]) -> Article:
    front = raw["front"]
    return Article(
        **raw
        | {
            "paragraphs": tuple(Paragraph(**part) for part in raw["paragraphs"]),
            "headings": tuple(Heading(**part) for part in raw["headings"]),
            "front": Span(**front) if front else None,
        }
    )


def _decode_passage(raw: dict[str, Any]) -> Passage:
    sentences = tuple(Sentence(**part) for part in raw["sentences"])
    return Passage(**raw | {"sentences": sentences})


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the size and hash in the manifest.

    Raises:
        IndexDamagedError: One is missing, cut short or changed.
    """
    for check in manifest.files:
        path = folder / check.name
        try:
            same_size = path.stat().st_size == check.size_bytes
            if same_size and sha256_of(path) == check.sha256:
                continue
            problem = "was changed" if same_size else "has another size"
        except OSError:
            problem = "is missing or can't be read"
        raise IndexDamagedError(
            f"{check.name} of generation {folder.name} {problem}; "
            "run `quotewell rebuild`"
        )


class Generation:
    """An opened generation; safe to read from many threads.

    Args:
        folder: The generation's folder.

    Raises:
        IndexDamagedError: A file is missing, cut short or changed.
        IndexMismatchError: It is of another format version.
    """

    def __init__(self, folder: Path) -> None:
        self.manifest = read_manifest(folder)
        check_files(folder, self.manifest)
        self.articles = Records(folder / "articles.jsonl", _decode_article)
        self.passages = Records(folder / "passages.jsonl", _decode_passage)
        self.passage_vectors = VectorIndex.load(folder / "passages.faiss")
        self.sentence_vectors = VectorIndex.load(folder / "sentences.faiss")
        self.passage_keys: NDArray[np.bytes_] = _array(folder / "passage_keys.npy")
        self._article_rows = _array(folder / "article_rows.npy")
        self._sentence_rows = _array(folder / "sentence_rows.npy")
        self._numbers = {
            entry.id: number for number, entry in enumerate(self.manifest.articles)
        }

    def has(self, article_id: str) -> bool:
        """Tell whether an article is in this generation."""
        return article_id in self._numbers

    def article(self, article_id: str) -> Article:
        """Read an article.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        return self.articles[self._number(article_id)]

    def passage_rows(self, article_id: str) -> range:
        """Give the rows of an article's passages.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        number = self._number(article_id)
        return range(self._article_rows[number], self._article_rows[number + 1])

    def sentence_rows(self, passage_row: int) -> range:
        """Give the rows of a passage's sentences."""
        starts = self._sentence_rows
        return range(starts[passage_row], starts[passage_row + 1])

    def passages_of_sentences(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the passage row that each sentence row belongs to."""
        found: NDArray[np.int64] = (
            np.searchsorted(self._sentence_rows, rows, side="right") - 1
        )
        return found

    def title(self, article_id: str) -> str:
        """Give an article's title without reading its text."""
        return self.manifest.articles[self._number(article_id)].title

    def _number(self, article_id: str) -> int:
        try:
            return self._numbers[article_id]
        except KeyError:
            raise ArticleNotFoundError(
                f"no article {article_id!r} in the index; `quotewell list` shows all"
            ) from None


def _array(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array
