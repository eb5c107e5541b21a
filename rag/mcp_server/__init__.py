"""The library for programs that speak MCP: two tools, over stdin and stdout.

`ask` gives quotes with their places and hashes, or says that nothing answers;
`read_passage` gives the text around them. Both read, and neither asks the outside.
"""

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Annotated, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from rag.asking.assistant import Assistant
from rag.errors import QuestionError, QuotewellError
from rag.mcp_server.results import Found, ReadPassage, found_of, passage_of
from rag.settings import MAX_QUESTION_CHARS, MAX_TOP_K
from rag.types import Article, Span

MAX_READ_CHARS = 20_000
"""So much text, some 5,000 tokens, is given at once."""

INSTRUCTIONS = (
    "Quotewell holds a person's own articles. `ask` finds the sentences that answer a "
    "question; quote them word for word with their citation, and where it says near or "
    "not_found, say so. Asked what an article is about, it gives the article's own key "
    "sentences. `read_passage` gives the text around a quote."
)
WITHIN = (
    "Ask only these: articles by id or title, `tag:NAME` for all that have a tag, "
    "`folder:PATH` for a followed folder. By default all."
)
# Said so that a program may call the tools without asking its user each time.
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

P = ParamSpec("P")
R = TypeVar("R")


def serve_mcp(assistant: Assistant) -> None:
    """Answer on stdin and stdout until stdin ends."""
    make_server(assistant).run("stdio")


def make_server(assistant: Assistant) -> MCPServer:
    """Make the server of both tools.

    Args:
        assistant: Answers, and reads articles.
    """
    server = MCPServer(
        "quotewell",
        version=version("quotewell"),
        instructions=INSTRUCTIONS,
        # A line for each request would fill the log of whoever started this.
        log_level="WARNING",
    )

    @server.tool(annotations=READS)
    @_saying_errors
    def ask(
        question: Annotated[str, Field(max_length=MAX_QUESTION_CHARS)],
        within: Annotated[list[str] | None, Field(description=WITHIN)] = None,
        top_k: Annotated[int | None, Field(ge=1, le=MAX_TOP_K)] = None,
    ) -> Found:
        """Answer a question with sentences of the person's articles, word for word."""
        articles = assistant.within(within or [])
        answer = assistant.ask(question, top_k=top_k, articles=articles)
        return found_of(answer, assistant.article)

    @server.tool(annotations=READS)
    @_saying_errors
    def read_passage(
        article: Annotated[str, Field(description="Its id, as `ask` gives it.")],
        paragraph: Annotated[int | None, Field(ge=1)] = None,
        start: Annotated[int | None, Field(ge=0)] = None,
        end: Annotated[int | None, Field(ge=0)] = None,
    ) -> ReadPassage:
        """Read a part of an article: a paragraph, or characters `start` to `end`."""
        found = assistant.article(article)
        return passage_of(found, _place(found, paragraph, start, end))

    return server


def _saying_errors(tool: Callable[P, R]) -> Callable[P, R]:
    """Tell whoever called a tool what went wrong and what mends it."""

    @wraps(tool)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return tool(*args, **kwargs)
        except QuotewellError as error:
            raise ToolError(str(error)) from error

    return told


def _place(
    article: Article, paragraph: int | None, start: int | None, end: int | None
) -> Span:
    """Find what is to be read.

    Raises:
        QuestionError: There is no such place, or it is too long.
    """
    if paragraph is not None and start is None and end is None:
        if paragraph > (count := len(article.paragraphs)):
            raise QuestionError(
                f"there is no paragraph {paragraph}; {article.id!r} has {count}"
            )
        found = article.paragraphs[paragraph - 1]
        # Cut, not refused: the rest can be read on by its range.
        return Span(found.start, min(found.end, found.start + MAX_READ_CHARS))
    if paragraph is not None or start is None or end is None:
        raise QuestionError("name either a paragraph, or both start and end")
    if not start < end <= len(article.text) or end - start > MAX_READ_CHARS:
        raise QuestionError(
            f"characters {start} to {end} can't be read; {article.id!r} has "
            f"{len(article.text)}, and up to {MAX_READ_CHARS} are given at once"
        )
    return Span(start, end)
