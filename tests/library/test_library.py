"""The library on disk: what is added stays, what is published is whole."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import rag.library.articles
from rag.building.indexing import build_index
from rag.errors import (
    EmptyFileError,
    IndexDamagedError,
    LibraryBusyError,
)
from rag.library.library import Library
from rag.types import Article
from tests.fakes import WordEncoder
from tests.faults_worker import begin, receive

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


def files_of(library: Library) -> set[str]:
    """Name every file under the library but the locks."""
    paths = (p for p in library.root.rglob("*") if p.is_file() and "lock" not in p.name)
    return {str(path.relative_to(library.root)) for path in paths}


@pytest.mark.attack
def test_file_is_read_before_the_writers_lock_is_taken(library: Library, monkeypatch):
    """While a file is read, which may take a minute, others write."""
    real = rag.library.articles.read_article

    def read(data: bytes, name: str, **options: object) -> Article:
        if data == OWLS:
            with ThreadPoolExecutor(1) as other:
                other.submit(library.add, TIDES, "tides.txt").result()
        return real(data, name, **options)

    monkeypatch.setattr("rag.library.articles.read_article", read)
    monkeypatch.setattr(library._writer._lock, "timeout", 0)
    library.add(OWLS, "owls.txt")
    assert len(library.articles()) == 2


def test_refused_file_leaves_nothing(library: Library):
    """A file that can't be read leaves no folder behind."""
    with pytest.raises(EmptyFileError):
        library.add(b" \n", "blank.txt")
    assert files_of(library) == set()


def test_build_publishes_what_can_be_opened(library: Library, encoder: WordEncoder):
    """The published generation holds the article, its passages and its text."""
    stored = library.add(OWLS, "owls.txt")
    manifest = build_index(library, encoder)
    generation = library.open(encoder.identity)
    assert generation.manifest.number == manifest.number == 1
    assert generation.article(stored.id).text == OWLS.decode()
    assert generation.passages[0].article_id == stored.id
    assert library.pending() == []


GENERATION_FILES = (
    "manifest.json",
    "articles.jsonl",
    "articles.offsets.npy",
    "passages.jsonl",
    "passages.offsets.npy",
    "terms.jsonl",
    "terms.offsets.npy",
    "starters.jsonl",
    "starters.offsets.npy",
    "passages.faiss",
    "sentences.faiss",
    "tokens.npy",
    "token_spans.npy",
    "context_tokens.npy",
    "article_rows.npy",
    "sentence_rows.npy",
    "token_rows.npy",
    "passage_keys.npy",
    "passage_terms/vocab.index.json",
    "sentence_terms/indices.csc.index.npy",
)


@pytest.mark.parametrize("name", GENERATION_FILES)
@pytest.mark.parametrize("damage", ["missing", "cut", "flipped"])
def test_damaged_file_is_found_and_the_older_generation_used(
    twice: Library, encoder: WordEncoder, name: str, damage: str
):
    """Whatever happens to one file, opening falls back to the last whole generation."""
    path = twice.root / "generations" / "0002" / name
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        middle = len(data) // 2
        flipped = bytes([data[middle] ^ 0xFF])
        path.write_bytes(data[:middle] + flipped + data[middle + 1 :])
    assert twice.open(encoder.identity).manifest.number == 1


def test_damage_without_an_older_generation_says_so(
    library: Library, encoder: WordEncoder
):
    """With nothing to fall back to the error names the file and the mend."""
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    (library.root / "generations" / "0001" / "passages.faiss").unlink()
    with pytest.raises(IndexDamagedError, match=r"passages\.faiss.*quotewell rebuild"):
        library.open(encoder.identity)
    build_index(library, encoder)
    assert library.open(encoder.identity).manifest.number == 2


def hold(root: Path, report: Connection) -> None:
    """Hold the writer's place until told to let go."""
    with Library(root).writing():
        report.send("held")
        receive(report)


def test_second_writer_is_told_to_wait(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """While another process writes, adding fails clearly; afterwards it works."""
    monkeypatch.setattr("rag.library.locks.WRITERS_PATIENCE_S", 0.1)
    library = Library(library.root)
    process, pipe = begin(hold, library.root)
    assert receive(pipe) == "held"
    with pytest.raises(LibraryBusyError, match="try again"):
        library.add(OWLS, "owls.txt")
    pipe.send("go")
    process.join()
    assert library.add(OWLS, "owls.txt") in library.articles()


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "kept", "file"),
    [
        ("a\udcff.txt", "a?.txt", "original.txt"),
        ("a.t\0t", "a.t\0t", "original"),
        ("a." + "x" * 300, "a." + "x" * 300, "original"),
        ("a.\U0001f600", "a.\U0001f600", "original"),
        ("../a.TXT", "../a.TXT", "original.txt"),
        ("a.markdown", "a.markdown", "original.markdown"),
        ("a./x", "a./x", "original"),
    ],
)
def test_odd_names_are_stored(library: Library, name: str, kept: str, file: str):
    """The name is kept as words; the file on disk has an ending that any disk takes."""
    stored = library.add(OWLS, name)
    assert stored.name == kept
    assert library.articles() == [stored]
    assert (library.root / "articles" / stored.id / file).read_bytes() == OWLS


def test_a_library_is_new_until_something_was_added(library: Library):
    """What was removed, and what can't be read any more, was added all the same."""
    assert library.is_new()
    stored = library.add(OWLS, "owls.txt")
    assert not library.is_new()
    library.remove(stored.id)
    assert not library.is_new()
    (library.root / "articles" / stored.id / "article.json").write_text("{")
    assert library.articles() == []
    assert not library.is_new()
