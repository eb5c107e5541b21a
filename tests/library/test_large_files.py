"""Files too large to be read before the first answer: flipped bits are found anyway.

Here every file of more than 100 bytes is large, and a sample is its ends.
"""

import threading
from pathlib import Path

import pytest

import rag.cli.doctor
import rag.disk
import rag.library.generation.manifest
from rag.asking.assistant import Assistant
from rag.asking.current import CHECK_THREAD
from rag.building.indexing import build_index
from rag.cli.doctor import examine
from rag.errors import IndexDamagedError
from rag.library.generation.manifest import Manifest
from rag.library.generations import Generations
from rag.library.library import Library
from rag.settings import Settings
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


@pytest.fixture
def library(
    tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> Library:
    """Give a library of two generations whose large files are sampled."""
    monkeypatch.setattr(rag.library.generation.manifest, "LARGE_BYTES", 100)
    monkeypatch.setattr(rag.disk, "SAMPLES", 2)
    monkeypatch.setattr(rag.disk, "SAMPLE_BYTES", 1)
    library = Library(tmp_path / "index")
    for data, name in ((OWLS, "owls.txt"), (TIDES, "tides.txt")):
        library.add(data, name)
        build_index(library, encoder)
    return library


def flip(library: Library, number: str, name: str) -> None:
    """Flip a bit in the middle of a file, where no sample is taken."""
    path = library.root / "generations" / number / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def await_checks() -> None:
    """Wait until no file is being read whole."""
    for thread in threading.enumerate():
        if thread.name == CHECK_THREAD:
            thread.join()


def test_flipped_bit_is_found_behind_the_first_answer(
    library: Library, encoder: WordEncoder, caplog: pytest.LogCaptureFixture
):
    """The damaged generation opens, and soon the one before it answers; that's said."""
    flip(library, "0002", "tokens.npy")
    assistant = Assistant(library, encoder)
    assert assistant.ask("Do owls fly?").citations
    await_checks()
    assert assistant.generation().manifest.number == 1
    assert "tokens.npy of generation 0002 was changed" in caplog.text
    assert "generation 1 is used meanwhile" in caplog.text


def test_flipped_bit_in_every_generation_is_an_error(
    library: Library, encoder: WordEncoder
):
    """With nothing whole to fall back to, asking says what is damaged."""
    for number in ("0001", "0002"):
        flip(library, number, "tokens.npy")
    assistant = Assistant(library, encoder)
    assistant.generation()
    await_checks()
    with pytest.raises(IndexDamagedError, match=r"0002 was changed.*quotewell rebuild"):
        assistant.ask("Do owls fly?")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Keep every check of large files waiting until this is set."""
    opened = threading.Event()
    check = Generations.check_large_files

    def wait(self: Generations, manifest: Manifest) -> None:
        if threading.current_thread().name == CHECK_THREAD:
            assert opened.wait(30)
        check(self, manifest)

    monkeypatch.setattr(Generations, "check_large_files", wait)
    return opened


def test_what_was_published_meanwhile_goes_on_answering(
    library: Library, encoder: WordEncoder, gate: threading.Event
):
    """A check that finds damage late takes nothing back that was opened since."""
    flip(library, "0002", "tokens.npy")
    assistant = Assistant(library, encoder)
    assert assistant.generation().manifest.number == 2
    build_index(library, encoder)
    third = assistant.generation()
    assert third.manifest.number == 3
    gate.set()
    await_checks()
    assert assistant.generation() is third


def test_nobody_waits_for_a_check(
    library: Library, encoder: WordEncoder, gate: threading.Event
):
    """Questions are answered meanwhile, and a program may end before it is over."""
    assistant = Assistant(library, encoder)
    assert assistant.ask("Do owls fly?").citations
    checks = [each for each in threading.enumerate() if each.name == CHECK_THREAD]
    assert [each.daemon for each in checks] == [True]
    gate.set()
    await_checks()


def test_what_was_read_whole_is_not_read_again(
    tmp_path: Path, encoder: WordEncoder, gate: threading.Event
):
    """A library of small files has nothing left to check behind its questions."""
    library = Library(tmp_path / "small")
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    assert Assistant(library, encoder).ask("Do owls fly?").citations
    assert CHECK_THREAD not in [each.name for each in threading.enumerate()]
    gate.set()


def test_whole_library_goes_on_answering(library: Library, encoder: WordEncoder):
    """Nothing changes when the check finds nothing."""
    assistant = Assistant(library, encoder)
    opened = assistant.generation()
    await_checks()
    assert assistant.generation() is opened


def test_flipped_bit_is_not_taken_over(library: Library, encoder: WordEncoder):
    """A rebuild reads every byte of what it copies vectors from: none has a bad one."""
    good = library.open(encoder.identity)
    expected = good.first.token_codes(1).tolist()
    flip(library, "0002", "tokens.npy")
    manifest = build_index(library, encoder)
    assert manifest.encoded == 1
    assert library.open(encoder.identity).first.token_codes(1).tolist() == expected


def test_doctor_and_undo_read_every_byte(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """The doctor names the file, and undo passes over its generation."""
    build_index(library, encoder)
    flip(library, "0002", "sentences.faiss")
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: encoder)
    found = [f.text for f in examine(Settings(index=library.root)) if not f.ok]
    assert len(found) == 1
    assert found[0].startswith("sentences.faiss of generation 0002 was changed")
    assert library.undo().manifest.number == 1
