"""Deleting what the index in use doesn't need: what `undo` could have brought back."""

from dataclasses import dataclass
from pathlib import Path

from rag.disk import size_of
from rag.library.articles import ArticleStore
from rag.library.folder_record import note_deleted
from rag.library.generation.manifest import Manifest
from rag.library.generations import Generations
from rag.library.stored_article import StoredArticle


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many articles and generations are deleted, and how many bytes."""

    articles: int
    generations: int
    freed_bytes: int


def compactable(store: ArticleStore, generations: Generations) -> Compacted:
    """Say what `compact` would delete.

    Raises:
        GenerationError: The generation in use is damaged, so the earlier ones stay.
    """
    removed = _gone(store, generations.manifest())
    old = generations.old(1)
    sizes = [stored.size_bytes for stored in removed]
    sizes += [size_of(generations.folder(number)) for number in old]
    return Compacted(len(removed), len(old), sum(sizes))


def compact(
    root: Path,
    store: ArticleStore,
    generations: Generations,
    manifest: Manifest | None,
) -> Compacted:
    """Delete earlier generations, and removed articles that the index lacks.

    Args:
        root: The library's folder, which shrinks.
        store: The articles; the writer's place is held.
        generations: The indexes; the builder's place is held.
        manifest: That of the index in use, which is known to be whole.

    Raises:
        LibraryError: The record of followed folders is damaged; no article is deleted.
    """
    # Measured, not added up: what killed writers left goes, too.
    before = size_of(root)
    generations.remove_leftovers()
    store.records.remove_leftovers()
    forgotten = generations.forget_old(1)
    removed = _gone(store, manifest)
    if removed:
        note_deleted(root, removed)
    for stored in removed:
        store.delete(stored)
    freed = store.move(manifest.titles if manifest else ()) + before - size_of(root)
    return Compacted(len(removed), forgotten, freed)


def _gone(store: ArticleStore, manifest: Manifest | None) -> list[StoredArticle]:
    """List the removed articles that an index lacks, and knows to be removed."""
    indexed, as_of = (manifest.titles, manifest.as_of) if manifest else ({}, 0)
    return [
        stored
        for stored in store.records.everything()
        if stored.removed and stored.id not in indexed and stored.changed <= as_of
    ]
