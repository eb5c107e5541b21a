"""From articles to a new generation; only text that is new gets encoded."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from rag.building.filling import Filling, Suggest, no_questions
from rag.building.texts import read_texts, split_articles
from rag.errors import EmptyLibraryError, GenerationError, IndexMissingError
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import Manifest
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.encoder import keep_export
from rag.roles import Encoder, ModelIdentity
from rag.types import Article

log = logging.getLogger(__name__)


def build_index(
    library: Library,
    encoder: Encoder,
    *,
    suggest: Suggest = no_questions,
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
        previous = _previous(library, encoder.identity)
        texts = read_texts(library, snapshot.articles, encoder, previous, retry=retry)
        filling = Filling(texts, encoder, previous, suggest, library.home)
        manifest = library.publish(filling.write, snapshot.as_of)
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
    if library.is_new():
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
        previous = _previous(library, encoder.identity)
        texts = split_articles(articles, encoder, previous)
        filling = Filling(texts, encoder, previous, no_questions, library.home)
        return library.publish(filling.write, as_of)


def _previous(library: Library, model: ModelIdentity) -> Generation | None:
    """Open the generation to take over from, if it is whole and of this model."""
    try:
        # What is taken over is never made anew, so every byte of it is checked.
        return library.open(model, whole=True)
    except IndexMissingError:
        return None
    except GenerationError as error:
        log.warning("%s; all articles are read and encoded anew", error.reason)
        return None
