"""No surface shows words that the stored article doesn't say.

The records of passages are read when they are asked for, so they can be changed behind
an open index, whose files were checked when it was opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

import rag.asking.quoting
from rag.asking.assistant import Assistant
from rag.asking.retrieval import Retriever
from rag.errors import IndexDamagedError, QuotewellError
from rag.library.generation.records import offsets_path
from rag.library.library import Library
from tests.asking.making import indexed
from tests.fakes import WordEncoder
from tests.later import Later
from tests.served import served

mcp_results = Later("rag.mcp_server.results")
pytestmark = pytest.mark.attack

OWLS = "Owls fly without a sound. Their feathers have soft edges.\n"
QUESTION = "What do feathers have?"
TRUE, FORGED = "soft edges", "hard edges"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with one article."""
    return indexed(tmp_path / "library", WordEncoder(), {"owls.txt": OWLS})


def tamper(library: Library, old: str = TRUE, new: str = FORGED) -> None:
    """Change the passages' records in place, as an open index sees them."""
    path = library.generations.folder(library.current() or 0) / "passages.jsonl"
    data = path.read_bytes()
    assert old.encode() in data
    with path.open("r+b") as file:
        file.write(data.replace(old.encode(), new.encode()))
    assert offsets_path(path).exists()


@contextmanager
def forging_hits() -> Iterator[None]:
    """Make the retriever find what the article doesn't say."""
    search = Retriever.search

    def forged(self, *args, **kwargs):
        found = search(self, *args, **kwargs)
        return replace(found, hits=tuple(map(forge, found.hits)))

    def forge(hit):
        text = hit.passage.text.replace(TRUE, FORGED)
        return replace(hit, passage=replace(hit.passage, text=text))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Retriever, "search", forged)
        yield


def test_a_changed_record_is_not_quoted(library: Library):
    """The open index notices, and goes on with what is whole."""
    assistant = Assistant(library, WordEncoder())
    assert TRUE in assistant.ask(QUESTION).citations[0].quote
    tamper(library)
    with pytest.raises(IndexDamagedError, match="quotewell rebuild"):
        assistant.ask(QUESTION)
    tamper(library, FORGED, TRUE)
    assert TRUE in assistant.ask(QUESTION).citations[0].quote


def test_a_record_that_is_no_record_is_damage(library: Library):
    """Not a traceback."""
    assistant = Assistant(library, WordEncoder())
    assistant.ask(QUESTION)
    tamper(library, '{"article_id"', '["article_id"')
    with pytest.raises(IndexDamagedError, match=r"passages\.jsonl can't be read"):
        assistant.ask(QUESTION)


@pytest.mark.parametrize("form", [[], ["--json"], ["--explain"]])
def test_command_line(run, library: Library, capsys, form: list[str]):
    """One line says what to do; neither the quote nor the passage is shown."""
    assert run("ask", QUESTION, *form) == 0
    assert TRUE in capsys.readouterr().out
    with forging_hits():
        assert run("ask", QUESTION, *form) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "doesn't stand in the stored article" in said.err


def test_api(library: Library):
    """`ask` and `search` refuse as for any damaged index."""
    with served(library.root) as page, httpx.Client(base_url=page.url) as client:
        for route in ("/api/ask", "/api/search"):
            body = {"question": QUESTION}
            assert TRUE in client.post(route, json=body).text
            with forging_hits():
                refused = client.post(route, json=body)
            assert refused.status_code == 503
            assert refused.json()["error"] == "index"
            assert FORGED not in refused.text


def test_mcp(library: Library):
    """What `ask` gives is verified against the article whose hash it gives."""
    assistant = Assistant(library, WordEncoder())
    answer = assistant.ask(QUESTION)
    found = mcp_results.found_of(answer, assistant.article)
    assert TRUE in found.quotes[0].quote
    with forging_hits(), pytest.raises(QuotewellError):
        assistant.ask(QUESTION)
    # The article was replaced between the answer and the reading of its text.
    other = replace(assistant.article(answer.citations[0].article_id), text=OWLS[1:])
    with pytest.raises(IndexDamagedError):
        mcp_results.found_of(answer, lambda _: other)


def test_there_is_one_way_to_a_quote(library: Library, monkeypatch, run, capsys):
    """Without the check nothing is shown: every surface asks through it."""

    def refuse(*_):
        raise IndexDamagedError("refused")

    monkeypatch.setattr(rag.asking.quoting, "cut_quote", refuse)
    assert run("ask", QUESTION, "--json") == 1
    assert capsys.readouterr().err == "quotewell: refused\n"
    with served(library.root) as page:
        body = {"question": QUESTION}
        refused = httpx.post(f"{page.url}api/ask", json=body).json()
    assert refused["message"] == "refused"
