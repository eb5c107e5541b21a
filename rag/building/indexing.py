"""From articles to a new generation; only text that is new gets encoded."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.building.before import PARTS, Before
from rag.building.filling import Filling, Suggest, no_questions
from rag.building.texts import read_texts, split_articles
from rag.errors import EmptyLibraryError
from rag.library.generation.manifest import Manifest
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.encoder import keep_export
from rag.roles import Encoder
from rag.types import Article

MakeParts = Callable[[Library, Encoder, Sequence[str]], None]
"""Reads and encodes articles, by their ids, as parts that a build takes over."""


def build_index(
    library: Library,
    encoder: Encoder,
    *,
    suggest: Suggest = no_questions,
    make_parts: MakeParts | None = None,
    retry: bool = False,
) -> Manifest:
    """Read every article of the library and publish the index made of them.

    Changes made meanwhile wait for the next build. An article that can't be indexed is
    set aside: it stays in the library, and the manifest says why it isn't in the index.
    Who watches (`rag.steps`) may stop it, and the index in use stays.

    Args:
        library: Where the articles lie and the index goes.
        encoder: Makes the vectors.
        suggest: Makes questions to begin with (`rag.suggesting`); without it there
            are none, as nobody sees them where answers are measured.
        make_parts: Has other machines read and encode what is new; None does it here.
        retry: Try what was set aside before again, though nothing has changed.

    Returns:
        The manifest of the new generation.

    Raises:
        EmptyLibraryError: There is no article, and there never was.
        LibraryBusyError: Another process is building.
    """
    with library.building():
        # Removing the last article is a change, and is published like any other.
        if not library.articles() and library.current() is None:
            raise EmptyLibraryError(
                "the library has no article; add one with `quotewell add FILE`"
            )
        snapshot = library.snapshot()
        before = Before.open(library, encoder.identity)
        if make_parts is not None:
            new = [s.id for s in snapshot.articles if not before.holder(s)]
            make_parts(library, encoder, new)
            before = Before.open(library, encoder.identity)
        texts = read_texts(library, snapshot.articles, encoder, before, retry=retry)
        filling = Filling(texts, encoder, before, suggest, library.home)
        manifest = library.publish(filling.write, snapshot.as_of)
        shutil.rmtree(library.root / PARTS, ignore_errors=True)  # all is taken over
        # Takes seconds, for which nobody who waits for the index has to wait.
        keep_export(encoder)
        return manifest


def prepare_library(library: Library) -> bool:
    """Offer the starter article to a library in which nothing was ever added.

    It leaves with the first build that has an article of a person's own.

    Returns:
        Whether the index is to be built: none is there that this version reads, or
        the build after a change was stopped.
    """
    # Where there is an index, what was added was deleted again.
    if library.is_new() and library.current() is None:
        data = STARTER_ARTICLE.read_bytes()
        checked = library.originals.check(data, STARTER_ARTICLE.name)
        library.store(replace(checked, offered=True), data)
    return bool(library.pending())


def publish_articles(
    library: Library,
    articles: Sequence[Article],
    encoder: Encoder,
) -> Manifest:
    """Publish an index of exactly these articles.

    What the generation in use knows of them, passages and vectors, is taken over.

    Args:
        library: Where the index goes.
        articles: What it is made of.
        encoder: Makes the vectors.

    Returns:
        The manifest of the new generation.
    """
    with library.building():
        as_of = library.snapshot().as_of
        before = Before.open(library, encoder.identity)
        texts = split_articles(articles, encoder, before)
        filling = Filling(texts, encoder, before, no_questions, library.home)
        return library.publish(filling.write, as_of)
