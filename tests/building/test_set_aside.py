"""An article that can't be indexed is set aside, and the others are indexed."""

import re
from pathlib import Path

import httpx
import pytest

import rag.building.texts
import rag.cli.doctor
import rag.library.pending
import rag.suggesting.suggestions
from rag.building.indexing import build_index, prepare_library
from rag.cli.doctor import examine
from rag.errors import ModelError, ReadError
from rag.library.articles import ArticleStore
from rag.library.library import Library
from rag.page.library.catalogue import ShelfEntry
from rag.page.library.shelf import shelf_html
from rag.settings import Settings
from rag.text.passages import split_passages
from tests.fakes import WordEncoder
from tests.served import served, wait_until

pytestmark = pytest.mark.attack

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of two articles, of which nothing is indexed yet."""
    library = Library(tmp_path / "library")
    library.add(OWLS, "owls.txt")
    library.add(TIDES, "tides.txt")
    return library


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the article on tides fail to be divided; gives the ids that are tried."""
    tried: list[str] = []

    def split(article, *arguments):
        tried.append(article.id)
        if article.id.startswith("tides"):
            raise ValueError("a single character exceeds the window")
        return split_passages(article, *arguments)

    monkeypatch.setattr(rag.building.texts, "split_passages", split)
    return tried


def original(library: Library, name: str) -> Path:
    """Find an article's file."""
    return next(library.root.glob(f"articles/{name}-*/original.txt"))


def ids(library: Library) -> list[str]:
    """Give the beginnings of the ids that are indexed."""
    manifest = library.generations.manifest()
    assert manifest is not None
    return [entry.id.split("-")[0] for entry in manifest.articles]


def test_the_others_are_published(library: Library, broken: list[str]):
    """One of two can't be divided: the other is indexed, and both stay stored."""
    manifest = build_index(library, WordEncoder())
    assert ids(library) == ["owls"]
    assert [aside.id.split("-")[0] for aside in manifest.set_aside] == ["tides"]
    assert manifest.set_aside[0].reason == (
        "tides.txt can't be indexed (ValueError: a single character exceeds the "
        "window); save it as plain text, add that and remove this"
    )
    assert len(library.articles()) == 2
    assert original(library, "tides").read_bytes() == TIDES


def test_fault_without_words_is_named(library: Library, monkeypatch):
    """An exception that says nothing is shown as Python writes it."""

    def split(*_):
        raise RecursionError

    monkeypatch.setattr(rag.building.texts, "split_passages", split)
    reasons = [a.reason for a in build_index(library, WordEncoder()).set_aside]
    assert reasons[0].startswith("owls.txt can't be indexed (RecursionError()); save")


def test_missing_file_is_set_aside_with_what_mends_it(library: Library):
    """Adding the file again mends it: the very next build has the article."""
    original(library, "tides").unlink()
    reason = build_index(library, WordEncoder()).set_aside[0].reason
    assert reason.endswith("is missing; add tides.txt again")
    library.add(TIDES, "tides.txt")
    assert library.pending()
    assert build_index(library, WordEncoder()).set_aside == ()
    assert ids(library) == ["owls", "tides"]


def test_reader_that_stops_sets_aside(library: Library, monkeypatch):
    """A file that its reader no longer gets through, as after an update."""

    def read(_, stored):
        raise ReadError(f"{stored.name} was not read within 90 s: save it anew")

    monkeypatch.setattr(ArticleStore, "read", read)
    reasons = [a.reason for a in build_index(library, WordEncoder()).set_aside]
    assert [reason.split()[0] for reason in reasons] == ["owls.txt", "tides.txt"]


def test_not_tried_again_until_something_changes(library: Library, broken: list[str]):
    """A later build takes it as it was left; it isn't pending, either."""
    build_index(library, WordEncoder())
    assert library.pending() == []
    assert not prepare_library(library)
    broken.clear()
    library.add(b"Rain falls from clouds. It feeds the rivers.", "rain.txt")
    manifest = build_index(library, WordEncoder())
    assert [tried.split("-")[0] for tried in broken] == ["rain"]
    assert [aside.id.split("-")[0] for aside in manifest.set_aside] == ["tides"]


