"""Libraries that many tests of the library begin with."""

import pytest

from rag.building.indexing import build_index
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import small_library


@pytest.fixture
def stories(copied) -> Library:
    """Give a library with two articles, indexed one after the other."""
    return copied(_add_stories)


def _add_stories(library: Library) -> None:
    small_library(library.root)


@pytest.fixture
def twice(copied) -> Library:
    """Give a library of one article, indexed, changed and indexed again."""
    return copied(_build_twice)


def _build_twice(library: Library) -> None:
    library.add(b"Owls fly without a sound.\n", "owls.txt")
    build_index(library, WordEncoder())
    change(library)
    build_index(library, WordEncoder())


def change(library: Library) -> None:
    """Change a library so that its articles are the same afterwards."""
    article_id = library.articles()[0].id
    library.remove(article_id)
    library.restore(article_id)
