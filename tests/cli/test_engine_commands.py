"""Every command on a library whose vectors are in an engine, and how it is named."""

import json
from pathlib import Path

import httpx
import pytest

import rag.cli
from rag.cli import configuration
from rag.library.engine import VectorEngine, home_of
from rag.library.generation.collection import EngineVectors
from rag.library.library import Library
from tests.cli.conftest import OWLS
from tests.engine_faults import collections
from tests.fakes import WordEncoder
from tests.served import served

TRAMS = "Trams run on rails in the street."
LITE = "milvus+lite:library"


@pytest.fixture
def command(run, tmp_path: Path, capsys):
    """Give a function that runs a command, as `run` does, and gives what it printed."""
    (tmp_path / "owls.txt").write_text(OWLS)
    (tmp_path / "trams.txt").write_text(TRAMS)

    def command(*argv: str) -> str:
        capsys.readouterr()
        assert rag.cli.main(argv) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return command


def test_all_commands_work(command, monkeypatch, tmp_path: Path) -> None:
    """Two articles are added, one is removed, and both ways there is a way back."""
    monkeypatch.setenv("QUOTEWELL_INDEX", LITE)
    command("add", "owls.txt")
    command("add", "trams.txt")
    asked = ("ask", "What do trams run on?", "--json")
    assert json.loads(command(*asked))["citations"][0]["quote"] == TRAMS
    trams = command("list").split("\n")[1].split()[0]
    command("remove", trams)
    assert TRAMS not in command(*asked)
    command("undo")
    assert json.loads(command(*asked))["citations"][0]["quote"] == TRAMS
    command("redo")
    assert "Generation 4: articles 1" in command("rebuild")
    command("undo")
    assert "generation 4: 2 of 2 quotes stand word for word" in command("doctor")
    command("compact")
    # Passages and sentences, by the one model and by the second.
    assert len(collections(Library(tmp_path / "library"))) == 4


def test_the_doctor_misses_what_the_engine_lost(command, capsys, tmp_path: Path):
    """It says what mends that; the generation before is then deleted."""
    command("add", "owls.txt", "--index", LITE)
    home = home_of(tmp_path / "library")
    assert isinstance(home, VectorEngine)
    home.milvus._client.drop_alias("library")
    for name in home.milvus.names(home.prefix):
        home.milvus.drop(name)
    assert rag.cli.main(["doctor", "--index", LITE]) == 1
    assert "vectors.db doesn't have library_" in capsys.readouterr().out
    command("rebuild", "--index", LITE)
    command("compact", "--index", LITE)
    assert "quotes stand word for word" in command("doctor", "--index", LITE)


def test_a_set_is_evaluated_in_an_engine(
    command, questions: str, tmp_path: Path
) -> None:
    """In a folder of its own, which a second run uses again."""
    for _ in range(2):
        table = json.loads(command("evaluate", questions, "--json", "--index", LITE))
        assert table["hit_at_1"] == 1.0
    used = Library(tmp_path / "library").open(WordEncoder().identity)
    assert isinstance(used.passage_vectors, EngineVectors)


def test_the_page_answers_from_an_engine(command, tmp_path: Path) -> None:
    """In the one that the folder names."""
    command("add", "owls.txt", "--index", LITE)
    with served(tmp_path / "library") as page:
        body = {"question": "What do feathers have?"}
        with httpx.Client(base_url=page.url, timeout=60) as client:
            answer = client.post("/api/ask", json=body).json()
    assert answer["citations"][0]["quote"] == "Their feathers have soft edges."


@pytest.mark.parametrize("by", ["flags", "environment"])
def test_a_servers_library_has_a_folder_that_is_named(
    command, monkeypatch, tmp_path: Path, by: str
) -> None:
    """All that needs no vectors is there without the server."""
    named = {
        "QUOTEWELL_INDEX": "milvus://db.lan:1/papers",
        "QUOTEWELL_BESIDE": "shared",
    }
    if by == "environment":
        for name, value in named.items():
            monkeypatch.setenv(name, value)
        command("list")
    else:
        index, beside = named.values()
        command("list", "--index", index, "--beside", beside)
    home = home_of(tmp_path / "shared")
    assert isinstance(home, VectorEngine)
    assert (home.server, home.name) == ("http://db.lan:1", "papers")


@pytest.mark.parametrize("index", [[], ["--index", "here"], ["--index", LITE]])
def test_a_folder_beside_no_server_is_refused(
    tmp_path: Path, monkeypatch, capsys, index: list[str]
) -> None:
    """Else the command would be done in another library than was named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTEWELL_INDEX", raising=False)
    assert rag.cli.main(["list", "--beside", "shared", *index]) == 1
    said = capsys.readouterr().err
    assert said.startswith("quotewell: --beside is of an engine's server, and none")
    assert list(tmp_path.iterdir()) == []


def test_a_servers_library_has_a_folder_by_default(
    command, monkeypatch, tmp_path: Path
) -> None:
    """Beside the default library's, and called after it."""
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(configuration, "CHECKOUT", tmp_path)
    command("list", "--index", "milvus://db.lan:1/papers")
    assert isinstance(home_of(tmp_path / "index-papers"), VectorEngine)


@pytest.mark.parametrize("by", ["flag", "environment"])
def test_what_is_no_engine_is_refused_in_one_line(
    command, monkeypatch, capsys, by: str
) -> None:
    """As wrong usage where a flag names it, as an error where the environment does."""
    if by == "flag":
        with pytest.raises(SystemExit, match="2"):
            rag.cli.main(["list", "--index", "milvus://db.lan"])
    else:
        monkeypatch.setenv("QUOTEWELL_INDEX", "milvus://db.lan")
        assert rag.cli.main(["list"]) == 1
    assert "is no engine; write milvus://HOST:PORT/NAME" in capsys.readouterr().err
