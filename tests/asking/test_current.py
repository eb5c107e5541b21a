"""The generation that is asked: opened once, as it is now, under its titles of now.

What is found damaged behind the questions: tests/library/test_large_files.py.
"""

import threading
from pathlib import Path

import pytest

from rag.asking.current import CurrentGeneration
from rag.building.indexing import build_index
from rag.errors import EmptyLibraryError, IndexMissingError
from rag.library.generation.generation import Generation
from rag.library.generation.nearest import VectorHome
from rag.library.library import Library
from tests.asking.making import indexed
from tests.fakes import WordEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with one article, indexed."""
    files = {"owls.txt": "Owls fly without a sound."}
    return indexed(tmp_path / "index", WordEncoder(), files)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note which folders of generations are opened."""
    folders: list[Path] = []
    opening = Generation.open

    def note(folder: Path, home: VectorHome) -> Generation:
        folders.append(folder)
        return opening(folder, home)

    monkeypatch.setattr(Generation, "open", note)
    return folders


def current(library: Library) -> CurrentGeneration:
    """Make what asks a library."""
    return CurrentGeneration(library, WordEncoder())


def test_it_is_opened_once(library: Library, opened: list[Path]):
    """Whichever of four threads asks first, all have the same."""
    asked = current(library)
    given: list[Generation] = []
    threads = [
        threading.Thread(target=lambda: given.append(asked.generation()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 4
    assert all(each is given[0] for each in given)
    assert [folder.name for folder in opened] == ["0001"]


def test_a_new_one_answers_from_its_publication_on(
    library: Library, opened: list[Path]
):
    """Who had the one before keeps it."""
    asked = current(library)
    before = asked.generation()
    build_index(library, WordEncoder())
    opened.clear()
    assert [asked.generation().manifest.number for _ in range(2)] == [2, 2]
    assert [folder.name for folder in opened] == ["0002"]
    assert before.manifest.number == 1


def test_its_articles_have_the_titles_of_now(library: Library, opened: list[Path]):
    """Given after it was opened, and given once more; nothing is opened for that."""
    asked = current(library)
    (owls,) = library.articles()
    titles = [asked.generation().article(owls.id).title]
    for title in ("Silent wings", "Night birds"):
        library.rename(owls.id, title)
        titles.append(asked.generation().article(owls.id).title)
    assert titles == ["Owls", "Silent wings", "Night birds"]
    assert asked.generation() is asked.generation()
    assert len(opened) == 1


def test_another_generation_has_them_too(library: Library):
    """It was built before the title was given: that of now counts in it as well."""
    asked = current(library)
    asked.generation()
    build_index(library, WordEncoder())
    (owls,) = library.articles()
    library.rename(owls.id, "Silent wings")
    assert asked.generation().article(owls.id).title == "Silent wings"
    library.generations.use(1)
    found = asked.generation()
    assert (found.manifest.number, found.article(owls.id).title) == (1, "Silent wings")


def test_a_library_without_articles_is_told_from_one_without_an_index(tmp_path: Path):
    """One wants an article, the other a rebuild; then it answers."""
    library = Library(tmp_path / "index")
    asked = current(library)
    for _ in range(2):
        with pytest.raises(EmptyLibraryError, match=r"index is empty; add an article"):
            asked.generation()
    library.add(b"Owls fly without a sound.", "owls.txt")
    with pytest.raises(IndexMissingError, match="quotewell rebuild"):
        asked.generation()
    build_index(library, WordEncoder())
    assert asked.generation().manifest.number == 1


def test_an_index_without_articles_is_no_empty_library(library: Library):
    """The last one was removed, and that is indexed: it is opened, and has nothing."""
    library.remove(library.articles()[0].id)
    build_index(library, WordEncoder())
    assert current(library).generation().manifest.articles == ()
