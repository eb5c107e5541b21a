"""The manifest: what is written is what is read, and whatever changed is named."""

import hashlib
import json
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from rag.disk import write_json
from rag.errors import IndexDamagedError, IndexMismatchError
from rag.library.generation import manifest as module
from rag.library.generation.manifest import (
    FORMAT_VERSION,
    ArticleEntry,
    FileCheck,
    LanguageEntry,
    Manifest,
    SetAside,
    check_files,
    check_large_files,
    program_version,
    read_manifest,
    write_manifest,
)
from rag.roles import ModelIdentity

WHOLE = Manifest(
    number=3,
    parent=2,
    created="2025-01-01T00:00:00+00:00",
    model=ModelIdentity("tiny", "0" * 64, 4, 16),
    articles=(
        ArticleEntry("sea", "Sea", 2, "ru"),
        ArticleEntry("owl", "Owls", 1, "en"),
    ),
    languages=(LanguageEntry("ru", 1, 0.25), LanguageEntry("en", 1, 1.0)),
    passages=3,
    sentences=5,
    encoded=1,
    as_of=7,
    set_aside=(SetAside("bad", "abc", "0.1.0", "it has no text"),),
    second_model=ModelIdentity("many", "1" * 64, 8, 32),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose files are large from 9 bytes on; a sample is their ends."""
    monkeypatch.setattr(module, "LARGE_BYTES", 8)
    monkeypatch.setattr("rag.disk.SAMPLES", 2)
    monkeypatch.setattr("rag.disk.SAMPLE_BYTES", 1)
    root = tmp_path / "0003"
    (root / "terms").mkdir(parents=True)
    (root / "terms" / "a.npy").write_bytes(b"12345678")
    (root / "keys.npy").write_bytes(b"123")
    (root / "rows.npy").write_bytes(b"123456789")
    (root / "texts.jsonl").write_bytes(b"123456789")
    write_manifest(root, WHOLE)
    return root


def sha256(data: bytes) -> str:
    """Hash as anybody would."""
    return hashlib.sha256(data).hexdigest()


def test_what_is_written_is_read(folder: Path):
    """Every field, with the size and hash of each file; only one has a sample."""
    read = read_manifest(folder)
    assert replace(read, files=()) == WHOLE
    keys, rows, terms, texts = sorted(read.files, key=lambda check: check.name)
    assert keys == FileCheck("keys.npy", 3, sha256(b"123"))
    assert terms == FileCheck("terms/a.npy", 8, sha256(b"12345678"))
    assert texts == FileCheck("texts.jsonl", 9, sha256(b"123456789"))
    assert (rows.name, rows.size_bytes, rows.sha256) == ("rows.npy", 9, texts.sha256)
    assert rows.sample_sha256
    assert read.has_samples
    assert not replace(read, files=(terms, texts)).has_samples


def test_a_manifest_of_one_model_has_no_second(folder: Path):
    """It says so."""
    write_json(folder / "manifest.json", asdict(replace(WHOLE, second_model=None)))
    assert read_manifest(folder).second_model is None


def test_titles_are_found_by_id():
    """Of both articles."""
    assert WHOLE.titles == {"sea": "Sea", "owl": "Owls"}


def test_files_that_are_as_they_were_written_pass(folder: Path):
    """Nothing is said, whichever check."""
    check_files(folder, read_manifest(folder))
    check_large_files(folder, read_manifest(folder))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("terms/a.npy", None, r"terms/a\.npy of generation 0003 is missing or can't"),
        ("terms/a.npy", b"1234567", "has another size"),
        ("terms/a.npy", b"123456789", "has another size"),
        ("terms/a.npy", b"1234x678", "was changed"),
        ("texts.jsonl", b"1234x6789", "was changed"),
        ("rows.npy", b"x23456789", "was changed"),
    ],
)
def test_what_changed_is_named(folder: Path, name: str, data: bytes | None, said: str):
    """It is missing, of another size, or of other bytes; the mend is a rebuild."""
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)
    with pytest.raises(IndexDamagedError, match=f"{said}.*quotewell rebuild"):
        check_files(folder, read_manifest(folder))


def test_between_the_samples_only_reading_all_finds_a_change(folder: Path):
    """Of a large file its ends are looked at first, and the rest later."""
    (folder / "rows.npy").write_bytes(b"1234x6789")
    check_files(folder, read_manifest(folder))
    with pytest.raises(IndexDamagedError, match=r"rows\.npy .* was changed"):
        check_large_files(folder, read_manifest(folder))


def test_reading_all_of_large_files_leaves_small_ones(folder: Path):
    """They were read whole when the generation was opened."""
    (folder / "terms" / "a.npy").unlink()
    check_large_files(folder, read_manifest(folder))


@pytest.mark.parametrize("number", [FORMAT_VERSION - 1, FORMAT_VERSION + 1, "x"])
def test_another_format_is_not_read(folder: Path, number: object):
    """Whatever else it says: other fields may mean something else there."""
    write_json(folder / "manifest.json", {"format_version": number})
    said = f"generation 0003 is of format {number}, .* reads format {FORMAT_VERSION}"
    with pytest.raises(IndexMismatchError, match=said):
        read_manifest(folder)


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", "{}", json.dumps({"format_version": FORMAT_VERSION})],
)
def test_what_is_no_manifest_is_damaged(folder: Path, text: str | None):
    """Missing, cut short, of another shape, or lacking fields."""
    (folder / "manifest.json").unlink()
    if text is not None:
        (folder / "manifest.json").write_text(text)
    with pytest.raises(IndexDamagedError, match="0003 has no readable manifest"):
        read_manifest(folder)


def test_a_changed_manifest_is_damaged(folder: Path):
    """A title with another letter, though it is well-formed."""
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace("Owls", "Owlx"))
    with pytest.raises(IndexDamagedError, match="no readable manifest"):
        read_manifest(folder)


def test_the_programs_version_is_that_of_its_package(monkeypatch: pytest.MonkeyPatch):
    """Without being installed it has none."""
    assert program_version() == version("quotewell")

    def missing(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(module, "version", missing)
    assert program_version() == ""


def test_a_quarter_of_a_gibibyte_is_read_whole():
    """Reading that much takes less than a second, as the index is opened."""
    assert module.LARGE_BYTES == 268_435_456
