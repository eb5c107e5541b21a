"""An index of an older format is made anew from the originals, never guessed at."""

import json
import logging
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.cli import main
from rag.library.generation.manifest import FORMAT_VERSION, read_manifest
from rag.library.library import Library
from tests.fakes import WordEncoder

OWLS = "Owls fly without a sound. Their feathers have soft edges.\n"
OLDER = FORMAT_VERSION - 1


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Give a library whose one generation says that it is of the format before.

    Its other files are gone, as nothing of them may be needed.
    """
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    library = Library(tmp_path / "index")
    library.add(OWLS.encode(), "owls.txt")
    build_index(library, WordEncoder())
    folder = library.generations.folder(1)
    for path in folder.glob("*.*"):
        path.unlink()
    older = {"format_version": OLDER, "number": 1, "written": "differently"}
    (folder / "manifest.json").write_text(json.dumps(older))
    return library


def run(library: Library, *argv: str) -> int:
    """Run a command on the library."""
    return main([*argv, "--index", str(library.root)])


def test_asking_names_the_command_that_mends_it(library: Library, capsys):
    """The question isn't answered from what can't be read."""
    assert run(library, "ask", "What do feathers have?") == 1
    said = capsys.readouterr().err
    assert f"is of format {OLDER}" in said
    assert "run `quotewell rebuild`" in said


@pytest.mark.parametrize("command", ["rebuild", "add"])
def test_it_is_made_anew_with_a_message(
    library: Library, command: str, tmp_path: Path, capsys, caplog
):
    """Rebuilding and adding both do it; then the article answers as before."""
    (tmp_path / "tides.txt").write_text("Tides rise twice a day.\n")
    arguments = [str(tmp_path / "tides.txt")] if command == "add" else []
    with caplog.at_level(logging.WARNING):
        assert run(library, command, *arguments) == 0
    assert f"is of format {OLDER}" in caplog.text
    assert "all articles are read and encoded anew" in caplog.text
    assert read_manifest(library.generations.folder(2)).format_version == FORMAT_VERSION
    capsys.readouterr()
    assert run(library, "ask", "What do feathers have?") == 0
    assert "»Their feathers have soft edges.«" in capsys.readouterr().out


def test_there_is_no_going_back_to_it(library: Library, capsys):
    """After the rebuild undo finds nothing that this version reads."""
    build_index(library, WordEncoder())
    assert run(library, "undo") == 1
    assert "no earlier generation" in capsys.readouterr().err
    assert run(library, "ask", "What do feathers have?") == 0


def test_everything_else_works_meanwhile(library: Library, capsys):
    """Articles are listed and renamed, which makes the index anew, too."""
    assert run(library, "list") == 0
    article = capsys.readouterr().out.split("\t")[0]
    assert run(library, "rename", article, "Silent flight") == 0
    assert read_manifest(library.generations.folder(2)).articles[0].title == (
        "Silent flight"
    )
