"""From articles to a new generation; only text that is new gets encoded."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.article_store import StoredArticle
from rag.chunking import passage_input, split_passages
from rag.errors import EmptyLibraryError, GenerationError
from rag.generation import (
    FORMAT_VERSION,
    ArticleEntry,
    Contents,
    Generation,
    Manifest,
    passage_key,
)
from rag.library import Library
from rag.starter import STARTER_ARTICLE
from rag.types import Article, Encoder, ModelIdentity, Passage, Progress, Vectors

log = logging.getLogger(__name__)


def build_index(
    library: Library, encoder: Encoder, progress: Progress | None = None
) -> Manifest:
    """Read every article of the library and publish the index made of them.

    Args:
        library: Where the articles lie and the index goes.
        encoder: Makes the vectors.
        progress: Called with (texts encoded, texts to encode); may raise to cancel,
            and the index in use stays.

    Returns:
        The manifest of the new generation.

    Raises:
        EmptyLibraryError: There is no article, and there never was.
        ReadError: An article's file is gone or damaged.
    """
    with library.writing():
        stored = library.articles()
        if not stored and library.current() is None:
            raise EmptyLibraryError(
                "the library has no article; add one with `quotewell add FILE`"
            )
        previous = _previous(library, encoder.identity)
        articles = [_article(library, item, previous) for item in stored]
        return publish_articles(library, articles, encoder, progress)


def prepare_library(library: Library) -> bool:
    """Give a library in which nothing was ever added the starter article.

    Returns:
        Whether some article is stored but not indexed: new, or its build was stopped.

    Raises:
        GenerationError: The index in use has no readable manifest; `rebuild` mends it.
    """
    if library.is_new():
        library.add(STARTER_ARTICLE.read_bytes(), STARTER_ARTICLE.name)
    return bool(library.pending())


def publish_articles(
    library: Library,
    articles: Sequence[Article],
    encoder: Encoder,
    progress: Progress | None = None,
) -> Manifest:
    """Publish an index of exactly these articles.

    What the generation in use knows of them, passages and vectors, is taken over.
    """
    with library.writing():
        previous = _previous(library, encoder.identity)
        split = [_passages(article, encoder, previous) for article in articles]
        contents, encoded = _encode(articles, split, encoder, previous, progress)
        return library.publish(contents, _manifest(contents, encoder, encoded))


@dataclass(frozen=True, slots=True)
class _TakenOver:
    """Which passages have vectors already: `rows` holds -1 where one is new."""

    rows: NDArray[np.int64]
    generation: Generation | None

    def passage_vectors(self, out: Vectors) -> None:
        """Copy the known passages' vectors into `out`."""
        if self.generation is not None:
            known = np.flatnonzero(self.rows >= 0)
            every = self.generation.passage_vectors
            out[known] = every.rows(0, len(every))[self.rows[known]]

    def sentence_vectors(self, starts: NDArray[np.int64], out: Vectors) -> None:
        """Copy the known passages' sentence vectors to where each passage starts."""
        if self.generation is not None:
            for number in np.flatnonzero(self.rows >= 0):
                found = self.generation.sentence_rows(int(self.rows[number]))
                vectors = self.generation.sentence_vectors.rows(found.start, found.stop)
                out[starts[number] : starts[number + 1]] = vectors


def _previous(library: Library, model: ModelIdentity) -> Generation | None:
    """Open the generation to take over from, if it is whole and of this model."""
    try:
        return library.open(model)
    except GenerationError as error:
        log.info("nothing is taken over: %s", error)
        return None


def _article(
    library: Library, stored: StoredArticle, previous: Generation | None
) -> Article:
    """Take an unchanged article from the previous generation, or read its file."""
    if previous is not None and previous.has(stored.id):
        known = previous.article(stored.id)
        if stored.title in (None, known.title):
            return known
    return library.read(stored)


def _passages(
    article: Article, encoder: Encoder, previous: Generation | None
) -> list[Passage]:
    known = previous is not None and previous.has(article.id)
    if previous and known and previous.article(article.id) == article:
        rows = previous.passage_rows(article.id)
        return previous.passages[rows.start : rows.stop]
    return split_passages(article, encoder.count_tokens, encoder.identity.max_tokens)


def _taken_over(
    keys: NDArray[np.bytes_], passages: Sequence[Passage], previous: Generation | None
) -> _TakenOver:
    rows = np.full(len(keys), -1, np.int64)
    if previous is not None:
        known = {key: row for row, key in enumerate(previous.passage_keys.tolist())}
        for number, key in enumerate(keys.tolist()):
            row = known.get(key, -1)
            # The same text in another language may fall into other sentences.
            sentences = len(passages[number].sentences)
            if row >= 0 and len(previous.sentence_rows(row)) == sentences:
                rows[number] = row
    return _TakenOver(rows, previous)


def _encode(
    articles: Sequence[Article],
    split: Sequence[Sequence[Passage]],
    encoder: Encoder,
    previous: Generation | None,
    progress: Progress | None,
) -> tuple[Contents, int]:
    """Make all vectors; returns the contents and the number of texts encoded."""
    passages = [passage for group in split for passage in group]
    inputs = [passage_input(passage) for passage in passages]
    keys = np.array([passage_key(text) for text in inputs], dtype="S32")
    taken = _taken_over(keys, passages, previous)
    starts = np.cumsum([0, *(len(p.sentences) for p in passages)], dtype=np.int64)
    dimension = encoder.identity.dimension
    passage_vectors = np.empty((len(passages), dimension), np.float32)
    sentence_vectors = np.empty((int(starts[-1]), dimension), np.float32)
    taken.passage_vectors(passage_vectors)
    taken.sentence_vectors(starts, sentence_vectors)
    new = np.flatnonzero(taken.rows < 0)
    new_sentences = _ranges(starts[new], starts[new + 1])
    texts = [inputs[number] for number in new]
    texts += [passages[n].quote(s) for n in new for s in passages[n].sentences]
    vectors = encoder.encode_passages(texts, progress)
    passage_vectors[new] = vectors[: len(new)]
    sentence_vectors[new_sentences] = vectors[len(new) :]
    contents = Contents(articles, split, passage_vectors, sentence_vectors, keys)
    return contents, len(texts)


def _ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Join ranges to one array of rows: starts [0, 5], ends [2, 6] -> [0, 1, 5]."""
    parts = [np.arange(*pair) for pair in zip(starts, ends, strict=True)]
    return np.concatenate([np.empty(0, np.int64), *parts])


def _manifest(contents: Contents, encoder: Encoder, encoded: int) -> Manifest:
    entries = tuple(
        ArticleEntry(article.id, article.title, len(passages))
        for article, passages in zip(contents.articles, contents.passages, strict=True)
    )
    return Manifest(
        format_version=FORMAT_VERSION,
        number=0,
        parent=0,
        created="",
        model=encoder.identity,
        articles=entries,
        passages=len(contents.passage_vectors),
        sentences=len(contents.sentence_vectors),
        encoded=encoded,
    )