@pytest.mark.parametrize("change", ["file", "added", "version", "title", "retry"])
def test_tried_again_when_something_changes(
    library: Library, broken: list[str], monkeypatch, change: str
):
    """Another file, or the same again, program or title, or a wish: it is tried."""
    aside = build_index(library, WordEncoder()).set_aside[0]
    broken.clear()
    if change == "file":
        original(library, "tides").write_bytes(TIDES * 2)
    elif change == "added":
        library.add(TIDES, "tides.txt")
    elif change == "version":
        monkeypatch.setattr(rag.library.pending, "program_version", lambda: "999")
    elif change == "title":
        library.rename(aside.id, "Tides of the sea")
    assert bool(library.pending()) == (change != "retry")
    build_index(library, WordEncoder(), retry=change == "retry")
    assert aside.id in broken


def test_model_that_fails_sets_nothing_aside(library: Library, monkeypatch):
    """That is no article's fault: the build fails as a whole, and says why."""

    def split(*_):
        raise ModelError("the model is not there; install it")

    monkeypatch.setattr(rag.building.texts, "split_passages", split)
    with pytest.raises(ModelError):
        build_index(library, WordEncoder())
    assert library.current() is None


def test_questions_that_fail_cost_the_questions_alone(library: Library, monkeypatch):
    """An article whose questions can't be made is indexed without any."""

    def make(article, _):
        raise RecursionError

    monkeypatch.setattr(rag.suggesting.suggestions, "ROUNDS", ((make, 4),))
    assert build_index(library, WordEncoder()).set_aside == ()
    generation = library.open(WordEncoder().identity)
    assert ids(library) == ["owls", "tides"]
    assert [generation.starters(each.id) for each in generation.articles] == [(), ()]


def test_undo_keeps_what_was_set_aside(library: Library, broken: list[str]):
    """Going back to a build that set an article aside doesn't remove it."""
    build_index(library, WordEncoder())
    library.add(b"Rain falls from clouds. It feeds the rivers.", "rain.txt")
    build_index(library, WordEncoder())
    library.undo()
    assert [a.id.split("-")[0] for a in library.articles()] == ["owls", "tides"]


def test_command_line_says_so(run, library: Library, broken, capsys):
    """The build and the list name it, with the reason and what mends it."""
    assert run("rebuild") == 0
    said = capsys.readouterr().err
    assert re.search(r"quotewell: tides-\w+ is set aside: tides.txt can't", said)
    assert run("list") == 0
    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()]
    assert [len(row) for row in rows] == [3, 4]
    assert rows[1][3].startswith("set aside: tides.txt can't be indexed (ValueError")
    broken.clear()
    assert run("rebuild") == 0
    assert [tried.split("-")[0] for tried in broken] == ["tides"]


def test_doctor_says_so(library: Library, broken: list[str], monkeypatch):
    """One finding, in which the reason stands, and no second one for the same."""
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    build_index(library, WordEncoder())
    findings = examine(Settings(index=library.root))
    faults = [each.text for each in findings if not each.ok]
    assert len(faults) == 1
    assert re.match(r"tides-\w+ is set aside: tides.txt can't be indexed", faults[0])


def test_page_says_so(library: Library):
    """The row of the article has the reason, escaped."""
    entry = ShelfEntry(library.articles()[0], None, "<owls.txt> was not read")
    html = shelf_html([entry])
    assert "set aside: &lt;owls.txt&gt; was not read" in html
    assert "not searchable yet" not in html


def test_server_says_so_and_tries_again_on_request(library: Library, broken: list[str]):
    """The list and the build's message name it; the others answer meanwhile."""
    with (
        served(library.root) as page,
        httpx.Client(base_url=page.url, timeout=30) as client,
    ):
        owls, tides = client.get("/api/articles").json()
        assert owls["set_aside"] is None
        assert owls["passages"] == 1
        assert tides["set_aside"].startswith("tides.txt can't be indexed (ValueError")
        assert page.service.ask("How do owls fly?").status == "answered"
        broken.clear()
        assert client.post("/api/rebuild").json()["started"]
        wait_until(lambda: not page.service.job.view.busy)
        assert broken == [tides["id"]]
        message = page.service.job.view.message
        assert message.startswith("1 article in 1 passage is searchable. tides-")
        assert "is set aside: tides.txt can't be indexed" in message
