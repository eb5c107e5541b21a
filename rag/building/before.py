"""What a build takes over: of the generation in use, and of parts made ahead of it.

    encoded/NAME/        a part: articles that a worker has read, split and encoded

A part is a generation without what takes all articles to be known: languages, overviews
and questions. It is deleted when a build has taken it.
"""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from rag.errors import GenerationError, IndexMissingError
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import check_files, read_manifest
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.roles import ModelIdentity

PARTS = "encoded"

Row = tuple[Generation, int]
"""A passage that is known: where, and its number there."""

log = logging.getLogger(__name__)


class Before:
    """The articles and passages that are known.

    Args:
        published: The generation in use; None where there is none to take over from.
        parts: What was made since.
    """

    def __init__(
        self, published: Generation | None = None, parts: Sequence[Generation] = ()
    ) -> None:
        self.published = published
        self._all = [*parts, *([published] if published else [])]
        self._part_of = {e.id: part for part in parts for e in part.manifest.articles}

    @classmethod
    def open(cls, library: Library, model: ModelIdentity) -> "Before":
        """Open what is whole and of this model."""
        return cls(_published(library, model), list(_parts(library.root, model)))

    def having(self, article_id: str) -> Iterator[Generation]:
        """Give what has an article: the generation in use, a part, or both."""
        for each in (self.published, self._part_of.get(article_id)):
            if each is not None and each.has(article_id):
                yield each

    def holder(self, stored: StoredArticle) -> Generation | None:
        """Give what has an article with the title that it has now, None if nothing."""
        for each in self.having(stored.id):
            if stored.title in (None, each.title(stored.id)):
                return each
        return None

    def rows(self) -> dict[bytes, Row]:
        """Find passages by their keys, those of the generation in use first of all."""
        return {
            key: (each, row)
            for each in self._all
            for row, key in enumerate(each.passage_keys.tolist())
        }


def _published(library: Library, model: ModelIdentity) -> Generation | None:
    try:
        # What is taken over is never made anew, so every byte of it is checked.
        return library.open(model, whole=True)
    except IndexMissingError:
        return None
    except GenerationError as error:
        log.warning("%s; all articles are read and encoded anew", error.reason)
        return None


def _parts(root: Path, model: ModelIdentity) -> Iterator[Generation]:
    for folder in (root / PARTS).glob("[!.]*"):
        try:
            manifest = read_manifest(folder)
            check_files(folder, manifest)
        except GenerationError as error:
            log.warning("%s; its articles are encoded anew", error.reason)
            continue
        if manifest.model.sha256 == model.sha256:
            yield Generation(folder, manifest)
