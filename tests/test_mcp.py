"""The MCP server, asked by the official client over stdin and stdout."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

import rag.cli
from rag.cli import main
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.onnx import EXPORTS
from rag.types import (
    Answer,
    Article,
    Citation,
    Hit,
    Paragraph,
    Passage,
    Sentence,
    Span,
)
from tests.later import Later

mcp, results = Later("mcp"), Later("rag.mcp_server.results")
serving = Later("rag.mcp_server")
ROOT = Path(__file__).parent.parent
PATIENCE_S = 60
QUESTION = "How fast did the CR450 go in tests?"
LONG = "# Long\n\n" + "Owls fly without a sound. " * 1000


class Caller:
    """The official client of a server, called from a test that isn't asynchronous."""

    def __init__(self, portal: BlockingPortal, client) -> None:
        self._portal = portal
        self._client = client

    def tools(self) -> dict:
        """List the tools by their names."""
        found = self._portal.call(self._client.list_tools)
        return {tool.name: tool for tool in found.tools}

    def call(self, name: str, **arguments) -> dict:
        """Call a tool that works; gives what it found."""
        result = self._portal.call(self._client.call_tool, name, arguments)
        assert not result.is_error, result.content
        return result.structured_content

    def refusal(self, name: str, **arguments) -> str:
        """Call a tool that doesn't; gives what it says."""
        result = self._portal.call(self._client.call_tool, name, arguments)
        assert result.is_error
        return result.content[0].text


@contextmanager
def calling(index: Path) -> Iterator[Caller]:
    """Start `quotewell mcp` as a program of its own, and connect to it."""
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "rag.cli", "mcp", "--index", str(index)],
        # By what is noted there it trusts the export: without, it would load the model.
        env={"XDG_STATE_HOME": os.environ["XDG_STATE_HOME"]},
        cwd=ROOT,
    )
    client = mcp.Client(server, read_timeout_seconds=PATIENCE_S)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(client) as connected,
    ):
        yield Caller(portal, connected)


