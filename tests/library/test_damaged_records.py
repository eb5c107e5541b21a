"""One damaged record costs one article, until it is mended; nothing of it is lost."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.cli.doctor import examine
from rag.errors import LibraryError
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.settings import Settings
from tests.fakes import WordEncoder

pytestmark = pytest.mark.attack
OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


@pytest.fixture
def library(copied) -> Library:
    """Give a library with two articles, indexed."""
    return copied(add_both)


def add_both(library: Library) -> None:
    """Add the articles, and index each."""
    for data, name in ((OWLS, "owls.txt"), (TIDES, "tides.txt")):
        library.add(data, name, f"On {name}")
        build_index(library, WordEncoder())


def flip(path: Path, place: bytes) -> None:
    """Flip a bit of the first byte of some words in a file."""
    data = bytearray(path.read_bytes())
    data[data.index(place)] ^= 1
    path.write_bytes(data)


@pytest.fixture
def owls(library: Library) -> StoredArticle:
    """Give an article whose record is cut to half."""
    stored = library.articles()[0]
    path = library.root / "articles" / stored.id / "article.json"
    path.write_bytes(path.read_bytes()[:40])
    return stored


def test_the_rest_goes_on(library: Library, owls: StoredArticle):
    """List, add, rebuild, undo and compact do what they do, and keep its file."""
    original = library.root / "articles" / owls.id / "original.txt"
    library.add(b"Bees dance in the hive.\n", "bees.txt")
    build_index(library, WordEncoder())
    library.undo()
    assert [stored.name for stored in library.articles()] == ["tides.txt"]
    library.compact()
    assert original.read_bytes() == OWLS
    assert [owls.id in str(error) for error in library.damaged()] == [True]


def test_articles_that_may_not_be_listed_are_not_taken_for_none(
    library: Library, monkeypatch
):
    """Whatever asks for them says so; so no build makes an index of nothing."""

    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    before = library.current()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        for ask in (library.articles, library.is_new, library.damaged):
            with pytest.raises(LibraryError, match=r"articles can't be read \(Perm"):
                ask()
        with pytest.raises(LibraryError, match="articles can't be read"):
            build_index(library, WordEncoder())
    assert library.current() == before


def test_the_lists_and_the_doctor_show_it(
    library: Library, owls, run, capsys, monkeypatch
):
    """It is no more hidden than it is deleted."""
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    library.root.rename("library")
    assert run("list") == 0
    shown = capsys.readouterr()
    assert "tides-" in shown.out
    assert f"record of article {owls.id} can't be read" in shown.err
    found = [f.text for f in examine(Settings(index=Path("library"))) if not f.ok]
    assert any(f"record of article {owls.id}" in text for text in found)


@pytest.mark.parametrize("place", [b"On owls", b"owls.txt", b"20", b"false"])
def test_flipped_bit_in_a_record_is_noticed(library: Library, place: bytes):
    """Be it in a title, which is any text, or in a time."""
    stored = library.articles()[0]
    flip(library.root / "articles" / stored.id / "article.json", place)
    assert len(library.damaged()) == 1
    assert [stored.name for stored in library.articles()] == ["tides.txt"]
