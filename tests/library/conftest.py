"""Libraries that many tests of the library begin with, made once a run."""

import shutil
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import small_library
from tests.made_once import folder_of_run, made_once


@pytest.fixture(scope="session")
def made_stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library as `small_library` makes it, which stays as it is."""
    return made_once(folder_of_run(tmp_path_factory) / "stories", small_library)


@pytest.fixture
def stories(made_stories: Path, tmp_path: Path) -> Library:
    """Give a library with two articles, indexed one after the other."""
    return Library(Path(shutil.copytree(made_stories, tmp_path / "index")))


@pytest.fixture(scope="session")
def made_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library of one article with two generations, which stays as it is."""
    return made_once(folder_of_run(tmp_path_factory) / "twice", _make_twice)


def _make_twice(root: Path) -> None:
    library = Library(root)
    library.add(b"Owls fly without a sound.\n", "owls.txt")
    build_index(library, WordEncoder())
    change(library)
    build_index(library, WordEncoder())


def change(library: Library) -> None:
    """Change a library so that its articles are the same afterwards."""
    article_id = library.articles()[0].id
    library.remove(article_id)
    library.restore(article_id)


@pytest.fixture
def twice(made_twice: Path, tmp_path: Path) -> Library:
    """Give a library of one article, indexed, changed and indexed again."""
    return Library(Path(shutil.copytree(made_twice, tmp_path / "index")))