@pytest.fixture(scope="module")
def index(starter_index: Path, tmp_path_factory) -> Path:
    """Give a library with the starter article and a long one."""
    root = shutil.copytree(starter_index, tmp_path_factory.mktemp("mcp") / "index")
    library = Library(root)
    library.add(LONG.encode(), "long.md")
    assert main(["rebuild", "--index", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def caller(index: Path) -> Iterator[Caller]:
    """Give the client of one server, for tests that change nothing."""
    with calling(index) as connected:
        yield connected


def sha256(text: str) -> str:
    """Hash a text as anybody would who checks a quote."""
    return hashlib.sha256(text.encode()).hexdigest()


def article_id(index: Path, name: str) -> str:
    """Find an article by the name of its file."""
    return next(each.id for each in Library(index).articles() if each.name == name)


def test_there_are_two_tools_that_only_read(caller: Caller):
    """Each says what it is for, what it takes, and what it gives."""
    tools = caller.tools()
    assert set(tools) == {"ask", "read_passage"}
    for tool in tools.values():
        assert tool.description
        assert tool.output_schema["properties"]
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
    assert tools["ask"].input_schema["required"] == ["question"]


def test_an_answer_has_its_quotes_with_citations_and_hashes(caller: Caller):
    """The first quote says it; its hash, and its place in the article, are right."""
    found = caller.call("ask", question=QUESTION, top_k=2)
    assert found["status"] == "answered"
    assert found["read_as"] is None  # without a misspelt word there is no other reading
    assert 0.5 < found["confidence"] <= 1
    assert found["message"].startswith("Answers (")
    assert [quote["number"] for quote in found["quotes"]] == [1, 2]
    best = found["quotes"][0]
    assert "450" in best["quote"]
    assert best["quote"] in best["passage"]
    title, section, place = best["citation"].split(" · ")
    assert title == best["title"]
    assert section in STARTER_ARTICLE.read_text("utf-8")
    assert place == f"¶ {best['paragraph']}"
    assert best["quote_sha256"] == sha256(best["quote"])


def test_an_overview_is_said_to_be_one(caller: Caller, index: Path):
    """Of one article: its key sentences in the order of the text, and no confidence."""
    starter = article_id(index, STARTER_ARTICLE.name)
    found = caller.call("ask", question="What is it about?", within=[starter])
    assert (found["status"], found["overview"], found["confidence"]) == (
        "answered",
        True,
        None,
    )
    title = found["quotes"][0]["title"]
    assert found["message"] == f"Overview of {title}, in its own sentences."
    starts = [quote["start"] for quote in found["quotes"]]
    assert starts == sorted(starts)
    assert 5 <= len(starts) <= 14


def test_a_quote_of_the_front_is_cited_at_the_top(caller: Caller):
    """Who wrote it stands above the first paragraph, which the citation says."""
    quotes = caller.call("ask", question="Who is Yi Xin?", top_k=20)["quotes"]
    said = {quote["paragraph"]: quote["citation"] for quote in quotes}
    assert said[0] == f"{quotes[0]['title']} · top of the article"


def test_a_quote_can_be_read_where_it_stands(caller: Caller):
    """Read by its range it is the same words, by its paragraph it is among them.

    The article's hash is that of its whole text.
    """
    best = caller.call("ask", question=QUESTION)["quotes"][0]
    place = {"start": best["start"], "end": best["end"]}
    read = caller.call("read_passage", article=best["article"], **place)
    assert read["text"] == best["quote"]
    assert read["text_sha256"] == best["quote_sha256"]
    paragraph = caller.call(
        "read_passage", article=best["article"], paragraph=best["paragraph"]
    )
    assert best["quote"] in paragraph["text"]
    whole = {"start": 0, "end": read["article_chars"]}
    text = caller.call("read_passage", article=best["article"], **whole)["text"]
    assert sha256(text) == best["article_sha256"]


def test_what_the_articles_do_not_answer_is_said(caller: Caller):
    """The status and the message say so; the quotes are but the nearest."""
    found = caller.call("ask", question="Who invented the zipper?")
    assert found["status"] == "not_found"
    assert found["message"].startswith("Not found (")
    assert "don't answer this" in found["message"]
    assert "zipper" in found["missing_terms"]
    assert found["confidence"] < 0.5


def test_one_article_can_be_asked(caller: Caller, index: Path):
    """All quotes are of the article that was named."""
    long = article_id(index, "long.md")
    found = caller.call("ask", question=QUESTION, within=[long])
    assert {quote["article"] for quote in found["quotes"]} == {long}
    assert found["status"] == "not_found"


def test_a_long_paragraph_is_cut(caller: Caller, index: Path):
    """So much is given at once, and where it ends; the rest can be read on."""
    long = article_id(index, "long.md")
    read = caller.call("read_passage", article=long, paragraph=1)
    assert len(read["text"]) == read["end"] - read["start"] == serving.MAX_READ_CHARS
    rest = {"start": read["end"], "end": read["article_chars"]}
    assert caller.call("read_passage", article=long, **rest)["text"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": "  "}, "the question is empty"),
        ("ask", {"question": "x" * 501}, "at most 500"),
        ("ask", {"question": "Why?", "within": ["nothing"]}, "`quotewell list`"),
        ("ask", {"question": "Why?", "top_k": 21}, "less than or equal to 20"),
        ("ask", {}, "question"),
        ("read_passage", {"article": "nothing", "paragraph": 1}, "`quotewell list`"),
        ("read_passage", {"article": "LONG"}, "either a paragraph, or both"),
        ("read_passage", {"article": "LONG", "start": 3}, "either a paragraph, or"),
        ("read_passage", {"article": "LONG", "paragraph": 2}, "has 1"),
        ("read_passage", {"article": "LONG", "paragraph": 0}, "greater than or equal"),
        ("read_passage", {"article": "LONG", "start": 5, "end": 5}, "can't be read"),
        ("read_passage", {"article": "LONG", "start": 0, "end": 10**6}, "up to 20000"),
        ("read_passage", {"article": "LONG", "start": 0, "end": 20001}, "up to 20000"),
    ],
)
def test_what_cannot_be_done_is_said(caller: Caller, index, name, arguments, said):
    """Each refusal says what is wrong, and the server goes on."""
    if arguments.get("article") == "LONG":
        arguments = arguments | {"article": article_id(index, "long.md")}
    assert said in caller.refusal(name, **arguments)
    assert caller.tools()


def test_an_article_that_was_added_meanwhile_is_found(index: Path, tmp_path: Path):
    """A running server answers from the newest index; on an empty one it says so."""
    # The model as it was exported there starts at once.
    shutil.copytree(index / EXPORTS, tmp_path / EXPORTS)
    with calling(tmp_path) as caller:
        assert "add an article" in caller.refusal("ask", question="What is soft?")
        library = Library(tmp_path)
        library.add(b"# Owls\n\nThe feathers of owls have soft edges.\n", "owls.md")
        assert main(["rebuild", "--index", str(tmp_path)]) == 0
        found = caller.call("ask", question="What edges do feathers of owls have?")
        assert found["quotes"][0]["quote"] == "The feathers of owls have soft edges."


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    """No traceback: one line, with the command."""
    monkeypatch.delitem(sys.modules, "rag.mcp_server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert rag.cli.main(["mcp", "--index", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert 'run `pip install "quotewell[mcp]"`' in said
    assert said.count("\n") == 1


TITLE = "Innovation in China: from dark factories to the CR450"


def test_what_several_articles_say_is_told(starter_index: Path, tmp_path: Path):
    """Other articles with the same sentence are named, and another number is told."""
    root = Path(shutil.copytree(starter_index, tmp_path / "index"))
    library = Library(root)
    text = STARTER_ARTICLE.read_text("utf-8")
    library.add(f"{text}\nOnce more.".encode(), "again.md", "Once more")
    other = text.replace("ran at 450 km/h", "ran at 420 km/h")
    library.add(other.encode(), "other.md", "In other numbers")
    assert main(["rebuild", "--index", str(root)]) == 0
    with calling(root) as connected:
        found = connected.call("ask", question=QUESTION, top_k=3)
    first, second, _ = found["quotes"]
    assert "450 km/h" in first["quote"]
    (also,) = first["also_in"]
    assert {also["title"], first["title"]} == {TITLE, "Once more"}
    assert also["quote"] == first["quote"]
    assert also["quote_sha256"] == sha256(first["quote"])
    assert second["title"] == "In other numbers"
    (difference,) = found["differences"]
    assert difference["numbers"] == [1, 2]
    assert ["450" in difference["said"][0], "420" in difference["said"][1]] == [
        True
    ] * 2


@pytest.mark.parametrize(("above", "said"), [(Span(6, 11), "9 May"), (None, None)])
def test_words_of_a_heading_are_named(above: Span | None, said: str | None):
    """A program can't cut them out: where the heading stands it isn't told."""
    text = "It burnt."
    paragraph = Paragraph(1, 0, 9, "Log › 9 May")
    article = Article("yard", "Yard", text, (paragraph,))
    sentence = Sentence(0, 9, 1)
    passage = Passage("yard", 0, 9, text, "", paragraph.section, (sentence,))
    citation = Citation(
        article_id="yard",
        paragraph=1,
        start=0,
        end=9,
        section=paragraph.section,
        number=1,
        title="Yard",
        quote=text,
        passage=text,
        passage_start=0,
        score=1.0,
        hit=Hit(passage, sentence, 1.0),
        above=above,
    )
    answer = Answer("When?", "answered", 0.9, 0.9, (), 1.0, (citation,))
    assert results.found_of(answer, lambda _: article).quotes[0].answer_above == said
