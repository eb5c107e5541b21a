"""The starter article leaves for a person's own, and nothing of it is lost."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from rag.building.indexing import build_index, prepare_library
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from tests.fakes import WordEncoder
from tests.library.test_library_model import Fault, KilledError, struck

STARTER = STARTER_ARTICLE.name
OWN = b"Owls hunt mice at night."


@pytest.fixture
def library(copied) -> Library:
    """Give a library after its first start: the starter article, indexed."""
    return copied(start_first)


def start_first(library: Library) -> None:
    """Offer the starter article, and index it."""
    prepare_library(library)
    build(library)


def build(library: Library) -> None:
    """Index what there is."""
    build_index(library, WordEncoder())


def names(library: Library) -> tuple[list[str], list[str]]:
    """Name the articles of the library, and those of its index."""
    stored = library.articles()
    generation = library.open(WordEncoder().identity)
    indexed = [entry.id for entry in generation.manifest.articles]
    ids = {each.id: each.name for each in stored}
    return [each.name for each in stored], [ids.get(one, "?") for one in indexed]


def add_file(library: Library, _: Path) -> None:
    """Add an article by its bytes, as page, API and command line do."""
    library.add(OWN, "owls.txt")


def add_folder(library: Library, folder: Path) -> None:
    """Follow a folder with one file."""
    (folder / "own").mkdir()
    (folder / "own" / "owls.txt").write_bytes(OWN)
    follow_folder(library, folder / "own")


@pytest.mark.parametrize("add", [add_file, add_folder])
def test_starter_leaves_when_an_article_is_added(
    library: Library, tmp_path: Path, add: Callable[[Library, Path], None]
):
    """Whichever way it came, the index has it alone."""
    add(library, tmp_path)
    build(library)
    assert names(library) == (["owls.txt"], ["owls.txt"])


def test_starter_stays_while_it_is_alone(library: Library):
    """Building anew is no addition, and neither is an article that went again."""
    build(library)
    library.remove(library.add(OWN, "owls.txt").id)
    build(library)
    assert names(library) == ([STARTER], [STARTER])


def test_undo_brings_it_back(library: Library):
    """One undo takes back the addition and what it led to; then it leaves again."""
    library.add(OWN, "owls.txt")
    build(library)
    library.undo()
    assert names(library) == ([STARTER], [STARTER])
    library.add(b"Whales sing long songs.", "whales.txt")
    build(library)
    assert names(library)[0] == ["whales.txt"]


@pytest.mark.attack
def test_undo_of_a_build_that_was_killed_takes_back_both(library: Library):
    """The snapshot was taken, but nothing published: still one change of a person."""
    library.add(OWN, "owls.txt")
    library.snapshot()
    assert names(library)[0] == ["owls.txt"]
    library.undo()
    assert names(library) == ([STARTER], [STARTER])


@pytest.mark.attack
@pytest.mark.parametrize("step", range(1, 9))
def test_kill_in_between_loses_nothing(library: Library, step: int):
    """Killed at any write, the index answers; the next build and undo are as ever."""
    library.add(OWN, "owls.txt")
    with struck(Fault(step, is_kill=True)), suppress(KilledError):
        library.snapshot()
    library = Library(library.root)
    assert len(library.open(WordEncoder().identity).articles) == 1
    build(library)
    assert names(library) == (["owls.txt"], ["owls.txt"])
    library.undo()
    assert names(library) == ([STARTER], [STARTER])


def test_undo_of_a_later_article_leaves_the_first(library: Library):
    """Of two that came before the build, the first is what it left for."""
    library.add(OWN, "owls.txt")
    library.add(b"Whales sing long songs.", "whales.txt")
    library.snapshot()
    library.undo()
    assert names(library)[0] == ["owls.txt"]
    library.undo()
    assert names(library)[0] == [STARTER]


def add_again(library: Library) -> None:
    """Add the starter by hand."""
    library.add(STARTER_ARTICLE.read_bytes(), STARTER)


def rename(library: Library) -> None:
    """Name the starter."""
    library.rename(library.articles()[0].id, "China")


def remove_and_restore(library: Library) -> None:
    """Remove the starter and bring it back."""
    library.restore(library.remove(library.articles()[0].id)[0].id)


@pytest.mark.parametrize("keep", [add_again, rename, remove_and_restore])
def test_whoever_wants_the_starter_keeps_it(
    library: Library, keep: Callable[[Library], None]
):
    """Once a person has said anything of it, it is an article like others."""
    keep(library)
    library.add(OWN, "owls.txt")
    build(library)
    assert names(library)[1] == [STARTER, "owls.txt"]


def test_starter_that_left_can_be_added(library: Library):
    """By hand it comes back, and stays."""
    library.add(OWN, "owls.txt")
    build(library)
    add_again(library)
    build(library)
    library.add(b"Whales sing long songs.", "whales.txt")
    build(library)
    assert names(library)[1] == [STARTER, "owls.txt", "whales.txt"]


def test_second_first_start_keeps_the_offer_one(library: Library):
    """Two that start at once both offer it: that is nobody's wish to keep it."""
    stored = library.articles()[0]
    library.store(stored, STARTER_ARTICLE.read_bytes())
    library.add(OWN, "owls.txt")
    build(library)
    assert names(library)[1] == ["owls.txt"]


def test_a_library_that_was_emptied_is_offered_nothing(library: Library):
    """What was there was removed and deleted for good: it isn't a first start."""
    library.remove(library.articles()[0].id)
    build(library)
    assert library.compact().articles == 1
    assert not prepare_library(library)
    assert library.articles() == []


def test_starter_that_a_person_added_stays(tmp_path: Path):
    """An article like any other, where it was never offered."""
    library = Library(tmp_path / "index")
    add_again(library)
    library.add(OWN, "owls.txt")
    build(library)
    assert names(library)[1] == [STARTER, "owls.txt"]


def test_own_article_that_was_there_first_is_no_new_one(library: Library):
    """It left once; what is brought back by undo in between stays away with it."""
    library.add(OWN, "owls.txt")
    build(library)
    build(library)
    library.rename(library.articles()[0].id, "Owls")
    build(library)
    library.undo()
    assert names(library)[0] == ["owls.txt"]
