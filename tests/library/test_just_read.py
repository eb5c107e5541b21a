"""What was read when a file was added is not read again by the build that follows."""

from pathlib import Path

import pytest

import rag.library.articles
from rag.building.indexing import build_index
from rag.library.articles import ArticleStore
from rag.library.library import Library
from rag.types import Article
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """Give the names of the files that are read from now on."""
    names: list[str] = []
    read = rag.library.articles.read_article

    def remember(data: bytes, name: str, **options) -> Article:
        names.append(name)
        return read(data, name, **options)

    monkeypatch.setattr(rag.library.articles, "read_article", remember)
    return names


def test_only_so_much_is_held(tmp_path: Path):
    """Of three texts of two million characters the first isn't."""
    held = ArticleStore(tmp_path)._read
    half = Article("owls-1", "Owls", "x" * 2_000_000, ())
    for name in "abc":
        held.put((name, name, None), half)
    assert held.take(("a", "a", None)) is None
    assert held.take(("b", "b", None)) is half


def test_a_build_reads_nothing_that_was_just_added(tmp_path: Path, reads: list[str]):
    """One reading, and the article is whole; without the memory of it, it is read."""
    library = Library(tmp_path / "index")
    library.add(OWLS, "owls.txt")
    build_index(library, WordEncoder())
    assert reads == ["owls.txt"]
    article = library.open(WordEncoder().identity).article(library.articles()[0].id)
    assert article == library.originals.read(library.articles()[0])
    assert reads == ["owls.txt"] * 2


def test_a_title_of_ones_own_is_read_with_it(tmp_path: Path, reads: list[str]):
    """Renamed before it was built, it is read anew: its title stands elsewhere, too."""
    library = Library(tmp_path / "index")
    stored = library.add(OWLS, "owls.txt", "Birds")
    assert library.originals.read(stored).title == "Birds"
    library.add(OWLS, "owls.txt")
    renamed = library.rename(stored.id, "Birds of the night")
    assert library.originals.read(renamed).title == "Birds of the night"
    assert reads == ["owls.txt"] * 3


def test_a_file_that_was_changed_is_read_as_it_is(tmp_path: Path, reads: list[str]):
    """Not as it was when it was added."""
    library = Library(tmp_path / "index")
    stored = library.add(OWLS, "owls.txt")
    original = next((library.root / "articles" / stored.id).glob("original*"))
    original.write_bytes(b"Bees dance in the hive.\n")
    assert library.originals.read(stored).text.startswith("Bees dance")
    assert reads == ["owls.txt"] * 2
