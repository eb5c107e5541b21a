"""What waits for the index: what it lacks or has too much, and not what it refused."""

from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.library.articles import ArticleStore
from rag.library.generation import manifest
from rag.library.generation.manifest import (
    MANIFEST,
    Manifest,
    SetAside,
    program_version,
)
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from tests.fakes import WordEncoder

NAMES = ("ants", "bees", "owls")


@pytest.fixture
def library(copied) -> Library:
    """Give a library of three articles, all indexed."""
    return copied(add_three)


def add_three(library: Library) -> None:
    """Add the articles, and index them."""
    for name in NAMES:
        library.add(f"The {name} are many.".encode(), f"{name}.txt")
    build_index(library, WordEncoder())


def stored(library: Library, name: str) -> StoredArticle:
    """Find an article by its file."""
    return next(each for each in library.articles() if each.name == f"{name}.txt")


def waiting(library: Library) -> list[str]:
    """Name what waits."""
    return sorted(Path(each.name).stem for each in library.pending())


def test_added_removed_and_retitled_articles_wait(library: Library):
    """Until that is taken back; tags and the title that it has change no index."""
    ants, bees = stored(library, "ants").id, stored(library, "bees").id
    library.rename(stored(library, "owls").id, "Owls")
    library.tag([ants], add=["insect"])
    assert waiting(library) == []
    library.add(b"Tides rise.", "tides.txt")
    library.remove(ants)
    library.rename(bees, "Honey")
    assert waiting(library) == ["ants", "bees", "tides"]
    library.restore(ants)
    library.rename(bees, "Bees")
    library.remove(stored(library, "tides").id)
    assert waiting(library) == []


def test_all_that_is_there_waits_where_the_index_cannot_be_read(library: Library):
    """What was removed doesn't."""
    library.remove(stored(library, "ants").id)
    (library.generations.folder(1) / MANIFEST).write_text("{")
    assert waiting(library) == ["bees", "owls"]
    assert library.set_aside() == {}


@pytest.fixture
def refused(library: Library) -> Library:
    """Give the library with an index of nothing, which says why it lacks the ants."""
    ants = stored(library, "ants")
    state = ArticleStore(library.root / "articles").state_of(ants)
    aside = SetAside(ants.id, state, program_version(), "too many")
    nothing = Manifest(
        model=WordEncoder().identity, articles=(), languages=(), passages=0,
        sentences=0, encoded=0, set_aside=(aside,),
    )  # fmt: skip
    library.publish(lambda _: nothing, 10**18)
    return library


def test_what_was_refused_waits_for_nothing(refused: Library):
    """It is listed with its reason; a rebuild would come to the same."""
    ants = stored(refused, "ants").id
    assert {key: each.reason for key, each in refused.set_aside().items()} == {
        ants: "too many"
    }
    assert waiting(refused) == ["bees", "owls"]


@pytest.mark.parametrize("change", ["version", "file", "record", "removed"])
def test_it_is_tried_again_when_anything_is_another(
    refused: Library, monkeypatch: pytest.MonkeyPatch, change: str
):
    """A new version may read it, and so may a file or a record that was changed."""
    ants = stored(refused, "ants")
    original = next(refused.root.glob(f"articles/{ants.id}/original*"))
    if change == "version":
        monkeypatch.setattr(manifest, "version", lambda _: "none yet")
    elif change == "file":
        original.write_bytes(b"The ants are few.")
    elif change == "record":
        refused.rename(ants.id, "Few")
    else:
        refused.remove(ants.id)
    assert refused.set_aside() == {}
    assert waiting(refused)[0] == ("bees" if change == "removed" else "ants")
