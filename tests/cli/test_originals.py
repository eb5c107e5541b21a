"""Originals in a store, from the command line and on the page."""

import shutil
from pathlib import Path

import httpx
import pytest

import rag.cli
from rag.library.objects import store_of
from tests.pdf_files import Line, pdf_file
from tests.served import served

OWLS = "Owls fly without a sound."
TRAMS = "Trams run on rails in the street."


@pytest.fixture
def command(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """Give a function that runs a command, and gives its status and what it said."""
    monkeypatch.setenv("QUOTEWELL_INDEX", "library")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "owls.txt").write_text(OWLS)
    (tmp_path / "trams.txt").write_text(TRAMS)

    def command(*argv: str) -> tuple[int, str]:
        capsys.readouterr()
        status = rag.cli.main(argv)
        return status, "".join(capsys.readouterr())

    return command


def stored(tmp_path: Path) -> list[str]:
    """Name the files in the store, and their contents."""
    return sorted(path.read_text() for path in tmp_path.glob("store/*/*/original.txt"))


@pytest.mark.parametrize("by", ["flag", "environment"])
def test_a_store_that_was_named_once_is_known(
    command, monkeypatch, tmp_path: Path, by: str
) -> None:
    """Commands that don't name it put files there, and read them there."""
    url = f"file://{tmp_path}/store"
    with monkeypatch.context() as patch:
        if by == "environment":
            patch.setenv("QUOTEWELL_ORIGINALS", url)
        named = ["--originals", url] if by == "flag" else []
        assert command("add", "owls.txt", *named)[0] == 0
    assert command("add", "trams.txt")[0] == 0
    assert stored(tmp_path) == [OWLS, TRAMS]
    shutil.rmtree(tmp_path / "cache")
    shutil.rmtree(tmp_path / "library" / "generations")
    assert "articles 2, passages 2" in command("rebuild")[1]
    assert command("doctor")[0] == 0
    owls = next(tmp_path.glob("store/*/owls-*/original.txt"))
    owls.write_text("Owls hoot.")
    said = f"BAD the file of {owls.parent.name} was changed or is missing; add owls.txt"
    assert said in command("doctor")[1]
    assert command("add", "owls.txt")[0] == 0
    assert command("doctor")[0] == 0
    assert TRAMS in command("ask", "What do trams run on?")[1]


def test_what_is_no_store_is_refused_in_one_line(command, tmp_path: Path) -> None:
    """And nothing is noted."""
    status, said = command("list", "--originals", "papers")
    assert (status, said) == (
        1,
        "quotewell: 'papers' is no store; write s3://BUCKET/PREFIX or file:///FOLDER\n",
    )
    assert store_of(tmp_path / "library") is None


def test_a_page_shows_what_is_in_a_store(command, tmp_path: Path) -> None:
    """Pictures and downloads; while it is away it says so, and answers all the same."""
    (tmp_path / "owls.pdf").write_bytes(file := pdf_file([[Line(72, 72, OWLS)]]))
    command("add", "owls.pdf", "--originals", f"file://{tmp_path}/store")
    with (
        served(tmp_path / "library") as page,
        httpx.Client(base_url=page.url, timeout=60) as client,
    ):
        (article,) = client.get("/api/articles").json()
        original = f"/api/articles/{article['id']}/original"
        assert client.get(original).content == file
        shutil.rmtree(tmp_path / "cache")
        picture = client.get(f"/pages/{article['id']}/1.png")
        assert picture.headers["content-type"] == "image/png"
        (tmp_path / "store").rename(tmp_path / "away")
        shutil.rmtree(tmp_path / "cache")
        refused = client.get(original)
        assert (refused.status_code, refused.json()["error"]) == (503, "originals")
        assert "; start it, or set its address" in refused.json()["message"]
        answer = client.post("/api/ask", json={"question": "What do owls fly without?"})
        assert answer.json()["citations"][0]["quote"] == OWLS
        (tmp_path / "away").rename(tmp_path / "store")
        assert client.get(original).content == file
