"""A build: what it begins with, what it takes over, and what stops it."""

from pathlib import Path

import pytest

import rag.disk
import rag.library.generation.manifest
from rag.building.indexing import build_index, prepare_library
from rag.errors import EmptyLibraryError, IndexMissingError
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.encoder import ExportedEncoder
from rag.steps import Step, watched
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


def test_cancelled_build_leaves_the_index_in_use(
    library: Library, encoder: WordEncoder
):
    """What is raised by who watches stops the build, and nothing is published."""
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    library.add(TIDES, "tides.txt")

    def cancel(_: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(cancel):
        build_index(library, encoder)
    assert library.current() == 1
    assert [stored.name for stored in library.pending()] == ["tides.txt"]


def test_empty_library_has_nothing_to_build_or_open(
    library: Library, encoder: WordEncoder
):
    """Both say what mends it."""
    with pytest.raises(EmptyLibraryError, match="quotewell add FILE"):
        build_index(library, encoder)
    with pytest.raises(IndexMissingError, match="quotewell add FILE"):
        library.open(encoder.identity)


def test_new_library_gets_the_starter_article(library: Library, encoder: WordEncoder):
    """A first start has something to index; a second start changes nothing."""
    assert prepare_library(library)
    build_index(library, encoder)
    assert not prepare_library(library)
    assert [stored.name for stored in library.articles()] == [STARTER_ARTICLE.name]


def test_starter_article_leaves_with_a_persons_own(
    library: Library, encoder: WordEncoder
):
    """It was only offered: the first build with another article goes without it."""
    prepare_library(library)
    assert [each.id for each in build_index(library, encoder).articles] == [
        each.id for each in library.articles()
    ]
    owls = library.add(b"Owls hunt mice at night.", "owls.txt")
    assert [each.id for each in build_index(library, encoder).articles] == [owls.id]
    assert [each.id for each in library.articles()] == [owls.id]


def test_starter_article_that_was_removed_stays_away(library: Library):
    """Whoever removed the starter doesn't get it again."""
    prepare_library(library)
    library.remove(library.articles()[0].id)
    prepare_library(library)
    assert library.articles() == []


def test_article_stored_but_not_indexed_is_noticed(
    library: Library, encoder: WordEncoder
):
    """A build that was killed is made up for at the next start."""
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    library.add(TIDES, "tides.txt")
    assert prepare_library(library)


def test_library_that_became_empty_is_built(library: Library, encoder: WordEncoder):
    """Its only article was removed, and so the index has no passage."""
    stored = library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    library.remove(stored.id)
    made = build_index(library, encoder)
    assert (made.number, made.articles, made.passages) == (2, (), 0)


def test_nothing_is_taken_over_from_a_damaged_index(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """Not even where the damage lies between the samples that a question goes by."""
    monkeypatch.setattr(rag.library.generation.manifest, "LARGE_BYTES", 1)
    monkeypatch.setattr(rag.disk, "SAMPLES", 2)
    monkeypatch.setattr(rag.disk, "SAMPLE_BYTES", 1)
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    path = library.generations.folder(1) / "tokens.npy"
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    path.write_bytes(damaged)
    assert library.open(encoder.identity).manifest.number == 1
    assert build_index(library, encoder).encoded == 1
    assert (library.generations.folder(2) / "tokens.npy").read_bytes() == whole


def test_the_model_is_exported_once_the_index_is_there(
    library: Library, tmp_path: Path
):
    """Who waits for the index doesn't wait for that, too."""
    in_use: list[int | None] = []

    class Exporting(ExportedEncoder):
        identity = WordEncoder().identity
        count_tokens = WordEncoder().count_tokens
        encode_passages = WordEncoder().encode_passages

        def __init__(self) -> None:
            pass

        def keep_export(self) -> None:
            in_use.append(library.current())

    library.add(OWLS, "owls.txt")
    build_index(library, Exporting())
    assert in_use == [1]
