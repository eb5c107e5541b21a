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
from pydantic import BaseModel, ConfigDict, Field

from rag.asking.assistant import Assistant
from rag.asking.overviews import heading_of
from rag.asking.quoting import cut_quote
from rag.asking.states import STATE_SENTENCES, across_sentence, state_of
from rag.errors import QuestionError, QuotewellError
from rag.judging.evidence import sha256_of_text
from rag.settings import MAX_QUESTION_CHARS, MAX_TOP_K
from rag.types import Answer, Article, Citation, Mention, Span, Status

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
ADVICE: dict[Status, str] = {
    "answered": "Any further quotes may answer it, too.",
    "near": "Don't present the quotes as an answer without saying so.",
    "not_found": "Don't present the quotes as an answer.",
}
# Said so that a program may call the tools without asking its user each time.
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

P = ParamSpec("P")
R = TypeVar("R")


class _Result(BaseModel):
    """What a tool gives; MCP describes it to programs by its fields."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class _Quoted(_Result):
    citation: str
    article: str
    title: str
    paragraph: int
    page: int | None
    time_s: int | None
    start: int
    end: int
    quote: str
    quote_sha256: str


class SaidElsewhere(_Quoted):
    """A sentence of another article that says the same, at its place."""


class FoundDifference(_Result):
    """A number or date in which quotes differ: their numbers, and what each says."""

    numbers: tuple[int, ...]
    said: tuple[str, ...]


class FoundQuote(_Quoted):
    """A sentence of an article, word for word, and the passage that it stands in.

    `start` and `end` count characters of the article, as do `answer_start` and
    `answer_end`, the answer's own words in the quote, where they were marked, and
    `marks`, further sentences of the passage that belong to the answer. The hashes are
    SHA-256, of the quote and of the article's whole text, encoded as UTF-8. `also_in`
    are other articles that say the same.
    """

    number: int
    language: str | None
    answer_start: int | None
    answer_end: int | None
    marks: tuple[tuple[int, int], ...]
    article_sha256: str
    passage: str
    also_in: tuple[SaidElsewhere, ...] = ()


class FoundPart(_Result):
    """One of several things that a question asks; `number` is its quote's, if any."""

    asked: str
    status: Status
    number: int | None


class Found(_Result):
    """What the articles say to a question.

    `read_as` is the question with its misspelt words mended, None where it was taken
    as it stands. `status` is "answered", "near" or "not_found"; `confidence`, 0 to 1,
    is the probability that they answer it; `missing_terms` are words of the question
    that no article has. Of a question that asks several things `parts` says which quote
    answers which. The quotes of an `overview` are key sentences in the order of the
    text: no confidence applies. Where `differences` name quotes, tell the person both
    numbers or dates.
    """

    question: str
    read_as: str | None
    status: Status
    message: str
    confidence: float | None
    overview: bool
    missing_terms: tuple[str, ...]
    parts: tuple[FoundPart, ...]
    quotes: tuple[FoundQuote, ...]
    differences: tuple[FoundDifference, ...] = ()


class ReadPassage(_Result):
    """A part of an article's text, and how much there is in all."""

    article: str
    title: str
    start: int
    end: int
    text: str
    text_sha256: str
    article_chars: int
    paragraphs: int


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
        return _found(answer, assistant.article)

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
        return _read(found, _place(found, paragraph, start, end))

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


def _found(answer: Answer, read: Callable[[str], Article]) -> Found:
    return Found(
        question=answer.question,
        read_as=answer.read_as,
        status=answer.status,
        message=_message(answer),
        # An overview is asked for, not found: there is nothing to be sure of.
        confidence=None if answer.overview else round(answer.confidence, 4),
        overview=answer.overview,
        missing_terms=answer.missing_terms,
        parts=tuple(map(FoundPart.model_validate, answer.parts)),
        quotes=tuple(_quote(each, read(each.article_id)) for each in answer.citations),
        differences=tuple(map(FoundDifference.model_validate, answer.differences)),
    )


def _message(answer: Answer) -> str:
    if answer.overview:
        return f"{heading_of(answer)}."
    state = state_of(answer.status, answer.confidence, answer.parts)
    sentence = STATE_SENTENCES[answer.status]
    across = across_sentence(*answer.across, answer.status) if answer.across else ""
    said = (f"{state}.", across, sentence, ADVICE[answer.status])
    return " ".join(filter(None, said))


def _quote(citation: Citation, article: Article) -> FoundQuote:
    # Again, since this is the article that is hashed: the index may be a newer one.
    quote = cut_quote(article, citation.hit)
    return _quoted(
        FoundQuote,
        citation,
        quote,
        number=citation.number,
        language=citation.language or None,
        answer_start=citation.answer.start if citation.answer else None,
        answer_end=citation.answer.end if citation.answer else None,
        marks=tuple((mark.start, mark.end) for mark in citation.marks),
        article_sha256=sha256_of_text(article.text),
        passage=citation.passage,
        also_in=tuple(
            _quoted(SaidElsewhere, mention, mention.quote)
            for mention in citation.also_in
        ),
    )


def _quoted(
    kind: Callable[..., R], said: Citation | Mention, quote: str, **more: object
) -> R:
    return kind(
        citation=f"{said.title} · {said.label()}",
        article=said.article_id,
        title=said.title,
        paragraph=said.paragraph,
        page=said.page,
        time_s=said.time_s,
        start=said.start,
        end=said.end,
        quote=quote,
        quote_sha256=sha256_of_text(quote),
        **more,
    )


def _read(article: Article, place: Span) -> ReadPassage:
    text = article.text[place.start : place.end]
    return ReadPassage(
        article=article.id,
        title=article.title,
        start=place.start,
        end=place.end,
        text=text,
        text_sha256=sha256_of_text(text),
        article_chars=len(article.text),
        paragraphs=len(article.paragraphs),
    )


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
